import { badInput, collect, isId, parseEuros } from '../../../libs/core/index.js';
import {
  type BudgetView,
  type ChangeRequest,
  type CouncilDecision,
  type EndingRequest,
  type EndingView,
  type IndexationRequest,
  MAX_INDEXATION,
  type MovablePart,
  type Notice,
  type SourceYear,
} from '../../../libs/budgets/index.js';
import { type FormState, text } from '../kit/index.js';
import { chooseDecision, oneOf, parseYear } from './form-input.js';

/** What a finance officer can change a budget with. */
export interface ChangeChoices {
  budget: BudgetView;
  decisions: CouncilDecision[];
  sourceYears: SourceYear[];
  /** The budgets that have a year in common with this one from now on, by name. */
  others: BudgetView[];
  /** What of this budget can go to another one. */
  movable: MovablePart[];
  notice: Notice;
  ending: EndingView | undefined;
  /** The first and the last year that can still change. */
  firstYear: number;
  lastYear: number;
  today: string;
}

/** What can be done to a budget; also the last part of its address. */
export type ChangePath = 'verhogen' | 'indexeren' | 'verplaatsen' | 'beeindigen';

/** The fields of the service as each form calls them. */
export const changeFields: Readonly<Record<ChangePath, Record<string, string>>> = {
  verhogen: { decisionId: 'besluit', reasons: 'waarom', parts: 'bedrag', neighbourhoodIds: 'bron' },
  indexeren: { decisionId: 'besluit', reasons: 'waarom', basisPoints: 'percentage', fromYear: 'vanaf', neighbourhoodIds: 'percentage' },
  verplaatsen: {
    ...{ decisionId: 'besluit', reasons: 'waarom', parts: 'bedrag', cents: 'bedrag' },
    ...{ fiscalYear: 'naar-budget', otherBudgetId: 'naar-budget', neighbourhoodIds: 'naar-budget' },
  },
  beeindigen: { decisionId: 'besluit', reasons: 'waarom', endsOn: 'einde', cents: 'einde' },
};

const FIELDS: Readonly<Record<ChangePath, readonly string[]>> = {
  verhogen: ['bron', 'bedrag', 'vanaf', 'tot', 'besluit', 'waarom'],
  indexeren: ['percentage', 'vanaf', 'besluit', 'waarom'],
  verplaatsen: ['geld', 'bedrag', 'naar-budget', 'besluit', 'waarom'],
  beeindigen: ['einde', 'besluit', 'waarom'],
};

/** The answers, to travel along hidden while the preview is looked at. */
export function answersOf(path: ChangePath, form: FormState): Record<string, string> {
  return Object.fromEntries(FIELDS[path].map((name) => [name, text(form, name)]));
}

const decided = (form: FormState, { budget, decisions }: ChangeChoices) => ({
  budgetId: () => budget.id,
  decisionId: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision).id,
  reasons: () => {
    const reasons = text(form, 'waarom');
    if (reasons) return reasons;
    throw badInput('waarom', {
      nl: 'Schrijf op waarom dit gebeurt. De wijk leest dit.',
      en: 'Write down why this happens. The neighbourhood reads this.',
    });
  },
});

/** Reads what is to change. @throws Problem 422 on the fields of the form */
export function changeFrom(path: Exclude<ChangePath, 'beeindigen'>, form: FormState, choices: ChangeChoices): ChangeRequest {
  if (path === 'verhogen') return increaseFrom(form, choices);
  if (path === 'indexeren') return indexationFrom(form, choices);
  return reallocationFrom(form, choices);
}

function increaseFrom(form: FormState, choices: ChangeChoices): ChangeRequest {
  const { source, cents, from, to, ...rest } = collect({
    ...decided(form, choices),
    source: () => {
      const id = text(form, 'bron').toLowerCase();
      const source = choices.sourceYears.find(({ sourceId }) => sourceId === id);
      if (!source) throw badInput('bron', { nl: 'Kies uit welke bron het komt.', en: 'Choose which source it comes from.' });
      return source;
    },
    cents: () => parseEuros(text(form, 'bedrag'), 'bedrag'),
    from: () => yearWithin(form, 'vanaf', choices),
    to: () => {
      const to = yearWithin(form, 'tot', choices);
      if (to < Number(text(form, 'vanaf')))
        throw badInput('tot', { nl: 'Het laatste jaar ligt vóór het eerste.', en: 'The last year is before the first.' });
      return to;
    },
  });
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return { kind: 'increase', ...rest, parts: years.map((fiscalYear) => ({ sourceId: source.sourceId, fiscalYear, cents })) };
}

function indexationFrom(form: FormState, choices: ChangeChoices): IndexationRequest {
  const request = collect({
    ...decided(form, choices),
    basisPoints: () => percentFrom(text(form, 'percentage')),
    fromYear: () => yearWithin(form, 'vanaf', choices),
  });
  return { kind: 'indexation', ...request };
}

/** `2,5` per cent as hundredths of a per cent. */
function percentFrom(typed: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed);
  const basisPoints = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
  if (basisPoints >= 1 && basisPoints <= MAX_INDEXATION) return basisPoints;
  throw badInput('percentage', {
    nl: 'Vul een percentage in boven 0 en hoogstens 25. Bijvoorbeeld 2,5.',
    en: 'Enter a percentage above 0 and at most 25. For example 2.5.',
  });
}

function reallocationFrom(form: FormState, choices: ChangeChoices): ChangeRequest {
  const { money, other, cents, ...rest } = collect({
    ...decided(form, choices),
    money: () => {
      const money = choices.movable.find((part) => movableKey(part) === text(form, 'geld'));
      if (!money) throw badInput('geld', { nl: 'Kies welk geld u verplaatst.', en: 'Choose which money you move.' });
      return money;
    },
    other: () =>
      oneOf(choices.others, text(form, 'naar-budget'), 'naar-budget', {
        nl: 'Kies het wijkbudget waar het heen gaat.',
        en: 'Choose the budget it goes to.',
      }),
    cents: () => parseEuros(text(form, 'bedrag'), 'bedrag'),
  });
  const { fiscalYear, sourceId } = money;
  return { kind: 'reallocation', ...rest, otherBudgetId: other.id, fiscalYear, parts: [{ sourceId, cents }] };
}

/** How the form names the money of one year and source. */
export const movableKey = ({ fiscalYear, sourceId }: MovablePart) => `${fiscalYear}-${sourceId}`;

function yearWithin(form: FormState, field: string, { firstYear, lastYear }: ChangeChoices): number {
  const year = parseYear(text(form, field), field);
  if (year >= firstYear && year <= lastYear) return year;
  throw badInput(field, {
    nl: `Kies een jaar van ${firstYear} tot en met ${lastYear}.`,
    en: `Choose a year from ${firstYear} to ${lastYear}.`,
  });
}

/** Reads an early ending. @throws Problem 422 on the fields of the form */
export function endingFrom(form: FormState, choices: ChangeChoices): EndingRequest {
  return collect({ ...decided(form, choices), endsOn: () => text(form, 'einde') });
}

/** The key of a form that was sent. @throws Problem 422 */
export function keyFrom(form: FormState): string {
  const key = text(form, 'sleutel');
  if (isId(key)) return key;
  throw badInput('waarom', { nl: 'Er ging iets mis. Stuur het formulier nog een keer.', en: 'Something went wrong. Send the form again.' });
}

/** What sources have free in the years that can still change. */
export const freeYears = ({ sourceYears, firstYear, lastYear }: ChangeChoices) =>
  sourceYears.filter((year) => year.freeCents > 0 && year.fiscalYear >= firstYear && year.fiscalYear <= lastYear);
