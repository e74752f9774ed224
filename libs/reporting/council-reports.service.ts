import { badInput, collect, derivedId, isDay, type JobState, notFound, requestJob, type Tx, type Words } from '../core/index.js';
import { record } from '../audit/index.js';
import type { ReportNumbers } from './report-numbers.js';
import type { ReportFile, ReportFormat, RequestedReport } from './reporting.entity.js';
import { councilReportJob } from './reporting.jobs.js';
import { yearsOf } from './totals.service.js';

/** Which year a report is about, and for which meeting (an ISO day). */
export interface ReportRequest {
  fiscalYear: number;
  meetingOn?: string | null;
}

/** A report with how far its job is; the summary and the files are there once it is done. */
export interface CouncilReport extends RequestedReport {
  state: JobState;
  /** Entries that were read, of those there are. */
  progressDone: number;
  progressTotal: number;
  /** Why it failed, or what went wrong in the last run. */
  error: Words | null;
  finishedAt: Date | null;
  summary: ReportNumbers | null;
  files: Pick<ReportFile, 'format' | 'name' | 'sha256' | 'size' | 'lines'>[];
}

/**
 * Asks for the report of a year as the books stand now. One report per year and meeting, however often it is asked for: it is frozen.
 * Without a meeting there is one per minute.
 * @throws Problem 422 naming `fiscalYear` or `meetingOn`
 */
export async function requestCouncilReport(tx: Tx, request: ReportRequest): Promise<{ reportId: string; jobId: string }> {
  const years = await yearsOf(tx);
  const meetingOn = request.meetingOn || null;
  collect({
    year: () => {
      if (!years.includes(request.fiscalYear))
        throw badInput('fiscalYear', { nl: 'Kies een jaar met wijkbudgetten.', en: 'Choose a year that has neighbourhood budgets.' });
    },
    meeting: () => {
      if (meetingOn !== null && !isDay(meetingOn))
        throw badInput('meetingOn', { nl: 'Vul een bestaande datum in.', en: 'Enter a date that exists.' });
    },
  });
  // The instants of transfers come from the clock of the database, so the cut-off does too; in whole milliseconds, as a Date keeps them.
  const clock = await tx.row<{ now: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as now`);
  const cutOff = clock!.now;
  const key = `${request.fiscalYear}/${meetingOn ?? cutOff.toISOString().slice(0, 16)}`;
  const reportId = derivedId(tx.municipalityId, 'council-report', key);
  const jobId = await requestJob(tx, councilReportJob, { key, payload: { reportId } });
  const added = await tx.row(
    `insert into council_reports (municipality_id, id, fiscal_year, meeting_on, cut_off, job_id, requested_by, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [tx.municipalityId, reportId, request.fiscalYear, meetingOn, cutOff, jobId, tx.actor.personId, tx.now],
  );
  if (added)
    await record(tx, {
      action: 'council-report.request',
      subjectType: 'council-report',
      subjectId: reportId,
      details: { fiscalYear: request.fiscalYear, meetingOn },
    });
  return { reportId, jobId };
}

const REPORT = `
  select c.municipality_id as "municipalityId", c.id, c.fiscal_year as "fiscalYear", c.meeting_on as "meetingOn", c.cut_off as "cutOff",
         c.job_id as "jobId", c.requested_by as "requestedBy", c.requested_at as "requestedAt", j.state, j.progress_done as "progressDone",
         j.progress_total as "progressTotal", j.error, r.finished_at as "finishedAt", r.summary,
         coalesce((select json_agg(json_build_object('format', f.format, 'name', f.name, 'sha256', f.sha256, 'size', f.size, 'lines', f.lines)
                                   order by array_position(array['pdf', 'xlsx', 'csv'], f.format))
            from report_files f where f.municipality_id = c.municipality_id and f.report_id = c.id), '[]') as files
    from council_reports c
    join jobs j on j.municipality_id = c.municipality_id and j.id = c.job_id
    left join council_report_results r on r.municipality_id = c.municipality_id and r.report_id = c.id
   where c.municipality_id = $1`;

/** The latest reports, newest first; at most 100. */
export function listCouncilReports(tx: Tx): Promise<CouncilReport[]> {
  return tx.rows<CouncilReport>(`${REPORT} order by c.cut_off desc, c.id desc limit 100`, [tx.municipalityId]);
}

/** One report. @throws Problem 404 */
export async function councilReportById(tx: Tx, id: string): Promise<CouncilReport> {
  const report = await tx.row<CouncilReport>(`${REPORT} and c.id = $2`, [tx.municipalityId, id]);
  if (!report) throw notFound();
  return report;
}

/** A file of a finished report with its bytes. @throws Problem 404, also while it is being made */
export async function reportFile(tx: Tx, id: string, format: ReportFormat): Promise<Omit<ReportFile, 'municipalityId'>> {
  const file = await tx.row<Omit<ReportFile, 'municipalityId'>>(
    `select report_id as "reportId", format, name, bytes, sha256, size, lines from report_files where municipality_id = $1 and report_id = $2 and format = $3`,
    [tx.municipalityId, id, format],
  );
  if (!file) throw notFound({ nl: 'Dit bestand is er nog niet.', en: 'This file is not there yet.' });
  return file;
}
