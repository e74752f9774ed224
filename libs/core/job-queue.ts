import type { Config } from './config.js';
import type { JobQueue, ListeningQueue } from './job-alarm.js';
import type { Logger } from './log.js';

type QueueConfig = Pick<Config, 'APP_DATABASE_URL' | 'REDIS_URL'>;

/** The queue as a door uses it that only asks for jobs: on Redis when REDIS_URL is there, else in PostgreSQL. */
export async function createJobQueue(config: QueueConfig, log: Logger): Promise<JobQueue> {
  // Only processes with a queue load BullMQ.
  const { openQueue } = await import('./job-queue-bull.js');
  return openQueue(config, log);
}

/** The queue as the worker uses it. */
export async function createListeningQueue(config: QueueConfig, log: Logger): Promise<ListeningQueue> {
  const { openListeningQueue } = await import('./job-queue-bull.js');
  return openListeningQueue(config, log);
}
