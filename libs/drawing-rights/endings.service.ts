import { conflict, derivedId, newId, notFound, type Tx, badInput } from '../core/index.js';
import { record } from '../audit/index.js';
import { budgetById, requireBody } from '../budgets/index.js';
import { balances, openAccount, postAll, resolve, type Posting } from '../ledger/index.js';
import { Draw, type DrawState } from './draw.entity.js';
import { releaseHold } from './conditional.js';
import { DrawingRight } from './drawing-right.entity.js';

/** How a supplier proves itself: as the person logged in for it, or with the code the holder showed. */
export type Proof = { as: 'supplier' } | { as: 'code'; code: string };

/**
 * The supplier confirms that it delivered: the reserved amount is owed from now on. A second tap changes nothing.
 * Call it through `confirmDelivery` of payments, which also makes the payable.
 * @throws Problem 404 for a draw at another supplier; 409 when it was withdrawn, has expired or was reversed
 */
export async function confirmDraw(tx: Tx, drawId: string, proof: Proof): Promise<Draw> {
  const draw = await lockDraw(tx, drawId);
  const proven =
    tx.actor.role === 'system' || (proof.as === 'code' ? proof.code === draw.code : tx.actor.organisationId === draw.supplierId);
  if (!proven) throw notFound();
  if (draw.state === 'confirmed' || draw.state === 'paid') return draw;
  if (draw.state !== 'reserved') throw ended(draw.state);
  if (draw.expiresOn < tx.today) throw ended('expired');
  return finish(tx, draw, 'confirmed', null);
}

/**
 * The holder withdraws, or the supplier declines, what was reserved: the right has it back.
 * @throws Problem 404 for a draw of others; 409 when it is no longer reserved
 */
export async function voidDraw(tx: Tx, drawId: string, reason: string): Promise<Draw> {
  const draw = await lockDraw(tx, drawId);
  const own = tx.actor.role === 'system' || tx.actor.organisationId === draw.holderId || tx.actor.organisationId === draw.supplierId;
  if (!own) throw notFound();
  if (draw.state === 'voided') return draw;
  if (draw.state !== 'reserved') throw ended(draw.state);
  return finish(tx, draw, 'voided', reason.trim().slice(0, 500) || 'withdrawn');
}

/** Expires up to `limit` reservations whose last day has passed; whatever another worker holds is left to it. @returns how many */
export async function expireDraws(tx: Tx, limit: number): Promise<number> {
  const due = await tx.rows<{ id: string }>(
    `select id from draws where municipality_id = $1 and state = 'reserved' and expires_on < $2 order by expires_on, id limit $3 for update skip locked`,
    [tx.municipalityId, tx.today, limit],
  );
  for (const { id } of due) await finish(tx, await lockDraw(tx, id), 'expired', 'not confirmed in time');
  return due.length;
}

/**
 * Takes a confirmed draw back by mirroring its transfers: the right has the amount again. Its supplier may, and the body whose money it is.
 * Call it through `reverseDelivery` of payments.
 * @throws Problem 404 for a draw of others; 422 without a reason; 409 when it is not confirmed, or paid already
 */
export async function reverseDraw(tx: Tx, drawId: string, reason: string): Promise<Draw> {
  const draw = await lockDraw(tx, drawId);
  if (!(await mayReverse(tx, draw))) throw notFound();
  if (!reason.trim()) throw badInput('reason', { nl: 'Schrijf op waarom u dit terugdraait.', en: 'Write down why you reverse this.' });
  if (draw.state === 'reversed') return draw;
  if (draw.state !== 'confirmed') throw ended(draw.state);
  const right = await lockWholeRight(tx, draw.drawingRightId);
  const booked = await tx.rows<{ id: string; debit: string; credit: string; amount: number; value: string; place: string }>(
    `select id, debit_account_id as debit, credit_account_id as credit, amount, public_value_id as value, neighbourhood_id as place
       from transfers where municipality_id = $1 and draw_id = $2 and phase = 'post' and kind = 'draw' order by id`,
    [tx.municipalityId, drawId],
  );
  await postAll(
    tx,
    booked.map((transfer) => ({
      id: derivedId(drawId, 'reverse', transfer.id),
      kind: 'draw' as const,
      debitAccountId: transfer.credit,
      creditAccountId: transfer.debit,
      amount: transfer.amount,
      reversesId: transfer.id,
      drawId,
      publicValueId: transfer.value,
      neighbourhoodId: transfer.place,
    })),
  );
  const reversed = await settle(tx, draw, 'reversed', reason.trim().slice(0, 500));
  await passOn(tx, right);
  return reversed;
}

async function mayReverse(tx: Tx, draw: Draw): Promise<boolean> {
  const { role, organisationId } = tx.actor;
  if (role === 'system' || organisationId === draw.supplierId) return true;
  const right = await tx.manager.findOneByOrFail(DrawingRight, { municipalityId: tx.municipalityId, id: draw.drawingRightId });
  return organisationId !== null && organisationId === (await budgetById(tx, right.budgetId)).bodyId;
}

/** Marks a confirmed draw as paid; the ledger side is booked by payments. */
export async function markPaid(tx: Tx, drawIds: readonly string[]): Promise<void> {
  await tx.rows(`update draws set state = 'paid' where municipality_id = $1 and id = any ($2) and state = 'confirmed'`, [
    tx.municipalityId,
    drawIds,
  ]);
}

async function finish(tx: Tx, draw: Draw, state: 'confirmed' | 'voided' | 'expired', reason: string | null): Promise<Draw> {
  // What comes free belongs to the right, so its state must hold still: whoever ends the right meanwhile waits, or we wait for it.
  const right = state === 'confirmed' ? undefined : await lockWholeRight(tx, draw.drawingRightId);
  const pending = await tx.rows<{ id: string; amount: number }>(
    `select id, amount from transfers where municipality_id = $1 and draw_id = $2 and phase = 'pending' order by id`,
    [tx.municipalityId, draw.id],
  );
  const outcome = state === 'confirmed' ? 'post' : state === 'voided' ? 'void' : 'expire';
  await resolve(
    tx,
    outcome,
    pending.map((transfer) => ({ id: derivedId(draw.id, outcome, transfer.id), pendingId: transfer.id, amount: transfer.amount })),
  );
  const settled = await settle(tx, draw, state, reason);
  if (right) await passOn(tx, right);
  return settled;
}

async function settle(tx: Tx, draw: Draw, state: DrawState, reason: string | null): Promise<Draw> {
  const change = { state, endedAt: tx.now, endedBy: tx.actor.personId, endReason: reason };
  await tx.manager.update(Draw, { municipalityId: tx.municipalityId, id: draw.id }, change);
  await record(tx, { action: `draw.${state}`, subjectType: 'draw', subjectId: draw.id, details: reason ? { reason } : {} });
  return { ...draw, ...change };
}

/** What came back to a right that is over goes on to the budget. */
async function passOn(tx: Tx, right: DrawingRight): Promise<void> {
  if (right.state === 'ended' || right.state === 'expired') await giveBack(tx, right);
}

async function lockDraw(tx: Tx, id: string): Promise<Draw> {
  const locked = await tx.row('select id from draws where municipality_id = $1 and id = $2 for update', [tx.municipalityId, id]);
  if (!locked) throw notFound();
  return tx.manager.findOneByOrFail(Draw, { municipalityId: tx.municipalityId, id });
}

const ENDED: Record<string, { nl: string; en: string }> = {
  confirmed: { nl: 'Deze opname is al bevestigd.', en: 'This draw was confirmed already.' },
  paid: { nl: 'Deze opname is al betaald.', en: 'This draw was paid already.' },
  voided: {
    nl: 'Deze opname is ingetrokken. Er valt niets meer te bevestigen.',
    en: 'This draw was withdrawn. There is nothing left to confirm.',
  },
  expired: { nl: 'Deze opname is verlopen. Vraag om een nieuwe.', en: 'This draw has expired. Ask for a new one.' },
  reversed: { nl: 'Deze opname is teruggedraaid.', en: 'This draw was reversed.' },
  reserved: { nl: 'Deze opname is nog niet bevestigd.', en: 'This draw is not confirmed yet.' },
};

function ended(state: DrawState) {
  return conflict(`draw-is-${state}`, ENDED[state] as { nl: string; en: string });
}

/**
 * Ends a right early, by its neighbourhood body: what it did not use is available again. Open reservations live on; what they do not
 * use follows when they end.
 * @throws Problem 403 for whoever is not the body, 422 without a reason, 409 when it is over already
 */
export async function endRight(tx: Tx, rightId: string, reason: string): Promise<void> {
  const right = await lockWholeRight(tx, rightId);
  if (tx.actor.role !== 'system') requireBody(tx, await budgetById(tx, right.budgetId));
  if (!reason.trim())
    throw badInput('reason', {
      nl: 'Schrijf op waarom u stopt. Het initiatief leest dit.',
      en: 'Write down why you end it. The initiative reads this.',
    });
  if (right.state === 'ended' || right.state === 'expired')
    throw conflict('right-is-over', { nl: 'Dit trekkingsrecht is al voorbij.', en: 'This drawing right is over already.' });
  await over(tx, right, 'ended', reason.trim().slice(0, 500));
}

/**
 * Ends a right that is still conditional, whoever granted it: the condition under which it was granted is invoked (Awb 4:34).
 * One that stands by now, or is over, is left as it is.
 */
export async function endConditional(tx: Tx, rightId: string, reason: string): Promise<void> {
  const right = await lockWholeRight(tx, rightId);
  if (right.state === 'conditional') await over(tx, right, 'ended', reason);
}

/** Closes up to `limit` rights whose last day has passed; the rest of each is available again. @returns how many */
export async function expireRights(tx: Tx, limit: number): Promise<number> {
  const due = await tx.rows<{ id: string }>(
    `select id from drawing_rights where municipality_id = $1 and state in ('active', 'suspended') and valid_to < $2 order by valid_to, id limit $3 for update skip locked`,
    [tx.municipalityId, tx.today, limit],
  );
  for (const { id } of due) await over(tx, await lockWholeRight(tx, id), 'expired', 'the last day has passed');
  return due.length;
}

async function lockWholeRight(tx: Tx, id: string): Promise<DrawingRight> {
  const locked = await tx.row('select id from drawing_rights where municipality_id = $1 and id = $2 for no key update', [
    tx.municipalityId,
    id,
  ]);
  if (!locked) throw notFound();
  return tx.manager.findOneByOrFail(DrawingRight, { municipalityId: tx.municipalityId, id });
}

async function over(tx: Tx, right: DrawingRight, state: 'ended' | 'expired', reason: string): Promise<void> {
  await tx.manager.update(DrawingRight, { municipalityId: tx.municipalityId, id: right.id }, { state, endedAt: tx.now, endReason: reason });
  const heldCents = right.state === 'conditional' ? await releaseHold(tx, right) : 0;
  const returnedCents = heldCents + (await giveBack(tx, right));
  await record(tx, {
    action: `drawing-right.${state}`,
    subjectType: 'drawing-right',
    subjectId: right.id,
    details: { reason, returnedCents },
  });
}

/** Moves what is free in a right back to where it was granted from. */
async function giveBack(tx: Tx, right: DrawingRight): Promise<number> {
  const { decisionId } = await budgetById(tx, right.budgetId);
  const dimensions = { kind: 'return' as const, decisionId, publicValueId: right.publicValueId, neighbourhoodId: right.neighbourhoodId };
  const postings: Posting[] = [];
  let returnedCents = 0;
  for (const account of await balances(tx, { drawingRightId: right.id }, ['right', 'right_minutes'])) {
    if (account.free <= 0) continue;
    const creditAccountId =
      account.kind === 'right_minutes'
        ? await openAccount(tx, 'minutes_issued', 'MIN')
        : await openAccount(tx, right.forSupport ? 'available_support' : 'available', 'EUR', {
            fundingSourceId: account.fundingSourceId,
            fiscalYear: account.fiscalYear,
            instalmentId: account.instalmentId,
            budgetId: account.budgetId,
          });
    if (account.unit === 'EUR') returnedCents += account.free;
    postings.push({ ...dimensions, id: newId(), debitAccountId: account.id, creditAccountId, amount: account.free });
  }
  await postAll(tx, postings);
  return returnedCents;
}
