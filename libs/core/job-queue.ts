import { Queue, Worker, createPostgresBackend, type BackendFactory, type Processor, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from './config.js';
import type { Logger } from './log.js';

/** When to look at a job. The row in `jobs` is the truth; an alarm too many does no harm, a lost one is set again by the sweep. */
export interface JobAlarm {
  municipalityId: string;
  id: string;
  name: string;
  dueAt: Date;
}
