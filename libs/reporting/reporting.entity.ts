import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportNumbers } from './report-numbers.js';

/** A check that found something: its sentence, and the first rows that contradict it. */
export interface InvariantFailure {
  name: string;
  rows: Record<string, unknown>[];
}

/** One run of every check over the books of a municipality. */
@Entity('invariant_runs')
export class InvariantRun {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('timestamptz') runAt!: Date;
  /** How many checks ran. */
  @Column('int') checks!: number;
  /** Empty when the books are right. */
  @Column('jsonb') failures!: InvariantFailure[];
  @Column('int') tookMs!: number;
}

/** A report to the council as it was asked for; made by its job. */
@Entity('council_reports')
export class RequestedReport {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('int') fiscalYear!: number;
  /** The council meeting it is for. */
  @Column('date', { nullable: true }) meetingOn!: string | null;
  /** What was booked later is not in it. */
  @Column('timestamptz') cutOff!: Date;
  @Column('uuid') jobId!: string;
  @Column('uuid', { nullable: true }) requestedBy!: string | null;
  @Column('timestamptz') requestedAt!: Date;
}

/** The numbers of a finished report; never changed. */
@Entity('council_report_results')
export class FinishedReport {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') reportId!: string;
  @Column('jsonb') summary!: ReportNumbers;
  @Column('timestamptz') finishedAt!: Date;
}

/** The formats of a report. */
export type ReportFormat = 'xlsx' | 'pdf' | 'csv';

/** A file of a finished report; never changed, so that everybody reads the same bytes. */
@Entity('report_files')
export class ReportFile {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') reportId!: string;
  @PrimaryColumn('text') format!: ReportFormat;
  @Column('text') name!: string;
  @Column('bytea', { select: false }) bytes!: Buffer;
  @Column('text') sha256!: string;
  @Column('int') size!: number;
  /** Entries in the file; of the PDF its pages. */
  @Column('int') lines!: number;
}
