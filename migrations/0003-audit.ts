import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Who did what, when. Append-only: the application role can add and read, nothing else. */
export class Audit1760000000003 implements MigrationInterface {
  name = 'Audit1760000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entries (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        at timestamptz not null,
        person_id uuid,
        role text not null,
        organisation_id uuid,
        action text not null constraint action_is_a_noun_and_a_verb check (action ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$'),
        subject_type text not null constraint subject_has_a_type check (subject_type <> ''),
        subject_id uuid not null,
        details jsonb not null constraint details_are_an_object check (jsonb_typeof(details) = 'object'),
        primary key (municipality_id, id)
      )`);
    await runner.query('create index audit_entries_by_subject on audit_entries (municipality_id, subject_id, at)');
    await isolate(runner, 'audit_entries', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
