import { badInput, type Cents, cents, collect, formatCents, MAX_CENTS, sumCents, type Words } from '../core/index.js';
import type { EquationLine } from './equation.service.js';
import { indexed, MAX_INDEXATION } from './indexation.js';
import type { AddedPart } from './instalments.service.js';
import type { NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import type { SourceYear } from './sources.service.js';

interface Decided {
  budgetId: string;
  decisionId: string;
  reasons: string;
}

/** More money from sources, in years of the term, in cents. */
export interface IncreaseRequest extends Decided {
  kind: 'increase';
  parts: { sourceId: string; fiscalYear: number; cents: number }[];
}

/** A percentage more from a year on, in hundredths of a percent, paid from the same sources. */
export interface IndexationRequest extends Decided {
  kind: 'indexation';
  basisPoints: number;
  fromYear: number;
}

/** Money that goes to another budget, in one fiscal year, per source in cents. */
export interface ReallocationRequest extends Decided {
  kind: 'reallocation';
  otherBudgetId: string;
  fiscalYear: number;
  parts: { sourceId: string; cents: number }[];
}

export type ChangeRequest = IncreaseRequest | IndexationRequest | ReallocationRequest;

/** The most parts that one decision has. */
const MAX_PARTS = 300;

/** What a request is checked against. */
export interface ChangeGround {
  budget: NeighbourhoodBudget;
  lines: readonly EquationLine[];
  sources: readonly SourceYear[];
  /** The last fiscal year that can still change: of the term, or of the day an announced ending falls on. */
  lastYear: number;
  /** Years that were closed, or are being closed: nothing is added to them. */
  closedYears: readonly number[];
  currentYear: number;
}

/** Checks what is written with every change: its reasons. @throws Problem 422 naming `reasons` */
export function checkReasons(reasons: string): string {
  const trimmed = reasons.trim();
  if (trimmed.length === 0 || trimmed.length > 4000)
    throw badInput('reasons', {
      nl: 'Schrijf op waarom dit gebeurt, in hoogstens 4000 tekens. De wijk leest dit.',
      en: 'Write down why this happens, in at most 4000 characters. The neighbourhood reads this.',
    });
  return trimmed;
}

/** The instalments that an increase adds. @throws Problem 422 naming `parts`, with what is free where a source has not enough */
export function partsOfIncrease({ parts }: IncreaseRequest, ground: ChangeGround): AddedPart[] {
  const keys = new Set(parts.map((part) => `${part.sourceId} ${part.fiscalYear}`));
  if (parts.length === 0 || parts.length > MAX_PARTS || keys.size < parts.length) throw badInput('parts', oneAmountEach);
  const added = parts.map((part) => {
    if (!Number.isInteger(part.fiscalYear) || part.fiscalYear < ground.budget.firstYear || part.fiscalYear > ground.lastYear)
      throw badInput('parts', outsideTerm(ground));
    if (ground.closedYears.includes(part.fiscalYear))
      throw badInput('parts', {
        nl: `Het jaar ${part.fiscalYear} is afgesloten. Kies een later jaar.`,
        en: `The year ${part.fiscalYear} is closed. Choose a later year.`,
      });
    return { sourceId: part.sourceId, fiscalYear: part.fiscalYear, cents: amount(part.cents, 'parts') };
  });
  requireFree(added, ground.sources, 'parts');
  return added;
}

/** The instalments that an indexation adds. @throws Problem 422 per field */
export function partsOfIndexation({ basisPoints, fromYear }: IndexationRequest, ground: ChangeGround): AddedPart[] {
  collect({
    percentage: () => {
      if (!Number.isInteger(basisPoints) || basisPoints < 1 || basisPoints > MAX_INDEXATION)
        throw badInput('basisPoints', {
          nl: 'Vul een percentage in boven 0 en hoogstens 25. Bijvoorbeeld 2,5.',
          en: 'Enter a percentage above 0 and at most 25. For example 2.5.',
        });
    },
    year: () => {
      const first = Math.max(ground.budget.firstYear, ground.currentYear);
      if (!Number.isInteger(fromYear) || fromYear < first || fromYear > ground.lastYear)
        throw badInput('fromYear', {
          nl: `Kies een jaar van ${first} tot en met ${ground.lastYear}.`,
          en: `Choose a year from ${first} to ${ground.lastYear}.`,
        });
    },
  });
  const bases = basesFrom(ground, fromYear);
  const extra = indexed(
    bases.map((base) => base.cents),
    basisPoints,
  );
  const added = bases.map((base, index) => ({ ...base, cents: extra[index] as Cents })).filter((part) => part.cents > 0);
  if (added.length === 0)
    throw badInput('basisPoints', {
      nl: 'Er is vanaf dat jaar niets om te verhogen, of het is minder dan een cent.',
      en: 'There is nothing to index from that year on, or it is less than a cent.',
    });
  requireFree(added, ground.sources, 'basisPoints');
  return added;
}

/** What counts, or will count, per year and source: the amounts that an indexation is a part of. */
function basesFrom({ lines, lastYear }: ChangeGround, fromYear: number): AddedPart[] {
  const bases = new Map<string, AddedPart>();
  for (const line of lines) {
    if (line.fiscalYear < fromYear || line.fiscalYear > lastYear) continue;
    const key = `${line.fiscalYear} ${line.fundingSourceId}`;
    const sofar = bases.get(key)?.cents ?? 0;
    bases.set(key, { sourceId: line.fundingSourceId, fiscalYear: line.fiscalYear, cents: cents(sofar + decidedCents(line)) });
  }
  return [...bases.values()].filter((base) => base.cents > 0);
}

/** What the council decided for a line and still stands, in cents: adopted net of what was given back, or waiting to be. */
export function decidedCents(line: EquationLine): number {
  return line.status === 'adopted' ? line.adoptedCents : line.instalmentCents;
}

/** Checks what a reallocation asks, but for what the giving budget has. @throws Problem 422 per field */
export function partsOfReallocation(request: ReallocationRequest, ground: ChangeGround, other: ChangeGround): AddedPart[] {
  const { fiscalYear, parts } = request;
  const { added } = collect({
    year: () => {
      const first = Math.max(ground.budget.firstYear, other.budget.firstYear, ground.currentYear);
      const last = Math.min(ground.lastYear, other.lastYear);
      if (Number.isInteger(fiscalYear) && fiscalYear >= first && fiscalYear <= last) return;
      const none = {
        nl: 'Deze twee wijkbudgetten hebben geen jaar meer samen. Kies een ander wijkbudget.',
        en: 'These two budgets have no year left in common. Choose another budget.',
      };
      const some = {
        nl: `Kies een jaar dat beide wijkbudgetten hebben: van ${first} tot en met ${last}.`,
        en: `Choose a year that both budgets have: from ${first} to ${last}.`,
      };
      throw badInput('fiscalYear', first > last ? none : some);
    },
    added: () => {
      if (parts.length === 0 || parts.length > MAX_PARTS || new Set(parts.map((part) => part.sourceId)).size < parts.length)
        throw badInput('parts', oneAmountEach);
      return parts.map((part) => ({ sourceId: part.sourceId, fiscalYear, cents: amount(part.cents, 'parts') }));
    },
  });
  for (const { sourceId } of added)
    if (!ground.sources.some((source) => source.sourceId === sourceId)) throw badInput('parts', chooseSource);
  return added;
}

/** @throws Problem 422 `source-too-small` with what each source has free */
function requireFree(added: readonly AddedPart[], sources: readonly SourceYear[], field: string): void {
  const short: Words[] = [];
  for (const part of added) {
    const source = sources.find(({ sourceId }) => sourceId === part.sourceId);
    if (!source) throw badInput(field, chooseSource);
    const free = sources.find((year) => year.sourceId === part.sourceId && year.fiscalYear === part.fiscalYear)?.freeCents ?? 0;
    if (free >= part.cents) continue;
    short.push({
      nl: `${source.name} heeft in ${part.fiscalYear} nog ${formatCents(free)} vrij; dit vraagt ${formatCents(part.cents)}.`,
      en: `${source.name} has ${formatCents(free, 'en')} free in ${part.fiscalYear}; this asks ${formatCents(part.cents, 'en')}.`,
    });
  }
  if (short.length === 0) return;
  const missing = short.length - 5;
  const more = {
    nl: missing > 0 ? ` En nog ${missing} keer te weinig.` : '',
    en: missing > 0 ? ` And ${missing} more times too little.` : '',
  };
  const told = (lang: keyof Words) =>
    short
      .slice(0, 5)
      .map((words) => words[lang])
      .join(' ') + more[lang];
  throw badInput(field, { nl: told('nl'), en: told('en') }, 'source-too-small');
}

function amount(value: number, field: string): Cents {
  if (!Number.isSafeInteger(value) || value <= 0 || value > MAX_CENTS)
    throw badInput(field, { nl: 'Vul een bedrag in van meer dan nul.', en: 'Enter an amount above zero.' });
  return cents(value);
}

const oneAmountEach = {
  nl: 'Vul voor minstens één bron een bedrag in, elke bron één keer per jaar.',
  en: 'Give an amount for at least one source, each source once a year.',
};
const chooseSource = { nl: 'Kies een bron uit de lijst.', en: 'Choose a source from the list.' };

function outsideTerm({ budget, lastYear }: ChangeGround): Words {
  return {
    nl: `Kies een jaar van dit wijkbudget: van ${budget.firstYear} tot en met ${lastYear}.`,
    en: `Choose a year of this budget: from ${budget.firstYear} to ${lastYear}.`,
  };
}

/** What the parts come to, in cents. */
export const totalOf = (parts: readonly { cents: number }[]): Cents => sumCents(parts.map((part) => part.cents));
