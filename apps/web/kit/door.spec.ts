import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { openWeb, Visitor, type WebDoor } from '../../../test/setup/visitor.js';
import { addMembership, createPerson, identityEntities } from '../../../libs/identity/index.js';
import { auditEntities } from '../../../libs/audit/index.js';

let test: TestDatabase;
let door: WebDoor;
const email = 'raad@voorbeeld.nl';
const password = 'een zin die ik onthoud';

beforeAll(async () => {
  test = await testDatabase({ entities: [...auditEntities, ...identityEntities] });
  const here = await createMunicipality(test.owner, { slug: 'amersfoort', name: 'Amersfoort' });
  await createMunicipality(test.owner, { slug: 'oss', name: 'Oss' });
  const { id: personId } = await test.database.shared((tx) => createPerson(tx, { email, name: 'Robin', password }));
  await test.database.transaction(here, (tx) => addMembership(tx, { personId, role: 'councillor' }));
  door = await openWeb(test.appUrl);
});
afterAll(async () => {
  await door?.close();
  await test?.close();
});

const ask = (path: string, init: RequestInit = {}) => fetch(door.address + path, { redirect: 'manual', ...init });

describe('what does not exist or cannot be read', () => {
  it.each(['/bestaat-niet-hier', '/amersfoort/bestaat/niet', '/Amersfoort%00', '/%2e%2e%2fetc', '/assets/weg.css', "/o'ss"])(
    '%s is a page that says so',
    async (path) => {
      const answer = await ask(path);
      const body = await answer.text();
      expect(answer.status).toBe(404);
      expect(body).toContain('Deze pagina is er niet');
      expect(body).toContain('Naar het begin');
    },
  );

  it('an address that is no address is a 400, in the shell', async () => {
    const answer = await ask('/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Dit kunnen wij niet lezen');
  });

  it.each([
    ['broken JSON', 'application/json', '{"a":', [415, 400]],
    ['XML', 'text/xml', '<a/>', [415]],
    ['a multipart body without parts', 'multipart/form-data; boundary=x', 'nonsense', [400, 403]],
    ['no boundary', 'multipart/form-data', 'nonsense', [400, 403, 406, 415]],
    ['a form that is too large', 'application/x-www-form-urlencoded', `a=${'x'.repeat(70_000)}`, [413]],
  ])('%s is refused in plain words', async (_, type, body, statuses) => {
    const answer = await ask('/inloggen', { method: 'POST', headers: { 'content-type': type }, body });
    expect(statuses).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('shows no internals when a page breaks', async () => {
    const visitor = new Visitor(door);
    visitor.cookies.set('sessie', 'x'.repeat(3000));
    expect((await visitor.get('/inloggen')).status).toBe(200);
  });
});

describe('forms', () => {
  it('without their token change nothing and say why', async () => {
    const visitor = new Visitor(door);
    await visitor.get('/inloggen');
    const answer = await visitor.post('/inloggen', { email, wachtwoord: password }, { csrf: 'geraden' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Deze pagina stond te lang open');
    expect(visitor.cookies.has('sessie')).toBe(false);
  });

  it('with files carry their token among their parts', async () => {
    const visitor = new Visitor(door);
    const token = /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/inloggen')).body)?.[1] as string;
    const form = new FormData();
    for (const [name, value] of Object.entries({ _csrf: token, email, wachtwoord: password })) form.set(name, value);
    form.set('foto', new Blob(['klein']), 'klein.txt');
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await ask('/inloggen', { method: 'POST', body: form, headers: { cookie } });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/amersfoort/raad']);
  });

  it('with a file that is too large are refused', async () => {
    const visitor = new Visitor(door);
    await visitor.get('/inloggen');
    const form = new FormData();
    form.set('bestand', new Blob([new Uint8Array(11 * 1024 * 1024)]), 'groot.pdf');
    const answer = await ask('/inloggen', { method: 'POST', body: form });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('10 MB');
  });
});

describe('who may be where', () => {
  it('sends a visitor to the login and back', async () => {
    const answer = await ask('/amersfoort/financien/koppelingen?x=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/inloggen?terug=%2Famersfoort%2Ffinancien%2Fkoppelingen%3Fx%3D1',
    ]);
  });

  it('refuses another role in plain words, and hides another municipality', async () => {
    const visitor = new Visitor(door);
    await visitor.logIn(email, password);
    const refused = await visitor.get('/amersfoort/financien/koppelingen');
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('U werkt hier als raadslid.');
    expect((await visitor.get('/oss/financien/koppelingen')).status).toBe(404);
    expect((await visitor.get('/nergens/financien/koppelingen')).status).toBe(404);
  });
});

describe('language', () => {
  it('is chosen by a link, remembered, and leads back to the same page of this site', async () => {
    const visitor = new Visitor(door);
    const answer = await visitor.get('/inloggen?terug=%2Foss&taal=en');
    expect([answer.status, answer.location]).toEqual([303, '/inloggen?terug=%2Foss']);
    expect((await visitor.get('/inloggen')).body).toContain('<html lang="en"');
    for (const path of ['//elders.nl?taal=nl', '/\\elders.nl?taal=nl'])
      expect((await visitor.get(path)).location ?? '/').toMatch(/^\/(?![/\\])/);
    expect((await visitor.get('/inloggen?taal=fr')).status).toBe(200);
  });
});

describe('headers', () => {
  it('allow nothing inline and nothing from elsewhere', async () => {
    const answer = await ask('/inloggen');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'self';base-uri 'none';object-src 'none';frame-ancestors 'none';form-action 'self'",
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keep static files for a year, packed for who takes that', async () => {
    const css = /href="(\/assets\/buurtkas\.[^"]+)"/.exec(await (await ask('/inloggen')).text())?.[1] as string;
    const answer = await ask(css, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const body = await answer.text();
    expect(body).toContain('.bk-masthead');
    const font = /url\(['"]?(\/assets\/[^'")]+\.woff2)/.exec(body)?.[1] as string;
    expect((await ask(font)).headers.get('content-type')).toBe('font/woff2');
  });
});
