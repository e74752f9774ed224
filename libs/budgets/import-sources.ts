import { badInput, type Cents, formatCents, Problem, type Words } from '../core/index.js';
import type { SourceKind } from './funding-source.entity.js';
import { grouped, isAmbiguous, mustAgree, readAmount, readName, readYear, Remarks } from './import-cells.js';
import { type CsvLine, type ImportColumn, plain } from './import-csv.js';
import { checkSource, type NewSource } from './sources.service.js';

/** One line per source and year. */
export const SOURCE_COLUMNS: readonly ImportColumn[] = [
  { name: 'naam', also: ['bron', 'naam bron'] },
  { name: 'soort', also: ['soort geld'] },
  { name: 'taakveld' },
  { name: 'jaar' },
  { name: 'bedrag', also: ['bedrag per jaar'] },
];

/** How the kinds are written; the first is the one of the template. */
export const KIND_NAMES: Readonly<Record<SourceKind, readonly string[]>> = {
  regular: ['regulier', 'gewoon', 'gewoon geld', 'regular'],
  converted: ['omgezet', 'converted'],
  extra: ['extra'],
  external: ['extern', 'van buiten', 'external'],
};

/** A source as a file has it: its amounts and the lines they stand on. */
export interface ReadSource extends Omit<NewSource, 'decisionId'> {
  years: { fiscalYear: number; cents: Cents }[];
  lines: number[];
}

/**
 * Makes sources of lines: lines with one name are one source. Every wrong line is named in `remarks`.
 * @param taken the names that sources have already
 */
export function readSources(lines: readonly CsvLine[], taken: readonly string[], remarks: Remarks): ReadSource[] {
  const known = new Set(taken.map(plain));
  return grouped(lines, 'naam').flatMap((group) => {
    const [first] = group;
    const before = remarks.problems.length;
    const named = remarks.read(first, 'naam', (text) => readName(text, nameWords));
    if (known.has(plain(first.cells.naam ?? '')))
      remarks.wrong(first, 'naam', { nl: 'Er is al een bron met deze naam.', en: 'There is a source with this name already.' });
    mustAgree(remarks, group, ['soort', 'taakveld']);
    const kind = remarks.read(lineWith(group, 'soort'), 'soort', readKind);
    const taskField = remarks.read(lineWith(group, 'taakveld'), 'taakveld', readTaskField);
    const years = readYears(group, remarks);
    if (remarks.problems.length > before || !named || !kind || !taskField) return [];
    return checked({ name: named, kind, taskField, years, lines: group.map((line) => line.number) }, first, remarks);
  });
}

const nameWords: Words = { nl: 'Geef de bron een naam van hoogstens 120 tekens.', en: 'Name the source in at most 120 characters.' };

const lineWith = (group: readonly [CsvLine, ...CsvLine[]], column: string) => group.find((line) => line.cells[column]) ?? group[0];

function readKind(text: string): SourceKind {
  const found = Object.entries(KIND_NAMES).find(([, names]) => names.includes(plain(text)));
  if (found) return found[0] as SourceKind;
  throw badInput('soort', {
    nl: 'Vul in wat voor geld het is: regulier, omgezet, extra of extern.',
    en: 'Enter what kind of money it is: regulier, omgezet, extra or extern.',
  });
}

/** `6.1`, also as a Dutch spreadsheet turns it into a number: `6,1`. */
function readTaskField(text: string): string {
  const field = text.replace(',', '.').toLowerCase();
  if (/^\d{1,2}\.\d{1,3}[a-z]?$/.test(field)) return field;
  const isDate = /^\d{1,2}-([a-z]{3}|\d)/i.test(text);
  throw badInput('taakveld', {
    nl: `Vul het taakveld in, bijvoorbeeld 6.1.${isDate ? ' Het lijkt een datum geworden: maak van de kolom eerst tekst.' : ''}`,
    en: `Enter the task field, for example 6.1.${isDate ? ' It seems to have become a date: format the column as text first.' : ''}`,
  });
}

function readYears(group: readonly CsvLine[], remarks: Remarks): ReadSource['years'] {
  const seen = new Map<number, number>();
  return group.flatMap((line) => {
    const fiscalYear = remarks.read(line, 'jaar', readYear);
    const cents = remarks.read(line, 'bedrag', readAmount);
    noteAmount(line, 'bedrag', cents, remarks);
    if (fiscalYear === undefined) return [];
    const earlier = seen.get(fiscalYear);
    seen.set(fiscalYear, earlier ?? line.number);
    if (earlier !== undefined)
      remarks.wrong(line, 'jaar', {
        nl: `Deze bron heeft op regel ${earlier} al een bedrag voor ${fiscalYear}.`,
        en: `This source has an amount for ${fiscalYear} on line ${earlier} already.`,
      });
    return cents === undefined ? [] : [{ fiscalYear, cents }];
  });
}

/** Says how an amount was read that could be meant otherwise. */
export function noteAmount(line: CsvLine, column: string, cents: number | undefined, remarks: Remarks): void {
  const text = line.cells[column] ?? '';
  if (cents === undefined || !isAmbiguous(text)) return;
  remarks.note(line, column, {
    nl: `‘${text}’ is gelezen als ${formatCents(cents)}: de punt scheidt duizendtallen.`,
    en: `‘${text}’ was read as ${formatCents(cents, 'en')}: the point parts thousands.`,
  });
}

/** The same rules as a source that is made by hand. */
function checked(source: ReadSource, first: CsvLine, remarks: Remarks): ReadSource[] {
  try {
    return [{ ...source, ...checkSource(source) }];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    remarks.wrong(first, null, error.words);
    return [];
  }
}
