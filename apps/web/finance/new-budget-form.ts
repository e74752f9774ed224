import { badInput, collect, parseEuros, type Problem, type Words } from '../../../libs/core/index.js';
import type { BudgetRequest, CouncilDecision, SourceYear, Split } from '../../../libs/budgets/index.js';
import type { Organisation } from '../../../libs/relations/index.js';
import type { Neighbourhood, Ordinance } from '../../../libs/tenancy/index.js';
import { type FormState, formValues, text, texts } from '../kit/index.js';
import { chooseDecision, oneOf, parseYear } from './form-input.js';

/** What a finance officer can choose from. */
export interface BudgetChoices {
  decisions: CouncilDecision[];
  /** By name. */
  places: Neighbourhood[];
  ordinance: Ordinance;
  sourceYears: SourceYear[];
  /** Those that the council recognised. */
  bodies: Pick<Organisation, 'id' | 'name'>[];
}

/** The three steps: for whom and how long, with which money, and what it comes to. */
export type BudgetStep = 'wie' | 'bedragen' | 'overzicht';

/** The fields of the service as the form calls them; those of sources and weights carry the id of their row. */
export const budgetFields: Record<string, string> = {
  decisionId: 'besluit',
  neighbourhoodIds: 'wijken',
  split: 'verdeling',
  firstYear: 'vanaf',
  lastYear: 'tot',
  supportShareBasisPoints: 'ondersteuning',
  bodyId: 'wijkorgaan',
  pooledName: 'naam',
};

const WHO = ['besluit', 'wijken', 'verdeling', 'vanaf', 'tot'];
const MONEY = /^(ondersteuning|wijkorgaan|naam|vloer|(bron|gewicht|vast|vloer)-[0-9a-f-]{36})$/;

/** The fields of the service that stand in several fields of the form: its sentence comes beside the first of them. */
export function severalFields(form: FormState, choices: BudgetChoices): Record<string, string> {
  const [place = ''] = chosenPlaces(form, choices).map(({ id }) => id);
  return {
    sources: Object.keys(form.values).find((name) => name.startsWith('bron-') && text(form, name)) ?? 'bron-',
    weights: `gewicht-${place}`,
    amounts: `vast-${place}`,
    floors: 'vloer',
  };
}

/** The neighbourhoods that are ticked, by name. */
export function chosenPlaces(form: FormState, choices: BudgetChoices): Neighbourhood[] {
  return choices.places.filter(({ id }) => texts(form, 'wijken').includes(id));
}

/** The answers of a body: what is ticked comes as a list, also when it travelled along as one text. */
export function budgetAnswers(body: unknown): FormState {
  const values = formValues(body);
  if (values.wijken !== undefined)
    values.wijken = [values.wijken]
      .flat()
      .flatMap((ids) => ids.split(','))
      .filter(Boolean);
  return { values };
}

/** The answers that this step does not show, to travel along hidden: also those of a split or a neighbourhood that may be chosen again. */
export function carried(form: FormState, step: BudgetStep, choices: BudgetChoices): Record<string, string> {
  const shown = step === 'bedragen' ? moneyFields(form, choices) : [];
  const elsewhere = (name: string) => (WHO.includes(name) && step !== 'wie') || (MONEY.test(name) && !shown.includes(name));
  const names = Object.keys(form.values).filter(elsewhere);
  return Object.fromEntries(names.map((name) => [name, texts(form, name).join(',')]));
}

/** The step that a problem belongs to: the first that has a wrong field. */
export function stepOf(problem: Problem): BudgetStep {
  return problem.fields.some(({ field }) => WHO.includes(field)) ? 'wie' : 'bedragen';
}

/** What the second step asks. */
function moneyFields(form: FormState, choices: BudgetChoices): string[] {
  const columns = placeColumns(text(form, 'verdeling'));
  return [
    'ondersteuning',
    ...(choices.bodies.length > 0 ? ['wijkorgaan'] : []),
    ...(text(form, 'verdeling') === 'pooled' ? ['naam'] : []),
    ...(columns.includes('vloer') ? ['vloer'] : []),
    ...offeredSources(choices, form).map(({ sourceId }) => `bron-${sourceId}`),
    ...chosenPlaces(form, choices).flatMap(({ id }) => columns.map((column) => `${column}-${id}`)),
  ];
}

/** How it can be split, as it is asked: a mix says at once how the rest goes. */
export const SPLITS = ['pooled', 'equal', 'residents', 'weights', 'fixed', 'mix-residents', 'mix-weights'] as const;
export type SplitChoice = (typeof SPLITS)[number];

/** What is asked of each neighbourhood: an amount, an amount other than the one for all, a weight. */
export type PlaceColumn = 'vast' | 'vloer' | 'gewicht';

/** What the second step asks of each neighbourhood with this split. */
export function placeColumns(split: string): PlaceColumn[] {
  const columns: Partial<Record<string, PlaceColumn[]>> = {
    weights: ['gewicht'],
    fixed: ['vast'],
    'mix-residents': ['vloer'],
    'mix-weights': ['vloer', 'gewicht'],
  };
  return columns[split] ?? [];
}

/** The first step as the service wants it. */
export type Who = Pick<BudgetRequest, 'decisionId' | 'neighbourhoodIds' | 'firstYear' | 'lastYear'> & { by: SplitChoice };

/** Reads the first step. @throws Problem 422 on the fields of the form */
export function whoFrom(form: FormState, choices: BudgetChoices): Who {
  return collect({
    decisionId: () => oneOf(choices.decisions, text(form, 'besluit'), 'besluit', chooseDecision).id,
    neighbourhoodIds: () => {
      const chosen = texts(form, 'wijken').map((id) => oneOf(choices.places, id, 'wijken', chooseNeighbourhoods).id);
      if (chosen.length === 0) throw badInput('wijken', chooseNeighbourhoods);
      return choices.places.map(({ id }) => id).filter((id) => chosen.includes(id));
    },
    by: () => {
      const by = SPLITS.find((known) => known === text(form, 'verdeling'));
      if (!by) throw badInput('verdeling', { nl: 'Kies hoe het geld verdeeld wordt.', en: 'Choose how the money is split.' });
      return by;
    },
    firstYear: () => parseYear(text(form, 'vanaf'), 'vanaf'),
    lastYear: () => lastYear(form, choices.ordinance),
  });
}

const chooseNeighbourhoods = { nl: 'Kies minstens één wijk.', en: 'Choose at least one neighbourhood.' };

/** Said on this step already, so that nobody hears on the next one that the term was too short. */
function lastYear(form: FormState, { minimumTermYears }: Ordinance): number {
  const last = parseYear(text(form, 'tot'), 'tot');
  const shortest = Number(text(form, 'vanaf')) + minimumTermYears - 1;
  if (last < shortest) {
    throw badInput('tot', {
      nl: `Een wijkbudget duurt minstens ${minimumTermYears} jaar. Kies ${shortest} of later als laatste jaar.`,
      en: `A neighbourhood budget runs at least ${minimumTermYears} years. Choose ${shortest} or later as the last year.`,
    });
  }
  return last;
}

/** A source with what is free in the year of the term that has least, in cents. */
export interface OfferedSource extends SourceYear {
  yearlyFreeCents: number;
}

/** The sources that have money free in every year of the term, and those an amount was typed for, by name. */
export function offeredSources({ sourceYears }: BudgetChoices, form: FormState): OfferedSource[] {
  const [first, last] = [Number(text(form, 'vanaf')), Number(text(form, 'tot'))];
  const ids = [...new Set(sourceYears.map((year) => year.sourceId))];
  return ids.flatMap((id) => {
    const own = sourceYears.filter((year) => year.sourceId === id);
    const inTerm = own.filter((year) => year.fiscalYear >= first && year.fiscalYear <= last);
    const yearlyFreeCents = inTerm.length === last - first + 1 ? Math.min(...inTerm.map((year) => year.freeCents)) : 0;
    return own[0] && (yearlyFreeCents > 0 || text(form, `bron-${id}`)) ? [{ ...own[0], yearlyFreeCents }] : [];
  });
}

/** Reads all answers. @throws Problem 422 on the fields of the form */
export function budgetFrom(form: FormState, choices: BudgetChoices): BudgetRequest {
  const { by, ...who } = whoFrom(form, choices);
  const money = collect({
    sources: () => sourcesFrom(form, offeredSources(choices, form)),
    split: () => splitFrom(form, by, who.neighbourhoodIds),
    supportShareBasisPoints: () => parsePercent(text(form, 'ondersteuning'), 'ondersteuning'),
    bodyId: () => {
      if (choices.bodies.length === 0) return null;
      return oneOf(choices.bodies, text(form, 'wijkorgaan'), 'wijkorgaan', {
        nl: 'Kies welk wijkorgaan over de uitgaven beslist.',
        en: 'Choose which body decides on spending.',
      }).id;
    },
  });
  const pooledName = text(form, 'naam');
  return { ...who, ...money, ...(pooledName ? { pooledName } : {}) };
}

function sourcesFrom(form: FormState, offered: readonly OfferedSource[]): BudgetRequest['sources'] {
  const typed = offered.filter(({ sourceId }) => text(form, `bron-${sourceId}`));
  if (typed.length === 0) {
    throw badInput(`bron-${offered[0]?.sourceId ?? ''}`, {
      nl: 'Vul bij minstens één bron een bedrag in.',
      en: 'Enter an amount for at least one source.',
    });
  }
  const amounts = collect(
    Object.fromEntries(typed.map(({ sourceId }) => [sourceId, () => parseEuros(text(form, `bron-${sourceId}`), `bron-${sourceId}`)])),
  );
  return Object.entries(amounts).map(([sourceId, yearlyCents]) => ({ sourceId, yearlyCents }));
}

/** Says beside each source that it has not that much; the service says it of the first one only. @throws Problem 422 */
export function requireFree(request: BudgetRequest, form: FormState, choices: BudgetChoices): void {
  const offered = offeredSources(choices, form);
  collect(
    Object.fromEntries(
      request.sources.map(({ sourceId, yearlyCents }) => [
        sourceId,
        () => {
          const source = offered.find((candidate) => candidate.sourceId === sourceId);
          if (source && yearlyCents <= source.yearlyFreeCents) return;
          throw badInput(`bron-${sourceId}`, {
            nl: `${source?.name} heeft niet in elk jaar zoveel vrij.`,
            en: `${source?.name} does not have that much free in every year.`,
          });
        },
      ]),
    ),
  );
}

function splitFrom(form: FormState, by: SplitChoice, places: readonly string[]): Split {
  if (by === 'weights') return { by, weights: weightsFrom(form, places) };
  if (by === 'fixed') return { by, amounts: perPlace(places, 'vast', (field) => parseEuros(text(form, field), field)) };
  if (by === 'mix-residents') return { by: 'mix', floors: floorsFrom(form, places), rest: { by: 'residents' } };
  if (by !== 'mix-weights') return { by };
  const { floors, weights } = collect({ floors: () => floorsFrom(form, places), weights: () => weightsFrom(form, places) });
  return { by: 'mix', floors, rest: { by: 'weights', weights } };
}

/** Reads a field of every neighbourhood; what is wrong is said of all of them at once. */
function perPlace(places: readonly string[], column: PlaceColumn, read: (field: string) => number): number[] {
  return Object.values(collect(Object.fromEntries(places.map((id) => [id, () => read(`${column}-${id}`)]))));
}

/** The amount for each neighbourhood, and for whom another was typed, that; nothing typed and `0` are no fixed amount. */
function floorsFrom(form: FormState, places: readonly string[]): number[] {
  const amount = (field: string) => (/^(0+([.,]0{1,2})?)?$/.test(text(form, field)) ? 0 : parseEuros(text(form, field), field));
  const forAll = amount('vloer');
  const floors = perPlace(places, 'vloer', (field) => (text(form, field) === '' ? forAll : amount(field)));
  if (floors.every((floor) => floor === 0)) throw badInput('vloer', noFloor);
  return floors;
}

const noFloor: Words = {
  nl: 'Vul het vaste bedrag in dat elke wijk krijgt. Bijvoorbeeld 5.000,00.',
  en: 'Enter the fixed amount that each neighbourhood gets. For example 5,000.00.',
};

function weightsFrom(form: FormState, places: readonly string[]): number[] {
  const weights = perPlace(places, 'gewicht', (field) => {
    const typed = text(form, field);
    if (!/^\d{1,6}$/.test(typed))
      throw badInput(field, { nl: 'Vul een heel getal in van nul of meer.', en: 'Enter a whole number of zero or more.' });
    return Number(typed);
  });
  if (weights.every((weight) => weight === 0)) {
    throw badInput(`gewicht-${places[0] ?? ''}`, {
      nl: 'Geef minstens één wijk een gewicht boven nul.',
      en: 'Give at least one neighbourhood a weight above zero.',
    });
  }
  return weights;
}

/** `10` or `12,5` per cent as hundredths of a per cent. @throws Problem 422 naming the field */
function parsePercent(typed: string, field: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed);
  const basisPoints = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
  if (basisPoints < 1 || basisPoints > 10_000) {
    throw badInput(field, {
      nl: 'Vul een percentage in boven 0 en hoogstens 100. Bijvoorbeeld 10.',
      en: 'Enter a percentage above 0 and at most 100. For example 10.',
    });
  }
  return basisPoints;
}

/** Hundredths of a per cent as people write them: `12,5`. */
export function formatPercent(basisPoints: number, { lang }: { lang: 'nl' | 'en' }): string {
  return String(basisPoints / 100).replace('.', lang === 'nl' ? ',' : '.');
}
