import { type Cents, derivedId, type Tx, yearOf } from '../core/index.js';
import { openAccounts, postInBatches, type Posting } from '../ledger/index.js';
import type { InstalmentStatus } from './instalment.entity.js';
import { Instalment } from './instalment.entity.js';
import type { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import { supportPart } from './plan.js';
import { adoptInstalments } from './release.service.js';

/** An instalment before it is booked. */
export type NewInstalment = Pick<
  Instalment,
  'id' | 'budgetId' | 'fundingSourceId' | 'fiscalYear' | 'sequence' | 'cents' | 'supportCents' | 'changeId'
>;

/** What a later decision adds for one source in one fiscal year. */
export interface AddedPart {
  sourceId: string;
  fiscalYear: number;
  cents: Cents;
}

/** The status an instalment begins with: it counts at once, stands under budget reservation (the next year, Awb 4:34), or is planned. */
export function statusAtAdoption(fiscalYear: number, currentYear: number): InstalmentStatus {
  if (fiscalYear <= currentYear) return 'adopted';
  return fiscalYear === currentYear + 1 ? 'reserved' : 'planned';
}

/**
 * Books instalments: their money leaves its source at once, and what is of this year or earlier counts from now.
 * @throws Problem 409 `insufficient-balance` when a source has not that much free
 */
export async function bookInstalments(tx: Tx, added: readonly NewInstalment[], decisionId: string): Promise<Instalment[]> {
  const year = yearOf(tx.today);
  const instalments = added.map((instalment): Instalment => {
    const begins = statusAtAdoption(instalment.fiscalYear, year);
    const status = begins === 'adopted' ? 'reserved' : begins;
    return { ...instalment, municipalityId: tx.municipalityId, withdrawnCents: 0, status, statusOn: tx.today };
  });
  if (instalments.length === 0) return [];
  for (let from = 0; from < instalments.length; from += 500) await tx.manager.insert(Instalment, instalments.slice(from, from + 500));
  const owners = instalments.map(({ fundingSourceId, fiscalYear }) => ({ fundingSourceId, fiscalYear }));
  const sources = await openAccounts(tx, 'source', owners);
  const planned = await openAccounts(
    tx,
    'planned',
    instalments.map(({ budgetId, id }, index) => ({ ...owners[index], budgetId, instalmentId: id })),
  );
  const postings = instalments.map(({ id, cents }, index): Posting => ({
    id: derivedId(id, 'plan'),
    kind: 'plan',
    debitAccountId: sources[index] as string,
    creditAccountId: planned[index] as string,
    amount: cents,
    decisionId,
  }));
  await postInBatches(tx, postings);
  const counting = instalments.filter((instalment) => instalment.fiscalYear <= year);
  await adoptInstalments(tx, counting, decisionId);
  for (const instalment of counting) instalment.status = 'adopted';
  return instalments;
}

/**
 * Adds instalments to a budget by a later decision, next to those it was adopted with; the budget's support share applies to each.
 * The budget must be locked.
 * @throws as `bookInstalments`
 */
export async function addInstalments(
  tx: Tx,
  budget: NeighbourhoodBudget,
  parts: readonly AddedPart[],
  decisionId: string,
  changeId: string,
): Promise<Instalment[]> {
  const counted = await tx.rows<{ sourceId: string; fiscalYear: number; sequence: number }>(
    `select funding_source_id as "sourceId", fiscal_year as "fiscalYear", max(sequence) as sequence from instalments
      where municipality_id = $1 and budget_id = $2 group by funding_source_id, fiscal_year`,
    [tx.municipalityId, budget.id],
  );
  const added = parts.map(({ sourceId, fiscalYear, cents }): NewInstalment => {
    const known = counted.find((row) => row.sourceId === sourceId && row.fiscalYear === fiscalYear);
    // 0 is kept for what the budget was adopted with, also where that source brought nothing then.
    const sequence = (known?.sequence ?? 0) + 1;
    return {
      id: derivedId(budget.id, 'instalment', sourceId, fiscalYear, sequence),
      budgetId: budget.id,
      fundingSourceId: sourceId,
      fiscalYear,
      sequence,
      cents,
      supportCents: supportPart(cents, budget.supportShareBasisPoints),
      changeId,
    };
  });
  return bookInstalments(tx, added, decisionId);
}
