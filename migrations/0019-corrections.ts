import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Reversals with a reason and, above the mandate, a second person. */
export class Corrections1760000000019 implements MigrationInterface {
  name = 'Corrections1760000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table corrections (
        municipality_id uuid not null,
        id uuid not null,
        transfer_id uuid not null,
        cents bigint not null constraint correction_is_above_zero check (cents > 0),
        reason text not null constraint correction_has_a_reason check (length(reason) between 1 and 500),
        -- What one person could decide alone by the ordinance in force when it was proposed.
        mandate_cents bigint not null constraint mandate_is_not_below_zero check (mandate_cents >= 0),
        needs_second boolean not null,
        proposed_by uuid not null,
        proposed_at timestamptz not null,
        approved_by uuid,
        approved_at timestamptz,
        refused_by uuid,
        refused_at timestamptz,
        refusal text constraint refusal_says_why check (length(refusal) between 1 and 500),
        reversal_id uuid,
        primary key (municipality_id, id),
        constraint second_person_is_for_above_the_mandate check (needs_second = (cents > mandate_cents)),
        constraint correction_is_approved_by_a_second_person check (approved_by <> proposed_by),
        constraint approval_has_a_person_and_a_time check ((approved_by is null) = (approved_at is null)),
        constraint refusal_has_a_person_a_time_and_words check (num_nulls(refused_by, refused_at, refusal) in (0, 3)),
        constraint correction_is_approved_or_refused check (approved_at is null or refused_at is null),
        -- What one person may do is done at once; anything else is booked when it is approved, and not otherwise.
        constraint small_correction_is_booked_at_once check (needs_second or (reversal_id is not null and approved_at is null and refused_at is null)),
        constraint large_correction_is_booked_when_approved check (not needs_second or (reversal_id is null) = (approved_at is null)),
        constraint correction_of_a_transfer foreign key (municipality_id, transfer_id) references transfers (municipality_id, id),
        constraint correction_is_booked_as_a_transfer foreign key (municipality_id, reversal_id) references transfers (municipality_id, id),
        constraint correction_was_proposed_by_a_person foreign key (proposed_by) references people (id),
        constraint correction_was_approved_by_a_person foreign key (approved_by) references people (id),
        constraint correction_was_refused_by_a_person foreign key (refused_by) references people (id)
      )`);
    await runner.query(`
      create unique index a_transfer_is_corrected_once on corrections (municipality_id, transfer_id) where refused_at is null`);
    await runner.query(`create index corrections_in_time on corrections (municipality_id, proposed_at, id)`);
    await isolate(runner, 'corrections', 'select, insert, update (approved_by, approved_at, refused_by, refused_at, refusal, reversal_id)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
