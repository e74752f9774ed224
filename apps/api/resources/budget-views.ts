import { In } from 'typeorm';
import {
  BudgetNeighbourhood,
  type BudgetRequest,
  type Equation,
  equationLines,
  type EquationLine,
  Instalment,
  NeighbourhoodBudget,
  type PlannedBudget,
  sumEquation,
} from '../../../libs/budgets/index.js';
import { badInput, type Tx } from '../../../libs/core/index.js';
import { money } from '../kit/index.js';
import type {
  EquationDto,
  InstalmentDto,
  NeighbourhoodBudgetDetailDto,
  NeighbourhoodBudgetDto,
  NewNeighbourhoodBudgetDto,
  PlannedBudgetDto,
} from './budgets.dto.js';

function equation({ adoptedCents, carriedCents, committedCents, paidCents, availableCents }: Equation): EquationDto {
  return {
    adopted: money(adoptedCents),
    carriedOver: money(carriedCents),
    committed: money(committedCents),
    paid: money(paidCents),
    available: money(availableCents),
  };
}

/** Budgets with their neighbourhoods and their equation, in the order they were given. */
export async function budgetViews(tx: Tx, budgets: readonly NeighbourhoodBudget[]): Promise<NeighbourhoodBudgetDetailDto[]> {
  const ids = budgets.map((budget) => budget.id);
  const places = await tx.manager.findBy(BudgetNeighbourhood, { municipalityId: tx.municipalityId, budgetId: In(ids) });
  const lines = await equationLines(tx, ids);
  return budgets.map(({ id, name, decisionId, bodyId, firstYear, lastYear, supportShareBasisPoints, createdAt }) => {
    const own = lines.filter((line) => line.budgetId === id);
    return {
      id,
      name,
      neighbourhoodIds: places.filter((place) => place.budgetId === id).map((place) => place.neighbourhoodId),
      councilDecisionId: decisionId,
      bodyId,
      firstYear,
      lastYear,
      supportShareBasisPoints,
      equation: equation(sumEquation(own)),
      createdAt,
      lines: own.map((line) => lineView(line)),
    };
  });
}

function lineView(line: EquationLine) {
  return { fiscalYear: line.fiscalYear, fundingSourceId: line.fundingSourceId, status: line.status, ...equation(line) };
}

/** A budget without its lines, for lists. */
export function inShort({ lines: _lines, ...budget }: NeighbourhoodBudgetDetailDto): NeighbourhoodBudgetDto {
  return budget;
}

/** The budgets of these ids, in their order. */
export async function budgetsByIds(tx: Tx, ids: readonly string[]): Promise<NeighbourhoodBudgetDto[]> {
  const budgets = await tx.manager.findBy(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id: In([...ids]) });
  budgets.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return (await budgetViews(tx, budgets)).map(inShort);
}

export function instalmentView({ id, fundingSourceId, fiscalYear, cents, supportCents, status, statusOn }: Instalment): InstalmentDto {
  return { id, fundingSourceId, fiscalYear, amount: money(cents), supportAmount: money(supportCents), status, statusOn };
}

export function plannedView({ name, neighbourhoodIds, totalCents, instalments }: PlannedBudget): PlannedBudgetDto {
  return {
    name,
    neighbourhoodIds,
    total: money(totalCents),
    instalments: instalments.map(({ sourceId, fiscalYear, cents, supportCents }) => ({
      fundingSourceId: sourceId,
      fiscalYear,
      amount: money(cents),
      supportAmount: money(supportCents),
    })),
  };
}

/** What was asked in the words of the library, where each weight stands in the place of its neighbourhood. */
export function budgetRequest(body: NewNeighbourhoodBudgetDto): BudgetRequest {
  const { councilDecisionId, sources, split, weights = [], ...rest } = body;
  return {
    ...rest,
    decisionId: councilDecisionId,
    sources: sources.map(({ fundingSourceId, yearlyAmount }) => ({ sourceId: fundingSourceId, yearlyCents: yearlyAmount.amountCents })),
    split: split === 'weights' ? { by: split, weights: weightsOf(body.neighbourhoodIds, weights) } : { by: split },
  };
}

function weightsOf(ids: readonly string[], weights: readonly { neighbourhoodId: string; weight: number }[]): number[] {
  const given = new Map(weights.map(({ neighbourhoodId, weight }) => [neighbourhoodId, weight]));
  if (weights.length !== ids.length || ids.some((id) => !given.has(id))) {
    throw badInput('weights', { nl: 'Geef elke wijk één gewicht.', en: 'Give each neighbourhood one weight.' });
  }
  return ids.map((id) => given.get(id) ?? 0);
}
