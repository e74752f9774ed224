import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/**
 * What moved per account and day, so that any past date can be read without reading all transfers. `account_days` holds what an account was
 * debited and credited up to and including a day (of booking, in Dutch time), only for days on which it moved; `account_shifts` the transfers
 * that count for another day than the one they were booked on; `movement_marks` until which instant that was done.
 */
export class Movements1760000000020 implements MigrationInterface {
  name = 'Movements1760000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account_days (
        municipality_id uuid not null,
        account_id uuid not null,
        day date not null,
        debits account_total not null,
        credits account_total not null,
        primary key (municipality_id, account_id, day) include (debits, credits),
        constraint day_of_an_account foreign key (municipality_id, account_id) references accounts (municipality_id, id)
      )`);
    await isolate(runner, 'account_days', 'select, insert, delete, update (debits, credits)');

    await runner.query(`
      create table account_shifts (
        municipality_id uuid not null,
        account_id uuid not null,
        booked_on date not null,
        effective_on date not null,
        debits account_total not null,
        credits account_total not null,
        primary key (municipality_id, account_id, booked_on, effective_on) include (debits, credits),
        constraint shift_of_an_account foreign key (municipality_id, account_id) references accounts (municipality_id, id),
        constraint a_shift_counts_for_another_day check (effective_on <> booked_on)
      )`);
    await isolate(runner, 'account_shifts', 'select, insert, delete, update (debits, credits)');

    await runner.query(`
      create table movement_marks (
        municipality_id uuid primary key references municipalities (id),
        summed_until timestamptz not null
      )`);
    await isolate(runner, 'movement_marks', 'select, insert, update (summed_until)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
