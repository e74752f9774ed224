import { derivedId, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import { BUDGET_AND_RULE, type ClosingBudget, type ClosingLine, type ClosingMove, planClosing } from './closing-lines.service.js';

/** Which run of which year. */
export interface ClosingRun {
  year: number;
  run: number;
}

/** The budgets that this run has not closed yet, in the order of their ids: at most `limit` after the one given. */
export async function budgetsToClose(tx: Tx, { year, run }: ClosingRun, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select distinct i.budget_id as id from instalments i
      where i.municipality_id = $1 and i.fiscal_year = $2 and ($4::uuid is null or i.budget_id > $4)
        and not exists (select from budget_closings d join year_closings c on c.municipality_id = d.municipality_id and c.id = d.closing_id
                         where d.municipality_id = $1 and d.budget_id = i.budget_id and c.fiscal_year = $2 and d.run >= $3)
      order by 1 limit $5`,
    [tx.municipalityId, year, run, after, limit],
  );
  return rows.map(({ id }) => id);
}

/** How many budgets a run of the closing is about, and how many it has closed. */
export async function closingProgress(tx: Tx, { year, run }: ClosingRun): Promise<{ done: number; total: number }> {
  const row = await tx.row<{ done: number; total: number }>(
    `select (select count(distinct budget_id) from instalments where municipality_id = $1 and fiscal_year = $2)::int as total,
            (select count(*) from budget_closings d join year_closings c on c.municipality_id = d.municipality_id and c.id = d.closing_id
              where d.municipality_id = $1 and c.fiscal_year = $2 and d.run >= $3)::int as done`,
    [tx.municipalityId, year, run],
  );
  return row!;
}

/**
 * Closes a year of one budget: what is free goes along to the next year as far as the ordinance lets it, and the rest returns to its source; what
 * is committed stays. The same run closes a budget once; a later run moves only what came free since.
 * @returns what moved now, in cents
 * @throws Problem 404
 */
export async function closeBudget(tx: Tx, closing: ClosingRun, budgetId: string): Promise<{ carriedCents: number; returnedCents: number }> {
  const budget = await tx.row<ClosingBudget & { closingId: string; done: boolean }>(
    `select x.*, c.id as "closingId",
            exists (select from budget_closings d where d.municipality_id = $1 and d.closing_id = c.id and d.budget_id = $2 and d.run >= $4) as done
       from (${BUDGET_AND_RULE} and b.id = $2 for no key update of b) x join year_closings c on c.municipality_id = $1 and c.fiscal_year = $3`,
    [tx.municipalityId, budgetId, closing.year, closing.run],
    'a budget to be closed',
  );
  if (!budget) throw notFound();
  if (budget.done) return { carriedCents: 0, returnedCents: 0 };
  const { lines, moves } = await planClosing(tx, closing.year, [budget]);
  await bookMoves(tx, budget, closing, moves);
  const total = (pick: (line: ClosingLine) => number) => lines.reduce((sum, line) => sum + pick(line), 0);
  const moved = { carriedCents: total((line) => line.carryCents), returnedCents: total((line) => line.returnCents) };
  await tx.rows(
    `insert into budget_closings as d (municipality_id, closing_id, budget_id, run, carried_cents, returned_cents, held_cents, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (municipality_id, closing_id, budget_id) do update
       set run = excluded.run, carried_cents = d.carried_cents + excluded.carried_cents, returned_cents = d.returned_cents + excluded.returned_cents,
           held_cents = excluded.held_cents, done_at = excluded.done_at
       where d.municipality_id = excluded.municipality_id`,
    [
      ...[tx.municipalityId, budget.closingId, budgetId, closing.run, moved.carriedCents, moved.returnedCents],
      ...[total((line) => line.heldCents), tx.now],
    ],
    'a budget is closed',
  );
  if (moved.carriedCents + moved.returnedCents > 0)
    await record(tx, {
      action: 'budget.close-year',
      subjectType: 'neighbourhood-budget',
      subjectId: budgetId,
      details: { ...closing, ...moved },
    });
  return moved;
}

/** The decision is the one the budget rests on; the instalment it goes along to and the source are those of the same source. */
async function bookMoves(
  tx: Tx,
  budget: ClosingBudget & { closingId: string },
  { year, run }: ClosingRun,
  moves: readonly ClosingMove[],
): Promise<void> {
  const postings: Posting[] = [];
  const sourceAccounts = new Map<string, string>();
  const idOf = (what: string, accountId: string) => derivedId(budget.closingId, what, run, accountId);
  for (const { accountId, kind, fundingSourceId, carryCents, returnCents, nextInstalmentId, nextAccountId } of moves) {
    const moved = { debitAccountId: accountId, decisionId: budget.decisionId };
    if (carryCents > 0) {
      const owner = { fundingSourceId, fiscalYear: year + 1, budgetId: budget.id, instalmentId: nextInstalmentId };
      const creditAccountId = nextAccountId ?? (await openAccount(tx, kind, 'EUR', owner));
      postings.push({ ...moved, id: idOf('carry', accountId), kind: 'carry_over', creditAccountId, amount: carryCents });
    }
    if (returnCents > 0) {
      const creditAccountId =
        sourceAccounts.get(fundingSourceId) ?? (await openAccount(tx, 'source', 'EUR', { fundingSourceId, fiscalYear: year }));
      sourceAccounts.set(fundingSourceId, creditAccountId);
      postings.push({ ...moved, id: idOf('return', accountId), kind: 'close', creditAccountId, amount: returnCents });
    }
  }
  await postAll(tx, postings);
}

/** A run is through with every budget: the year is closed. */
export async function finishClosing(tx: Tx, { year, run }: ClosingRun, moved: Record<string, number>): Promise<void> {
  const closing = await tx.row<{ id: string }>(
    `update year_closings set finished_at = coalesce(finished_at, $3) where municipality_id = $1 and fiscal_year = $2 returning id`,
    [tx.municipalityId, year, tx.now],
  );
  if (!closing) throw notFound();
  await record(tx, {
    action: 'year.close',
    subjectType: 'year-closing',
    subjectId: closing.id,
    details: { fiscalYear: year, run, ...moved },
  });
}
