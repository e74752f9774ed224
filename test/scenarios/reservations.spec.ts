import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReleaseYearHandler } from '../../apps/worker/handlers/release-year.handler.js';
import type { JobContext } from '../../apps/worker/handles-job.js';
import { addToDay, newId, type StoppedClock, type Tx } from '../../libs/core/index.js';
import {
  budgetsToRelease,
  heldOf,
  Instalment,
  instalmentParts,
  recordCouncilBudget,
  recordDecision,
  reservationOf,
  reservationYears,
  sourceYears,
  type WithdrawalRequest,
  withdrawInstalment,
  withdrawalsOf,
} from '../../libs/budgets/index.js';
import {
  conditionalPots,
  endRight,
  type GrantRequest,
  grantRight,
  INVOKED,
  invokeReservation,
  previewGrant,
  previewInvocation,
  releaseYear,
  rightById,
  rightsOf,
  thoseThatFall,
} from '../../libs/drawing-rights/index.js';
import { silent } from '../jobs/kit.js';
import { buildTown, draw, giveBudget, giveRight, grantRequest, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let budgetId: string;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  // € 96.000 and € 44.000 a year from 2026 to 2029; the support share is in it.
  budgetId = await giveBudget(town);
});

/** A decision of the council, taken and recorded today. */
const decide = () =>
  town.run(async (tx) => (await recordDecision(tx, { number: newId(), decidedOn: tx.today, title: 'Begroting' })).id, town.as.finance);

/** The council adopts its budget of 2027 on a day; it is recorded that day. */
const councilAdopts = async (day: string) => {
  db.clock.set(day);
  const decisionId = await decide();
  return town.run((tx) => recordCouncilBudget(tx, { fiscalYear: 2027, decisionId, adoptedOn: day }), town.as.finance);
};

const instalments = (fiscalYear = 2027) =>
  town.run((tx) =>
    tx.manager.find(Instalment, { where: { municipalityId: town.municipalityId, budgetId, fiscalYear }, order: { cents: 'DESC' } }),
  );
const statuses = async (fiscalYear = 2027) => (await instalments(fiscalYear)).map(({ status }) => status);
const freeOf = async (sourceId: string, fiscalYear = 2027) =>
  (await town.run((tx) => sourceYears(tx))).find((year) => year.sourceId === sourceId && year.fiscalYear === fiscalYear)?.freeCents;

const invocation = async (change: Partial<WithdrawalRequest> = {}) => ({
  instalmentId: (await instalments())[0]!.id,
  decisionId: await decide(),
  cents: 1_000_000,
  reason: 'De raad gaf minder geld aan de wijken.',
  ...change,
});
const invoke = async (change: Partial<WithdrawalRequest> = {}, id = newId()) => {
  const asked = await invocation(change);
  return town.run((tx) => invokeReservation(tx, id, asked), town.as.finance);
};

/** Runs the job of a day, as the worker does; the power goes at a step if one is given. */
async function runRelease(day: string, failsAtStep = Infinity, kept: { checkpoint: unknown } = { checkpoint: null }) {
  db.clock.set(day);
  let [step, said] = [0, kept.checkpoint];
  const context: JobContext<{ year: number }> = {
    municipalityId: town.municipalityId,
    jobId: newId(),
    payload: { year: Number(day.slice(0, 4)) },
    checkpoint: kept.checkpoint,
    log: silent,
    progress: async (_done, _total, checkpoint) => void (said = checkpoint),
    transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      step += 1;
      const result = await town.run(async (tx) => {
        const answer = await work(tx);
        if (step >= failsAtStep) throw new Error('the power went');
        return answer;
      });
      kept.checkpoint = said;
      return result;
    },
  };
  return new ReleaseYearHandler().run(context);
}

const nextYear = (change: Partial<GrantRequest> = {}): Partial<GrantRequest> => ({
  validFrom: '2027-01-01',
  validTo: '2027-12-31',
  ...change,
});

describe('the years of a budget', () => {
  it('are planned, then under reservation, and then count; nobody applies again', async () => {
    expect([await statuses(2026), await statuses(2027), await statuses(2028)]).toEqual([
      ['adopted', 'adopted'],
      ['reserved', 'reserved'],
      ['planned', 'planned'],
    ]);
    await councilAdopts('2026-11-10');
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 14_000_000 });
    expect([await statuses(2027), await statuses(2028), await statuses(2029)]).toEqual([
      ['adopted', 'adopted'],
      ['reserved', 'reserved'],
      ['planned', 'planned'],
    ]);
    await proven(town);
  });

  it('without a recorded date the legal one is presumed: lapsed after 13 December, released on 1 January', async () => {
    expect(await town.run((tx) => reservationOf(tx, 2027))).toEqual({
      fiscalYear: 2027,
      adoptedOn: '2026-11-15',
      presumed: true,
      lapsesOn: '2026-12-13',
      open: true,
      countsFrom: '2027-01-01',
    });
    db.clock.set('2026-12-13');
    expect(await town.run((tx) => reservationOf(tx, 2027))).toMatchObject({ open: true });
    db.clock.set('2026-12-14');
    expect(await town.run((tx) => reservationOf(tx, 2027))).toMatchObject({ open: false });
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 14_000_000 });
  });

  it('a budget the council adopted late holds the release back until its four weeks are over', async () => {
    await councilAdopts('2026-12-15');
    expect(await town.run((tx) => reservationOf(tx, 2027))).toMatchObject({ lapsesOn: '2027-01-12', countsFrom: '2027-01-13', open: true });
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 0, heldBudgets: 1, heldUntil: '2027-01-12' });
    expect([await statuses(2027), await statuses(2028)]).toEqual([
      ['reserved', 'reserved'],
      ['reserved', 'reserved'],
    ]);
    expect(await runRelease('2027-01-12')).toEqual({ budgets: 0, releasedCents: 0, heldBudgets: 1, heldUntil: '2027-01-12' });
    expect(await statuses(2027)).toEqual(['reserved', 'reserved']);
    expect(await runRelease('2027-01-13')).toEqual({ budgets: 1, releasedCents: 14_000_000 });
    expect(await statuses(2027)).toEqual(['adopted', 'adopted']);
    await proven(town);
  });

  it('the release of a year twice, and at the same moment, changes nothing more', async () => {
    await giveRight(town, budgetId, nextYear());
    db.clock.set('2027-01-01');
    const released = await Promise.all(Array.from({ length: 4 }, () => town.run((tx) => releaseYear(tx, budgetId, 2027))));
    expect(released.sort((a, b) => b - a)).toEqual([14_000_000, 0, 0, 0]);
    const before = await equation(town, budgetId);
    expect(await town.run((tx) => releaseYear(tx, budgetId, 2027))).toBe(0);
    expect(await equation(town, budgetId)).toEqual(before);
    expect(await town.run((tx) => budgetsToRelease(tx, 2027))).toEqual([]);
    await proven(town);
  });

  it('a release that is cut off between two budgets goes on where it was', async () => {
    await giveBudget(town, { neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    await giveRight(town, budgetId, nextYear());
    const kept = { checkpoint: null as unknown };
    // The first step looks which budgets there are; the power goes in that of the second budget.
    await expect(runRelease('2027-01-01', 3, kept)).rejects.toThrow('the power went');
    await proven(town);
    expect(await runRelease('2027-01-01', Infinity, kept)).toEqual({ budgets: 2, releasedCents: 28_000_000 });
    expect(await runRelease('2027-01-02')).toEqual({ budgets: 0, releasedCents: 0 });
    await proven(town);
  });
});

describe('the budget of the council', () => {
  it('is recorded once; the same again changes nothing, another date is refused', async () => {
    const first = await councilAdopts('2026-11-10');
    expect(first).toMatchObject({ fiscalYear: 2027, adoptedOn: '2026-11-10', lapsesOn: '2026-12-08' });
    const same = { fiscalYear: 2027, decisionId: first.decisionId, adoptedOn: '2026-11-10' };
    expect((await town.run((tx) => recordCouncilBudget(tx, same), town.as.finance)).id).toBe(first.id);
    expect(await refusal(town.run((tx) => recordCouncilBudget(tx, { ...same, adoptedOn: '2026-11-09' })))).toBe(
      '409 council-budget-recorded',
    );
    expect(await town.run((tx) => reservationYears(tx))).toMatchObject([
      { fiscalYear: 2027, presumed: false, lapsesOn: '2026-12-08', decisionId: first.decisionId, reservedCents: 14_000_000 },
    ]);
  });

  it('recorded by two at the same moment is recorded once', async () => {
    db.clock.set('2026-11-10');
    const days = ['2026-11-08', '2026-11-09', '2026-11-10'];
    const recorded = days.map((adoptedOn) =>
      town.run((tx) => recordCouncilBudget(tx, { fiscalYear: 2027, decisionId: town.decisionId, adoptedOn })),
    );
    expect(await outcomes(recorded)).toEqual({ fine: 1, '409 council-budget-recorded': 2 });
  });

  it.each([
    ['422 adoptedOn', { adoptedOn: '2026-11-11' }],
    ['422 adoptedOn', { adoptedOn: '2025-12-31' }],
    ['422 adoptedOn', { adoptedOn: '10-11-2026' }],
    ['422 adoptedOn', { adoptedOn: '' }],
    ['422 fiscalYear', { fiscalYear: 1999 }],
    ['422 fiscalYear', { fiscalYear: NaN }],
    ['404 not-found', { decisionId: newId() }],
  ])('is refused (%s) for %j', async (how, change) => {
    db.clock.set('2026-11-10');
    const right = { fiscalYear: 2027, decisionId: town.decisionId, adoptedOn: '2026-11-10', ...change };
    expect(await refusal(town.run((tx) => recordCouncilBudget(tx, right)))).toBe(how);
  });

  it('shows every year that is under reservation, recorded or not', async () => {
    expect(await town.run((tx) => reservationYears(tx))).toMatchObject([{ fiscalYear: 2027, presumed: true, decisionId: null }]);
  });
});

describe('invoking the reservation', () => {
  it('takes a part back to its source, and what counts of the rest keeps its support share', async () => {
    const [big] = await instalments();
    await councilAdopts('2026-11-10');
    const asked = await invocation({ cents: 2_400_001 });
    const preview = await town.run((tx) => previewInvocation(tx, asked), town.as.finance);
    expect(preview).toMatchObject({ beforeCents: 9_600_000, afterCents: 7_199_999, falling: [] });
    expect(await freeOf(big!.fundingSourceId)).toBe(0);
    const id = newId();
    await town.run((tx) => invokeReservation(tx, id, asked), town.as.finance);
    expect(await freeOf(big!.fundingSourceId)).toBe(2_400_001);
    expect((await instalments())[0]).toMatchObject({ status: 'reserved', withdrawnCents: 2_400_001 });
    // Asked again it is the same; with another content under the same id it is refused.
    await town.run((tx) => invokeReservation(tx, id, asked), town.as.finance);
    expect(await refusal(town.run((tx) => invokeReservation(tx, id, { ...asked, cents: 5 })))).toBe('409 request-id-taken');
    expect(await town.run((tx) => withdrawalsOf(tx, budgetId))).toMatchObject([{ id, cents: 2_400_001, ground: 'reservation' }]);
    await proven(town);
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 14_000_000 - 2_400_001 });
    await proven(town);
  });

  it('takes it all back: then it is withdrawn and never counts', async () => {
    await councilAdopts('2026-11-10');
    const wholes = await instalments();
    for (const { id, cents } of wholes) await invoke({ instalmentId: id, cents });
    expect(await statuses()).toEqual(['withdrawn', 'withdrawn']);
    expect(await freeOf(wholes[1]!.fundingSourceId)).toBe(4_400_000);
    await proven(town);
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 0 });
    expect(await statuses()).toEqual(['withdrawn', 'withdrawn']);
    expect(await refusal(invoke({ instalmentId: wholes[0]!.id, cents: 1 }))).toBe('409 instalment-withdrawn');
    await proven(town);
  });

  it.each([
    [27, 'fine'],
    [28, 'fine'],
    [29, '409 reservation-lapsed'],
  ])('on day %i after the adoption: %s', async (days, how) => {
    await councilAdopts('2026-11-10');
    db.clock.set(addToDay('2026-11-10', { days }));
    expect(await refusal(invoke())).toBe(how);
  });

  it('says the dates in words when it is too late', async () => {
    await councilAdopts('2026-11-10');
    db.clock.set('2026-12-09');
    await expect(invoke()).rejects.toMatchObject({
      words: {
        nl: 'Het voorbehoud is vervallen. De raad stelde de begroting van 2027 vast op 10 november 2026; inroepen kon tot en met 8 december 2026.',
        en: expect.stringContaining('until 8 December 2026'),
      },
    });
  });

  it('is refused before the council adopted its budget, for a year that is only planned, and once it counts', async () => {
    db.clock.set('2026-11-20');
    expect(await refusal(invoke())).toBe('409 council-budget-not-recorded');
    await councilAdopts('2026-12-15');
    expect(await refusal(invoke({ instalmentId: (await instalments(2028))[0]!.id }))).toBe('409 not-under-reservation');
    expect(await refusal(invoke({ instalmentId: (await instalments(2026))[0]!.id }))).toBe('409 instalment-counts');
  });

  it.each<[string, Partial<WithdrawalRequest>]>([
    ['422 cents', { cents: 0 }],
    ['422 cents', { cents: -5 }],
    ['422 cents', { cents: 0.5 }],
    ['422 cents', { cents: NaN }],
    ['422 cents', { cents: 9_600_001 }],
    ['422 reason', { reason: '  ' }],
    ['422 reason', { reason: 'x'.repeat(4001) }],
    ['422 cents, reason', { cents: 0, reason: '' }],
    ['404 not-found', { decisionId: newId() }],
    ['404 not-found', { instalmentId: newId() }],
  ])('is refused (%s)', async (how, change) => {
    await councilAdopts('2026-11-10');
    expect(await refusal(invoke(change))).toBe(how);
    await proven(town);
  });

  it('needs a decision from after the adoption', async () => {
    await councilAdopts('2026-11-10');
    expect(await refusal(invoke({ decisionId: town.decisionId }))).toBe('422 decisionId');
  });

  it('on other grounds has no term, and reaches years that are only planned', async () => {
    const take = async (fiscalYear: number, ground: 'reallocation' | 'ending' | 'reservation') => {
      const asked = { ...(await invocation()), instalmentId: (await instalments(fiscalYear))[0]!.id, ground };
      return town.run((tx) => withdrawInstalment(tx, newId(), asked), town.as.finance);
    };
    await take(2027, 'reallocation');
    await take(2028, 'ending');
    expect(await refusal(take(2026, 'ending'))).toBe('409 instalment-counts');
    await proven(town);
  });

  it('by two at once takes no more than there is', async () => {
    await councilAdopts('2026-11-10');
    const asked = await invocation({ cents: 4_000_000 });
    const works = Array.from({ length: 4 }, () => town.run((tx) => invokeReservation(tx, newId(), asked), town.as.finance));
    expect(await outcomes(works)).toEqual({ fine: 2, '422 cents': 2 });
    const id = newId();
    await Promise.all(
      Array.from({ length: 4 }, () => town.run((tx) => invokeReservation(tx, id, { ...asked, cents: 7 }), town.as.finance)),
    );
    expect((await instalments())[0]).toMatchObject({ withdrawnCents: 8_000_007 });
    await proven(town);
  });
});

describe('a conditional grant', () => {
  it('is one for a year under reservation: its money is held, and nothing of this year is committed', async () => {
    const before = await equation(town, budgetId);
    const request = grantRequest(town, budgetId, nextYear());
    expect(await town.run((tx) => previewGrant(tx, request), town.as.body)).toMatchObject({
      committedCents: 500_000,
      condition: { fiscalYear: 2027, lapsesOn: '2026-12-13', presumed: true, countsFrom: '2027-01-01' },
    });
    const rightId = await giveRight(town, budgetId, request);
    expect(await giveRight(town, budgetId, request)).toBe(rightId);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({
      state: 'conditional',
      conditionalUntil: '2026-12-13',
      free: 0,
      reserved: 0,
    });
    expect(await equation(town, budgetId)).toEqual(before);
    expect(await refusal(draw(town, rightId, 100))).toBe('409 right-is-conditional');
    await proven(town);
  });

  it('counts at the release, to the cent and from the same sources, and can then be drawn on', async () => {
    const rights = [
      await giveRight(town, budgetId, nextYear()),
      await giveRight(town, budgetId, nextYear({ kind: 'freelancer', tariffCentsPerHour: 6_001, amount: 605 })),
      await giveRight(town, budgetId, nextYear({ forSupport: true, amount: 12_345 })),
    ];
    for (const id of rights) expect(await refusal(draw(town, id, 60))).toBe('409 right-is-conditional');
    await proven(town);
    expect(await runRelease('2027-01-01')).toEqual({ budgets: 1, releasedCents: 14_000_000 });
    const hours = Math.round((6_001 * 605) / 60);
    expect(await equation(town, budgetId)).toMatchObject({
      adoptedCents: 28_000_000,
      committedCents: 500_000 + hours + 12_345,
      availableCents: 28_000_000 - 500_000 - hours - 12_345,
    });
    for (const id of rights) {
      expect(await town.run((tx) => rightById(tx, id))).toMatchObject({ state: 'active', conditionalUntil: null });
      expect(await refusal(draw(town, id, 60))).toBe('fine');
    }
    await proven(town);
  });

  it('cannot be more than there is, in the support share and in the rest', async () => {
    const [rest, support] = await town.run(async (tx) =>
      [await conditionalPots(tx, budgetId, 2027, false), await conditionalPots(tx, budgetId, 2027, true)].map((pots) =>
        pots.reduce((sum, pot) => sum + pot.freeCents, 0),
      ),
    );
    expect(rest! + support!).toBe(14_000_000);
    const give = (change: Partial<GrantRequest>) => refusal(giveRight(town, budgetId, nextYear(change)));
    expect(await give({ amount: rest! + 1 })).toBe('409 budget-exceeded');
    expect(await give({ amount: rest! })).toBe('fine');
    expect(await give({ amount: 1 })).toBe('409 budget-exceeded');
    expect(await give({ amount: support! + 1, forSupport: true })).toBe('409 budget-exceeded');
    expect(await give({ amount: support!, forSupport: true })).toBe('fine');
    await proven(town);
    await runRelease('2027-01-01');
    expect(await equation(town, budgetId)).toMatchObject({ availableCents: 14_000_000 });
    await proven(town);
  });

  it('of a budget that begins next year is the only kind there is', async () => {
    const later = await giveBudget(town, { firstYear: 2027, neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    const rightId = await giveRight(town, later, nextYear({ neighbourhoodId: town.neighbourhoods[1]!.id }));
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'conditional' });
    await runRelease('2027-01-01');
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'active' });
    await proven(town);
  });

  it('that its body ends lets its money and its minutes go', async () => {
    const request = nextYear({ kind: 'space', tariffCentsPerHour: 2_500, amount: 6_000 });
    const rightId = await giveRight(town, budgetId, request);
    await town.run((tx) => endRight(tx, rightId, 'Het gaat niet door.'), town.as.body);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended', free: 0, conditionalUntil: null });
    for (const instalment of await instalments()) expect(await town.run((tx) => heldOf(tx, instalment))).toEqual({ support: 0, rest: 0 });
    await runRelease('2027-01-01');
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended' });
    await proven(town);
  });

  it('waits along when the council was late, and follows the day that is recorded', async () => {
    await councilAdopts('2026-12-15');
    const rightId = await giveRight(town, budgetId, nextYear());
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ conditionalUntil: '2027-01-12' });
    await runRelease('2027-01-05');
    expect(await refusal(draw(town, rightId, 100))).toBe('409 right-is-conditional');
    // In the new year too: the money of 2027 is not there before the reservation has lapsed.
    const another = await giveRight(town, budgetId, nextYear({ validFrom: '2027-01-05' }));
    await runRelease('2027-01-13');
    for (const id of [rightId, another]) expect(await refusal(draw(town, id, 100))).toBe('fine');
    await proven(town);
  });
});

describe('invoking the reservation over what was granted conditionally', () => {
  it('ends the newest first until enough is free, names them beforehand, and leaves the others', async () => {
    const [big, small] = await instalments();
    const rights: string[] = [];
    for (const [index, title] of ['Oudste', 'Middelste', 'Nieuwste'].entries()) {
      db.clock.set(`2026-10-0${index + 1}`);
      rights.push(await giveRight(town, budgetId, nextYear({ title, amount: 3_000_000 })));
    }
    const support = await giveRight(town, budgetId, nextYear({ amount: 100_000, forSupport: true }));
    await councilAdopts('2026-11-10');
    const asked = await invocation({ instalmentId: big!.id, cents: 4_000_000 });
    const preview = await town.run((tx) => previewInvocation(tx, asked), town.as.finance);
    expect(preview.falling.map(({ title }) => title)).toEqual(['Nieuwste']);
    // Without ending them it is refused: what is held is not free.
    expect(await refusal(town.run((tx) => withdrawInstalment(tx, newId(), { ...asked, ground: 'reservation' })))).toBe(
      '409 held-conditionally',
    );
    await town.run((tx) => invokeReservation(tx, newId(), asked), town.as.finance);
    const views = await town.run((tx) => rightsOf(tx, { budgetId }));
    const state = (id: string) => views.find((view) => view.id === id);
    expect(rights.map((id) => state(id)?.state)).toEqual(['conditional', 'conditional', 'ended']);
    expect(state(rights[2]!)?.endReason).toBe(INVOKED);
    expect(state(support)?.state).toBe('conditional');
    expect(await freeOf(big!.fundingSourceId)).toBe(4_000_000);
    await proven(town);
    await runRelease('2027-01-01');
    expect(await town.run((tx) => heldOf(tx, small!))).toEqual({ support: 0, rest: 0 });
    expect(await equation(town, budgetId)).toMatchObject({ adoptedCents: 24_000_000, committedCents: 6_100_000 });
    await proven(town);
  });

  it('in whole ends all of them, and the money is free for another budget', async () => {
    const rightId = await giveRight(town, budgetId, nextYear());
    await councilAdopts('2026-11-10');
    for (const { id, cents } of await instalments()) await invoke({ instalmentId: id, cents });
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended', endReason: INVOKED });
    await runRelease('2027-01-01');
    expect(await equation(town, budgetId)).toMatchObject({ adoptedCents: 14_000_000, committedCents: 0 });
    await proven(town);
  });

  it('races with grants and loses nothing: whatever comes first, it all fits', async () => {
    await councilAdopts('2026-11-10');
    const [big] = await instalments();
    const asked = await invocation({ instalmentId: big!.id, cents: 9_000_000 });
    const grants = Array.from({ length: 6 }, () =>
      town.run((tx) => grantRight(tx, grantRequest(town, budgetId, nextYear({ amount: 2_000_000 }))), town.as.body),
    );
    const how = await outcomes([...grants, town.run((tx) => invokeReservation(tx, newId(), asked), town.as.finance)]);
    expect((how.fine ?? 0) + (how['409 budget-exceeded'] ?? 0)).toBe(7);
    expect((await instalments())[0]).toMatchObject({ withdrawnCents: 9_000_000 });
    await proven(town);
    await runRelease('2027-01-01');
    await proven(town);
  });

  it('races with the release on the day after: one of them is first, and the books are right', async () => {
    const rightId = await giveRight(town, budgetId, nextYear());
    await councilAdopts('2026-12-15');
    const asked = await invocation();
    db.clock.set('2027-01-13');
    const how = await outcomes([
      town.run((tx) => releaseYear(tx, budgetId, 2027)),
      town.run((tx) => invokeReservation(tx, newId(), asked), town.as.finance),
      town.run((tx) => endRight(tx, rightId, 'Het gaat niet door.'), town.as.body),
    ]);
    expect(how.fine).toBe(2);
    await proven(town);
  });
});

describe('which rights fall', () => {
  const right = fc.record({ forSupport: fc.boolean(), heldCents: fc.integer({ min: 1, max: 1_000 }) });

  it('is never one too many and never one too few', () => {
    fc.assert(
      fc.property(fc.array(right, { maxLength: 12 }), fc.nat(5_000), fc.nat(5_000), (given, support, rest) => {
        const rights = given.map((one, index) => ({
          ...one,
          id: String(index),
          title: '',
          holderName: '',
          committedCents: 0,
          grantedOn: '',
        }));
        const falling = thoseThatFall(rights, { support, rest });
        for (const forSupport of [true, false]) {
          const limit = forSupport ? support : rest;
          const of = (list: typeof rights) => list.filter((one) => one.forSupport === forSupport);
          const sum = (list: typeof rights) => of(list).reduce((total, one) => total + one.heldCents, 0);
          const staying = rights.filter((one) => !falling.includes(one));
          expect(sum(staying)).toBeLessThanOrEqual(limit);
          // Those that fall are the newest; were the last of them to stay, it would not fit.
          expect(of(falling)).toEqual(of(rights).slice(0, of(falling).length));
          const last = of(falling).at(-1);
          if (last) expect(sum(staying) + last.heldCents).toBeGreaterThan(limit);
        }
      }),
    );
  });

  it('and what counts of an instalment is always a support share of a cent or more and the rest', () => {
    const amounts = fc.integer({ min: 1, max: 100_000_000 }).chain((cents) =>
      fc.record({
        cents: fc.constant(cents),
        supportCents: fc.integer({ min: 1, max: cents }),
        withdrawnCents: fc.integer({ min: 0, max: cents }),
      }),
    );
    fc.assert(
      fc.property(amounts, (instalment) => {
        const { support, rest } = instalmentParts(instalment);
        const counts = instalment.cents - instalment.withdrawnCents;
        expect(support + rest).toBe(counts);
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(support).toBeGreaterThanOrEqual(counts === 0 ? 0 : 1);
      }),
    );
  });
});
