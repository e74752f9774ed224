import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, newId, type StoppedClock, type Tx } from '../../libs/core/index.js';
import {
  convertContract,
  createSource,
  equationLines,
  recordContract,
  releaseBudgetYear,
  sourceYears,
  sumEquation,
} from '../../libs/budgets/index.js';
import { openAccount, post, type TransferKind } from '../../libs/ledger/index.js';
import {
  approveBatch,
  approveCorrection,
  confirmDelivery,
  correctable,
  correctionsOf,
  payablesOf,
  prepareBatch,
  proposeCorrection,
  refuseCorrection,
} from '../../libs/payments/index.js';
import { entryById } from '../../libs/reporting/index.js';
import { addOrdinance, defaultOrdinance } from '../../libs/tenancy/index.js';
import { endRight } from '../../libs/drawing-rights/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { outcomes, proven, refusal } from './kit.js';

const MANDATE = 250_000;

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
});

/** A source with this much in one year; answers its id and its `fund` transfer. */
async function funded(cents: number, fiscalYear = 2026): Promise<{ sourceId: string; transferId: string }> {
  const source = await town.run(
    (tx) =>
      createSource(tx, {
        name: `Bron ${newId()}`,
        kind: 'extra',
        taskField: '6.1',
        decisionId: town.decisionId,
        years: [{ fiscalYear, cents }],
      }),
    town.as.finance,
  );
  return { sourceId: source.id, transferId: (await transfersOf('fund', source.id))[0]! };
}

/** The transfers of a kind, oldest first; of one source when it is given. */
const transfersOf = (kind: TransferKind, sourceId?: string): Promise<string[]> =>
  town.run(async (tx) => {
    const rows = await tx.rows<{ id: string }>(
      `select t.id from transfers t join accounts d on d.municipality_id = $1 and d.id = t.debit_account_id
         join accounts c on c.municipality_id = $1 and c.id = t.credit_account_id
        where t.municipality_id = $1 and t.kind = $2 and ($3::uuid is null or $3 in (d.funding_source_id, c.funding_source_id))
        order by t.booked_at, t.id`,
      [tx.municipalityId, kind, sourceId ?? null],
    );
    return rows.map(({ id }) => id);
  });

const freeOf = (sourceId: string, fiscalYear = 2026): Promise<number | undefined> =>
  town.run(async (tx) => (await sourceYears(tx)).find((year) => year.sourceId === sourceId && year.fiscalYear === fiscalYear)?.freeCents);

const propose = (transferId: string, actor: Actor = town.as.finance, change: { id?: string; reason?: string } = {}) =>
  town.run((tx) => proposeCorrection(tx, { id: newId(), transferId, reason: 'Verkeerd bedrag', ...change }), actor);
const approve = (id: string, actor: Actor = town.as.finance2) => town.run((tx) => approveCorrection(tx, id), actor);
const refuse = (id: string, why = 'Het klopt wel', actor: Actor = town.as.finance2) =>
  town.run((tx) => refuseCorrection(tx, id, why), actor);

describe('taking a booked transfer back', () => {
  it.each([
    ['a cent', 1, false],
    ['below the mandate', MANDATE - 1, false],
    ['at the mandate', MANDATE, false],
    ['a cent above it', MANDATE + 1, true],
  ])('%s takes one person or two', async (_what, cents, needsSecond) => {
    const { sourceId, transferId } = await funded(cents);
    const correction = await propose(transferId);
    expect(correction).toMatchObject({ cents, mandateCents: MANDATE, needsSecond, proposedBy: town.as.finance.personId });
    expect(await freeOf(sourceId)).toBe(needsSecond ? cents : 0);
    if (needsSecond) {
      expect(correction.reversalId).toBeNull();
      expect(await refusal(approve(correction.id, town.as.finance))).toBe('403 second-person-needed');
      expect(await freeOf(sourceId)).toBe(cents);
      expect(await approve(correction.id)).toMatchObject({ approvedBy: town.as.finance2.personId });
      expect(await freeOf(sourceId)).toBe(0);
    }
    await proven(town);
  });

  it('leaves both in the books, each pointing at the other', async () => {
    const { transferId } = await funded(12_345);
    const { reversalId } = await propose(transferId);
    const [original, reversal] = await town.run(async (tx) => [await entryById(tx, transferId), await entryById(tx, reversalId!)] as const);
    expect(original).toMatchObject({ amount: 12_345, reversedById: reversalId, kind: 'fund', decisionId: town.decisionId });
    expect(reversal).toMatchObject({ amount: -12_345, reversesId: transferId, kind: 'fund', decisionId: town.decisionId });
    expect([reversal.from, reversal.to]).toEqual([original.to, original.from]);
  });

  it('takes what counts from a later year back from the same day', async () => {
    const { transferId } = await funded(500, 2028);
    const { reversalId } = await propose(transferId);
    expect((await town.run((tx) => entryById(tx, reversalId!))).effectiveOn).toBe('2028-01-01');
  });

  it('goes by the ordinance in force on the day', async () => {
    const { transferId } = await funded(90_000);
    await town.run((tx) =>
      addOrdinance(tx, { ...defaultOrdinance, version: 2, validFrom: '2026-02-01', title: 'Nieuw', mandateCents: 80_000 }),
    );
    expect(await propose(transferId)).toMatchObject({ mandateCents: 80_000, needsSecond: true });
  });

  it('takes no more than is still free', async () => {
    const [large, small] = [await funded(MANDATE * 4), await funded(1_000)];
    for (const { sourceId, transferId } of [large, small]) {
      const yearlyCents = (await freeOf(sourceId))!;
      await town.run(async (tx) => use(tx, sourceId, yearlyCents));
      expect(await town.run((tx) => correctable(tx, transferId))).toMatchObject({ cents: yearlyCents, freeCents: yearlyCents - 1 });
      expect(await refusal(propose(transferId))).toBe('409 insufficient-balance');
    }
    expect(await town.run((tx) => correctionsOf(tx))).toEqual([]);
  });

  it('looks again when it is approved: what was used meanwhile stays', async () => {
    const { sourceId, transferId } = await funded(MANDATE * 2);
    const { id } = await propose(transferId);
    await town.run((tx) => use(tx, sourceId, MANDATE));
    expect(await refusal(approve(id))).toBe('409 insufficient-balance');
    expect(await freeOf(sourceId)).toBe(MANDATE * 2 - 1);
    expect(await town.run((tx) => correctionsOf(tx, { waiting: true }))).toMatchObject([{ id }]);
  });

  it('takes back what was carried over, so that both years are as before', async () => {
    db.clock.set('2027-01-04');
    const budgetId = await giveBudget(town, { firstYear: 2026, amounts: [100_000, 50_000] });
    await town.run((tx) => releaseBudgetYear(tx, budgetId, 2027));
    const sums = async () => {
      const lines = await town.run((tx) => equationLines(tx, [budgetId]));
      return [2026, 2027].map((year) => sumEquation(lines.filter((line) => line.fiscalYear === year)));
    };
    const before = await sums();
    await town.run((tx) => carry(tx, budgetId));
    expect((await sums()).map(({ carriedCents }) => carriedCents)).toEqual([-40_000, 40_000]);
    for (const transferId of await transfersOf('carry_over')) await propose(transferId);
    expect(await sums()).toEqual(before);
    await proven(town);
  });
});

/** Takes a cent of a source for something else, as a plan would. */
async function use(tx: Tx, sourceId: string, _of: number): Promise<void> {
  const owner = { fundingSourceId: sourceId, fiscalYear: 2026 };
  const debitAccountId = await openAccount(tx, 'source', 'EUR', owner);
  const creditAccountId = await openAccount(tx, 'planned', 'EUR', owner);
  await post(tx, { id: newId(), kind: 'plan', debitAccountId, creditAccountId, amount: 1, decisionId: town.decisionId });
}

/** Carries € 400 of the first source over, by hand: what a closing does is told elsewhere. */
async function carry(tx: Tx, budgetId: string): Promise<void> {
  const accounts = await tx.rows<{ id: string; fiscal_year: number; funding_source_id: string }>(
    `select id, fiscal_year, funding_source_id from accounts where municipality_id = $1 and budget_id = $2 and kind = 'available'
      order by funding_source_id, fiscal_year`,
    [tx.municipalityId, budgetId],
  );
  const [from, to] = accounts.filter((account) => account.funding_source_id === accounts[0]!.funding_source_id);
  const amount = 40_000;
  await post(tx, {
    id: newId(),
    kind: 'carry_over',
    debitAccountId: from!.id,
    creditAccountId: to!.id,
    amount,
    decisionId: town.decisionId,
  });
}

describe('a correction', () => {
  it('needs a reason, a person and an entry', async () => {
    const { transferId } = await funded(100);
    expect(await refusal(propose(transferId, town.as.finance, { reason: '  ' }))).toBe('422 reason');
    expect(await refusal(propose(transferId, town.as.finance, { reason: 'x'.repeat(501) }))).toBe('422 reason');
    expect(await refusal(propose(newId()))).toBe('404 not-found');
    expect(await refusal(propose(transferId, { ...town.as.finance, personId: null }))).toBe('403 forbidden');
    const elsewhere = await buildTown(db);
    const there = elsewhere.run((tx) => proposeCorrection(tx, { id: newId(), transferId, reason: 'x' }), elsewhere.as.finance);
    expect(await refusal(there)).toBe('404 not-found');
  });

  it('is made once: a second tap finds it, another one is refused', async () => {
    const { sourceId, transferId } = await funded(MANDATE);
    const id = newId();
    expect(await outcomes(Array.from({ length: 4 }, () => propose(transferId, town.as.finance, { id })))).toEqual({ fine: 4 });
    expect(await refusal(propose(transferId, town.as.finance, { id, reason: 'Iets anders' }))).toBe('409 correction-id-taken');
    expect(await refusal(propose(transferId))).toBe('409 already-corrected');
    expect(await freeOf(sourceId)).toBe(0);
    expect(await transfersOf('fund', sourceId)).toHaveLength(2);
    await proven(town);
  });

  it('is made once when many ask at the same moment', async () => {
    for (const cents of [MANDATE, MANDATE + 1]) {
      const { sourceId, transferId } = await funded(cents);
      const asked = Array.from({ length: 6 }, (_, index) => propose(transferId, index % 2 ? town.as.finance : town.as.finance2));
      expect(await outcomes(asked)).toEqual({ fine: 1, '409 already-corrected': 5 });
      expect(await freeOf(sourceId)).toBe(cents === MANDATE ? 0 : cents);
    }
    await proven(town);
  });

  it('is approved or refused, once, whoever comes first', async () => {
    const { sourceId, transferId } = await funded(MANDATE + 5);
    const { id } = await propose(transferId);
    const ended = await outcomes([approve(id), refuse(id), approve(id), refuse(id)]);
    const [correction] = await town.run((tx) => correctionsOf(tx, { transferId }));
    const booked = correction!.reversalId !== null;
    // The second of the same person is the same deed.
    expect(ended).toEqual({ fine: 2, [booked ? '409 correction-booked' : '409 correction-refused']: 2 });
    expect(await freeOf(sourceId)).toBe(booked ? 0 : MANDATE + 5);
    expect(correction).toMatchObject(booked ? { refusedAt: null } : { approvedAt: null });
    await proven(town);
  });

  it('that was refused changes nothing, and can be proposed again', async () => {
    const { sourceId, transferId } = await funded(MANDATE * 3);
    const { id } = await propose(transferId);
    expect(await refusal(refuse(id, ' '))).toBe('422 reason');
    expect(await refuse(id)).toMatchObject({ refusedBy: town.as.finance2.personId, refusal: 'Het klopt wel' });
    expect(await refusal(approve(id))).toBe('409 correction-refused');
    expect(await freeOf(sourceId)).toBe(MANDATE * 3);
    const again = await propose(transferId, town.as.finance2);
    await approve(again.id, town.as.finance);
    expect(await freeOf(sourceId)).toBe(0);
    expect((await town.run((tx) => correctionsOf(tx, { transferId }))).map((one) => one.id)).toEqual([again.id, id]);
    await proven(town);
  });

  it('is taken back by whoever proposed it', async () => {
    const { transferId } = await funded(MANDATE * 3);
    const { id } = await propose(transferId);
    expect(await refuse(id, 'Vergissing', town.as.finance)).toMatchObject({ refusedBy: town.as.finance.personId });
    expect(await refusal(approve(id))).toBe('409 correction-refused');
  });

  it('takes the names with it, for the finance officers', async () => {
    const { sourceId, transferId } = await funded(MANDATE * 3);
    await propose(transferId);
    const [view] = await town.run((tx) => correctionsOf(tx, { waiting: true }));
    expect(view).toMatchObject({
      kind: 'fund',
      fiscalYear: 2026,
      sourceName: expect.stringContaining('Bron'),
      proposedByName: 'finance_officer',
    });
    expect(await freeOf(sourceId)).toBe(MANDATE * 3);
  });

  it('is not corrected itself', async () => {
    const { transferId } = await funded(100);
    const { reversalId } = await propose(transferId);
    expect(await refusal(propose(reversalId!))).toBe('409 other-way');
  });
});

describe('what another way is right for', () => {
  it('is refused with that way in words', async () => {
    const budgetId = await giveBudget(town);
    const rightId = await giveRight(town, budgetId);
    const first = await draw(town, rightId, 1_000);
    await town.run((tx) => confirmDelivery(tx, first.id, { as: 'supplier' }), town.as.supplier);
    const [payable] = await town.run((tx) => payablesOf(tx, {}));
    const batch = await town.run((tx) => prepareBatch(tx, [payable!.id]), town.as.finance);
    await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    const before = await town.run((tx) => equationLines(tx, [budgetId]));
    const said: string[] = [];
    for (const kind of ['plan', 'adopt', 'grant', 'return', 'draw', 'pay'] as const) {
      const transfers = await transfersOf(kind);
      expect(transfers.length).toBeGreaterThan(0);
      for (const transferId of transfers) expect(await refusal(propose(transferId))).toBe('409 other-way');
      const { otherWay } = await town.run((tx) => correctable(tx, transfers.at(-1)!));
      said.push(otherWay!.nl);
    }
    expect(new Set(said).size).toBe(6);
    expect(await town.run((tx) => equationLines(tx, [budgetId]))).toEqual(before);
    expect(await town.run((tx) => correctionsOf(tx))).toEqual([]);
    await proven(town);
  });
});

describe('the database itself', () => {
  const insert = (columns: Record<string, unknown>) =>
    town.run(async (tx) => {
      const { transferId } = columns.transferId ? (columns as { transferId: string }) : await funded(900_000);
      const row = {
        municipality_id: tx.municipalityId,
        id: newId(),
        transfer_id: transferId,
        cents: 900_000,
        reason: 'x',
        mandate_cents: MANDATE,
        needs_second: true,
        proposed_by: town.as.finance.personId,
        proposed_at: tx.now,
        ...columns,
      };
      const names = Object.keys(row);
      const places = names.map((_, index) => `$${index + 1}`).join(', ');
      await tx.rows(`insert into corrections (${names.join(', ')}) values (${places})`, Object.values(row));
    });

  it.each([
    ['second_person_is_for_above_the_mandate', { needs_second: false }],
    ['small_correction_is_booked_at_once', { cents: MANDATE, needs_second: false }],
    ['correction_has_a_reason', { reason: '' }],
    ['refusal_has_a_person_a_time_and_words', { refusal: 'nee' }],
    ['approval_has_a_person_and_a_time', { approved_at: new Date() }],
  ])('holds %s', async (constraint, columns) => {
    await expect(insert(columns)).rejects.toMatchObject({ constraint });
  });

  it('leaves whole what a contract was converted into', async () => {
    const contract = { what: 'Welzijnswerk', supplier: 'Welzijn Stad', kind: 'contract' as const, taskField: '6.1' };
    const { id } = await town.run((tx) => recordContract(tx, { ...contract, yearlyCents: 100_000, endsOn: '2026-12-31' }), town.as.finance);
    const schedule = { firstYear: 2026, transition: [], fullYears: 2, name: 'Omgezet' };
    const conversion = await town.run(
      (tx) => convertContract(tx, newId(), { contractId: id, decisionId: town.decisionId, ...schedule }),
      town.as.finance,
    );
    const [transferId] = await transfersOf('fund', conversion.fundingSourceId);
    const request = { id: newId(), transferId: transferId!, reason: 'Toch niet' };
    expect(await refusal(town.run((tx) => proposeCorrection(tx, request), town.as.finance))).toBe('409 other-way');
  });

  it('lets nobody approve what they proposed', async () => {
    const { transferId } = await funded(900_000);
    const { id } = await propose(transferId);
    const cheat = (personId: string | null) =>
      town.run((tx) =>
        tx.rows('update corrections set approved_by = $3, approved_at = $4, reversal_id = $5 where municipality_id = $1 and id = $2', [
          tx.municipalityId,
          id,
          personId,
          tx.now,
          transferId,
        ]),
      );
    await expect(cheat(town.as.finance.personId)).rejects.toMatchObject({ constraint: 'correction_is_approved_by_a_second_person' });
  });
});
