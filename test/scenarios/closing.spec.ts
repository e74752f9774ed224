import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CloseYearHandler } from '../../apps/worker/handlers/close-year.handler.js';
import type { JobContext } from '../../apps/worker/handles-job.js';
import { jobById, type StoppedClock } from '../../libs/core/index.js';
import {
  bookYears,
  budgetClosings,
  closeBudget,
  closingOf,
  type ClosingRun,
  equationLines,
  previewClosing,
  releaseBudgetYear,
  requestClosing,
  sourceYears,
} from '../../libs/budgets/index.js';
import { endRight, expireRights, grantRight } from '../../libs/drawing-rights/index.js';
import { approveBatch, confirmDelivery, payablesOf, prepareBatch, reverseDelivery } from '../../libs/payments/index.js';
import { addOrdinance, defaultOrdinance, type Ordinance } from '../../libs/tenancy/index.js';
import { closeYear, runClosing } from '../fixtures/closing.js';
import { buildTown, draw, giveBudget, giveRight, grantRequest, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { proven, refusal } from './kit.js';

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

const rule = (change: Partial<Ordinance>) =>
  town.run((tx) =>
    addOrdinance(tx, { ...defaultOrdinance, ...change, version: 2, validFrom: '2026-02-01', title: 'Subsidieverordening 2026' }),
  );
/** New Year's Day of a year, with every budget released. */
async function newYear(year: number): Promise<void> {
  db.clock.set(`${year}-01-02`);
  await town.run((tx) => expireRights(tx, 100));
  const budgets = await town.run((tx) =>
    tx.rows<{ id: string }>('select id from neighbourhood_budgets where municipality_id = $1', [tx.municipalityId]),
  );
  for (const { id } of budgets) await town.run((tx) => releaseBudgetYear(tx, id, year));
}
const preview = (year: number) => town.run((tx) => previewClosing(tx, year));
/** What closing a year moves now, all budgets together: [goes along, returns, waits, stays held]. */
async function moves(year: number): Promise<number[]> {
  const { lines } = await preview(year);
  const sum = (pick: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return [sum((line) => line.carryCents), sum((line) => line.returnCents), sum((line) => line.waitCents), sum((line) => line.heldCents)];
}
/** [adopted, carried, committed, paid, available, of which support] of a year of a budget. */
async function books(budgetId: string, year: number): Promise<number[]> {
  const lines = (await town.run((tx) => equationLines(tx, [budgetId]))).filter((line) => line.fiscalYear === year);
  const sum = (pick: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return [
    ...[sum((line) => line.adoptedCents), sum((line) => line.carriedCents), sum((line) => line.committedCents)],
    ...[sum((line) => line.paidCents), sum((line) => line.availableCents), sum((line) => line.supportAvailableCents)],
  ];
}
const freeInSources = async (year: number) =>
  (await town.run((tx) => sourceYears(tx)))
    .filter(({ fiscalYear }) => fiscalYear === year)
    .reduce((sum, { freeCents }) => sum + freeCents, 0);
const transfers = async () =>
  (await town.run((tx) => tx.row<{ count: number }>('select count(*) from transfers where municipality_id = $1', [tx.municipalityId])))!
    .count;

describe('three years of a budget of which half goes along, for a year', () => {
  it('every cent goes along, back to its source, or stays reserved, and is known by its age', async () => {
    await rule({ carryOverBasisPoints: 5_000, carryOverYears: 1 });
    // € 10.000 a year of which € 1.000 is support share; the last year is 2028.
    const budgetId = await giveBudget(town, { amounts: [1_000_000], lastYear: 2028 });
    const rightId = await giveRight(town, budgetId, { amount: 500_000, validTo: '2028-12-31' });
    await giveRight(town, budgetId, { amount: 30_000, forSupport: true, validTo: '2028-12-31' });
    db.clock.set('2026-12-28');
    const waiting = await draw(town, rightId, 20_000);

    await newYear(2027);
    // Free: € 4.000, and € 700 of support. Half of each goes along; what was granted stays, the open reservation included.
    expect(await moves(2026)).toEqual([235_000, 235_000, 0, 530_000]);
    expect((await preview(2026)).lines).toMatchObject([{ freeCents: 470_000, reasons: ['share'], carriedCents: 0 }]);
    expect((await closeYear(db, town, 2026)).state).toBe('done');
    expect(await books(budgetId, 2026)).toEqual([1_000_000, -470_000, 530_000, 0, 0, 0]);
    expect(await books(budgetId, 2027)).toEqual([1_000_000, 235_000, 0, 0, 1_235_000, 135_000]);
    expect(await freeInSources(2026)).toBe(235_000);
    expect(await freeInSources(2027)).toBe(0);

    // The reservation outlived its year: it is confirmed and paid from where it was.
    await town.run((tx) => confirmDelivery(tx, waiting.id, { as: 'supplier' }), town.as.supplier);
    const [payable] = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
    const batch = await town.run((tx) => prepareBatch(tx, [payable!.id]), town.as.finance);
    await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
    expect(await books(budgetId, 2026)).toEqual([1_000_000, -470_000, 510_000, 20_000, 0, 0]);

    // € 3.000 is granted in 2027: first the € 2.000 that came along, which is the oldest, and then € 1.000 of its own.
    await giveRight(town, budgetId, { amount: 300_000, validFrom: '2027-01-01', validTo: '2028-12-31' });
    await newYear(2028);
    // Free of 2027: € 8.000 of its own and € 1.350 of support, of which € 350 was adopted in 2026 and is too old to go along again.
    expect(await moves(2027)).toEqual([400_000 + 50_000, 400_000 + 85_000, 0, 300_000]);
    expect((await preview(2027)).lines).toMatchObject([{ reasons: ['share', 'age'] }]);
    await closeYear(db, town, 2027);
    expect(await books(budgetId, 2028)).toEqual([1_000_000, 450_000, 0, 0, 1_450_000, 150_000]);
    expect(await freeInSources(2027)).toBe(485_000);

    // After the last year everything returns; what was granted until then ends, and follows when the years are closed again.
    await newYear(2029);
    expect(await moves(2028)).toEqual([0, 1_450_000, 0, 0]);
    expect((await preview(2028)).lines).toMatchObject([{ reasons: ['no-next-year'] }]);
    // What the rights of 2026 and 2027 did not use came free in those years when they ended.
    expect(await moves(2026)).toEqual([255_000, 255_000, 0, 0]);
    await closeYear(db, town, 2026);
    expect(await freeInSources(2026)).toBe(235_000 + 255_000);
    expect(await refusal(town.run((tx) => requestClosing(tx, 2028), town.as.finance))).toBe('fine');
    await proven(town);
  });
});

describe('a closing', () => {
  it('is done once: again it moves nothing, and later only what came free since', async () => {
    const budgetId = await giveBudget(town, { amounts: [1_000_001, 333_333] });
    const rightId = await giveRight(town, budgetId, { amount: 400_000, validTo: '2027-12-31' });
    const delivered = await draw(town, rightId, 70_000);
    await town.run((tx) => confirmDelivery(tx, delivered.id, { as: 'supplier' }), town.as.supplier);
    await newYear(2027);
    const first = await closeYear(db, town, 2026);
    const before = await transfers();
    db.clock.set('2027-02-01');
    const again = await closeYear(db, town, 2026);
    expect(again).toEqual(first);
    expect(await transfers()).toBe(before);

    // A draw is taken back, and the right ends: € 4.000 is free again in a year that was closed.
    await town.run((tx) => reverseDelivery(tx, delivered.id, 'niet geleverd'), town.as.supplier);
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    expect(await moves(2026)).toEqual([400_000, 0, 0, 0]);
    const later = await closeYear(db, town, 2026);
    expect(later).toMatchObject({ id: first.id, run: 2, state: 'done', finishedAt: first.finishedAt });
    expect(await town.run((tx) => budgetClosings(tx, later.id))).toMatchObject([
      { budgetId, carriedCents: 1_333_334, returnedCents: 0, heldCents: 0 },
    ]);
    expect(await books(budgetId, 2026)).toEqual([1_333_334, -1_333_334, 0, 0, 0, 0]);
    await proven(town);
  });

  it('is refused for a year that is not over, that has no budgets, or before an earlier one', async () => {
    await giveBudget(town);
    const ask = (year: number) => refusal(town.run((tx) => requestClosing(tx, year), town.as.finance));
    expect(await ask(2026)).toBe('409 year-not-over');
    expect(await ask(2027)).toBe('409 year-not-over');
    for (const year of [2025, 2026.5, NaN, 1, 99_999]) expect(await ask(year)).toBe('422 fiscalYear');
    db.clock.set('2026-12-31');
    expect(await ask(2026)).toBe('409 year-not-over');
    await newYear(2028);
    expect(await ask(2027)).toBe('409 earlier-year-open');
    await closeYear(db, town, 2026);
    expect(await ask(2027)).toBe('fine');
    expect((await town.run((tx) => bookYears(tx))).map(({ fiscalYear, closing }) => [fiscalYear, closing?.state])).toEqual([
      [2028, undefined],
      [2027, 'pending'],
      [2026, 'done'],
    ]);
  });

  it('lets wait what cannot go along before the next year counts', async () => {
    await rule({ carryOverBasisPoints: 5_000 });
    const budgetId = await giveBudget(town, { amounts: [1_000_000] });
    db.clock.set('2027-01-02');
    expect(await moves(2026)).toEqual([0, 0, 1_000_000, 0]);
    await closeYear(db, town, 2026);
    expect(await books(budgetId, 2026)).toEqual([1_000_000, 0, 0, 0, 1_000_000, 100_000]);
    await newYear(2027);
    await closeYear(db, town, 2026);
    expect(await books(budgetId, 2027)).toEqual([1_000_000, 500_000, 0, 0, 1_500_000, 150_000]);
    await proven(town);
  });

  it('returns what has no next year of its own source, while another source goes on', async () => {
    const budgetId = await giveBudget(town, { amounts: [1_000_000, 500_000] });
    await db.owner.query(
      `update instalments set status = 'withdrawn', withdrawn_cents = cents
        where municipality_id = $1 and budget_id = $2 and fiscal_year = 2027 and cents = 500000`,
      [town.municipalityId, budgetId],
    );
    await newYear(2027);
    const { lines } = await preview(2026);
    expect(lines.map(({ carryCents, returnCents, reasons }) => [carryCents, returnCents, reasons])).toEqual([
      [1_000_000, 0, []],
      [0, 500_000, ['no-instalment']],
    ]);
    await closeYear(db, town, 2026);
    expect(await freeInSources(2026)).toBe(500_000);
  });

  it('takes nothing of another municipality', async () => {
    const budgetId = await giveBudget(town);
    await newYear(2027);
    const other = await buildTown(db);
    await closeYear(db, town, 2026);
    expect(await refusal(other.run((tx) => closeBudget(tx, { year: 2026, run: 1 }, budgetId)))).toBe('404 not-found');
    expect(await refusal(other.run((tx) => closingOf(tx, 2026)))).toBe('404 not-found');
    expect(await other.run((tx) => bookYears(tx))).toEqual([]);
  });
});

describe('a worker that stops halfway', () => {
  /** Crashes after so many steps: before the commit of one, or after. */
  class Stumbling extends CloseYearHandler {
    constructor(
      private readonly steps: number,
      private readonly when: 'before' | 'after',
    ) {
      super();
    }
    override run(context: JobContext<ClosingRun>) {
      let left = this.steps;
      const crash = () => {
        left = Infinity;
        throw Object.assign(new Error('the power failed'), { crash: true });
      };
      const transaction: typeof context.transaction = async (work, actor) => {
        if (left === Infinity) throw new Error('the power is off');
        left -= 1;
        if (left === 0 && this.when === 'before')
          return context.transaction(async (tx) => {
            await work(tx);
            return crash();
          }, actor);
        const answer = await context.transaction(work, actor);
        return left === 0 ? crash() : answer;
      };
      return super.run({ ...context, transaction });
    }
  }

  it.each(Array.from({ length: 6 }, (_, index) => index + 1).flatMap((steps) => [[steps, 'before'] as const, [steps, 'after'] as const]))(
    'at step %i, %s the commit, goes on later, and closes each budget once',
    async (steps, when) => {
      for (const [index, place] of town.neighbourhoods.entries())
        await giveBudget(town, { amounts: [100_000 * (index + 1)], neighbourhoodIds: [place.id] });
      await newYear(2027);
      const { jobId } = await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
      await runClosing(db, town, jobId, new Stumbling(steps, when));
      const half = await town.run((tx) => jobById(tx, jobId));
      expect(half.state).toBe('pending');
      expect((await town.run((tx) => closingOf(tx, 2026))).finishedAt === null || (steps === 6 && when === 'after')).toBe(true);
      db.clock.set('2027-01-03');
      await runClosing(db, town, jobId);
      expect(await town.run((tx) => jobById(tx, jobId))).toMatchObject({
        state: 'done',
        progressDone: 3,
        result: { budgets: 3, carriedCents: 600_000, returnedCents: 0 },
      });
      const closing = await town.run((tx) => closingOf(tx, 2026));
      expect(closing.finishedAt).not.toBeNull();
      expect((await town.run((tx) => budgetClosings(tx, closing.id))).map(({ carriedCents }) => carriedCents).sort()).toEqual([
        100_000, 200_000, 300_000,
      ]);
      await proven(town);
    },
  );

  it('closes the other budgets when one is refused, and that one when the closing is asked for again', async () => {
    const [first] = await Promise.all([giveBudget(town, { amounts: [100_000] })]);
    await giveBudget(town, { amounts: [200_000], neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    await newYear(2027);
    class Refusing extends CloseYearHandler {
      override run(context: JobContext<ClosingRun>) {
        const transaction: typeof context.transaction = (work, actor) =>
          context.transaction(async (tx) => {
            const answer = await work(tx);
            const closed = await tx.rows('select from budget_closings where municipality_id = $1 and budget_id = $2', [
              tx.municipalityId,
              first,
            ]);
            if (closed.length > 0) throw new Error('refused');
            return answer;
          }, actor);
        return super.run({ ...context, transaction });
      }
    }
    const { jobId } = await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
    for (let attempt = 0; attempt < 5; attempt++) {
      await runClosing(db, town, jobId, new Refusing());
      db.clock.set(`2027-01-0${attempt + 3}`);
    }
    expect(await town.run((tx) => closingOf(tx, 2026))).toMatchObject({
      state: 'failed',
      finishedAt: null,
      progressDone: 1,
      progressTotal: 2,
    });
    const again = await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
    expect(again).toMatchObject({ jobId, run: 1, state: 'pending' });
    await runClosing(db, town, jobId);
    expect(await town.run((tx) => closingOf(tx, 2026))).toMatchObject({ state: 'done', progressDone: 2 });
    await proven(town);
  });
});

describe('at the same moment', () => {
  it('asking for it four times makes one closing', async () => {
    await giveBudget(town);
    await newYear(2027);
    const asked = await Promise.all(Array.from({ length: 4 }, () => town.run((tx) => requestClosing(tx, 2026), town.as.finance)));
    expect(new Set(asked.map(({ jobId }) => jobId)).size).toBe(1);
  });

  it('closing a budget four times moves it once', async () => {
    const budgetId = await giveBudget(town, { amounts: [1_000_000] });
    await newYear(2027);
    await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
    const closed = await Promise.all(Array.from({ length: 4 }, () => town.run((tx) => closeBudget(tx, { year: 2026, run: 1 }, budgetId))));
    expect(closed.map(({ carriedCents }) => carriedCents).sort((a, b) => a - b)).toEqual([0, 0, 0, 1_000_000]);
    await proven(town);
  });

  it('a grant takes from before or after the closing, and a draw is confirmed whatever closes', async () => {
    for (let round = 0; round < 5; round++) {
      db.clock.set('2026-03-02');
      town = await buildTown(db);
      const budgetId = await giveBudget(town, { amounts: [1_000_000] });
      const rightId = await giveRight(town, budgetId, { amount: 300_000, validTo: '2027-12-31' });
      db.clock.set('2026-12-28');
      const waiting = await draw(town, rightId, 50_000);
      await newYear(2027);
      const { jobId } = await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
      const late = grantRequest(town, budgetId, { amount: 700_000, validFrom: '2027-01-01', validTo: '2027-12-31' });
      await Promise.all([
        runClosing(db, town, jobId),
        town.run((tx) => grantRight(tx, late), town.as.body),
        town.run((tx) => confirmDelivery(tx, waiting.id, { as: 'supplier' }), town.as.supplier),
        town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body),
      ]);
      await closeYear(db, town, 2026);
      const [, , , , free2026] = await books(budgetId, 2026);
      const [, , , , free2027] = await books(budgetId, 2027);
      // € 20.000 of two years, minus € 7.000 granted and € 500 drawn: all of it in the year that runs.
      expect([free2026, free2027]).toEqual([0, 2_000_000 - 700_000 - 50_000]);
      await proven(town);
    }
  });
});
