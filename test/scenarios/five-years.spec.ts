import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  adoptBudgets,
  announceEnding,
  budgetsToClose,
  budgetsToEnd,
  budgetsToRelease,
  changeBudget,
  closeBudget,
  contractById,
  convertContract,
  createSource,
  endBudget,
  equationLines,
  finishClosing,
  Instalment,
  recordContract,
  recordCouncilBudget,
  recordDecision,
  requestClosing,
  sourceYears,
  sumEquation,
  withdrawInstalment,
} from '../../libs/budgets/index.js';
import { newId, type StoppedClock, sumCents } from '../../libs/core/index.js';
import { commitmentsOf, releaseYear } from '../../libs/drawing-rights/index.js';
import { approveBatch, confirmDelivery, prepareBatch } from '../../libs/payments/index.js';
import { allChecks, commitmentLines, commitments, groupings, sumCommitments } from '../../libs/reporting/index.js';
import { addOrdinance, defaultOrdinance } from '../../libs/tenancy/index.js';
import { buildTown, draw, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';

// The story of a finance officer, 2026 to 2030: convert, apportion, adopt, reserve, release, grant, close, carry over, reallocate, end.
// The amounts are chosen so that every figure can be worked out by hand; they are written down as euros.

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
const sources: { converted: string; wmo: string } = { converted: '', wmo: '' };
let soesterkwartier: string;
let kruiskamp: string;
let randenbroek: string;
let spending: string;
let openDraw: string;
/** What the view said at the end of a day, to be compared with what it says of that day at the end of the story. */
const remembered = new Map<string, Awaited<ReturnType<typeof commitmentLines>>>();

const euros = (cents: number) => cents / 100;

/** The equation of a year of a budget in euros: adopted, carried, committed, paid, available. */
async function year(budgetId: string, fiscalYear: number): Promise<number[]> {
  const lines = await town.run((tx) => equationLines(tx, [budgetId]));
  const sum = sumEquation(lines.filter((line) => line.fiscalYear === fiscalYear));
  expect(sum.availableCents).toBe(sum.adoptedCents + sum.carriedCents - sum.committedCents - sum.paidCents);
  return [sum.adoptedCents, sum.carriedCents, sum.committedCents, sum.paidCents, sum.availableCents].map(euros);
}

/** What a source has that no budget plans, per year from 2026, in euros. */
async function free(sourceId: string): Promise<number[]> {
  return (await town.run(sourceYears)).filter((line) => line.sourceId === sourceId).map((line) => euros(line.freeCents));
}

/** Every proof holds, and the view adds up to the same whichever way it is put together. */
async function sound(): Promise<void> {
  for (const { name, sql } of allChecks)
    expect({ [name]: await town.run((tx) => tx.rows(sql, [town.municipalityId])) }).toEqual({ [name]: [] });
  const views = await Promise.all(groupings.map((by) => town.run((tx) => commitments(tx, { by }))));
  expect(new Set(views.map(({ total }) => JSON.stringify(total))).size).toBe(1);
  const equation = sumEquation(await town.run((tx) => equationLines(tx)));
  expect(views[0]?.total).toMatchObject(equation);
}

/** The end of a day: what the view says is kept. */
async function remember(): Promise<void> {
  await sound();
  const today = db.clock.today();
  remembered.set(today, await town.run((tx) => commitmentLines(tx)));
}

async function release(fiscalYear: number): Promise<number> {
  const budgetIds = await town.run((tx) => budgetsToRelease(tx, fiscalYear));
  let released = 0;
  for (const budgetId of budgetIds) released += await town.run((tx) => releaseYear(tx, budgetId, fiscalYear));
  return euros(released);
}

/** As the job does it. @returns carried and returned, in euros */
async function close(fiscalYear: number): Promise<number[]> {
  const { run } = await town.run((tx) => requestClosing(tx, fiscalYear), town.as.finance);
  const closing = { year: fiscalYear, run };
  let [carried, returned] = [0, 0];
  for (const budgetId of await town.run((tx) => budgetsToClose(tx, closing, null, 100))) {
    const moved = await town.run((tx) => closeBudget(tx, closing, budgetId));
    carried += moved.carriedCents;
    returned += moved.returnedCents;
  }
  await town.run((tx) => finishClosing(tx, closing, {}));
  await db.owner.query(
    `update jobs set state = 'done', due_at = null, started_at = now(), finished_at = now() where municipality_id = $1 and name = 'close-year'`,
    [town.municipalityId],
  );
  return [euros(carried), euros(returned)];
}

/** Delivered, put ready and approved by a second person, in one go. */
async function pay(drawId: string): Promise<void> {
  const { payable } = await town.run((tx) => confirmDelivery(tx, drawId, { as: 'supplier' }), town.as.supplier);
  const batch = await town.run((tx) => prepareBatch(tx, [payable.id]), town.as.finance);
  await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
}

/** A decision the council takes today. */
async function decide(number: string): Promise<string> {
  return (
    await town.run((tx) => recordDecision(tx, { number, decidedOn: tx.today, title: 'Besluit over de wijkbudgetten' }), town.as.finance)
  ).id;
}

const decided = (budgetId: string) => ({ budgetId, decisionId: town.decisionId, reasons: 'De raad besloot het.' });

beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
  town = await buildTown(db);
  await town.run((tx) =>
    addOrdinance(tx, {
      ...defaultOrdinance,
      version: 2,
      validFrom: '2026-01-01',
      title: 'Subsidieverordening',
      carryOverBasisPoints: 5_000,
    }),
  );
});
afterAll(() => db.close());

describe('five years of neighbourhood money', () => {
  it('begins in 2026 with a tender that runs out: half of it converted at once, all of it from 2027', async () => {
    const contract = await town.run(
      (tx) =>
        recordContract(tx, {
          what: 'Welzijnswerk',
          supplier: 'Welzijn Stad',
          kind: 'contract',
          taskField: '6.1',
          yearlyCents: 18_000_000,
          endsOn: '2026-12-31',
        }),
      town.as.finance,
    );
    const { fundingSourceId } = await town.run(
      (tx) =>
        convertContract(tx, newId(), {
          contractId: contract.id,
          decisionId: town.decisionId,
          name: 'Welzijn, omgezet',
          firstYear: 2026,
          transition: [{ basisPoints: 5_000 }],
          fullYears: 4,
        }),
      town.as.finance,
    );
    sources.converted = fundingSourceId;
    const { years } = await town.run((tx) => contractById(tx, contract.id));
    const parts = years.map((one) => [one.fiscalYear, ...[one.remainingCents, one.convertedCents, one.uncoveredCents].map(euros)]);
    expect(parts.slice(0, 3)).toEqual([
      [2026, 90_000, 90_000, 0],
      [2027, 0, 180_000, 0],
      [2028, 0, 180_000, 0],
    ]);
    const wmo = await town.run(
      (tx) =>
        createSource(tx, {
          name: 'Wmo',
          kind: 'regular',
          taskField: '6.6',
          decisionId: town.decisionId,
          years: [2026, 2027, 2028, 2029, 2030].map((fiscalYear) => ({ fiscalYear, cents: 7_000_000 })),
        }),
      town.as.finance,
    );
    sources.wmo = wmo.id;
    await sound();
  });

  it('splits € 150.000 a year: € 20.000 for each, and the rest by residents', async () => {
    const request = {
      decisionId: town.decisionId,
      neighbourhoodIds: town.neighbourhoods.map(({ id }) => id),
      split: { by: 'mix' as const, floors: [2_000_000, 2_000_000, 2_000_000], rest: { by: 'residents' as const } },
      bodyId: town.body.id,
      sources: [
        { sourceId: sources.converted, yearlyCents: 9_000_000 },
        { sourceId: sources.wmo, yearlyCents: 6_000_000 },
      ],
      firstYear: 2026,
      lastYear: 2030,
    };
    const ids = await town.run((tx) => adoptBudgets(tx, newId(), request), town.as.finance);
    [soesterkwartier, kruiskamp, randenbroek] = ids as [string, string, string];
    // 5,000, 6,000 and 7,000 residents share € 90.000.
    expect(await year(soesterkwartier, 2026)).toEqual([45_000, 0, 0, 0, 45_000]);
    expect(await year(kruiskamp, 2026)).toEqual([50_000, 0, 0, 0, 50_000]);
    expect(await year(randenbroek, 2026)).toEqual([55_000, 0, 0, 0, 55_000]);
    expect(await free(sources.converted)).toEqual([0, 90_000, 90_000, 90_000, 90_000]);
    expect(await free(sources.wmo)).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
    const statuses = await town.run((tx) =>
      tx.rows('select distinct fiscal_year, status from instalments where municipality_id = $1 order by 1', [town.municipalityId]),
    );
    expect(statuses.map((row) => row.status)).toEqual(['adopted', 'reserved', 'planned', 'planned', 'planned']);
    await remember();
  });

  it('grants, draws and pays in 2026', async () => {
    db.clock.set('2026-06-15');
    const rightId = await giveRight(town, soesterkwartier, { amount: 2_000_000, validTo: '2027-06-30' });
    await pay((await draw(town, rightId, 800_000)).id);
    await remember();
    spending = rightId;
  });

  it('invokes the reservation of 2027 for a part within four weeks, and grants on it conditionally', async () => {
    db.clock.set('2026-11-12');
    const decisionId = await decide('2026-301');
    db.clock.set('2026-11-20');
    await town.run((tx) => recordCouncilBudget(tx, { fiscalYear: 2027, decisionId, adoptedOn: '2026-11-12' }), town.as.finance);
    const [instalment] = await town.run((tx) =>
      tx.manager.findBy(Instalment, {
        municipalityId: tx.municipalityId,
        budgetId: randenbroek,
        fiscalYear: 2027,
        fundingSourceId: sources.converted,
      }),
    );
    const request = { instalmentId: instalment!.id, decisionId, cents: 300_000, reason: 'Minder rijksgeld.' };
    await town.run((tx) => withdrawInstalment(tx, newId(), { ...request, ground: 'reservation' }), town.as.finance);
    expect(await free(sources.converted)).toEqual([0, 93_000, 90_000, 90_000, 90_000]);

    const rightId = await giveRight(town, kruiskamp, {
      neighbourhoodId: town.neighbourhoods[1]!.id,
      amount: 1_000_000,
      validFrom: '2027-01-01',
      validTo: '2027-12-31',
    });
    expect(
      await town.run((tx) =>
        tx.row('select state from drawing_rights where municipality_id = $1 and id = $2', [town.municipalityId, rightId]),
      ),
    ).toEqual({
      state: 'conditional',
    });
    // It counts from 2027: nothing of any equation has moved.
    expect(await year(kruiskamp, 2026)).toEqual([50_000, 0, 0, 0, 50_000]);
    expect(await year(kruiskamp, 2027)).toEqual([0, 0, 0, 0, 0]);
    db.clock.set('2026-12-28');
    openDraw = (await draw(town, spending, 300_000)).id;
    expect(await year(soesterkwartier, 2026)).toEqual([45_000, 0, 12_000, 8_000, 25_000]);
    db.clock.set('2026-12-31');
    await remember();
  });

  it('releases 2027 on the first of January, once', async () => {
    db.clock.set('2027-01-01');
    expect(await release(2027)).toBe(147_000);
    expect(await release(2027)).toBe(0);
    expect(await year(soesterkwartier, 2027)).toEqual([45_000, 0, 0, 0, 45_000]);
    expect(await year(kruiskamp, 2027)).toEqual([50_000, 0, 10_000, 0, 40_000]);
    expect(await year(randenbroek, 2027)).toEqual([52_000, 0, 0, 0, 52_000]);
    await remember();
  });

  it('closes 2026: half of what is left goes along, half goes back, and the open draw stays', async () => {
    db.clock.set('2027-01-04');
    // Left: € 25.000, € 50.000 and € 55.000.
    expect(await close(2026)).toEqual([65_000, 65_000]);
    expect(await close(2026)).toEqual([0, 0]);
    expect(await year(soesterkwartier, 2026)).toEqual([45_000, -25_000, 12_000, 8_000, 0]);
    expect(await year(soesterkwartier, 2027)).toEqual([45_000, 12_500, 0, 0, 57_500]);
    expect(await year(kruiskamp, 2027)).toEqual([50_000, 25_000, 10_000, 0, 65_000]);
    expect(await year(randenbroek, 2027)).toEqual([52_000, 27_500, 0, 0, 79_500]);
    // 60 % of the € 65.000 came from the converted contract, 40 % from the Wmo, as it was split.
    expect(await free(sources.converted)).toEqual([39_000, 93_000, 90_000, 90_000, 90_000]);
    expect(await free(sources.wmo)).toEqual([36_000, 10_000, 10_000, 10_000, 10_000]);
    db.clock.set('2027-01-05');
    await pay(openDraw);
    expect(await year(soesterkwartier, 2026)).toEqual([45_000, -25_000, 9_000, 11_000, 0]);
    await remember();
  });

  it('changes budgets by decision of the council: more for one, from another, and two per cent for prices', async () => {
    db.clock.set('2027-02-01');
    const more = [2027, 2028, 2029, 2030].map((fiscalYear) => ({ sourceId: sources.converted, fiscalYear, cents: 3_000_000 }));
    await town.run((tx) => changeBudget(tx, newId(), { ...decided(soesterkwartier), kind: 'increase', parts: more }), town.as.finance);
    expect(await year(soesterkwartier, 2027)).toEqual([75_000, 12_500, 0, 0, 87_500]);

    const moved = [{ sourceId: sources.converted, cents: 1_000_000 }];
    await town.run(
      (tx) =>
        changeBudget(tx, newId(), {
          ...decided(randenbroek),
          kind: 'reallocation',
          otherBudgetId: kruiskamp,
          fiscalYear: 2027,
          parts: moved,
        }),
      town.as.finance,
    );
    expect(await year(randenbroek, 2027)).toEqual([42_000, 27_500, 0, 0, 69_500]);
    expect(await year(kruiskamp, 2027)).toEqual([60_000, 25_000, 10_000, 0, 75_000]);

    await town.run(
      (tx) => changeBudget(tx, newId(), { ...decided(kruiskamp), kind: 'indexation', basisPoints: 200, fromYear: 2028 }),
      town.as.finance,
    );
    // Soesterkwartier takes € 30.000 of each year; two per cent of € 30.000 and € 20.000 a year is € 600 and € 400.
    expect(await free(sources.converted)).toEqual([39_000, 63_000, 59_400, 59_400, 59_400]);
    expect(await free(sources.wmo)).toEqual([36_000, 10_000, 9_600, 9_600, 9_600]);
    await remember();
  });

  it('runs through 2027 into 2028', async () => {
    db.clock.set('2027-09-01');
    const [right] = await town.run((tx) =>
      tx.rows<{ id: string }>('select id from drawing_rights where municipality_id = $1 and budget_id = $2', [
        town.municipalityId,
        kruiskamp,
      ]),
    );
    await pay((await draw(town, right!.id, 1_000_000)).id);
    expect(await year(kruiskamp, 2027)).toEqual([60_000, 25_000, 0, 10_000, 75_000]);
    await remember();

    db.clock.set('2028-01-01');
    expect(await release(2028)).toBe(75_000 + 51_000 + 55_000);
    db.clock.set('2028-01-03');
    expect(await close(2027)).toEqual([116_000, 116_000]);
    expect(await year(soesterkwartier, 2028)).toEqual([75_000, 43_750, 0, 0, 118_750]);
    expect(await year(kruiskamp, 2028)).toEqual([51_000, 37_500, 0, 0, 88_500]);
    expect(await year(randenbroek, 2028)).toEqual([55_000, 34_750, 0, 0, 89_750]);
    // Back to their sources: € 75.000 of the converted contract and € 41.000 of the Wmo.
    expect(await free(sources.converted)).toEqual([39_000, 63_000 + 75_000, 59_400, 59_400, 59_400]);
    expect(await free(sources.wmo)).toEqual([36_000, 10_000 + 41_000, 9_600, 9_600, 9_600]);
    await remember();
  });

  it('ends one budget early within three years, without notice, and gives back what is left', async () => {
    db.clock.set('2028-03-01');
    await town.run((tx) => announceEnding(tx, newId(), { ...decided(randenbroek), endsOn: '2028-12-31' }, commitmentsOf), town.as.finance);
    // € 33.000 and € 22.000 of 2029 and of 2030 are free again at once.
    expect(await free(sources.converted)).toEqual([39_000, 138_000, 59_400, 92_400, 92_400]);
    expect(await free(sources.wmo)).toEqual([36_000, 51_000, 9_600, 31_600, 31_600]);
    db.clock.set('2029-01-01');
    for (const id of await town.run(budgetsToEnd)) await town.run((tx) => endBudget(tx, id));
    expect(await year(randenbroek, 2028)).toEqual([55_000 - 89_750, 34_750, 0, 0, 0]);
    expect(await release(2029)).toBe(75_000 + 51_000);
    await remember();
  });

  it('ends another after three years, with a year’s notice (Awb 4:51)', async () => {
    db.clock.set('2029-02-01');
    const early = town.run(
      (tx) => announceEnding(tx, newId(), { ...decided(soesterkwartier), endsOn: '2029-12-31' }, commitmentsOf),
      town.as.finance,
    );
    await expect(early).rejects.toMatchObject({ fields: [{ field: 'endsOn' }] });
    await town.run(
      (tx) => announceEnding(tx, newId(), { ...decided(soesterkwartier), endsOn: '2030-02-28' }, commitmentsOf),
      town.as.finance,
    );
    expect(await close(2028)).toEqual([(118_750 + 88_500) / 2, (118_750 + 88_500) / 2]);
    expect(await year(kruiskamp, 2029)).toEqual([51_000, 44_250, 0, 0, 95_250]);
    await remember();
  });

  it('comes to the end of 2030 with every cent of every source in its place', async () => {
    db.clock.set('2030-01-02');
    expect(await release(2030)).toBe(75_000 + 51_000);
    await close(2029);
    db.clock.set('2030-03-01');
    for (const id of await town.run(budgetsToEnd)) await town.run((tx) => endBudget(tx, id));
    db.clock.set('2031-01-02');
    const [carried] = await close(2030);
    expect(carried).toBe(0);
    await remember();

    const lines = await town.run((tx) => equationLines(tx));
    expect(sumEquation(lines)).toMatchObject({ availableCents: 0, paidCents: 2_100_000, committedCents: 900_000 });
    const funded = sumCents((await town.run(sourceYears)).map((line) => line.fundedCents));
    const unspent = sumCents((await town.run(sourceYears)).map((line) => line.freeCents));
    expect([euros(funded), euros(unspent)]).toEqual([
      90_000 + 4 * 180_000 + 5 * 70_000,
      90_000 + 4 * 180_000 + 5 * 70_000 - 21_000 - 9_000,
    ]);
  });

  it('tells of every day what it told on that day', async () => {
    for (const [on, lines] of remembered) {
      const then = await town.run((tx) => commitmentLines(tx, { on, basis: 'effective' }));
      const known = [
        'budgetId',
        'fundingSourceId',
        'fiscalYear',
        'adoptedCents',
        'carriedCents',
        'committedCents',
        'payableCents',
        'paidCents',
        'availableCents',
        'plannedCents',
      ] as const;
      const picked = (all: typeof lines) => all.map((line) => Object.fromEntries(known.map((name) => [name, line[name]])));
      expect({ on, lines: picked(then) }).toEqual({ on, lines: picked(lines) });
      expect(sumCommitments(then).availableCents).toBe(sumCommitments(lines).availableCents);
    }
  });
});
