import { FinishedReport, InvariantRun, ReportFile, RequestedReport } from './reporting.entity.js';

export { buildCouncilReport, type ReportContext } from './build-report.js';
export {
  type CouncilReport,
  councilReportById,
  listCouncilReports,
  reportFile,
  type ReportRequest,
  requestCouncilReport,
} from './council-reports.service.js';
export { commitmentColumns, commitmentsCsv, commitmentsXlsx, groupingWords } from './commitments-files.js';
export {
  bases,
  type Basis,
  type CommitmentCents,
  commitmentLines,
  type CommitmentLine,
  commitmentNames,
  type CommitmentRow,
  type Commitments,
  commitments,
  groupCommitments,
  type Grouping,
  groupings,
  pastOrToday,
  sumCommitments,
} from './commitments.service.js';
export { countEntries, entriesOf, type Entry, entryById, type EntryDetail, type EntryPage } from './entries.service.js';
export { closingCsv } from './closing-csv.js';
export { exportEntriesCsv, plainText } from './entries-csv.service.js';
export { checkWords } from './check-words.js';
export { allChecks, invariantRuns, latestInvariantRun, requireSoundBooks, runInvariants } from './invariants.service.js';
export { type EntryFilter, type Figure, figures } from './legs.js';
export { forgetWrongMovements, sumMovements } from './movements.service.js';
export { type ReportNumbers } from './report-numbers.js';
export { reportingChecks } from './reporting.checks.js';
export * from './reporting.entity.js';
export * from './reporting.jobs.js';
export { type EuroFlow, followTheEuro, type Flow, type Named, valueTotals, yearsOf, type YearTotal, yearTotals } from './totals.service.js';
export { kindWords, phaseWords } from './words.js';

export const reportingEntities = [InvariantRun, RequestedReport, FinishedReport, ReportFile];
