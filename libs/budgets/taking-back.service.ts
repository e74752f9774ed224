import { conflict, derivedId, formatCents, type Tx } from '../core/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import type { BudgetChange } from './budget-change.entity.js';
import type { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import { withdrawInstalment } from './withdrawals.service.js';

/** Money of a budget that a decision of the council can still move, in cents. */
interface Movable {
  instalmentId: string;
  accountId: string;
  /** Whether the instalment counts already. */
  counts: boolean;
  freeCents: number;
}

/**
 * What of one source and fiscal year a budget can give: of what counts, the ordinary money that is free, never the support share; of what does
 * not count yet, what is neither withdrawn nor held by a conditional grant. What counts comes first.
 */
async function movable(tx: Tx, budgetId: string, sourceId: string, fiscalYear: number): Promise<Movable[]> {
  return tx.rows<Movable>(
    `select i.id as "instalmentId", a.id as "accountId", i.status = 'adopted' as counts,
            a.credits_posted - a.debits_posted - a.debits_pending as "freeCents"
       from instalments i
       join accounts a on a.municipality_id = i.municipality_id and a.instalment_id = i.id and a.drawing_right_id is null
        and a.kind = case when i.status = 'adopted' then 'available' else 'planned' end
      where i.municipality_id = $1 and i.budget_id = $2 and i.funding_source_id = $3 and i.fiscal_year = $4 and i.status <> 'withdrawn'
      order by i.status = 'adopted' desc, i.sequence`,
    [tx.municipalityId, budgetId, sourceId, fiscalYear],
  );
}

/** What a budget can give to another one from a fiscal year on, per year and source with its name; only what is above zero. */
export async function movableOf(tx: Tx, budgetId: string, fromYear: number): Promise<MovablePart[]> {
  return tx.rows<MovablePart>(
    `select i.funding_source_id as "sourceId", s.name as "sourceName", i.fiscal_year as "fiscalYear",
            sum(a.credits_posted - a.debits_posted - a.debits_pending)::bigint as cents
       from instalments i
       join funding_sources s on s.municipality_id = i.municipality_id and s.id = i.funding_source_id
       join accounts a on a.municipality_id = i.municipality_id and a.instalment_id = i.id and a.drawing_right_id is null
        and a.kind = case when i.status = 'adopted' then 'available' else 'planned' end
      where i.municipality_id = $1 and i.budget_id = $2 and i.fiscal_year >= $3 and i.status <> 'withdrawn'
      group by i.funding_source_id, s.name, i.fiscal_year
     having sum(a.credits_posted - a.debits_posted - a.debits_pending) > 0
      order by i.fiscal_year, s.name`,
    [tx.municipalityId, budgetId, fromYear],
  );
}

/** What a budget can give of one source in one fiscal year, in cents. */
export interface MovablePart {
  sourceId: string;
  sourceName: string;
  fiscalYear: number;
  cents: number;
}

/** What a budget can give to another one, of one source and fiscal year, in cents. */
async function movableCents(tx: Tx, budgetId: string, sourceId: string, fiscalYear: number): Promise<number> {
  return (await movable(tx, budgetId, sourceId, fiscalYear)).reduce((sum, part) => sum + part.freeCents, 0);
}

/** @throws Problem 409 `budget-exceeded` that names both amounts */
export async function requireMovable(
  tx: Tx,
  budget: NeighbourhoodBudget,
  part: { sourceId: string; fiscalYear: number; cents: number },
  sourceName: string,
): Promise<void> {
  const free = await movableCents(tx, budget.id, part.sourceId, part.fiscalYear);
  if (part.cents <= free) return;
  throw conflict(
    'budget-exceeded',
    {
      nl: `${budget.name} kan in ${part.fiscalYear} uit ${sourceName} nog ${formatCents(free)} afstaan; dit vraagt ${formatCents(part.cents)}.`,
      en: `${budget.name} can give ${formatCents(free, 'en')} of ${sourceName} in ${part.fiscalYear}; this asks ${formatCents(part.cents, 'en')}.`,
    },
    'parts',
  );
}

/**
 * Takes money of one source and fiscal year back to that source: what counts is given back, what does not count yet is withdrawn in part.
 * The budget must be locked, and have it.
 * @param change the reallocation; the same one takes once
 */
export async function takeBack(
  tx: Tx,
  part: { sourceId: string; fiscalYear: number; cents: number },
  change: Pick<BudgetChange, 'id' | 'budgetId' | 'decisionId' | 'reasons'>,
): Promise<void> {
  const { decisionId } = change;
  let left = part.cents;
  const postings: Posting[] = [];
  for (const { instalmentId, accountId, counts, freeCents } of await movable(tx, change.budgetId, part.sourceId, part.fiscalYear)) {
    const amount = Math.min(left, freeCents);
    if (amount <= 0) continue;
    left -= amount;
    if (!counts) {
      const withdrawal = { instalmentId, decisionId, cents: amount, reason: change.reasons, ground: 'reallocation' as const };
      await withdrawInstalment(tx, derivedId(change.id, 'withdraw', instalmentId), withdrawal);
      continue;
    }
    postings.push({
      id: derivedId(change.id, 'give_back', accountId),
      kind: 'give_back',
      debitAccountId: accountId,
      creditAccountId: await openAccount(tx, 'source', 'EUR', { fundingSourceId: part.sourceId, fiscalYear: part.fiscalYear }),
      amount,
      decisionId,
    });
  }
  if (left > 0) throw new RangeError(`${left} cents could not be taken back from ${change.budgetId}`);
  await postAll(tx, postings);
}
