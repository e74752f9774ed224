import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createWorker } from '../../apps/worker/create.js';
import { ExpireDrawsHandler } from '../../apps/worker/handlers/expire-draws.handler.js';
import { ReleaseYearHandler } from '../../apps/worker/handlers/release-year.handler.js';
import type { JobContext } from '../../apps/worker/handles-job.js';
import { handlers } from '../../apps/worker/worker.module.js';
import { equationLines } from '../../libs/budgets/index.js';
import { Config, createJobQueue, Database, type StoppedClock, type Tx } from '../../libs/core/index.js';
import { rightById } from '../../libs/drawing-rights/index.js';
import { councilReportById, entriesOf, reportFile, requestCouncilReport, runInvariants } from '../../libs/reporting/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { CountHandler, pause, silent } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());

/** What a job keeps between its runs. A checkpoint that is said in a step that fails is lost with it, as in the database. */
class Kept {
  checkpoint: unknown = null;

  constructor(private readonly town: Town) {}

  /** A run that loses its power in a step (the first is 1) and has none from then on; or never. */
  context<Payload>(payload: Payload, failsAtStep = Infinity): JobContext<Payload> {
    let step = 0;
    let said: unknown;
    return {
      municipalityId: this.town.municipalityId,
      jobId: 'of no matter here',
      payload,
      checkpoint: this.checkpoint,
      log: silent,
      progress: async (_done, _total, checkpoint) => void (said = checkpoint),
      transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
        step += 1;
        const result = await this.town.run(async (tx) => {
          const answer = await work(tx);
          if (step >= failsAtStep) throw new Error('the power went');
          return answer;
        });
        this.checkpoint = said ?? this.checkpoint;
        return result;
      },
    };
  }
}

const proven = async (town: Town) => expect((await town.run(runInvariants)).failures).toEqual([]);

describe('the release of a year', () => {
  it('that is cut off midway goes on where it was: each neighbourhood has its instalment, once', async () => {
    const town = await buildTown(db);
    const budgetIds: string[] = [];
    for (const place of town.neighbourhoods) budgetIds.push(await giveBudget(town, { neighbourhoodIds: [place.id] }));
    db.clock.set('2027-01-01');
    const kept = new Kept(town);
    const adopted = async () => (await town.run((tx) => entriesOf(tx, { figure: 'adopted', fiscalYear: 2027 }, { limit: 50 }))).totalCents;

    // The first step looks which budgets there are; the power goes in that of the second budget.
    await expect(new ReleaseYearHandler().run(kept.context({ year: 2027 }, 3))).rejects.toThrow('the power went');
    expect(await adopted()).toBe(14_000_000);
    await proven(town);

    expect(await new ReleaseYearHandler().run(kept.context({ year: 2027 }))).toEqual({ budgets: 3, releasedCents: 42_000_000 });
    expect(await adopted()).toBe(42_000_000);
    expect(await new ReleaseYearHandler().run(new Kept(town).context({ year: 2027 }))).toEqual({ budgets: 0, releasedCents: 0 });
    expect(await adopted()).toBe(42_000_000);
    const statuses = (await town.run((tx) => equationLines(tx))).filter((line) => line.fiscalYear === 2028).map((line) => line.status);
    expect(new Set(statuses)).toEqual(new Set(['reserved']));
    await proven(town);
  });
});

describe('the end of reservations', () => {
  it('gives each right its amount back, and one that is over gives it on to the budget; cut off or not', async () => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    const budgetId = await giveBudget(town);
    const long = await giveRight(town, budgetId, { validTo: '2027-12-31' });
    const short = await giveRight(town, budgetId, { validTo: '2026-03-31' });
    const hours = await giveRight(town, budgetId, {
      kind: 'community_work',
      amount: 600,
      tariffCentsPerHour: 7_501,
      validTo: '2027-12-31',
    });
    await draw(town, long, 12_345);
    await draw(town, short, 499_999);
    await draw(town, hours, 95);
    const free = async (rightId: string) => (await town.run((tx) => rightById(tx, rightId))).free;
    expect([await free(long), await free(short), await free(hours)]).toEqual([487_655, 1, 505]);
    const available = async () =>
      (await town.run((tx) => entriesOf(tx, { figure: 'available', fiscalYear: 2026 }, { limit: 1 }))).totalCents;
    const before = await available();

    db.clock.set('2026-08-01');
    const kept = new Kept(town);
    await expect(new ExpireDrawsHandler().run(kept.context({ asOf: '2026-08-01' }, 2))).rejects.toThrow('the power went');
    expect([await free(long), await free(short), await free(hours)]).toEqual([500_000, 500_000, 600]);
    expect(await new ExpireDrawsHandler().run(kept.context({ asOf: '2026-08-01' }))).toEqual({ draws: 3, rights: 1 });
    expect([await free(long), await free(short), await free(hours)]).toEqual([500_000, 0, 600]);
    expect(await available()).toBe(before + 500_000);
    await proven(town);
  });
});

describe('the report to the council', () => {
  it('is made by the worker while its progress is seen', async () => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    await giveRight(town, await giveBudget(town));
    const config = Object.assign(new Config(), { APP_DATABASE_URL: db.appUrl, REDIS_URL: process.env.REDIS_URL || undefined });
    const queue = await createJobQueue(config, silent);
    const worker = await createWorker(config, silent, { clock: db.clock, schedule: [], handlers: [...handlers, CountHandler] });
    try {
      const database = new Database(db.database.dataSource, db.clock, queue);
      const { reportId } = await database.transaction(
        town.municipalityId,
        (tx) => requestCouncilReport(tx, { fiscalYear: 2026, meetingOn: '2026-03-17' }),
        town.as.councillor,
      );
      const report = () => town.run((tx) => councilReportById(tx, reportId));
      for (let turn = 0; turn < 500 && (await report()).state !== 'done'; turn++) await pause(20);
      const done = await report();
      expect(done).toMatchObject({ state: 'done', error: null, requestedBy: town.as.councillor.personId });
      expect(done.progressTotal).toBe(done.summary!.entries + 1);
      expect(done.progressDone).toBe(done.progressTotal);
      for (const { format, size } of done.files)
        expect((await town.run((tx) => reportFile(tx, reportId, format))).bytes).toHaveLength(size);
    } finally {
      await worker.close();
      await queue.close();
    }
  });
});
