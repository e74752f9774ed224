import { conflict, constraintOf, Problem, type Tx } from '../core/index.js';
import type { TransferKind } from './transfer.entity.js';

/** One amount to move. `id` is the caller's: the same id with the same content books once. */
export interface Posting {
  id: string;
  kind: TransferKind;
  debitAccountId: string;
  creditAccountId: string;
  /** In the unit of both accounts: whole cents or whole minutes, above zero. */
  amount: number;
  /** Reserve only; to be ended by `resolve`. */
  pending?: boolean;
  /** The day it counts for; by default the day of the transaction. */
  effectiveOn?: string;
  drawId?: string | null;
  decisionId?: string | null;
  publicValueId?: string | null;
  neighbourhoodId?: string | null;
  /** The booked transfer this one mirrors: a transfer is reversed once. */
  reversesId?: string | null;
}

/** The end of one pending transfer; `amount` is at most what is pending. */
export interface Resolution {
  id: string;
  pendingId: string;
  amount: number;
}

/** The call that books one transfer; its twelve parameters come after the first `from`. */
const callAfter = (from: number) =>
  `select post_transfer(${Array.from({ length: 12 }, (_, index) => `$${from + index + 1}`).join(', ')}) as booked`;
const POST = callAfter(0);

/** A statement that writes what a posting belongs to. */
export interface Writing {
  sql: string;
  parameters: unknown[];
  /** Its name; the same for the same text. */
  planned: string;
}

/**
 * Books one transfer in one trip.
 * @param along sent as one statement with the posting: both are done, or neither
 * @returns false when the same transfer was booked before
 * @throws Problem 409 `insufficient-balance`, `amount-too-large`, `transfer-id-taken` or `already-reversed`
 */
export async function post(tx: Tx, posting: Posting, along?: Writing): Promise<boolean> {
  const p = posting;
  const values = [p.id, p.kind, p.pending ?? false, p.debitAccountId, p.creditAccountId, p.amount, p.effectiveOn ?? tx.today];
  const dimensions = [p.drawId ?? null, p.decisionId ?? null, p.publicValueId ?? null, p.neighbourhoodId ?? null, p.reversesId ?? null];
  const before = along?.parameters ?? [];
  const sql = along ? `with along as (${along.sql}) ${callAfter(before.length)}` : POST;
  const name = along ? `${along.planned} and post a transfer` : 'post a transfer';
  const row = await refused(tx.row<{ booked: boolean }>(sql, [...before, ...values, ...dimensions], name));
  return row?.booked ?? false;
}

/**
 * Books up to 1,000 transfers in one trip, all or none.
 * @returns how many were not booked before
 * @throws Problem 409, as `post`
 */
export async function postAll(tx: Tx, postings: readonly Posting[]): Promise<number> {
  if (postings.length === 0) return 0;
  const column = (pick: (posting: Posting) => unknown) => postings.map((posting) => pick(posting) ?? null);
  const row = await refused(
    tx.row<{ booked: number }>(
      `select post_transfers($1::uuid[], $2::text[], $3::boolean[], $4::uuid[], $5::uuid[], $6::bigint[], $7::date[],
                             $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[]) as booked`,
      [
        column((p) => p.id),
        column((p) => p.kind),
        column((p) => p.pending ?? false),
        column((p) => p.debitAccountId),
        column((p) => p.creditAccountId),
        column((p) => p.amount),
        column((p) => p.effectiveOn ?? tx.today),
        column((p) => p.drawId),
        column((p) => p.decisionId),
        column((p) => p.publicValueId),
        column((p) => p.neighbourhoodId),
        column((p) => p.reversesId),
      ],
      'post transfers',
    ),
  );
  return row?.booked ?? 0;
}

/** Books any number of transfers, a thousand a trip; the transaction makes it all or none. @throws Problem 409, as `post` */
export async function postInBatches(tx: Tx, postings: readonly Posting[]): Promise<void> {
  for (let from = 0; from < postings.length; from += 1_000) await postAll(tx, postings.slice(from, from + 1_000));
}

/**
 * Ends up to 1,000 pending transfers in one trip, all or none: 'post' books them, 'void' and 'expire' give the amount back.
 * @throws Problem 409 `already-resolved` when one of them was ended before by another id
 */
export async function resolve(
  tx: Tx,
  outcome: 'post' | 'void' | 'expire',
  resolutions: readonly Resolution[],
  effectiveOn = tx.today,
): Promise<number> {
  if (resolutions.length === 0) return 0;
  const row = await refused(
    tx.row<{ resolved: number }>('select resolve_transfers($1::uuid[], $2::uuid[], $3, $4::bigint[], $5) as resolved', [
      resolutions.map((resolution) => resolution.id),
      resolutions.map((resolution) => resolution.pendingId),
      outcome,
      resolutions.map((resolution) => resolution.amount),
      effectiveOn,
    ]),
  );
  return row?.resolved ?? 0;
}

const REFUSALS: Record<string, Problem> = {
  account_never_overdrawn: conflict('insufficient-balance', {
    nl: 'Er is niet genoeg over voor dit bedrag. Er is niets geboekt.',
    en: 'Not enough is left for this amount. Nothing was booked.',
  }),
  transfer_id_has_one_content: conflict('transfer-id-taken', {
    nl: 'Deze boeking bestaat al, met een andere inhoud. Begin opnieuw.',
    en: 'This booking exists already, with another content. Start again.',
  }),
  transfer_is_resolved_once: conflict('already-resolved', {
    nl: 'Dit is al afgehandeld: bevestigd, ingetrokken of verlopen.',
    en: 'This was ended already: confirmed, withdrawn or expired.',
  }),
  account_totals_stay_exact: conflict('amount-too-large', {
    nl: 'Bij elkaar wordt dit meer dan wij precies kunnen bijhouden. Er is niets geboekt.',
    en: 'Together this becomes more than we can keep exactly. Nothing was booked.',
  }),
  transfer_is_reversed_once: conflict('already-reversed', {
    nl: 'Deze boeking is al teruggedraaid.',
    en: 'This booking was reversed already.',
  }),
};

async function refused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const refusal = REFUSALS[constraintOf(error) ?? ''];
    if (refusal) throw new Problem(refusal.status, refusal.type, refusal.words, refusal.fields);
    throw error;
  }
}
