import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { deriveAppUrl, migrate } from '../../migrations/run.js';
import { testDatabase, type TestDatabase } from '../setup/database.js';

interface Schema {
  dumpSchema(url: string): Promise<string>;
  entityDrift(url: string): Promise<string[]>;
}

const script = '../../scripts/schema.mjs';

describe('the schema', () => {
  let test: TestDatabase;
  let schema: Schema;
  beforeAll(async () => {
    test = await testDatabase();
    schema = (await import(script)) as Schema;
  });
  afterAll(() => test.close());

  it('is what every entity says', async () => {
    expect(await schema.entityDrift(test.ownerUrl)).toEqual([]);
  });

  it.each([
    ['a column the entity lacks', 'alter table public_values add planted int', /lacks the column public_values\.planted/],
    ['a column of another type', 'alter table public_values alter position type bigint', /position is integer, the column is bigint/],
    ['a column that may be empty', 'alter table public_values alter name_nl drop not null', /is not nullable, the column is nullable/],
    ['a column that is gone', 'alter table public_values drop name_en', /public_values has no column name_en/],
  ])('differs from its entity with %s', async (_what, plant, sentence) => {
    const planted = await testDatabase();
    try {
      await planted.owner.query(plant);
      expect((await schema.entityDrift(planted.ownerUrl)).join('\n')).toMatch(sentence);
    } finally {
      await planted.close();
    }
  });

  it.each([
    'alter table divisions no force row level security',
    'grant delete on divisions to buurtkas_app',
    'grant update (valid_from) on divisions to buurtkas_app',
    'drop policy divisions_of_this_municipality on divisions',
    'create index planted on divisions (valid_from)',
    'alter table divisions drop constraint division_version_is_positive',
    'create or replace function enter(m uuid) returns void language plpgsql as $$ begin end $$',
  ])('has another dump after: %s', async (plant) => {
    const planted = await testDatabase();
    try {
      const before = await schema.dumpSchema(planted.ownerUrl);
      await planted.owner.query(plant);
      expect(await schema.dumpSchema(planted.ownerUrl)).not.toBe(before);
    } finally {
      await planted.close();
    }
  });

  it('stays the same when migrated again, also by three at once', async () => {
    const before = await schema.dumpSchema(test.ownerUrl);
    await Promise.all([1, 2, 3].map(() => migrate(test.ownerUrl)));
    expect(await schema.dumpSchema(test.ownerUrl)).toBe(before);
  });

  it('is made by three launchers that meet an empty database', async () => {
    const url = new URL(test.ownerUrl);
    url.pathname = `${url.pathname}_empty`;
    await test.owner.query(`create database ${url.pathname.slice(1)}`);
    try {
      await Promise.all([1, 2, 3].map(() => migrate(url.href)));
      expect(await schema.dumpSchema(url.href)).toBe(await schema.dumpSchema(test.ownerUrl));
    } finally {
      await test.owner.query(`drop database ${url.pathname.slice(1)} with (force)`);
    }
  });

  it('gives the doors an address with a password of their own', async () => {
    expect(new URL(test.appUrl).username).toBe('buurtkas_app');
    expect(new URL(test.appUrl).password).not.toContain(new URL(test.ownerUrl).password || 'nothing');
    expect(deriveAppUrl('postgresql://a:one@h/x')).not.toBe(deriveAppUrl('postgresql://a:two@h/x'));
    const door = new pg.Client({ connectionString: test.appUrl });
    await door.connect();
    await expect(door.query('create table planted (n int)')).rejects.toThrow(/permission denied/);
    const { rows } = await door.query('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '1min' }]);
    await door.end();
  });
});
