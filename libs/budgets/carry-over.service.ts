import { newId, notFound, proportion, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import type { Ordinance } from '../tenancy/index.js';

/**
 * Takes what is free at the end of a year along to the next year of the same budget and source, as far as the ordinance allows; the
 * support share stays support share. What is granted stays where it is. Doing it again never goes past the ordinance's share: what was
 * carried before counts along.
 * @returns what was carried, in cents
 */
export async function carryOver(tx: Tx, budgetId: string, fromYear: number): Promise<number> {
  const rule = await tx.row<Pick<Ordinance, 'carryOverBasisPoints'> & { decisionId: string }>(
    `select o.carry_over_basis_points as "carryOverBasisPoints", b.decision_id as "decisionId"
       from neighbourhood_budgets b join ordinances o on o.municipality_id = b.municipality_id and o.id = b.ordinance_id
      where b.municipality_id = $1 and b.id = $2 for no key update of b`,
    [tx.municipalityId, budgetId],
  );
  if (!rule) throw notFound();
  const remainders = await tx.rows<{
    id: string;
    kind: 'available' | 'available_support';
    funding_source_id: string;
    next_id: string;
    free: number;
    carried: number;
  }>(
    `select a.id, a.kind, a.funding_source_id, n.id as next_id, a.credits_posted - a.debits_posted - a.debits_pending as free,
            coalesce((select sum(t.amount) from transfers t
                       where t.municipality_id = a.municipality_id and t.debit_account_id = a.id and t.kind = 'carry_over'), 0)::bigint as carried
       from accounts a
       join instalments n on n.municipality_id = a.municipality_id and n.budget_id = a.budget_id
        and n.funding_source_id = a.funding_source_id and n.fiscal_year = a.fiscal_year + 1 and n.sequence = 0 and n.status = 'adopted'
      where a.municipality_id = $1 and a.budget_id = $2 and a.fiscal_year = $3 and a.kind in ('available', 'available_support') order by a.id`,
    [tx.municipalityId, budgetId, fromYear],
  );
  const postings: Posting[] = [];
  for (const remainder of remainders) {
    const allowed = proportion(remainder.free + remainder.carried, rule.carryOverBasisPoints, 10_000);
    const amount = Math.min(remainder.free, allowed - remainder.carried);
    if (amount <= 0) continue;
    const owner = { fundingSourceId: remainder.funding_source_id, fiscalYear: fromYear + 1, budgetId, instalmentId: remainder.next_id };
    const creditAccountId = await openAccount(tx, remainder.kind, 'EUR', owner);
    postings.push({ id: newId(), kind: 'carry_over', debitAccountId: remainder.id, creditAccountId, amount, decisionId: rule.decisionId });
  }
  await postAll(tx, postings);
  const carried = postings.reduce((sum, posting) => sum + posting.amount, 0);
  if (carried > 0)
    await record(tx, {
      action: 'budget.carry-over',
      subjectType: 'neighbourhood-budget',
      subjectId: budgetId,
      details: { fromYear, carriedCents: carried },
    });
  return carried;
}
