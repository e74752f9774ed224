import { badInput, cents, type Cents, collect, conflict, derivedId, formatCents, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, post } from '../ledger/index.js';
import { lockBudget } from './budgets.service.js';
import { decisionById } from './decisions.service.js';
import type { CouncilDecision } from './council-decision.entity.js';
import { Instalment } from './instalment.entity.js';
import { type InstalmentParts, instalmentParts } from './release.service.js';
import { Withdrawal, type WithdrawalGround } from './reservation.entity.js';
import { dayInWords, type Reservation, reservationOf } from './reservations.service.js';

/** What is withdrawn of an instalment before it counts. */
export interface WithdrawalRequest {
  instalmentId: string;
  decisionId: string;
  /** At most what is left of the instalment. */
  cents: number;
  reason: string;
  ground: WithdrawalGround;
}

/** An instalment as a withdrawal would leave it, checked against the rules of its ground. */
export interface WithdrawalPreview {
  instalment: Instalment;
  reservation: Reservation;
  /** What counts of it now, in cents. */
  beforeCents: Cents;
  afterCents: Cents;
  /** How the rest will be split when it counts. */
  parts: InstalmentParts;
}

/** One instalment. @throws Problem 404 */
export async function instalmentById(tx: Tx, id: string): Promise<Instalment> {
  const instalment = await tx.manager.findOneBy(Instalment, { municipalityId: tx.municipalityId, id });
  if (!instalment) throw notFound();
  return instalment;
}

/** Withdrawals of the instalments of a budget, in the order in which they were made. */
export function withdrawalsOf(tx: Tx, budgetId: string): Promise<Withdrawal[]> {
  return tx.manager
    .createQueryBuilder(Withdrawal, 'w')
    .innerJoin(Instalment, 'i', 'i.municipality_id = w.municipality_id and i.id = w.instalment_id')
    .where('w.municipality_id = :municipality and i.municipality_id = :municipality', { municipality: tx.municipalityId })
    .andWhere('i.budget_id = :budgetId', { budgetId })
    .orderBy('w.withdrawnAt')
    .addOrderBy('w.id')
    .getMany();
}

/** The withdrawal that was made by a request, if it was made. @throws Problem 409 `request-id-taken` when it had another content */
export async function withdrawalBy(tx: Tx, requestId: string, request: WithdrawalRequest): Promise<Withdrawal | undefined> {
  const known = await tx.manager.findOneBy(Withdrawal, { municipalityId: tx.municipalityId, id: requestId });
  if (!known) return undefined;
  const same =
    known.instalmentId === request.instalmentId &&
    known.decisionId === request.decisionId &&
    known.cents === request.cents &&
    known.ground === request.ground &&
    known.reason === request.reason.trim();
  if (same) return known;
  throw conflict('request-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });
}

/**
 * Shows what a withdrawal would leave, without doing it. What conditional grants hold is not looked at here.
 * @throws Problem 422 per field, 404 for an unknown instalment or decision, and 409 in words: `instalment-counts` once it counts,
 *   `instalment-withdrawn`, and for the reservation `not-under-reservation`, `council-budget-not-recorded` and `reservation-lapsed`
 */
export async function previewWithdrawal(tx: Tx, request: WithdrawalRequest): Promise<WithdrawalPreview> {
  const instalment = await instalmentById(tx, request.instalmentId);
  const decision = await decisionById(tx, request.decisionId);
  const reservation = await reservationOf(tx, instalment.fiscalYear);
  checkStatus(instalment);
  if (request.ground === 'reservation') checkReservation(instalment, reservation);
  const beforeCents = cents(instalment.cents - instalment.withdrawnCents);
  collect({
    decision: () => checkDecision(request, decision, reservation),
    cents: () => checkAmount(request.cents, beforeCents),
    reason: () => {
      const length = request.reason.trim().length;
      if (length === 0 || length > 4000)
        throw badInput('reason', {
          nl: 'Schrijf op waarom, in hoogstens 4000 tekens. De wijk leest dit.',
          en: 'Write down why, in at most 4000 characters. The neighbourhood reads this.',
        });
    },
  });
  const withdrawnCents = instalment.withdrawnCents + request.cents;
  const parts = instalmentParts({ ...instalment, withdrawnCents });
  return { instalment, reservation, beforeCents, afterCents: cents(beforeCents - request.cents), parts };
}

function checkStatus({ status }: Instalment): void {
  if (status === 'adopted')
    throw conflict('instalment-counts', {
      nl: 'Dit geld telt al mee. Het kan alleen nog veranderen met een besluit tot wijziging van het wijkbudget.',
      en: 'This money counts already. It can only change by a decision that changes the budget.',
    });
  if (status === 'withdrawn')
    throw conflict('instalment-withdrawn', { nl: 'Dit geld is al ingetrokken.', en: 'This money was withdrawn already.' });
}

function checkReservation({ fiscalYear, status }: Instalment, { presumed, open, adoptedOn, lapsesOn }: Reservation): void {
  if (status !== 'reserved')
    throw conflict('not-under-reservation', {
      nl: `${fiscalYear} staat nog niet onder begrotingsvoorbehoud. Dat begint op 1 januari ${fiscalYear - 1}.`,
      en: `${fiscalYear} is not under budget reservation yet. That begins on 1 January ${fiscalYear - 1}.`,
    });
  const day = (date: string) => ({ nl: dayInWords(date, 'nl'), en: dayInWords(date, 'en') });
  const [from, to] = [day(adoptedOn), day(lapsesOn)];
  if (presumed)
    throw conflict('council-budget-not-recorded', {
      nl: `Er is niet vastgelegd dat de raad de begroting van ${fiscalYear} vaststelde. Leg dat eerst vast: vanaf die dag kunt u het voorbehoud vier weken inroepen.`,
      en: `It is not recorded that the council adopted the budget of ${fiscalYear}. Record that first: from that day the reservation can be invoked for four weeks.`,
    });
  if (!open)
    throw conflict('reservation-lapsed', {
      nl: `Het voorbehoud is vervallen. De raad stelde de begroting van ${fiscalYear} vast op ${from.nl}; inroepen kon tot en met ${to.nl}.`,
      en: `The reservation has lapsed. The council adopted the budget of ${fiscalYear} on ${from.en}; it could be invoked until ${to.en}.`,
    });
}

function checkDecision({ ground }: WithdrawalRequest, decision: CouncilDecision, { adoptedOn }: Reservation): void {
  if (ground !== 'reservation' || decision.decidedOn >= adoptedOn) return;
  throw badInput('decisionId', {
    nl: `Dit besluit is van vóór de begroting. Kies het besluit van ${dayInWords(adoptedOn, 'nl')} of later waarmee het voorbehoud wordt ingeroepen.`,
    en: `This decision is from before the budget. Choose the decision of ${dayInWords(adoptedOn, 'en')} or later that invokes the reservation.`,
  });
}

function checkAmount(wanted: number, left: Cents): void {
  if (Number.isSafeInteger(wanted) && wanted > 0 && wanted <= left) return;
  throw badInput('cents', {
    nl: `Vul een bedrag in van meer dan nul en hoogstens ${formatCents(left)}.`,
    en: `Enter an amount above zero and at most ${formatCents(left, 'en')}.`,
  });
}

/**
 * Takes back what the council decided to withdraw of an instalment before it counts: from planned to its source, in whole or in part, where
 * it is free again at once. On the ground of the reservation only while it stands under it and within four weeks after the council adopted
 * its budget (Awb 4:34); the other grounds have no term.
 * @param requestId the caller's: the same request withdraws once
 * @throws as `previewWithdrawal`; Problem 409 `held-conditionally` for what is granted conditionally, `request-id-taken`
 */
export async function withdrawInstalment(tx: Tx, requestId: string, request: WithdrawalRequest): Promise<Withdrawal> {
  // Grants and releases of the budget wait here; whatever else touches the instalment waits for the second lock.
  await lockBudget(tx, (await instalmentById(tx, request.instalmentId)).budgetId);
  await tx.rows('select id from instalments where municipality_id = $1 and id = $2 for no key update', [
    tx.municipalityId,
    request.instalmentId,
  ]);
  const known = await withdrawalBy(tx, requestId, request);
  if (known) return known;
  const { instalment, afterCents, parts } = await previewWithdrawal(tx, request);
  const held = await heldOf(tx, instalment);
  if (held.rest > parts.rest || held.support > parts.support) throw heldConditionally(held);
  const withdrawal: Withdrawal = {
    municipalityId: tx.municipalityId,
    id: requestId,
    instalmentId: instalment.id,
    decisionId: request.decisionId,
    cents: request.cents,
    ground: request.ground,
    reason: request.reason.trim(),
    withdrawnBy: tx.actor.personId,
    withdrawnAt: tx.now,
  };
  await tx.manager.insert(Withdrawal, withdrawal);
  await tx.manager.update(
    Instalment,
    { municipalityId: tx.municipalityId, id: instalment.id },
    {
      withdrawnCents: instalment.withdrawnCents + request.cents,
      ...(afterCents === 0 ? { status: 'withdrawn' as const, statusOn: tx.today } : {}),
    },
  );
  await bookWithdrawal(tx, instalment, withdrawal);
  await record(tx, {
    action: 'instalment.withdraw',
    subjectType: 'neighbourhood-budget',
    subjectId: instalment.budgetId,
    details: { instalmentId: instalment.id, fiscalYear: instalment.fiscalYear, cents: request.cents, ground: request.ground },
  });
  return withdrawal;
}

async function bookWithdrawal(tx: Tx, instalment: Instalment, withdrawal: Withdrawal): Promise<void> {
  const { fundingSourceId, fiscalYear, budgetId, id: instalmentId } = instalment;
  const debitAccountId = await openAccount(tx, 'planned', 'EUR', { fundingSourceId, fiscalYear, budgetId, instalmentId });
  const creditAccountId = await openAccount(tx, 'source', 'EUR', { fundingSourceId, fiscalYear });
  await post(tx, {
    id: derivedId(withdrawal.id, 'withdraw'),
    kind: 'withdraw',
    debitAccountId,
    creditAccountId,
    amount: withdrawal.cents,
    decisionId: withdrawal.decisionId,
  });
}

/** What conditional grants hold of an instalment that does not count yet, in cents: of the support share, and of the rest. */
export async function heldOf(tx: Tx, instalment: Pick<Instalment, 'id' | 'budgetId' | 'fiscalYear'>): Promise<InstalmentParts> {
  const row = await tx.row<{ support: number; rest: number }>(
    `select coalesce(sum(a.credits_pending) filter (where r.for_support), 0)::bigint as support,
            coalesce(sum(a.credits_pending) filter (where not r.for_support), 0)::bigint as rest
       from accounts a join drawing_rights r on r.municipality_id = a.municipality_id and r.id = a.drawing_right_id
      where a.municipality_id = $1 and a.budget_id = $2 and a.fiscal_year = $3 and a.instalment_id = $4 and a.kind = 'right'`,
    [tx.municipalityId, instalment.budgetId, instalment.fiscalYear, instalment.id],
  );
  return { support: cents(row?.support ?? 0), rest: cents(row?.rest ?? 0) };
}

function heldConditionally({ support, rest }: InstalmentParts) {
  return conflict(
    'held-conditionally',
    {
      nl: `Van dit geld is ${formatCents(support + rest)} onder voorbehoud toegekend. Zo veel is er niet vrij.`,
      en: `Of this money ${formatCents(support + rest, 'en')} was granted conditionally. That much is not free.`,
    },
    'cents',
  );
}
