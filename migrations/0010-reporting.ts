import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Runs of the invariants, and council reports. All of it is written once: the application role cannot change or remove any. */
export class Reporting1760000000010 implements MigrationInterface {
  name = 'Reporting1760000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table invariant_runs (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        run_at timestamptz not null,
        checks int not null constraint a_run_checks_something check (checks > 0),
        failures jsonb not null constraint failures_are_a_list check (jsonb_typeof(failures) = 'array'),
        took_ms int not null,
        primary key (municipality_id, id)
      )`);
    await runner.query('create index invariant_runs_by_time on invariant_runs (municipality_id, run_at desc, id)');
    await isolate(runner, 'invariant_runs', 'select, insert');

    await runner.query(`
      create table council_reports (
        municipality_id uuid not null,
        id uuid not null,
        fiscal_year int not null,
        meeting_on date,
        cut_off timestamptz not null,
        job_id uuid not null,
        requested_by uuid,
        requested_at timestamptz not null,
        primary key (municipality_id, id),
        constraint report_is_made_by_a_job foreign key (municipality_id, job_id) references jobs (municipality_id, id),
        constraint report_was_requested_by_a_person foreign key (requested_by) references people (id)
      )`);
    await runner.query('create index council_reports_by_time on council_reports (municipality_id, cut_off desc, id)');
    await isolate(runner, 'council_reports', 'select, insert');

    // Written once, together with the files: from then on the report is frozen.
    await runner.query(`
      create table council_report_results (
        municipality_id uuid not null,
        report_id uuid not null,
        summary jsonb not null,
        finished_at timestamptz not null,
        primary key (municipality_id, report_id),
        constraint result_of_a_report foreign key (municipality_id, report_id) references council_reports (municipality_id, id)
      )`);
    await isolate(runner, 'council_report_results', 'select, insert');

    await runner.query(`
      create table report_files (
        municipality_id uuid not null,
        report_id uuid not null,
        format text not null constraint report_format_is_known check (format in ('xlsx', 'pdf', 'csv')),
        name text not null constraint report_file_has_a_name check (name ~ '^[a-z0-9.-]{1,200}$'),
        bytes bytea not null,
        sha256 text not null constraint sha256_is_of_the_bytes check (sha256 = encode(sha256(bytes), 'hex')),
        size int not null constraint size_is_of_the_bytes check (size = length(bytes)),
        -- Entries in the file; of the PDF its pages.
        lines int not null,
        primary key (municipality_id, report_id, format),
        constraint file_of_a_finished_report foreign key (municipality_id, report_id) references council_report_results (municipality_id, report_id)
      )`);
    await isolate(runner, 'report_files', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
