import { badInput, type Cents, parseEuros, Problem, type Words } from '../core/index.js';
import { type CsvLine, type LineRemark, plain } from './import-csv.js';

/** Collects what is wrong with the cells of a file, so that every wrong line is named and not only the first. */
export class Remarks {
  readonly problems: LineRemark[] = [];
  /** What is right but worth a look: how an amount was read. */
  readonly notes: LineRemark[] = [];

  /** Reads one cell; what is wrong with it is kept with its line, and the answer is then undefined. */
  read<T>(line: CsvLine, column: string, reader: (text: string) => T): T | undefined {
    try {
      return reader(line.cells[column] ?? '');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.wrong(line, column, error.words);
      return undefined;
    }
  }

  wrong(line: CsvLine, column: string | null, words: Words): void {
    this.problems.push({ line: line.number, column, words });
  }

  note(line: CsvLine, column: string | null, words: Words): void {
    this.notes.push({ line: line.number, column, words });
  }
}

const decimalsWords: Words = {
  nl: 'Een bedrag heeft hoogstens twee cijfers achter de komma. Bijvoorbeeld 7.692,31.',
  en: 'An amount has at most two decimals. For example 7692.31.',
};

/**
 * Reads an amount as a Dutch spreadsheet writes it: `7.692,31`, `7692,31`, `7692.31`, `€ 7.692,-`. A point before three digits parts thousands.
 * @throws Problem 422: not above zero, more than two decimals, or no amount
 */
export function readAmount(text: string): Cents {
  const bare = text
    .replace(/\s+/g, '')
    .replace(/^(€|EUR)/i, '')
    .replace(/,-{1,2}$/, '');
  if (/^[\d.]*,\d{3,}$|^\d*\.\d{4,}$|^\d{4,}\.\d{3}$/.test(bare)) throw badInput('bedrag', decimalsWords);
  return parseEuros(bare, 'bedrag');
}

/** Whether an amount could be meant with three decimals: `7.692` is read as 7692. */
export const isAmbiguous = (text: string) => /^\D*\d{1,3}\.\d{3}\D*$/.test(text);

/** Reads a fiscal year. @throws Problem 422 */
export function readYear(text: string): number {
  if (/^(20\d\d|21\d\d|2200)$/.test(text)) return Number(text);
  throw badInput('jaar', {
    nl: 'Vul een jaar in van vier cijfers. Bijvoorbeeld 2027.',
    en: 'Enter a year of four digits. For example 2027.',
  });
}

/** Reads `10`, `10%`, `12,5` per cent as hundredths of a per cent. @throws Problem 422 */
export function readPercent(text: string): number {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text);
  const basisPoints = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
  if (basisPoints >= 1 && basisPoints <= 10_000) return basisPoints;
  throw badInput('ondersteuning', {
    nl: 'Vul een percentage in boven 0 en hoogstens 100. Bijvoorbeeld 10.',
    en: 'Enter a percentage above 0 and at most 100. For example 10.',
  });
}

/** A name of at most 120 characters, with single spaces. @throws Problem 422 with these words */
export function readName(text: string, words: Words): string {
  const name = text.replace(/\s+/g, ' ').trim();
  if (name === '' || name.length > 120) throw badInput('naam', words);
  return name;
}

/** The lines by what stands in a column, compared without accents or capitals, in the order of the file; a line with nothing is on its own. */
export function grouped(lines: readonly CsvLine[], column: string): [CsvLine, ...CsvLine[]][] {
  const groups = new Map<string, [CsvLine, ...CsvLine[]]>();
  for (const line of lines) {
    const key = plain(line.cells[column] ?? '') || `\0${line.number}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()];
}

/** Lines that belong together must say the same in these columns, or nothing. */
export function mustAgree(remarks: Remarks, lines: readonly CsvLine[], columns: readonly string[]): void {
  for (const column of columns) {
    const first = lines.find((line) => line.cells[column]);
    for (const line of lines) {
      const value = line.cells[column];
      if (!first || !value || value.toLowerCase() === first.cells[column]?.toLowerCase()) continue;
      remarks.wrong(line, column, {
        nl: `Hier staat ‘${value}’, op regel ${first.number} ‘${first.cells[column]}’. Dat hoort gelijk te zijn.`,
        en: `Here it says ‘${value}’, on line ${first.number} ‘${first.cells[column]}’. That should be the same.`,
      });
    }
  }
}
