import { sumCents, type Tx, type Words } from '../core/index.js';
import { equationLines, type InstalmentStatus, sumEquation } from '../budgets/index.js';
import { publicValues } from '../tenancy/index.js';
import { type EntryScope, type Figure, legParameters, legs } from './legs.js';

/** What a figure is per budget, source, year and public value, in cents. */
export interface Sum {
  budgetId: string | null;
  fundingSourceId: string | null;
  fiscalYear: number | null;
  publicValueId: string | null;
  cents: number;
}

/** A figure by its dimensions: the sum of exactly the entries that `entriesOf` shows for it. */
export function sumsOf(tx: Tx, figure: Figure, scope: Omit<EntryScope, 'figure'>): Promise<Sum[]> {
  return tx.rows<Sum>(
    `with ${legs(figure)}
     select budget_id as "budgetId", funding_source_id as "fundingSourceId", fiscal_year as "fiscalYear", public_value_id as "publicValueId",
            sum(amount)::bigint as cents
       from legs group by budget_id, funding_source_id, fiscal_year, public_value_id
      order by budget_id, funding_source_id, fiscal_year, public_value_id`,
    legParameters(tx, scope),
  );
}

/** The fiscal years that have instalments, the first one first. */
export async function yearsOf(tx: Tx): Promise<number[]> {
  const rows = await tx.rows<{ year: number }>(
    'select distinct fiscal_year as year from instalments where municipality_id = $1 order by 1',
    [tx.municipalityId],
  );
  return rows.map((row) => row.year);
}

/** One fiscal year over all budgets, in cents. */
export interface YearTotal {
  fiscalYear: number;
  /** How many budgets have an instalment in it. */
  budgets: number;
  adoptedCents: number;
  carriedInCents: number;
  carriedOutCents: number;
  committedCents: number;
  paidCents: number;
  availableCents: number;
  plannedCents: number;
  /** How far the year is: that of its instalment that has come least far. */
  status: InstalmentStatus;
}

const ROUTE: readonly InstalmentStatus[] = ['planned', 'reserved', 'adopted', 'withdrawn'];

/** Every fiscal year that has instalments: `available = adopted + carried in − carried out − committed − paid`. */
export async function yearTotals(tx: Tx): Promise<YearTotal[]> {
  const lines = await equationLines(tx);
  const others = await tx.rows<{ year: number; planned: number; carried_in: number; carried_out: number }>(
    `with carried as (
       select case when t.reverses_id is null then d.fiscal_year else c.fiscal_year end as from_year,
              case when t.reverses_id is null then c.fiscal_year else d.fiscal_year end as to_year,
              case when t.reverses_id is null then t.amount else -t.amount end as amount
         from accounts c
         join transfers t on t.municipality_id = c.municipality_id and t.credit_account_id = c.id and t.kind = 'carry_over'
         join accounts d on d.municipality_id = t.municipality_id and d.id = t.debit_account_id
        where c.municipality_id = $1 and c.kind in ('available', 'available_support')
     ), moves as (
       select to_year as year, amount as carried_in, 0::bigint as carried_out, 0::bigint as planned from carried
       union all select from_year, 0, amount, 0 from carried
       union all
       select a.fiscal_year, 0, case when t.debit_account_id = a.id then t.amount else -t.amount end, 0
         from accounts a join transfers t on t.municipality_id = a.municipality_id and a.id in (t.debit_account_id, t.credit_account_id) and t.kind = 'close'
        where a.municipality_id = $1 and a.kind in ('available', 'available_support')
       union all select fiscal_year, 0, 0, credits_posted - debits_posted from accounts where municipality_id = $1 and kind = 'planned'
     )
     select year, sum(carried_in)::bigint as carried_in, sum(carried_out)::bigint as carried_out, sum(planned)::bigint as planned from moves group by year`,
    [tx.municipalityId],
  );
  return (await yearsOf(tx)).map((fiscalYear) => {
    const own = lines.filter((line) => line.fiscalYear === fiscalYear);
    const other = others.find(({ year }) => year === fiscalYear);
    const { carriedCents: _net, ...equation } = sumEquation(own);
    return {
      fiscalYear,
      budgets: new Set(own.map((line) => line.budgetId)).size,
      ...equation,
      carriedInCents: other?.carried_in ?? 0,
      carriedOutCents: other?.carried_out ?? 0,
      plannedCents: other?.planned ?? 0,
      status: ROUTE.find((status) => own.some((line) => line.status === status)) ?? 'planned',
    };
  });
}

/** An amount of something with a name, in cents. */
export interface Named<Name = string> {
  id: string;
  name: Name;
  cents: number;
}

/** An amount between two of them, in cents. */
export interface Flow {
  from: string;
  to: string;
  cents: number;
}

/** Source → budget → public value of one fiscal year. Each column adds up to the same total; what is nothing is left out. */
export interface EuroFlow {
  sources: Named[];
  budgets: Named[];
  values: Named<Words>[];
  /** Not spent yet: the rest of the last column. */
  availableCents: number;
  sourceToBudget: Flow[];
  budgetToValue: Flow[];
  budgetToAvailable: { from: string; cents: number }[];
}

/** Follows the euros of a year: adopted and carried over into the budgets, and from them committed or paid for a public value. */
export async function followTheEuro(
  tx: Tx,
  fiscalYear: number,
  { budgetIds, cutOff }: { budgetIds?: readonly string[]; cutOff?: Date } = {},
): Promise<EuroFlow> {
  const own = (sums: Sum[]) => sums.filter((sum) => !budgetIds || (sum.budgetId !== null && budgetIds.includes(sum.budgetId)));
  const scope = { fiscalYear, cutOff };
  const into = [...own(await sumsOf(tx, 'adopted', scope)), ...own(await sumsOf(tx, 'carried', scope))];
  const spent = own(await sumsOf(tx, 'spent', scope));
  const available = own(await sumsOf(tx, 'available', scope));
  const names = await namesOf(tx);
  const sourceToBudget = flows(
    into,
    (sum) => sum.fundingSourceId,
    (sum) => sum.budgetId,
  );
  const budgetToValue = flows(
    spent,
    (sum) => sum.budgetId,
    (sum) => sum.publicValueId,
  );
  return {
    sources: named(names.sources, sourceToBudget, 'from'),
    budgets: named(names.budgets, sourceToBudget, 'to'),
    values: named(names.values, budgetToValue, 'to'),
    availableCents: sumCents(available.map((sum) => sum.cents)),
    sourceToBudget,
    budgetToValue,
    budgetToAvailable: flows(
      available,
      (sum) => sum.budgetId,
      () => '',
    ).map(({ from, cents }) => ({ from, cents })),
  };
}

/** What was spent per public value, in the council's order; also where it is nothing yet. */
export async function valueTotals(
  tx: Tx,
  { fiscalYear, budgetId, cutOff }: { fiscalYear: number; budgetId?: string; cutOff?: Date },
): Promise<Named<Words>[]> {
  const spent = await sumsOf(tx, 'spent', { fiscalYear, budgetId, cutOff });
  return (await publicValues(tx)).map(({ id, name }) => ({
    id,
    name,
    cents: sumCents(spent.filter((sum) => sum.publicValueId === id).map((sum) => sum.cents)),
  }));
}

function flows(sums: readonly Sum[], from: (sum: Sum) => string | null, to: (sum: Sum) => string | null): Flow[] {
  const byEnds = new Map<string, Flow>();
  for (const sum of sums) {
    const ends = { from: from(sum) ?? '', to: to(sum) ?? '' };
    const key = `${ends.from} ${ends.to}`;
    const known = byEnds.get(key) ?? { ...ends, cents: 0 };
    byEnds.set(key, { ...known, cents: sumCents([known.cents, sum.cents]) });
  }
  return [...byEnds.values()].filter((flow) => flow.cents !== 0);
}

function named<Name>(names: readonly { id: string; name: Name }[], links: readonly Flow[], end: 'from' | 'to'): Named<Name>[] {
  const amounts = names.map(({ id, name }) => ({
    id,
    name,
    cents: sumCents(links.filter((link) => link[end] === id).map((link) => link.cents)),
  }));
  return amounts.filter((amount) => amount.cents !== 0);
}

/** What sources, budgets and public values are called, each in the order of lists. */
export async function namesOf(tx: Tx) {
  const list = (table: 'funding_sources' | 'neighbourhood_budgets') =>
    tx.rows<{ id: string; name: string }>(`select id, name from ${table} where municipality_id = $1 order by name, id`, [
      tx.municipalityId,
    ]);
  return { sources: await list('funding_sources'), budgets: await list('neighbourhood_budgets'), values: await publicValues(tx) };
}
