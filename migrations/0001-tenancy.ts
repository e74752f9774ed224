import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Tenant context, municipalities, neighbourhoods, public values, ordinances. */
export class Tenancy1760000000001 implements MigrationInterface {
  name = 'Tenancy1760000000001';

  async up(runner: QueryRunner): Promise<void> {
    // set_config() would not reach the workers of a distributed database; SET LOCAL does.
    await runner.query(`
      create function enter(m uuid) returns void language plpgsql as
      $$ begin execute format('set local app.municipality_id = %L', m); end $$`);
    await runner.query(`
      create function enter_as_person(p uuid) returns void language plpgsql as
      $$ begin execute format('set local app.person_id = %L', p); end $$`);

    await runner.query(`
      create table municipalities (
        id uuid primary key,
        slug text not null constraint municipality_slug_is_unique unique
          constraint municipality_slug_is_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
          -- These first parts of an address are pages of their own.
          constraint municipality_slug_is_free check (slug not in
            ('api', 'assets', 'beheer', 'health', 'hulp', 'inloggen', 'privacy', 'rol', 'toegankelijkheid', 'uitloggen')),
        name text not null constraint municipality_has_a_name check (length(name) between 1 and 120),
        cbs_code text constraint municipality_cbs_code_is_right check (cbs_code ~ '^GM[0-9]{4}$'),
        theme text not null default 'rivier',
        fictional boolean not null default false,
        created_at timestamptz not null
      )`);
    await runner.query(`grant select on municipalities to buurtkas_app`);

    await runner.query(`
      create table divisions (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        version int not null constraint division_version_is_positive check (version > 0),
        valid_from date not null,
        primary key (municipality_id, id),
        constraint division_version_is_unique unique (municipality_id, version)
      )`);
    await isolate(runner, 'divisions', 'select, insert');

    await runner.query(`
      create table neighbourhoods (
        municipality_id uuid not null,
        id uuid not null,
        division_id uuid not null,
        slug text not null constraint neighbourhood_slug_is_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text not null constraint neighbourhood_has_a_name check (length(name) between 1 and 120),
        cbs_code text constraint neighbourhood_cbs_code_is_right check (cbs_code ~ '^(WK[0-9]{6}|BU[0-9]{8})$'),
        residents int constraint residents_are_not_negative check (residents >= 0),
        primary key (municipality_id, id),
        constraint neighbourhood_slug_is_unique unique (municipality_id, division_id, slug),
        constraint neighbourhood_is_in_a_division foreign key (municipality_id, division_id) references divisions (municipality_id, id)
      )`);
    await isolate(runner, 'neighbourhoods', 'select, insert, update');

    await runner.query(`
      create table public_values (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        position int not null,
        name_nl text not null constraint public_value_has_a_name check (length(name_nl) between 1 and 120),
        name_en text not null constraint public_value_has_an_english_name check (length(name_en) between 1 and 120),
        primary key (municipality_id, id),
        constraint public_value_position_is_unique unique (municipality_id, position)
      )`);
    await isolate(runner, 'public_values', 'select, insert, update');

    await runner.query(`
      create table ordinances (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        version int not null constraint ordinance_version_is_positive check (version > 0),
        valid_from date not null,
        title text not null constraint ordinance_has_a_title check (length(title) between 1 and 200),
        minimum_term_years int not null constraint a_term_is_at_least_two_years check (minimum_term_years >= 2),
        support_share_basis_points int not null constraint support_share_is_above_zero check (support_share_basis_points between 1 and 10000),
        mandate_cents bigint not null constraint mandate_is_not_negative check (mandate_cents >= 0),
        match_basis_points int not null constraint match_is_a_share check (match_basis_points between 0 and 10000),
        carry_over_basis_points int not null constraint carry_over_is_a_share check (carry_over_basis_points between 0 and 10000),
        confirmation_days int not null constraint confirmation_takes_a_day_or_more check (confirmation_days between 1 and 365),
        payment_weeks int not null constraint payment_is_within_six_weeks check (payment_weeks between 1 and 6),
        first_contact_hours int not null constraint first_contact_takes_an_hour_or_more check (first_contact_hours > 0),
        proposal_working_days int not null constraint a_proposal_takes_a_day_or_more check (proposal_working_days > 0),
        tiers jsonb not null constraint tiers_are_a_list check (jsonb_typeof(tiers) = 'array'),
        primary key (municipality_id, id),
        constraint ordinance_version_is_unique unique (municipality_id, version)
      )`);
    // No update: a decision keeps the version it was taken under.
    await isolate(runner, 'ordinances', 'select, insert');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
