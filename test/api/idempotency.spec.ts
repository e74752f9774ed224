import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { giveBudget, giveRight } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

/** A call that moves money is done once per key, however often and however quickly it arrives. */
describe('Idempotency-Key', () => {
  let api: ApiTown;
  let initiative: Client;
  let rightId: string;
  beforeAll(async () => {
    api = await apiTown();
    initiative = await api.client(api.town.as.initiative);
    rightId = await giveRight(api.town, await giveBudget(api.town), { amount: 100_000 });
  });
  afterAll(() => api.close());

  const request = (amountCents = 1_000) => ({
    drawingRightId: rightId,
    supplierId: api.town.supplier.id,
    amount: euros(amountCents),
    purpose: 'Zand en klinkers',
  });
  const drawn = async () => Number((await api.db.owner.query('select count(*) from draws')).rows[0].count);

  it('is needed', async () => {
    const before = await drawn();
    const answer = await initiative.send('POST', '/api/v1/draws', { body: request() });
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/idempotency-key-missing' } });
    for (const key of ['with a space', 'x'.repeat(201)]) {
      expect(await initiative.post('/api/v1/draws', request(), { 'idempotency-key': key })).toMatchObject({ status: 422 });
    }
    expect(await drawn()).toBe(before);
  });

  it('gives the same request the same answer, to the byte', async () => {
    const before = await drawn();
    const key = { 'idempotency-key': randomUUID() };
    const first = await initiative.post('/api/v1/draws', request(), key);
    expect(first).toMatchObject({ status: 201, headers: { location: `/api/v1/draws/${first.body.id}` } });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await initiative.post('/api/v1/draws', request(), key);
    expect(again).toMatchObject({
      status: 201,
      text: first.text,
      headers: { 'idempotent-replayed': 'true', location: first.headers.location },
    });
    expect(await drawn()).toBe(before + 1);
  });

  it('belongs to one request', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect((await initiative.post('/api/v1/draws', request(), key)).status).toBe(201);
    const before = await drawn();
    const other = await initiative.post('/api/v1/draws', request(2_000), key);
    expect(other).toMatchObject({ status: 422, body: { type: '/problems/idempotency-key-reused' } });
    expect(await drawn()).toBe(before);
  });

  it('still answers when the request would be refused by now', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await initiative.post('/api/v1/draws', request(), key);
    await initiative.post(`/api/v1/draws/${first.body.id}/voiding`, { reason: 'Verzet.' });
    const rest = (await initiative.get(`/api/v1/drawing-rights/${rightId}`)).body.free.amountCents;
    const last = { 'idempotency-key': randomUUID() };
    const all = await initiative.post('/api/v1/draws', request(rest), last);
    expect(all.status).toBe(201);
    expect((await initiative.post('/api/v1/draws', request(rest), last)).text).toBe(all.text);
    expect((await initiative.post('/api/v1/draws', request(), key)).text).toBe(first.text);
    await initiative.post(`/api/v1/draws/${all.body.id}/voiding`, { reason: 'Verzet.' });
  });

  it('is free again after a refusal', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect(await initiative.post('/api/v1/draws', request(900_000), key)).toMatchObject({
      status: 409,
      body: { type: '/problems/right-exceeded' },
    });
    expect((await initiative.post('/api/v1/draws', request(), key)).status).toBe(201);
  });

  it('lets one of many at the same moment do it, and the others replay', async () => {
    const before = await drawn();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 12 }, () => initiative.post('/api/v1/draws', request(), key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'] === 'true')).toHaveLength(11);
    expect(await drawn()).toBe(before + 1);
  });

  it('never lets many draws at the same moment exceed the right, by one cent', async () => {
    const { free } = (await initiative.get(`/api/v1/drawing-rights/${rightId}`)).body;
    const each = Math.floor(free.amountCents / 10);
    const answers = await Promise.all(Array.from({ length: 14 }, () => initiative.post('/api/v1/draws', request(each))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(10).fill(201), ...Array(4).fill(409)]);
    expect((await initiative.get(`/api/v1/drawing-rights/${rightId}`)).body.free.amountCents).toBe(free.amountCents - 10 * each);
  });
});
