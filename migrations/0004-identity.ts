import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** People, their memberships, sessions, login attempts and the tokens of other systems. */
export class Identity1760000000004 implements MigrationInterface {
  name = 'Identity1760000000004';

  async up(runner: QueryRunner): Promise<void> {
    await people(runner);
    await memberships(runner);
    await sessions(runner);
    await apiTokens(runner);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}

async function people(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table people (
      id uuid primary key,
      email text not null constraint person_email_is_an_address check (email ~ '^[!-~]+@[!-~]+$' and length(email) <= 254),
      email_lower text not null generated always as (lower(email)) stored constraint person_email_is_unique unique,
      name text not null constraint person_has_a_name check (length(name) between 1 and 120),
      password_hash text,
      language text not null default 'nl' constraint person_language_is_known check (language in ('nl', 'en')),
      is_operator boolean not null default false,
      created_at timestamptz not null
    )`);
  // Nobody becomes an operator through a door: only the owner's connection sets is_operator.
  await runner.query(`
    grant select, insert (id, email, name, password_hash, language, created_at), update (name, password_hash, language)
    on people to buurtkas_app`);
  await runner.query('alter table audit_entries add constraint audit_entry_names_a_person foreign key (person_id) references people (id)');
}

async function memberships(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table memberships (
      municipality_id uuid not null references municipalities (id),
      id uuid not null,
      person_id uuid not null constraint membership_is_of_a_person references people (id),
      role text not null constraint membership_role_is_known check (role in
        ('finance_officer', 'neighbourhood_body', 'initiative', 'supplier', 'contact_officer', 'councillor', 'visit_panel')),
      organisation_id uuid,
      created_at timestamptz not null,
      ended_at timestamptz,
      primary key (municipality_id, id),
      constraint membership_names_its_organisation
        check ((role in ('neighbourhood_body', 'initiative', 'supplier')) = (organisation_id is not null))
    )`);
  await runner.query(`
    create unique index membership_is_unique on memberships (municipality_id, person_id, role, organisation_id)
    nulls not distinct where ended_at is null`);
  await runner.query('create index memberships_by_person on memberships (person_id, municipality_id)');
  await isolate(runner, 'memberships', 'select, insert, update (ended_at)');
  // A person sees their own memberships in every municipality; this opens reading alone.
  await runner.query(`
    create policy memberships_of_this_person on memberships for select
      using (person_id = nullif(current_setting('app.person_id', true), '')::uuid)`);
}

async function sessions(runner: QueryRunner): Promise<void> {
  // No foreign key to memberships: a table that all tenants share cannot point at a tenant's. Every read of a session checks it.
  await runner.query(`
    create table sessions (
      token_hash bytea primary key,
      person_id uuid not null constraint session_is_of_a_person references people (id),
      active_municipality_id uuid,
      active_membership_id uuid,
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      constraint session_is_in_a_municipality_by_membership check ((active_municipality_id is null) = (active_membership_id is null))
    )`);
  await runner.query('create index sessions_by_expiry on sessions (expires_at)');
  await runner.query(`
    grant select, insert, update (active_municipality_id, active_membership_id, last_seen_at, expires_at), delete on sessions to buurtkas_app`);

  await runner.query(`
    create table login_attempts (
      id uuid primary key,
      email_lower text not null,
      network cidr not null,
      at timestamptz not null,
      outcome text not null constraint login_outcome_is_known check (outcome in ('failed', 'succeeded', 'refused'))
    )`);
  await runner.query('create index login_attempts_by_email on login_attempts (email_lower, at)');
  await runner.query('create index login_attempts_by_network on login_attempts (network, at)');
  await runner.query('create index login_attempts_by_time on login_attempts (at)');
  await runner.query('grant select, insert, update (outcome), delete on login_attempts to buurtkas_app');
}

async function apiTokens(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table api_tokens (
      municipality_id uuid not null references municipalities (id),
      id uuid not null,
      name text not null constraint api_token_has_a_name check (length(name) between 1 and 120),
      token_hash bytea not null,
      scopes text[] not null constraint api_token_has_a_scope check (cardinality(scopes) between 1 and 50),
      role text not null,
      organisation_id uuid,
      created_by uuid not null constraint api_token_is_made_by_a_person references people (id),
      created_at timestamptz not null,
      expires_on date not null,
      last_used_on date,
      revoked_at timestamptz,
      revoked_by uuid constraint api_token_is_revoked_by_a_person references people (id),
      primary key (municipality_id, id),
      constraint api_token_is_unique unique (municipality_id, token_hash)
    )`);
  await isolate(runner, 'api_tokens', 'select, insert, update (last_used_on, revoked_at, revoked_by)');
}
