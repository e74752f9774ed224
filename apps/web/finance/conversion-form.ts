import { badInput, collect, parseEuros, yearOf } from '../../../libs/core/index.js';
import type { ContractView, ConversionRequest, ConversionShare, CouncilDecision } from '../../../libs/budgets/index.js';
import { type FormState, text } from '../kit/index.js';
import { chooseDecision, oneOf, parseYear } from './form-input.js';

/** How many years of a transition the form asks; the API takes more. */
export const TRANSITION_YEARS = 5;

const part = (index: number) => `deel-${index + 1}`;

/** The names of the fields, in the order of the form. */
export const conversionNames: readonly string[] = [
  'besluit',
  'naam',
  'vanaf',
  ...Array.from({ length: TRANSITION_YEARS }, (_, index) => part(index)),
  'daarna',
];

/** The fields of the service as the form calls them. */
export const conversionFields: Readonly<Record<string, string>> = {
  decisionId: 'besluit',
  name: 'naam',
  firstYear: 'vanaf',
  fullYears: 'daarna',
  ...Object.fromEntries(Array.from({ length: TRANSITION_YEARS }, (_, index) => [`transition.${index}`, part(index)])),
};

/** What is filled in before anything was typed: next year, unless that leaves a year without money. */
export function proposal({ what, endsOn }: Pick<ContractView, 'what' | 'endsOn'>, today: string): { name: string; firstYear: number } {
  const thisYear = yearOf(today);
  const firstYear = Math.max(thisYear, Math.min(thisYear + 1, yearOf(endsOn) + 1));
  return { name: `${what.slice(0, 110)}, omgezet`, firstYear };
}

/** Reads the form. @throws Problem 422 on its fields */
export function conversionFrom(form: FormState, contractId: string, decisions: readonly CouncilDecision[]): ConversionRequest {
  const { decision, ...read } = collect({
    decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
    name: () => {
      const name = text(form, 'naam');
      if (!name) throw badInput('naam', { nl: 'Geef de bron een naam.', en: 'Name the source.' });
      return name;
    },
    firstYear: () => parseYear(text(form, 'vanaf'), 'vanaf'),
    transition: () => transitionFrom(form),
    fullYears: () => {
      const typed = text(form, 'daarna') || '0';
      if (!/^\d{1,2}$/.test(typed))
        throw badInput('daarna', { nl: 'Vul een aantal jaren in, van 0 tot en met 30.', en: 'Enter a number of years, from 0 to 30.' });
      return Number(typed);
    },
  });
  return { ...read, contractId, decisionId: decision.id };
}

function transitionFrom(form: FormState): ConversionShare[] {
  const typed = Array.from({ length: TRANSITION_YEARS }, (_, index) => text(form, part(index)));
  const count = typed.findLastIndex((one) => one !== '') + 1;
  const read = collect(Object.fromEntries(typed.slice(0, count).map((one, index) => [index, () => shareFrom(one, part(index))])));
  return Array.from({ length: count }, (_, index) => read[index] as ConversionShare);
}

/** `25`, `12,5 %` or `€ 30.000,00`. */
function shareFrom(typed: string, field: string): ConversionShare {
  if (!typed)
    throw badInput(field, {
      nl: 'Vul dit jaar ook in, of laat de jaren erna leeg.',
      en: 'Fill in this year too, or leave the years after it empty.',
    });
  if (typed.includes('€')) return { cents: parseEuros(typed, field) };
  const [, whole, decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed) ?? [];
  if (whole === undefined) {
    throw badInput(field, {
      nl: 'Vul een percentage in, bijvoorbeeld 25, of een bedrag met € ervoor.',
      en: 'Enter a percentage, for example 25, or an amount with € before it.',
    });
  }
  return { basisPoints: Number(whole) * 100 + Number(decimals.padEnd(2, '0')) };
}
