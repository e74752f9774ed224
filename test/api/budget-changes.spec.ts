import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSource } from '../../libs/budgets/index.js';
import { giveBudget, giveRight } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

describe('changes of a budget', () => {
  let api: ApiTown;
  let officer: Client;
  let sourceId: string;
  let budgetId: string;
  let otherId: string;
  beforeAll(async () => {
    api = await apiTown();
    const { town } = api;
    officer = await api.client(town.as.finance);
    const years = [2026, 2027, 2028, 2029].map((fiscalYear) => ({ fiscalYear, cents: 1_000_000 }));
    sourceId = await town.run(
      async (tx) => (await createSource(tx, { name: 'Welzijn', kind: 'regular', taskField: '6.1', decisionId: town.decisionId, years })).id,
      town.as.finance,
    );
    const term = { amounts: [], sources: [{ sourceId, yearlyCents: 100_000 }], firstYear: 2026, lastYear: 2029 };
    budgetId = await giveBudget(town, term);
    otherId = await giveBudget(town, { ...term, neighbourhoodIds: [town.neighbourhoods[1]!.id] });
  });
  afterAll(() => api.close());

  const path = (end: string, id = budgetId) => `/api/v1/neighbourhood-budgets/${id}/${end}`;
  const decided = () => ({ councilDecisionId: api.town.decisionId, reasons: 'De raad besloot het.' });
  const parts = (amountCents: number, fiscalYear?: number) => [
    { fundingSourceId: sourceId, amount: euros(amountCents), ...(fiscalYear === undefined ? {} : { fiscalYear }) },
  ];
  const available = async (id: string) => (await officer.get(`/api/v1/neighbourhood-budgets/${id}`)).body.equation.available.amountCents;

  it('are made once per key, and can be read back', async () => {
    const body = { kind: 'increase', ...decided(), parts: parts(5_000, 2026) };
    const key = { 'idempotency-key': randomUUID() };
    const first = await officer.post(path('changes'), body, key);
    expect(first).toMatchObject({
      status: 201,
      body: { kind: 'increase', budgetId, otherBudgetId: null, parts: [{ fiscalYear: 2026, amount: euros(5_000) }] },
    });
    expect((await officer.post(path('changes'), body, key)).text).toBe(first.text);
    expect(await available(budgetId)).toBe(105_000);
    expect((await officer.get(first.headers.location as string)).body).toEqual(first.body);
    expect((await officer.get(path(`changes/${first.body.id}`, otherId))).status).toBe(404);

    const index = await officer.post(path('changes'), { kind: 'indexation', ...decided(), basisPoints: 100, fromYear: 2028 });
    expect(index.body.parts.map((part: { amount: object }) => part.amount)).toEqual([euros(1_000), euros(1_000)]);
    const move = { kind: 'reallocation', ...decided(), otherBudgetId: otherId, fiscalYear: 2026, parts: parts(500) };
    expect((await officer.post(path('changes'), move)).status).toBe(201);
    expect([await available(budgetId), await available(otherId)]).toEqual([104_500, 100_500]);
    const kinds = async (id: string) => (await officer.get(path('changes', id))).body.items.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(budgetId)).toEqual(['reallocation', 'indexation', 'increase']);
    expect(await kinds(otherId)).toEqual(['reallocation']);
  });

  it.each<[string, object, number, string]>([
    ['an increase without parts', { kind: 'increase' }, 422, 'parts'],
    ['an increase without a year', { kind: 'increase', parts: 'now' }, 422, 'parts'],
    ['an indexation without a percentage', { kind: 'indexation', fromYear: 2027 }, 422, 'basisPoints'],
    ['an indexation without a year', { kind: 'indexation', basisPoints: 100 }, 422, 'fromYear'],
    ['too high an indexation', { kind: 'indexation', basisPoints: 2_501, fromYear: 2027 }, 422, 'basisPoints'],
    ['a reallocation to nowhere', { kind: 'reallocation', fiscalYear: 2026 }, 422, 'otherBudgetId'],
    ['a kind that is none', { kind: 'ending' }, 422, 'kind'],
  ])('refuse %s', async (_, body: { parts?: string }, status, field) => {
    const before = await available(budgetId);
    const answer = await officer.post(path('changes'), { ...decided(), ...body, ...(body.parts ? { parts: parts(5) } : {}) });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(field);
    expect(await available(budgetId)).toBe(before);
  });

  it('refuse more than there is, with the amounts', async () => {
    const body = { kind: 'reallocation', ...decided(), otherBudgetId: otherId, fiscalYear: 2027, parts: parts(100_001) };
    expect(await officer.post(path('changes'), body)).toMatchObject({ status: 409, body: { type: '/problems/budget-exceeded' } });
  });

  it('are for the finance officer only', async () => {
    const body = await api.client(api.town.as.body);
    expect((await body.post(path('changes'), { kind: 'increase', ...decided(), parts: parts(5, 2026) })).status).toBe(403);
    expect((await body.post(path('ending'), { ...decided(), endsOn: '2026-12-31' })).status).toBe(403);
    expect((await body.get(path('changes'))).status).toBe(200);
  });

  it('end a budget early, with what was granted respected', async () => {
    await giveRight(api.town, budgetId, { amount: 100, validTo: '2026-06-30' });
    expect((await officer.get(path('notice'))).body).toEqual({
      runsSince: '2026-01-01',
      noticeIsDue: false,
      noticeUntil: '2026-03-02',
      earliestEnd: '2026-06-30',
    });
    const ending = { ...decided(), endsOn: '2026-06-29' };
    expect(await officer.post(path('ending'), ending)).toMatchObject({ status: 409, body: { type: '/problems/commitments-left' } });
    const key = { 'idempotency-key': randomUUID() };
    const done = await officer.post(path('ending'), { ...ending, endsOn: '2026-06-30' }, key);
    expect(done).toMatchObject({ status: 201, body: { budgetId, announcedOn: '2026-03-02', endsOn: '2026-06-30', endedAt: null } });
    expect((await officer.post(path('ending'), { ...ending, endsOn: '2026-06-30' }, key)).text).toBe(done.text);
    expect(await officer.post(path('ending'), { ...ending, endsOn: '2026-06-30' })).toMatchObject({
      status: 409,
      body: { type: '/problems/ending-announced' },
    });
  });
});
