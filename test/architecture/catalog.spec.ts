import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../setup/database.js';
import * as guards from './catalog-guards.js';
import { type Guard, privilegesAre } from './catalog-guards.js';

/** Everything the doors may do, on purpose. What has no line here they may not touch at all. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  account_days: 'delete; insert; select; update (credits, debits)',
  account_shifts: 'delete; insert; select; update (credits, debits)',
  accounts:
    'insert (budget_id, contended, drawing_right_id, fiscal_year, funding_source_id, id, instalment_id, kind, municipality_id, unit); select',
  apportionments: 'insert; select',
  api_tokens: 'insert; select; update (last_used_on, revoked_at, revoked_by)',
  audit_entries: 'insert; select',
  budget_changes: 'insert; select',
  budget_closings: 'insert; select; update (carried_cents, done_at, held_cents, returned_cents, run)',
  budget_endings: 'insert; select; update (ended_at)',
  body_recognitions: 'insert; select; update (end_decision_id, end_reason, ended_at, ended_by, ended_on)',
  budget_neighbourhoods: 'insert; select',
  code_attempts: 'delete; insert; select',
  contracts: 'insert; select',
  conversion_parts: 'insert; select',
  conversions: 'insert; select',
  corrections: 'insert; select; update (approved_at, approved_by, refusal, refused_at, refused_by, reversal_id)',
  council_budgets: 'insert; select',
  council_decisions: 'insert; select',
  council_report_results: 'insert; select',
  council_reports: 'insert; select',
  delegations: 'insert; select',
  divisions: 'insert; select',
  draws: 'insert; select; update (end_reason, ended_at, ended_by, state)',
  drawing_rights: 'insert; select; update (end_reason, ended_at, state)',
  funded_places: 'delete; insert; select',
  funding_sources: 'insert; select',
  idempotency_keys: 'delete; insert; select',
  imports: 'delete; insert; select; update (done_at, made)',
  instalments: 'insert; select; update (status, status_on, withdrawn_cents)',
  invariant_runs: 'insert; select',
  jobs: 'delete; insert; select; update',
  login_attempts: 'delete; insert; select; update (outcome)',
  memberships: 'insert; select; update (ended_at)',
  movement_marks: 'insert; select; update (summed_until)',
  municipalities: 'select',
  neighbourhood_budgets: 'insert; select; update (body_id)',
  neighbourhoods: 'insert; select; update',
  ordinances: 'insert; select',
  organisation_neighbourhoods: 'delete; insert; select',
  organisations: 'insert; select; update',
  payables: 'insert; select; update (batch_id, paid_on, state)',
  payment_batches: 'insert; select; update (approved_at, approved_by)',
  people: 'insert (created_at, email, id, language, name, password_hash); select; update (language, name, password_hash)',
  public_values: 'insert; select; update',
  report_files: 'insert; select',
  sessions: 'delete; insert; select; update (active_membership_id, active_municipality_id, expires_at, last_seen_at)',
  transfers: 'select',
  withdrawals: 'insert; select',
  year_closings: 'insert; select; update (finished_at, job_id, requested_at, requested_by, run)',
};

const { SHARED_TABLES, namesNeverUsed: _, privilegesAre: __, ...alone } = guards;
const all: Record<string, Guard> = { ...alone, privilegesAreAsExpected: privilegesAre(PRIVILEGES) };

/** What must make a guard speak: a statement, and a part of what it says then. */
const planted: [guard: string, plant: string, says: RegExp][] = [
  ['everyTableHasAMunicipality', 'create table planted (id uuid primary key)', /planted has no municipality_id/],
  ['everyTableHasAMunicipality', 'create table planted (municipality_id uuid, id uuid)', /planted has no municipality_id uuid not null/],
  ['everyTableIsIsolated', 'alter table draws no force row level security', /draws does not force/],
  ['everyTableIsIsolated', 'alter table draws disable row level security', /draws does not force/],
  ['everyTableIsIsolated', 'drop policy draws_of_this_municipality on draws', /draws has no policy/],
  [
    'everyTableIsIsolated',
    'create table planted (municipality_id uuid not null, id uuid, primary key (municipality_id, id))',
    /planted does not force/,
  ],
  ['everyPolicyIsTheSame', 'create policy planted on draws for select using (true)', /draws: planted shows other rows/],
  [
    'everyPolicyIsTheSame',
    'alter policy draws_of_this_municipality on draws with check (true)',
    /draws: draws_of_this_municipality shows other rows/,
  ],
  [
    'everyPolicyIsTheSame',
    'drop policy memberships_of_this_person on memberships; create policy memberships_of_this_person on memberships using (true)',
    /memberships_of_this_person lets more than reading through/,
  ],
  ['everyKeyBeginsWithTheMunicipality', 'create unique index planted on draws (code)', /draws: planted is unique over municipalities/],
  ['everyKeyBeginsWithTheMunicipality', 'create unique index planted on draws (code, municipality_id)', /planted is unique over/],
  ['everyKeyBeginsWithTheMunicipality', 'create unique index planted on draws (lower(code), municipality_id)', /planted is unique over/],
  [
    'everyKeyBeginsWithTheMunicipality',
    'alter table draws add unique (id); alter table payables add constraint planted foreign key (draw_id) references draws (id)',
    /payables: planted can point at another municipality/,
  ],
  [
    'everyKeyBeginsWithTheMunicipality',
    'alter table memberships add constraint p unique (id); alter table sessions add constraint planted foreign key (active_membership_id) references memberships (id)',
    /sessions: planted points from a shared table/,
  ],
  ['everyKeyBeginsWithTheMunicipality', 'alter table code_attempts drop constraint code_attempts_pkey', /code_attempts has no primary key/],
  ['noColumnRounds', 'alter table draws add planted real', /draws.planted is real/],
  ['noColumnRounds', 'alter table draws add planted double precision', /draws.planted is double precision/],
  ['noColumnRounds', 'alter table draws add planted money', /draws.planted is money/],
  ['noColumnRounds', 'alter table draws add planted numeric(12, 2)', /draws.planted is numeric/],
  ['noColumnRounds', 'alter table draws add planted float8[]', /draws.planted is double precision\[\]/],
  ['noColumnRounds', 'create domain euros as real; alter table draws add planted euros', /draws.planted is euros/],
  ['constraintsFitEverywhere', `alter table draws add constraint ${'p'.repeat(56)} check (true)`, /draws: p+ is longer than 55/],
  ['constraintsFitEverywhere', `create index ${'p'.repeat(56)} on draws (municipality_id)`, /draws: p+ is longer than 55/],
  [
    'constraintsFitEverywhere',
    'alter table draws add constraint planted unique (municipality_id, reserved_by) deferrable initially deferred',
    /draws: planted is deferrable/,
  ],
  ...['set null', 'set default', 'cascade'].map((what): [string, string, RegExp] => [
    'constraintsFitEverywhere',
    `alter table draws add constraint planted foreign key (reserved_by) references people on delete ${what}`,
    /draws: planted changes rows when another row goes/,
  ]),
  [
    'constraintsFitEverywhere',
    'alter table draws add constraint planted check (cents < 5) not valid',
    /draws: planted was never validated/,
  ],
  ['rolesAreHarmless', 'alter role buurtkas_app bypassrls', /buurtkas_app may pass row-level security/],
  ['rolesAreHarmless', 'alter role buurtkas_app createrole createdb', /buurtkas_app may make roles, make databases/],
  ['rolesAreHarmless', 'alter role buurtkas_owner login', /buurtkas_owner may log in/],
  ['rolesAreHarmless', 'grant buurtkas_owner to buurtkas_app', /buurtkas_app is a member of buurtkas_owner/],
  ['rolesAreHarmless', 'alter table draws owner to buurtkas_app', /buurtkas_app owns table draws/],
  ['rolesAreHarmless', 'alter function enter owner to buurtkas_app', /buurtkas_app owns function enter/],
  ['rolesAreHarmless', 'grant create on schema public to buurtkas_app', /may make tables in public/],
  ['rolesAreHarmless', 'grant select on transfers to public', /everybody may SELECT transfers/],
  ['ownersFunctionsAreClosed', 'alter function post_transfer reset search_path', /post_transfer runs as its owner without a search_path/],
  ['ownersFunctionsAreClosed', 'grant execute on function post_transfers to public', /post_transfers runs as its owner for everybody/],
  [
    'ownersFunctionsAreClosed',
    'create function planted() returns int language sql security definer as $$ select 1 $$',
    /planted runs as its owner for everybody/,
  ],
  ['privilegesAreAsExpected', 'grant update on transfers to buurtkas_app', /on transfers: select; update, expected select/],
  ['privilegesAreAsExpected', 'grant delete on transfers to buurtkas_app', /on transfers: delete; select/],
  ['privilegesAreAsExpected', 'grant truncate on transfers to buurtkas_app', /on transfers: select; truncate/],
  ['privilegesAreAsExpected', 'grant update (credits_posted) on accounts to buurtkas_app', /on accounts: .*update \(credits_posted\)/],
  ['privilegesAreAsExpected', 'grant update (is_operator) on people to buurtkas_app', /on people: .*is_operator/],
  [
    'privilegesAreAsExpected',
    'create view planted as select 1 as one; grant select on planted to buurtkas_app',
    /on planted: select, expected nothing/,
  ],
  ['nobodyCompetes', 'create table bid (id int)', /^bid$/m],
  ['nobodyCompetes', 'alter table draws add vote_count int', /draws.vote_count/],
  ['nobodyCompetes', 'alter table organisations add "ourScore" int', /organisations.ourScore/],
  ['nobodyCompetes', 'alter table draws add constraint the_best_tender_wins check (true)', /the_best_tender_wins/],
  ['nobodyCompetes', 'create function rank_neighbourhoods() returns int language sql as $$ select 1 $$', /rank_neighbourhoods/],
];

describe('the catalog', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());

  it.each(Object.keys(all))('holds: %s', async (name) => {
    expect(await all[name]!(db.owner)).toEqual([]);
  });

  it('has no table on the list of shared ones that is not there', async () => {
    const { rows } = await db.owner.query(
      `select relname from pg_class where relname = any ($1) and relkind = 'r' and relnamespace = 'public'::regnamespace`,
      [Object.keys(SHARED_TABLES)],
    );
    expect(rows).toHaveLength(Object.keys(SHARED_TABLES).length);
  });

  it.each(planted)('%s sees: %s', async (name, plant, says) => {
    const client = await db.owner.connect();
    try {
      await client.query('begin');
      await client.query(plant);
      expect((await all[name]!(client as never)).join('\n')).toMatch(says);
    } finally {
      // Roles belong to the whole server; what was planted is never committed.
      await client.query('rollback');
      client.release();
    }
  });

  it('has a planted violation for every guard', () => {
    expect(new Set(planted.map(([name]) => name))).toEqual(new Set(Object.keys(all)));
  });
});
