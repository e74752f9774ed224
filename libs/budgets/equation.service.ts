import type { Tx } from '../core/index.js';
import type { InstalmentStatus } from './instalment.entity.js';

/**
 * The equation of one budget, fiscal year and source, in cents:
 * `available = adopted + carried − committed − paid`. Committed is what was granted and is not paid yet.
 */
export interface EquationLine {
  budgetId: string;
  fiscalYear: number;
  fundingSourceId: string;
  status: InstalmentStatus;
  statusOn: string;
  /** What the council decided for it, without what was withdrawn; counts once adopted. */
  instalmentCents: number;
  /** Net of what a later decision of the council gave back to its source. */
  adoptedCents: number;
  /** Came from the year before, minus what went to the year after or, when its year was closed, back to its source. */
  carriedCents: number;
  committedCents: number;
  paidCents: number;
  availableCents: number;
  supportAdoptedCents: number;
  supportAvailableCents: number;
}

/** The equation per budget, year and source; of all budgets, or of those given; by budget, year and source. */
export function equationLines(tx: Tx, budgetIds?: readonly string[]): Promise<EquationLine[]> {
  return tx.rows<EquationLine>(
    `with own as (
       select a.* from accounts a where a.municipality_id = $1 and a.instalment_id is not null and a.unit = 'EUR'
          and ($2::uuid[] is null or a.budget_id = any ($2))
     ), totals as (
       select instalment_id,
              sum(credits_posted - debits_posted) filter (where kind in ('right', 'payable'))::bigint as committed,
              sum(credits_posted - debits_posted) filter (where kind = 'paid')::bigint as paid,
              sum(credits_posted - debits_posted) filter (where kind in ('available', 'available_support'))::bigint as available,
              sum(credits_posted - debits_posted) filter (where kind = 'available_support')::bigint as support
         from own group by instalment_id
     ), moves as (
       select own.instalment_id, t.kind, t.amount, own.kind as account_kind from transfers t
         join own on own.id = t.credit_account_id and own.kind in ('available', 'available_support')
        where t.municipality_id = $1 and t.kind in ('adopt', 'give_back', 'carry_over', 'close')
       union all
       select own.instalment_id, t.kind, -t.amount, own.kind from transfers t
         join own on own.id = t.debit_account_id and own.kind in ('available', 'available_support')
        where t.municipality_id = $1 and t.kind in ('adopt', 'give_back', 'carry_over', 'close')
     ), frame as (
       select instalment_id, sum(amount) filter (where kind in ('adopt', 'give_back'))::bigint as adopted,
              sum(amount) filter (where kind in ('adopt', 'give_back') and account_kind = 'available_support')::bigint as support_adopted,
              sum(amount) filter (where kind in ('carry_over', 'close'))::bigint as carried
         from moves group by instalment_id
     )
     select i.budget_id as "budgetId", i.fiscal_year as "fiscalYear", i.funding_source_id as "fundingSourceId", i.status,
            i.status_on as "statusOn", (i.cents - i.withdrawn_cents)::bigint as "instalmentCents",
            coalesce(f.adopted, 0) as "adoptedCents", coalesce(f.carried, 0) as "carriedCents",
            coalesce(t.committed, 0) as "committedCents", coalesce(t.paid, 0) as "paidCents", coalesce(t.available, 0) as "availableCents",
            coalesce(f.support_adopted, 0) as "supportAdoptedCents", coalesce(t.support, 0) as "supportAvailableCents"
       from instalments i
       join funding_sources s on s.municipality_id = i.municipality_id and s.id = i.funding_source_id
       left join totals t on t.instalment_id = i.id
       left join frame f on f.instalment_id = i.id
      where i.municipality_id = $1 and ($2::uuid[] is null or i.budget_id = any ($2))
      order by i.budget_id, i.fiscal_year, s.name, i.sequence`,
    [tx.municipalityId, budgetIds ?? null],
  );
}

/** The five figures of the equation, in cents. */
export type Equation = Pick<EquationLine, 'adoptedCents' | 'carriedCents' | 'committedCents' | 'paidCents' | 'availableCents'>;

/** Adds lines up. */
export function sumEquation(lines: readonly EquationLine[]): Equation {
  const total = (pick: (line: EquationLine) => number) => lines.reduce((sum, line) => sum + pick(line), 0);
  return {
    adoptedCents: total((line) => line.adoptedCents),
    carriedCents: total((line) => line.carriedCents),
    committedCents: total((line) => line.committedCents),
    paidCents: total((line) => line.paidCents),
    availableCents: total((line) => line.availableCents),
  };
}
