import { badInput, collect, conflict, type Tx, yearOf } from '../core/index.js';
import type { BudgetChange, ChangePart } from './budget-change.entity.js';
import { endingOf, knownChange, writeChange } from './change-records.service.js';
import { type BudgetView, budgetById, lockBudget } from './budgets.service.js';
import {
  type ChangeGround,
  type ChangeRequest,
  checkReasons,
  decidedCents,
  partsOfIncrease,
  partsOfIndexation,
  partsOfReallocation,
} from './change-request.js';
import { decisionById } from './decisions.service.js';
import { type Equation, equationLines, sumEquation } from './equation.service.js';
import { checkPlaces, occupyPlaces } from './funded-places.service.js';
import type { InstalmentStatus } from './instalment.entity.js';
import { addInstalments, type AddedPart, statusAtAdoption } from './instalments.service.js';
import { supportPart } from './plan.js';
import { sourceYears } from './sources.service.js';
import { requireMovable, takeBack } from './taking-back.service.js';

/** What changes in one budget for one source in one fiscal year, in cents. */
export interface ChangeLine extends ChangePart {
  sourceName: string;
  /** What the council decided so far and still stands. */
  beforeCents: number;
  /** What comes (above zero) or goes (below zero). */
  cents: number;
  afterCents: number;
  /** Of what comes: for support only. */
  supportCents: number;
  /** How what comes begins: it counts at once, stands under reservation, or is planned. */
  begins: InstalmentStatus;
}

/** One budget before and after a change. */
export interface ChangedBudget {
  id: string;
  name: string;
  /** By year and source. */
  lines: ChangeLine[];
  /** The equation of the years that count, all together. */
  before: Equation;
  after: Equation;
}

/** What a change would do: the budget itself, and for a reallocation the one that receives. */
export interface ChangePreview {
  budgets: ChangedBudget[];
}

interface PlannedChange {
  ground: ChangeGround & { budget: BudgetView };
  other?: ChangeGround & { budget: BudgetView };
  added: AddedPart[];
  reasons: string;
}

/**
 * Shows what a change would do to the cent, without doing it.
 * @throws Problem 422 per field; 404 for an unknown budget or decision; 409 `budget-exceeded` when the giving budget has not that much,
 * `budget-ended` when the budget has ended; 422 `overlapping-terms` when the neighbourhood gets the source from another budget in that year
 */
export async function previewChange(tx: Tx, request: ChangeRequest): Promise<ChangePreview> {
  const { ground, other, added } = await planChange(tx, request);
  const sign = other ? -1 : 1;
  const changes: [PlannedChange['ground'], 1 | -1][] = [[ground, sign], ...(other ? [[other, 1] as [PlannedChange['ground'], 1]] : [])];
  return { budgets: changes.map(([of, direction]) => changedBudget(of, added, direction)) };
}

function changedBudget(
  { budget, lines, sources, currentYear }: PlannedChange['ground'],
  added: readonly AddedPart[],
  sign: 1 | -1,
): ChangedBudget {
  const changed = added.map(({ sourceId, fiscalYear, cents }): ChangeLine => {
    const own = lines.filter((line) => line.fundingSourceId === sourceId && line.fiscalYear === fiscalYear);
    const beforeCents = own.reduce((sum, line) => sum + decidedCents(line), 0);
    return {
      fundingSourceId: sourceId,
      sourceName: sources.find((source) => source.sourceId === sourceId)?.name ?? '',
      fiscalYear,
      beforeCents,
      cents: sign * cents,
      afterCents: beforeCents + sign * cents,
      supportCents: sign > 0 ? supportPart(cents, budget.supportShareBasisPoints) : 0,
      begins: sign > 0 ? statusAtAdoption(fiscalYear, currentYear) : own.some((line) => line.status === 'adopted') ? 'adopted' : 'planned',
    };
  });
  const before = sumEquation(lines);
  const counts = changed.filter((line) => line.begins === 'adopted').reduce((sum, line) => sum + line.cents, 0);
  const after = { ...before, adoptedCents: before.adoptedCents + counts, availableCents: before.availableCents + counts };
  return { id: budget.id, name: budget.name, lines: changed, before, after };
}

/**
 * Changes a budget by decision of the council: more money, a percentage more, or money that goes to another budget. All of it, or nothing.
 * @param requestId the caller's, and the id of the change: the same request changes once
 * @throws as `previewChange`; Problem 409 `request-id-taken` when the id was used for another request
 */
export async function changeBudget(tx: Tx, requestId: string, request: ChangeRequest): Promise<BudgetChange> {
  const ids = request.kind === 'reallocation' ? [request.budgetId, request.otherBudgetId] : [request.budgetId];
  // In one order, so that two changes between the same budgets wait for each other and never both ways.
  for (const id of [...new Set(ids)].sort()) await lockBudget(tx, id);
  const known = await knownChange(tx, requestId, request);
  if (known) return known;
  const { ground, other, added, reasons } = await planChange(tx, request);
  const parts = added.map(({ sourceId, ...part }) => ({ ...part, fundingSourceId: sourceId }));
  const change = await writeChange(tx, requestId, request, { reasons, parts });
  if (other) for (const part of added) await takeBack(tx, part, change);
  const receiving = (other ?? ground).budget;
  await addInstalments(tx, receiving, added, change.decisionId, change.id);
  for (const sourceId of new Set(added.map((part) => part.sourceId))) {
    const years = added.filter((part) => part.sourceId === sourceId).map((part) => part.fiscalYear);
    await occupyPlaces(tx, receiving.id, sourceId, years);
  }
  return change;
}

async function planChange(tx: Tx, request: ChangeRequest): Promise<PlannedChange> {
  if (request.kind === 'reallocation' && request.otherBudgetId === request.budgetId) throw itself();
  const ground = await groundOf(tx, request.budgetId);
  const other = request.kind === 'reallocation' ? await groundOf(tx, request.otherBudgetId) : undefined;
  await decisionById(tx, request.decisionId);
  const planned = planParts(request, ground, other);
  if (other)
    for (const part of planned.added)
      await requireMovable(tx, ground.budget, part, ground.sources.find((source) => source.sourceId === part.sourceId)?.name ?? '');
  const { id, neighbourhoodIds } = (other ?? ground).budget;
  for (const part of planned.added)
    await checkPlaces(tx, { neighbourhoodIds, sourceIds: [part.sourceId], years: [part.fiscalYear], budgetId: id });
  return { ground, ...(other ? { other } : {}), ...planned };
}

function planParts(request: ChangeRequest, ground: ChangeGround, other?: ChangeGround): { added: AddedPart[]; reasons: string } {
  return collect({
    added: () => {
      if (request.kind === 'increase') return partsOfIncrease(request, ground);
      if (request.kind === 'indexation') return partsOfIndexation(request, ground);
      return partsOfReallocation(request, ground, other as ChangeGround);
    },
    reasons: () => checkReasons(request.reasons),
  });
}

/** @throws Problem 404, 409 `budget-ended` */
async function groundOf(tx: Tx, budgetId: string): Promise<PlannedChange['ground']> {
  const budget = await budgetById(tx, budgetId);
  const ending = await endingOf(tx, budgetId);
  if (ending && ending.endsOn < tx.today)
    throw conflict('budget-ended', {
      nl: `Het wijkbudget ${budget.name} is voorbij. Er is niets meer te wijzigen.`,
      en: `The budget ${budget.name} is over. There is nothing left to change.`,
    });
  return {
    budget,
    lines: await equationLines(tx, [budgetId]),
    sources: await sourceYears(tx),
    lastYear: ending ? yearOf(ending.endsOn) : budget.lastYear,
    closedYears: await closedYears(tx),
    currentYear: yearOf(tx.today),
  };
}

async function closedYears(tx: Tx): Promise<number[]> {
  const rows = await tx.rows<{ year: number }>('select fiscal_year as year from year_closings where municipality_id = $1', [
    tx.municipalityId,
  ]);
  return rows.map((row) => row.year);
}

const itself = () => badInput('otherBudgetId', { nl: 'Kies een ander wijkbudget dan dit.', en: 'Choose another budget than this one.' });
