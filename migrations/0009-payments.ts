import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Payables, the batches they are paid in, and the keys that make every door idempotent. */
export class Payments1760000000009 implements MigrationInterface {
  name = 'Payments1760000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment_batches (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        prepared_by uuid not null,
        prepared_at timestamptz not null,
        approved_by uuid,
        approved_at timestamptz,
        primary key (municipality_id, id),
        constraint batch_is_approved_by_a_second_person check (approved_by <> prepared_by),
        constraint batch_approval_has_a_person_and_a_time check ((approved_by is null) = (approved_at is null)),
        constraint batch_was_prepared_by_a_person foreign key (prepared_by) references people (id),
        constraint batch_was_approved_by_a_person foreign key (approved_by) references people (id)
      )`);
    await isolate(runner, 'payment_batches', 'select, insert, update (approved_by, approved_at)');

    await runner.query(`
      create table payables (
        municipality_id uuid not null,
        id uuid not null,
        draw_id uuid not null,
        supplier_id uuid not null,
        cents bigint not null constraint payable_is_above_zero check (cents > 0),
        confirmed_on date not null,
        due_on date not null,
        state text not null constraint payable_state_is_known check (state in ('open', 'prepared', 'paid', 'cancelled')),
        batch_id uuid,
        paid_on date,
        primary key (municipality_id, id),
        constraint a_draw_is_owed_once unique (municipality_id, draw_id),
        constraint payable_is_due_after_its_confirmation check (due_on >= confirmed_on),
        constraint payable_in_a_batch_or_not check ((state in ('prepared', 'paid')) = (batch_id is not null)),
        constraint paid_payable_has_a_date check ((state = 'paid') = (paid_on is not null)),
        constraint payable_of_a_draw foreign key (municipality_id, draw_id) references draws (municipality_id, id),
        constraint payable_to_a_supplier foreign key (municipality_id, supplier_id) references organisations (municipality_id, id),
        constraint payable_in_a_known_batch foreign key (municipality_id, batch_id) references payment_batches (municipality_id, id)
      )`);
    await runner.query(`create index payables_by_due_date on payables (municipality_id, state, due_on, id)`);
    await runner.query(`create index payables_of_a_supplier on payables (municipality_id, supplier_id, due_on, id)`);
    await runner.query(`create index payables_of_a_batch on payables (municipality_id, batch_id) where batch_id is not null`);
    await isolate(runner, 'payables', 'select, insert, update (state, batch_id, paid_on)');

    await runner.query(`
      create table idempotency_keys (
        -- No foreign key: every call of a municipality at the same moment would lock its one row. The policy lets no other id in.
        municipality_id uuid not null,
        key text not null constraint idempotency_key_is_short check (length(key) between 1 and 200),
        caller text not null,
        request_hash text not null,
        status int not null,
        response jsonb,
        created_at timestamptz not null,
        primary key (municipality_id, caller, key)
      )`);
    await isolate(runner, 'idempotency_keys', 'select, insert, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
