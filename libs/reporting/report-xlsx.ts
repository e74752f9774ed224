import type ExcelJS from 'exceljs';
import type { BookedEntry } from './entries.service.js';
import { type Effects, effectsOf } from './report-effects.js';
import type { EquationCents, ReportNumbers } from './report-numbers.js';
import { asOf, EQUATION, EQUATION_COLUMNS, FICTIONAL, QUESTION, sourceKindWords, subtitle } from './report-words.js';
import { kindWords, phaseWords } from './words.js';
import {
  addSheet,
  type Cell,
  DAY,
  euros,
  headRow,
  money,
  type SheetColumn,
  startWorkbook,
  totalRow,
  totalsSheet,
  type Workbook,
} from './xlsx-sheets.js';

/** A sheet holds 1,048,576 rows; the entries go on on the next one. */
const ROWS_PER_SHEET = 1_000_000;

/** A workbook that entries are added to while they are read; `finish` answers its bytes. */
export interface ReportXlsx {
  add(entries: readonly BookedEntry[]): void;
  finish(effects: Effects): Promise<Buffer>;
}

/** Starts the workbook with the sheets of totals. Texts are written as texts: a cell never becomes a formula. */
export function startReportXlsx(numbers: ReportNumbers): ReportXlsx {
  const at = new Date(numbers.cutOff);
  const { workbook, bytes } = startWorkbook({ creator: `Gemeente ${numbers.municipality.name}`, title: QUESTION, at });
  summarySheet(workbook, numbers);
  valueSheet(workbook, numbers);
  sourceSheet(workbook, numbers);
  const entries = new EntrySheets(workbook);
  return {
    add: (list) => list.forEach((entry) => entries.add(entry)),
    finish: (effects) => {
      entries.finish(effects);
      return bytes();
    },
  };
}

function summarySheet(workbook: Workbook, numbers: ReportNumbers): void {
  const equation = (cents: EquationCents) => [...EQUATION_COLUMNS.map(({ pick }) => euros(cents[pick])), euros(cents.plannedCents)];
  const columns = [{ head: 'Wijkbudget', width: 44 }, ...EQUATION_COLUMNS.map(({ head }) => money(head)), money('Nog gepland')];
  const rows = numbers.budgets.map((budget) => [budget.name, ...equation(budget)]);
  const totals = ['Totaal', ...equation(numbers.total)];
  totalsSheet(workbook, 'Samenvatting', { lines: linesOf(numbers, EQUATION), columns, rows, totals });
}

function valueSheet(workbook: Workbook, numbers: ReportNumbers): void {
  const { values, total } = numbers;
  const columns = [{ head: 'Doel', width: 44 }, money('Toegekend'), money('Waarvan betaald')];
  const rows = values.map((value) => [value.name.nl, euros(value.spentCents), euros(value.paidCents)]);
  const totals = ['Totaal', euros(total.committedCents + total.paidCents), euros(total.paidCents)];
  totalsSheet(workbook, 'Per doel', { lines: linesOf(numbers, 'Toegekend is toegezegd plus betaald.'), columns, rows, totals });
}

function sourceSheet(workbook: Workbook, numbers: ReportNumbers): void {
  const columns = [
    { head: 'Bron', width: 44 },
    { head: 'Soort geld', width: 28 },
    { head: 'Taakveld', width: 12 },
    ...EQUATION_COLUMNS.map(({ head }) => money(head)),
  ];
  const amounts = (cents: EquationCents) => EQUATION_COLUMNS.map(({ pick }) => euros(cents[pick]));
  const rows = numbers.sources.map((source) => [source.name, sourceKindWords[source.kind], source.taskField, ...amounts(source)]);
  const totals = ['Totaal', '', '', ...amounts(numbers.total)];
  totalsSheet(workbook, 'Per bron en taakveld', { lines: linesOf(numbers, EQUATION), columns, rows, totals });
}

/** What stands above every sheet of totals. */
const linesOf = (numbers: ReportNumbers, note: string) => [
  QUESTION,
  subtitle(numbers),
  `${asOf(numbers)}${numbers.municipality.fictional ? `. ${FICTIONAL}.` : ''}`,
  note,
];

const ENTRY_COLUMNS: readonly (SheetColumn & { value: (entry: BookedEntry, effects: Effects) => Cell })[] = [
  { head: 'Datum', width: 12, format: DAY, value: (entry) => new Date(`${entry.effectiveOn}T00:00:00Z`) },
  { head: 'Soort', width: 28, value: (entry) => kindWords[entry.kind].nl + (entry.reversesId ? ' (teruggedraaid)' : '') },
  { head: 'Stand', width: 24, value: (entry) => phaseWords[entry.phase].nl },
  { head: 'Wijkbudget', width: 30, value: (entry) => entry.budgetName },
  { head: 'Wijk', width: 24, value: (entry) => entry.neighbourhoodName },
  { head: 'Bron', width: 30, value: (entry) => entry.sourceName },
  { head: 'Taakveld', width: 10, value: (entry) => entry.taskField },
  { head: 'Doel', width: 28, value: (entry) => entry.publicValueName?.nl ?? null },
  { head: 'Trekkingsrecht', width: 30, value: (entry) => entry.rightTitle },
  { head: 'Initiatief', width: 28, value: (entry) => entry.holderName },
  { head: 'Leverancier', width: 28, value: (entry) => entry.supplierName },
  { head: 'Waarvoor', width: 36, value: (entry) => entry.purpose },
  { ...money('Bedrag'), value: (entry) => (entry.unit === 'EUR' ? euros(entry.amount) : null) },
  { head: 'Minuten', width: 10, format: '#,##0', value: (entry) => (entry.unit === 'MIN' ? entry.amount : null) },
  { ...money('Vastgesteld'), value: (_, effects) => euros(effects.adopted) || null },
  { ...money('Meegenomen'), value: (_, effects) => euros(effects.carried) || null },
  { ...money('Toegekend'), value: (_, effects) => euros(effects.spent) || null },
  { ...money('Betaald'), value: (_, effects) => euros(effects.paid) || null },
  { head: 'Raadsbesluit', width: 14, value: (entry) => entry.decisionNumber },
  { head: 'Boeking', width: 38, value: (entry) => entry.id },
];

/** The entries, on as many sheets as they need; the totals stand under the last one. */
class EntrySheets {
  private sheet: ExcelJS.Worksheet | undefined;
  private sheets = 0;
  private rows = 0;

  constructor(private readonly workbook: Workbook) {}

  add(entry: BookedEntry): void {
    const sheet = this.current();
    const effects = effectsOf(entry);
    sheet.addRow(ENTRY_COLUMNS.map(({ value }) => value(entry, effects))).commit();
    this.rows += 1;
    if (this.rows === ROWS_PER_SHEET) this.close();
  }

  finish(effects: Effects): void {
    const totals: Record<string, Cell> = {
      Datum: 'Totaal',
      Vastgesteld: euros(effects.adopted),
      Meegenomen: euros(effects.carried),
      Toegekend: euros(effects.spent),
      Betaald: euros(effects.paid),
    };
    const sheet = this.current();
    totalRow(
      sheet,
      ENTRY_COLUMNS.map(({ head }) => totals[head] ?? null),
    );
    this.close();
  }

  private current(): ExcelJS.Worksheet {
    if (this.sheet) return this.sheet;
    this.sheets += 1;
    this.rows = 0;
    this.sheet = addSheet(this.workbook, this.sheets === 1 ? 'Boekingen' : `Boekingen ${this.sheets}`, ENTRY_COLUMNS, 1);
    headRow(this.sheet, ENTRY_COLUMNS);
    return this.sheet;
  }

  private close(): void {
    if (!this.sheet) return;
    this.sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: this.rows + 1, column: ENTRY_COLUMNS.length } };
    this.sheet.commit();
    this.sheet = undefined;
  }
}
