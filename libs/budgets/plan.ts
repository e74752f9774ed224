import { badInput, type Cents, cents, formatCents, MAX_CENTS, proportion } from '../core/index.js';
import { apportionBothWays, type Share, sharesOf } from './apportion.js';

/**
 * How a yearly total is split: into one pooled budget for all, or over a budget per neighbourhood. Weights, amounts and floors stand in the place
 * of their neighbourhood; amounts and floors are cents a year. A mix gives each neighbourhood its floor, and the rest by residents or by weights.
 */
export type Split =
  | { by: 'pooled' }
  | { by: 'equal' }
  | { by: 'residents' }
  | { by: 'weights'; weights: number[] }
  | { by: 'fixed'; amounts: number[] }
  | { by: 'mix'; floors: number[]; rest: { by: 'residents' } | { by: 'weights'; weights: number[] } };

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

/** What one budget gets in a year: the fixed part, its share of what was split by weight, and how that is taken from each source. */
export interface WorkedOutBudget {
  name: string;
  neighbourhoodIds: string[];
  /** An amount that was decided on itself, or a floor; the whole for a pooled budget. */
  fixedCents: Cents;
  /** What it counts for in the split of the rest: its residents or its weight; null where nothing was split by weight. */
  weight: number | null;
  /** Its share of the rest; null where nothing was split by weight. */
  share: Share | null;
  /** All sources together: the fixed part and the share. */
  yearlyCents: Cents;
  /** Per source, in the order of the input. */
  fromSources: Share[];
}

/**
 * Splits a year: first the total over the budgets, then each budget over the sources in proportion to what they bring, so that every
 * source and every budget adds up to the cent. The order of neighbourhoods and sources means nothing: where remainders are equal, the
 * neighbourhood that the division lists first goes first (ids are handed out in that order).
 * @throws Problem 422 per field
 */
export function workOut(input: PlanInput): WorkedOutBudget[] {
  const { split, neighbourhoods: places, sources } = input;
  const columns = sources.map((source) => yearly(source.yearlyCents));
  const total = columns.reduce((sum, column) => sum + column, 0);
  const years = Math.max(1, input.lastYear - input.firstYear + 1);
  if (!Number.isSafeInteger(total * years)) throw tooMuch();
  const targets =
    split.by === 'pooled'
      ? [{ name: input.pooledName, neighbourhoodIds: places.map((place) => place.id) }]
      : places.map((place) => ({ name: place.name, neighbourhoodIds: [place.id] }));
  const keys = targets.map((target) => target.neighbourhoodIds[0] ?? '');
  const fixed = split.by === 'pooled' ? [cents(total)] : fixedPart(split, cents(total), places.length);
  const rest = cents(total - fixed.reduce((sum, amount) => sum + amount, 0));
  const weights = weightsOf(split, places);
  const shares = weights && sharesOf(rest, weights, split.by === 'residents' ? 'split' : 'weights', keys);
  const rows = targets.map((target, index) => {
    const share = shares?.[index] ?? null;
    const fixedCents = fixed[index] ?? cents(0);
    return { ...target, fixedCents, weight: weights?.[index] ?? null, share, yearlyCents: cents(fixedCents + (share?.cents ?? 0)) };
  });
  const empty = rows.find((row) => row.yearlyCents === 0);
  if (empty) throw nothingFor(empty.name, split.by === 'fixed' ? 'amounts' : 'split');
  const cells = apportionBothWays(
    rows.map((row) => row.yearlyCents),
    columns,
    keys,
    sources.map((source) => source.sourceId),
  );
  return rows.map((row, index) => ({ ...row, fromSources: cells[index] ?? [] }));
}

/**
 * Works out the budgets to the cent, without touching anything: `workOut` for a year, the same for each year of the term,
 * and the support share of each instalment is at least one cent.
 * @throws Problem 422 per field
 */
export function planBudgets(input: PlanInput): PlannedBudget[] {
  const years = Array.from({ length: input.lastYear - input.firstYear + 1 }, (_, index) => input.firstYear + index);
  return workOut(input).map(({ name, neighbourhoodIds, fromSources }) => {
    const instalments = years.flatMap((fiscalYear) =>
      input.sources.flatMap(({ sourceId }, index) => {
        const amount = fromSources[index]?.cents ?? cents(0);
        return amount === 0
          ? []
          : [{ sourceId, fiscalYear, cents: amount, supportCents: supportPart(amount, input.supportShareBasisPoints) }];
      }),
    );
    return { name, neighbourhoodIds, instalments, totalCents: cents(instalments.reduce((sum, part) => sum + part.cents, 0)) };
  });
}

/** The part of an instalment that is for organisational support only: the share, rounded half up, and never nothing. */
export function supportPart(amount: Cents, basisPoints: number): Cents {
  return cents(Math.max(1, proportion(amount, basisPoints, 10_000)));
}

/** What each neighbourhood gets before anything is split by weight, in cents a year. */
function fixedPart(split: Exclude<Split, { by: 'pooled' }>, total: Cents, count: number): Cents[] {
  if (split.by !== 'fixed' && split.by !== 'mix') return [];
  const [field, amounts] = split.by === 'fixed' ? (['amounts', split.amounts] as const) : (['floors', split.floors] as const);
  if (amounts.length !== count || amounts.some((amount) => !Number.isSafeInteger(amount) || amount < 0)) {
    throw badInput(field, {
      nl: 'Geef elke wijk een bedrag in hele centen, van nul of meer.',
      en: 'Give each neighbourhood an amount in whole cents, of zero or more.',
    });
  }
  const together = amounts.reduce((sum, amount) => sum + amount, 0);
  if (split.by === 'fixed' && together !== total) throw amountsDiffer(together, total);
  if (together > total) throw floorsCostTooMuch(together, total);
  return amounts.map(cents);
}

function weightsOf(split: Split, places: readonly PlanNeighbourhood[]): number[] | null {
  if (split.by === 'pooled' || split.by === 'fixed') return null;
  if (split.by === 'equal') return places.map(() => 1);
  if (split.by === 'mix') return weightsOf(split.rest, places);
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

function tooMuch() {
  return badInput('sources', {
    nl: 'Dit is samen meer dan er geteld kan worden. Vul lagere bedragen in.',
    en: 'Together this is more than can be counted. Enter lower amounts.',
  });
}

function amountsDiffer(together: number, total: number) {
  const [less, apart] = [together < total, Math.abs(total - together)];
  return badInput(
    'amounts',
    {
      nl: `De wijken krijgen samen ${formatCents(together, 'nl')}, de bronnen geven ${formatCents(total, 'nl')}. Dat is ${formatCents(apart, 'nl')} te ${less ? 'weinig' : 'veel'} voor de wijken.`,
      en: `The neighbourhoods get ${formatCents(together, 'en')} together, the sources give ${formatCents(total, 'en')}. That is ${formatCents(apart, 'en')} too ${less ? 'little' : 'much'} for the neighbourhoods.`,
    },
    'amounts-differ-from-sources',
  );
}

function floorsCostTooMuch(together: number, total: number) {
  return badInput(
    'floors',
    {
      nl: `De vaste bedragen kosten samen ${formatCents(together, 'nl')} per jaar. Dat is ${formatCents(together - total, 'nl')} meer dan de ${formatCents(total, 'nl')} uit de bronnen.`,
      en: `The fixed amounts cost ${formatCents(together, 'en')} a year together. That is ${formatCents(together - total, 'en')} more than the ${formatCents(total, 'en')} from the sources.`,
    },
    'floors-above-total',
  );
}

function nothingFor(name: string, field: string) {
  return badInput(field, {
    nl: `Met deze verdeling krijgt ${name} niets. Haal de wijk weg of verdeel anders.`,
    en: `With this split ${name} gets nothing. Leave it out or split differently.`,
  });
}
