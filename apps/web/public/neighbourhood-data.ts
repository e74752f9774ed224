import { type CouncilDecision, decisionById, houseRulesOf } from '../../../libs/budgets/index.js';
import { notFound, type Tx } from '../../../libs/core/index.js';
import { type RightView, rightsOf } from '../../../libs/drawing-rights/index.js';
import { initiativesIn, type Organisation, organisationById } from '../../../libs/relations/index.js';
import { countEntries, type Named } from '../../../libs/reporting/index.js';
import { type Neighbourhood, neighbourhoodBySlug, publicValues } from '../../../libs/tenancy/index.js';
import type { Words } from '../../../libs/core/index.js';
import { budgetsFor, type PlaceBudget, placeSources } from './places.js';
import { yearAsked } from './years.js';

/** A budget of a neighbourhood with what its page tells of it. */
export interface OpenBudget extends PlaceBudget {
  decision: CouncilDecision;
  /** The neighbourhood body that decides. */
  bodyName: string | undefined;
  /** What it and the council agreed on, one by one. */
  houseRules: string[];
  /** What stands ready for this year and does not count yet, in cents. */
  plannedCents: number;
}

/** Everything on the page of one neighbourhood, in one fiscal year. */
export interface NeighbourhoodData {
  neighbourhood: Neighbourhood;
  year: number;
  years: number[];
  budgets: OpenBudget[];
  /** Committed or paid in this neighbourhood per public value, in the council's order. */
  goals: Named<Words>[];
  rights: RightView[];
  initiatives: Organisation[];
}

/** Reads the page of a neighbourhood. @throws Problem 404 */
export async function neighbourhoodData(tx: Tx, slug: string, asked: string | undefined): Promise<NeighbourhoodData> {
  if (!/^[a-z0-9-]{1,120}$/.test(slug)) throw notFound();
  const neighbourhood = await neighbourhoodBySlug(tx, slug);
  const sources = await placeSources(tx);
  const own = new Set(sources.budgets.filter((budget) => budget.neighbourhoodIds.includes(neighbourhood.id)).map(({ id }) => id));
  const years = [...new Set(sources.lines.filter((line) => own.has(line.budgetId)).map((line) => line.fiscalYear))].sort((a, b) => a - b);
  const year = yearAsked(asked, years, tx.today);
  const budgets: OpenBudget[] = [];
  for (const budget of budgetsFor(sources, neighbourhood.id, year)) {
    const planned = await countEntries(tx, { figure: 'planned', fiscalYear: year, budgetId: budget.id });
    budgets.push({
      ...budget,
      decision: await decisionById(tx, budget.decisionId),
      bodyName: budget.bodyId ? (await organisationById(tx, budget.bodyId)).name : undefined,
      houseRules: await houseRulesOf(tx, budget.id),
      plannedCents: planned.totalCents,
    });
  }
  const rights = await rightsOf(tx, { neighbourhoodId: neighbourhood.id });
  return {
    neighbourhood,
    year,
    years,
    budgets,
    goals: budgets.some((budget) => budget.counts) ? await goalsOf(tx, neighbourhood.id, year) : [],
    rights: rights.filter(({ validFrom, validTo }) => validFrom <= `${year}-12-31` && validTo >= `${year}-01-01`),
    initiatives: await initiativesIn(tx, neighbourhood.id),
  };
}

async function goalsOf(tx: Tx, neighbourhoodId: string, fiscalYear: number): Promise<Named<Words>[]> {
  const goals: Named<Words>[] = [];
  for (const { id, name } of await publicValues(tx)) {
    const spent = await countEntries(tx, { figure: 'spent', fiscalYear, neighbourhoodId, publicValueId: id });
    goals.push({ id, name, cents: spent.totalCents });
  }
  return goals;
}
