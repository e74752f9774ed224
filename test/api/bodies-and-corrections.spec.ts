import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import { addMembership, createPerson } from '../../libs/identity/index.js';
import { confirmDelivery } from '../../libs/payments/index.js';
import { addOrganisation, type Organisation } from '../../libs/relations/index.js';
import { draw, giveBudget, giveRight } from '../fixtures/town.js';
import { equation, proven } from '../scenarios/kit.js';
import { type Answer, apiTown, type ApiTown, type Client, euros } from './kit.js';

let api: ApiTown;
let budgetId: string;
let other: Organisation;
let clients: Record<'finance' | 'finance2' | 'body' | 'otherBody', Client>;
beforeAll(async () => {
  api = await apiTown();
  const { town } = api;
  budgetId = await giveBudget(town);
  other = await town.run((tx) => addOrganisation(tx, { name: 'Buurtcoöperatie', kinds: ['neighbourhood_body'] }));
  const otherActor = await town.run(async (tx) => {
    const person = await createPerson(tx, { email: `${newId()}@example.org`, name: 'Ander' });
    await addMembership(tx, { personId: person.id, role: 'neighbourhood_body', organisationId: other.id });
    return { personId: person.id, role: 'neighbourhood_body', organisationId: other.id };
  });
  clients = {
    finance: await api.client(town.as.finance),
    finance2: await api.client(town.as.finance2),
    body: await api.client(town.as.body),
    otherBody: await api.client(otherActor),
  };
});
afterAll(() => api.close());

const said = ({ status, body }: Answer) => `${status} ${String(body?.type ?? '').replace('/problems/', '')}`.trim();

describe('spending inside a delegated budget', () => {
  it('is refused at every door to the finance officer and to another body, with the reason', async () => {
    const { town } = api;
    const rightId = await giveRight(town, budgetId);
    const reserved = await draw(town, rightId, 1_000);
    const delivered = await draw(town, rightId, 2_000);
    await town.run((tx) => confirmDelivery(tx, delivered.id, { as: 'supplier' }), town.as.supplier);
    const right = {
      ...{ budgetId, holderId: town.initiative.id, neighbourhoodId: town.neighbourhoods[0]!.id, publicValueId: town.values[0] },
      ...{ title: 'Recht', kind: 'money', amount: euros(1_000), validFrom: '2026-01-01', validTo: '2026-12-31', considerations: 'Omdat.' },
    };
    const reason = { reason: 'Zomaar' };
    const doors: [path: string, body: object, otherBody: string][] = [
      ['drawing-right-previews', right, '403 not-the-neighbourhood-body'],
      ['drawing-rights', right, '403 not-the-neighbourhood-body'],
      [`drawing-rights/${rightId}/ending`, reason, '403 not-the-neighbourhood-body'],
      ['draws', { drawingRightId: rightId, supplierId: town.supplier.id, amount: euros(100), purpose: 'Zand' }, '403 forbidden'],
      [`draws/${reserved.id}/confirmation`, {}, '403 forbidden'],
      [`draws/${reserved.id}/voiding`, reason, '403 forbidden'],
      [`draws/${delivered.id}/reversal`, reason, '403 not-the-neighbourhood-body'],
    ];
    const before = await equation(town, budgetId);
    for (const [path, body, otherBody] of doors) {
      const answer = await clients.finance.post(`/api/v1/${path}`, body);
      expect({ path, said: said(answer), reason: answer.body.detail }).toEqual({
        path,
        said: '403 forbidden',
        reason: expect.stringMatching(/\w{3}/),
      });
      expect({ path, said: said(await clients.otherBody.post(`/api/v1/${path}`, body)) }).toEqual({ path, said: otherBody });
    }
    expect(await equation(town, budgetId)).toEqual(before);
    await proven(town);
  });
});

describe('bodies', () => {
  it('are recognised, get a budget with house rules, and lose both by decisions', async () => {
    const { decisionId } = api.town;
    const recognition = { organisationId: other.id, councilDecisionId: decisionId };
    const delegation = { bodyId: other.id, councilDecisionId: decisionId, houseRules: 'Eerst de buren\nDan de wijk' };
    const path = `/api/v1/neighbourhood-budgets/${budgetId}/delegation`;
    expect(said(await clients.finance.post(path, delegation))).toBe('422 bad-input');
    expect(said(await clients.body.post('/api/v1/neighbourhood-bodies', recognition))).toBe('403 forbidden');
    const made = await clients.finance.post('/api/v1/neighbourhood-bodies', recognition);
    expect(made).toMatchObject({ status: 201, body: { id: other.id, recognition: { councilDecisionId: decisionId }, budgetIds: [] } });
    expect(said(await clients.finance.post('/api/v1/neighbourhood-bodies', recognition))).toBe('409 body-recognised');
    const key = { 'idempotency-key': newId() };
    const first = await clients.finance.post(path, delegation, key);
    expect(first).toMatchObject({ status: 200, body: { budgetId, bodyId: other.id, houseRules: 'Eerst de buren\nDan de wijk' } });
    expect((await clients.finance.post(path, delegation, key)).body.id).toBe(first.body.id);
    expect((await clients.body.get(path)).body).toEqual(first.body);
    const list = (await clients.body.get('/api/v1/neighbourhood-bodies')).body.items;
    expect(list.map((one: { name: string; budgetIds: string[] }) => [one.name, one.budgetIds])).toEqual([
      ['Bewonersplatform', []],
      ['Buurtcoöperatie', [budgetId]],
    ]);
    const end = { councilDecisionId: decisionId, reason: 'Opgeheven' };
    expect(said(await clients.finance.post(`/api/v1/neighbourhood-bodies/${other.id}/ending`, end))).toBe('409 body-has-budgets');
    await clients.finance.post(path, { ...delegation, bodyId: api.town.body.id });
    const ended = await clients.finance.post(`/api/v1/neighbourhood-bodies/${other.id}/ending`, end);
    expect(ended).toMatchObject({ status: 200, body: { recognition: { endedOn: '2026-03-02', endReason: 'Opgeheven' } } });
  });
});

describe('corrections', () => {
  /** The entry by which a new source got this much. */
  const funded = async (cents: number): Promise<string> => {
    const source = {
      ...{ name: `Bron ${newId()}`, kind: 'extra', taskField: '6.1', councilDecisionId: api.town.decisionId },
      years: [{ fiscalYear: 2026, amount: euros(cents) }],
    };
    const { body } = await clients.finance.post('/api/v1/funding-sources', source);
    return (await clients.finance.get(`/api/v1/entries?figure=funded&fundingSourceId=${body.id}`)).body.items[0].id;
  };
  const reason = { reason: 'Dubbel geboekt' };

  it('take an entry back once per key', async () => {
    const id = await funded(250_000);
    const key = { 'idempotency-key': newId() };
    const made = await clients.finance.post(`/api/v1/entries/${id}/correction`, reason, key);
    expect(made).toMatchObject({ status: 200, body: { entryId: id, amount: euros(250_000), state: 'booked', needsSecond: false } });
    expect((await clients.finance.post(`/api/v1/entries/${id}/correction`, reason, key)).body).toEqual(made.body);
    expect(said(await clients.finance.post(`/api/v1/entries/${id}/correction`, reason))).toBe('409 already-corrected');
    expect((await clients.finance.get(`/api/v1/entries/${id}`)).body.reversedById).toBe(made.body.reversalId);
  });

  it('wait for a second person above the mandate', async () => {
    const id = await funded(250_001);
    const { body: correction } = await clients.finance.post(`/api/v1/entries/${id}/correction`, reason);
    expect(correction).toMatchObject({ state: 'waiting', needsSecond: true, mandate: euros(250_000), reversalId: null });
    const waiting = (await clients.finance2.get('/api/v1/corrections?waiting=true')).body.items;
    expect(waiting.map((one: { id: string }) => one.id)).toEqual([correction.id]);
    const path = `/api/v1/corrections/${correction.id}`;
    expect(said(await clients.finance.post(`${path}/approval`, {}))).toBe('403 second-person-needed');
    expect(said(await clients.body.post(`${path}/approval`, {}))).toBe('403 forbidden');
    expect((await clients.finance2.post(`${path}/approval`, {})).body).toMatchObject({ state: 'booked', id: correction.id });
    expect((await clients.finance.get(path)).body.state).toBe('booked');
    expect(said(await clients.finance2.post(`${path}/refusal`, reason))).toBe('409 correction-booked');
    await proven(api.town);
  });

  it('are refused with a reason, and then the entry can be proposed again', async () => {
    const id = await funded(900_000);
    const { body: correction } = await clients.finance.post(`/api/v1/entries/${id}/correction`, reason);
    const refused = await clients.finance2.post(`/api/v1/corrections/${correction.id}/refusal`, { reason: 'Klopt wel' });
    expect(refused.body).toMatchObject({ state: 'refused', refusal: 'Klopt wel', reversalId: null });
    expect((await clients.finance.post(`/api/v1/entries/${id}/correction`, reason)).status).toBe(200);
  });

  it('are not the way for a plan: the right one is named', async () => {
    const plan = (await clients.finance.get('/api/v1/entries?limit=200')).body.items.find((one: { kind: string }) => one.kind === 'plan');
    const answer = await clients.finance.post(`/api/v1/entries/${plan.id}/correction`, reason);
    expect(answer).toMatchObject({ status: 409, body: { type: '/problems/other-way', detail: expect.stringContaining('council') } });
  });
});
