import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Year-end closings: of a year once per municipality, run again for what came free since; and what it moved per budget. */
export class Closings1760000000016 implements MigrationInterface {
  name = 'Closings1760000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table year_closings (
        municipality_id uuid not null,
        id uuid not null,
        fiscal_year int not null constraint closing_year_is_sane check (fiscal_year between 2000 and 2200),
        -- Counts the times it was run; the job and the request are those of the last one.
        run int not null constraint closing_runs_count_from_one check (run >= 1),
        job_id uuid not null,
        requested_by uuid,
        requested_at timestamptz not null,
        -- When the first run was through: from then on the year is closed.
        finished_at timestamptz,
        primary key (municipality_id, id),
        constraint a_year_has_one_closing unique (municipality_id, fiscal_year),
        constraint closing_is_done_by_a_job foreign key (municipality_id, job_id) references jobs (municipality_id, id),
        constraint closing_was_requested_by_a_person foreign key (requested_by) references people (id)
      )`);
    await isolate(runner, 'year_closings', 'select, insert, update (run, job_id, requested_by, requested_at, finished_at)');

    await runner.query(`
      create table budget_closings (
        municipality_id uuid not null,
        closing_id uuid not null,
        budget_id uuid not null,
        -- The last run that closed this budget.
        run int not null constraint budget_closing_runs_count_from_one check (run >= 1),
        -- Of all runs together.
        carried_cents bigint not null constraint carried_is_not_negative check (carried_cents >= 0),
        returned_cents bigint not null constraint returned_is_not_negative check (returned_cents >= 0),
        -- What was committed and not paid at the last run: it stays where it is.
        held_cents bigint not null constraint held_is_not_negative check (held_cents >= 0),
        done_at timestamptz not null,
        primary key (municipality_id, closing_id, budget_id),
        constraint budget_closing_of_a_closing foreign key (municipality_id, closing_id) references year_closings (municipality_id, id),
        constraint closing_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id)
      )`);
    await isolate(runner, 'budget_closings', 'select, insert, update (run, carried_cents, returned_cents, held_cents, done_at)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
