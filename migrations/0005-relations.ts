import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';

/** Organisations: initiatives, neighbourhood bodies and suppliers. */
export class Relations1760000000005 implements MigrationInterface {
  name = 'Relations1760000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organisations (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        slug text not null constraint organisation_slug_is_plain check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text not null constraint organisation_has_a_name check (length(name) between 1 and 120),
        kinds text[] not null constraint organisation_kinds_are_known
          check (cardinality(kinds) > 0 and kinds <@ array['initiative', 'neighbourhood_body', 'supplier']),
        about text not null default '',
        created_at timestamptz not null,
        primary key (municipality_id, id),
        constraint organisation_slug_is_unique unique (municipality_id, slug)
      )`);
    await isolate(runner, 'organisations', 'select, insert, update');
    await runner.query(`
      create table organisation_neighbourhoods (
        municipality_id uuid not null,
        organisation_id uuid not null,
        neighbourhood_id uuid not null,
        primary key (municipality_id, organisation_id, neighbourhood_id),
        constraint place_of_an_organisation foreign key (municipality_id, organisation_id) references organisations (municipality_id, id),
        constraint organisation_in_a_neighbourhood foreign key (municipality_id, neighbourhood_id) references neighbourhoods (municipality_id, id)
      )`);
    await isolate(runner, 'organisation_neighbourhoods', 'select, insert, delete');
    await runner.query(`
      alter table memberships add constraint membership_of_an_organisation
        foreign key (municipality_id, organisation_id) references organisations (municipality_id, id)`);
    await runner.query(`
      alter table api_tokens add constraint token_acts_for_an_organisation
        foreign key (municipality_id, organisation_id) references organisations (municipality_id, id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
