import { pino } from 'pino';
import { createWorker, type WorkerApp, type WorkerParts } from '../../apps/worker/create.js';
import { HandlesJob, type JobContext } from '../../apps/worker/handles-job.js';
import { schedule, tickEverywhere } from '../../apps/worker/schedule.js';
import { handlers, workerEntities } from '../../apps/worker/worker.module.js';
import {
  Clock,
  Config,
  createJobQueue,
  Database,
  defineJob,
  type Job,
  jobById,
  type JobQueue,
  type JobState,
} from '../../libs/core/index.js';
import { createMunicipality, testDatabase, type TestDatabase } from '../setup/database.js';

/** What the counting job does: insert 1 to `upTo`, a step each; it stumbles or hangs once where it is told to. */
export interface Counting {
  upTo: number;
  throwOnceAt?: number;
  hangOnceAt?: number;
  alwaysThrow?: boolean;
}

export const countJob = defineJob<Counting, { counted: number }>({ name: 'count', maxAttempts: 3, leaseSeconds: 0.4, retrySeconds: 0.05 });

/** What the handler met, per job: to stumble once and not twice, and to let go of what hangs. */
export const met = { stumbled: new Set<string>(), hung: new Map<string, () => void>(), lateErrors: [] as string[] };

@HandlesJob(countJob)
export class CountHandler {
  async run({ jobId, payload, checkpoint, transaction, progress }: JobContext<Counting>): Promise<{ counted: number }> {
    for (let step = Number(checkpoint ?? 0) + 1; step <= payload.upTo; step++) {
      if (payload.alwaysThrow) throw new Error('secret: postgres://name:password@host');
      await transaction(async (tx) => {
        await tx.rows('insert into tally (municipality_id, job_id, step) values ($1, $2, $3)', [tx.municipalityId, jobId, step]);
        await progress(step, payload.upTo, step);
        if (payload.throwOnceAt === step && !met.stumbled.has(jobId)) {
          met.stumbled.add(jobId);
          throw new Error('stumbled after writing, before the commit');
        }
      });
      if (payload.hangOnceAt === step && !met.hung.has(jobId)) {
        await new Promise<void>((resolve) => met.hung.set(jobId, resolve));
        await transaction(async (tx) => {
          await tx.rows('insert into tally (municipality_id, job_id, step) values ($1, $2, -1)', [tx.municipalityId, jobId]);
        }).catch((error: Error) => {
          met.lateErrors.push(error.name);
          throw error;
        });
      }
    }
    return { counted: payload.upTo };
  }
}

/** A database with two municipalities, a queue to set alarms, and workers on demand. */
export interface JobHouse {
  test: TestDatabase;
  database: Database;
  queue: JobQueue;
  config: Config;
  here: string;
  there: string;
  startWorker(parts?: WorkerParts): Promise<WorkerApp>;
  sweep(): Promise<void>;
  steps(jobId: string): Promise<number[]>;
  /** All that the queue keeps is gone, as after the loss of its disk. */
  emptyTheStore(): Promise<void>;
  /** The job once it is in this state; fails after five seconds. */
  until(jobId: string, state: JobState, municipalityId?: string): Promise<Job>;
  close(): Promise<void>;
}

export const silent = pino({ level: 'silent' });

/** Opens the house: on Redis where the environment names one, else on PostgreSQL. */
export async function openJobHouse(): Promise<JobHouse> {
  const test = await testDatabase({ entities: workerEntities });
  await test.owner.query(`create table tally (municipality_id uuid not null, job_id uuid not null, step int not null)`);
  await test.owner.query(`grant select, insert on tally to buurtkas_app`);
  const here = await createMunicipality(test.owner);
  const there = await createMunicipality(test.owner);
  const config = Object.assign(new Config(), {
    APP_DATABASE_URL: test.appUrl,
    REDIS_URL: process.env.REDIS_URL || undefined,
    DATABASE_POOL: 4,
    APP_SECRET: 'x'.repeat(32),
  });
  const queue = await createJobQueue(config, silent);
  const database = new Database(test.database.dataSource, new Clock(), queue);
  const workers: WorkerApp[] = [];
  const jobOf = (id: string, municipalityId: string) => database.transaction(municipalityId, (tx) => jobById(tx, id));
  return {
    test,
    database,
    queue,
    config,
    here,
    there,
    startWorker: async (parts = {}) => {
      const worker = await createWorker(config, silent, { handlers: [...handlers, CountHandler], schedule: [], ...parts });
      let closed: Promise<void> | undefined;
      const app = { close: () => (closed ??= worker.close()) };
      workers.push(app);
      return app;
    },
    sweep: () =>
      tickEverywhere(
        schedule.find((entry) => entry.name === 'sweep-jobs')!,
        database,
        queue,
        silent,
      ),
    steps: async (jobId) => {
      const { rows } = await test.owner.query<{ step: number }>('select step from tally where job_id = $1 order by step', [jobId]);
      return rows.map((row) => row.step);
    },
    emptyTheStore: () => (config.REDIS_URL ? emptyRedis(config) : emptyPostgres(test)),
    until: async (jobId, state, municipalityId = here) => {
      const end = Date.now() + 5_000;
      for (;;) {
        const job = await jobOf(jobId, municipalityId);
        if (job.state === state) return job;
        if (Date.now() > end) throw new Error(`the job is ${job.state}, not ${state}: ${JSON.stringify(job)}`);
        await pause(15);
      }
    },
    close: async () => {
      for (const release of met.hung.values()) release();
      for (const worker of workers) await worker.close();
      await queue.close();
      await test.close();
    },
  };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function emptyRedis(config: Config): Promise<void> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(config.REDIS_URL as string);
  const keys = await redis.keys(`*${new URL(config.APP_DATABASE_URL).pathname.slice(1)}*`);
  if (keys.length === 0) throw new Error('the queue is not where it is looked for');
  await redis.del(keys);
  redis.disconnect();
}

async function emptyPostgres(test: TestDatabase): Promise<void> {
  const { rows } = await test.owner.query(`select tablename from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`);
  await test.owner.query(`truncate ${rows.map((row) => `bullmq.${row.tablename}`).join(', ')} cascade`);
}
