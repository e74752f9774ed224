import { In } from 'typeorm';
import { addToDay, dayOf, derivedId, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { instalmentsToRelease, lockBudget, instalmentParts, releaseBudgetYear, type Reservation, reservationOf } from '../budgets/index.js';
import { openAccount, postAll, type Posting, resolve } from '../ledger/index.js';
import { DrawingRight } from './drawing-right.entity.js';
import type { Pot } from './split.js';

/** Under what condition a right is granted: its money stands under the budget reservation of a year (Awb 4:34, first paragraph). */
export type Condition = Reservation;

/**
 * The condition of a grant that begins on a day: that year's money of the budget does not count yet but stands under budget reservation.
 * @returns undefined for a grant that counts at once
 */
export async function conditionOf(tx: Tx, budgetId: string, validFrom: string): Promise<Condition | undefined> {
  const year = yearOf(validFrom);
  const reserved = await tx.row(
    `select id from instalments where municipality_id = $1 and budget_id = $2 and fiscal_year = $3 and status = 'reserved' limit 1`,
    [tx.municipalityId, budgetId, year],
  );
  return reserved && reservationOf(tx, year);
}

/** The day from which a conditional right counts, as known now: when its year has begun and its reservation has lapsed. Null for any other. */
export function countsFrom({ validFrom, conditionalUntil }: { validFrom: string; conditionalUntil: string | null }): string | null {
  if (conditionalUntil === null) return null;
  const [dayAfter, newYear] = [addToDay(conditionalUntil, { days: 1 }), `${yearOf(validFrom)}-01-01`];
  return dayAfter > newYear ? dayAfter : newYear;
}

/** What can still be granted conditionally of each instalment under reservation: its support share, or the rest, minus what is held of it. */
export async function conditionalPots(
  tx: Tx,
  budgetId: string,
  fiscalYear: number,
  forSupport: boolean,
): Promise<(Pot & { fundingSourceId: string })[]> {
  const rows = await tx.rows<{
    accountId: string;
    instalmentId: string;
    fundingSourceId: string;
    cents: number;
    supportCents: number;
    withdrawnCents: number;
    held: number;
  }>(
    `select p.id as "accountId", i.id as "instalmentId", i.funding_source_id as "fundingSourceId", i.cents, i.support_cents as "supportCents",
            i.withdrawn_cents as "withdrawnCents", (
              select coalesce(sum(a.credits_pending), 0)::bigint from accounts a
                join drawing_rights r on r.municipality_id = a.municipality_id and r.id = a.drawing_right_id
               where a.municipality_id = $1 and a.budget_id = $2 and a.fiscal_year = $3 and a.instalment_id = i.id and a.kind = 'right'
                 and r.for_support = $4) as held
       from instalments i join accounts p on p.municipality_id = i.municipality_id and p.instalment_id = i.id and p.kind = 'planned'
      where i.municipality_id = $1 and i.budget_id = $2 and i.fiscal_year = $3 and i.status = 'reserved' order by p.id`,
    [tx.municipalityId, budgetId, fiscalYear, forSupport],
  );
  return rows.map(({ accountId, instalmentId, fundingSourceId, held, ...instalment }) => {
    const parts = instalmentParts(instalment);
    return { accountId, instalmentId, fundingSourceId, fiscalYear, freeCents: (forSupport ? parts.support : parts.rest) - held };
  });
}

/** What a conditional right holds of one instalment that does not count yet. */
interface Hold {
  id: string;
  amount: number;
  rightId: string;
  rightAccountId: string;
  instalmentId: string;
  fundingSourceId: string;
  fiscalYear: number;
}

/** What these conditional rights hold. */
function holdsOf(tx: Tx, rightIds: readonly string[]): Promise<Hold[]> {
  return tx.rows<Hold>(
    `select t.id, t.amount, a.drawing_right_id as "rightId", a.id as "rightAccountId", a.instalment_id as "instalmentId",
            a.funding_source_id as "fundingSourceId", a.fiscal_year as "fiscalYear"
       from accounts a join transfers t on t.municipality_id = a.municipality_id and t.credit_account_id = a.id
      where a.municipality_id = $1 and a.drawing_right_id = any ($2) and a.kind = 'right' and t.kind = 'grant' and t.phase = 'pending'
      order by t.id`,
    [tx.municipalityId, rightIds],
  );
}

/** Lets go of what a conditional right holds. @returns what it held */
async function letGo(tx: Tx, rightId: string): Promise<Hold[]> {
  const holds = await holdsOf(tx, [rightId]);
  await resolve(
    tx,
    'void',
    holds.map(({ id, amount }) => ({ id: derivedId(rightId, 'void', id), pendingId: id, amount })),
  );
  return holds;
}

/** Lets go of the money of a right that ends while it is conditional. Call it on a locked right. @returns cents */
export async function releaseHold(tx: Tx, right: DrawingRight): Promise<number> {
  return (await letGo(tx, right.id)).reduce((sum, hold) => sum + hold.amount, 0);
}

/**
 * Releases one year of one budget, and with it the rights that were granted on that year's money: what they held is let go, the instalments
 * count, and the rights are granted from what then is available, in one transaction. Doing it twice changes nothing.
 * @returns what was released now, in cents
 * @throws RangeError for a year that has not begun
 */
export async function releaseYear(tx: Tx, budgetId: string, year: number): Promise<number> {
  const budget = await lockBudget(tx, budgetId);
  const due = await instalmentsToRelease(tx, budgetId, year);
  const rights = due.length === 0 ? [] : await lockConditional(tx, budgetId, due);
  const held = new Map<string, Hold[]>();
  for (const right of rights) held.set(right.id, await letGo(tx, right.id));
  const released = await releaseBudgetYear(tx, budgetId, year);
  for (const right of rights) await count(tx, right, held.get(right.id) ?? [], budget.decisionId);
  return released;
}

/** The conditional rights that hold something of these instalments, oldest first, held until the commit. */
async function lockConditional(tx: Tx, budgetId: string, instalmentIds: readonly string[]): Promise<DrawingRight[]> {
  const rows = await tx.rows<{ id: string }>(
    `select r.id from drawing_rights r
      where r.municipality_id = $1 and r.budget_id = $2 and r.state = 'conditional' and exists (
        select 1 from accounts a where a.municipality_id = $1 and a.drawing_right_id = r.id and a.kind = 'right' and a.instalment_id = any ($3))
      order by r.granted_at, r.id for no key update of r`,
    [tx.municipalityId, budgetId, instalmentIds],
  );
  // A right that ended while we waited for it holds nothing any more.
  return tx.manager.find(DrawingRight, {
    where: { municipalityId: tx.municipalityId, id: In(rows.map(({ id }) => id)), state: 'conditional' },
    order: { grantedAt: 'ASC', id: 'ASC' },
  });
}

/** Makes a conditional right count: granted from what its instalments brought. */
async function count(tx: Tx, right: DrawingRight, holds: readonly Hold[], decisionId: string): Promise<void> {
  const postings: Posting[] = [];
  for (const { instalmentId, fundingSourceId, fiscalYear, rightAccountId, amount } of holds) {
    const owner = { fundingSourceId, fiscalYear, budgetId: right.budgetId, instalmentId };
    const debitAccountId = await openAccount(tx, right.forSupport ? 'available_support' : 'available', 'EUR', owner);
    postings.push({
      id: derivedId(right.id, 'grant', debitAccountId),
      kind: 'grant',
      debitAccountId,
      creditAccountId: rightAccountId,
      amount,
      decisionId,
      publicValueId: right.publicValueId,
      neighbourhoodId: right.neighbourhoodId,
    });
  }
  await postAll(tx, postings);
  await tx.manager.update(DrawingRight, { municipalityId: tx.municipalityId, id: right.id }, { state: 'active' });
  await record(tx, {
    action: 'drawing-right.stands',
    subjectType: 'drawing-right',
    subjectId: right.id,
    details: { committedCents: right.committedCents },
  });
}

/** A conditional right with what it holds of one instalment, for whoever decides about that instalment. */
export interface ConditionalRight {
  id: string;
  title: string;
  holderName: string;
  forSupport: boolean;
  committedCents: number;
  heldCents: number;
  grantedOn: string;
}

/** The conditional rights that hold something of an instalment, newest first. */
export async function conditionalRightsOn(tx: Tx, budgetId: string, instalmentId: string): Promise<ConditionalRight[]> {
  const rows = await tx.rows<Omit<ConditionalRight, 'grantedOn'> & { grantedAt: Date }>(
    `select r.id, r.title, h.name as "holderName", r.for_support as "forSupport", r.committed_cents as "committedCents",
            a.credits_pending as "heldCents", r.granted_at as "grantedAt"
       from drawing_rights r
       join organisations h on h.municipality_id = r.municipality_id and h.id = r.holder_id
       join accounts a on a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind = 'right' and a.instalment_id = $3
      where r.municipality_id = $1 and r.budget_id = $2 and r.state = 'conditional' and a.credits_pending > 0
      order by r.granted_at desc, r.id desc`,
    [tx.municipalityId, budgetId, instalmentId],
  );
  return rows.map(({ grantedAt, ...right }) => ({ ...right, grantedOn: dayOf(grantedAt) }));
}

/** The rights that fall when an instalment keeps only these parts: the newest first, until what the others hold fits. */
export function thoseThatFall(rights: readonly ConditionalRight[], parts: { support: number; rest: number }): ConditionalRight[] {
  const over = { support: -parts.support, rest: -parts.rest };
  const partOf = ({ forSupport }: ConditionalRight) => (forSupport ? 'support' : 'rest');
  for (const right of rights) over[partOf(right)] += right.heldCents;
  return rights.filter((right) => {
    const part = partOf(right);
    if (over[part] <= 0) return false;
    over[part] -= right.heldCents;
    return true;
  });
}
