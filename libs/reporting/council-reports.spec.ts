import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { equationLines, sumEquation } from '../budgets/index.js';
import { newId, type StoppedClock } from '../core/index.js';
import { type BusyTown, busyTown, happenings } from '../../test/fixtures/busy-town.js';
import { draw, giveRight, storyDatabase } from '../../test/fixtures/town.js';
import type { TestDatabase } from '../../test/setup/database.js';
import {
  buildCouncilReport,
  councilReportById,
  followTheEuro,
  listCouncilReports,
  reportFile,
  type ReportContext,
  requestCouncilReport,
  valueTotals,
} from './index.js';

const EVIL = '=HYPERLINK("http://example.org";"klik")';

let db: TestDatabase & { clock: StoppedClock };
let town: BusyTown;
beforeAll(async () => {
  db = await storyDatabase();
  const [story = []] = fc.sample(happenings, { seed: 20261120, numRuns: 1 });
  town = await busyTown(db, story);
  // An initiative that writes a formula where a text belongs, and a name with letters of another alphabet.
  const rightId = await giveRight(town, town.budgetIds[0]!, {
    title: '+Güneş & Łódź',
    amount: 50_000,
    validFrom: '2026-01-01',
    validTo: '2027-12-31',
  });
  await draw(town, rightId, 1_999, { purpose: EVIL });
});
afterAll(() => db.close());

/** As the worker runs it, with what it was told. */
function context(reportId: string): ReportContext & { told: [number, number][]; steps: number } {
  const told: [number, number][] = [];
  const own = {
    payload: { reportId },
    told,
    steps: 0,
    transaction: <T>(work: Parameters<typeof town.run<T>>[0]) => {
      own.steps += 1;
      return town.run(work);
    },
    progress: async (done: number, total: number) => void told.push([done, total]),
  };
  return own;
}

async function finished(fiscalYear: number, meetingOn: string): Promise<string> {
  const { reportId } = await town.run((tx) => requestCouncilReport(tx, { fiscalYear, meetingOn }), town.as.councillor);
  await buildCouncilReport(context(reportId));
  return reportId;
}

const file = (reportId: string, format: 'xlsx' | 'pdf' | 'csv') => town.run((tx) => reportFile(tx, reportId, format));

async function sheets(reportId: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  const { bytes } = await file(reportId, 'xlsx');
  await workbook.xlsx.load(bytes as never);
  return workbook;
}

/** The rows of a sheet under its head, by head. */
function table(workbook: ExcelJS.Workbook, name: string, headRow: number): Record<string, ExcelJS.CellValue>[] {
  const sheet = workbook.getWorksheet(name)!;
  const heads = (sheet.getRow(headRow).values as string[]).slice(1);
  const rows: Record<string, ExcelJS.CellValue>[] = [];
  for (let at = headRow + 1; at <= sheet.rowCount; at++)
    rows.push(Object.fromEntries(heads.map((head, index) => [head, sheet.getRow(at).getCell(index + 1).value])));
  return rows;
}

const cents = (value: ExcelJS.CellValue | undefined) => Math.round(Number(value ?? 0) * 100);

describe('the report to the council', () => {
  it('says in every file what the pages say, to the cent', async () => {
    const reportId = await finished(2026, '2026-12-10');
    const lines = (await town.run((tx) => equationLines(tx))).filter((line) => line.fiscalYear === 2026);
    const shown = sumEquation(lines);
    expect(shown.carriedCents).not.toBe(0);
    const report = await town.run((tx) => councilReportById(tx, reportId));
    expect(report.summary?.total).toMatchObject(shown);
    for (const budget of report.summary!.budgets) {
      expect(budget).toMatchObject(sumEquation(lines.filter((line) => line.budgetId === budget.id)));
    }
    for (const source of report.summary!.sources) {
      expect(source).toMatchObject(sumEquation(lines.filter((line) => line.fundingSourceId === source.id)));
    }
    const values = await town.run((tx) => valueTotals(tx, { fiscalYear: 2026 }));
    expect(report.summary!.values.map(({ id, spentCents }) => [id, spentCents])).toEqual(values.map((value) => [value.id, value.cents]));
    const flow = await town.run((tx) => followTheEuro(tx, 2026));
    expect(flow.availableCents).toBe(report.summary!.total.availableCents);

    const workbook = await sheets(reportId);
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['Samenvatting', 'Per doel', 'Per bron en taakveld', 'Boekingen']);
    const total = table(workbook, 'Samenvatting', 5).at(-1)!;
    expect(total.Wijkbudget).toBe('Totaal');
    expect({
      adoptedCents: cents(total.Vastgesteld),
      carriedCents: cents(total.Meegenomen),
      committedCents: cents(total.Toegezegd),
      paidCents: cents(total.Betaald),
      availableCents: cents(total.Beschikbaar),
    }).toEqual(shown);
    expect(
      table(workbook, 'Per bron en taakveld', 5)
        .slice(0, -1)
        .reduce((sum, row) => sum + cents(row.Beschikbaar), 0),
    ).toBe(shown.availableCents);
    expect(
      table(workbook, 'Per doel', 5)
        .slice(0, -1)
        .reduce((sum, row) => sum + cents(row.Toegekend), 0),
    ).toBe(shown.committedCents + shown.paidCents);
  });

  it('lists every entry, and the entries add up to its totals', async () => {
    const reportId = await finished(2026, '2026-12-11');
    const { summary } = await town.run((tx) => councilReportById(tx, reportId));
    const rows = table(await sheets(reportId), 'Boekingen', 1);
    const total = rows.pop()!;
    expect(rows).toHaveLength(summary!.entries);
    expect(new Set(rows.map((row) => row.Boeking)).size).toBe(rows.length);
    for (const [head, wanted] of [
      ['Vastgesteld', summary!.total.adoptedCents],
      ['Meegenomen', summary!.total.carriedCents],
      ['Toegekend', summary!.total.committedCents + summary!.total.paidCents],
      ['Betaald', summary!.total.paidCents],
    ] as const) {
      expect([head, cents(total[head]), rows.reduce((sum, row) => sum + cents(row[head]), 0)]).toEqual([head, wanted, wanted]);
    }
    expect(rows.every((row) => row.Datum instanceof Date)).toBe(true);
    const csv = (await file(reportId, 'csv')).bytes.toString();
    expect(csv.startsWith('\ufeffDatum;Geboekt op;')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(rows.length + 1);
  });

  it('takes what people wrote as text: no cell becomes a formula', async () => {
    const reportId = await finished(2027, '2027-01-20');
    const later = await finished(2026, '2027-01-20');
    const texts: string[] = [];
    for (const id of [reportId, later]) {
      const workbook = await sheets(id);
      for (const sheet of workbook.worksheets)
        sheet.eachRow((row) =>
          row.eachCell((cell) => {
            expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
            if (cell.type === ExcelJS.ValueType.String) texts.push(String(cell.value));
          }),
        );
    }
    expect(texts).toContain(EVIL);
    const csv = [await file(reportId, 'csv'), await file(later, 'csv')].map(({ bytes }) => bytes.toString()).join('');
    expect(csv).toContain(`"'=HYPERLINK(""http://example.org"";""klik"")"`);
    expect(csv).toContain(`;'+Güneş & Łódź;`);
    expect(csv).not.toMatch(/(^|[;\n])"?[=+@]/);
    expect(csv).toContain(';-');
  });

  it('is frozen: what is booked later is not in it, and nobody can change it', async () => {
    const { reportId } = await town.run(
      (tx) => requestCouncilReport(tx, { fiscalYear: 2026, meetingOn: '2026-12-17' }),
      town.as.councillor,
    );
    const before = sumEquation((await town.run((tx) => equationLines(tx))).filter((line) => line.fiscalYear === 2026));
    await giveRight(town, town.budgetIds[0]!, { amount: 777, validFrom: '2026-01-01' });
    await buildCouncilReport(context(reportId));
    const { summary, cutOff } = await town.run((tx) => councilReportById(tx, reportId));
    expect(summary!.total).toMatchObject(before);
    const csv = await file(reportId, 'csv');
    expect(createHash('sha256').update(csv.bytes).digest('hex')).toBe(csv.sha256);

    const again = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2026, meetingOn: '2026-12-17' }), town.as.finance);
    expect(again.reportId).toBe(reportId);
    expect((await town.run((tx) => councilReportById(tx, reportId))).cutOff).toEqual(cutOff);
    await buildCouncilReport(context(reportId));
    expect((await file(reportId, 'csv')).sha256).toBe(csv.sha256);
    for (const statement of [
      'update report_files set lines = 0 where municipality_id = $1',
      'delete from report_files where municipality_id = $1',
      'update council_report_results set finished_at = $2 where municipality_id = $1',
      'update council_reports set cut_off = $2 where municipality_id = $1',
    ]) {
      const parameters = statement.includes('$2') ? [town.municipalityId, new Date()] : [town.municipalityId];
      await expect(town.run((tx) => tx.rows(statement, parameters))).rejects.toThrow('permission denied');
    }
  });

  it('comes out the same, byte for byte, when it is made again', async () => {
    const reportId = await finished(2026, '2027-02-03');
    const first = await Promise.all((['xlsx', 'pdf', 'csv'] as const).map(async (format) => (await file(reportId, format)).sha256));
    await db.owner.query('delete from report_files where report_id = $1', [reportId]);
    await db.owner.query('delete from council_report_results where report_id = $1', [reportId]);
    // The time in a zip file goes by two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await buildCouncilReport(context(reportId));
    const second = await Promise.all((['xlsx', 'pdf', 'csv'] as const).map(async (format) => (await file(reportId, format)).sha256));
    expect(second).toEqual(first);
  });

  it('makes a PDF with a title, a language and as many pages as it says', async () => {
    const reportId = await finished(2026, '2027-02-04');
    const pdf = await file(reportId, 'pdf');
    const text = pdf.bytes.toString('latin1');
    expect(text.slice(0, 5)).toBe('%PDF-');
    expect(text).toMatch(/\/Lang \(nl-NL\)/);
    expect(text).toContain('/DisplayDocTitle true');
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(pdf.lines);
    expect(pdf.name).toMatch(/^raadsverslag-gemeente-[0-9a-f]+-2026-stand-\d{4}-\d\d-\d\d\.pdf$/);
  });

  it('tells how far it is, in stretches of 500 entries', async () => {
    const { reportId } = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2026, meetingOn: '2027-03-01' }));
    const run = context(reportId);
    const { entries } = await buildCouncilReport(run);
    expect(run.told.at(-1)).toEqual([entries, entries + 1]);
    expect(run.told).toHaveLength(Math.ceil(entries / 500));
    expect((await town.run(listCouncilReports))[0]).toMatchObject({ id: reportId, progressTotal: 0, state: 'pending' });
  });

  it('keeps nothing of a run that was cut off, or that met a booking from before its cut-off', async () => {
    const { reportId } = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2026, meetingOn: '2027-03-02' }));
    const cut = context(reportId);
    await expect(buildCouncilReport({ ...cut, progress: () => Promise.reject(new Error('the worker stopped')) })).rejects.toThrow(
      'the worker stopped',
    );
    const late = context(reportId);
    const moving = buildCouncilReport({
      ...late,
      progress: async () => {
        await db.owner.query(
          `insert into transfers (municipality_id, id, kind, phase, debit_account_id, credit_account_id, unit, amount, decision_id, effective_on, booked_at)
           select t.municipality_id, $2, t.kind, t.phase, t.debit_account_id, t.credit_account_id, t.unit, 1, t.decision_id, t.effective_on, t.booked_at
             from transfers t join accounts a on a.municipality_id = t.municipality_id and a.id = t.credit_account_id
            where t.municipality_id = $1 and t.kind = 'adopt' and a.fiscal_year = 2026 limit 1`,
          [town.municipalityId, newId()],
        );
      },
    });
    await expect(moving).rejects.toMatchObject({ type: 'books-are-moving' });
    await expect(file(reportId, 'csv')).rejects.toMatchObject({ status: 404 });
    expect((await town.run((tx) => councilReportById(tx, reportId))).files).toEqual([]);
    // The next attempt has it.
    await buildCouncilReport(context(reportId));
    expect((await town.run((tx) => councilReportById(tx, reportId))).files.map(({ format }) => format)).toEqual(['pdf', 'xlsx', 'csv']);
  });

  it('refuses a year without budgets and a day that does not exist', async () => {
    await expect(town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2040, meetingOn: '2026-02-30' }))).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'fiscalYear' }, { field: 'meetingOn' }],
    });
  });
});
