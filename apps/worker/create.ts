import type { Type } from '@nestjs/common';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import {
  type Clock,
  clockOf,
  Config,
  createDataSource,
  Database,
  createListeningQueue,
  type AlarmListener,
  type JobQueue,
  type Logger,
  nestLogger,
} from '../../libs/core/index.js';
import { findHandlers, type JobHandler } from './handles-job.js';
import { JobRunner } from './job-runner.js';
import { type Recurring, schedule, tickEverywhere } from './schedule.js';
import { handlers, workerEntities, WorkerModule } from './worker.module.js';

/** How often the worker looks whether the queue still has what comes round. */
const RESTORE_EVERY_MS = 60_000;
/** How long running jobs get for their step when the worker stops; under the ten seconds that Docker gives. */
const GRACE_MS = 7_000;

/** A worker that runs. */
export interface WorkerApp {
  /** Takes no more jobs, gives back what runs, and closes every connection. */
  close(): Promise<void>;
}

/** What differs from the product's own; for the tests of this machinery. */
export interface WorkerParts {
  handlers?: readonly Type<JobHandler<never, unknown>>[];
  schedule?: readonly Recurring[];
  clock?: Clock;
  graceMs?: number;
}

/** Starts a worker. @throws Error when a job has no handler or two, or when the database or the queue cannot be reached */
export async function createWorker(config: Config, log: Logger, parts: WorkerParts = {}): Promise<WorkerApp> {
  const app = await NestFactory.createApplicationContext(
    WorkerModule.with(parts.handlers ?? handlers, [{ provide: Config, useValue: config }]),
    { logger: nestLogger(log), abortOnError: false },
  );
  const found = findHandlers(app.get(DiscoveryService));
  const dataSource = await createDataSource(config.APP_DATABASE_URL, config.DATABASE_POOL, workerEntities).initialize();
  const queue = await createListeningQueue(config, log);
  const database = new Database(dataSource, parts.clock ?? clockOf(config), queue);
  const runner = new JobRunner(database, found, log);
  const restore = setInterval(() => {
    queue.restoreTicks().catch((error: Error) => log.warn({ reason: error.message }, 'the queue is not reachable'));
  }, RESTORE_EVERY_MS);
  let caughtUp: Promise<unknown> = Promise.resolve();
  const close = async () => {
    clearInterval(restore);
    await caughtUp;
    // From here no new alarm is taken; what runs ends or is given back before the queue goes.
    queue.stopListening();
    await runner.stop(parts.graceMs ?? GRACE_MS);
    await queue.close();
    await dataSource.destroy();
    await app.close();
  };
  try {
    await queue.listen(listenerOf(parts.schedule ?? schedule, { database, queue, runner, log, concurrency: config.WORKER_CONCURRENCY }));
  } catch (error) {
    await close();
    throw error;
  }
  // A round that no worker was there for is made up for at once; where it was not missed its row is there already.
  const missed = (parts.schedule ?? schedule).filter((recurring) => recurring.catchUp);
  caughtUp = Promise.all(missed.map((recurring) => tickEverywhere(recurring, database, queue, log))).catch((error: Error) =>
    log.warn({ reason: error.message }, 'a missed round could not be made up for'),
  );
  return { close };
}

function listenerOf(
  recurring: readonly Recurring[],
  {
    database,
    queue,
    runner,
    log,
    concurrency,
  }: { database: Database; queue: JobQueue; runner: JobRunner; log: Logger; concurrency: number },
): AlarmListener {
  return {
    concurrency,
    ticks: recurring,
    onAlarm: (alarm) => runner.run(alarm),
    onTick: async (name) => {
      const entry = recurring.find((one) => one.name === name);
      if (entry) await tickEverywhere(entry, database, queue, log);
    },
  };
}
