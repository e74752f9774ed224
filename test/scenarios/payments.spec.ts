import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type StoppedClock, SYSTEM } from '../../libs/core/index.js';
import { drawById } from '../../libs/drawing-rights/index.js';
import {
  answerTo,
  approveBatch,
  batchesOf,
  checkKey,
  confirmDelivery,
  forgetKeys,
  keepAnswer,
  payablesOf,
  prepareBatch,
  requestHash,
  reverseDelivery,
} from '../../libs/payments/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let budgetId: string;
let rightId: string;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  budgetId = await giveBudget(town);
  rightId = await giveRight(town, budgetId);
});

/** A confirmed draw, and the id of what is owed for it. */
const owed = async (amount: number) => {
  const { id } = await draw(town, rightId, amount);
  const { payable } = await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
  return { drawId: id, payableId: payable.id };
};
const prepare = (ids: string[], actor = town.as.finance) => town.run((tx) => prepareBatch(tx, ids), actor);
const approve = (id: string, actor = town.as.finance2) => town.run((tx) => approveBatch(tx, id), actor);

describe('a payment batch', () => {
  it('is prepared by one and approved by another, and pays each draw to the cent', async () => {
    const [a, b] = [await owed(10_001), await owed(333)];
    const batch = await prepare([a.payableId, b.payableId, a.payableId]);
    expect(await town.run((tx) => batchesOf(tx))).toMatchObject([{ id: batch.id, payables: 2, totalCents: 10_334, approvedBy: null }]);
    expect(await refusal(approve(batch.id, town.as.finance))).toBe('403 second-person-needed');
    expect(await refusal(approve(batch.id, SYSTEM))).toBe('403 second-person-needed');
    await proven(town);
    expect(await approve(batch.id)).toBe(10_334);
    expect(await refusal(approve(batch.id))).toBe('409 batch-approved');
    expect(await town.run((tx) => payablesOf(tx, { batchId: batch.id }))).toMatchObject([
      { state: 'paid', paidOn: '2026-03-02' },
      { state: 'paid' },
    ]);
    expect((await town.run((tx) => drawById(tx, a.drawId))).state).toBe('paid');
    expect(await equation(town, budgetId)).toEqual({
      adoptedCents: 14_000_000,
      carriedCents: 0,
      committedCents: 489_666,
      paidCents: 10_334,
      availableCents: 13_500_000,
    });
    await proven(town);
  });

  it('is refused when empty, too large, unknown, by nobody, or with what is not open', async () => {
    const { payableId } = await owed(100);
    expect(await refusal(prepare([]))).toBe('422 payableIds');
    expect(await refusal(prepare(Array.from({ length: 501 }, () => newId())))).toBe('422 payableIds');
    expect(await refusal(prepare([payableId, newId()]))).toBe('409 payable-not-open');
    expect(await refusal(prepare([payableId], SYSTEM))).toBe('403 forbidden');
    await prepare([payableId]);
    expect(await refusal(prepare([payableId]))).toBe('409 payable-not-open');
    expect(await refusal(approve(newId()))).toBe('404 not-found');
    expect(await town.run((tx) => batchesOf(tx))).toHaveLength(1);
    await proven(town);
  });

  it('of another municipality does not exist', async () => {
    const { payableId } = await owed(100);
    const elsewhere = await buildTown(db);
    expect(await refusal(elsewhere.run((tx) => prepareBatch(tx, [payableId]), elsewhere.as.finance))).toBe('409 payable-not-open');
    const batch = await prepare([payableId]);
    expect(await refusal(elsewhere.run((tx) => approveBatch(tx, batch.id), elsewhere.as.finance))).toBe('404 not-found');
    expect(await elsewhere.run((tx) => payablesOf(tx, {}))).toEqual([]);
  });

  it('keeps what is in it from being reversed', async () => {
    const { drawId, payableId } = await owed(100);
    const reverse = () => town.run((tx) => reverseDelivery(tx, drawId, 'fout'), town.as.supplier);
    const batch = await prepare([payableId]);
    expect(await refusal(reverse())).toBe('409 payable-under-way');
    await approve(batch.id);
    expect(await refusal(reverse())).toBe('409 payable-under-way');
    await proven(town);
  });

  it('is approved once when many approve at the same moment', async () => {
    const { payableId } = await owed(100);
    const batch = await prepare([payableId]);
    expect(await outcomes(Array.from({ length: 6 }, () => approve(batch.id)))).toEqual({ fine: 1, '409 batch-approved': 5 });
    expect(await equation(town, budgetId)).toMatchObject({ paidCents: 100 });
    await proven(town);
  });

  it('takes each payable once when many prepare at the same moment', async () => {
    const payables = await Promise.all([1, 2, 3].map((amount) => owed(amount)));
    const ids = payables.map((one) => one.payableId);
    expect(await outcomes(Array.from({ length: 6 }, (_, index) => prepare(index % 2 ? ids : [...ids].reverse())))).toEqual({
      fine: 1,
      '409 payable-not-open': 5,
    });
    await proven(town);
  });
});

describe('a key that makes a request idempotent', () => {
  const hash = requestHash('POST', '/api/v1/draws', { amount: 5 });
  const keep = (key: string, caller = 'token') => town.run((tx) => keepAnswer(tx, caller, key, hash, { status: 201, body: { id: 1 } }));
  const ask = (key: string, of = hash, caller = 'token') => town.run((tx) => answerTo(tx, caller, key, of));

  it('gives the same answer to the same request of the same caller', async () => {
    expect(await ask('key')).toBeUndefined();
    await keep('key');
    expect(await ask('key')).toEqual({ status: 201, body: { id: 1 } });
    expect(await ask('key', hash, 'another token')).toBeUndefined();
    const elsewhere = await buildTown(db);
    expect(await elsewhere.run((tx) => answerTo(tx, 'token', 'key', hash))).toBeUndefined();
  });

  it('is refused for another request', async () => {
    await keep('key');
    await expect(ask('key', requestHash('POST', '/api/v1/draws', { amount: 6 }))).rejects.toMatchObject({
      status: 422,
      type: 'idempotency-key-reused',
    });
    await expect(ask('key', requestHash('POST', '/api/v1/rights', { amount: 5 }))).rejects.toMatchObject({
      status: 422,
      type: 'idempotency-key-reused',
    });
  });

  it('is kept once when the same request comes ten times at the same moment', async () => {
    expect(await outcomes(Array.from({ length: 10 }, () => keep('key')))).toEqual({ fine: 1, '409 request-under-way': 9 });
  });

  it('has a form', () => {
    expect(checkKey('a-1')).toBe('a-1');
    for (const missing of [undefined, ''])
      expect(() => checkKey(missing)).toThrow(expect.objectContaining({ status: 400, type: 'idempotency-key-missing' }));
    for (const wrong of ['x'.repeat(201), 'a b', 'é', ['a', 'b'], 5])
      expect(() => checkKey(wrong)).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('is forgotten after thirty days, some at a time', async () => {
    for (const key of ['a', 'b', 'c']) await keep(key);
    db.clock.set('2026-04-02');
    await keep('d');
    const left = async () =>
      (await town.run((tx) => tx.rows('select key from idempotency_keys where municipality_id = $1', [town.municipalityId]))).length;
    await town.run((tx) => forgetKeys(tx, 2));
    expect(await left()).toBe(2);
    await town.run((tx) => forgetKeys(tx, 100));
    expect(await left()).toBe(1);
  });
});
