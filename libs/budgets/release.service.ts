import { derivedId, proportion, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import { Instalment } from './instalment.entity.js';
import { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';

/** Makes an instalment count: its money moves from planned to available, the support share on its own account. Books once. */
export async function adoptInstalment(tx: Tx, instalment: Omit<Instalment, 'status'>, decisionId: string): Promise<void> {
  const owner = {
    fundingSourceId: instalment.fundingSourceId,
    fiscalYear: instalment.fiscalYear,
    budgetId: instalment.budgetId,
    instalmentId: instalment.id,
  };
  const planned = await openAccount(tx, 'planned', 'EUR', owner);
  const counts = instalment.cents - instalment.withdrawnCents;
  // What was withdrawn leaves the support share as large a part of the rest as it was of the whole.
  const support = Math.max(1, proportion(instalment.supportCents, counts, instalment.cents));
  const parts = [
    { kind: 'available' as const, amount: counts - support },
    { kind: 'available_support' as const, amount: support },
  ];
  const postings: Posting[] = [];
  for (const part of parts) {
    const creditAccountId = await openAccount(tx, part.kind, 'EUR', owner);
    if (part.amount === 0) continue;
    postings.push({
      id: derivedId(instalment.id, 'adopt', part.kind),
      kind: 'adopt',
      debitAccountId: planned,
      creditAccountId,
      amount: part.amount,
      decisionId,
    });
  }
  // Draws meet in these two; opening them here keeps the first draw of a year as quick as the rest.
  await openAccount(tx, 'payable', 'EUR', owner);
  await openAccount(tx, 'paid', 'EUR', owner);
  await postAll(tx, postings);
  await tx.manager.update(Instalment, { municipalityId: tx.municipalityId, id: instalment.id }, { status: 'adopted', statusOn: tx.today });
}

/** The budgets that still have a year to release, in the order of their ids. */
export async function budgetsToRelease(tx: Tx, year: number): Promise<string[]> {
  const rows = await tx.rows<{ budget_id: string }>(
    `select distinct budget_id from instalments
      where municipality_id = $1 and ((fiscal_year <= $2 and status in ('planned', 'reserved')) or (fiscal_year = $2 + 1 and status = 'planned'))
      order by budget_id`,
    [tx.municipalityId, year],
  );
  return rows.map((row) => row.budget_id);
}

/**
 * Releases one year of one budget: its instalments count from now on, and those of the next year come under budget reservation (Awb 4:34).
 * Nobody applies again. Doing it twice changes nothing.
 * @returns what was released now, in cents
 * @throws RangeError for a year that has not begun
 */
export async function releaseBudgetYear(tx: Tx, budgetId: string, year: number): Promise<number> {
  if (year > yearOf(tx.today)) throw new RangeError(`the year ${year} has not begun`);
  const key = { municipalityId: tx.municipalityId };
  const budget = await tx.manager.findOneByOrFail(NeighbourhoodBudget, { ...key, id: budgetId });
  const instalments = await tx.rows<{ id: string }>(
    `select id from instalments where municipality_id = $1 and budget_id = $2 and fiscal_year <= $3 and status in ('planned', 'reserved') order by id for update`,
    [tx.municipalityId, budgetId, year],
  );
  let released = 0;
  for (const { id } of instalments) {
    const instalment = await tx.manager.findOneByOrFail(Instalment, { ...key, id });
    await adoptInstalment(tx, instalment, budget.decisionId);
    released += instalment.cents - instalment.withdrawnCents;
  }
  await tx.manager.update(
    Instalment,
    { ...key, budgetId, fiscalYear: year + 1, status: 'planned' },
    { status: 'reserved', statusOn: tx.today },
  );
  if (released > 0)
    await record(tx, {
      action: 'instalment.release',
      subjectType: 'neighbourhood-budget',
      subjectId: budgetId,
      details: { year, releasedCents: released },
    });
  return released;
}
