import { badInput, type Cents, cents, MAX_CENTS, proportion } from '../core/index.js';
import { apportion } from './apportion.js';

/** How a yearly total is split: into one pooled budget for all, or over a budget per neighbourhood. */
export type Split = { by: 'pooled' } | { by: 'equal' } | { by: 'residents' } | { by: 'weights'; weights: number[] };

/** A neighbourhood that takes part. */
export interface PlanNeighbourhood {
  id: string;
  name: string;
  residents: number | null;
}

/** One amount of one source in one year for one budget, in cents; the support part is inside it. */
export interface PlannedInstalment {
  sourceId: string;
  fiscalYear: number;
  cents: Cents;
  supportCents: Cents;
}

/** A budget as it would be adopted. */
export interface PlannedBudget {
  name: string;
  neighbourhoodIds: string[];
  instalments: PlannedInstalment[];
  totalCents: Cents;
}

/** What the plan is made of. */
export interface PlanInput {
  neighbourhoods: readonly PlanNeighbourhood[];
  pooledName: string;
  split: Split;
  firstYear: number;
  lastYear: number;
  sources: readonly { sourceId: string; yearlyCents: number }[];
  supportShareBasisPoints: number;
}

/**
 * Works out the budgets to the cent, without touching anything: each source's yearly amount is apportioned over the neighbourhoods,
 * and the support share of each instalment is at least one cent.
 * @throws Problem 422 per field
 */
export function planBudgets(input: PlanInput): PlannedBudget[] {
  const shares = input.split.by === 'pooled' ? [1] : weightsOf(input.split, input.neighbourhoods);
  const targets =
    input.split.by === 'pooled'
      ? [{ name: input.pooledName, neighbourhoodIds: input.neighbourhoods.map((place) => place.id) }]
      : input.neighbourhoods.map((place) => ({ name: place.name, neighbourhoodIds: [place.id] }));
  const splits = input.sources.map((source) => ({ sourceId: source.sourceId, parts: apportion(yearly(source.yearlyCents), shares) }));
  const years = Array.from({ length: input.lastYear - input.firstYear + 1 }, (_, index) => input.firstYear + index);
  return targets.map((target, index) => {
    const instalments = years.flatMap((fiscalYear) =>
      splits.flatMap(({ sourceId, parts }) => {
        const amount = parts[index] ?? cents(0);
        return amount === 0
          ? []
          : [{ sourceId, fiscalYear, cents: amount, supportCents: supportPart(amount, input.supportShareBasisPoints) }];
      }),
    );
    if (instalments.length === 0) throw nothingFor(target.name);
    return { ...target, instalments, totalCents: cents(instalments.reduce((sum, part) => sum + part.cents, 0)) };
  });
}

/** The part of an instalment that is for organisational support only: the share, rounded half up, and never nothing. */
export function supportPart(amount: Cents, basisPoints: number): Cents {
  return cents(Math.max(1, proportion(amount, basisPoints, 10_000)));
}

function weightsOf(split: Exclude<Split, { by: 'pooled' }>, places: readonly PlanNeighbourhood[]): number[] {
  if (split.by === 'equal') return places.map(() => 1);
  if (split.by === 'weights') {
    if (split.weights.length !== places.length)
      throw badInput('weights', { nl: 'Geef elke wijk een gewicht.', en: 'Give each neighbourhood a weight.' });
    return split.weights;
  }
  const unknown = places.find((place) => place.residents === null);
  if (unknown) {
    throw badInput('split', {
      nl: `Van ${unknown.name} is niet bekend hoeveel mensen er wonen. Kies een andere verdeling.`,
      en: `It is not known how many people live in ${unknown.name}. Choose another split.`,
    });
  }
  return places.map((place) => place.residents ?? 0);
}

function yearly(amount: number): Cents {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MAX_CENTS) {
    throw badInput('sources', { nl: 'Vul per bron een bedrag van meer dan nul in.', en: 'Enter an amount above zero for each source.' });
  }
  return cents(amount);
}

function nothingFor(name: string) {
  return badInput('split', {
    nl: `Met deze verdeling krijgt ${name} niets. Haal de wijk weg of verdeel anders.`,
    en: `With this split ${name} gets nothing. Leave it out or split differently.`,
  });
}
