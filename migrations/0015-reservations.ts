import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** The council's budget of a year, its four weeks (Awb 4:34), what was withdrawn, and rights that were granted conditionally. */
export class Reservations1760000000015 implements MigrationInterface {
  name = 'Reservations1760000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table council_budgets (
        municipality_id uuid not null,
        id uuid not null,
        fiscal_year int not null constraint council_budget_year_is_sane check (fiscal_year between 2000 and 2200),
        decision_id uuid not null,
        adopted_on date not null,
        -- The last day on which the reservation can be invoked: four weeks after the adoption (Awb 4:34, third paragraph).
        lapses_on date not null constraint reservation_lapses_after_four_weeks check (lapses_on = adopted_on + 28),
        recorded_by uuid,
        recorded_at timestamptz not null,
        primary key (municipality_id, id),
        constraint council_budget_is_recorded_once unique (municipality_id, fiscal_year),
        constraint council_budget_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint council_budget_was_recorded_by_a_person foreign key (recorded_by) references people (id)
      )`);
    await isolate(runner, 'council_budgets', 'select, insert');

    await runner.query(`
      create table withdrawals (
        municipality_id uuid not null,
        id uuid not null,
        instalment_id uuid not null,
        decision_id uuid not null,
        cents bigint not null constraint withdrawal_is_above_zero check (cents > 0 and cents <= 100000000000000),
        ground text not null constraint withdrawal_ground_is_known check (ground in ('reservation', 'reallocation', 'ending')),
        reason text not null constraint withdrawal_has_a_reason check (length(reason) between 1 and 4000),
        withdrawn_by uuid,
        withdrawn_at timestamptz not null,
        primary key (municipality_id, id),
        constraint withdrawal_of_an_instalment foreign key (municipality_id, instalment_id) references instalments (municipality_id, id),
        constraint withdrawal_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint withdrawal_was_made_by_a_person foreign key (withdrawn_by) references people (id)
      )`);
    await runner.query(`create index withdrawals_by_instalment on withdrawals (municipality_id, instalment_id, withdrawn_at, id)`);
    await isolate(runner, 'withdrawals', 'select, insert');

    await runner.query(`alter table drawing_rights drop constraint right_state_is_known`);
    await runner.query(`
      alter table drawing_rights add constraint right_state_is_known
        check (state in ('conditional', 'active', 'suspended', 'ended', 'expired'))`);
    // Asked for at every grant for a year to come, at its release and when its reservation is invoked.
    await runner.query(`create index rights_under_reservation on drawing_rights (municipality_id, budget_id) where state = 'conditional'`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
