import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorker, type WorkerApp } from '../../apps/worker/create.js';
import { schedule, tickEverywhere } from '../../apps/worker/schedule.js';
import { announceEnding, endBudgetsJob, releaseYearJob } from '../../libs/budgets/index.js';
import { handlers } from '../../apps/worker/worker.module.js';
import {
  Config,
  createJobQueue,
  Database,
  type JobDefinition,
  type JobQueue,
  jobsOf,
  newId,
  type StoppedClock,
} from '../../libs/core/index.js';
import { commitmentsOf, expireDrawsJob } from '../../libs/drawing-rights/index.js';
import { invariantsJob, sumMovementsJob } from '../../libs/reporting/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { CountHandler, pause, silent } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let queue: JobQueue;
let worker: WorkerApp;

beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
  town = await buildTown(db);
  const config = Object.assign(new Config(), { APP_DATABASE_URL: db.appUrl, REDIS_URL: process.env.REDIS_URL || undefined });
  queue = await createJobQueue(config, silent);
  worker = await createWorker(config, silent, { clock: db.clock, schedule: [], handlers: [...handlers, CountHandler] });
});
afterAll(async () => {
  await worker.close();
  await queue.close();
  await db.close();
});

/** Ticks as the schedule does, and answers the result of the newest job of the kind once it is done. */
async function roundOf(name: string, job: JobDefinition): Promise<unknown> {
  const database = new Database(db.database.dataSource, db.clock, queue);
  await tickEverywhere(
    schedule.find((one) => one.name === name)!,
    database,
    queue,
    silent,
  );
  for (let turn = 0; turn < 250; turn++) {
    const [latest] = await town.run((tx) => jobsOf(tx, job, 1));
    if (latest?.state === 'done') return latest.result;
    await pause(20);
  }
  throw new Error(`${name} was not done within five seconds`);
}

describe('at the turn of the year', () => {
  it('each neighbourhood has its next instalment without asking, once', async () => {
    const budgetId = await giveBudget(town);
    const statuses = () =>
      town.run((tx) =>
        tx.rows('select distinct fiscal_year, status from instalments where municipality_id = $1 and budget_id = $2 order by 1', [
          town.municipalityId,
          budgetId,
        ]),
      );
    db.clock.set('2027-01-01');
    expect(await roundOf('release-year', releaseYearJob)).toEqual({ budgets: 1, releasedCents: 14_000_000 });
    expect(await statuses()).toEqual([
      { fiscal_year: 2026, status: 'adopted' },
      { fiscal_year: 2027, status: 'adopted' },
      { fiscal_year: 2028, status: 'reserved' },
      { fiscal_year: 2029, status: 'planned' },
    ]);
    db.clock.set('2027-01-02');
    expect(await roundOf('release-year', releaseYearJob)).toEqual({ budgets: 0, releasedCents: 0 });
  });

  it('a budget that is adopted later in the year is not forgotten', async () => {
    await giveBudget(town, { firstYear: 2027, neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    db.clock.set('2028-01-01');
    expect(await roundOf('release-year', releaseYearJob)).toEqual({ budgets: 2, releasedCents: 28_000_000 });
  });
});

describe('every ten minutes', () => {
  it('reservations nobody confirmed and rights that are over give back what they held', async () => {
    const budgetId = await giveBudget(town, { firstYear: 2028, lastYear: 2030, neighbourhoodIds: [town.neighbourhoods[2]!.id] });
    const place = { neighbourhoodId: town.neighbourhoods[2]!.id, validFrom: '2028-01-01', validTo: '2028-12-31' };
    const rightId = await giveRight(town, budgetId, place);
    for (let index = 0; index < 52; index++) await draw(town, rightId, 1_000 + index);
    expect(await roundOf('expire-draws', expireDrawsJob)).toEqual({ draws: 0, rights: 0 });
    db.clock.set('2029-01-01');
    expect(await roundOf('expire-draws', expireDrawsJob)).toEqual({ draws: 52, rights: 1 });
    const open = await town.run((tx) =>
      tx.rows(`select 1 from draws where municipality_id = $1 and state = 'reserved'`, [town.municipalityId]),
    );
    expect(open).toEqual([]);
  });
});

describe('every night', () => {
  it('the books are proven, and what is wrong is named', async () => {
    expect(await roundOf('prove-invariants', invariantsJob)).toEqual({ checks: expect.any(Number), failed: [] });
    await db.owner.query(`update drawing_rights set committed_cents = committed_cents + 1 where municipality_id = $1`, [
      town.municipalityId,
    ]);
    db.clock.set('2029-01-02');
    expect(await roundOf('prove-invariants', invariantsJob)).toMatchObject({
      failed: ['a right was committed for exactly what it holds, used and gave back'],
    });
  });
});

describe('on the day after a notice is over', () => {
  it('what is left goes back to its sources, once, and what comes back of a right the day after that', async () => {
    db.clock.set('2029-03-01');
    const budgetId = await giveBudget(town, { pooledName: 'Eindig', firstYear: 2029, lastYear: 2031, amounts: [100_000] });
    await giveRight(town, budgetId, { amount: 40_000, validFrom: '2029-03-01', validTo: '2029-03-31' });
    const request = { budgetId, decisionId: town.decisionId, reasons: 'Samen verder', endsOn: '2029-03-31' };
    await town.run((tx) => announceEnding(tx, newId(), request, commitmentsOf), town.as.finance);
    expect(await roundOf('end-budgets', endBudgetsJob)).toEqual({ budgets: 0, givenBackCents: 0 });
    db.clock.set('2029-04-01');
    expect(await roundOf('end-budgets', endBudgetsJob)).toEqual({ budgets: 1, givenBackCents: 60_000 });
    await roundOf('expire-draws', expireDrawsJob);
    db.clock.set('2029-04-02');
    expect(await roundOf('end-budgets', endBudgetsJob)).toEqual({ budgets: 1, givenBackCents: 40_000 });
    db.clock.set('2029-04-03');
    expect(await roundOf('end-budgets', endBudgetsJob)).toEqual({ budgets: 0, givenBackCents: 0 });
  });
});

describe('each hour', () => {
  it('what moved is summed per account and day, and sums that are wrong are made anew', async () => {
    db.clock.set('2029-05-01');
    await db.owner.query(`update transfers set booked_at = booked_at - interval '3 days' where municipality_id = $1`, [
      town.municipalityId,
    ]);
    const sums = async () =>
      (
        await db.owner.query<{ rows: number; cents: number }>(
          'select count(*)::int as rows, sum(credits - debits)::int as cents from account_days where municipality_id = $1',
          [town.municipalityId],
        )
      ).rows[0]!;
    expect(await roundOf('sum-movements', sumMovementsJob)).toEqual({ steps: expect.any(Number), forgotten: 0 });
    const right = await sums();
    expect(right.rows).toBeGreaterThan(5);
    await db.owner.query('update account_days set credits = credits + 1 where municipality_id = $1', [town.municipalityId]);
    db.clock.set('2029-05-02');
    expect(await roundOf('sum-movements', sumMovementsJob)).toMatchObject({ forgotten: right.rows });
    expect(await sums()).toEqual(right);
  });
});
