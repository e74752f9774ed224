import { badInput, conflict, derivedId, forbidden, formatCents, notFound, type Tx, type Words } from '../core/index.js';
import { record } from '../audit/index.js';
import { post, Transfer, type TransferKind } from '../ledger/index.js';
import { ordinanceOn } from '../tenancy/index.js';
import { Correction } from './correction.entity.js';
import { converted, otherWay } from './correctable.js';

/** Whether and how a transfer can be taken back. */
export interface Correctable {
  transferId: string;
  kind: TransferKind;
  /** The whole amount. */
  cents: number;
  /** What one person may decide alone today. */
  mandateCents: number;
  needsSecond: boolean;
  /** What can go back now; less than `cents` when part of it was used since. */
  freeCents: number;
  /** Which other way is the right one, when a reversing transfer is not; in words. */
  otherWay: Words | undefined;
  /** The open or booked correction, when there is one. */
  correction: CorrectionView | undefined;
}

/** What a correction of this transfer would be. @throws Problem 404 */
export async function correctable(tx: Tx, transferId: string): Promise<Correctable> {
  const transfer = await transferById(tx, transferId);
  const { mandateCents } = await ordinanceOn(tx, tx.today);
  const [known] = await correctionsOf(tx, { transferId, running: true });
  return {
    transferId,
    kind: transfer.kind,
    cents: transfer.amount,
    mandateCents,
    needsSecond: transfer.amount > mandateCents,
    freeCents: await freeOf(tx, transfer),
    otherWay: await wayOf(tx, transfer),
    correction: known,
  };
}

/** Why a reversing transfer alone is not the way; also what a contract was converted into stays whole. */
async function wayOf(tx: Tx, transfer: Transfer): Promise<Words | undefined> {
  const other = otherWay(transfer);
  if (other || transfer.kind !== 'fund') return other;
  const conversion = await tx.row(
    `select c.id from accounts a join conversions c on c.municipality_id = $1 and c.funding_source_id = a.funding_source_id
      where a.municipality_id = $1 and a.id = $2`,
    [tx.municipalityId, transfer.creditAccountId],
  );
  return conversion && converted;
}

/** What is free of where a transfer went. */
async function freeOf(tx: Tx, { creditAccountId }: Transfer): Promise<number> {
  const account = await tx.row<{ free: number }>(
    'select credits_posted - debits_posted - debits_pending as free from accounts where municipality_id = $1 and id = $2',
    [tx.municipalityId, creditAccountId],
  );
  return Math.max(0, account?.free ?? 0);
}

async function transferById(tx: Tx, id: string): Promise<Transfer> {
  const transfer = await tx.manager.findOneBy(Transfer, { municipalityId: tx.municipalityId, id });
  if (!transfer) throw notFound();
  return transfer;
}

/**
 * Takes a booked transfer back by a mirroring one, or proposes that to a second person when it is above the mandate amount of the ordinance
 * in force (equal is within). The books may be red: a correction may be what repairs them.
 * @param request `id` is the caller's: the same correction is made once
 * @throws Problem 404; 422 without a reason of at most 500 characters; 409 `other-way` with the right one in words, `already-corrected`,
 *   `insufficient-balance` when the money was used since, `correction-id-taken`
 */
export async function proposeCorrection(tx: Tx, request: { id: string; transferId: string; reason: string }): Promise<Correction> {
  const { personId } = tx.actor;
  if (!personId) throw forbidden({ nl: 'Een persoon draait een boeking terug.', en: 'A person reverses an entry.' });
  const transfer = await transferById(tx, request.transferId);
  const reason = checkReason(request.reason, 'reason', {
    nl: 'Schrijf op wat er niet klopt, in hoogstens 500 tekens. Iedereen kan dit lezen.',
    en: 'Write down what is wrong, in at most 500 characters. Everybody can read this.',
  });
  // A second tap, or a second person, waits here for the first and then finds what it did.
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [transfer.id]);
  const known = await tx.manager.findOneBy(Correction, { municipalityId: tx.municipalityId, id: request.id });
  if (known) return sameCorrection(known, transfer, reason);
  const other = await wayOf(tx, transfer);
  if (other) throw conflict('other-way', other);
  if ((await correctionsOf(tx, { transferId: transfer.id, running: true })).length > 0) throw alreadyCorrected();
  const { mandateCents } = await ordinanceOn(tx, tx.today);
  const correction: Correction = {
    municipalityId: tx.municipalityId,
    id: request.id,
    transferId: transfer.id,
    cents: transfer.amount,
    reason,
    mandateCents,
    needsSecond: transfer.amount > mandateCents,
    proposedBy: personId,
    proposedAt: tx.now,
    approvedBy: null,
    approvedAt: null,
    refusedBy: null,
    refusedAt: null,
    refusal: null,
    reversalId: null,
  };
  if (correction.needsSecond) await requireFree(tx, transfer);
  else correction.reversalId = await mirror(tx, correction.id, transfer);
  await tx.manager.insert(Correction, correction);
  await record(tx, {
    action: correction.needsSecond ? 'entry.propose-correction' : 'entry.correct',
    subjectType: 'transfer',
    subjectId: transfer.id,
    details: { correctionId: correction.id, cents: correction.cents, mandateCents, reason },
  });
  return correction;
}

function checkReason(typed: string, field: string, words: Words): string {
  const reason = typed.trim();
  if (reason.length === 0 || reason.length > 500) throw badInput(field, words);
  return reason;
}

function sameCorrection(known: Correction, transfer: Transfer, reason: string): Correction {
  if (known.transferId === transfer.id && known.reason === reason) return known;
  throw conflict('correction-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });
}

/** Says now what the ledger would say later, so that no second person is asked for what cannot be. */
async function requireFree(tx: Tx, transfer: Transfer): Promise<void> {
  const free = await freeOf(tx, transfer);
  if (free >= transfer.amount) return;
  throw conflict('insufficient-balance', {
    nl: `Van deze ${formatCents(transfer.amount)} is nog ${formatCents(free)} vrij. Maak eerst vrij wat ervan gebruikt is.`,
    en: `Of this ${formatCents(transfer.amount, 'en')} only ${formatCents(free, 'en')} is free. First free what was used of it.`,
  });
}

/** Books the mirror of a transfer, on the same decision. What counts from a later day goes back from that day, so that no day falls below zero. */
async function mirror(tx: Tx, correctionId: string, transfer: Transfer): Promise<string> {
  const id = derivedId(correctionId, 'reverse', transfer.id);
  await post(tx, {
    id,
    kind: transfer.kind,
    debitAccountId: transfer.creditAccountId,
    creditAccountId: transfer.debitAccountId,
    amount: transfer.amount,
    effectiveOn: transfer.effectiveOn > tx.today ? transfer.effectiveOn : tx.today,
    drawId: transfer.drawId,
    decisionId: transfer.decisionId,
    publicValueId: transfer.publicValueId,
    neighbourhoodId: transfer.neighbourhoodId,
    reversesId: transfer.id,
  });
  return id;
}

function alreadyCorrected() {
  return conflict('already-corrected', {
    nl: 'Deze boeking is al teruggedraaid, of iemand stelde dat al voor.',
    en: 'This entry was reversed already, or somebody proposed that already.',
  });
}

/**
 * Approves a proposed correction as the second person and books the mirror at once. A second tap changes nothing.
 * @throws Problem 404; 403 `second-person-needed` for whoever proposed it; 409 when it was refused, or when the money was used since
 */
export async function approveCorrection(tx: Tx, id: string): Promise<Correction> {
  const correction = await lockCorrection(tx, id);
  const { personId } = tx.actor;
  if (!personId || personId === correction.proposedBy)
    throw forbidden(
      {
        nl: 'U stelde dit zelf voor, of kon het alleen. Een collega keurt het goed.',
        en: 'You proposed this yourself. A colleague approves it.',
      },
      'second-person-needed',
    );
  if (correction.reversalId !== null && correction.approvedBy === personId) return correction;
  requireOpen(correction);
  const reversalId = await mirror(tx, correction.id, await transferById(tx, correction.transferId));
  const approval = { approvedBy: personId, approvedAt: tx.now, reversalId };
  await tx.manager.update(Correction, { municipalityId: tx.municipalityId, id }, approval);
  await record(tx, {
    action: 'entry.approve-correction',
    subjectType: 'transfer',
    subjectId: correction.transferId,
    details: { correctionId: id, cents: correction.cents },
  });
  return { ...correction, ...approval };
}

/**
 * Refuses a proposed correction, with the reason; whoever proposed it may take it back the same way. The entry can then be proposed again.
 * @throws Problem 404; 422 without a reason; 409 when it was approved or refused before
 */
export async function refuseCorrection(tx: Tx, id: string, why: string): Promise<Correction> {
  const correction = await lockCorrection(tx, id);
  const { personId } = tx.actor;
  if (!personId) throw forbidden({ nl: 'Een persoon wijst dit af.', en: 'A person refuses this.' });
  const refusal = checkReason(why, 'reason', {
    nl: 'Schrijf op waarom niet, in hoogstens 500 tekens.',
    en: 'Write down why not, in at most 500 characters.',
  });
  if (correction.refusedBy === personId && correction.refusal === refusal) return correction;
  requireOpen(correction);
  const refused = { refusedBy: personId, refusedAt: tx.now, refusal };
  await tx.manager.update(Correction, { municipalityId: tx.municipalityId, id }, refused);
  await record(tx, {
    action: 'entry.refuse-correction',
    subjectType: 'transfer',
    subjectId: correction.transferId,
    details: { correctionId: id, reason: refusal },
  });
  return { ...correction, ...refused };
}

async function lockCorrection(tx: Tx, id: string): Promise<Correction> {
  const locked = await tx.row('select id from corrections where municipality_id = $1 and id = $2 for update', [tx.municipalityId, id]);
  if (!locked) throw notFound();
  return tx.manager.findOneByOrFail(Correction, { municipalityId: tx.municipalityId, id });
}

function requireOpen(correction: Correction): void {
  if (correction.reversalId !== null)
    throw conflict('correction-booked', { nl: 'Deze correctie is al geboekt.', en: 'This correction was booked already.' });
  if (correction.refusedAt !== null)
    throw conflict('correction-refused', { nl: 'Deze correctie is afgewezen.', en: 'This correction was refused.' });
}

/** A correction with the names on it. */
export interface CorrectionView extends Correction {
  kind: TransferKind;
  /** When the original counts from. */
  effectiveOn: string;
  budgetName: string | null;
  sourceName: string | null;
  fiscalYear: number | null;
  proposedByName: string;
  approvedByName: string | null;
  refusedByName: string | null;
}

/** Which corrections. */
export interface CorrectionFilter {
  id?: string;
  transferId?: string;
  /** The one that was booked as this transfer. */
  reversalId?: string;
  /** Not refused. */
  running?: boolean;
  /** Waiting for a second person. */
  waiting?: boolean;
}

/** Corrections, those that wait first, then the latest; at most 500. */
export function correctionsOf(tx: Tx, filter: CorrectionFilter = {}): Promise<CorrectionView[]> {
  return tx.rows<CorrectionView>(
    `select c.municipality_id as "municipalityId", c.id, c.transfer_id as "transferId", c.cents, c.reason, c.mandate_cents as "mandateCents",
            c.needs_second as "needsSecond", c.proposed_by as "proposedBy", c.proposed_at as "proposedAt", c.approved_by as "approvedBy",
            c.approved_at as "approvedAt", c.refused_by as "refusedBy", c.refused_at as "refusedAt", c.refusal, c.reversal_id as "reversalId",
            t.kind, t.effective_on as "effectiveOn", b.name as "budgetName", s.name as "sourceName",
            coalesce(x.fiscal_year, y.fiscal_year) as "fiscalYear",
            (select name from people where id = c.proposed_by) as "proposedByName",
            (select name from people where id = c.approved_by) as "approvedByName",
            (select name from people where id = c.refused_by) as "refusedByName"
       from corrections c
       join transfers t on t.municipality_id = $1 and t.id = c.transfer_id
       join accounts x on x.municipality_id = $1 and x.id = t.credit_account_id
       join accounts y on y.municipality_id = $1 and y.id = t.debit_account_id
       left join neighbourhood_budgets b on b.municipality_id = $1 and b.id = coalesce(x.budget_id, y.budget_id)
       left join funding_sources s on s.municipality_id = $1 and s.id = coalesce(x.funding_source_id, y.funding_source_id)
      where c.municipality_id = $1 and ($2::uuid is null or c.id = $2) and ($3::uuid is null or c.transfer_id = $3)
        and (not $4::boolean or c.refused_at is null) and (not $5::boolean or (c.refused_at is null and c.reversal_id is null))
        and ($6::uuid is null or c.reversal_id = $6)
      order by c.refused_at is null and c.reversal_id is null desc, c.proposed_at desc, c.id desc limit 500`,
    [
      tx.municipalityId,
      filter.id ?? null,
      filter.transferId ?? null,
      filter.running ?? false,
      filter.waiting ?? false,
      filter.reversalId ?? null,
    ],
  );
}

/** One correction with the names on it. @throws Problem 404 */
export async function correctionById(tx: Tx, id: string): Promise<CorrectionView> {
  const [correction] = await correctionsOf(tx, { id });
  if (!correction) throw notFound();
  return correction;
}
