import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runClosing } from '../fixtures/closing.js';
import { giveBudget, giveRight } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

describe('closing a year by API', () => {
  let api: ApiTown;
  let finance: Client;
  let budgetId: string;
  beforeAll(async () => {
    api = await apiTown();
    finance = await api.client(api.town.as.finance);
    budgetId = await giveBudget(api.town, { amounts: [1_000_000], firstYear: 2025 });
    await giveRight(api.town, budgetId, { amount: 100_000, validFrom: '2025-01-01' });
  });
  afterAll(() => api.close());

  it('is refused in so many words while the year runs, or for what is no year', async () => {
    const running = await finance.post('/api/v1/closings', { fiscalYear: 2026 });
    expect([running.status, running.body.type]).toEqual([409, expect.stringMatching(/year-not-over$/)]);
    expect(running.text).toContain('1 January 2027');
    for (const fiscalYear of ['2026', 20.5, null, 1999, 2201])
      expect((await finance.post('/api/v1/closings', { fiscalYear })).status).toBe(422);
    expect((await finance.post('/api/v1/closings', { fiscalYear: 2024 })).status).toBe(422);
    for (const path of ['2024', 'nu', '2026.5', '1']) expect((await finance.get(`/api/v1/closings/${path}`)).status).toBe(404);
  });

  it('shows what it does, is asked for once per key, and shows what it did', async () => {
    const list = await finance.get('/api/v1/closings');
    expect(list.body.items.map((one: { fiscalYear: number; closedAt: unknown }) => [one.fiscalYear, one.closedAt])).toEqual([
      [2026, null],
      [2025, null],
    ]);
    const preview = await finance.get('/api/v1/closings/2025');
    expect(preview.body).toMatchObject({ closableFrom: '2026-01-01', free: euros(900_000), closing: null, budgets: [] });
    expect(preview.body.lines).toMatchObject([
      { budgetId, free: euros(900_000), carries: euros(900_000), returns: euros(0), waits: euros(0), held: euros(100_000), reason: null },
    ]);

    const key = { 'idempotency-key': randomUUID() };
    const asked = await finance.post('/api/v1/closings', { fiscalYear: 2025 }, key);
    expect([asked.status, asked.body.closing.state, asked.body.closing.run]).toEqual([202, 'pending', 1]);
    const replayed = await finance.post('/api/v1/closings', { fiscalYear: 2025 }, key);
    expect([replayed.status, replayed.text]).toEqual([202, asked.text]);
    await runClosing(api.db, api.town, asked.body.closing.jobId);

    const done = await finance.get('/api/v1/closings/2025');
    expect(done.body).toMatchObject({
      closedAt: expect.any(String),
      free: euros(0),
      closing: { state: 'done', progressDone: 1, progressTotal: 1 },
    });
    expect(done.body.lines).toMatchObject([{ carries: euros(0), carried: euros(900_000), held: euros(100_000) }]);
    expect(done.body.budgets).toMatchObject([{ budgetId, carried: euros(900_000), returned: euros(0), held: euros(100_000) }]);
    const again = await finance.post('/api/v1/closings', { fiscalYear: 2025 });
    expect([again.status, again.body.closing]).toEqual([202, done.body.closing]);
  });

  it('is for the finance officer', async () => {
    const body = await api.client(api.town.as.body);
    expect((await body.post('/api/v1/closings', { fiscalYear: 2025 })).status).toBe(403);
  });
});
