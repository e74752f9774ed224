import { badInput, collect, conflict, derivedId, newId, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { lockBudget } from './budgets.service.js';
import { decisionById } from './decisions.service.js';
import { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import { Delegation } from './recognition.entity.js';
import { requireRecognised } from './recognition.service.js';

/** To whom a budget goes, by which decision, and with which house rules. */
export interface DelegationRequest {
  /** The caller's: a double tap delegates once. */
  id?: string;
  budgetId: string;
  bodyId: string;
  decisionId: string;
  /** In plain words, one rule per line, at most 4,000 characters; may be empty. */
  houseRules: string;
}

/** What a delegation would do. */
export interface DelegationPreview {
  /** The body that decides now; null while nobody does. */
  fromBodyId: string | null;
  toBodyId: string;
  houseRules: string[];
  /** Drawing rights that run on and that the new body takes over. */
  runningRights: number;
}

/**
 * Shows what a delegation would do, without doing it.
 * @throws Problem 404 for an unknown budget or decision, 422 per field, 409 `budget-is-over` after its last year
 */
export async function previewDelegation(tx: Tx, request: DelegationRequest): Promise<DelegationPreview> {
  const { budget, houseRules } = await checked(tx, request);
  const rights = await tx.row<{ running: number }>(
    `select count(*)::int as running from drawing_rights where municipality_id = $1 and budget_id = $2 and state in ('active', 'suspended')`,
    [tx.municipalityId, budget.id],
  );
  return { fromBodyId: budget.bodyId, toBodyId: request.bodyId, houseRules, runningRights: rights?.running ?? 0 };
}

/**
 * Delegates a budget to a recognised neighbourhood body: from this moment that body alone decides on spends inside it. Rights that were
 * granted stay as they are. The same body again means: other house rules.
 * @throws as `previewDelegation`; Problem 409 `delegation-id-taken` when the id was used for another delegation
 */
export async function delegateBudget(tx: Tx, request: DelegationRequest): Promise<Delegation> {
  const { budget, houseRules } = await checked(tx, request);
  const known = request.id && (await tx.manager.findOneBy(Delegation, { municipalityId: tx.municipalityId, id: request.id }));
  if (known) return sameDelegation(known, request, houseRules);
  const delegation = await writeDelegation(tx, { ...request, houseRules: houseRules.join('\n') });
  await tx.manager.update(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id: budget.id }, { bodyId: request.bodyId });
  await record(tx, {
    action: 'budget.delegate',
    subjectType: 'neighbourhood-budget',
    subjectId: budget.id,
    details: { fromBodyId: budget.bodyId, bodyId: request.bodyId, decisionId: request.decisionId, number: delegation.number },
  });
  return delegation;
}

async function checked(tx: Tx, request: DelegationRequest) {
  const budget = await lockBudget(tx, request.budgetId);
  await decisionById(tx, request.decisionId);
  const recognised = await requireRecognised(tx, request.bodyId).then(
    () => undefined,
    (problem: Error) => problem,
  );
  const { houseRules } = collect({
    body: () => {
      if (recognised) throw recognised;
    },
    houseRules: () => rulesFrom(request.houseRules),
  });
  if (budget.lastYear < yearOf(tx.today))
    throw conflict('budget-is-over', {
      nl: `Dit wijkbudget liep tot en met ${budget.lastYear}. Er valt niets meer over te dragen.`,
      en: `This budget ran until ${budget.lastYear}. There is nothing left to delegate.`,
    });
  return { budget, houseRules };
}

/** The rules one by one: lines that say something. @throws Problem 422 when they are too long together */
function rulesFrom(text: string): string[] {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter(Boolean);
  if (rules.join('\n').length > 4000)
    throw badInput('houseRules', {
      nl: 'Houd de spelregels samen op hoogstens 4000 tekens.',
      en: 'Keep the house rules to at most 4000 characters together.',
    });
  return rules;
}

function sameDelegation(known: Delegation, request: DelegationRequest, houseRules: readonly string[]): Delegation {
  const same =
    known.budgetId === request.budgetId &&
    known.bodyId === request.bodyId &&
    known.decisionId === request.decisionId &&
    known.houseRules === houseRules.join('\n');
  if (same) return known;
  throw conflict('delegation-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });
}

/** Writes a delegation down as the newest of its budget, which the caller holds or has just made. */
async function writeDelegation(tx: Tx, request: DelegationRequest): Promise<Delegation> {
  const last = await currentDelegation(tx, request.budgetId);
  const delegation: Delegation = {
    municipalityId: tx.municipalityId,
    id: request.id ?? newId(),
    budgetId: request.budgetId,
    number: (last?.number ?? 0) + 1,
    bodyId: request.bodyId,
    decisionId: request.decisionId,
    houseRules: request.houseRules,
    fromOn: tx.today,
    madeBy: tx.actor.personId,
    madeAt: tx.now,
  };
  await tx.manager.insert(Delegation, delegation);
  return delegation;
}

/** The first delegation of a budget that was adopted for a body. @throws Problem 422 on `bodyId` when the body is not recognised */
export async function delegateAtAdoption(tx: Tx, budget: Pick<NeighbourhoodBudget, 'id' | 'bodyId' | 'decisionId'>): Promise<void> {
  if (budget.bodyId === null) return;
  await requireRecognised(tx, budget.bodyId);
  const { id: budgetId, bodyId, decisionId } = budget;
  await writeDelegation(tx, { id: derivedId(budgetId, 'delegation'), budgetId, bodyId, decisionId, houseRules: '' });
}

/** The delegation that holds; null for a budget that nobody decides on. */
export async function currentDelegation(tx: Tx, budgetId: string): Promise<Delegation | null> {
  return (await delegationsOf(tx, budgetId))[0] ?? null;
}

/** Every delegation of a budget, the current one first. */
export function delegationsOf(tx: Tx, budgetId: string): Promise<Delegation[]> {
  return tx.manager.find(Delegation, { where: { municipalityId: tx.municipalityId, budgetId }, order: { number: 'DESC' }, take: 200 });
}

/** The house rules that hold inside a budget, one by one; none when there are none. */
export async function houseRulesOf(tx: Tx, budgetId: string): Promise<string[]> {
  const rules = (await currentDelegation(tx, budgetId))?.houseRules ?? '';
  return rules === '' ? [] : rules.split('\n');
}
