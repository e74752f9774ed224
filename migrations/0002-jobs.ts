import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Work to do later. The row is the job; the queue is only its alarm clock and may be lost. */
export class Jobs1760000000002 implements MigrationInterface {
  name = 'Jobs1760000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table jobs (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        name text not null constraint job_name_is_plain check (name ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'),
        key text not null constraint job_key_is_short check (length(key) between 1 and 200),
        payload jsonb not null,
        state text not null constraint job_state_is_known check (state in ('pending', 'running', 'done', 'failed')),
        progress_done int not null default 0,
        progress_total int not null default 0,
        checkpoint jsonb,
        result jsonb,
        error jsonb,
        attempts int not null default 0 constraint job_attempts_are_not_negative check (attempts >= 0),
        due_at timestamptz,
        lease uuid,
        created_by uuid,
        created_at timestamptz not null,
        started_at timestamptz,
        finished_at timestamptz,
        primary key (municipality_id, id),
        constraint job_key_is_unique unique (municipality_id, name, key),
        constraint job_progress_stays_within_its_total check (progress_done between 0 and progress_total),
        constraint job_is_due_until_it_ends check ((state in ('pending', 'running')) = (due_at is not null)),
        constraint job_that_ended_has_finished_at check ((state in ('done', 'failed')) = (finished_at is not null)),
        constraint job_has_a_lease_while_it_runs check ((state = 'running') = (lease is not null)),
        constraint job_that_ran_has_started_at check (state = 'pending' or started_at is not null),
        constraint job_that_failed_says_why check (state <> 'failed' or error is not null)
      )`);
    await runner.query(`create index jobs_that_are_due on jobs (municipality_id, due_at) where due_at is not null`);
    await runner.query(`create index jobs_by_name on jobs (municipality_id, name, created_at, id)`);
    // Delete is for recurring jobs that were done long ago.
    await isolate(runner, 'jobs', 'select, insert, update, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
