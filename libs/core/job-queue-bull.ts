import { Queue, Worker, createPostgresBackend, type BackendFactory, type ConnectionOptions, type Job as BullJob } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { TIME_ZONE } from './clock.js';
import type { Config } from './config.js';
import type { AlarmListener, JobAlarm, JobQueue, ListeningQueue, RecurringTick } from './job-alarm.js';
import type { Logger } from './log.js';

type QueueConfig = Pick<Config, 'APP_DATABASE_URL' | 'REDIS_URL'>;

const QUEUE = 'buurtkas';
/** How long a request may wait for the queue after its commit. */
const SET_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;
const START_TIMEOUT_MS = 15_000;
const CLOSE_TIMEOUT_MS = 1_500;
/** The same trouble is told once in this time. */
const TELL_EVERY_MS = 30_000;
/** How late something that comes round may be before its alarm counts as lost. */
const TICK_LATE_MS = 120_000;
/** An idle listener looks again after this long, should a notification have been lost. */
const IDLE_SECONDS = 30;

/** One store of the queue, shared by all that one process does with it. */
interface Store {
  options: { connection: ConnectionOptions; prefix?: string };
  /** BullMQ's own choice (Redis) when undefined. */
  backend: BackendFactory | undefined;
  ready(): boolean;
  close(): Promise<void>;
}

function redisStore(url: string, databaseUrl: string, listens: boolean): Store {
  // A listener waits as long as it takes; who sets an alarm may not.
  const options = listens ? { maxRetriesPerRequest: null } : { maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const redis = new Redis(url, {
    ...options,
    connectTimeout: CONNECT_TIMEOUT_MS,
    disconnectTimeout: 200,
    retryStrategy: (times) => Math.min(times * 200, 5_000),
  });
  // BullMQ tells of the same error.
  redis.on('error', () => undefined);
  // Two installations on one Redis stay apart by the name of their database.
  const prefix = `{${QUEUE}-${new URL(databaseUrl).pathname.slice(1)}}`;
  return {
    options: { connection: redis as unknown as ConnectionOptions, prefix },
    backend: undefined,
    ready: () => redis.status === 'ready',
    close: async () => redis.disconnect(),
  };
}

function postgresStore(url: string, listens: boolean): Store {
  const pool = new pg.Pool({
    connectionString: url,
    // A listener keeps one connection for notifications and needs one or two more for a moment at a time.
    max: listens ? 3 : 1,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: 10_000,
    keepAlive: true,
    options: '-c search_path=bullmq',
    application_name: 'buurtkas queue',
  });
  pool.on('error', () => undefined);
  return {
    options: { connection: pool as unknown as ConnectionOptions },
    backend: createPostgresBackend as unknown as BackendFactory,
    ready: () => true,
    close: () => pool.end(),
  };
}

class BullQueue implements ListeningQueue {
  private worker: Worker | undefined;
  private ticks: readonly RecurringTick[] = [];
  private readonly told = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly queue: Queue,
    private readonly log: Logger,
  ) {
    queue.on('error', (error) => this.tell(error));
  }

  private tell({ message }: Error): void {
    const now = Date.now();
    if (now - (this.told.get(message) ?? 0) < TELL_EVERY_MS) return;
    if (this.told.size > 100) this.told.clear();
    this.told.set(message, now);
    this.log.warn({ reason: message }, 'the queue has trouble');
  }

  async waitUntilReady(): Promise<void> {
    await this.queue.waitUntilReady();
  }

  async set({ municipalityId, id, name, dueAt }: JobAlarm, now: Date): Promise<void> {
    // The instant is part of the id: a retry is another alarm, the same one twice is one.
    const jobId = `${id}-${dueAt.getTime()}`;
    const delay = Math.max(0, dueAt.getTime() - now.getTime());
    try {
      if (!this.store.ready()) throw new Error('not connected');
      await within(
        SET_TIMEOUT_MS,
        this.queue.add(
          name,
          { municipalityId, id, dueAt: dueAt.toISOString() },
          { jobId, delay, removeOnComplete: true, removeOnFail: true },
        ),
      );
    } catch (error) {
      this.log.warn({ municipalityId, jobId: id, job: name, reason: (error as Error).message }, 'an alarm was not set; the sweep will');
    }
  }

  private async setTick({ name, pattern }: RecurringTick): Promise<void> {
    await this.queue.upsertJobScheduler(
      name,
      { pattern, tz: TIME_ZONE },
      { name: 'tick', data: { tick: name }, opts: { removeOnComplete: true, removeOnFail: true } },
    );
  }

  /** Sets all that comes round, and removes what no longer does. */
  private async setTicks(): Promise<void> {
    const known = new Set(this.ticks.map((tick) => tick.name));
    for (const { key } of await this.queue.getJobSchedulers()) if (!known.has(key)) await this.queue.removeJobScheduler(key);
    for (const tick of this.ticks) await this.setTick(tick);
  }

  async restoreTicks(): Promise<void> {
    const set = new Map((await this.queue.getJobSchedulers()).map((scheduler) => [scheduler.key, Number(scheduler.next ?? 0)]));
    for (const tick of this.ticks) {
      if ((set.get(tick.name) ?? 0) >= Date.now() - TICK_LATE_MS) continue;
      this.log.warn({ tick: tick.name }, 'the queue lost what comes round; set again');
      await this.setTick(tick);
    }
  }

  async listen({ onAlarm, onTick, concurrency, ticks }: AlarmListener): Promise<void> {
    this.ticks = ticks;
    await within(START_TIMEOUT_MS, this.setTicks());
    const take = async ({ name, data }: BullJob) => {
      if (data.tick) await onTick(data.tick as string);
      else await onAlarm({ municipalityId: data.municipalityId, id: data.id, name, dueAt: new Date(data.dueAt as string) });
    };
    this.worker = new Worker(QUEUE, take, { ...this.store.options, concurrency, drainDelay: IDLE_SECONDS }, this.store.backend as never);
    this.worker.on('error', (error) => this.tell(error));
  }

  stopListening(): void {
    this.worker?.close().catch((error: Error) => this.tell(error));
  }

  async close(): Promise<void> {
    // A store that is away must not keep the process: what is not closed in time is cut off.
    for (const one of [this.worker, this.queue]) {
      await within(CLOSE_TIMEOUT_MS, one?.close() ?? Promise.resolve()).catch(() => void one?.disconnect().catch(() => undefined));
    }
    await this.store.close();
  }
}

function open(config: QueueConfig, log: Logger, listens: boolean): BullQueue {
  const store = config.REDIS_URL
    ? redisStore(config.REDIS_URL, config.APP_DATABASE_URL, listens)
    : postgresStore(config.APP_DATABASE_URL, listens);
  return new BullQueue(store, new Queue(QUEUE, store.options, store.backend as never), log);
}

/** Opens the queue to set alarms only. A Redis that is not there is no reason not to start. @throws Error when PostgreSQL has no queue */
export async function openQueue(config: QueueConfig, log: Logger): Promise<JobQueue> {
  const queue = open(config, log, false);
  const ready = within(CONNECT_TIMEOUT_MS, queue.waitUntilReady());
  await (config.REDIS_URL ? ready.catch(() => undefined) : ready);
  return queue;
}

/** Opens the queue of a worker. */
export function openListeningQueue(config: QueueConfig, log: Logger): ListeningQueue {
  return open(config, log, true);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
