import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, newId, type StoppedClock } from '../../libs/core/index.js';
import {
  budgetById,
  currentDelegation,
  delegateBudget,
  type DelegationRequest,
  delegationsOf,
  endRecognition,
  houseRulesOf,
  isRecognised,
  neighbourhoodBodies,
  neighbourhoodBody,
  previewDelegation,
  recogniseBody,
  recordDecision,
} from '../../libs/budgets/index.js';
import {
  confirmDraw,
  endRight,
  grantRight,
  previewGrant,
  reserveDraw,
  rightById,
  rightsOf,
  voidDraw,
} from '../../libs/drawing-rights/index.js';
import { confirmDelivery, reverseDelivery } from '../../libs/payments/index.js';
import { addOrganisation, type Organisation } from '../../libs/relations/index.js';
import { buildTown, draw, giveBudget, giveRight, grantRequest, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let other: Organisation;
let asOther: Actor;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  other = await town.run((tx) => addOrganisation(tx, { name: 'Buurtcoöperatie', kinds: ['neighbourhood_body'] }));
  asOther = { ...town.as.body, organisationId: other.id };
});

const recognise = (organisationId = other.id, change: { recognisedOn?: string; decisionId?: string } = {}) =>
  town.run((tx) => recogniseBody(tx, { organisationId, decisionId: town.decisionId, ...change }), town.as.finance);
const end = (organisationId: string, reason = 'Opgeheven', decisionId = town.decisionId) =>
  town.run((tx) => endRecognition(tx, { organisationId, decisionId, reason }), town.as.finance);
const delegate = (budgetId: string, change: Partial<DelegationRequest> = {}) =>
  town.run(
    (tx) => delegateBudget(tx, { budgetId, bodyId: other.id, decisionId: town.decisionId, houseRules: '', ...change }),
    town.as.finance,
  );
const body = (id: string) => town.run((tx) => neighbourhoodBody(tx, id));

describe('recognition', () => {
  it('rests on a decision, and is what a budget needs before it can be delegated', async () => {
    const budgetId = await giveBudget(town);
    expect(isRecognised(await body(other.id))).toBe(false);
    expect(await refusal(delegate(budgetId))).toBe('422 bodyId');
    await recognise();
    expect(await body(other.id)).toMatchObject({
      recognition: { decisionId: town.decisionId, decisionNumber: '2025-118', recognisedOn: '2026-03-02', endedOn: null },
      budgets: [],
    });
    expect(await refusal(delegate(budgetId))).toBe('fine');
    expect(await body(other.id)).toMatchObject({ budgets: [{ id: budgetId, firstYear: 2026, lastYear: 2029 }] });
  });

  it('is what a new budget needs for its body too', async () => {
    const adopt = () => giveBudget(town, { bodyId: other.id, pooledName: 'Samen' });
    expect(await refusal(adopt())).toBe('422 bodyId');
    await recognise();
    const budgetId = await adopt();
    expect(await town.run((tx) => currentDelegation(tx, budgetId))).toMatchObject({
      number: 1,
      bodyId: other.id,
      decisionId: town.decisionId,
      houseRules: '',
      fromOn: '2026-03-02',
      madeBy: town.as.finance.personId,
    });
  });

  it.each<[string, { recognisedOn?: string }]>([
    ['422 recognisedOn', { recognisedOn: '2026-03-01' }],
    ['422 recognisedOn', { recognisedOn: '2026-03-03' }],
    ['422 recognisedOn', { recognisedOn: 'gisteren' }],
    ['fine', { recognisedOn: '2026-03-02' }],
  ])('%s: %j', async (how, change) => {
    expect(await refusal(recognise(other.id, change))).toBe(how);
  });

  it('is for neighbourhood bodies of this municipality', async () => {
    const elsewhere = await buildTown(db);
    for (const id of [town.initiative.id, town.supplier.id, elsewhere.body.id, newId()])
      expect(await refusal(recognise(id))).toBe('422 organisationId');
    expect(await refusal(recognise(other.id, { decisionId: elsewhere.decisionId }))).toBe('404 not-found');
  });

  it('runs once at a time', async () => {
    expect(await outcomes(Array.from({ length: 5 }, () => recognise()))).toEqual({ fine: 1, '409 body-recognised': 4 });
  });

  it('ends with a decision and a reason, and may begin again', async () => {
    await recognise();
    expect(await refusal(end(other.id, ' '))).toBe('422 reason');
    expect(await refusal(end(other.id, 'x'.repeat(501)))).toBe('422 reason');
    expect(await refusal(end(other.id, 'Opgeheven', newId()))).toBe('404 not-found');
    expect(await end(other.id)).toMatchObject({ endedOn: '2026-03-02', endReason: 'Opgeheven', endDecisionId: town.decisionId });
    expect(await refusal(end(other.id))).toBe('404 not-found');
    expect(await body(other.id)).toMatchObject({ recognition: { endedOn: '2026-03-02', endReason: 'Opgeheven' } });
    await recognise();
    expect(isRecognised(await body(other.id))).toBe(true);
  });

  it('does not end while a budget is in its hands, and names that budget', async () => {
    const budgetId = await giveBudget(town, { pooledName: 'Soesterkwartier samen' });
    await expect(end(town.body.id)).rejects.toMatchObject({
      status: 409,
      type: 'body-has-budgets',
      words: { nl: expect.stringContaining('Soesterkwartier samen') },
    });
    await recognise();
    await delegate(budgetId);
    expect(await refusal(end(town.body.id))).toBe('fine');
  });

  it('may end once the budget is over', async () => {
    const budgetId = await giveBudget(town);
    db.clock.set('2030-01-02');
    expect(await refusal(end(town.body.id))).toBe('fine');
    await recognise();
    expect(await refusal(delegate(budgetId))).toBe('409 budget-is-over');
  });

  it('either ends or gets a budget, whoever comes first', async () => {
    const budgetId = await giveBudget(town);
    await recognise();
    const [ended, delegated] = await Promise.all([refusal(end(other.id)), refusal(delegate(budgetId))]);
    const { bodyId } = await town.run((tx) => budgetById(tx, budgetId));
    const recognised = isRecognised(await body(other.id));
    expect([ended, delegated, bodyId, recognised]).toEqual(
      ended === 'fine' ? ['fine', '422 bodyId', town.body.id, false] : ['409 body-has-budgets', 'fine', other.id, true],
    );
  });

  it('shows every body, by name, also one that was never recognised', async () => {
    const all = await town.run((tx) => neighbourhoodBodies(tx));
    expect(all.map(({ name, recognition }) => [name, recognition?.recognisedOn])).toEqual([
      ['Bewonersplatform', '2026-03-02'],
      ['Buurtcoöperatie', undefined],
    ]);
  });
});

describe('delegation', () => {
  let budgetId: string;
  beforeEach(async () => {
    budgetId = await giveBudget(town);
    await recognise();
  });

  it('shows what it does, does that, and moves no money', async () => {
    const rightId = await giveRight(town, budgetId);
    const before = await equation(town, budgetId);
    const request = { budgetId, bodyId: other.id, decisionId: town.decisionId, houseRules: '- Eerst de buren\r\n\n  * Dan de wijk  ' };
    expect(await town.run((tx) => previewDelegation(tx, request), town.as.finance)).toEqual({
      fromBodyId: town.body.id,
      toBodyId: other.id,
      houseRules: ['Eerst de buren', 'Dan de wijk'],
      runningRights: 1,
    });
    expect(await town.run((tx) => budgetById(tx, budgetId))).toMatchObject({ bodyId: town.body.id });
    await delegate(budgetId, request);
    expect(await town.run((tx) => budgetById(tx, budgetId))).toMatchObject({ bodyId: other.id });
    expect(await town.run((tx) => houseRulesOf(tx, budgetId))).toEqual(['Eerst de buren', 'Dan de wijk']);
    expect(await equation(town, budgetId)).toEqual(before);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'active' });
    await proven(town);
  });

  it('moves the say: the new body grants and ends, the old one no longer does', async () => {
    const rightId = await giveRight(town, budgetId);
    await delegate(budgetId);
    const grant = (actor: Actor) => town.run((tx) => grantRight(tx, grantRequest(town, budgetId)), actor);
    expect(await refusal(grant(town.as.body))).toBe('403 not-the-neighbourhood-body');
    expect(await refusal(grant(asOther))).toBe('fine');
    const stop = (actor: Actor) => town.run((tx) => endRight(tx, rightId, 'klaar'), actor);
    expect(await refusal(stop(town.as.body))).toBe('403 not-the-neighbourhood-body');
    expect(await refusal(stop(asOther))).toBe('fine');
    await proven(town);
  });

  it('is kept, every one of them, the current one first', async () => {
    const later = await town.run((tx) => recordDecision(tx, { number: '2026-007', decidedOn: tx.today, title: 'Spelregels' }));
    await delegate(budgetId, { bodyId: town.body.id, houseRules: 'Boven € 1.000 met zijn drieën', decisionId: later.id });
    await delegate(budgetId);
    const all = await town.run((tx) => delegationsOf(tx, budgetId));
    expect(all.map(({ number, bodyId, houseRules }) => [number, bodyId, houseRules])).toEqual([
      [3, other.id, ''],
      [2, town.body.id, 'Boven € 1.000 met zijn drieën'],
      [1, town.body.id, ''],
    ]);
    expect(await town.run((tx) => houseRulesOf(tx, budgetId))).toEqual([]);
    for (const sql of [
      "update delegations set house_rules = 'x' where municipality_id = $1",
      'delete from delegations where municipality_id = $1',
    ])
      await expect(town.run((tx) => tx.rows(sql, [tx.municipalityId]))).rejects.toThrow(/permission denied/);
  });

  it('is done once for a double tap', async () => {
    const id = newId();
    expect(await outcomes(Array.from({ length: 4 }, () => delegate(budgetId, { id })))).toEqual({ fine: 4 });
    expect(await town.run((tx) => delegationsOf(tx, budgetId))).toHaveLength(2);
    expect(await refusal(delegate(budgetId, { id, houseRules: 'Anders' }))).toBe('409 delegation-id-taken');
  });

  it.each<[string, Partial<DelegationRequest>]>([
    ['422 houseRules', { houseRules: 'x'.repeat(4_001) }],
    ['fine', { houseRules: 'x'.repeat(4_000) }],
    ['404 not-found', { decisionId: newId() }],
    ['404 not-found', { budgetId: newId() }],
    ['422 bodyId', { bodyId: newId() }],
    ['422 bodyId, houseRules', { bodyId: newId(), houseRules: 'x'.repeat(4_001) }],
  ])('%s', async (how, change) => {
    expect(await refusal(delegate(change.budgetId ?? budgetId, change))).toBe(how);
  });

  it('goes to nobody of another municipality', async () => {
    const elsewhere = await buildTown(db);
    expect(await refusal(delegate(budgetId, { bodyId: elsewhere.body.id }))).toBe('422 bodyId');
    expect(await refusal(delegate(await giveBudget(elsewhere)))).toBe('404 not-found');
  });
});

describe('a spend inside a delegated budget', () => {
  it('is refused to the finance officer and to another body, whatever it is, and nothing changes', async () => {
    const budgetId = await giveBudget(town);
    await recognise();
    const rightId = await giveRight(town, budgetId);
    const reserved = await draw(town, rightId, 1_000);
    const delivered = await draw(town, rightId, 2_000);
    await town.run((tx) => confirmDelivery(tx, delivered.id, { as: 'supplier' }), town.as.supplier);
    const before = { sum: await equation(town, budgetId), rights: await town.run((tx) => rightsOf(tx, { budgetId })) };
    const wanted = { id: newId(), rightId, supplierId: town.supplier.id, amount: 1, purpose: 'x' };
    const works = (actor: Actor): Record<string, Promise<unknown>> => ({
      preview: town.run((tx) => previewGrant(tx, grantRequest(town, budgetId)), actor),
      grant: town.run((tx) => grantRight(tx, grantRequest(town, budgetId)), actor),
      end: town.run((tx) => endRight(tx, rightId, 'x'), actor),
      draw: town.run((tx) => reserveDraw(tx, { ...wanted, id: newId() }), actor),
      confirm: town.run((tx) => confirmDraw(tx, reserved.id, { as: 'supplier' }), actor),
      void: town.run((tx) => voidDraw(tx, reserved.id, 'x'), actor),
      reverse: town.run((tx) => reverseDelivery(tx, delivered.id, 'x'), actor),
    });
    for (const actor of [town.as.finance, town.as.finance2, asOther, town.as.councillor]) {
      const said: Record<string, string> = {};
      for (const [what, work] of Object.entries(works(actor))) said[what] = await refusal(work);
      const body403 = '403 not-the-neighbourhood-body';
      expect(said).toEqual({
        ...{ preview: body403, grant: body403, end: body403 },
        ...{ draw: '404 not-found', confirm: '404 not-found', void: '404 not-found', reverse: '404 not-found' },
      });
    }
    expect({ sum: await equation(town, budgetId), rights: await town.run((tx) => rightsOf(tx, { budgetId })) }).toEqual(before);
    await proven(town);
  });

  it('is nobody’s while nobody decides: not even the body of another budget', async () => {
    const budgetId = await giveBudget(town, { bodyId: null });
    for (const actor of [town.as.finance, town.as.body])
      expect(await refusal(town.run((tx) => grantRight(tx, grantRequest(town, budgetId)), actor))).toBe('403 not-the-neighbourhood-body');
    expect(await town.run((tx) => houseRulesOf(tx, budgetId))).toEqual([]);
  });
});
