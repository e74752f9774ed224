import { addToDay, conflict, newId, type Tx } from '../core/index.js';
import { confirmDraw, type Draw, type Proof, reverseDraw } from '../drawing-rights/index.js';
import { Payable } from './payable.entity.js';

/**
 * The supplier confirms, and from the same moment the municipality owes it the amount, due within the weeks of the ordinance that the
 * budget was adopted under (six at most, Awb 4:87). A second tap answers the same payable.
 * @throws as `confirmDraw`
 */
export async function confirmDelivery(tx: Tx, drawId: string, proof: Proof): Promise<{ draw: Draw; payable: Payable }> {
  const draw = await confirmDraw(tx, drawId, proof);
  const known = await tx.manager.findOneBy(Payable, { municipalityId: tx.municipalityId, drawId });
  if (known) return { draw, payable: known };
  const rule = await tx.row<{ weeks: number }>(
    `select o.payment_weeks as weeks from drawing_rights r
       join neighbourhood_budgets b on b.municipality_id = r.municipality_id and b.id = r.budget_id
       join ordinances o on o.municipality_id = b.municipality_id and o.id = b.ordinance_id
      where r.municipality_id = $1 and r.id = $2`,
    [tx.municipalityId, draw.drawingRightId],
  );
  if (!rule) throw new Error('a draw without a right');
  const payable: Payable = {
    municipalityId: tx.municipalityId,
    id: newId(),
    drawId,
    supplierId: draw.supplierId,
    cents: draw.cents,
    confirmedOn: tx.today,
    dueOn: addToDay(tx.today, { weeks: rule.weeks }),
    state: 'open',
    batchId: null,
    paidOn: null,
  };
  await tx.manager.insert(Payable, payable);
  return { draw, payable };
}

/**
 * Takes a confirmed delivery back: the right has the amount again and nothing is owed.
 * @throws Problem 409 when it is in a payment batch or paid
 */
export async function reverseDelivery(tx: Tx, drawId: string, reason: string): Promise<Draw> {
  const payable = await tx.row<{ state: string }>('select state from payables where municipality_id = $1 and draw_id = $2 for update', [
    tx.municipalityId,
    drawId,
  ]);
  if (payable?.state === 'prepared' || payable?.state === 'paid') throw underWay();
  const draw = await reverseDraw(tx, drawId, reason);
  // Again, now that the draw is held: it may have been confirmed, and even prepared for payment, since the look above.
  const cancelled = await tx.rows(
    `update payables set state = 'cancelled' where municipality_id = $1 and draw_id = $2 and state in ('open', 'cancelled') returning id`,
    [tx.municipalityId, drawId],
  );
  if (cancelled.length === 0) throw underWay();
  return draw;
}

function underWay() {
  return conflict('payable-under-way', {
    nl: 'Dit bedrag staat al klaar om te betalen of is betaald. Draai het niet meer terug.',
    en: 'This amount is about to be paid or was paid. It can no longer be reversed.',
  });
}
