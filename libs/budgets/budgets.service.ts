import { badInput, collect, conflict, constraintOf, derivedId, forbidden, notFound, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, postAll, type Posting } from '../ledger/index.js';
import { currentNeighbourhoods, ordinanceOn, type Ordinance } from '../tenancy/index.js';
import { decisionById } from './decisions.service.js';
import type { InstalmentStatus } from './instalment.entity.js';
import { Instalment } from './instalment.entity.js';
import { BudgetNeighbourhood, NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import { type PlannedBudget, planBudgets, type Split } from './plan.js';
import { adoptInstalment } from './release.service.js';
import { sourceYears } from './sources.service.js';

/** What a finance officer decides on: which decision, neighbourhoods, years and yearly amounts per source. */
export interface BudgetRequest {
  decisionId: string;
  neighbourhoodIds: string[];
  /** The name of a pooled budget; a budget per neighbourhood takes the neighbourhood's name. */
  pooledName?: string;
  split: Split;
  firstYear: number;
  lastYear: number;
  sources: { sourceId: string; yearlyCents: number }[];
  /** Default: the ordinance's. */
  supportShareBasisPoints?: number;
  /** The neighbourhood body each budget is delegated to. */
  bodyId?: string | null;
}

/**
 * Shows the budgets to the cent before anything is decided, checked against the ordinance and against what the sources still have.
 * @throws Problem 422 per field, 404 for an unknown decision
 */
export async function previewBudgets(tx: Tx, request: BudgetRequest): Promise<{ budgets: PlannedBudget[]; ordinance: Ordinance }> {
  const ordinance = await ordinanceOn(tx, tx.today);
  await decisionById(tx, request.decisionId);
  const places = (await currentNeighbourhoods(tx)).filter((place) => request.neighbourhoodIds.includes(place.id));
  const checked = collect({
    neighbourhoods: () => {
      if (places.length === 0 || places.length < new Set(request.neighbourhoodIds).size) {
        throw badInput('neighbourhoodIds', { nl: 'Kies minstens één wijk.', en: 'Choose at least one neighbourhood.' });
      }
      return places;
    },
    term: () => checkTerm(request, ordinance),
    share: () => checkShare(request.supportShareBasisPoints ?? ordinance.supportShareBasisPoints),
    sources: () => {
      const ids = request.sources.map((source) => source.sourceId);
      if (ids.length === 0 || new Set(ids).size < ids.length) throw badInput('sources', { nl: 'Kies minstens één bron, elke bron één keer.', en: 'Choose at least one source, each one once.' });
      return request.sources;
    },
    name: () => {
      const name = request.pooledName?.trim() || places.map((place) => place.name).join(', ');
      if (request.split.by === 'pooled' && name.length > 120) throw badInput('pooledName', { nl: 'Geef het budget een naam van hoogstens 120 tekens.', en: 'Name the budget in at most 120 characters.' });
      return name;
    },
  });
  const budgets = planBudgets({
    neighbourhoods: checked.neighbourhoods,
    pooledName: checked.name,
    split: request.split,
    ...checked.term,
    sources: checked.sources,
    supportShareBasisPoints: checked.share,
  });
  await checkSources(tx, request);
  return { budgets, ordinance };
}

/**
 * Adopts the budgets: each with its instalments, the money of every year set apart from its source at once, so that no cent can be
 * planned twice. Years up to the current one count from now; the next stands under budget reservation (Awb 4:34); later ones are planned.
 * @param requestId the caller's: the same request adopts once
 * @returns the ids of the budgets
 */
export async function adoptBudgets(tx: Tx, requestId: string, request: BudgetRequest): Promise<string[]> {
  const known = await knownBudgets(tx, requestId, request);
  if (known) return known;
  const { budgets, ordinance } = await previewBudgets(tx, request);
  const ids: string[] = [];
  for (const planned of budgets) {
    const id = derivedId(requestId, ...planned.neighbourhoodIds);
    ids.push(id);
    await insertBudget(tx, id, planned, request, ordinance);
  }
  return ids;
}

async function knownBudgets(tx: Tx, requestId: string, request: BudgetRequest): Promise<string[] | undefined> {
  const sets = request.split.by === 'pooled' ? [request.neighbourhoodIds] : request.neighbourhoodIds.map((id) => [id]);
  const ids = sets.map((set) => derivedId(requestId, ...set));
  const rows = await tx.rows<{ id: string }>('select id from neighbourhood_budgets where municipality_id = $1 and id = any ($2)', [tx.municipalityId, ids]);
  return rows.length === ids.length ? ids : undefined;
}

async function insertBudget(tx: Tx, id: string, planned: PlannedBudget, request: BudgetRequest, ordinance: Ordinance): Promise<void> {
  const key = { municipalityId: tx.municipalityId };
  try {
    await tx.manager.insert(NeighbourhoodBudget, {
      ...key,
      id,
      name: planned.name,
      decisionId: request.decisionId,
      ordinanceId: ordinance.id,
      bodyId: request.bodyId ?? null,
      firstYear: request.firstYear,
      lastYear: request.lastYear,
      supportShareBasisPoints: request.supportShareBasisPoints ?? ordinance.supportShareBasisPoints,
      createdAt: tx.now,
    });
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'budget_has_a_body') throw badInput('bodyId', { nl: 'Kies een wijkorgaan uit de lijst.', en: 'Choose a neighbourhood body from the list.' });
    if (constraint !== 'budget_name_is_unique_per_term') throw error;
    throw conflict(
      'budget-exists',
      { nl: `Er is al een wijkbudget ${planned.name} dat in ${request.firstYear} begint.`, en: `There is a budget ${planned.name} that begins in ${request.firstYear} already.` },
      'neighbourhoodIds',
    );
  }
  await tx.manager.insert(BudgetNeighbourhood, planned.neighbourhoodIds.map((neighbourhoodId) => ({ ...key, budgetId: id, neighbourhoodId })));
  const instalments = planned.instalments.map((part) => ({
    ...key,
    id: derivedId(id, 'instalment', part.sourceId, part.fiscalYear),
    budgetId: id,
    fundingSourceId: part.sourceId,
    fiscalYear: part.fiscalYear,
    cents: part.cents,
    supportCents: part.supportCents,
    status: statusAtAdoption(part.fiscalYear, yearOf(tx.today)),
    statusOn: tx.today,
  }));
  await tx.manager.insert(Instalment, instalments.map((instalment) => ({ ...instalment, status: instalment.status === 'adopted' ? ('reserved' as const) : instalment.status })));
  await postAll(tx, await planPostings(tx, instalments, request.decisionId));
  for (const instalment of instalments) if (instalment.status === 'adopted') await adoptInstalment(tx, instalment, request.decisionId);
  await record(tx, {
    action: 'budget.adopt',
    subjectType: 'neighbourhood-budget',
    subjectId: id,
    details: { name: planned.name, totalCents: planned.totalCents, split: request.split, sources: request.sources, firstYear: request.firstYear, lastYear: request.lastYear },
  });
}

function statusAtAdoption(fiscalYear: number, currentYear: number): InstalmentStatus {
  if (fiscalYear <= currentYear) return 'adopted';
  return fiscalYear === currentYear + 1 ? 'reserved' : 'planned';
}

async function planPostings(tx: Tx, instalments: readonly Omit<Instalment, 'status'>[], decisionId: string): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const instalment of instalments) {
    const owner = { fundingSourceId: instalment.fundingSourceId, fiscalYear: instalment.fiscalYear };
    postings.push({
      id: derivedId(instalment.id, 'plan'),
      kind: 'plan',
      debitAccountId: await openAccount(tx, 'source', 'EUR', owner),
      creditAccountId: await openAccount(tx, 'planned', 'EUR', { ...owner, budgetId: instalment.budgetId, instalmentId: instalment.id }),
      amount: instalment.cents,
      decisionId,
    });
  }
  return postings;
}

function checkTerm(request: BudgetRequest, ordinance: Ordinance): { firstYear: number; lastYear: number } {
  const { firstYear, lastYear } = request;
  const sane = (year: number) => Number.isInteger(year) && year >= 2000 && year <= 2200;
  if (!sane(firstYear)) throw badInput('firstYear', { nl: 'Vul het eerste jaar in, bijvoorbeeld 2027.', en: 'Enter the first year, for example 2027.' });
  const shortest = firstYear + ordinance.minimumTermYears - 1;
  if (!sane(lastYear) || lastYear < shortest || lastYear - firstYear >= 30) {
    throw badInput('lastYear', {
      nl: `Een wijkbudget duurt minstens ${ordinance.minimumTermYears} jaar. Kies ${shortest} of later als laatste jaar.`,
      en: `A neighbourhood budget runs at least ${ordinance.minimumTermYears} years. Choose ${shortest} or later as the last year.`,
    });
  }
  return { firstYear, lastYear };
}

function checkShare(basisPoints: number): number {
  if (!Number.isInteger(basisPoints) || basisPoints < 1 || basisPoints > 10_000) {
    throw badInput('supportShareBasisPoints', { nl: 'Het ondersteuningsdeel is meer dan 0 en hoogstens 100 procent.', en: 'The support share is above 0 and at most 100 per cent.' });
  }
  return basisPoints;
}

async function checkSources(tx: Tx, request: BudgetRequest): Promise<void> {
  const years = await sourceYears(tx);
  for (const wanted of request.sources) {
    const source = years.find((year) => year.sourceId === wanted.sourceId);
    if (!source) throw badInput('sources', { nl: 'Kies een bron uit de lijst.', en: 'Choose a source from the list.' });
    for (let year = request.firstYear; year <= request.lastYear; year++) {
      const free = years.find((candidate) => candidate.sourceId === wanted.sourceId && candidate.fiscalYear === year)?.freeCents ?? 0;
      if (free >= wanted.yearlyCents) continue;
      throw badInput('sources', {
        nl: `${source.name} heeft in ${year} niet genoeg over voor dit bedrag.`,
        en: `${source.name} has not enough left in ${year} for this amount.`,
      }, 'source-too-small');
    }
  }
}

/** A budget with the ids of its neighbourhoods. */
export interface BudgetView extends NeighbourhoodBudget {
  neighbourhoodIds: string[];
}

/** All budgets, by name and first year. */
export async function listBudgets(tx: Tx): Promise<BudgetView[]> {
  const budgets = await tx.manager.find(NeighbourhoodBudget, { where: { municipalityId: tx.municipalityId }, order: { name: 'ASC', firstYear: 'ASC' }, take: 2000 });
  const places = await tx.manager.findBy(BudgetNeighbourhood, { municipalityId: tx.municipalityId });
  return budgets.map((budget) => ({
    ...budget,
    neighbourhoodIds: places.filter((place) => place.budgetId === budget.id).map((place) => place.neighbourhoodId),
  }));
}

/** One budget. @throws Problem 404 */
export async function budgetById(tx: Tx, id: string): Promise<BudgetView> {
  const budget = await tx.manager.findOneBy(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id });
  if (!budget) throw notFound();
  const places = await tx.manager.findBy(BudgetNeighbourhood, { municipalityId: tx.municipalityId, budgetId: id });
  return { ...budget, neighbourhoodIds: places.map((place) => place.neighbourhoodId) };
}

/**
 * Refuses whoever may not decide inside this budget: only the body it is delegated to spends from it; never the finance officer.
 * @throws Problem 403 with the reason
 */
export function requireBody(tx: Tx, budget: NeighbourhoodBudget): void {
  if (tx.actor.role === 'neighbourhood_body' && budget.bodyId !== null && tx.actor.organisationId === budget.bodyId) return;
  throw forbidden({
    nl: 'Dit wijkbudget is van de wijk. Alleen het wijkorgaan beslist over uitgaven.',
    en: 'This budget belongs to the neighbourhood. Only its neighbourhood body decides on spending.',
  }, 'not-the-neighbourhood-body');
}
