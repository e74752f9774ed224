import { In } from 'typeorm';
import { badInput, conflict, derivedId, forbidden, newId, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { markPaid } from '../drawing-rights/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import { Payable, PaymentBatch } from './payable.entity.js';

const MOST = 500;

/**
 * Puts open payables together for payment. A second person approves them.
 * @throws Problem 422 for an empty or too large choice, 409 when one of them is not open any more
 */
export async function prepareBatch(tx: Tx, payableIds: readonly string[]): Promise<PaymentBatch> {
  if (!tx.actor.personId) throw forbidden({ nl: 'Een persoon zet betalingen klaar.', en: 'A person prepares payments.' });
  const ids = [...new Set(payableIds)];
  if (ids.length === 0) throw badInput('payableIds', { nl: 'Kies minstens één betaling.', en: 'Choose at least one payment.' });
  if (ids.length > MOST)
    throw badInput('payableIds', { nl: `Kies hoogstens ${MOST} betalingen tegelijk.`, en: `Choose at most ${MOST} payments at once.` });
  const batch: PaymentBatch = {
    municipalityId: tx.municipalityId,
    id: newId(),
    preparedBy: tx.actor.personId,
    preparedAt: tx.now,
    approvedBy: null,
    approvedAt: null,
  };
  await tx.manager.insert(PaymentBatch, batch);
  const taken = await tx.rows(
    `update payables set state = 'prepared', batch_id = $2 where municipality_id = $1 and id = any ($3) and state = 'open' returning id`,
    [tx.municipalityId, batch.id, ids],
  );
  if (taken.length < ids.length)
    throw conflict('payable-not-open', {
      nl: 'Een van deze betalingen staat al klaar. Kijk de lijst opnieuw na.',
      en: 'One of these payments was prepared already. Look at the list again.',
    });
  await record(tx, { action: 'payable.prepare', subjectType: 'payment-batch', subjectId: batch.id, details: { payables: ids.length } });
  return batch;
}

/**
 * Approves a batch as the second person and books its payments: from payable to paid, per instalment to the cent.
 * @throws Problem 403 for the person who prepared it, 409 when it was approved before
 */
export async function approveBatch(tx: Tx, batchId: string): Promise<number> {
  const batch = await tx.row<{ prepared_by: string; approved_by: string | null }>(
    'select prepared_by, approved_by from payment_batches where municipality_id = $1 and id = $2 for update',
    [tx.municipalityId, batchId],
  );
  if (!batch) throw notFound();
  if (batch.approved_by)
    throw conflict('batch-approved', { nl: 'Deze betalingen zijn al goedgekeurd.', en: 'These payments were approved already.' });
  if (!tx.actor.personId || tx.actor.personId === batch.prepared_by) {
    throw forbidden(
      {
        nl: 'U zette deze betalingen zelf klaar. Een collega keurt ze goed.',
        en: 'You prepared these payments yourself. A colleague approves them.',
      },
      'second-person-needed',
    );
  }
  await tx.manager.update(
    PaymentBatch,
    { municipalityId: tx.municipalityId, id: batchId },
    { approvedBy: tx.actor.personId, approvedAt: tx.now },
  );
  const paid = await tx.rows<{ id: string; drawId: string; cents: number }>(
    `update payables set state = 'paid', paid_on = $3 where municipality_id = $1 and batch_id = $2 and state = 'prepared'
     returning id, draw_id as "drawId", cents`,
    [tx.municipalityId, batchId, tx.today],
  );
  const drawIds = paid.map((payable) => payable.drawId);
  const postings = await paymentPostings(tx, drawIds);
  for (let at = 0; at < postings.length; at += 1000) await postAll(tx, postings.slice(at, at + 1000));
  await markPaid(tx, drawIds);
  const totalCents = paid.reduce((sum, payable) => sum + payable.cents, 0);
  await record(tx, {
    action: 'payable.approve',
    subjectType: 'payment-batch',
    subjectId: batchId,
    details: { payables: paid.length, totalCents },
  });
  return totalCents;
}

async function paymentPostings(tx: Tx, drawIds: readonly string[]): Promise<Posting[]> {
  const owed = await tx.rows<
    Record<'id' | 'drawId' | 'payableAccountId' | 'value' | 'place' | 'fundingSourceId' | 'budgetId' | 'instalmentId', string> & {
      amount: number;
      fiscalYear: number;
    }
  >(
    `select t.id, t.draw_id as "drawId", t.amount, t.credit_account_id as "payableAccountId", t.public_value_id as value, t.neighbourhood_id as place,
            a.funding_source_id as "fundingSourceId", a.fiscal_year as "fiscalYear", a.budget_id as "budgetId", a.instalment_id as "instalmentId"
       from transfers t join accounts a on a.municipality_id = t.municipality_id and a.id = t.credit_account_id and a.kind = 'payable'
      where t.municipality_id = $1 and t.draw_id = any ($2) and t.phase = 'post' and t.kind = 'draw' order by t.id`,
    [tx.municipalityId, drawIds],
  );
  const postings: Posting[] = [];
  for (const { fundingSourceId, fiscalYear, budgetId, instalmentId, ...transfer } of owed) {
    postings.push({
      id: derivedId(transfer.drawId, 'pay', transfer.id),
      kind: 'pay',
      debitAccountId: transfer.payableAccountId,
      creditAccountId: await openAccount(tx, 'paid', 'EUR', { fundingSourceId, fiscalYear, budgetId, instalmentId }),
      amount: transfer.amount,
      drawId: transfer.drawId,
      publicValueId: transfer.value,
      neighbourhoodId: transfer.place,
    });
  }
  return postings;
}

/** A payable with the names on it. */
export interface PayableView extends Payable {
  supplierName: string;
  holderName: string;
  purpose: string;
  rightTitle: string;
}

/** Which payables to list. */
export interface PayableFilter {
  supplierId?: string;
  batchId?: string;
  states?: readonly Payable['state'][];
  /** At most 500. */
  limit?: number;
}

/** Payables, what is due first at the top. */
export function payablesOf(tx: Tx, filter: PayableFilter): Promise<PayableView[]> {
  return tx.rows<PayableView>(
    `select p.id, p.municipality_id as "municipalityId", p.draw_id as "drawId", p.supplier_id as "supplierId", p.cents, p.confirmed_on as "confirmedOn",
            p.due_on as "dueOn", p.state, p.batch_id as "batchId", p.paid_on as "paidOn", s.name as "supplierName", h.name as "holderName",
            d.purpose, r.title as "rightTitle"
       from payables p
       join draws d on d.municipality_id = p.municipality_id and d.id = p.draw_id
       join organisations s on s.municipality_id = p.municipality_id and s.id = p.supplier_id
       join organisations h on h.municipality_id = d.municipality_id and h.id = d.holder_id
       join drawing_rights r on r.municipality_id = d.municipality_id and r.id = d.drawing_right_id
      where p.municipality_id = $1 and ($2::uuid is null or p.supplier_id = $2) and ($3::uuid is null or p.batch_id = $3)
        and ($4::text[] is null or p.state = any ($4))
      order by p.due_on, p.id limit $5`,
    [tx.municipalityId, filter.supplierId ?? null, filter.batchId ?? null, filter.states ?? null, Math.min(filter.limit ?? MOST, MOST)],
  );
}

/** The payables of draws, by draw: when each is due and when it was paid. */
export async function payablesByDraw(tx: Tx, drawIds: readonly string[]): Promise<Map<string, Payable>> {
  const payables = await tx.manager.findBy(Payable, { municipalityId: tx.municipalityId, drawId: In([...drawIds]) });
  return new Map(payables.map((payable) => [payable.drawId, payable]));
}

/** A batch with its total in cents. */
export interface BatchView extends PaymentBatch {
  payables: number;
  totalCents: number;
}

/** The latest batches, those that wait for approval first. */
export function batchesOf(tx: Tx, limit = 50): Promise<BatchView[]> {
  return tx.rows<BatchView>(
    `select b.id, b.municipality_id as "municipalityId", b.prepared_by as "preparedBy", b.prepared_at as "preparedAt", b.approved_by as "approvedBy",
            b.approved_at as "approvedAt", count(p.id)::int as payables, coalesce(sum(p.cents), 0)::bigint as "totalCents"
       from payment_batches b left join payables p on p.municipality_id = b.municipality_id and p.batch_id = b.id
      where b.municipality_id = $1 group by b.municipality_id, b.id order by b.approved_at is null desc, b.prepared_at desc limit $2`,
    [tx.municipalityId, limit],
  );
}
