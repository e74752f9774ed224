import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/**
 * Contracts and yearly grants, and the schedules that turn them into funding of multi-year budgets. A year of a contract is converted once, and
 * never for more than the contract pays: the key and the check refuse it whoever asks.
 */
export class Conversions1760000000013 implements MigrationInterface {
  name = 'Conversions1760000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table contracts (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        what text not null constraint contract_says_what_it_is_for check (length(what) between 1 and 120),
        supplier text not null constraint contract_names_its_supplier check (length(supplier) between 1 and 120),
        kind text not null constraint contract_kind_is_known check (kind in ('contract', 'grant')),
        task_field text not null constraint contract_task_field_is_of_iv3 check (task_field ~ '^[0-9]{1,2}\\.[0-9]{1,3}[a-z]?$'),
        yearly_cents bigint not null constraint contract_is_above_zero check (yearly_cents between 1 and 100000000000000),
        ends_on date not null constraint contract_end_is_sane check (ends_on between '2000-01-01' and '2200-12-31'),
        recorded_by uuid,
        recorded_at timestamptz not null,
        primary key (municipality_id, id),
        constraint contract_amount_is_known_with_its_id unique (municipality_id, id, yearly_cents),
        constraint contract_was_recorded_by_a_person foreign key (recorded_by) references people (id)
      )`);
    await isolate(runner, 'contracts', 'select, insert');

    await runner.query(`
      create table conversions (
        municipality_id uuid not null,
        id uuid not null,
        contract_id uuid not null,
        decision_id uuid not null,
        funding_source_id uuid not null,
        decided_by uuid,
        decided_at timestamptz not null,
        primary key (municipality_id, id),
        constraint a_contract_is_converted_once unique (municipality_id, contract_id),
        constraint conversion_is_known_with_its_contract unique (municipality_id, id, contract_id),
        constraint a_conversion_has_a_source_of_its_own unique (municipality_id, funding_source_id),
        constraint conversion_of_a_contract foreign key (municipality_id, contract_id) references contracts (municipality_id, id),
        constraint conversion_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint conversion_fills_a_source foreign key (municipality_id, funding_source_id) references funding_sources (municipality_id, id),
        constraint conversion_was_made_by_a_person foreign key (decided_by) references people (id)
      )`);
    await isolate(runner, 'conversions', 'select, insert');

    await runner.query(`
      create table conversion_parts (
        municipality_id uuid not null,
        contract_id uuid not null,
        fiscal_year int not null constraint conversion_years_are_sane check (fiscal_year between 2000 and 2200),
        conversion_id uuid not null,
        cents bigint not null,
        -- What the contract pays a year, so that the check below can see it; the foreign key keeps it true.
        yearly_cents bigint not null,
        constraint a_contract_year_is_converted_once primary key (municipality_id, contract_id, fiscal_year),
        constraint conversion_stays_within_the_contract check (cents between 1 and yearly_cents),
        constraint conversion_part_is_of_its_contract foreign key (municipality_id, contract_id, yearly_cents)
          references contracts (municipality_id, id, yearly_cents),
        constraint conversion_part_is_of_its_conversion foreign key (municipality_id, conversion_id, contract_id)
          references conversions (municipality_id, id, contract_id)
      )`);
    await isolate(runner, 'conversion_parts', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
