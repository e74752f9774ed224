import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Increases, indexations, reallocations and early endings, each by council decision. */
export class BudgetChanges1760000000017 implements MigrationInterface {
  name = 'BudgetChanges1760000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table budget_changes (
        municipality_id uuid not null,
        id uuid not null,
        kind text not null constraint change_kind_is_known check (kind in ('increase', 'indexation', 'reallocation', 'ending')),
        budget_id uuid not null,
        other_budget_id uuid,
        decision_id uuid not null,
        reasons text not null constraint change_has_reasons check (length(reasons) between 1 and 4000),
        basis_points int constraint indexation_is_at_most_a_quarter check (basis_points between 1 and 2500),
        made_by uuid references people,
        made_at timestamptz not null,
        details jsonb not null,
        primary key (municipality_id, id),
        constraint only_a_reallocation_has_another_budget check ((kind = 'reallocation') = (other_budget_id is not null)),
        constraint a_budget_does_not_give_to_itself check (other_budget_id <> budget_id),
        constraint only_an_indexation_has_a_percentage check ((kind = 'indexation') = (basis_points is not null)),
        constraint change_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint change_of_the_other_budget foreign key (municipality_id, other_budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint change_has_a_decision foreign key (municipality_id, decision_id) references council_decisions (municipality_id, id)
      )`);
    await isolate(runner, 'budget_changes', 'select, insert');
    await runner.query(`create index changes_of_a_budget on budget_changes (municipality_id, budget_id, made_at)`);
    await runner.query(`
      create index changes_of_the_other_budget on budget_changes (municipality_id, other_budget_id, made_at) where other_budget_id is not null`);

    await runner.query(`alter table instalments add column change_id uuid`);
    await runner.query(`
      alter table instalments add constraint instalment_was_added_by_a_change
        foreign key (municipality_id, change_id) references budget_changes (municipality_id, id)`);

    await runner.query(`
      create table budget_endings (
        municipality_id uuid not null,
        budget_id uuid not null,
        change_id uuid not null,
        announced_on date not null,
        notice_until date not null constraint notice_begins_with_the_announcement check (notice_until >= announced_on),
        ends_on date not null,
        ended_at timestamptz,
        primary key (municipality_id, budget_id),
        constraint a_budget_ends_after_its_notice check (ends_on >= notice_until),
        constraint a_budget_ends_after_the_announcement check (ends_on >= announced_on),
        constraint ending_of_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint ending_has_a_change foreign key (municipality_id, change_id) references budget_changes (municipality_id, id)
      )`);
    await isolate(runner, 'budget_endings', 'select, insert, update (ended_at)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
