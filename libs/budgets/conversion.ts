import { badInput, type Cents, cents, collect, formatCents, MAX_CENTS, proportion, type Words, yearOf } from '../core/index.js';
import { apportion } from './apportion.js';

/** What of the yearly amount is converted in one year of the transition: hundredths of a percent, or cents. */
export type ConversionShare = { basisPoints: number } | { cents: number };

/** When a contract becomes funding: in parts during the transition, and then whole for a number of years. */
export interface Schedule {
  firstYear: number;
  /** The part of each year of the transition, from the first year on; empty without a transition. */
  transition: readonly ConversionShare[];
  /** How many years after the transition the whole yearly amount is converted. */
  fullYears: number;
}

/** What of a contract becomes funding in one fiscal year. */
export interface PlannedPart {
  fiscalYear: number;
  cents: Cents;
}

/** One fiscal year of a contract, in cents: `remaining + converted + uncovered` is always the yearly amount. */
export interface ContractYear {
  fiscalYear: number;
  /** What the contract itself still runs. */
  runningCents: Cents;
  /** What becomes funding of budgets. */
  convertedCents: Cents;
  /** What the supplier still gets: what runs, as far as it is not converted. */
  remainingCents: Cents;
  /** What neither the contract nor a budget pays for. */
  uncoveredCents: Cents;
}

/** The terms that a schedule is measured by. */
export interface ContractTerms {
  yearlyCents: number;
  /** The last ISO day. */
  endsOn: string;
}

const MOST_YEARS = 30;
const LAST_YEAR = 2200;

/** What a contract still runs in one fiscal year: all of it before the year it ends in, then by the day, then nothing. */
export function runningIn({ yearlyCents, endsOn }: ContractTerms, fiscalYear: number): Cents {
  const endYear = yearOf(endsOn);
  if (fiscalYear !== endYear) return cents(fiscalYear < endYear ? yearlyCents : 0);
  const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const run = days(`${endYear}-01-01`, endsOn) + 1;
  const [running] = apportion(cents(yearlyCents), [run, days(`${endYear}-01-01`, `${endYear + 1}-01-01`) - run]);
  return running as Cents;
}

/** Every year from `fromYear`, or the first converted one if that is earlier, up to the last: of the conversion, or the first without the contract. */
export function contractYears(terms: ContractTerms, fromYear: number, parts: readonly PlannedPart[]): ContractYear[] {
  const converted = new Map(parts.map((part) => [part.fiscalYear, part.cents]));
  const first = Math.min(fromYear, ...converted.keys());
  const last = Math.max(fromYear, yearOf(terms.endsOn) + 1, ...converted.keys());
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const fiscalYear = first + index;
    const [runningCents, convertedCents] = [runningIn(terms, fiscalYear), converted.get(fiscalYear) ?? cents(0)];
    const left = terms.yearlyCents - convertedCents;
    const remainingCents = cents(Math.min(runningCents, left));
    return { fiscalYear, runningCents, convertedCents, remainingCents, uncoveredCents: cents(left - remainingCents) };
  });
}

/**
 * The parts of a schedule, to the cent. A part in hundredths of a percent is rounded half up.
 * @param thisYear the current fiscal year: one that is over cannot be converted any more
 * @throws Problem 422 on `firstYear`, `fullYears`, `transition` or the part that is wrong: `transition.0`
 */
export function scheduledParts({ firstYear, transition, fullYears }: Schedule, terms: ContractTerms, thisYear: number): PlannedPart[] {
  const yearly = cents(terms.yearlyCents);
  const shares: Record<string, () => Cents> = {};
  for (const [index, share] of transition.entries()) shares[index] = () => partOf(share, yearly, `transition.${index}`);
  // Everything that is wrong is said at once.
  const { parts } = collect({
    firstYear: () => checkFirstYear(firstYear, terms, thisYear),
    parts: () => collect(shares),
    fullYears: () => checkFullYears(fullYears, firstYear, transition.length),
  });
  return Array.from({ length: transition.length + fullYears }, (_, index) => ({
    fiscalYear: firstYear + index,
    cents: parts[index] ?? yearly,
  }));
}

function checkFullYears(fullYears: number, firstYear: number, transitionYears: number): void {
  if (!Number.isInteger(fullYears) || fullYears < 0) throw badInput('fullYears', wholeYears);
  const count = transitionYears + fullYears;
  if (count === 0) throw badInput('fullYears', oneYear);
  if (count > MOST_YEARS || firstYear + count - 1 > LAST_YEAR) throw badInput('fullYears', tooManyYears);
}

function checkFirstYear(firstYear: number, { endsOn }: ContractTerms, thisYear: number): void {
  if (!Number.isInteger(firstYear) || firstYear < thisYear) {
    throw badInput('firstYear', {
      nl: `Kies als eerste jaar ${thisYear} of later. Een jaar dat voorbij is, kan niet meer worden omgezet.`,
      en: `Choose ${thisYear} or later as the first year. A year that is over cannot be converted any more.`,
    });
  }
  // Of what ended before this year nothing can be converted in time any more; then this year is the latest.
  const latest = Math.max(yearOf(endsOn) + 1, thisYear);
  if (firstYear <= latest) return;
  throw badInput(
    'firstYear',
    {
      nl: `Dit contract stopt in ${yearOf(endsOn)}. Begint u pas in ${firstYear}, dan is er een jaar zonder geld. Kies ${latest} of eerder.`,
      en: `This contract ends in ${yearOf(endsOn)}. If you begin in ${firstYear}, there is a year without money. Choose ${latest} or earlier.`,
    },
    'schedule-after-the-end',
  );
}

function partOf(share: ConversionShare, yearly: Cents, field: string): Cents {
  const inPercent = 'basisPoints' in share;
  const asked = inPercent ? share.basisPoints : share.cents;
  const amount =
    !Number.isSafeInteger(asked) || asked <= 0 || asked > MAX_CENTS ? 0 : inPercent ? proportion(yearly, asked, 10_000) : asked;
  if (amount <= 0) throw badInput(field, aboveZero);
  if (amount > yearly) throw badInput(field, aboveContract(yearly), 'conversion-above-contract');
  return cents(amount);
}

const wholeYears: Words = { nl: 'Vul een aantal jaren in, van 0 tot en met 30.', en: 'Enter a number of years, from 0 to 30.' };
const oneYear: Words = { nl: 'Zet minstens één jaar om.', en: 'Convert at least one year.' };
const tooManyYears: Words = {
  nl: `Zet hoogstens ${MOST_YEARS} jaren om, de overgang meegeteld, en niet na ${LAST_YEAR}.`,
  en: `Convert at most ${MOST_YEARS} years, the transition included, and not after ${LAST_YEAR}.`,
};
const aboveZero: Words = {
  nl: 'Vul een deel in van meer dan nul: minstens één cent.',
  en: 'Enter a part above zero: at least one cent.',
};
const aboveContract = (yearly: number): Words => ({
  nl: `Dit is meer dan het contract. Dat is ${formatCents(yearly, 'nl')} per jaar.`,
  en: `This is more than the contract. That is ${formatCents(yearly, 'en')} a year.`,
});
