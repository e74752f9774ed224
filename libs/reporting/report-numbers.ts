import { sumCents, type Tx, type Words } from '../core/index.js';
import type { SourceKind } from '../budgets/index.js';
import { publicValues } from '../tenancy/index.js';
import type { Figure } from './legs.js';
import { type Sum, sumsOf } from './totals.service.js';

/** `available = adopted + carried − committed − paid`, in cents; planned is not adopted yet and stands beside it. */
export interface EquationCents {
  plannedCents: number;
  adoptedCents: number;
  carriedCents: number;
  committedCents: number;
  paidCents: number;
  availableCents: number;
}

/** A budget or a source with its equation. */
export interface EquationRow extends EquationCents {
  id: string;
  name: string;
}

/** All that a council report says of one fiscal year, at its cut-off. */
export interface ReportNumbers {
  municipality: { name: string; slug: string; fictional: boolean };
  fiscalYear: number;
  /** ISO day of the council meeting. */
  meetingOn: string | null;
  /** ISO instant. */
  cutOff: string;
  budgets: EquationRow[];
  sources: (EquationRow & { kind: SourceKind; taskField: string })[];
  /** Spent is committed plus paid; in the council's order. */
  values: { id: string; name: Words; spentCents: number; paidCents: number }[];
  total: EquationCents;
  /** How many entries the files list. */
  entries: number;
}

const FIGURES = ['planned', 'adopted', 'carried', 'committed', 'paid', 'available', 'spent'] as const satisfies readonly Figure[];
type Sums = Record<(typeof FIGURES)[number], Sum[]>;

/** Reads the numbers of a report; only what was booked up to its cut-off counts. */
export async function reportNumbers(
  tx: Tx,
  report: { fiscalYear: number; meetingOn: string | null; cutOff: Date },
  entries: number,
): Promise<ReportNumbers> {
  const sums = {} as Sums;
  for (const figure of FIGURES) sums[figure] = await sumsOf(tx, figure, { fiscalYear: report.fiscalYear, cutOff: report.cutOff });
  const municipality = await tx.row<ReportNumbers['municipality']>('select name, slug, fictional from municipalities where id = $1', [
    tx.municipalityId,
  ]);
  const budgets = await tx.rows<{ id: string; name: string }>(
    `select b.id, b.name from neighbourhood_budgets b where b.municipality_id = $1 and b.id = any ($2) order by b.name, b.first_year, b.id`,
    [tx.municipalityId, idsIn(sums, 'budgetId')],
  );
  const sources = await tx.rows<{ id: string; name: string; kind: SourceKind; taskField: string }>(
    `select id, name, kind, task_field as "taskField" from funding_sources where municipality_id = $1 and id = any ($2) order by name, id`,
    [tx.municipalityId, idsIn(sums, 'fundingSourceId')],
  );
  const values = await publicValues(tx);
  const of = (list: readonly Sum[], matches: (sum: Sum) => boolean) => sumCents(list.filter(matches).map((sum) => sum.cents));
  return {
    municipality: municipality!,
    fiscalYear: report.fiscalYear,
    meetingOn: report.meetingOn,
    cutOff: report.cutOff.toISOString(),
    budgets: budgets.map((budget) => ({ ...budget, ...equation(sums, (sum) => sum.budgetId === budget.id) })),
    sources: sources.map((source) => ({ ...source, ...equation(sums, (sum) => sum.fundingSourceId === source.id) })),
    values: values.map(({ id, name }) => ({
      id,
      name,
      spentCents: of(sums.spent, (sum) => sum.publicValueId === id),
      paidCents: of(sums.paid, (sum) => sum.publicValueId === id),
    })),
    total: equation(sums, () => true),
    entries,
  };
}

function equation(sums: Sums, matches: (sum: Sum) => boolean): EquationCents {
  const of = (figure: keyof Sums) => sumCents(sums[figure].filter(matches).map((sum) => sum.cents));
  return {
    plannedCents: of('planned'),
    adoptedCents: of('adopted'),
    carriedCents: of('carried'),
    committedCents: of('committed'),
    paidCents: of('paid'),
    availableCents: of('available'),
  };
}

function idsIn(sums: Sums, column: 'budgetId' | 'fundingSourceId'): string[] {
  return [...new Set(FIGURES.flatMap((figure) => sums[figure].flatMap((sum) => sum[column] ?? [])))];
}
