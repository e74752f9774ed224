import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type StoppedClock } from '../../libs/core/index.js';
import { adoptBudgets, createSource, sourceYears } from '../../libs/budgets/index.js';
import { drawById, endRight, expireDraws, rightById, rightsOf, voidDraw } from '../../libs/drawing-rights/index.js';
import { confirmDelivery, payablesOf, prepareBatch, reverseDelivery } from '../../libs/payments/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven } from './kit.js';

const times = <T>(count: number, work: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => work(index));

/** Everything at the same moment, over eight connections; after each of them every proof still holds. */
describe('at the same moment', () => {
  let db: TestDatabase & { clock: StoppedClock };
  let town: Town;
  let budgetId: string;
  beforeAll(async () => {
    db = await storyDatabase('2026-03-02');
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    db.clock.set('2026-03-02');
    town = await buildTown(db);
    budgetId = await giveBudget(town, { amounts: [700_000, 300_001] });
  });
  afterEach(() => proven(town));

  const confirm = (id: string) => town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
  const withdraw = (id: string) => town.run((tx) => voidDraw(tx, id, 'toch niet'), town.as.initiative);
  const reverse = (id: string) => town.run((tx) => reverseDelivery(tx, id, 'fout'), town.as.supplier);
  const end = (id: string) => town.run((tx) => endRight(tx, id, 'klaar'), town.as.body);

  it('forty draws take exactly what a right holds, not a cent more or less', async () => {
    const rightId = await giveRight(town, budgetId, { amount: 100_003 });
    // 33 times 3,000 fits, and 1,003 is left.
    expect(await outcomes(times(40, () => draw(town, rightId, 3_000)))).toEqual({ fine: 33, '409 right-exceeded': 7 });
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 1_003, reserved: 99_000 });
    expect(await outcomes(times(40, () => draw(town, rightId, 59)))).toEqual({ fine: 17, '409 right-exceeded': 23 });
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 0, reserved: 100_003 });
  });

  it('forty draws in minutes take exactly the minutes and the euros of a right', async () => {
    const rightId = await giveRight(town, budgetId, { kind: 'community_work', amount: 600, tariffCentsPerHour: 6_361 });
    expect(await outcomes(times(40, () => draw(town, rightId, 20)))).toEqual({ fine: 30, '409 right-exceeded': 10 });
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 0, reserved: 600, committedCents: 63_610 });
  });

  it('one draw that is sent ten times is booked once', async () => {
    const rightId = await giveRight(town, budgetId, { amount: 100_000 });
    const id = newId();
    const codes = await Promise.all(times(10, async () => (await draw(town, rightId, 400, { id })).code));
    expect(new Set(codes).size).toBe(1);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 99_600, reserved: 400 });
  });

  it('forty grants take exactly what a budget has, over both its sources', async () => {
    // € 10.000,01 minus a support share of € 1.000,00; thirty of € 299,99 fit, and 31 cents are left.
    expect(await outcomes(times(40, () => giveRight(town, budgetId, { amount: 29_999 })))).toEqual({ fine: 30, '409 budget-exceeded': 10 });
    expect(await outcomes(times(40, () => giveRight(town, budgetId, { amount: 1 })))).toEqual({ fine: 31, '409 budget-exceeded': 9 });
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 900_001, availableCents: 100_000 });
    expect(await town.run((tx) => rightsOf(tx, { budgetId }))).toHaveLength(61);
  });

  it.each(['confirming', 'withdrawing', 'expiring'])(
    'confirming, withdrawing and expiring: one of them wins, %s first in line',
    async (first) => {
      const rightId = await giveRight(town, budgetId, { amount: 100_000 });
      for (let round = 0; round < 5; round++) {
        db.clock.set('2026-03-02');
        const { id } = await draw(town, rightId, 1_000);
        const ways = {
          confirming: () => confirm(id),
          withdrawing: () => withdraw(id),
          // A worker whose day has turned already.
          expiring: () => {
            db.clock.set('2026-03-20');
            const expired = town.run((tx) => expireDraws(tx, 10));
            db.clock.set('2026-03-02');
            return expired;
          },
        };
        const order = [first as keyof typeof ways, ...(Object.keys(ways) as (keyof typeof ways)[]).filter((way) => way !== first)];
        const ended = await Promise.allSettled(order.flatMap((way) => [ways[way](), ways[way]()]));
        for (const how of ended) if (how.status === 'rejected') expect(how.reason).toMatchObject({ status: 409 });
        const { state } = await town.run((tx) => drawById(tx, id));
        expect(['confirmed', 'voided', 'expired']).toContain(state);
        const payables = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
        expect(payables.filter((payable) => payable.drawId === id)).toHaveLength(state === 'confirmed' ? 1 : 0);
        await proven(town);
      }
    },
  );

  it('ending a right while its reservations are withdrawn, confirmed and drawn: all that is free goes back', async () => {
    for (let round = 0; round < 6; round++) {
      const rightId = await giveRight(town, budgetId, { amount: 50_000 });
      const open = await Promise.all(times(6, () => draw(town, rightId, 1_000)));
      await Promise.allSettled([
        ...open.slice(0, 3).map(({ id }) => withdraw(id)),
        end(rightId),
        ...open.slice(3).map(({ id }) => confirm(id)),
        ...times(3, () => draw(town, rightId, 500)),
      ]);
      expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended', free: 0, used: 3_000 });
      await proven(town);
    }
  });

  it('confirming and reversing: what is reversed is not owed', async () => {
    const rightId = await giveRight(town, budgetId, { amount: 100_000 });
    for (let round = 0; round < 8; round++) {
      const { id } = await draw(town, rightId, 1_000);
      await Promise.allSettled([confirm(id), ...times(4, () => reverse(id)), confirm(id)]);
      await proven(town);
    }
  });

  it('reversing and preparing a payment: what is reversed is not paid', async () => {
    const rightId = await giveRight(town, budgetId, { amount: 100_000 });
    for (let round = 0; round < 8; round++) {
      const { id } = await draw(town, rightId, 1_000);
      const { payable } = await confirm(id);
      const all = [() => reverse(id), () => town.run((tx) => prepareBatch(tx, [payable.id]), town.as.finance)];
      const how = await outcomes((round % 2 ? all : all.reverse()).map((work) => work()));
      expect(how.fine).toBe(1);
      await proven(town);
    }
  });

  it('adopting out of one source never plans more than it brings', async () => {
    // A neighbourhood each: one neighbourhood gets a source once a year.
    town = await buildTown(
      db,
      times(10, (index) => `Wijk ${index}`),
    );
    const sourceId = await town.run(async (tx) => {
      const years = [2026, 2027].map((fiscalYear) => ({ fiscalYear, cents: 100_000 }));
      return (await createSource(tx, { name: 'Eén bron', kind: 'extra', taskField: '6.1', decisionId: town.decisionId, years })).id;
    }, town.as.finance);
    const adopt = (index: number) =>
      town.run(
        (tx) =>
          adoptBudgets(tx, newId(), {
            decisionId: town.decisionId,
            neighbourhoodIds: [town.neighbourhoods[index]!.id],
            split: { by: 'pooled' },
            pooledName: `Budget ${index}`,
            firstYear: 2026,
            lastYear: 2027,
            sources: [{ sourceId, yearlyCents: 30_000 }],
            bodyId: town.body.id,
          }),
        town.as.finance,
      );
    const how = await outcomes(times(10, adopt));
    expect(how.fine).toBe(3);
    expect((how['422 sources'] ?? 0) + (how['409 insufficient-balance'] ?? 0)).toBe(7);
    const years = (await town.run((tx) => sourceYears(tx))).filter((year) => year.sourceId === sourceId);
    expect(years.map((year) => year.freeCents)).toEqual([10_000, 10_000]);
  });

  it('adopting one source for one neighbourhood gives it to one budget', async () => {
    const sourceId = await town.run(async (tx) => {
      const years = [2026, 2027].map((fiscalYear) => ({ fiscalYear, cents: 1_000_000 }));
      return (await createSource(tx, { name: 'Ruim genoeg', kind: 'extra', taskField: '6.1', decisionId: town.decisionId, years })).id;
    }, town.as.finance);
    const adopt = (index: number) =>
      town.run(
        (tx) =>
          adoptBudgets(tx, newId(), {
            decisionId: town.decisionId,
            neighbourhoodIds: town.neighbourhoods.slice(index % 3).map((place) => place.id),
            split: { by: 'pooled' },
            pooledName: `Budget ${index}`,
            firstYear: 2026,
            lastYear: 2027,
            sources: [{ sourceId, yearlyCents: 30_000 }],
            bodyId: town.body.id,
          }),
        town.as.finance,
      );
    const how = await outcomes(times(12, adopt));
    expect(how.fine).toBe(1);
    expect((how['422 neighbourhoodIds'] ?? 0) + (how['409 overlapping-terms'] ?? 0)).toBe(11);
    const years = (await town.run((tx) => sourceYears(tx))).filter((year) => year.sourceId === sourceId);
    expect(years.map((year) => year.freeCents)).toEqual([970_000, 970_000]);
  });
});
