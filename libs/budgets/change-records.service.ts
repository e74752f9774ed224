import { conflict, constraintOf, derivedId, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { BudgetChange, type ChangeKind, type ChangePart } from './budget-change.entity.js';
import { BudgetEnding } from './budget-ending.entity.js';

/** What every change is asked with. */
interface AnyChange {
  kind: ChangeKind;
  budgetId: string;
  decisionId: string;
  otherBudgetId?: string;
  basisPoints?: number;
}

const fingerprint = (requestId: string, request: object) => derivedId(requestId, JSON.stringify(Object.entries(request).sort()));

const idTaken = () =>
  conflict('request-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });

/** The change that this request made before. @throws Problem 409 `request-id-taken` when it was another request */
export async function knownChange(tx: Tx, requestId: string, request: AnyChange): Promise<BudgetChange | undefined> {
  const known = await tx.manager.findOneBy(BudgetChange, { municipalityId: tx.municipalityId, id: requestId });
  if (!known) return undefined;
  if (known.details.fingerprint !== fingerprint(requestId, request)) throw idTaken();
  return known;
}

/** Writes a change down, and who made it. @throws Problem 409 `request-id-taken` */
export async function writeChange(
  tx: Tx,
  requestId: string,
  request: AnyChange,
  { reasons, parts }: { reasons: string; parts: ChangePart[] },
): Promise<BudgetChange> {
  const change: BudgetChange = {
    municipalityId: tx.municipalityId,
    id: requestId,
    kind: request.kind,
    budgetId: request.budgetId,
    otherBudgetId: request.otherBudgetId ?? null,
    decisionId: request.decisionId,
    reasons,
    basisPoints: request.basisPoints ?? null,
    madeBy: tx.actor.personId,
    madeAt: tx.now,
    details: { fingerprint: fingerprint(requestId, request), parts },
  };
  try {
    await tx.manager.insert(BudgetChange, { ...change, details: change.details as never });
  } catch (error) {
    if (constraintOf(error) === 'budget_changes_pkey') throw idTaken();
    throw error;
  }
  for (const subjectId of [change.budgetId, change.otherBudgetId])
    if (subjectId)
      await record(tx, {
        action: `budget.${change.kind}`,
        subjectType: 'neighbourhood-budget',
        subjectId,
        details: { changeId: change.id, decisionId: change.decisionId, parts },
      });
  return change;
}

/** A change with the number of its decision and the names of its budgets. */
export interface ChangeView extends BudgetChange {
  decisionNumber: string;
  budgetName: string;
  otherBudgetName: string | null;
}

/** What the council changed in a budget, also what it received from another one; the newest first. */
export async function changesOf(tx: Tx, budgetId: string, limit = 200): Promise<ChangeView[]> {
  return tx.rows<ChangeView>(
    `select c.municipality_id as "municipalityId", c.id, c.kind, c.budget_id as "budgetId", c.other_budget_id as "otherBudgetId",
            c.decision_id as "decisionId", c.reasons, c.basis_points as "basisPoints", c.made_by as "madeBy", c.made_at as "madeAt", c.details,
            d.number as "decisionNumber", b.name as "budgetName", o.name as "otherBudgetName"
       from budget_changes c
       join council_decisions d on d.municipality_id = c.municipality_id and d.id = c.decision_id
       join neighbourhood_budgets b on b.municipality_id = c.municipality_id and b.id = c.budget_id
       left join neighbourhood_budgets o on o.municipality_id = c.municipality_id and o.id = c.other_budget_id
      where c.municipality_id = $1 and (c.budget_id = $2 or c.other_budget_id = $2)
      order by c.made_at desc, c.id desc limit $3`,
    [tx.municipalityId, budgetId, limit],
  );
}

/** One change of a budget, as the one that changed or the one that received. @throws Problem 404 */
export async function changeById(tx: Tx, budgetId: string, changeId: string): Promise<BudgetChange> {
  const change = await tx.manager.findOneBy(BudgetChange, { municipalityId: tx.municipalityId, id: changeId });
  if (!change || (change.budgetId !== budgetId && change.otherBudgetId !== budgetId)) throw notFound();
  return change;
}

/** The early ending of a budget that was announced, if one was. */
export async function endingOf(tx: Tx, budgetId: string): Promise<BudgetEnding | undefined> {
  return (await tx.manager.findOneBy(BudgetEnding, { municipalityId: tx.municipalityId, budgetId })) ?? undefined;
}

/** An announced ending with its budget, its decision and its reasons. */
export interface EndingView extends BudgetEnding {
  budgetName: string;
  bodyId: string | null;
  decisionId: string;
  decisionNumber: string;
  reasons: string;
}

/** Every ending that was announced and is not done, by the day it ends; or the one of a budget, also when it is done. */
export async function announcedEndings(tx: Tx, budgetId?: string): Promise<EndingView[]> {
  return tx.rows<EndingView>(
    `select e.municipality_id as "municipalityId", e.budget_id as "budgetId", e.change_id as "changeId", e.announced_on as "announcedOn",
            e.notice_until as "noticeUntil", e.ends_on as "endsOn", e.ended_at as "endedAt", b.name as "budgetName", b.body_id as "bodyId",
            c.decision_id as "decisionId", d.number as "decisionNumber", c.reasons
       from budget_endings e
       join neighbourhood_budgets b on b.municipality_id = e.municipality_id and b.id = e.budget_id
       join budget_changes c on c.municipality_id = e.municipality_id and c.id = e.change_id
       join council_decisions d on d.municipality_id = c.municipality_id and d.id = c.decision_id
      where e.municipality_id = $1 and case when $2::uuid is null then e.ended_at is null else e.budget_id = $2 end
      order by e.ends_on, b.name`,
    [tx.municipalityId, budgetId ?? null],
  );
}
