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
  type Split,
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

/** What was asked in the words of the library, where each weight and amount stands in the place of its neighbourhood. */
export function budgetRequest(body: NewNeighbourhoodBudgetDto): BudgetRequest {
  const { councilDecisionId, sources, split: _split, weights: _weights, amounts: _amounts, floors: _floors, rest: _rest, ...others } = body;
  return {
    ...others,
    decisionId: councilDecisionId,
    sources: sources.map(({ fundingSourceId, yearlyAmount }) => ({ sourceId: fundingSourceId, yearlyCents: yearlyAmount.amountCents })),
    split: splitOf(body),
  };
}

function splitOf(body: NewNeighbourhoodBudgetDto): Split {
  const { split, neighbourhoodIds: ids, rest } = body;
  const weights = () =>
    perPlace(
      ids,
      (body.weights ?? []).map(({ neighbourhoodId, weight }) => [neighbourhoodId, weight]),
      'weights',
    );
  const amounts = (field: 'amounts' | 'floors', absent?: 0) =>
    perPlace(
      ids,
      (body[field] ?? []).map(({ neighbourhoodId, amount }) => [neighbourhoodId, amount.amountCents]),
      field,
      absent,
    );
  if (split === 'weights') return { by: split, weights: weights() };
  if (split === 'fixed') return { by: split, amounts: amounts('amounts') };
  if (split !== 'mix') return { by: split };
  if (!rest) throw badInput('rest', { nl: 'Zeg hoe de rest verdeeld wordt.', en: 'Say how the rest is split.' });
  return { by: split, floors: amounts('floors', 0), rest: rest === 'weights' ? { by: rest, weights: weights() } : { by: rest } };
}

/** One number for each neighbourhood, in their order; who has none gets `absent`, or is missed. @throws Problem 422 */
function perPlace(ids: readonly string[], given: readonly [string, number][], field: string, absent?: number): number[] {
  const known = new Map(given);
  const complete = absent !== undefined || known.size === ids.length;
  if (known.size < given.length || !complete || given.some(([id]) => !ids.includes(id)))
    throw badInput(field, { nl: 'Geef elke wijk één getal of bedrag.', en: 'Give each neighbourhood one number or amount.' });
  return ids.map((id) => known.get(id) ?? absent ?? 0);
}
