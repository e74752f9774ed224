import { stringify } from 'csv-stringify/sync';
import type { Words } from '../core/index.js';
import type { CommitmentCents, CommitmentLine, CommitmentRow, Commitments, Grouping } from './commitments.service.js';
import { decimalComma, plainText } from './entries-csv.service.js';
import { euros, money, startWorkbook, totalsSheet } from './xlsx-sheets.js';

/** The figures of the view in the order in which money goes through them, as pages and files call them. */
export const commitmentColumns: readonly { pick: keyof CommitmentCents; words: Words }[] = [
  { pick: 'plannedCents', words: { nl: 'Gepland', en: 'Planned' } },
  { pick: 'reservedCents', words: { nl: 'waarvan onder voorbehoud', en: 'of which reserved' } },
  { pick: 'adoptedCents', words: { nl: 'Vastgesteld', en: 'Adopted' } },
  { pick: 'carriedCents', words: { nl: 'Meegenomen', en: 'Carried over' } },
  { pick: 'committedCents', words: { nl: 'Toegezegd', en: 'Committed' } },
  { pick: 'payableCents', words: { nl: 'waarvan te betalen', en: 'of which payable' } },
  { pick: 'paidCents', words: { nl: 'Betaald', en: 'Paid' } },
  { pick: 'availableCents', words: { nl: 'Beschikbaar', en: 'Available' } },
];

/** What a row of the view is. */
export const groupingWords: Readonly<Record<Grouping, Words>> = {
  budget: { nl: 'Wijkbudget', en: 'Budget' },
  source: { nl: 'Bron', en: 'Source' },
  'task-field': { nl: 'Taakveld', en: 'Task field' },
};

const HEADS = commitmentColumns.map(({ words }) => words.nl);

/** The rows of the view as CSV with Dutch decimals; a text never becomes a formula. */
export function commitmentsCsv(by: Grouping, rows: readonly CommitmentRow[]): string {
  const lines = rows.map((row) => [
    String(row.fiscalYear),
    plainText(row.name),
    ...commitmentColumns.map(({ pick }) => decimalComma(row[pick])),
  ]);
  return `\ufeff${stringify([['Jaar', groupingWords[by].nl, ...HEADS], ...lines], { delimiter: ';', record_delimiter: '\r\n' })}`;
}

/** What a workbook of the view says above its rows. */
export interface CommitmentsFile {
  municipality: { name: string; fictional: boolean };
  by: Grouping;
  view: Commitments;
  lines: readonly CommitmentLine[];
  names: ReadonlyMap<string, string>;
  /** Which year and which moment, in Dutch. */
  about: string;
  at: Date;
}

/** The view as a workbook: one sheet as it is on the page, and one that tells budget, source and task field apart. Amounts are numbers. */
export function commitmentsXlsx({ municipality, by, view, lines, names, about, at }: CommitmentsFile): Promise<Buffer> {
  const title = 'Hoe staat het geld ervoor?';
  const { workbook, bytes } = startWorkbook({ creator: `Gemeente ${municipality.name}`, title, at });
  const above = [title, `Gemeente ${municipality.name}${municipality.fictional ? ' (fictieve cijfers)' : ''}`, about];
  const amounts = (cents: CommitmentCents) => commitmentColumns.map(({ pick }) => euros(cents[pick]));
  const year = { head: 'Jaar', width: 14 };
  totalsSheet(workbook, `Per ${groupingWords[by].nl.toLowerCase()}`, {
    lines: above,
    columns: [year, { head: groupingWords[by].nl, width: 40 }, ...HEADS.map(money)],
    rows: view.rows.map((row) => [row.fiscalYear, row.name, ...amounts(row)]),
    totals: ['Totaal', '', ...amounts(view.total)],
  });
  totalsSheet(workbook, 'Uitgesplitst', {
    lines: above,
    columns: [year, { head: 'Wijkbudget', width: 40 }, { head: 'Bron', width: 40 }, { head: 'Taakveld', width: 12 }, ...HEADS.map(money)],
    rows: lines.map((line) => [
      line.fiscalYear,
      names.get(line.budgetId) ?? '',
      names.get(line.fundingSourceId) ?? '',
      line.taskField,
      ...amounts(line),
    ]),
    totals: ['Totaal', '', '', '', ...amounts(view.total)],
  });
  return bytes();
}
