import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/**
 * What a split was worked out from, so that it can be explained years later; and which budget gives a neighbourhood a source in a year,
 * so that no other does.
 */
export class Apportionments1760000000014 implements MigrationInterface {
  name = 'Apportionments1760000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table apportionments (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        decision_id uuid not null,
        inputs jsonb not null constraint apportionment_has_inputs check (jsonb_typeof(inputs) = 'object'),
        created_by uuid,
        created_at timestamptz not null,
        primary key (municipality_id, id),
        constraint apportionment_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint apportionment_was_made_by_a_person foreign key (created_by) references people (id)
      )`);
    await isolate(runner, 'apportionments', 'select, insert');

    await runner.query(`alter table neighbourhood_budgets add column apportionment_id uuid`);
    await runner.query(`
      alter table neighbourhood_budgets add constraint budget_comes_from_an_apportionment
        foreign key (municipality_id, apportionment_id) references apportionments (municipality_id, id)`);

    await runner.query(`
      create table funded_places (
        municipality_id uuid not null,
        neighbourhood_id uuid not null,
        funding_source_id uuid not null,
        fiscal_year int not null,
        budget_id uuid not null,
        constraint a_neighbourhood_gets_a_source_once_a_year
          primary key (municipality_id, neighbourhood_id, funding_source_id, fiscal_year),
        constraint funded_place_is_of_its_budget foreign key (municipality_id, budget_id, neighbourhood_id)
          references budget_neighbourhoods (municipality_id, budget_id, neighbourhood_id),
        constraint funded_place_has_a_source foreign key (municipality_id, funding_source_id) references funding_sources (municipality_id, id)
      )`);
    await isolate(runner, 'funded_places', 'select, insert, delete');
    await runner.query(`create index funded_places_of_a_budget on funded_places (municipality_id, budget_id, fiscal_year)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
