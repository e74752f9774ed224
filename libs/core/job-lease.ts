import type { Tx } from './database.js';
import { newId } from './ids.js';
import type { JobDefinition } from './job.js';
import { Job } from './job.entity.js';
import type { JobAlarm } from './job-alarm.js';
import { Problem, type Words } from './problem.js';

/** Thrown in a run whose job was taken over or given back meanwhile: whatever the run did in that transaction is undone. */
export class LeaseLost extends Error {
  constructor(jobId: string) {
    super(`the lease of job ${jobId} is no longer held by this run`);
    this.name = 'LeaseLost';
  }
}

/** How far clocks of two machines may differ: an alarm this early still counts. */
const SKEW_MS = 2_000;
const LONGEST_RETRY_MS = 3_600_000;

const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

const cutOff: Words = {
  nl: 'Dit is een paar keer afgebroken. Probeer het later opnieuw.',
  en: 'This was cut off a few times. Try again later.',
};
const wentWrong: Words = {
  nl: 'Er ging iets mis. Probeer het later opnieuw.',
  en: 'Something went wrong. Try again later.',
};

/**
 * Takes the job for one run when it is due: pending, or running with a lease that is over. Of many takers one gets it.
 * Answers undefined when there is nothing to run: it ended, somebody runs it, or it was cut off too often and has failed now.
 */
export async function takeJob(tx: Tx, definition: JobDefinition, id: string): Promise<Job | undefined> {
  const taken = await tx.row<{ attempts: number }>(
    `update jobs set state = 'running', attempts = attempts + 1, lease = $3, due_at = $4, started_at = coalesce(started_at, $5)
     where municipality_id = $1 and id = $2 and (state = 'pending' and due_at <= $6 or state = 'running' and due_at <= $5)
     returning attempts`,
    [tx.municipalityId, id, newId(), later(tx.now, definition.leaseSeconds * 1000), tx.now, later(tx.now, SKEW_MS)],
  );
  if (!taken) return undefined;
  // Only runs that were cut off come past the limit: one that throws is counted by `failRun`.
  if (taken.attempts > definition.maxAttempts) {
    await endJob(tx, id, cutOff);
    return undefined;
  }
  return (await tx.manager.findOneBy(Job, { municipalityId: tx.municipalityId, id })) ?? undefined;
}

async function endJob(tx: Tx, id: string, error: Words): Promise<void> {
  await tx.rows(
    `update jobs set state = 'failed', error = $3, lease = null, due_at = null, finished_at = $4
     where municipality_id = $1 and id = $2`,
    [tx.municipalityId, id, JSON.stringify(error), tx.now],
  );
}

/** How far a run is. */
export interface JobProgress {
  done: number;
  total: number;
  /** What the job needs to go on from here; left out, the last one stays. */
  checkpoint?: unknown;
}

/**
 * Renews the lease, and writes progress where given. Until this transaction ends nobody can take the job over,
 * so what else it does and the checkpoint are kept or lost together.
 * @throws LeaseLost
 */
export async function holdJob(tx: Tx, definition: JobDefinition, id: string, lease: string, progress?: JobProgress): Promise<void> {
  const held = await tx.row(
    `update jobs set due_at = $4, progress_done = coalesce($5, progress_done), progress_total = coalesce($6, progress_total),
       checkpoint = coalesce($7, checkpoint)
     where municipality_id = $1 and id = $2 and lease = $3
     returning id`,
    [
      tx.municipalityId,
      id,
      lease,
      later(tx.now, definition.leaseSeconds * 1000),
      progress?.done ?? null,
      progress?.total ?? null,
      progress?.checkpoint === undefined ? null : JSON.stringify(progress.checkpoint),
    ],
  );
  if (!held) throw new LeaseLost(id);
}

/** The run is through: keeps its result. A job with a total is then at its total. @throws LeaseLost */
export async function finishJob(tx: Tx, id: string, lease: string, result: unknown): Promise<void> {
  const finished = await tx.row(
    `update jobs set state = 'done', result = $4, error = null, lease = null, due_at = null, finished_at = $5, progress_done = progress_total
     where municipality_id = $1 and id = $2 and lease = $3
     returning id`,
    [tx.municipalityId, id, lease, JSON.stringify(result ?? null), tx.now],
  );
  if (!finished) throw new LeaseLost(id);
}

/** The run threw: the job waits for its next attempt (answered as an alarm), or has failed when there is none left. @throws LeaseLost */
export async function failRun(tx: Tx, definition: JobDefinition, id: string, lease: string, error: unknown): Promise<JobAlarm | undefined> {
  const run = await tx.row<{ attempts: number }>(
    `select attempts from jobs where municipality_id = $1 and id = $2 and lease = $3 for update`,
    [tx.municipalityId, id, lease],
  );
  if (!run) throw new LeaseLost(id);
  const words = error instanceof Problem ? error.words : wentWrong;
  if (run.attempts >= definition.maxAttempts) {
    await endJob(tx, id, words);
    return undefined;
  }
  const dueAt = later(tx.now, Math.min(definition.retrySeconds * 1000 * 2 ** (run.attempts - 1), LONGEST_RETRY_MS));
  await tx.rows(`update jobs set state = 'pending', error = $3, lease = null, due_at = $4 where municipality_id = $1 and id = $2`, [
    tx.municipalityId,
    id,
    JSON.stringify(words),
    dueAt,
  ]);
  return { municipalityId: tx.municipalityId, id, name: definition.name, dueAt };
}

/** The worker stops: gives the run back uncounted, for another worker to go on from the checkpoint. Undefined when it had ended by itself. */
export async function giveJobBack(tx: Tx, definition: JobDefinition, id: string, lease: string): Promise<JobAlarm | undefined> {
  const back = await tx.row(
    `update jobs set state = 'pending', attempts = attempts - 1, lease = null, due_at = $4
     where municipality_id = $1 and id = $2 and lease = $3
     returning id`,
    [tx.municipalityId, id, lease, tx.now],
  );
  return back && { municipalityId: tx.municipalityId, id, name: definition.name, dueAt: tx.now };
}

/** The jobs of this municipality whose alarm should have gone off: what the queue lost, and what a crashed worker left. */
export async function dueJobs(tx: Tx, limit: number): Promise<JobAlarm[]> {
  const jobs = await tx.rows<{ id: string; name: string; due_at: Date }>(
    `select id, name, due_at from jobs where municipality_id = $1 and due_at is not null and due_at <= $2 order by due_at, id limit $3`,
    [tx.municipalityId, tx.now, limit],
  );
  return jobs.map((job) => ({ municipalityId: tx.municipalityId, id: job.id, name: job.name, dueAt: job.due_at }));
}
