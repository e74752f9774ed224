import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { reservedInstalments } from '../../libs/budgets/index.js';
import { giveBudget } from '../fixtures/town.js';
import { proven } from '../scenarios/kit.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

let api: ApiTown;
let finance: Client;
let body: Client;
beforeAll(async () => {
  api = await apiTown('2026-11-12');
  [finance, body] = [await api.client(api.town.as.finance), await api.client(api.town.as.body)];
});
afterAll(() => api.close());

it('another system records the budget of the council, and invokes the reservation once', async () => {
  const { town } = api;
  const budgetId = await giveBudget(town);
  const [instalment] = await town.run(reservedInstalments);
  const url = `/api/v1/instalments/${instalment!.id}/withdrawal`;
  const withdrawal = { councilDecisionId: town.decisionId, amount: euros(100_001), reason: 'Minder geld.' };
  const early = await finance.post(url, withdrawal);
  expect([early.status, early.body.type]).toEqual([409, expect.stringContaining('council-budget-not-recorded')]);

  const recorded = { fiscalYear: 2027, councilDecisionId: town.decisionId, adoptedOn: '2026-11-10' };
  expect((await body.post('/api/v1/council-budgets', recorded)).status).toBe(403);
  const made = await finance.post('/api/v1/council-budgets', recorded);
  expect([made.status, made.body]).toEqual([
    201,
    { ...recorded, presumed: false, lapsesOn: '2026-12-08', countsFrom: '2027-01-01', reserved: euros(14_000_000) },
  ]);
  expect((await finance.post('/api/v1/council-budgets', { ...recorded, adoptedOn: '2026-11-09' })).status).toBe(409);

  const key = { 'idempotency-key': 'once' };
  const first = await finance.post(url, withdrawal, key);
  expect([first.status, first.body]).toMatchObject([200, { amount: euros(100_001), ground: 'reservation', reason: 'Minder geld.' }]);
  expect((await finance.post(url, withdrawal, key)).body).toEqual(first.body);
  expect((await body.post(url, withdrawal)).status).toBe(403);
  const list = await finance.get('/api/v1/council-budgets');
  expect(list.body.items).toMatchObject([{ fiscalYear: 2027, reserved: euros(14_000_000 - 100_001) }]);
  const grant = {
    budgetId,
    holderId: town.initiative.id,
    neighbourhoodId: town.neighbourhoods[0]!.id,
    publicValueId: town.values[0],
    title: 'Zomerfeest',
    kind: 'money',
    amount: euros(5_000),
    validFrom: '2027-01-01',
    validTo: '2027-12-31',
    considerations: 'Staat in de agenda.',
  };
  expect((await body.post('/api/v1/drawing-right-previews', grant)).body.condition).toEqual({
    fiscalYear: 2027,
    lapsesOn: '2026-12-08',
    countsFrom: '2027-01-01',
  });
  const right = await body.post('/api/v1/drawing-rights', grant);
  expect([right.status, right.body]).toMatchObject([201, { state: 'conditional', conditionalUntil: '2026-12-08', free: euros(0) }]);
  await proven(town);
});
