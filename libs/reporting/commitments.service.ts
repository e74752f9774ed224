import { badInput, isDay, sumCents, type Tx } from '../core/index.js';
import { endOfDay } from './legs.js';
import { ownBalances, type Reading } from './past-balances.js';
import { namesOf } from './totals.service.js';

/** How the view is put together: each row is a budget, a source or a task field (Iv3). */
export const groupings = ['budget', 'source', 'task-field'] as const;
export type Grouping = (typeof groupings)[number];

/** A past day is read as booked (what the books said at its end, in Dutch time) or as effective (what counted then, whenever it was booked). */
export const bases = ['booked', 'effective'] as const;
export type Basis = (typeof bases)[number];

/** Which moment: now, when no day is given. */
export interface Moment {
  /** ISO day, not after today. */
  on?: string | undefined;
  /** Default: as booked. */
  basis?: Basis | undefined;
}

/** The figures of the view, in cents. `available = adopted + carried − committed − paid`. */
export interface CommitmentCents {
  /** Set apart for later: it counts once it is adopted. */
  plannedCents: number;
  /** Of what is planned: what stands under budget reservation (Awb 4:34). */
  reservedCents: number;
  adoptedCents: number;
  carriedCents: number;
  /** Granted and not paid yet. */
  committedCents: number;
  /** Of what is committed: delivered, and waiting to be paid. */
  payableCents: number;
  paidCents: number;
  availableCents: number;
}

/** One budget, source and fiscal year. */
export interface CommitmentLine extends CommitmentCents {
  budgetId: string;
  fundingSourceId: string;
  /** Iv3, for example 6.1 */
  taskField: string;
  fiscalYear: number;
}

/** One budget, source or task field in one fiscal year. */
export interface CommitmentRow extends CommitmentCents {
  /** The id of the budget or the source, or the task field itself. */
  key: string;
  name: string;
  fiscalYear: number;
}

/** The view: its rows, in the order of years and then of names, and what they add up to. */
export interface Commitments {
  rows: CommitmentRow[];
  total: CommitmentCents;
}

const FIGURES = [
  'plannedCents',
  'reservedCents',
  'adoptedCents',
  'carriedCents',
  'committedCents',
  'payableCents',
  'paidCents',
  'availableCents',
] as const satisfies readonly (keyof CommitmentCents)[];

/**
 * What every budget, source and fiscal year held at a moment. Today's figures come from the balances of accounts, those of a past day from what
 * was summed per day and the tail behind it; both with the few transfers of the frame. So the cost does not grow with the number of draws.
 * @throws Problem 422 for a day that does not exist or has not come
 */
export async function commitmentLines(
  tx: Tx,
  { fiscalYear, ...moment }: Moment & { fiscalYear?: number | undefined } = {},
): Promise<CommitmentLine[]> {
  const { reading, day } = readingOf(tx, moment);
  return tx.rows<CommitmentLine>(
    `with ${ownBalances(reading)}, frame as (
       select t.kind, t.amount, t.credit_account_id, t.debit_account_id from transfers t
        where t.municipality_id = $1 and t.kind in ('adopt', 'give_back', 'carry_over', 'close') and t.phase in ('posted', 'post') and ${WITHIN[reading]}
     ), parts as (
       select o.budget_id, o.funding_source_id, o.fiscal_year, 0::bigint as adopted, 0::bigint as carried,
              case when o.kind in ('right', 'payable') then o.balance else 0 end as committed,
              case when o.kind = 'payable' then o.balance else 0 end as payable,
              case when o.kind = 'paid' then o.balance else 0 end as paid,
              case when o.kind in ('available', 'available_support') then o.balance else 0 end as available,
              case when o.kind = 'planned' then o.balance else 0 end as planned,
              case when o.kind = 'planned' and o.reserved then o.balance else 0 end as reserved
         from own o
       union all
       select o.budget_id, o.funding_source_id, o.fiscal_year, case when m.kind in ('adopt', 'give_back') then m.amount else 0 end,
              case when m.kind in ('carry_over', 'close') then m.amount else 0 end, 0, 0, 0, 0, 0, 0
         from (select kind, credit_account_id as account_id, amount from frame union all select kind, debit_account_id, -amount from frame) m
         join own o on o.id = m.account_id and o.kind in ('available', 'available_support')
     ), sums as (
       select budget_id, funding_source_id, fiscal_year, sum(adopted)::bigint as adopted, sum(carried)::bigint as carried,
              sum(committed)::bigint as committed, sum(payable)::bigint as payable, sum(paid)::bigint as paid,
              sum(available)::bigint as available, sum(planned)::bigint as planned, sum(reserved)::bigint as reserved
         from parts group by budget_id, funding_source_id, fiscal_year
     )
     select x.budget_id as "budgetId", x.funding_source_id as "fundingSourceId", s.task_field as "taskField", x.fiscal_year as "fiscalYear",
            x.adopted as "adoptedCents", x.carried as "carriedCents", x.committed as "committedCents", x.payable as "payableCents",
            x.paid as "paidCents", x.available as "availableCents", x.planned as "plannedCents", x.reserved as "reservedCents"
       from sums x
       join funding_sources s on s.municipality_id = $1 and s.id = x.funding_source_id
      where (x.adopted, x.carried, x.committed, x.payable, x.paid, x.available, x.planned, x.reserved) <> (0, 0, 0, 0, 0, 0, 0, 0)
      order by x.fiscal_year, x.budget_id, x.funding_source_id`,
    [tx.municipalityId, fiscalYear ?? null, day],
  );
}

/** The transfers of the frame that a reading takes. */
const WITHIN: Record<Reading, string> = {
  now: '$3::date is null',
  booked: `t.booked_at < ${endOfDay('$3::date')}`,
  effective: 't.effective_on <= $3::date',
};

/** What was booked until today or later is what the accounts hold now. */
function readingOf(tx: Tx, { on, basis = 'booked' }: Moment): { reading: Reading; day: string | null } {
  if (on === undefined) return { reading: 'now', day: null };
  const day = pastOrToday(tx, on);
  return basis === 'booked' && day === tx.today ? { reading: 'now', day: null } : { reading: basis, day };
}

/** A day that can be looked back at. @throws Problem 422 for a day that does not exist or has not come */
export function pastOrToday(tx: Tx, on: string): string {
  if (!isDay(on)) throw badInput('on', { nl: 'Deze dag bestaat niet. Kies een datum.', en: 'This day does not exist. Choose a date.' });
  if (on > tx.today)
    throw badInput('on', {
      nl: 'Deze dag moet nog komen. Kies vandaag of eerder.',
      en: 'This day has not come yet. Choose today or earlier.',
    });
  return on;
}

/** The names of budgets and sources, by id. */
export async function commitmentNames(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { budgets, sources } = await namesOf(tx);
  return new Map([...budgets, ...sources].map(({ id, name }) => [id, name]));
}

/** Puts lines together per budget, source or task field and per year. The total is the same whichever way that is done. */
export function groupCommitments(lines: readonly CommitmentLine[], by: Grouping, names: ReadonlyMap<string, string>): Commitments {
  const groups = new Map<string, CommitmentLine[]>();
  for (const line of lines) {
    const group = `${line.fiscalYear} ${keyOf(line, by)}`;
    groups.set(group, [...(groups.get(group) ?? []), line]);
  }
  const rows = [...groups.values()].map((own): CommitmentRow => {
    const [first] = own as [CommitmentLine];
    const key = keyOf(first, by);
    return { key, name: names.get(key) ?? key, fiscalYear: first.fiscalYear, ...sumCommitments(own) };
  });
  rows.sort((a, b) => a.fiscalYear - b.fiscalYear || order.compare(a.name, b.name) || order.compare(a.key, b.key));
  return { rows, total: sumCommitments(rows) };
}

const order = new Intl.Collator('nl', { numeric: true });

/**
 * The commitment view, per budget, source or task field and per year.
 * @throws Problem 422 as `commitmentLines`
 */
export async function commitments(
  tx: Tx,
  { by, ...which }: Moment & { by: Grouping; fiscalYear?: number | undefined },
): Promise<Commitments> {
  return groupCommitments(await commitmentLines(tx, which), by, await commitmentNames(tx));
}

const keyOf = (line: CommitmentLine, by: Grouping): string =>
  by === 'budget' ? line.budgetId : by === 'source' ? line.fundingSourceId : line.taskField;

/** Adds up to the cent. */
export function sumCommitments(lines: readonly CommitmentCents[]): CommitmentCents {
  return Object.fromEntries(FIGURES.map((figure) => [figure, sumCents(lines.map((line) => line[figure]))])) as unknown as CommitmentCents;
}
