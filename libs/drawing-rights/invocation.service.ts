import type { Tx } from '../core/index.js';
import {
  instalmentById,
  lockBudget,
  previewWithdrawal,
  type Withdrawal,
  withdrawalBy,
  type WithdrawalPreview,
  type WithdrawalRequest,
  withdrawInstalment,
} from '../budgets/index.js';
import { type ConditionalRight, conditionalRightsOn, thoseThatFall } from './conditional.js';
import { endConditional } from './endings.service.js';

/** Over which instalment the reservation is invoked, by which decision, for how much and why. */
export type Invocation = Omit<WithdrawalRequest, 'ground'>;

/** What invoking a reservation would do. */
export interface InvocationPreview extends WithdrawalPreview {
  /** The conditional rights that fall with it, in the order in which they would: the newest first. */
  falling: ConditionalRight[];
}

/** Why a conditional right ended that fell with the reservation; its holder and its body read this. */
export const INVOKED = 'begrotingsvoorbehoud ingeroepen (Awb 4:34)';

const asRequest = (invocation: Invocation): WithdrawalRequest => ({ ...invocation, ground: 'reservation' });

/**
 * Shows what invoking the reservation over an instalment would leave, and which conditional rights fall with it.
 * @throws as `previewWithdrawal` of budgets
 */
export async function previewInvocation(tx: Tx, invocation: Invocation): Promise<InvocationPreview> {
  const preview = await previewWithdrawal(tx, asRequest(invocation));
  const { budgetId, id } = preview.instalment;
  return { ...preview, falling: thoseThatFall(await conditionalRightsOn(tx, budgetId, id), preview.parts) };
}

/**
 * Invokes the budget reservation over an instalment (Awb 4:34, fourth paragraph): conditional rights fall, the newest first, until what is
 * withdrawn is free, and the money goes back to its source; all in this transaction.
 * @param requestId the caller's: the same request invokes once
 * @throws as `withdrawInstalment` of budgets
 */
export async function invokeReservation(tx: Tx, requestId: string, invocation: Invocation): Promise<Withdrawal> {
  const request = asRequest(invocation);
  await lockBudget(tx, (await instalmentById(tx, request.instalmentId)).budgetId);
  const known = await withdrawalBy(tx, requestId, request);
  if (known) return known;
  const { falling } = await previewInvocation(tx, invocation);
  for (const { id } of falling) await endConditional(tx, id, INVOKED);
  return withdrawInstalment(tx, requestId, request);
}
