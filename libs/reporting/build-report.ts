import { createHash } from 'node:crypto';
import { conflict, dayOf, notFound, type Tx } from '../core/index.js';
import { csvHead, csvLines } from './entries-csv.service.js';
import { type BookedEntry, countEntries, entriesIn, stretchesOf } from './entries.service.js';
import { addEffects, effectsOf, explains, noEffects } from './report-effects.js';
import { reportNumbers, type ReportNumbers } from './report-numbers.js';
import type { ReportFormat, RequestedReport } from './reporting.entity.js';

/** What a run of the job has to work with; every transaction is a short step of its own. */
export interface ReportContext {
  readonly payload: { reportId: string };
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  progress(done: number, total: number): Promise<void>;
}

interface MadeFile {
  format: ReportFormat;
  bytes: Buffer;
  lines: number;
}

type Report = Pick<RequestedReport, 'id' | 'fiscalYear' | 'meetingOn' | 'cutOff'>;

/**
 * Makes the files of a report: reads the entries up to the cut-off a page at a time, writes them into CSV and XLSX as they come, and
 * proves that they add up to the numbers of the report before anything is kept. Result and files are then kept in one transaction, so
 * a run that was cut off leaves nothing behind and is simply made again; once kept, nothing of it changes.
 */
export async function buildCouncilReport(context: ReportContext): Promise<{ entries: number }> {
  const { report, finished } = await context.transaction(async (tx) => findReport(tx, context.payload.reportId));
  if (finished) return { entries: finished.entries };
  const scope = { fiscalYear: report.fiscalYear, cutOff: report.cutOff };
  const numbers = await context.transaction(async (tx) => reportNumbers(tx, report, (await countEntries(tx, scope)).count));
  const { startReportXlsx } = await import('./report-xlsx.js');
  const { reportPdf } = await import('./report-pdf.js');
  const xlsx = startReportXlsx(numbers);
  const csv = [csvHead()];
  let effects = noEffects;
  let done = 0;
  // The files themselves are the last of the steps that are shown.
  const total = numbers.entries + 1;
  for await (const entries of pagesOf(context, scope)) {
    xlsx.add(entries);
    csv.push(csvLines(entries));
    for (const entry of entries) effects = addEffects(effects, effectsOf(entry));
    done += entries.length;
    await context.progress(Math.min(done, numbers.entries), total);
  }
  // A booking that was still under way at the cut-off has arrived since: the next attempt has it.
  if (done !== numbers.entries || !explains(effects, numbers.total)) throw stillMoving();
  const pdf = await reportPdf(numbers);
  const files: MadeFile[] = [
    { format: 'csv', bytes: Buffer.from(csv.join('')), lines: done },
    { format: 'xlsx', bytes: await xlsx.finish(effects), lines: done },
    { format: 'pdf', bytes: pdf.bytes, lines: pdf.pages },
  ];
  await context.transaction((tx) => keep(tx, report, numbers, files));
  return { entries: done };
}

async function findReport(tx: Tx, id: string): Promise<{ report: Report; finished: ReportNumbers | null }> {
  const row = await tx.row<Report & { summary: ReportNumbers | null }>(
    `select c.id, c.fiscal_year as "fiscalYear", c.meeting_on as "meetingOn", c.cut_off as "cutOff", r.summary
       from council_reports c left join council_report_results r on r.municipality_id = c.municipality_id and r.report_id = c.id
      where c.municipality_id = $1 and c.id = $2`,
    [tx.municipalityId, id],
  );
  if (!row) throw notFound();
  const { summary, ...report } = row;
  return { report, finished: summary };
}

async function* pagesOf(context: ReportContext, scope: { fiscalYear: number; cutOff: Date }): AsyncGenerator<BookedEntry[]> {
  for (const stretch of await context.transaction((tx) => stretchesOf(tx, scope))) {
    yield await context.transaction((tx) => entriesIn(tx, scope, stretch));
  }
}

async function keep(tx: Tx, report: Report, numbers: ReportNumbers, files: readonly MadeFile[]): Promise<void> {
  // Read again in the transaction that keeps them: what the report says is what the books say at its cut-off.
  const count = await countEntries(tx, { fiscalYear: report.fiscalYear, cutOff: report.cutOff });
  if (count.count !== numbers.entries) throw stillMoving();
  await tx.rows('insert into council_report_results (municipality_id, report_id, summary, finished_at) values ($1, $2, $3, $4)', [
    tx.municipalityId,
    report.id,
    JSON.stringify(numbers),
    tx.now,
  ]);
  const stem = ['raadsverslag', numbers.municipality.slug, report.fiscalYear, 'stand', dayOf(report.cutOff)].join('-');
  for (const { format, bytes, lines } of files) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await tx.rows(
      'insert into report_files (municipality_id, report_id, format, name, bytes, sha256, size, lines) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [tx.municipalityId, report.id, format, `${stem}.${format}`, bytes, sha256, bytes.length, lines],
    );
  }
}

function stillMoving() {
  return conflict('books-are-moving', {
    nl: 'Er werd nog geboekt terwijl het verslag werd gemaakt. Het wordt vanzelf opnieuw gemaakt.',
    en: 'Something was still being booked while the report was made. It is made again by itself.',
  });
}
