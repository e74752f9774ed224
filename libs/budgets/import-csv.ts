import { parse } from 'csv-parse/sync';
import { badInput, Problem, type Words } from '../core/index.js';

/** A column of a file: the name in its template, other names people give it, and whether a file can do without. */
export interface ImportColumn {
  name: string;
  also?: readonly string[];
  optional?: boolean;
}

/** A line as it stands in the file, numbered as a spreadsheet does: the heading is line 1 and empty lines count. */
export interface CsvLine {
  number: number;
  /** By the name of the column in the template; empty where the line has nothing. */
  cells: Readonly<Record<string, string>>;
}

/** Something about one line of the file, in a sentence; `column` is null when it is about the whole line. */
export interface LineRemark {
  line: number;
  column: string | null;
  words: Words;
}

/** The lines of a file, what is wrong with them as lines, and how they were read. */
export interface CsvTable {
  lines: CsvLine[];
  problems: LineRemark[];
  encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  separator: string;
}

/** A file has at most these; more is refused before it is read any further. */
export const MAX_IMPORT_BYTES = 5 * 1024 * 1024;
export const MAX_IMPORT_LINES = 5_000;
const MAX_CELL = 500;
const SEPARATORS = [';', ',', '\t'] as const;

/** The characters that Windows has where Latin-1 has none. Written out, since some versions of Node decode windows-1252 as Latin-1. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Reads the bytes of a file as lines with these columns. What is wrong with the file as a whole is thrown, what is wrong with a line is listed.
 * @throws Problem 422 naming `file`: no CSV, too many lines, other columns than expected; 413 when it is too large
 */
export function readTable(bytes: Buffer, columns: readonly ImportColumn[]): CsvTable {
  const { text: decoded, encoding } = decode(bytes);
  const declared = /^sep=([;,\t])\r?\n/i.exec(decoded);
  const text = declared ? decoded.slice(declared[0].length) : decoded;
  const headLine = /^[^\r\n]*[^\s;,][^\r\n]*$/m.exec(text)?.[0];
  if (headLine === undefined) throw refused({ nl: 'Dit bestand is leeg.', en: 'This file is empty.' });
  const separator = separatorOf(headLine, columns);
  const problems: LineRemark[] = [];
  const records = recordsOf(text, separator, problems);
  const headAt = records.findIndex((record) => !isBlank(record));
  const head = (records[headAt] ?? []).map((cell) => columnOf(cell, columns) ?? cell.trim());
  problems.push(...headProblems(head, columns, headAt + 1));
  const lines: CsvLine[] = [];
  for (const [index, record] of records.entries()) {
    if (index <= headAt || isBlank(record)) continue;
    problems.push(...lineProblems(record, head, index + 1));
    const cells = columns.map(({ name }) => [name, asTyped(record[head.indexOf(name)] ?? '')]);
    lines.push({ number: index + 1, cells: Object.fromEntries(cells) as Record<string, string> });
  }
  if (lines.length > MAX_IMPORT_LINES) throw tooManyLines();
  if (lines.length === 0 && problems.length === 0)
    throw refused({ nl: 'Onder de kolommen staat nog geen regel.', en: 'There is no line under the columns yet.' });
  return { lines, problems, encoding, separator };
}

/** Without the apostrophe by which a file of ours keeps a text from being a formula. */
const asTyped = (cell: string) => cell.trim().replace(/^'(?=[=+\-@])/, '');

const refused = (words: Words) => badInput('file', words);

const tooManyLines = () =>
  refused({
    nl: `Dit bestand heeft meer dan ${MAX_IMPORT_LINES} regels. Verdeel het over meer bestanden.`,
    en: `This file has more than ${MAX_IMPORT_LINES} lines. Divide it over several files.`,
  });

/** UTF-8 when it is, UTF-16 when it says so, else what Windows makes of it. */
function decode(bytes: Buffer): { text: string; encoding: CsvTable['encoding'] } {
  if (bytes.length > MAX_IMPORT_BYTES) {
    const words = {
      nl: 'Dit bestand is te groot. Een CSV-bestand is hoogstens 5 MB.',
      en: 'This file is too large. A CSV file is at most 5 MB.',
    };
    throw new Problem(413, 'too-large', words, [{ field: 'file', words }]);
  }
  const start = bytes.toString('latin1', 0, 4);
  if (start === 'PK\x03\x04' || start === '\xd0\xcf\x11\xe0') {
    throw refused({
      nl: 'Dit is een werkmap, geen CSV-bestand. Kies in Excel: Opslaan als, CSV UTF-8.',
      en: 'This is a workbook, not a CSV file. In Excel choose: Save as, CSV UTF-8.',
    });
  }
  const read = start.startsWith('\xff\xfe')
    ? utf16(bytes, 'utf-16le')
    : start.startsWith('\xfe\xff')
      ? utf16(bytes, 'utf-16be')
      : bytesToText(bytes);
  if (read.text.includes('\0')) {
    throw refused({
      nl: 'Dit is geen tekstbestand dat wij kunnen lezen. Sla het op als CSV UTF-8.',
      en: 'This is not a text file that we can read. Save it as CSV UTF-8.',
    });
  }
  return read;
}

const utf16 = (bytes: Buffer, name: 'utf-16le' | 'utf-16be') => ({
  text: new TextDecoder(name).decode(bytes),
  encoding: 'UTF-16' as const,
});

function bytesToText(bytes: Buffer): { text: string; encoding: CsvTable['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const text = bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80] as string);
    return { text, encoding: 'Windows-1252' };
  }
}

/** The separator under which the heading has most of the columns. @throws Problem 422 that says what was expected and what was found */
function separatorOf(headLine: string, columns: readonly ImportColumn[]): string {
  const known = (separator: string) => {
    const [cells = []] = parse(headLine, { delimiter: separator, relax_quotes: true, skip_records_with_error: true, to: 1 });
    return new Set(cells.map((cell) => columnOf(cell, columns)).filter((name) => name !== undefined));
  };
  const [best, names] = SEPARATORS.map((separator) => [separator, known(separator)] as const).sort(
    ([, a], [, b]) => b.size - a.size,
  )[0] as readonly [string, Set<string>];
  const missing = columns.filter(({ name, optional }) => !optional && !names.has(name)).map(({ name }) => name);
  if (missing.length === 0) return best;
  const expected = columns.map(({ name, optional }) => (optional ? `(${name})` : name)).join('; ');
  const found = headLine.replace(/\s+/g, ' ').trim().slice(0, 200);
  throw refused({
    nl: `Wij verwachten in de eerste regel deze kolommen, met ; , of een tab ertussen: ${expected}. Gevonden: ${found}. Wat ontbreekt: ${missing.join(', ')}.`,
    en: `In the first line we expect these columns, with ; , or a tab between them: ${expected}. Found: ${found}. Missing: ${missing.join(', ')}.`,
  });
}

/** Letters and digits only, without accents or capitals: how names are compared. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function columnOf(cell: string, columns: readonly ImportColumn[]): string | undefined {
  const wanted = plain(cell);
  return columns.find(({ name, also = [] }) => [name, ...also].some((known) => plain(known) === wanted))?.name;
}

/** At most as many records as may be in a file and one more, so that a longer one costs no more. */
function recordsOf(text: string, separator: string, problems: LineRemark[]): string[][] {
  const records = parse(text, {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: () => void problems.push({ line: 0, column: null, words: openQuote }),
    // The heading, and blank lines around the data.
    to: MAX_IMPORT_LINES + 1_000,
  });
  // What follows an open quotation mark was skipped: the line where it opens comes right after the last that could be read.
  for (const problem of problems) problem.line = records.length + 1;
  if (records.length >= MAX_IMPORT_LINES + 1_000) throw tooManyLines();
  return records;
}

const openQuote: Words = {
  nl: 'Hier begint een aanhalingsteken (") dat nergens sluit. Sluit het of haal het weg; wat erna komt, is niet gelezen.',
  en: 'A quotation mark (") opens here and never closes. Close it or remove it; what follows was not read.',
};

const isBlank = (record: readonly string[]) => record.every((cell) => cell.trim() === '');

function headProblems(head: readonly string[], columns: readonly ImportColumn[], line: number): LineRemark[] {
  return head.flatMap((name, index): LineRemark[] => {
    if (name === '') return [];
    if (!columns.some((column) => column.name === name)) {
      const words = {
        nl: 'Deze kolom kennen wij niet. Haal haar weg of geef haar een naam uit het voorbeeld.',
        en: 'We do not know this column. Remove it or give it a name of the template.',
      };
      return [{ line, column: name.slice(0, 60), words }];
    }
    if (head.indexOf(name) === index) return [];
    return [{ line, column: name, words: { nl: 'Deze kolom staat er twee keer.', en: 'This column is here twice.' } }];
  });
}

function lineProblems(record: readonly string[], head: readonly string[], line: number): LineRemark[] {
  const problems: LineRemark[] = [];
  if (record.some((cell, index) => !head[index] && cell.trim() !== '')) {
    const words = {
      nl: `Deze regel heeft meer kolommen dan de eerste regel (${head.filter(Boolean).length}). Staat er een scheidingsteken in een naam of bedrag? Zet dat dan tussen aanhalingstekens.`,
      en: `This line has more columns than the first line (${head.filter(Boolean).length}). Is there a separator in a name or an amount? Put that between quotation marks.`,
    };
    problems.push({ line, column: null, words });
  }
  for (const [index, cell] of record.entries()) {
    if (!/\p{Cc}/u.test(cell.trim()) && cell.length <= MAX_CELL) continue;
    const words = {
      nl: `Hier past één regel tekst van hoogstens ${MAX_CELL} tekens.`,
      en: `One line of text of at most ${MAX_CELL} characters fits here.`,
    };
    problems.push({ line, column: head[index] || null, words });
  }
  return problems;
}
