import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { auditEntities, auditTrail } from '../audit/index.js';
import { newId } from '../core/index.js';
import { tenancyEntities } from '../tenancy/index.js';
import {
  addMembership,
  createPerson,
  endMembership,
  identityEntities,
  listMemberships,
  Membership,
  type Person,
  personByEmail,
} from './index.js';

let test: TestDatabase;
let here: string;
let there: string;
let initiative: string;
let person: Person;
let neighbour: Person;

beforeAll(async () => {
  test = await testDatabase({ entities: [...tenancyEntities, ...auditEntities, ...identityEntities] });
  here = await createMunicipality(test.owner, { name: 'Amersfoort' });
  there = await createMunicipality(test.owner, { name: 'Oss' });
  initiative = newId();
  await test.owner.query(
    `insert into organisations (municipality_id, id, slug, name, kinds, created_at) values ($1, $2, 'de-kamer', 'De Kamer', '{initiative}', now())`,
    [here, initiative],
  );
  person = await test.database.shared((tx) => createPerson(tx, { email: ' Samen@Voorbeeld.nl', name: 'Samen' }));
  neighbour = await test.database.shared((tx) => createPerson(tx, { email: 'buur@voorbeeld.nl', name: 'Buur' }));
});
afterAll(() => test.close());

describe('people', () => {
  it('are found however their address is capitalised', async () => {
    const found = await test.database.shared((tx) => personByEmail(tx, 'SAMEN@voorbeeld.NL '));
    expect(found).toEqual(person);
    expect(person).toMatchObject({ email: 'Samen@Voorbeeld.nl', name: 'Samen', language: 'nl', isOperator: false });
    expect(person.passwordHash).toBeUndefined();
  });

  it('have one address each', async () => {
    const again = test.database.shared((tx) => createPerson(tx, { email: 'samen@voorbeeld.nl', name: 'Nog een' }));
    await expect(again).rejects.toMatchObject({ status: 409, fields: [{ field: 'email' }] });
  });

  it.each(['', 'x', 'x@y', 'x@y.', '@y.nl', 'a b@c.nl', 'é@c.nl', `${'a'.repeat(250)}@c.nl`])(
    'need an address that works, not %p',
    async (email) => {
      const attempt = test.database.shared((tx) => createPerson(tx, { email, name: ' ' }));
      await expect(attempt).rejects.toMatchObject({ status: 422, fields: [{ field: 'email' }, { field: 'name' }] });
    },
  );

  it('choose a password of twelve characters or more', async () => {
    const attempt = test.database.shared((tx) => createPerson(tx, { email: 'nieuw@voorbeeld.nl', name: 'Nieuw', password: 'elf tekens!' }));
    await expect(attempt).rejects.toMatchObject({ status: 422, fields: [{ field: 'password' }] });
  });

  it('do not become operator through a door', async () => {
    const attempt = test.database.shared((tx) => tx.rows('update people set is_operator = true where id = $1', [person.id]));
    await expect(attempt).rejects.toThrow(/permission denied/);
  });
});

describe('memberships', () => {
  it('give a person roles in several municipalities, which each sees of itself alone', async () => {
    await test.database.transaction(here, (tx) =>
      addMembership(tx, { personId: person.id, role: 'initiative', organisationId: initiative }),
    );
    await test.database.transaction(here, (tx) => addMembership(tx, { personId: neighbour.id, role: 'finance_officer' }));
    await test.database.transaction(there, (tx) => addMembership(tx, { personId: person.id, role: 'councillor' }));
    const rolesIn = async (id: string) =>
      (await test.database.transaction(id, listMemberships)).map(({ personName, role }) => [personName, role]);
    expect(await rolesIn(here)).toEqual([
      ['Samen', 'initiative'],
      ['Buur', 'finance_officer'],
    ]);
    expect(await rolesIn(there)).toEqual([['Samen', 'councillor']]);
  });

  it('are all seen by the person, and by nobody else', async () => {
    const seenBy = (personId: string) =>
      test.database.asPerson(personId, (tx) =>
        tx.rows<{ role: string }>('select role from memberships where municipality_id is not null order by role'),
      );
    expect(await seenBy(person.id)).toEqual([{ role: 'councillor' }, { role: 'initiative' }]);
    expect(await seenBy(neighbour.id)).toEqual([{ role: 'finance_officer' }]);
    expect(await seenBy(newId())).toEqual([]);
    expect(await test.database.shared((tx) => tx.rows('select 1 from memberships where municipality_id is not null'))).toEqual([]);
  });

  it('are not given by the person to themselves', async () => {
    const attempt = test.database.asPerson(person.id, (tx) =>
      tx.rows(`insert into memberships (municipality_id, id, person_id, role, created_at) values ($1, $2, $3, 'finance_officer', $4)`, [
        there,
        newId(),
        person.id,
        tx.now,
      ]),
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
    const ending = await test.database.asPerson(person.id, (tx) =>
      tx.rows('update memberships set ended_at = $2 where municipality_id = $1 returning id', [there, tx.now]),
    );
    expect(ending).toEqual([]);
  });

  it('are given by those who may', async () => {
    const attempt = test.database.transaction(
      there,
      (tx) => addMembership(tx, { personId: person.id, role: 'supplier', organisationId: newId() }),
      {
        personId: person.id,
        role: 'councillor',
        organisationId: null,
      },
    );
    await expect(attempt).rejects.toMatchObject({ status: 403 });
  });

  it('are given once, with an organisation where one belongs', async () => {
    const add = (membership: Parameters<typeof addMembership>[1]) => test.database.transaction(here, (tx) => addMembership(tx, membership));
    await expect(add({ personId: person.id, role: 'initiative', organisationId: initiative })).rejects.toMatchObject({ status: 409 });
    await expect(add({ personId: neighbour.id, role: 'finance_officer' })).rejects.toMatchObject({ status: 409 });
    await expect(add({ personId: person.id, role: 'supplier' })).rejects.toMatchObject({ status: 422 });
    await expect(add({ personId: person.id, role: 'councillor', organisationId: initiative })).rejects.toMatchObject({ status: 422 });
  });

  it('cannot name an organisation of another municipality', async () => {
    const attempt = test.database.transaction(there, (tx) =>
      addMembership(tx, { personId: person.id, role: 'initiative', organisationId: initiative }),
    );
    await expect(attempt).rejects.toThrow(/membership_of_an_organisation/);
  });

  it('end, stay in the books, and can be given again', async () => {
    const added = await test.database.transaction(there, (tx) => addMembership(tx, { personId: neighbour.id, role: 'councillor' }));
    await test.database.transaction(there, (tx) => endMembership(tx, added.id));
    await expect(test.database.transaction(there, (tx) => endMembership(tx, added.id))).rejects.toMatchObject({ status: 404 });
    await expect(test.database.transaction(here, (tx) => endMembership(tx, added.id))).rejects.toMatchObject({ status: 404 });
    const again = await test.database.transaction(there, (tx) => addMembership(tx, { personId: neighbour.id, role: 'councillor' }));
    const kept = await test.database.transaction(there, (tx) =>
      tx.manager.findBy(Membership, { municipalityId: there, personId: neighbour.id }),
    );
    expect(kept.map(({ id, endedAt }) => [id, endedAt !== null])).toEqual(
      expect.arrayContaining([
        [added.id, true],
        [again.id, false],
      ]),
    );
    const trail = await test.database.transaction(there, (tx) => auditTrail(tx, added.id));
    expect(trail.map(({ action }) => action)).toEqual(['membership.end', 'membership.add']);
  });
});
