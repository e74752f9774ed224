import { In } from 'typeorm';
import { badInput, collect, conflict, constraintOf, derivedId, type Tx, yearOf } from '../core/index.js';
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
  const plan = await planRequest(tx, request);
  await checkSources(tx, request);
  return plan;
}

async function planRequest(tx: Tx, request: BudgetRequest): Promise<{ budgets: PlannedBudget[]; ordinance: Ordinance }> {
  const ordinance = await ordinanceOn(tx, tx.today);
  await decisionById(tx, request.decisionId);
  const current = new Map((await currentNeighbourhoods(tx)).map((place) => [place.id, place]));
  // In the order of the request: each weight belongs to the neighbourhood it was given with.
  const places = [...new Set(request.neighbourhoodIds)].flatMap((id) => current.get(id) ?? []);
  const isBody = !request.bodyId || (await isNeighbourhoodBody(tx, request.bodyId));
  const checked = collect({
    neighbourhoods: () => {
      if (places.length === 0 || places.length < new Set(request.neighbourhoodIds).size) {
        throw badInput('neighbourhoodIds', { nl: 'Kies minstens één wijk.', en: 'Choose at least one neighbourhood.' });
      }
      return places;
    },
    term: () => checkTerm(request, ordinance),
    body: () => {
      if (!isBody) throw badInput('bodyId', { nl: 'Kies een wijkorgaan uit de lijst.', en: 'Choose a neighbourhood body from the list.' });
    },
    share: () => checkShare(request.supportShareBasisPoints ?? ordinance.supportShareBasisPoints),
    sources: () => {
      const ids = request.sources.map((source) => source.sourceId);
      if (ids.length === 0 || new Set(ids).size < ids.length)
        throw badInput('sources', { nl: 'Kies minstens één bron, elke bron één keer.', en: 'Choose at least one source, each one once.' });
      return request.sources;
    },
    name: () => {
      const name = request.pooledName?.trim() || places.map((place) => place.name).join(', ');
      if (request.split.by === 'pooled' && name.length > 120)
        throw badInput('pooledName', {
          nl: 'Geef het budget een naam van hoogstens 120 tekens.',
          en: 'Name the budget in at most 120 characters.',
        });
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
  return { budgets, ordinance };
}

async function isNeighbourhoodBody(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.row(`select id from organisations where municipality_id = $1 and id = $2 and 'neighbourhood_body' = any (kinds)`, [
    tx.municipalityId,
    id,
  ]);
  return found !== undefined;
}

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
  const { budgets, ordinance } = await planRequest(tx, request);
  const ids = budgets.map((_, index) => derivedId(requestId, 'budget', index));
  const known = await tx.manager.findBy(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id: In(ids) });
  if (known.length > 0) {
    await assertSame(tx, known, ids, budgets, request);
    return ids;
  }
  await checkSources(tx, request);
  for (const [index, id] of ids.entries()) await insertBudget(tx, id, budgets[index]!, request, ordinance);
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
    if (constraintOf(error) !== 'budget_name_is_unique_per_term') throw error;
    throw conflict(
      'budget-exists',
      {
        nl: `Er is al een wijkbudget ${planned.name} dat in ${request.firstYear} begint.`,
        en: `There is a budget ${planned.name} that begins in ${request.firstYear} already.`,
      },
      'neighbourhoodIds',
    );
  }
  await tx.manager.insert(
    BudgetNeighbourhood,
    planned.neighbourhoodIds.map((neighbourhoodId) => ({ ...key, budgetId: id, neighbourhoodId })),
  );
  const instalments = planned.instalments.map((part) => ({
    ...key,
    id: derivedId(id, 'instalment', part.sourceId, part.fiscalYear),
    budgetId: id,
    fundingSourceId: part.sourceId,
    fiscalYear: part.fiscalYear,
    sequence: 0,
    withdrawnCents: 0,
    cents: part.cents,
    supportCents: part.supportCents,
    status: statusAtAdoption(part.fiscalYear, yearOf(tx.today)),
    statusOn: tx.today,
  }));
  await tx.manager.insert(
    Instalment,
    instalments.map((instalment) => ({
      ...instalment,
      status: instalment.status === 'adopted' ? ('reserved' as const) : instalment.status,
    })),
  );
  await postAll(tx, await planPostings(tx, instalments, request.decisionId));
  for (const instalment of instalments) if (instalment.status === 'adopted') await adoptInstalment(tx, instalment, request.decisionId);
  await record(tx, {
    action: 'budget.adopt',
    subjectType: 'neighbourhood-budget',
    subjectId: id,
    details: {
      name: planned.name,
      totalCents: planned.totalCents,
      split: request.split,
      sources: request.sources,
      firstYear: request.firstYear,
      lastYear: request.lastYear,
    },
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
  if (!sane(firstYear))
    throw badInput('firstYear', { nl: 'Vul het eerste jaar in, bijvoorbeeld 2027.', en: 'Enter the first year, for example 2027.' });
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
    throw badInput('supportShareBasisPoints', {
      nl: 'Het ondersteuningsdeel is meer dan 0 en hoogstens 100 procent.',
      en: 'The support share is above 0 and at most 100 per cent.',
    });
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
      throw badInput(
        'sources',
        {
          nl: `${source.name} heeft in ${year} niet genoeg over voor dit bedrag.`,
          en: `${source.name} has not enough left in ${year} for this amount.`,
        },
        'source-too-small',
      );
    }
  }
}
