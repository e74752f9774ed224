import { Choice, Day, Id, Instant, Line, Part, Parts, Whole, WordsDto, Year } from '../kit/index.js';

const STATES = ['pending', 'running', 'done', 'failed'] as const;

/** A report to ask for. */
export class NewCouncilReportDto {
  @Year('The fiscal year it is about.')
  fiscalYear!: number;

  @Day('The council meeting it is for: there is one report per year and meeting.', {
    optional: true,
    nullable: true,
    example: '2027-06-17',
  })
  meetingOn?: string | null;
}

/** A file of a report; everybody gets the same bytes. */
export class ReportFileDto {
  @Choice('Its format.', ['pdf', 'xlsx', 'csv'], { example: 'pdf' })
  format!: 'pdf' | 'xlsx' | 'csv';

  @Line('Its name.', 200, { example: 'raadsrapport-2027.pdf' })
  name!: string;

  @Whole('Its size in bytes.', 0, 2_147_483_647, { example: 48_211 })
  size!: number;

  @Line('The SHA-256 of its bytes, in hexadecimal.', 64, { example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  sha256!: string;

  @Line('Where to get it.', 200, { example: '/api/v1/council-reports/019a9f3e-7c1e-7d38-9a51-5f0f7b6f2c11/files/pdf' })
  href!: string;
}

/** A council report: frozen when it was asked for, and the same for everybody. */
export class CouncilReportDto {
  @Id('Its id.')
  id!: string;

  @Year('The fiscal year it is about.')
  fiscalYear!: number;

  @Day('The council meeting it is for.', { nullable: true, example: '2027-06-17' })
  meetingOn!: string | null;

  @Instant('What was booked later is not in it.')
  cutOff!: Date;

  @Instant('When it was asked for.')
  requestedAt!: Date;

  @Id('The work in the background that makes it.')
  jobId!: string;

  @Choice('Where that stands.', STATES, { example: 'done' })
  state!: (typeof STATES)[number];

  @Whole('Entries that were read.', 0, 2_147_483_647, { example: 300 })
  progressDone!: number;

  @Whole('Of so many; nought until that is known.', 0, 2_147_483_647, { example: 1_200 })
  progressTotal!: number;

  @Part('What went wrong the last time.', WordsDto, { nullable: true })
  error!: WordsDto | null;

  @Instant('When it was ready.', { nullable: true })
  finishedAt!: Date | null;

  @Parts('None until it is ready.', ReportFileDto, 3, { least: 0 })
  files!: ReportFileDto[];
}
