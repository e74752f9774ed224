import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { openApiDocument } from '../../apps/api/openapi.js';
import { PERMISSIONS } from '../../libs/identity/index.js';
import { apiTown, type ApiTown } from './kit.js';

/** The document, its page, and whether the service works. */
describe('the documentation of the API', () => {
  let api: ApiTown;
  beforeAll(async () => {
    api = await apiTown();
  });
  afterAll(() => api.close());

  it('is the same without a database, as committed, and as served', async () => {
    const made = await openApiDocument();
    expect(JSON.parse(readFileSync('docs/openapi.json', 'utf8'))).toEqual(made);
    const served = await api.open.get('/api/v1/openapi.json');
    expect(served).toMatchObject({ status: 200, body: made });
    expect(made.openapi).toBe('3.1.0');
  });

  it('names every operation once, and points at nothing that is not there', async () => {
    const document = JSON.parse(JSON.stringify(await openApiDocument()));
    const operations = Object.values<
      Record<string, { operationId: string; summary: string; responses: object; security?: { token: string[] }[] }>
    >(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const { operationId, summary, responses, security } of operations) {
      expect({ operationId, said: summary.length > 5 }).toEqual({ operationId, said: true });
      expect({ operationId, good: Object.keys(responses).filter((status) => status < '300') }).toEqual({
        operationId,
        good: [expect.any(String)],
      });
      for (const scope of security?.flatMap((one) => one.token) ?? []) expect(PERMISSIONS).toContain(scope);
    }
    for (const [, target] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = target!.split('/').reduce((at, key) => at?.[key], document);
      expect({ target, found: typeof found }).toEqual({ target, found: 'object' });
    }
  });

  it('is a page of our own, without anything from elsewhere', async () => {
    const page = await api.open.get('/api/docs');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('Reserve a draw on a drawing right');
    expect(page.text).toContain('<code>draw.reserve</code>');
    expect(
      [...page.text.matchAll(/(?:src|href)="([^"#]*)"/g)].map((match) => match[1]).filter((address) => !address?.startsWith('/')),
    ).toEqual(expect.not.arrayContaining([expect.stringMatching(/./)]));
    expect(page.text).not.toMatch(/<script|style="/);
    const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    expect(await api.open.get('/api/docs/style.css')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/css; charset=utf-8' },
    });
    expect(await api.open.get('/api')).toMatchObject({ status: 302, headers: { location: '/api/docs' } });
  });

  it('says whether the database works', async () => {
    expect(await api.open.get('/api/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    const away = await apiTown();
    await away.db.close();
    expect(await away.open.get('/api/health')).toMatchObject({ status: 503, body: { type: '/problems/database-unreachable' } });
    await away.app.close();
  });
});
