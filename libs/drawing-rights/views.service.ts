import { addToDay, dayOf, newId, notFound, Problem, type Tx } from '../core/index.js';
import { readCode } from './code.js';
import type { Draw, DrawState } from './draw.entity.js';
import type { DrawingRight } from './drawing-right.entity.js';

/** A right with its names and balances, in its unit: `amount = free + reserved + used` while it runs. */
export interface RightView extends DrawingRight {
  holderName: string;
  budgetName: string;
  neighbourhoodName: string;
  free: number;
  /** Held by draws that wait for confirmation. */
  reserved: number;
  /** Confirmed, paid or not. */
  used: number;
  /** The last day on which its reservation can be invoked, as known now; null unless it is conditional. */
  conditionalUntil: string | null;
}

const RIGHT = `
  select r.id, r.municipality_id as "municipalityId", r.budget_id as "budgetId", r.holder_id as "holderId", r.neighbourhood_id as "neighbourhoodId",
         r.public_value_id as "publicValueId", r.title, r.kind, r.unit, r.amount, r.tariff_cents_per_hour as "tariffCentsPerHour",
         r.committed_cents as "committedCents", r.for_support as "forSupport", r.valid_from as "validFrom", r.valid_to as "validTo", r.state,
         r.considerations, r.dissent, r.granted_by as "grantedBy", r.granted_at as "grantedAt", r.ended_at as "endedAt", r.end_reason as "endReason",
         h.name as "holderName", b.name as "budgetName", n.name as "neighbourhoodName",
         case r.state when 'conditional' then 0 else coalesce(a.free, 0) end::bigint as free, coalesce(a.reserved, 0) as reserved, coalesce(u.used, 0) as used,
         -- Presumed while no council budget is recorded; see reservationOf of budgets.
         case r.state when 'conditional' then coalesce(c.lapses_on, make_date(extract(year from r.valid_from)::int - 1, 12, 13)) end as "conditionalUntil"
    from drawing_rights r
    join organisations h on h.municipality_id = r.municipality_id and h.id = r.holder_id
    join neighbourhood_budgets b on b.municipality_id = r.municipality_id and b.id = r.budget_id
    join neighbourhoods n on n.municipality_id = r.municipality_id and n.id = r.neighbourhood_id
    left join council_budgets c on c.municipality_id = r.municipality_id and c.fiscal_year = extract(year from r.valid_from)::int
    left join lateral (
      select sum(credits_posted - debits_posted - debits_pending)::bigint as free, sum(debits_pending)::bigint as reserved from accounts a
       where a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind = case r.unit when 'EUR' then 'right' else 'right_minutes' end
    ) a on true
    left join lateral (
      select sum(d.amount)::bigint as used from draws d
       where d.municipality_id = r.municipality_id and d.drawing_right_id = r.id and d.state in ('confirmed', 'paid')
    ) u on true
   where r.municipality_id = $1`;

/** Which rights to list. */
export interface RightFilter {
  holderId?: string;
  budgetId?: string;
  neighbourhoodId?: string;
  /** Only those that can be drawn on, today or later; conditional ones too. */
  running?: boolean;
}

/** Rights with their balances, running ones first, then by title; at most 1,000. */
export function rightsOf(tx: Tx, filter: RightFilter): Promise<RightView[]> {
  return tx.rows<RightView>(
    `${RIGHT} and ($2::uuid is null or r.holder_id = $2) and ($3::uuid is null or r.budget_id = $3) and ($4::uuid is null or r.neighbourhood_id = $4)
       and (not $5 or r.state in ('conditional', 'active', 'suspended'))
     order by r.state in ('conditional', 'active', 'suspended') desc, r.title, r.valid_from, r.id limit 1000`,
    [tx.municipalityId, filter.holderId ?? null, filter.budgetId ?? null, filter.neighbourhoodId ?? null, filter.running ?? false],
  );
}

/** One right; holders see only their own. @throws Problem 404 */
export async function rightById(tx: Tx, id: string): Promise<RightView> {
  const right = await tx.row<RightView>(`${RIGHT} and r.id = $2`, [tx.municipalityId, id]);
  const hidden = tx.actor.role === 'initiative' && right?.holderId !== tx.actor.organisationId;
  if (!right || hidden) throw notFound();
  return right;
}

/** A draw with its names. */
export interface DrawView extends Omit<Draw, 'reservedBy' | 'endedBy'> {
  holderName: string;
  supplierName: string;
  rightTitle: string;
  neighbourhoodName: string;
  publicValueId: string;
}

const DRAW = `
  select d.id, d.municipality_id as "municipalityId", d.drawing_right_id as "drawingRightId", d.holder_id as "holderId", d.supplier_id as "supplierId",
         d.unit, d.amount, d.cents, d.purpose, d.state, d.code, d.reserved_at as "reservedAt", d.expires_on as "expiresOn", d.ended_at as "endedAt",
         d.end_reason as "endReason", h.name as "holderName", s.name as "supplierName", r.title as "rightTitle", n.name as "neighbourhoodName",
         r.public_value_id as "publicValueId"
    from draws d
    join organisations h on h.municipality_id = d.municipality_id and h.id = d.holder_id
    join organisations s on s.municipality_id = d.municipality_id and s.id = d.supplier_id
    join drawing_rights r on r.municipality_id = d.municipality_id and r.id = d.drawing_right_id
    join neighbourhoods n on n.municipality_id = r.municipality_id and n.id = r.neighbourhood_id
   where d.municipality_id = $1`;

/** Which draws to list. */
export interface DrawFilter {
  holderId?: string;
  supplierId?: string;
  rightId?: string;
  states?: readonly DrawState[];
  /** The last one of the previous page. */
  after?: { reservedAt: Date; id: string };
  /** At most 200. */
  limit: number;
}

/** Draws, newest first. */
export function drawsOf(tx: Tx, filter: DrawFilter): Promise<DrawView[]> {
  return tx.rows<DrawView>(
    `${DRAW} and ($2::uuid is null or d.holder_id = $2) and ($3::uuid is null or d.supplier_id = $3) and ($4::uuid is null or d.drawing_right_id = $4)
       and ($5::text[] is null or d.state = any ($5)) and ($6::timestamptz is null or (d.reserved_at, d.id) < ($6, $7))
     order by d.reserved_at desc, d.id desc limit $8`,
    [
      tx.municipalityId,
      filter.holderId ?? null,
      filter.supplierId ?? null,
      filter.rightId ?? null,
      filter.states ?? null,
      filter.after?.reservedAt ?? null,
      filter.after?.id ?? null,
      Math.min(filter.limit, 200),
    ],
  );
}

/** One draw, for its holder, its supplier, or whoever oversees the money. @throws Problem 404 */
export async function drawById(tx: Tx, id: string): Promise<DrawView> {
  const draw = await tx.row<DrawView>(`${DRAW} and d.id = $2`, [tx.municipalityId, id]);
  const { role, organisationId } = tx.actor;
  const hidden =
    (role === 'initiative' && draw?.holderId !== organisationId) || (role === 'supplier' && draw?.supplierId !== organisationId);
  if (!draw || hidden) throw notFound();
  return draw;
}

const TRIES = 10;
const MINUTES = 15;

/**
 * The draw that belongs to a code as a supplier typed or scanned it: open or already ended, so that a second tap gets an answer.
 * Wrong codes are counted in a transaction of their own by the caller (`noteWrongCode`), since this one is rolled back.
 * @param address where the attempt comes from
 * @throws Problem 404 for a wrong code, 429 after ten wrong ones in a quarter of an hour
 */
export async function drawByCode(tx: Tx, typed: string, address: string): Promise<DrawView> {
  const since = new Date(tx.now.getTime() - MINUTES * 60_000);
  const wrong = await tx.row<{ count: number }>(
    'select count(*)::int as count from code_attempts where municipality_id = $1 and address = $2 and at > $3',
    [tx.municipalityId, address, since],
  );
  if ((wrong?.count ?? 0) >= TRIES) {
    throw new Problem(429, 'too-many-codes', {
      nl: 'Te veel verkeerde codes. Probeer het over een kwartier nog eens.',
      en: 'Too many wrong codes. Try again in a quarter of an hour.',
    });
  }
  const code = readCode(typed);
  const recent = addToDay(dayOf(tx.now), { days: -60 });
  const draw = code && (await tx.row<DrawView>(`${DRAW} and d.code = $2 and d.expires_on >= $3`, [tx.municipalityId, code, recent]));
  if (!draw)
    throw new Problem(
      404,
      'unknown-code',
      { nl: 'Deze code kennen wij niet. Kijk of u hem goed overnam.', en: 'We do not know this code. Check whether you copied it right.' },
      [
        {
          field: 'code',
          words: {
            nl: 'Deze code kennen wij niet. Kijk of u hem goed overnam.',
            en: 'We do not know this code. Check whether you copied it right.',
          },
        },
      ],
    );
  return draw;
}

/** Remembers a wrong code of an address, and forgets those of more than a day ago. */
export async function noteWrongCode(tx: Tx, address: string): Promise<void> {
  await tx.rows('insert into code_attempts (municipality_id, id, address, at) values ($1, $2, $3, $4)', [
    tx.municipalityId,
    newId(),
    address,
    tx.now,
  ]);
  await tx.rows('delete from code_attempts where municipality_id = $1 and address = $2 and at < $3', [
    tx.municipalityId,
    address,
    new Date(tx.now.getTime() - 86_400_000),
  ]);
}
