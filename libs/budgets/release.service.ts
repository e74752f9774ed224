import { In } from 'typeorm';
import { type Cents, cents, derivedId, proportion, sumCents, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccounts, postInBatches, type Posting } from '../ledger/index.js';
import { Instalment } from './instalment.entity.js';
import { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';

/** How what counts of an instalment is split, in cents: the support share, and the rest. */
export interface InstalmentParts {
  support: Cents;
  rest: Cents;
}

/** The parts of an instalment. What was withdrawn leaves the support share as large a part of what counts as it was of the whole, and never nothing. */
export function instalmentParts(instalment: Pick<Instalment, 'cents' | 'supportCents' | 'withdrawnCents'>): InstalmentParts {
  const counts = instalment.cents - instalment.withdrawnCents;
  const support = counts === 0 ? 0 : Math.max(1, proportion(instalment.supportCents, counts, instalment.cents));
  return { support: cents(support), rest: cents(counts - support) };
}

/** Makes instalments count: their money moves from planned to available, the support share on its own account. Books once. */
export async function adoptInstalments(tx: Tx, instalments: readonly Omit<Instalment, 'status'>[], decisionId: string): Promise<void> {
  if (instalments.length === 0) return;
  const owners = instalments.map(({ fundingSourceId, fiscalYear, budgetId, id }) => ({
    fundingSourceId,
    fiscalYear,
    budgetId,
    instalmentId: id,
  }));
  const planned = await openAccounts(tx, 'planned', owners);
  const available = await openAccounts(tx, 'available', owners);
  const support = await openAccounts(tx, 'available_support', owners);
  // Draws meet in these two; opening them here keeps the first draw of a year as quick as the rest.
  await openAccounts(tx, 'payable', owners);
  await openAccounts(tx, 'paid', owners);
  const postings = instalments.flatMap((instalment, index): Posting[] => {
    const amounts = instalmentParts(instalment);
    const part = (kind: 'available' | 'available_support', creditAccountId: string, amount: number): Posting => ({
      id: derivedId(instalment.id, 'adopt', kind),
      kind: 'adopt',
      debitAccountId: planned[index] as string,
      creditAccountId,
      amount,
      decisionId,
    });
    return [
      part('available', available[index] as string, amounts.rest),
      part('available_support', support[index] as string, amounts.support),
    ].filter((posting) => posting.amount > 0);
  });
  await postInBatches(tx, postings);
  const ids = instalments.map(({ id }) => id);
  await tx.rows(`update instalments set status = 'adopted', status_on = $3 where municipality_id = $1 and id = any ($2::uuid[])`, [
    tx.municipalityId,
    ids,
    tx.today,
  ]);
}

/** Years whose reservation can still be invoked: the council adopted its budget late. They are not released yet. @see reservationOf */
const HELD = `exists (
  select 1 from council_budgets c where c.municipality_id = $1 and c.fiscal_year = i.fiscal_year and c.lapses_on >= $3)`;

/** The budgets that still have something to release now, in the order of their ids; not those that wait for a reservation to lapse. */
export async function budgetsToRelease(tx: Tx, year: number): Promise<string[]> {
  const rows = await tx.rows<{ budget_id: string }>(
    `select distinct i.budget_id from instalments i
      where i.municipality_id = $1
        and ((i.fiscal_year <= $2 and i.status in ('planned', 'reserved') and not ${HELD}) or (i.fiscal_year = $2 + 1 and i.status = 'planned'))
      order by i.budget_id`,
    [tx.municipalityId, year, tx.today],
  );
  return rows.map((row) => row.budget_id);
}

/** How many budgets wait for the reservation of this year or an earlier one to lapse, and the last day of that. */
export async function budgetsHeld(tx: Tx, year: number): Promise<{ budgets: number; until: string | null }> {
  const row = await tx.row<{ budgets: number; until: string | null }>(
    `select count(distinct i.budget_id)::int as budgets, max(c.lapses_on) as until
       from instalments i join council_budgets c on c.municipality_id = i.municipality_id and c.fiscal_year = i.fiscal_year
      where i.municipality_id = $1 and i.fiscal_year <= $2 and i.status in ('planned', 'reserved') and c.lapses_on >= $3`,
    [tx.municipalityId, year, tx.today],
  );
  return row ?? { budgets: 0, until: null };
}

/** The instalments of a budget that a release would make count now, in the order of their ids, held until the commit. */
export async function instalmentsToRelease(tx: Tx, budgetId: string, year: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select i.id from instalments i
      where i.municipality_id = $1 and i.budget_id = $4 and i.fiscal_year <= $2 and i.status in ('planned', 'reserved') and not ${HELD}
      order by i.id for update of i`,
    [tx.municipalityId, year, tx.today, budgetId],
  );
  return rows.map((row) => row.id);
}

/**
 * Releases one year of one budget: its instalments count from now on, and those of the next year come under budget reservation (Awb 4:34).
 * Nobody applies again. A year whose reservation can still be invoked waits until that has lapsed. Doing it twice changes nothing.
 * Call it through `releaseYear` of drawing-rights, which also makes conditional grants count.
 * @returns what was released now, in cents
 * @throws RangeError for a year that has not begun
 */
export async function releaseBudgetYear(tx: Tx, budgetId: string, year: number): Promise<number> {
  if (year > yearOf(tx.today)) throw new RangeError(`the year ${year} has not begun`);
  const key = { municipalityId: tx.municipalityId };
  const budget = await tx.manager.findOneByOrFail(NeighbourhoodBudget, { ...key, id: budgetId });
  const ids = await instalmentsToRelease(tx, budgetId, year);
  const instalments = await tx.manager.findBy(Instalment, { ...key, id: In(ids) });
  await adoptInstalments(tx, instalments, budget.decisionId);
  const released = sumCents(instalments.map((instalment) => instalment.cents - instalment.withdrawnCents));
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
