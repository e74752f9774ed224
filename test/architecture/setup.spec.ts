import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../setup/database.js';

describe('the database of a spec', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('is entered as a role that owns nothing and is bound by row-level security', async () => {
    const id = await createMunicipality(test.owner, { name: 'Voorbeeldstad' });
    const role = await test.database.transaction(id, (tx) =>
      tx.row('select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user'),
    );
    expect(role).toEqual({ rolname: 'buurtkas_app', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    const { rows } = await test.owner.query(`select relname from pg_class where pg_get_userbyid(relowner) = 'buurtkas_app'`);
    expect(rows).toEqual([]);
  });

  it('shows a municipality its own rows and no others', async () => {
    const mine = await createMunicipality(test.owner);
    const theirs = await createMunicipality(test.owner);
    await test.owner.query(
      `insert into divisions (municipality_id, id, version, valid_from) values ($1, gen_random_uuid(), 1, '2026-01-01')`,
      [theirs],
    );
    const seen = (id: string) => test.database.transaction(id, (tx) => tx.rows('select 1 from divisions'));
    expect(await seen(mine)).toHaveLength(0);
    expect(await seen(theirs)).toHaveLength(1);
  });

  it('keeps the queue of BullMQ in reach of the doors', async () => {
    const { rows } = await test.owner.query(
      `select has_table_privilege('buurtkas_app', 'bullmq.job', 'select, insert, update, delete') as may`,
    );
    expect(rows[0].may).toBe(true);
  });
});
