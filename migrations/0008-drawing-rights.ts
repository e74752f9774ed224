import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Drawing rights and draws. */
export class DrawingRights1760000000008 implements MigrationInterface {
  name = 'DrawingRights1760000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table drawing_rights (
        municipality_id uuid not null,
        id uuid not null,
        budget_id uuid not null,
        holder_id uuid not null,
        neighbourhood_id uuid not null,
        public_value_id uuid not null,
        title text not null constraint right_has_a_title check (length(title) between 1 and 120),
        kind text not null constraint right_kind_is_known
          check (kind in ('money', 'community_work', 'civil_servant', 'freelancer', 'space')),
        unit text not null constraint right_unit_follows_its_kind check ((kind = 'money' and unit = 'EUR') or (kind <> 'money' and unit = 'MIN')),
        amount bigint not null constraint right_is_above_zero check (amount > 0 and amount <= 100000000000000),
        tariff_cents_per_hour bigint constraint minutes_carry_a_tariff
          check ((unit = 'MIN') = (tariff_cents_per_hour is not null) and (tariff_cents_per_hour is null or tariff_cents_per_hour between 1 and 100000000)),
        committed_cents bigint not null constraint right_commits_money check (committed_cents > 0),
        for_support boolean not null,
        valid_from date not null,
        valid_to date not null,
        state text not null constraint right_state_is_known check (state in ('active', 'suspended', 'ended', 'expired')),
        considerations text not null constraint considerations_are_recorded check (length(considerations) between 1 and 4000),
        dissent text not null default '',
        granted_by uuid,
        granted_at timestamptz not null,
        ended_at timestamptz,
        end_reason text,
        primary key (municipality_id, id),
        constraint right_begins_before_it_ends check (valid_from <= valid_to),
        constraint an_ended_right_has_a_reason check ((state in ('ended', 'expired')) = (ended_at is not null and end_reason is not null)),
        constraint right_on_a_budget foreign key (municipality_id, budget_id) references neighbourhood_budgets (municipality_id, id),
        constraint right_in_a_neighbourhood_of_its_budget foreign key (municipality_id, budget_id, neighbourhood_id)
          references budget_neighbourhoods (municipality_id, budget_id, neighbourhood_id),
        constraint right_has_a_holder foreign key (municipality_id, holder_id) references organisations (municipality_id, id),
        constraint right_names_a_public_value foreign key (municipality_id, public_value_id) references public_values (municipality_id, id),
        constraint right_was_granted_by_a_person foreign key (granted_by) references people (id),
        constraint right_has_one_holder unique (municipality_id, id, holder_id)
      )`);
    await runner.query(`create index rights_of_a_holder on drawing_rights (municipality_id, holder_id)`);
    await runner.query(`create index rights_on_a_budget on drawing_rights (municipality_id, budget_id)`);
    await isolate(runner, 'drawing_rights', 'select, insert, update (state, ended_at, end_reason)');
    await runner.query(`
      alter table accounts
        add constraint account_of_a_right foreign key (municipality_id, drawing_right_id) references drawing_rights (municipality_id, id)`);

    await runner.query(`
      create table draws (
        municipality_id uuid not null,
        id uuid not null,
        drawing_right_id uuid not null,
        holder_id uuid not null,
        supplier_id uuid not null,
        unit text not null constraint draw_unit_is_known check (unit in ('EUR', 'MIN')),
        amount bigint not null constraint draw_is_above_zero check (amount > 0),
        cents bigint not null constraint draw_is_worth_something check (cents > 0),
        purpose text not null constraint draw_says_what_for check (length(purpose) between 1 and 120),
        state text not null constraint draw_state_is_known check (state in ('reserved', 'confirmed', 'voided', 'expired', 'reversed', 'paid')),
        code text not null constraint draw_code_is_six_characters check (code ~ '^[A-HJ-NP-Z2-9]{6}$'),
        reserved_at timestamptz not null,
        reserved_by uuid,
        expires_on date not null,
        ended_at timestamptz,
        ended_by uuid,
        end_reason text,
        primary key (municipality_id, id),
        constraint nobody_supplies_itself check (supplier_id <> holder_id),
        constraint an_ended_draw_says_when check ((state = 'reserved') = (ended_at is null)),
        constraint draw_by_the_holder_of_its_right foreign key (municipality_id, drawing_right_id, holder_id)
          references drawing_rights (municipality_id, id, holder_id),
        constraint draw_was_ended_by_a_person foreign key (ended_by) references people (id),
        constraint draw_has_a_supplier foreign key (municipality_id, supplier_id) references organisations (municipality_id, id)
      )`);
    await runner.query(`create unique index an_open_code_is_unique on draws (municipality_id, code) where state = 'reserved'`);
    // A code is also asked for after its draw has ended, so that a second tap gets an answer.
    await runner.query(`create index draws_by_code on draws (municipality_id, code)`);
    await runner.query(`create index draws_of_a_right on draws (municipality_id, drawing_right_id, reserved_at desc, id)`);
    await runner.query(`create index draws_at_a_supplier on draws (municipality_id, supplier_id, state, reserved_at desc, id)`);
    await runner.query(`create index draws_by_date on draws (municipality_id, reserved_at desc, id)`);
    await runner.query(`create index draws_that_can_expire on draws (municipality_id, expires_on) where state = 'reserved'`);
    await isolate(runner, 'draws', 'select, insert, update (state, ended_at, ended_by, end_reason)');

    // Wrong codes per address, so that guessing one is hopeless.
    await runner.query(`
      create table code_attempts (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        address text not null,
        at timestamptz not null,
        primary key (municipality_id, id)
      )`);
    await runner.query(`create index code_attempts_by_address on code_attempts (municipality_id, address, at)`);
    await isolate(runner, 'code_attempts', 'select, insert, delete');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
