import { stringify } from 'csv-stringify/sync';
import type { Tx } from '../core/index.js';
import { entriesIn, type Entry, stretchesOf } from './entries.service.js';
import type { EntryFilter } from './legs.js';
import { kindWords, phaseWords } from './words.js';

/** Lets a text that a person wrote stay a text in a spreadsheet, also when it begins as a formula does. */
export function plainText(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

/** An amount of cents as a Dutch spreadsheet reads it: `-1234,50`. */
export function decimalComma(cents: number): string {
  const whole = Math.trunc(Math.abs(cents) / 100);
  return `${cents < 0 ? '-' : ''}${whole},${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

const text = (value: string | null | undefined) => plainText(value ?? '');

/** The columns of an entry in files: their heads, and what they hold. */
const COLUMNS: readonly [string, (entry: Entry) => string][] = [
  ['Datum', (entry) => entry.effectiveOn],
  ['Geboekt op', (entry) => entry.bookedAt.toISOString()],
  ['Soort', (entry) => kindWords[entry.kind].nl],
  ['Stand', (entry) => phaseWords[entry.phase].nl],
  ['Wijkbudget', (entry) => text(entry.budgetName)],
  ['Wijk', (entry) => text(entry.neighbourhoodName)],
  ['Jaar', (entry) => String(entry.fiscalYear ?? '')],
  ['Bron', (entry) => text(entry.sourceName)],
  ['Taakveld', (entry) => text(entry.taskField)],
  ['Doel', (entry) => text(entry.publicValueName?.nl)],
  ['Trekkingsrecht', (entry) => text(entry.rightTitle)],
  ['Initiatief', (entry) => text(entry.holderName)],
  ['Leverancier', (entry) => text(entry.supplierName)],
  ['Waarvoor', (entry) => text(entry.purpose)],
  ['Bedrag in euro', (entry) => (entry.unit === 'EUR' ? decimalComma(entry.amount) : '')],
  ['Minuten', (entry) => (entry.unit === 'MIN' ? String(entry.amount) : '')],
  ['Raadsbesluit', (entry) => text(entry.decisionNumber)],
  ['Boeking', (entry) => entry.id],
  ['Draait terug', (entry) => entry.reversesId ?? ''],
];

const line = (values: readonly string[]) => stringify([[...values]], { delimiter: ';', record_delimiter: '\r\n' });

/** The first line of the file, behind the mark by which a spreadsheet knows that it is UTF-8. */
export function csvHead(): string {
  return `\ufeff${line(COLUMNS.map(([head]) => head))}`;
}

/** Entries as lines of the file. */
export function csvLines(entries: readonly Entry[]): string {
  return entries.map((entry) => line(COLUMNS.map(([, value]) => value(entry)))).join('');
}

/** All entries of a filter as CSV, oldest first, a stretch at a time: as long as it gets, it never stands in memory as a whole. */
export async function* exportEntriesCsv(tx: Tx, filter: EntryFilter): AsyncIterable<string> {
  yield csvHead();
  for (const stretch of await stretchesOf(tx, filter)) yield csvLines(await entriesIn(tx, filter, stretch));
}
