import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Files of sources and budgets, kept as they were uploaded: what was previewed is what is made, once. */
export class Imports1760000000021 implements MigrationInterface {
  name = 'Imports1760000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imports (
        municipality_id uuid not null,
        id uuid not null,
        kind text not null constraint import_kind_is_known check (kind in ('sources', 'budgets')),
        file_name text not null constraint import_file_has_a_name check (length(file_name) between 1 and 120),
        content bytea not null constraint import_file_is_five_megabytes_at_most check (length(content) between 1 and 5242880),
        decision_id uuid not null,
        uploaded_by uuid,
        uploaded_at timestamptz not null,
        done_at timestamptz,
        made jsonb,
        primary key (municipality_id, id),
        constraint import_rests_on_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint import_was_uploaded_by_a_person foreign key (uploaded_by) references people (id),
        constraint import_says_what_it_made_once_done check ((done_at is null) = (made is null))
      )`);
    await runner.query('create index imports_by_day on imports (municipality_id, uploaded_at)');
    await isolate(runner, 'imports', 'select, insert, update (done_at, made), delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
