import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Recognition of neighbourhood bodies, and the budgets delegated to them with their house rules. */
export class Bodies1760000000018 implements MigrationInterface {
  name = 'Bodies1760000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table body_recognitions (
        municipality_id uuid not null,
        id uuid not null,
        organisation_id uuid not null,
        decision_id uuid not null,
        recognised_on date not null,
        recorded_by uuid,
        recorded_at timestamptz not null,
        ended_on date,
        end_decision_id uuid,
        end_reason text constraint recognition_ends_for_a_reason check (length(end_reason) between 1 and 500),
        ended_by uuid,
        ended_at timestamptz,
        primary key (municipality_id, id),
        constraint recognition_ends_whole_or_not
          check (num_nulls(ended_on, end_decision_id, end_reason, ended_at) in (0, 4)),
        constraint recognition_ends_after_it_began check (ended_on >= recognised_on),
        constraint recognition_of_an_organisation foreign key (municipality_id, organisation_id) references organisations (municipality_id, id),
        constraint recognition_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint recognition_ends_by_a_decision foreign key (municipality_id, end_decision_id) references council_decisions (municipality_id, id),
        constraint recognition_was_recorded_by_a_person foreign key (recorded_by) references people (id),
        constraint recognition_was_ended_by_a_person foreign key (ended_by) references people (id)
      )`);
    await runner.query(`
      create unique index a_body_has_one_running_recognition on body_recognitions (municipality_id, organisation_id) where ended_on is null`);
    await isolate(runner, 'body_recognitions', 'select, insert, update (ended_on, end_decision_id, end_reason, ended_by, ended_at)');

    await runner.query(`
      create table delegations (
        municipality_id uuid not null,
        id uuid not null,
        budget_id uuid not null,
        -- The first delegation of a budget is 1; the highest is the current one.
        number int not null constraint delegations_count_from_one check (number >= 1),
        body_id uuid not null,
        decision_id uuid not null,
        -- In plain words, one rule per line.
        house_rules text not null constraint house_rules_are_four_pages_at_most check (length(house_rules) <= 4000),
        from_on date not null,
        made_by uuid,
        made_at timestamptz not null,
        primary key (municipality_id, id),
        constraint delegations_of_a_budget_are_numbered unique (municipality_id, budget_id, number),
        constraint delegation_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint delegation_to_a_body foreign key (municipality_id, body_id) references organisations (municipality_id, id),
        constraint delegation_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id),
        constraint delegation_was_made_by_a_person foreign key (made_by) references people (id)
      )`);
    await isolate(runner, 'delegations', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
