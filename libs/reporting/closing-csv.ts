import { stringify } from 'csv-stringify/sync';
import type { ClosingPreview, NamedClosingLine } from '../budgets/index.js';
import { decimalComma, plainText } from './entries-csv.service.js';

/** The columns of the file: their heads, and what they hold. What still moves is nothing for a year that is closed and in which nothing came free. */
const COLUMNS: readonly [string, (line: NamedClosingLine) => string][] = [
  ['Wijkbudget', (line) => plainText(line.budgetName)],
  ['Bron', (line) => plainText(line.sourceName)],
  ['Taakveld', (line) => line.taskField],
  ['Meegegaan', (line) => decimalComma(line.carriedCents)],
  ['Terug naar de bron', (line) => decimalComma(line.returnedCents)],
  ['Blijft toegezegd', (line) => decimalComma(line.heldCents)],
  ['Nog vrij', (line) => decimalComma(line.freeCents)],
  ['Gaat nog mee', (line) => decimalComma(line.carryCents)],
  ['Gaat nog terug', (line) => decimalComma(line.returnCents)],
  ['Wacht op het volgende jaar', (line) => decimalComma(line.waitCents)],
];

/** A closing, or its preview, as CSV for a Dutch spreadsheet: a line per budget and source, in euros. */
export function closingCsv({ fiscalYear, lines }: ClosingPreview): string {
  const rows = lines.map((line) => [String(fiscalYear), ...COLUMNS.map(([, value]) => value(line))]);
  const head = ['Jaar', ...COLUMNS.map(([name]) => name)];
  return `\ufeff${stringify([head, ...rows], { delimiter: ';', record_delimiter: '\r\n' })}`;
}
