import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { openWeb, Visitor, type WebDoor } from '../../../test/setup/visitor.js';
import { auditEntities } from '../../../libs/audit/index.js';
import { actorByToken, addMembership, createPerson, identityEntities, type Role } from '../../../libs/identity/index.js';
import { tenancyEntities } from '../../../libs/tenancy/index.js';

const password = 'een zin die ik onthoud';
const email = 'samen@voorbeeld.nl';
let test: TestDatabase;
let demo: WebDoor;
let real: WebDoor;
let here: string;
const memberships: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  test = await testDatabase({ entities: [...tenancyEntities, ...auditEntities, ...identityEntities] });
  here = await createMunicipality(test.owner, { slug: 'amersfoort', name: 'Amersfoort' });
  const there = await createMunicipality(test.owner, { slug: 'oss', name: 'Oss' });
  const personId = (await test.database.shared((tx) => createPerson(tx, { email, name: 'Samen', password }))).id;
  for (const [municipality, role] of [
    [here, 'finance_officer'],
    [there, 'councillor'],
  ] as const) {
    memberships[role] = (await test.database.transaction(municipality, (tx) => addMembership(tx, { personId, role }))).id;
  }
  demo = await openWeb(test.appUrl, { DEMO: 'true' });
  real = await openWeb(test.appUrl);
});
afterAll(async () => {
  await Promise.all([demo?.close(), real?.close()]);
  await test.close();
});
beforeEach(() => test.owner.query('delete from login_attempts'));

const logIn = (visitor: Visitor, fields: Record<string, string> = {}) => visitor.logIn(email, password, fields);

describe('logging in', () => {
  it('leads to the home of the role, and out again', async () => {
    const visitor = new Visitor(real);
    const answer = await logIn(visitor);
    expect([answer.status, answer.location]).toEqual([303, '/amersfoort/financien']);
    const session = visitor.cookies.get('sessie') as string;
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('sessie='));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);

    expect((await visitor.get('/amersfoort/financien/koppelingen')).status).toBe(200);
    const out = await visitor.post('/uitloggen', {});
    expect([out.status, out.location]).toEqual([303, '/']);
    visitor.cookies.set('sessie', session);
    const after = await visitor.get('/amersfoort/financien/koppelingen');
    expect([after.status, after.location]).toEqual([303, '/inloggen?terug=%2Famersfoort%2Ffinancien%2Fkoppelingen']);
  });

  it('goes back to the page that asked, and never to another site', async () => {
    const goesTo = async (terug: string) => (await logIn(new Visitor(real), { terug })).location;
    expect(await goesTo('/oss/raad?jaar=2026')).toBe('/oss/raad?jaar=2026');
    for (const other of [
      'https://elders.nl/',
      '//elders.nl',
      '/\\elders.nl',
      '\\\\elders.nl',
      'javascript:alert(1)',
      '/\t/elders.nl',
      '',
      '/oss/raad x',
      '/oss/raad\r\nx: y',
      '/oss/日本',
    ])
      expect(await goesTo(other)).toBe('/amersfoort/financien');
    const page = await new Visitor(real).get('/inloggen?terug=//elders.nl');
    expect(page.body).not.toContain('elders.nl"');
  });

  it('says what is wrong beside the field, keeps the address and forgets the password', async () => {
    const answer = await logIn(new Visitor(real), { wachtwoord: 'iets heel anders' });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Dit e-mailadres en wachtwoord horen niet bij elkaar.');
    expect(answer.body).toContain(`value="${email}"`);
    expect(answer.body).not.toContain('iets heel anders');
    expect(answer.headers.getSetCookie().join()).not.toContain('sessie=');
    const unknown = await logIn(new Visitor(real), { email: 'niemand@voorbeeld.nl', wachtwoord: 'iets heel anders' });
    const plain = (body: string) => body.replace(/value="[^"]*"/g, '').replace(/(niemand|samen)@voorbeeld.nl/g, '');
    expect(plain(unknown.body)).toBe(plain(answer.body));
  });

  it('must wait after five failures, and says how long', async () => {
    for (let i = 0; i < 5; i++) await logIn(new Visitor(real), { wachtwoord: `nummer ${i}` });
    const answer = await logIn(new Visitor(real));
    expect(answer.status).toBe(429);
    expect(answer.body).toContain('Probeer het over 15 minuten opnieuw.');
  });

  it('needs the token of the form', async () => {
    const visitor = new Visitor(real);
    await visitor.get('/inloggen');
    const answer = await visitor.post('/inloggen', { email, wachtwoord: password }, { csrf: 'nonsense' });
    expect(answer.status).toBe(403);
    expect((await new Visitor(real).post('/uitloggen', {})).status).toBe(403);
    expect((await new Visitor(real).post('/rol', { lidmaatschap: memberships.councillor as string })).status).toBe(403);
  });

  it('takes nonsense for a wrong login', async () => {
    const visitor = new Visitor(real);
    await visitor.get('/inloggen');
    for (const fields of [{}, { email: ['a', 'b'], wachtwoord: ['a', 'b'] }, { email: '\u0000', wachtwoord: '\u0000' }])
      expect((await visitor.post('/inloggen', fields as Record<string, string>)).status).toBe(401);
  });

  it('gives a new session, and ends the one before', async () => {
    const visitor = new Visitor(real);
    await logIn(visitor);
    const before = visitor.cookies.get('sessie') as string;
    await logIn(visitor);
    expect(visitor.cookies.get('sessie')).not.toBe(before);
    visitor.cookies.set('sessie', before);
    expect((await visitor.get('/amersfoort/financien/koppelingen')).status).toBe(303);
  });
});

describe('a role', () => {
  it('is switched by a form', async () => {
    const visitor = new Visitor(real);
    await logIn(visitor);
    await visitor.get('/inloggen');
    const answer = await visitor.post('/rol', { lidmaatschap: memberships.councillor as string });
    expect([answer.status, answer.location]).toEqual([303, '/oss/raad']);
    expect((await visitor.get('/inloggen')).body).toContain('U bent al ingelogd als raadslid in Oss.');
    expect((await visitor.post('/rol', { lidmaatschap: here })).status).toBe(404);
  });

  it('can be tried in a demo, with a button each', async () => {
    const visitor = new Visitor(demo);
    const page = await visitor.get('/inloggen?terug=/oss/raad/wijken');
    expect(page.body.match(/action="\/inloggen\/proefrol"/g)).toHaveLength(2);
    expect(page.body.indexOf('>Oss<')).toBeLessThan(page.body.indexOf('>Amersfoort<'));
    const answer = await visitor.post('/inloggen/proefrol', { lidmaatschap: memberships.councillor as string, terug: '/oss/raad/wijken' });
    expect([answer.status, answer.location]).toEqual([303, '/oss/raad/wijken']);
    await visitor.get('/inloggen');
    const other = await visitor.post('/inloggen/proefrol', {
      lidmaatschap: memberships.finance_officer as string,
      terug: '/oss/raad/wijken',
    });
    expect(other.location).toBe('/amersfoort/financien');
  });

  it('cannot be tried outside a demo', async () => {
    const visitor = new Visitor(real);
    expect((await visitor.get('/inloggen')).body).not.toContain('proefrol');
    const answer = await visitor.post('/inloggen/proefrol', { lidmaatschap: memberships.councillor as string });
    expect(answer.status).toBe(404);
    expect(visitor.cookies.has('sessie')).toBe(false);
  });
});

describe('a connection', () => {
  const base = '/amersfoort/financien/koppelingen';
  const nextMonth = new Date(Date.now() + 30 * 24 * 3600_000).toISOString().slice(0, 10);

  it('is made, shown once, listed and revoked', async () => {
    const visitor = new Visitor(real);
    await logIn(visitor);
    expect((await visitor.get(base)).body).toContain('Er is nog geen koppeling.');
    await visitor.get(`${base}/nieuw`);
    const made = await visitor.post(`${base}/nieuw`, { naam: 'Pakket <b>', bevoegdheden: ['budget.view', 'entries.read'], tot: nextMonth });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const token = /bk_[0-9a-f]{32}_[\w-]{43}/.exec(made.body)?.[0] as string;
    expect(await actorByToken(test.database, token)).toMatchObject({ municipalityId: here, scopes: ['budget.view', 'entries.read'] });

    const list = (await visitor.get(base)).body;
    expect(list).toContain('Pakket &lt;b>');
    expect(list).not.toContain(token);
    const path = new RegExp(`${base}/[0-9a-f-]{36}/intrekking`).exec(list)?.[0] as string;
    expect((await visitor.get(path)).body).toContain('Koppeling intrekken');
    expect((await visitor.post(path, {})).location).toBe(base);
    expect((await visitor.get(base)).body).toContain('De koppeling Pakket &lt;b> is ingetrokken.');
    const { rows } = await test.owner.query('select revoked_at is not null as revoked from api_tokens');
    expect(rows).toEqual([{ revoked: true }]);
    expect((await visitor.get(path)).status).toBe(303);
  });

  it('says beside each field what is missing, and makes nothing', async () => {
    const visitor = new Visitor(real);
    await logIn(visitor);
    await visitor.get(`${base}/nieuw`);
    const answer = await visitor.post(`${base}/nieuw`, { naam: '', tot: '2020-01-01' });
    expect(answer.status).toBe(422);
    for (const id of ['naam', 'bevoegdheden', 'tot']) expect(answer.body).toContain(`id="${id}-fout"`);
    expect(await visitor.post(`${base}/nieuw`, { naam: 'X', bevoegdheden: 'draw.reserve', tot: nextMonth })).toHaveProperty('status', 422);
    expect((await test.owner.query(`select 1 from api_tokens where revoked_at is null`)).rowCount).toBe(0);
  });

  it('is not there for another role or another municipality', async () => {
    const visitor = new Visitor(real);
    await logIn(visitor);
    expect((await visitor.get('/oss/financien/koppelingen')).status).toBe(403);
    expect((await visitor.get(`${base}/geen-id/intrekking`)).status).toBe(404);
    expect((await visitor.get(`${base}/${here}/intrekking`)).status).toBe(404);
    expect((await visitor.get('/nergens/financien/koppelingen')).status).toBe(404);
  });
});
