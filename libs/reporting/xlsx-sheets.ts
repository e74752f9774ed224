import ExcelJS from 'exceljs';
import { PassThrough } from 'node:stream';
import { dateParts } from './zip-dates.js';

export const MONEY = '#,##0.00';
export const DAY = 'dd-mm-yyyy';
const INK = 'FF171B1D';
const BRAND = 'FF0D5667';
const SHADE = 'FFE3F1F3';

/** An amount as a spreadsheet counts with it. */
export const euros = (cents: number) => cents / 100;

/** A column of a sheet. */
export interface SheetColumn {
  head: string;
  width: number;
  format?: string;
}

export const money = (head: string): SheetColumn => ({ head, width: 16, format: MONEY });

export type Cell = string | number | Date | null;
export type Workbook = ExcelJS.stream.xlsx.WorkbookWriter;

/** Starts a workbook that is dated to one instant: the same content then has the same bytes. `bytes` ends it. */
export function startWorkbook({ creator, title, at }: { creator: string; title: string; at: Date }): {
  workbook: Workbook;
  bytes: () => Promise<Buffer>;
} {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  Object.assign(workbook, { creator, lastModifiedBy: '', created: at, modified: at, title });
  return {
    workbook,
    bytes: async () => {
      const ended = new Promise((resolve) => stream.on('end', resolve));
      await workbook.commit();
      await ended;
      return dateParts(Buffer.concat(chunks), at);
    },
  };
}

/** A sheet of rows and their totals under lines that say what it is; the first line is its title. */
export function totalsSheet(
  workbook: Workbook,
  name: string,
  { lines, columns, rows, totals }: { lines: readonly string[]; columns: readonly SheetColumn[]; rows: readonly Cell[][]; totals: Cell[] },
): void {
  const sheet = addSheet(workbook, name, columns, lines.length + 1);
  lines.forEach((text, index) => {
    const row = sheet.addRow([text]);
    row.getCell(1).font = index === 0 ? { bold: true, size: 16, color: { argb: BRAND } } : { color: { argb: INK } };
    row.commit();
  });
  headRow(sheet, columns);
  for (const values of rows) sheet.addRow(values).commit();
  totalRow(sheet, totals);
  sheet.autoFilter = { from: { row: lines.length + 1, column: 1 }, to: { row: lines.length + 1 + rows.length, column: columns.length } };
  sheet.commit();
}

/** A sheet with its first rows frozen, to print on the width of a page. */
export function addSheet(workbook: Workbook, name: string, columns: readonly SheetColumn[], frozenRows: number): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: frozenRows }],
    pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = columns.map(({ width, format }) => ({ width, style: format ? { numFmt: format } : {} }));
  return sheet;
}

/** The heads of the columns. */
export function headRow(sheet: ExcelJS.Worksheet, columns: readonly SheetColumn[]): void {
  const row = sheet.addRow(columns.map(({ head }) => head));
  row.eachCell((cell, index) => {
    cell.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: BRAND } };
    cell.alignment = { horizontal: columns[index - 1]?.format === MONEY ? 'right' : 'left', vertical: 'middle' };
  });
  row.commit();
}

/** The totals under the rows. */
export function totalRow(sheet: ExcelJS.Worksheet, totals: Cell[]): void {
  const row = sheet.addRow(totals);
  row.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: SHADE } };
    cell.border = { top: { style: 'medium', color: { argb: BRAND } } };
  });
  row.commit();
}
