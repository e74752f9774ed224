import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { newId, StoppedClock } from '../core/index.js';
import { auditEntities, auditTrail, record } from './index.js';

const clock = new StoppedClock(new Date('2026-03-01T10:00:00Z'));
let test: TestDatabase;
let municipality: string;
const subjectId = newId();

beforeAll(async () => {
  test = await testDatabase({ entities: auditEntities, clock });
  municipality = await createMunicipality(test.owner);
});
afterAll(() => test.close());

it('keeps who did what, when, the newest first', async () => {
  const personId = newId();
  await test.owner.query(`insert into people (id, email, name, created_at) values ($1, 'a@example.org', 'A', now())`, [personId]);
  const actor = { personId, role: 'finance_officer', organisationId: null };
  const write = (action: string) => (tx: Parameters<typeof record>[0]) =>
    record(tx, { action, subjectType: 'budget', subjectId, details: { amountCents: 100 } });
  await test.database.transaction(municipality, write('budget.prepare'));
  clock.set('2026-03-02');
  await test.database.transaction(municipality, write('budget.adopt'), actor);

  const trail = await test.database.transaction(municipality, (tx) => auditTrail(tx, subjectId));
  expect(trail).toMatchObject([
    { action: 'budget.adopt', ...actor, subjectType: 'budget', subjectId, details: { amountCents: 100 }, at: clock.now() },
    { action: 'budget.prepare', personId: null, role: 'system', at: new Date('2026-03-01T10:00:00Z') },
  ]);
  expect(await test.database.transaction(municipality, (tx) => auditTrail(tx, subjectId, 1))).toHaveLength(1);
});

it('is of one municipality', async () => {
  const other = await createMunicipality(test.owner);
  expect(await test.database.transaction(other, (tx) => auditTrail(tx, subjectId))).toEqual([]);
});

it.each([
  'update audit_entries set role = $2 where municipality_id = $1',
  'delete from audit_entries where municipality_id = $1 and role <> $2',
])('cannot be rewritten: %s', async (sql) => {
  await expect(test.database.transaction(municipality, (tx) => tx.rows(sql, [municipality, 'x']))).rejects.toThrow(/permission denied/);
});

it('goes when the transaction does not come through', async () => {
  const lost = newId();
  const failing = test.database.transaction(municipality, async (tx) => {
    await record(tx, { action: 'budget.adopt', subjectType: 'budget', subjectId: lost });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await test.database.transaction(municipality, (tx) => auditTrail(tx, lost))).toEqual([]);
});

it('takes an action as a noun and a verb, of a person who exists', async () => {
  const write = (action: string, personId: string | null) =>
    test.database.transaction(municipality, (tx) => record(tx, { action, subjectType: 'budget', subjectId }), {
      personId,
      role: 'finance_officer',
      organisationId: null,
    });
  await expect(write('adopted the budget', null)).rejects.toThrow(/action_is_a_noun_and_a_verb/);
  await expect(write('budget.adopt', newId())).rejects.toThrow(/audit_entry_names_a_person/);
});
