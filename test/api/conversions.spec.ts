import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import { buildTown } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

describe('contracts by API', () => {
  let api: ApiTown;
  let finance: Client;
  beforeAll(async () => {
    api = await apiTown();
    finance = await api.client(api.town.as.finance);
  });
  afterAll(() => api.close());

  const contract = (change: object = {}) => ({
    ...{ what: 'Welzijnsopdracht 2023–2027', supplier: 'Stichting Voorbeeld', kind: 'contract', taskField: '6.1' },
    ...{ yearlyAmount: euros(12_000_000), endsOn: '2027-12-31' },
    ...change,
  });
  const recorded = async () => (await finance.post('/api/v1/contracts', contract())).body.id as string;
  const schedule = (change: object = {}) => ({
    ...{ councilDecisionId: api.town.decisionId, name: `Omgezet ${newId()}`, firstYear: 2027 },
    ...{ transition: [{ basisPoints: 2_500 }, { amount: euros(6_000_001) }], fullYears: 1 },
    ...change,
  });

  it('are recorded, converted once, and read with every year', async () => {
    const made = await finance.post('/api/v1/contracts', contract());
    const path = `/api/v1/contracts/${made.body.id}`;
    expect(made).toMatchObject({ status: 201, headers: { location: path }, body: { conversion: null, takenOver: [], unplanned: [] } });
    expect(made.body.years).toHaveLength(3);

    const [asked, key] = [schedule(), { 'idempotency-key': newId() }];
    const first = await finance.post(`${path}/conversion`, asked, key);
    const second = await finance.post(`${path}/conversion`, asked, key);
    expect(first).toMatchObject({ status: 200, body: { id: made.body.id } });
    expect(second).toMatchObject({ status: 200, body: first.body, headers: { 'idempotent-replayed': 'true' } });
    const parts = [3_000_000, 6_000_001, 12_000_000].map((cents, index) => ({ fiscalYear: 2027 + index, amount: euros(cents) }));
    expect(first.body.conversion).toMatchObject({ councilDecisionId: api.town.decisionId, parts });
    expect(first.body.unplanned).toEqual(parts);
    expect(first.body.years).toEqual(
      [
        [12_000_000, 0, 12_000_000, 0],
        [12_000_000, 3_000_000, 9_000_000, 0],
        [0, 6_000_001, 0, 5_999_999],
        [0, 12_000_000, 0, 0],
      ].map(([running, converted, remaining, uncovered], index) => ({
        fiscalYear: 2026 + index,
        ...{ running: euros(running!), converted: euros(converted!), remaining: euros(remaining!), uncovered: euros(uncovered!) },
      })),
    );
    expect((await finance.get(path)).body).toEqual(first.body);
    const { items } = (await finance.get('/api/v1/contracts')).body;
    expect(items).toEqual([expect.objectContaining({ id: made.body.id, conversion: first.body.conversion })]);
    const source = await finance.get(`/api/v1/funding-sources/${first.body.conversion.fundingSourceId}`);
    expect(source.body).toMatchObject({ name: asked.name, kind: 'converted', taskField: '6.1' });
    expect(await finance.post(`${path}/conversion`, schedule())).toMatchObject({
      status: 409,
      body: { type: '/problems/contract-converted' },
    });
  });

  it.each<[string, object, number, string]>([
    ['more than the contract', { transition: [{ amount: euros(12_000_001) }] }, 422, 'transition.0'],
    ['more than all of it', { transition: [{ basisPoints: 10_001 }] }, 422, 'transition.0.basisPoints'],
    ['a share and an amount', { transition: [{ basisPoints: 1, amount: euros(1) }] }, 422, 'transition.0'],
    ['neither', { transition: [{}] }, 422, 'transition.0'],
    ['a year after the end, that leaves a hole', { firstYear: 2029 }, 422, 'firstYear'],
    ['no year at all', { transition: [], fullYears: 0 }, 422, 'fullYears'],
    ['more than thirty years', { fullYears: 30 }, 422, 'fullYears'],
    ['an unknown decision', { councilDecisionId: newId() }, 404, ''],
    ['a field we do not know', { yearlyCents: 1 }, 422, 'yearlyCents'],
  ])('refuse a conversion with %s, and book nothing', async (_, change, status, field) => {
    const id = await recorded();
    const count = async () => (await api.db.owner.query('select count(*) from transfers')).rows;
    const before = await count();
    const answer = await finance.post(`/api/v1/contracts/${id}/conversion`, schedule(change));
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { detail: expect.any(String) } });
    if (field) expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(await count()).toEqual(before);
  });

  it.each<[string, object, string]>([
    ['an amount of nothing', { yearlyAmount: euros(0) }, 'yearlyAmount.amountCents'],
    ['a day too far away', { endsOn: '2060-01-01' }, 'endsOn'],
    ['a kind we do not know', { kind: 'gift' }, 'kind'],
    ['a task field that is none', { taskField: 'zorg' }, 'taskField'],
  ])('are refused with %s', async (_, change, field) => {
    const answer = await finance.post('/api/v1/contracts', contract(change));
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('are of one municipality, and for its finance officer', async () => {
    const other = await buildTown(api.db);
    const [elsewhere, body] = [await api.client(other.as.finance, undefined, other), await api.client(api.town.as.body)];
    const id = await recorded();
    expect((await elsewhere.get(`/api/v1/contracts/${id}`)).status).toBe(404);
    expect((await elsewhere.post(`/api/v1/contracts/${id}/conversion`, schedule({ councilDecisionId: other.decisionId }))).status).toBe(
      404,
    );
    expect((await elsewhere.get('/api/v1/contracts')).body.items).toEqual([]);
    expect((await body.post('/api/v1/contracts', contract())).status).toBe(403);
    expect((await body.post(`/api/v1/contracts/${id}/conversion`, schedule())).status).toBe(403);
  });
});
