import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Council decisions, funding sources, neighbourhood budgets and their instalments. */
export class Budgets1760000000007 implements MigrationInterface {
  name = 'Budgets1760000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table council_decisions (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        number text not null constraint decision_has_a_number check (length(number) between 1 and 40),
        decided_on date not null,
        title text not null constraint decision_has_a_title check (length(title) between 1 and 200),
        document bytea constraint decision_document_is_ten_megabytes_at_most check (length(document) <= 10485760),
        document_name text,
        recorded_at timestamptz not null,
        primary key (municipality_id, id),
        constraint decision_number_is_unique unique (municipality_id, number),
        constraint decision_document_has_a_name check ((document is null) = (document_name is null))
      )`);
    await isolate(runner, 'council_decisions', 'select, insert');

    await runner.query(`
      create table funding_sources (
        municipality_id uuid not null,
        id uuid not null,
        name text not null constraint source_has_a_name check (length(name) between 1 and 120),
        kind text not null constraint source_kind_is_known check (kind in ('regular', 'converted', 'extra', 'external')),
        task_field text not null constraint task_field_is_of_iv3 check (task_field ~ '^[0-9]{1,2}\\.[0-9]{1,3}[a-z]?$'),
        decision_id uuid not null,
        created_at timestamptz not null,
        primary key (municipality_id, id),
        constraint source_name_is_unique unique (municipality_id, name),
        constraint source_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id)
      )`);
    await isolate(runner, 'funding_sources', 'select, insert');

    await runner.query(`
      create table neighbourhood_budgets (
        municipality_id uuid not null,
        id uuid not null,
        name text not null constraint budget_has_a_name check (length(name) between 1 and 120),
        decision_id uuid not null,
        ordinance_id uuid not null,
        body_id uuid,
        first_year int not null constraint budget_years_are_sane check (first_year between 2000 and 2200),
        last_year int not null,
        support_share_basis_points int not null constraint budget_has_a_support_share check (support_share_basis_points between 1 and 10000),
        created_at timestamptz not null,
        primary key (municipality_id, id),
        constraint budget_name_is_unique_per_term unique (municipality_id, name, first_year),
        constraint a_budget_runs_two_years_or_more check (last_year > first_year and last_year - first_year < 30),
        constraint budget_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint budget_keeps_its_ordinance foreign key (municipality_id, ordinance_id) references ordinances (municipality_id, id),
        constraint budget_has_a_body foreign key (municipality_id, body_id) references organisations (municipality_id, id)
      )`);
    await isolate(runner, 'neighbourhood_budgets', 'select, insert, update (body_id)');

    await runner.query(`
      create table budget_neighbourhoods (
        municipality_id uuid not null,
        budget_id uuid not null,
        neighbourhood_id uuid not null,
        primary key (municipality_id, budget_id, neighbourhood_id),
        constraint neighbourhood_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint budget_of_a_neighbourhood foreign key (municipality_id, neighbourhood_id) references neighbourhoods (municipality_id, id)
      )`);
    await isolate(runner, 'budget_neighbourhoods', 'select, insert');
    await runner.query(`create index budgets_by_neighbourhood on budget_neighbourhoods (municipality_id, neighbourhood_id)`);

    await runner.query(`
      create table instalments (
        municipality_id uuid not null,
        id uuid not null,
        budget_id uuid not null,
        funding_source_id uuid not null,
        fiscal_year int not null,
        cents bigint not null constraint instalment_is_above_zero check (cents > 0 and cents <= 100000000000000),
        support_cents bigint not null constraint support_is_part_of_the_instalment check (support_cents between 1 and cents),
        status text not null constraint instalment_status_is_known check (status in ('planned', 'reserved', 'adopted', 'withdrawn')),
        status_on date not null,
        primary key (municipality_id, id),
        constraint instalment_is_planned_once unique (municipality_id, budget_id, fiscal_year, funding_source_id),
        constraint instalment_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint instalment_has_a_source foreign key (municipality_id, funding_source_id) references funding_sources (municipality_id, id)
      )`);
    await isolate(runner, 'instalments', 'select, insert, update (status, status_on)');

    await runner.query(`
      alter table accounts
        add constraint account_of_a_source foreign key (municipality_id, funding_source_id) references funding_sources (municipality_id, id)`);
    await runner.query(`
      alter table accounts
        add constraint account_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id)`);
    await runner.query(`
      alter table accounts
        add constraint account_of_an_instalment foreign key (municipality_id, instalment_id) references instalments (municipality_id, id)`);
    await runner.query(`
      alter table transfers add constraint transfer_has_a_known_decision
        foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
