import { In } from 'typeorm';
import { conflict, constraintOf, derivedId, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { keepApportionment } from './apportionment.service.js';
import { type BudgetRequest, checkRoom, planRequest } from './budget-request.service.js';
import { delegateAtAdoption } from './delegation.service.js';
import { occupyPlaces } from './funded-places.service.js';
import { Instalment } from './instalment.entity.js';
import { bookInstalments } from './instalments.service.js';
import { BudgetNeighbourhood, NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import type { PlannedBudget } from './plan.js';

/**
 * Adopts the budgets: each with its instalments, the money of every year set apart from its source at once, so that no cent can be
 * planned twice. Years up to the current one count from now; the next stands under budget reservation (Awb 4:34); later ones are planned.
 * @param requestId the caller's: the same request adopts once
 * @returns the ids of the budgets
 * @throws as `previewBudgets`; Problem 409 `request-id-taken` when the id was used for another request
 */
export async function adoptBudgets(tx: Tx, requestId: string, request: BudgetRequest): Promise<string[]> {
  // A second tap waits here for the first, and then finds its budgets.
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [requestId]);
  const { budgets, inputs, ordinance } = await planRequest(tx, request);
  const ids = budgets.map((_, index) => derivedId(requestId, 'budget', index));
  const known = await tx.manager.findBy(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id: In(ids) });
  if (known.length > 0) {
    await assertSame(tx, known, ids, budgets, request);
    return ids;
  }
  await checkRoom(tx, request);
  const apportionmentId = await keepApportionment(tx, requestId, request.decisionId, inputs);
  const terms = {
    ...request,
    bodyId: request.bodyId ?? null,
    ordinanceId: ordinance.id,
    supportShareBasisPoints: request.supportShareBasisPoints ?? ordinance.supportShareBasisPoints,
    apportionmentId,
  };
  const details = { split: request.split, sources: request.sources };
  await bookBudgets(
    tx,
    budgets.map((planned, index) => ({ id: ids[index] as string, planned, terms, details })),
    request.decisionId,
  );
  return ids;
}

/** Whether the budgets that are there under these ids are what is asked for, to the cent. */
async function assertSame(
  tx: Tx,
  known: readonly NeighbourhoodBudget[],
  ids: readonly string[],
  budgets: readonly PlannedBudget[],
  request: BudgetRequest,
): Promise<void> {
  const key = { municipalityId: tx.municipalityId, budgetId: In([...ids]) };
  const places = await tx.manager.findBy(BudgetNeighbourhood, key);
  const instalments = await tx.manager.findBy(Instalment, key);
  const same = ids.every((id, index) => {
    const [budget, planned] = [known.find((candidate) => candidate.id === id), budgets[index]!];
    const booked = instalments
      .filter((instalment) => instalment.budgetId === id && instalment.sequence === 0)
      .map((instalment) => ({ ...instalment, sourceId: instalment.fundingSourceId }));
    return (
      budget?.decisionId === request.decisionId &&
      budget.bodyId === (request.bodyId ?? null) &&
      budget.name === planned.name &&
      sorted(places.filter((place) => place.budgetId === id).map((place) => place.neighbourhoodId)) === sorted(planned.neighbourhoodIds) &&
      sorted(booked.map(contentOf)) === sorted(planned.instalments.map(contentOf))
    );
  });
  if (same) return;
  throw conflict('request-id-taken', {
    nl: 'Dit verzoek is al gedaan, met een andere inhoud. Begin opnieuw.',
    en: 'This request was made already, with another content. Start again.',
  });
}

const sorted = (texts: readonly string[]) => [...texts].sort().join();

const contentOf = (part: { sourceId: string; fiscalYear: number; cents: number; supportCents: number }) =>
  `${part.sourceId} ${part.fiscalYear} ${part.cents} ${part.supportCents}`;

/** What a budget stands on, next to its amounts. */
export type BudgetTerms = Pick<
  NeighbourhoodBudget,
  'decisionId' | 'ordinanceId' | 'bodyId' | 'firstYear' | 'lastYear' | 'supportShareBasisPoints' | 'apportionmentId'
>;

/** A budget whose terms and amounts were checked. */
export interface CheckedBudget {
  id: string;
  planned: PlannedBudget;
  terms: Omit<BudgetTerms, 'decisionId'>;
  /** What the audit trail keeps next to its name, total and years. */
  details: Record<string, unknown>;
}

/**
 * Books budgets that rest on one decision: each with its neighbourhoods and its delegation, and then the money of all of them.
 * @throws Problem 409 `budget-exists`, `overlapping-terms` or `insufficient-balance`; 422 for a body that is not recognised
 */
export async function bookBudgets(tx: Tx, budgets: readonly CheckedBudget[], decisionId: string): Promise<void> {
  for (const budget of budgets) await insertBudget(tx, budget, decisionId);
  const instalments = budgets.flatMap(({ id, planned }) =>
    planned.instalments.map((part) => ({
      id: derivedId(id, 'instalment', part.sourceId, part.fiscalYear),
      budgetId: id,
      fundingSourceId: part.sourceId,
      fiscalYear: part.fiscalYear,
      sequence: 0,
      cents: part.cents,
      supportCents: part.supportCents,
      changeId: null,
    })),
  );
  await bookInstalments(tx, instalments, decisionId);
}

async function insertBudget(tx: Tx, { id, planned, terms, details }: CheckedBudget, decisionId: string): Promise<void> {
  const key = { municipalityId: tx.municipalityId };
  const { ordinanceId, bodyId, firstYear, lastYear, supportShareBasisPoints, apportionmentId } = terms;
  try {
    await tx.manager.insert(NeighbourhoodBudget, {
      ...key,
      ...{ id, name: planned.name, decisionId, ordinanceId, bodyId, firstYear, lastYear, supportShareBasisPoints, apportionmentId },
      createdAt: tx.now,
    });
  } catch (error) {
    if (constraintOf(error) !== 'budget_name_is_unique_per_term') throw error;
    throw conflict(
      'budget-exists',
      {
        nl: `Er is al een wijkbudget ${planned.name} dat in ${firstYear} begint.`,
        en: `There is a budget ${planned.name} that begins in ${firstYear} already.`,
      },
      'neighbourhoodIds',
    );
  }
  await delegateAtAdoption(tx, { id, bodyId, decisionId });
  await tx.manager.insert(
    BudgetNeighbourhood,
    planned.neighbourhoodIds.map((neighbourhoodId) => ({ ...key, budgetId: id, neighbourhoodId })),
  );
  const sourceIds = [...new Set(planned.instalments.map((part) => part.sourceId))].sort();
  for (const sourceId of sourceIds) {
    const years = planned.instalments.filter((part) => part.sourceId === sourceId).map((part) => part.fiscalYear);
    await occupyPlaces(tx, id, sourceId, years);
  }
  await record(tx, {
    action: 'budget.adopt',
    subjectType: 'neighbourhood-budget',
    subjectId: id,
    details: { name: planned.name, totalCents: planned.totalCents, ...details, firstYear, lastYear },
  });
}
