import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildTown } from '../fixtures/town.js';
import { type Answer, apiTown, type ApiTown, type Client } from './kit.js';

/** Files of sources and budgets: uploaded, looked at, and made all or nothing. */
describe('imports', () => {
  let api: ApiTown;
  let finance: Client;
  beforeAll(async () => {
    api = await apiTown();
    finance = await api.client(api.town.as.finance);
  });
  afterAll(() => api.close());

  const upload = async (csv: string | Buffer, fields: Record<string, string> = {}, part = 'file', client = finance): Promise<Answer> => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ kind: 'sources', councilDecisionId: api.town.decisionId, ...fields }))
      form.set(name, value);
    if (csv.length > 0) form.set(part, new Blob([typeof csv === 'string' ? csv : new Uint8Array(csv)]), 'bronnen.csv');
    const request = new Request('http://localhost', { method: 'POST', body: form });
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return client.send('POST', '/api/v1/imports', { text: Buffer.from(await request.arrayBuffer()), headers });
  };
  const file = (name: string) => `naam;soort;taakveld;jaar;bedrag\n${name};extra;6.1;2026;1.846,50\n${name};extra;6.1;2027;7.692`;

  it('are looked at before anything is made, and then made once', async () => {
    const uploaded = await upload(file('Welzijn'));
    const { id } = uploaded.body;
    expect(uploaded).toMatchObject({
      status: 201,
      headers: { location: `/api/v1/imports/${id}` },
      body: { kind: 'sources', fileName: 'bronnen.csv', doneAt: null, lineCount: 2, sourceCount: 1, problemCount: 0, problems: [] },
    });
    expect(uploaded.body.totals).toEqual([
      { source: 'Welzijn', fiscalYear: 2026, amount: { amountCents: 184_650, currency: 'EUR' }, free: null },
      { source: 'Welzijn', fiscalYear: 2027, amount: { amountCents: 769_200, currency: 'EUR' }, free: null },
    ]);
    expect(uploaded.body.notes).toMatchObject([{ line: 3, column: 'bedrag', detail: expect.stringContaining('€') }]);
    expect((await finance.get('/api/v1/funding-sources')).body.items).toEqual([]);

    const key = { 'idempotency-key': randomUUID() };
    const made = await finance.post(`/api/v1/imports/${id}/confirmation`, {}, key);
    expect(made).toMatchObject({ status: 201, body: { importId: id, sourceIds: [expect.any(String)], neighbourhoodBudgetIds: [] } });
    const [again, later] = [
      await finance.post(`/api/v1/imports/${id}/confirmation`, {}, key),
      await finance.post(`/api/v1/imports/${id}/confirmation`, {}),
    ];
    expect([again.text, later.body]).toEqual([made.text, made.body]);
    expect((await finance.get('/api/v1/funding-sources')).body.items).toMatchObject([{ id: made.body.sourceIds[0], name: 'Welzijn' }]);
    expect((await finance.get(`/api/v1/imports/${id}`)).body).toMatchObject({ doneAt: expect.any(String), sourceCount: 1, totals: [] });
  });

  it('that are wrong say so per line, in the language of the caller, and make nothing', async () => {
    const { body } = await upload('naam;soort;taakveld;jaar;bedrag\nA;loterij;6.1;2026;1,234');
    expect(body.problems).toEqual([
      { line: 2, column: 'soort', detail: expect.stringContaining('Enter what kind of money') },
      { line: 2, column: 'bedrag', detail: expect.stringContaining('at most two decimals') },
    ]);
    const dutch = await finance.get(`/api/v1/imports/${body.id}`, { 'accept-language': 'nl' });
    expect(dutch.body.problems[1].detail).toContain('hoogstens twee cijfers');
    expect(await finance.post(`/api/v1/imports/${body.id}/confirmation`, {})).toMatchObject({
      status: 409,
      body: { type: '/problems/import-has-problems', errors: [{ field: 'regel-2' }, { field: 'regel-2' }] },
    });
  });

  it.each<[string, () => Promise<Answer>, number, string[]]>([
    ['no file', () => upload(''), 422, ['file']],
    ['a file by another name', () => upload(file('A'), {}, 'document'), 422, ['file']],
    ['another kind', () => upload(file('A'), { kind: 'draws' }), 422, ['kind']],
    ['columns nobody expects', () => upload('a,b\n1,2'), 422, ['file']],
    ['a million lines', () => upload(file('A') + '\na;b'.repeat(1_000_000)), 422, ['file']],
    ['six megabytes', () => upload(Buffer.alloc(6 * 1024 * 1024, 'a')), 413, ['file']],
    ['eleven megabytes', () => upload(Buffer.alloc(11 * 1024 * 1024, 'a')), 413, []],
    ['a decision that is not there', () => upload(file('A'), { councilDecisionId: randomUUID() }), 404, []],
  ])('with %s are refused', async (_, send, status, fields) => {
    const answer = await send();
    expect([answer.status, ((answer.body.errors ?? []) as { field: string }[]).map(({ field }) => field)]).toEqual([status, fields]);
  });

  it('of another municipality do not exist, and are not for every role', async () => {
    const { id } = (await upload(file('B'))).body;
    const other = await buildTown(api.db);
    const stranger = await api.client(other.as.finance, undefined, other);
    expect((await stranger.get(`/api/v1/imports/${id}`)).status).toBe(404);
    expect((await stranger.post(`/api/v1/imports/${id}/confirmation`, {})).status).toBe(404);
    const supplier = await api.client(api.town.as.supplier);
    expect((await upload(file('B'), {}, 'file', supplier)).status).toBe(403);
  });
});
