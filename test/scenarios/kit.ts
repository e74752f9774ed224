import { expect } from '@jest/globals';
import type { Problem } from '../../libs/core/index.js';
import { budgetsChecks, equationLines, type Equation, sumEquation } from '../../libs/budgets/index.js';
import { drawingRightsChecks } from '../../libs/drawing-rights/index.js';
import { ledgerChecks } from '../../libs/ledger/index.js';
import { paymentsChecks } from '../../libs/payments/index.js';
import type { Town } from '../fixtures/town.js';

/** Every proof there is about the books. */
export const checks = [...ledgerChecks, ...budgetsChecks, ...drawingRightsChecks, ...paymentsChecks];

/** Expects that not one proof finds a row. */
export async function proven(town: Town): Promise<void> {
  for (const check of checks) {
    expect({ [check.name]: await town.run((tx) => tx.rows(check.sql, [town.municipalityId])) }).toEqual({ [check.name]: [] });
  }
}

/** The equation of one budget, over all its years and sources. */
export function equation(town: Town, budgetId: string): Promise<Equation> {
  return town.run(async (tx) => sumEquation(await equationLines(tx, [budgetId])));
}

/** A short name of how something was refused: `422 title, amount`, `409 right-exceeded`, `404 not-found`; `fine` when it was not. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (failure: Problem) => failure,
  );
  if (!error) return 'fine';
  if (!(error.status >= 400 && error.status < 500)) throw error;
  expect(error.words).toEqual({ nl: expect.stringMatching(/./), en: expect.stringMatching(/./) });
  return error.status === 422 ? `422 ${error.fields.map((field) => field.field).join(', ')}` : `${error.status} ${error.type}`;
}

/** Runs all at once and counts how they ended: `{ fine: 1, '409 draw-is-voided': 2 }`. */
export async function outcomes(works: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const how of await Promise.all(works.map(refusal))) counted[how] = (counted[how] ?? 0) + 1;
  return counted;
}
