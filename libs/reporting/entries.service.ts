import { badInput, isId, notFound, type Tx, type Unit, type Words } from '../core/index.js';
import type { TransferKind, TransferPhase } from '../ledger/index.js';
import { accountWords, type AccountParts } from './account-words.js';
import { type EntryFilter, type EntryScope, legParameters, legs } from './legs.js';

/** One transfer as everybody may read it: organisations and no people. */
export interface Entry {
  id: string;
  /** ISO day. */
  effectiveOn: string;
  bookedAt: Date;
  kind: TransferKind;
  phase: TransferPhase;
  unit: Unit;
  /** Whole cents or minutes, signed as the figure counts it; without a figure only a reversal is negative. */
  amount: number;
  budgetId: string | null;
  budgetName: string | null;
  sourceName: string | null;
  /** Iv3, for example 6.1 */
  taskField: string | null;
  fiscalYear: number | null;
  publicValueId: string | null;
  publicValueName: Words | null;
  neighbourhoodName: string | null;
  drawingRightId: string | null;
  rightTitle: string | null;
  holderName: string | null;
  supplierName: string | null;
  /** What a draw is for, in one line. */
  purpose: string | null;
  /** The decision that it was booked under; of a draw, the one of its budget. */
  decisionNumber: string | null;
  decisionId: string | null;
  drawId: string | null;
  reversesId: string | null;
}

/** One page of entries, and what all pages together are. */
export interface EntryPage {
  entries: Entry[];
  /** Of all entries of the filter: the number as it is shown. Without a figure, the euros of what was booked. */
  totalCents: number;
  count: number;
  /** Where the next page begins; absent on the last one. */
  next?: string;
}

/** An entry with both its accounts in words. */
export interface EntryDetail extends Entry {
  from: Words;
  to: Words;
  decisionTitle: string | null;
  /** The entry that took this one back. */
  reversedById: string | null;
}

const MOST = 500;

/**
 * A page of entries, newest first, with the total and the count of all of them read at the same moment.
 * @param page `limit` is 500 at most; `after` is the `next` of the page before
 * @throws Problem 422 for an `after` that no page gave
 */
export async function entriesOf(tx: Tx, filter: EntryFilter, page: { after?: string; limit: number }): Promise<EntryPage> {
  const limit = Math.max(1, Math.min(page.limit, MOST));
  const rows = await tx.rows<Row & { count: number; totalCents: number }>(
    `with ${legs(filter.figure)}, totals as (
       select count(*)::int as count, coalesce(sum(amount) filter (where unit = 'EUR' and booked), 0)::bigint as total from legs
     ), page as (
       select * from legs where $15::timestamptz is null or (booked_at, id, side) < ($15, $16::uuid, $17::text)
        order by booked_at desc, id desc, side desc limit $18
     )
     select x.count, x.total as "totalCents", e.* from totals x left join (${ENTRY}) e on true order by e.at desc, e.id desc, e.side desc`,
    [...legParameters(tx, filter), ...cursorParameters(page.after), limit + 1],
  );
  const { count = 0, totalCents = 0 } = rows[0] ?? {};
  const entries = rows.filter((row) => row.id !== null).map(toEntry);
  const last = rows[limit - 1];
  return { entries: entries.slice(0, limit), totalCents, count, next: entries.length > limit && last ? cursorOf(last) : undefined };
}

/** An entry as it stands in the books of the filter: `debit` when it went out of what the filter takes, as a carry-over to the next year. */
export type BookedEntry = Entry & { side: 'credit' | 'debit' };

/** The most entries that are read at once. */
const STEP = 500;

/** A stretch of entries in the order in which they were booked: behind one cursor, up to and including another. */
export interface Stretch {
  after?: string;
  upTo?: string;
}

/** Divides all entries of a filter into stretches to read one by one. Both ends are known, so reading the last costs what the first does. */
export async function stretchesOf(tx: Tx, scope: EntryScope): Promise<Stretch[]> {
  const ends = await tx.rows<Pick<Row, 'at' | 'id' | 'side'>>(
    `with ${legs(scope.figure)}
     select ${AT} as at, p.id, p.side from (select *, row_number() over (order by booked_at, id, side) as number from legs) p
      where p.number % ${STEP} = 0 order by p.number`,
    legParameters(tx, scope),
  );
  const cursors = ends.map(cursorOf);
  return [...cursors, undefined].map((upTo, index) => ({ after: cursors[index - 1], upTo }));
}

/** The entries of a stretch, without totals. */
export async function entriesIn(tx: Tx, scope: EntryScope, { after, upTo }: Stretch): Promise<BookedEntry[]> {
  const [from, to] = [cursorParameters(after), cursorParameters(upTo)];
  // Bounds on the time alone, which the indexes of transfers can use; the cursors then say exactly where.
  const bounded = { ...scope, since: from[0] ?? scope.since, cutOff: to[0] ?? scope.cutOff };
  const rows = await tx.rows<Row>(
    `with ${legs(scope.figure)}, page as (
       select * from legs where ($15::timestamptz is null or (booked_at, id, side) > ($15, $16::uuid, $17::text))
          and ($18::timestamptz is null or (booked_at, id, side) <= ($18, $19::uuid, $20::text))
        order by booked_at, id, side limit ${2 * STEP}
     ) select e.* from (${ENTRY}) e order by e.at, e.id, e.side`,
    [...legParameters(tx, bounded), ...from, ...to],
  );
  return rows.map((row) => ({ ...toEntry(row), side: row.side }));
}

/** How many entries there are, and what those in euros add up to, in cents; for reading all of them. */
export async function countEntries(tx: Tx, scope: EntryScope): Promise<{ count: number; totalCents: number }> {
  const row = await tx.row<{ count: number; total: number }>(
    `with ${legs(scope.figure)} select count(*)::int as count, coalesce(sum(amount) filter (where unit = 'EUR' and booked), 0)::bigint as total from legs`,
    legParameters(tx, scope),
  );
  return { count: row?.count ?? 0, totalCents: row?.total ?? 0 };
}

/** One entry with both its accounts in words. @throws Problem 404 */
export async function entryById(tx: Tx, id: string): Promise<EntryDetail> {
  const row = await tx.row<Row & { from: AccountParts; to: AccountParts; decisionTitle: string | null; reversedById: string | null }>(
    `with ${legs(undefined)}, page as (select * from legs where id = $15)
     select e.*, ${partsOf('d')} as "from", ${partsOf('c')} as "to", y.id as "reversedById",
            (select title from council_decisions k where k.municipality_id = $1 and k.id = e."decisionId") as "decisionTitle"
       from (${ENTRY}) e
       join transfers t on t.municipality_id = $1 and t.id = e.id
       join accounts d on d.municipality_id = $1 and d.id = t.debit_account_id
       join accounts c on c.municipality_id = $1 and c.id = t.credit_account_id
       left join transfers y on y.municipality_id = $1 and y.reverses_id = t.id`,
    [...legParameters(tx, {}), id],
  );
  if (!row) throw notFound();
  return {
    ...toEntry(row),
    from: accountWords(row.from),
    to: accountWords(row.to),
    decisionTitle: row.decisionTitle,
    reversedById: row.reversedById,
  };
}

const partsOf = (alias: string) => `
  json_build_object('kind', ${alias}.kind, 'year', ${alias}.fiscal_year,
    'budget', (select name from neighbourhood_budgets b where b.municipality_id = $1 and b.id = ${alias}.budget_id),
    'source', (select name from funding_sources s where s.municipality_id = $1 and s.id = ${alias}.funding_source_id),
    'right', (select title from drawing_rights r where r.municipality_id = $1 and r.id = ${alias}.drawing_right_id))`;

interface Row extends Omit<Entry, 'publicValueName'> {
  side: 'credit' | 'debit';
  /** booked_at in UTC to the microsecond, which a Date would lose. */
  at: string;
  valueNl: string | null;
  valueEn: string | null;
}

const AT = `to_char(p.booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The entries of `page` with their names. */
const ENTRY = `
  select p.id, p.side, ${AT} as at,
         t.effective_on as "effectiveOn", t.booked_at as "bookedAt", t.kind, t.phase, t.unit, p.amount,
         p.budget_id as "budgetId", b.name as "budgetName", f.name as "sourceName", f.task_field as "taskField", p.fiscal_year as "fiscalYear",
         p.public_value_id as "publicValueId", v.name_nl as "valueNl", v.name_en as "valueEn", n.name as "neighbourhoodName",
         p.drawing_right_id as "drawingRightId", r.title as "rightTitle", h.name as "holderName", s.name as "supplierName", w.purpose,
         k.number as "decisionNumber", k.id as "decisionId", t.draw_id as "drawId", t.reverses_id as "reversesId"
    from page p
    join transfers t on t.municipality_id = $1 and t.id = p.id
    left join neighbourhood_budgets b on b.municipality_id = $1 and b.id = p.budget_id
    left join funding_sources f on f.municipality_id = $1 and f.id = p.funding_source_id
    left join public_values v on v.municipality_id = $1 and v.id = p.public_value_id
    left join neighbourhoods n on n.municipality_id = $1 and n.id = p.neighbourhood_id
    left join drawing_rights r on r.municipality_id = $1 and r.id = p.drawing_right_id
    left join organisations h on h.municipality_id = $1 and h.id = r.holder_id
    left join draws w on w.municipality_id = $1 and w.id = t.draw_id
    left join organisations s on s.municipality_id = $1 and s.id = w.supplier_id
    left join council_decisions k on k.municipality_id = $1 and k.id = coalesce(t.decision_id, b.decision_id)`;

function toEntry({ side: _side, at: _at, valueNl, valueEn, ...row }: Row): Entry {
  const publicValueName = valueNl === null || valueEn === null ? null : { nl: valueNl, en: valueEn };
  return {
    id: row.id,
    effectiveOn: row.effectiveOn,
    bookedAt: row.bookedAt,
    kind: row.kind,
    phase: row.phase,
    unit: row.unit,
    amount: row.amount,
    budgetId: row.budgetId,
    budgetName: row.budgetName,
    sourceName: row.sourceName,
    taskField: row.taskField,
    fiscalYear: row.fiscalYear,
    publicValueId: row.publicValueId,
    publicValueName,
    neighbourhoodName: row.neighbourhoodName,
    drawingRightId: row.drawingRightId,
    rightTitle: row.rightTitle,
    holderName: row.holderName,
    supplierName: row.supplierName,
    purpose: row.purpose,
    decisionNumber: row.decisionNumber,
    decisionId: row.decisionId,
    drawId: row.drawId,
    reversesId: row.reversesId,
  };
}

function cursorOf(row: Pick<Row, 'at' | 'id' | 'side'>): string {
  return Buffer.from(`${row.at} ${row.id} ${row.side}`).toString('base64url');
}

function cursorParameters(after: string | undefined): (string | null)[] {
  if (after === undefined) return [null, null, null];
  const [at = '', id, side = ''] = Buffer.from(after, 'base64url').toString('latin1').split(' ');
  const known =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(at) && !Number.isNaN(Date.parse(at)) && isId(id) && ['credit', 'debit'].includes(side);
  if (!known)
    throw badInput('after', {
      nl: 'Deze bladzijde kennen wij niet. Begin vooraan.',
      en: 'We do not know this page. Start at the first one.',
    });
  return [at, id, side];
}
