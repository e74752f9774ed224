import { badInput, collect, type Tx } from '../core/index.js';
import { currentNeighbourhoods, ordinanceOn, type Ordinance } from '../tenancy/index.js';
import { decisionById } from './decisions.service.js';
import { checkPlaces } from './funded-places.service.js';
import { type PlanInput, type PlannedBudget, planBudgets, type Split } from './plan.js';
import { requireRecognised } from './recognition.service.js';
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
export async function previewBudgets(tx: Tx, request: BudgetRequest): Promise<PlannedRequest> {
  const plan = await planRequest(tx, request);
  await checkRoom(tx, request);
  return plan;
}

/** A request worked out: its budgets, what they were worked out from, and the ordinance they fall under. */
export interface PlannedRequest {
  budgets: PlannedBudget[];
  inputs: PlanInput;
  ordinance: Ordinance;
}

/** Whether there is room for it: the sources have it, and no neighbourhood gets the same source twice in a year. @throws Problem 422 */
export async function checkRoom(tx: Tx, request: BudgetRequest): Promise<void> {
  await checkSources(tx, request);
  const years = Array.from({ length: request.lastYear - request.firstYear + 1 }, (_, index) => request.firstYear + index);
  const sourceIds = request.sources.map((source) => source.sourceId);
  await checkPlaces(tx, { neighbourhoodIds: request.neighbourhoodIds, sourceIds, years });
}

/** Works a request out, checked against the ordinance. @throws as `previewBudgets`, but for room */
export async function planRequest(tx: Tx, request: BudgetRequest): Promise<PlannedRequest> {
  const ordinance = await ordinanceOn(tx, tx.today);
  await decisionById(tx, request.decisionId);
  const current = new Map((await currentNeighbourhoods(tx)).map((place) => [place.id, place]));
  // In the order of the request: each weight belongs to the neighbourhood it was given with.
  const places = [...new Set(request.neighbourhoodIds)].flatMap((id) => current.get(id) ?? []);
  const refusedBody = request.bodyId ? await refusalOfBody(tx, request.bodyId) : undefined;
  const checked = collect({
    neighbourhoods: () => {
      if (places.length === 0 || places.length < new Set(request.neighbourhoodIds).size) {
        throw badInput('neighbourhoodIds', { nl: 'Kies minstens één wijk.', en: 'Choose at least one neighbourhood.' });
      }
      return places;
    },
    term: () => checkTerm(request, ordinance),
    body: () => {
      if (refusedBody) throw refusedBody;
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
  const inputs: PlanInput = {
    neighbourhoods: checked.neighbourhoods.map(({ id, name, residents }) => ({ id, name, residents })),
    pooledName: checked.name,
    split: request.split,
    ...checked.term,
    sources: checked.sources,
    supportShareBasisPoints: checked.share,
  };
  return { budgets: planBudgets(inputs), inputs, ordinance };
}

/** Why a budget cannot go to this body; undefined when it can. */
const refusalOfBody = (tx: Tx, bodyId: string): Promise<Error | undefined> =>
  requireRecognised(tx, bodyId).then(
    () => undefined,
    (problem: Error) => problem,
  );

/** A term the ordinance allows. @throws Problem 422 naming `firstYear` or `lastYear` */
export function checkTerm(
  { firstYear, lastYear }: Pick<BudgetRequest, 'firstYear' | 'lastYear'>,
  ordinance: Pick<Ordinance, 'minimumTermYears'>,
): { firstYear: number; lastYear: number } {
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

/** A support share above nothing and at most all of it, in hundredths of a per cent. @throws Problem 422 */
export function checkShare(basisPoints: number): number {
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
