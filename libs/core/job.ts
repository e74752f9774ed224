import type { Tx } from './database.js';
import { newId } from './ids.js';
import { Job } from './job.entity.js';
import { notFound } from './problem.js';

/** A kind of job. Its handler lives in the worker, which does not start without one. */
export interface JobDefinition<Payload = unknown, Result = unknown> {
  readonly name: string;
  /** Runs that may fail or be cut off before the job has failed. */
  readonly maxAttempts: number;
  /** Seconds a run may go without a transaction or progress before another worker takes over; longer than its longest step. */
  readonly leaseSeconds: number;
  /** Seconds until the second attempt; doubles with each attempt, up to an hour. */
  readonly retrySeconds: number;
  /** Only for the types. */
  readonly types?: { payload: Payload; result: Result };
}

const definitions = new Map<string, JobDefinition>();

/** Defines a kind of job, once per process, at the top of a `<lib>.jobs.ts`. @throws Error when the name is taken */
export function defineJob<Payload, Result = null>(
  definition: { name: string } & Partial<Omit<JobDefinition, 'name' | 'types'>>,
): JobDefinition<Payload, Result> {
  if (definitions.has(definition.name)) throw new Error(`the job ${definition.name} is defined twice`);
  const job: JobDefinition<Payload, Result> = { maxAttempts: 5, leaseSeconds: 60, retrySeconds: 10, ...definition };
  definitions.set(job.name, job as JobDefinition);
  return job;
}

/** Every kind of job that this process knows. */
export function definedJobs(): readonly JobDefinition[] {
  return [...definitions.values()];
}

/** What to do with a request: the key makes it this job and no other of its name. */
export interface JobRequest<Payload> {
  key: string;
  payload: Payload;
  /** Not before; at once when left out. */
  runAt?: Date;
}

/**
 * Writes the job as a row of this transaction and answers its id; after the commit its alarm is set.
 * The same key answers the same job; only one that failed is run again, from where it was.
 */
export async function requestJob<Payload>(
  tx: Tx,
  job: JobDefinition<Payload, unknown>,
  { key, payload, runAt = tx.now }: JobRequest<Payload>,
): Promise<string> {
  const written = await tx.row<{ id: string }>(
    `insert into jobs as job (municipality_id, id, name, key, payload, state, due_at, created_by, created_at)
     values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)
     on conflict (municipality_id, name, key) do update
       set state = 'pending', payload = excluded.payload, due_at = excluded.due_at, attempts = 0, error = null, finished_at = null
       where job.municipality_id = excluded.municipality_id and job.state = 'failed'
     returning id`,
    [tx.municipalityId, newId(), job.name, key, JSON.stringify(payload), runAt, tx.actor.personId, tx.now],
  );
  if (written) {
    tx.afterCommit(() => tx.queue?.set({ municipalityId: tx.municipalityId, id: written.id, name: job.name, dueAt: runAt }, tx.now));
    return written.id;
  }
  const existing = await tx.row<{ id: string }>('select id from jobs where municipality_id = $1 and name = $2 and key = $3', [
    tx.municipalityId,
    job.name,
    key,
  ]);
  return existing!.id;
}

/** A job of this municipality, with its progress and result. @throws Problem 404 */
export async function jobById(tx: Tx, id: string): Promise<Job> {
  const job = await tx.manager.findOneBy(Job, { municipalityId: tx.municipalityId, id });
  if (!job) throw notFound();
  return job;
}

/** The latest jobs of a kind, newest first. */
export async function jobsOf(tx: Tx, job: JobDefinition, limit: number): Promise<Job[]> {
  return tx.manager.find(Job, {
    where: { municipalityId: tx.municipalityId, name: job.name },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: limit,
  });
}

/** Forgets jobs of a kind that ended before an instant. For recurring jobs, which leave a row each time. */
export async function forgetEndedJobs(tx: Tx, job: JobDefinition, before: Date): Promise<void> {
  await tx.rows(`delete from jobs where municipality_id = $1 and name = $2 and finished_at < $3`, [tx.municipalityId, job.name, before]);
}
