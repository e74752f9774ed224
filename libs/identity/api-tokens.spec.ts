import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { auditEntities, auditTrail } from '../audit/index.js';
import { type Actor, newId, type Problem, StoppedClock } from '../core/index.js';
import { tenancyEntities } from '../tenancy/index.js';
import {
  actorByToken,
  apiTokenById,
  can,
  createApiToken,
  createPerson,
  identityEntities,
  listApiTokens,
  revokeApiToken,
  scopesOf,
} from './index.js';

const start = new Date('2026-05-01T10:00:00Z');
const clock = new (class extends StoppedClock {
  passedMs = 0;

  override now(): Date {
    return new Date(start.getTime() + this.passedMs);
  }
})(start);
const SECONDS = 1_000;
const DAY = 24 * 3600 * SECONDS;

let test: TestDatabase;
let here: string;
let there: string;
let finance: Actor;
let initiative: Actor;

beforeAll(async () => {
  test = await testDatabase({ entities: [...tenancyEntities, ...auditEntities, ...identityEntities], clock });
  here = await createMunicipality(test.owner);
  there = await createMunicipality(test.owner);
  const personId = (await test.database.shared((tx) => createPerson(tx, { email: 'a@voorbeeld.nl', name: 'A' }))).id;
  const organisationId = newId();
  await test.owner.query(
    `insert into organisations (municipality_id, id, slug, name, kinds, created_at) values ($1, $2, 'de-kamer', 'De Kamer', '{initiative}', now())`,
    [here, organisationId],
  );
  finance = { personId, role: 'finance_officer', organisationId: null };
  initiative = { personId, role: 'initiative', organisationId };
});
afterAll(() => test.close());

const create = (actor: Actor, given: Partial<Parameters<typeof createApiToken>[1]> = {}) =>
  test.database.transaction(
    here,
    (tx) => createApiToken(tx, { name: 'Financieel pakket', scopes: ['budget.view', 'entries.read'], expiresOn: '2026-12-31', ...given }),
    actor,
  );

describe('an API token', () => {
  it('speaks for the role and organisation of its maker, within its scopes', async () => {
    const { token } = await create(initiative, { scopes: ['draw.reserve'], name: 'Onze kassa' });
    const found = await actorByToken(test.database, token);
    expect(found).toEqual({ municipalityId: here, actor: { ...initiative, scopes: ['draw.reserve'] }, scopes: ['draw.reserve'] });
    const actor = found?.actor as Actor;
    expect(can(actor, 'draw.reserve')).toBe(true);
    expect(can(actor, 'draw.void')).toBe(false);
    expect(can(actor, 'budget.view')).toBe(false);
  });

  it('is shown once: the database keeps only its hash', async () => {
    const { id, token } = await create(finance);
    expect(token).toMatch(new RegExp(`^bk_${here.replaceAll('-', '')}_[A-Za-z0-9_-]{43}$`));
    const { rows } = await test.owner.query('select t::text as everything from api_tokens t where id = $1', [id]);
    expect(rows[0].everything).not.toContain(token.slice(-43));
    expect((await test.database.transaction(here, (tx) => apiTokenById(tx, id), finance)).tokenHash).toBeUndefined();
    const trail = await test.database.transaction(here, (tx) => auditTrail(tx, id));
    expect(JSON.stringify(trail)).not.toContain(token.slice(-43));
    expect(trail).toMatchObject([{ action: 'api-token.create', personId: finance.personId }]);
  });

  it('is unknown when a character is wrong, when it names another municipality, and when it is nothing of the kind', async () => {
    const { token } = await create(finance);
    const wrong = token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.at(-1);
    const moved = token.replace(here.replaceAll('-', ''), there.replaceAll('-', ''));
    const nowhere = token.replace(here.replaceAll('-', ''), newId().replaceAll('-', ''));
    for (const text of [wrong, moved, nowhere, '', 'bk_', 'Bearer x', `${token}x`, `bk_${'z'.repeat(32)}_${'a'.repeat(43)}`, `${token}\n`])
      expect(await actorByToken(test.database, text)).toBeUndefined();
  });

  it('stops within ten seconds of being revoked', async () => {
    const { id, token } = await create(finance);
    expect(await actorByToken(test.database, token)).toBeDefined();
    await test.database.transaction(here, (tx) => revokeApiToken(tx, id), finance);
    await test.database.transaction(here, (tx) => revokeApiToken(tx, id), finance);
    clock.passedMs += 10 * SECONDS;
    expect(await actorByToken(test.database, token)).toBeUndefined();
    const trail = await test.database.transaction(here, (tx) => auditTrail(tx, id));
    expect(trail.map(({ action }) => action)).toEqual(['api-token.revoke', 'api-token.create']);
  });

  it('asks the database once in ten seconds', async () => {
    const { id, token } = await create(finance);
    await actorByToken(test.database, token);
    await test.owner.query('update api_tokens set revoked_at = now() where id = $1', [id]);
    clock.passedMs += 9 * SECONDS;
    expect(await actorByToken(test.database, token)).toBeDefined();
    clock.passedMs += 1 * SECONDS;
    expect(await actorByToken(test.database, token)).toBeUndefined();
  });

  it('works through its last day and not after it', async () => {
    const { id, token } = await create(finance, { expiresOn: '2026-05-03' });
    const before = clock.passedMs;
    clock.passedMs = 2 * DAY;
    expect(await actorByToken(test.database, token)).toBeDefined();
    expect(await test.database.transaction(here, (tx) => apiTokenById(tx, id), finance)).toMatchObject({
      lastUsedOn: '2026-05-03',
      expiresOn: '2026-05-03',
    });
    clock.passedMs = 3 * DAY;
    expect(await actorByToken(test.database, token)).toBeUndefined();
    clock.passedMs = before;
  });

  it.each([
    ['scopes', { scopes: ['draw.reserve'] }],
    ['scopes', { scopes: ['budget.view', 'everything'] }],
    ['scopes', { scopes: ['token.manage'] }],
    ['scopes', { scopes: ['membership.manage', 'budget.view'] }],
    ['scopes', { scopes: [] }],
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(121) }],
    ['expiresOn', { expiresOn: '2026-04-30' }],
    ['expiresOn', { expiresOn: '2027-05-02' }],
    ['expiresOn', { expiresOn: '2026-02-30' }],
    ['expiresOn', { expiresOn: '' }],
  ])('is not made with such %s: %j', async (field, given) => {
    const count = async () => (await test.owner.query('select count(*)::int as n from api_tokens')).rows[0].n;
    const before = await count();
    const problem = await create(finance, given).catch((error: Problem) => error);
    expect(problem).toMatchObject({ status: 422, fields: [{ field }] });
    expect(await count()).toBe(before);
  });

  it('is made by a person whose role may, and never by another token', async () => {
    await expect(create({ ...finance, role: 'councillor' })).rejects.toMatchObject({ status: 403 });
    await expect(create({ ...finance, personId: null })).rejects.toMatchObject({ status: 403 });
    const { token } = await create(finance, { scopes: [...scopesOf('finance_officer')] });
    const found = await actorByToken(test.database, token);
    await expect(create(found?.actor as Actor)).rejects.toMatchObject({ status: 403, type: 'scope-missing' });
  });

  it('is seen and revoked by its own organisation and by the finance officer, in its own municipality', async () => {
    const { id } = await create(initiative, { scopes: ['draw.reserve'], name: 'Onze app' });
    const other: Actor = { ...initiative, organisationId: newId() };
    const namesFor = async (actor: Actor, municipality = here) =>
      (await test.database.transaction(municipality, listApiTokens, actor)).map(({ name }) => name);
    expect(await namesFor(initiative)).toContain('Onze app');
    expect(await namesFor(initiative)).not.toContain('Financieel pakket');
    expect(await namesFor(finance)).toEqual(expect.arrayContaining(['Onze app', 'Financieel pakket']));
    expect(await namesFor(other)).toEqual([]);
    expect(await namesFor(finance, there)).toEqual([]);
    await expect(test.database.transaction(here, (tx) => revokeApiToken(tx, id), other)).rejects.toMatchObject({ status: 404 });
    await expect(test.database.transaction(there, (tx) => revokeApiToken(tx, id), finance)).rejects.toMatchObject({ status: 404 });
    await expect(test.database.transaction(here, listApiTokens, { ...finance, role: 'councillor' })).rejects.toMatchObject({ status: 403 });
    await test.database.transaction(here, (tx) => revokeApiToken(tx, id), finance);
  });
});
