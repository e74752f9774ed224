import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoppedClock } from '../../libs/core/index.js';
import { equationLines, sumEquation } from '../../libs/budgets/index.js';
import { rightById } from '../../libs/drawing-rights/index.js';
import { ledgerChecks, type Check } from '../../libs/ledger/index.js';
import { budgetsChecks } from '../../libs/budgets/index.js';
import { drawingRightsChecks } from '../../libs/drawing-rights/index.js';
import { approveBatch, confirmDelivery, paymentsChecks, prepareBatch } from '../../libs/payments/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';

/** From a funding source to a payment, and every cent of it accounted for at each step. */
describe('the main job', () => {
  let db: TestDatabase & { clock: StoppedClock };
  let town: Town;
  beforeAll(async () => {
    db = await storyDatabase('2026-03-02');
    town = await buildTown(db);
  });
  afterAll(() => db.close());

  const equation = (budgetId: string) => town.run(async (tx) => sumEquation(await equationLines(tx, [budgetId])));
  const proven = async () => {
    for (const check of [...ledgerChecks, ...budgetsChecks, ...drawingRightsChecks, ...paymentsChecks] as Check[]) {
      expect({ check: check.name, rows: await town.run((tx) => tx.rows(check.sql, [town.municipalityId])) }).toEqual({
        check: check.name,
        rows: [],
      });
    }
  };

  it('turns sources into a budget, a right, a draw, a payable and a payment', async () => {
    const budgetId = await giveBudget(town);
    expect(await equation(budgetId)).toEqual({
      adoptedCents: 14_000_000,
      carriedCents: 0,
      committedCents: 0,
      paidCents: 0,
      availableCents: 14_000_000,
    });
    await proven();

    const rightId = await giveRight(town, budgetId);
    expect(await equation(budgetId)).toMatchObject({ committedCents: 500_000, paidCents: 0, availableCents: 13_500_000 });

    const reserved = await draw(town, rightId, 24_001);
    expect(await equation(budgetId)).toMatchObject({ committedCents: 500_000, availableCents: 13_500_000 });
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ free: 475_999, reserved: 24_001, used: 0 });
    await proven();

    const { payable } = await town.run((tx) => confirmDelivery(tx, reserved.id, { as: 'supplier' }), town.as.supplier);
    expect(payable).toMatchObject({ cents: 24_001, dueOn: '2026-04-13', state: 'open' });
    expect(await equation(budgetId)).toMatchObject({ committedCents: 500_000, paidCents: 0 });
    await proven();

    const batch = await town.run((tx) => prepareBatch(tx, [payable.id]), town.as.finance);
    await expect(town.run((tx) => approveBatch(tx, batch.id), town.as.finance)).rejects.toMatchObject({
      status: 403,
      type: 'second-person-needed',
    });
    expect(await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2)).toBe(24_001);
    expect(await equation(budgetId)).toEqual({
      adoptedCents: 14_000_000,
      carriedCents: 0,
      committedCents: 475_999,
      paidCents: 24_001,
      availableCents: 13_500_000,
    });
    await proven();
  });

  it('keeps the provenance of each draw to the cent', async () => {
    const budgetId = await giveBudget(town, { firstYear: 2026, lastYear: 2028, neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    const rightId = await giveRight(town, budgetId, { neighbourhoodId: town.neighbourhoods[1]!.id });
    const reserved = await draw(town, rightId, 10_001);
    const bySource = await town.run((tx) =>
      tx.rows<{ amount: number }>(
        `select t.amount from transfers t join accounts a on a.municipality_id = t.municipality_id and a.id = t.debit_account_id
          where t.municipality_id = $1 and t.draw_id = $2 order by t.amount`,
        [town.municipalityId, reserved.id],
      ),
    );
    // 44 : 96 of € 100,01
    expect(bySource.map((row) => row.amount)).toEqual([3_143, 6_858]);
  });
});
