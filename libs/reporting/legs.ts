import { TIME_ZONE, type Tx } from '../core/index.js';
import type { AccountKind, TransferKind } from '../ledger/index.js';

/**
 * The numbers that pages and reports show; each is the sum of signed amounts of transfers, in cents. Reserved is the part of planned that stands
 * under budget reservation; frame is adopted plus carried; payable is the part of committed that was delivered; spent is committed plus paid.
 */
export type Figure =
  'funded' | 'planned' | 'reserved' | 'adopted' | 'carried' | 'frame' | 'committed' | 'payable' | 'paid' | 'spent' | 'available';

/** Every figure, in the order in which money goes through them. */
export const figures: readonly Figure[] = [
  ...(['funded', 'planned', 'reserved', 'adopted', 'carried', 'frame', 'committed', 'payable', 'paid', 'spent', 'available'] as const),
];

/** Which entries to take; what is left out does not narrow them. Without a figure: all of them, in both units and every phase. */
export interface EntryFilter {
  figure?: Figure;
  fiscalYear?: number;
  budgetId?: string;
  fundingSourceId?: string;
  publicValueId?: string;
  /** Entries that name it, and those of a budget that is for this neighbourhood alone. */
  neighbourhoodId?: string;
  drawingRightId?: string;
  drawId?: string;
  /** Only the support share; it is told apart from when an instalment is adopted. */
  supportOnly?: boolean;
  /** Iv3, for example 6.1 */
  taskField?: string;
  /** What the books said at the end of this ISO day, in Dutch time: entries booked until then. */
  bookedUntil?: string;
  /** What counted on this ISO day: entries that take effect until then, whenever they were booked. */
  effectiveUntil?: string;
}

/** A filter that may also be bounded in time: what was booked from and up to an instant, both included. */
export interface EntryScope extends EntryFilter {
  cutOff?: Date | string;
  since?: string;
}

/** Transfers of some kinds, as seen from accounts of some kinds: credits with `sign`, debits against it. */
interface Part {
  accounts: readonly AccountKind[];
  transfers: readonly TransferKind[];
  sign: 1 | -1;
  /** Narrows the accounts further; `a` is the account. */
  where?: string;
}

const AVAILABLE: readonly AccountKind[] = ['available', 'available_support'];

/** Grants are read from where they come, because a budget has few such accounts and grants are few beside draws. */
const granted: Part = { accounts: AVAILABLE, transfers: ['grant', 'return'], sign: -1 };

/**
 * Whether an instalment `i` stood under budget reservation (Awb 4:34) on a day (an SQL expression), or stands there now when that is null. Of
 * the past only its present status and since when are kept. So: one that is reserved now was so since its status began; one that was adopted or
 * withdrawn since then stood under reservation, as far as it was set apart, when its year had begun or was the next; one that is still planned never did.
 */
export const stoodReserved = (day: string) => `
  case when ${day} is null then i.status = 'reserved'
       else (i.status = 'reserved' and i.status_on <= ${day})
         or (i.status in ('adopted', 'withdrawn') and i.fiscal_year <= extract(year from ${day}) + 1) end`;

const reserved = `a.instalment_id in (
  select i.id from instalments i where i.municipality_id = $1 and (${stoodReserved('coalesce($12::date, $13::date)')}))`;

const PARTS: Record<Figure, readonly Part[]> = {
  funded: [{ accounts: ['source'], transfers: ['fund'], sign: 1 }],
  planned: [{ accounts: ['planned'], transfers: ['plan', 'adopt', 'withdraw'], sign: 1 }],
  reserved: [{ accounts: ['planned'], transfers: ['plan', 'adopt', 'withdraw'], sign: 1, where: reserved }],
  adopted: [{ accounts: AVAILABLE, transfers: ['adopt', 'give_back'], sign: 1 }],
  carried: [{ accounts: AVAILABLE, transfers: ['carry_over', 'close'], sign: 1 }],
  frame: [{ accounts: AVAILABLE, transfers: ['adopt', 'give_back', 'carry_over', 'close'], sign: 1 }],
  committed: [granted, { accounts: ['payable'], transfers: ['pay'], sign: 1 }],
  payable: [{ accounts: ['payable'], transfers: ['draw', 'pay'], sign: 1 }],
  paid: [{ accounts: ['paid'], transfers: ['pay'], sign: 1 }],
  spent: [granted],
  available: [{ accounts: AVAILABLE, transfers: ['adopt', 'give_back', 'carry_over', 'close', 'grant', 'return'], sign: 1 }],
};

/** The parameters of `legs`, in its order; further ones of a statement begin at $15. */
export function legParameters(tx: Tx, scope: EntryScope): unknown[] {
  const { fiscalYear, budgetId, fundingSourceId, publicValueId, neighbourhoodId, drawingRightId, drawId, supportOnly, cutOff, since } =
    scope;
  const ids = [budgetId, fundingSourceId, publicValueId, neighbourhoodId, drawingRightId, drawId].map((id) => id ?? null);
  const times = [cutOff ?? null, since ?? null, pastDay(tx, scope.bookedUntil), scope.effectiveUntil ?? null];
  return [tx.municipalityId, fiscalYear ?? null, ...ids, supportOnly ?? false, ...times, scope.taskField ?? null];
}

/** A day of booking that is over; what was booked until today or later is everything. */
export const pastDay = (tx: Tx, day: string | undefined): string | null => (day !== undefined && day < tx.today ? day : null);

/** The instant in SQL at which a day (an SQL expression) is over in Dutch time. */
export const endOfDay = (day: string) => `((${day} + 1)::timestamp at time zone '${TIME_ZONE}')`;

/**
 * The common table expressions `sole` and `legs`: one row per transfer and side that counts, with its signed amount, the account it is
 * seen from and the dimensions it is summed by. A carry-over inside the filter has two: out of the one year and into the next.
 */
export function legs(figure: Figure | undefined): string {
  const selects = figure === undefined ? everything() : PARTS[figure].flatMap((part) => sidesOf(part));
  return `
    sole as (
      select budget_id, min(neighbourhood_id::text)::uuid as neighbourhood_id from budget_neighbourhoods
       where municipality_id = $1 group by budget_id having count(*) = 1
    ), legs as (${selects.join(' union all ')})`;
}

function sidesOf({ accounts, transfers, sign, where = 'true' }: Part): string[] {
  const counts = `a.kind in (${quoted(accounts)}) and t.kind in (${quoted(transfers)}) and t.phase in ('posted', 'post') and a.unit = 'EUR' and ${onAccount('a')} and ${where}`;
  return [leg('credit', sign === 1 ? 't.amount' : '-t.amount', counts), leg('debit', sign === 1 ? '-t.amount' : 't.amount', counts)];
}

/** Without a figure a transfer counts once: by the account that was credited if the filter takes that, else by the one debited. */
function everything(): string[] {
  const amount = 'case when t.reverses_id is null then t.amount else -t.amount end';
  return [leg('credit', amount, onAccount('a')), leg('debit', amount, `${onAccount('a')} and not coalesce(${onAccount('o')}, false)`)];
}

const onAccount = (alias: string) =>
  `(($2::int is null or ${alias}.fiscal_year = $2) and ($3::uuid is null or ${alias}.budget_id = $3) and ($4::uuid is null or ${alias}.funding_source_id = $4)
    and ($14::text is null or ${alias}.funding_source_id in (select id from funding_sources where municipality_id = $1 and task_field = $14)))`;

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');

function leg(side: 'credit' | 'debit', amount: string, counts: string): string {
  return `
    select t.id, t.booked_at, '${side}'::text as side, ${amount} as amount, t.unit, t.phase in ('posted', 'post') as booked,
           coalesce(a.budget_id, o.budget_id) as budget_id, coalesce(a.funding_source_id, o.funding_source_id) as funding_source_id,
           coalesce(a.fiscal_year, o.fiscal_year) as fiscal_year, t.public_value_id,
           coalesce(t.neighbourhood_id, s.neighbourhood_id) as neighbourhood_id, r.id as drawing_right_id
      from accounts a
      join transfers t on t.municipality_id = a.municipality_id and t.${side}_account_id = a.id
      join accounts o on o.municipality_id = t.municipality_id and o.id = t.${side === 'credit' ? 'debit' : 'credit'}_account_id
      left join draws d on d.municipality_id = t.municipality_id and d.id = t.draw_id
      left join drawing_rights r on r.municipality_id = t.municipality_id and r.id = coalesce(a.drawing_right_id, o.drawing_right_id, d.drawing_right_id)
      left join sole s on s.budget_id = coalesce(a.budget_id, o.budget_id)
     where a.municipality_id = $1 and t.municipality_id = $1 and ${counts}
       and ($5::uuid is null or t.public_value_id = $5)
       and ($6::uuid is null or coalesce(t.neighbourhood_id, s.neighbourhood_id) = $6)
       and ($7::uuid is null or r.id = $7) and ($8::uuid is null or t.draw_id = $8)
       and (not $9::boolean or r.for_support or 'available_support' in (a.kind, o.kind))
       and ($10::timestamptz is null or t.booked_at <= $10) and ($11::timestamptz is null or t.booked_at >= $11)
       and ($12::date is null or t.booked_at < ${endOfDay('$12::date')}) and ($13::date is null or t.effective_on <= $13)`;
}
