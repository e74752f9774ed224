import { Choice, Day, Id, Instant, Line, MoneyDto, Part, Parts, Whole, WordsDto, Year } from '../kit/index.js';

const STATES = ['pending', 'running', 'done', 'failed'] as const;
const REASONS = ['no-next-year', 'no-instalment', 'age', 'share'] as const;
const MOST = 2_147_483_647;

/** A fiscal year to close. */
export class NewClosingDto {
  @Year('The fiscal year: one that is over, and before which no year is open.')
  fiscalYear!: number;
}

/** The work of closing a year. */
export class ClosingJobDto {
  @Id('The work in the background that closes the year.')
  jobId!: string;

  @Choice('Where that stands.', STATES, { example: 'done' })
  state!: (typeof STATES)[number];

  @Whole('How many times the year was closed, counting what came free later.', 1, MOST, { example: 1 })
  run!: number;

  @Instant('When it was asked for the last time.')
  requestedAt!: Date;

  @Whole('Budgets that are closed in this run.', 0, MOST, { example: 37 })
  progressDone!: number;

  @Whole('Of so many; nought until that is known.', 0, MOST, { example: 120 })
  progressTotal!: number;

  @Part('What went wrong the last time.', WordsDto, { nullable: true })
  error!: WordsDto | null;
}

/** A fiscal year in the books. */
export class ClosingDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Day('The first day on which it can be closed.', { example: '2028-01-01' })
  closableFrom!: string;

  @Part('What nobody was granted, now.', MoneyDto)
  free!: MoneyDto;

  @Instant('When it was closed; null until every budget is.', { nullable: true })
  closedAt!: Date | null;

  @Part('The closing, once somebody asked for it.', ClosingJobDto, { nullable: true })
  closing!: ClosingJobDto | null;
}

/** What closing does, and did, for one source in one budget. Free is what goes along, what returns and what waits together. */
export class ClosingLineDto {
  @Id('The neighbourhood budget.')
  budgetId!: string;

  @Line('Its name.', 120, { example: 'Kruiskamp' })
  budgetName!: string;

  @Id('The funding source.')
  fundingSourceId!: string;

  @Line('Its name.', 120, { example: 'Omgezet welzijnscontract' })
  sourceName!: string;

  @Line('The Iv3 task field of the source.', 7, { example: '6.1' })
  taskField!: string;

  @Part('What nobody was granted, now.', MoneyDto)
  free!: MoneyDto;

  @Part('What of it would go along to the next year.', MoneyDto)
  carries!: MoneyDto;

  @Part('What of it would return to its source.', MoneyDto)
  returns!: MoneyDto;

  @Part('What of it waits: the next year is under budget reservation still.', MoneyDto)
  waits!: MoneyDto;

  @Part('What went along before.', MoneyDto)
  carried!: MoneyDto;

  @Part('What returned before.', MoneyDto)
  returned!: MoneyDto;

  @Part('Committed and not paid, open reservations included: stays in this year.', MoneyDto)
  held!: MoneyDto;

  @Choice('Why money returns: the first reason.', REASONS, { nullable: true, example: 'share' })
  reason!: (typeof REASONS)[number] | null;
}

/** What was done for one budget. */
export class BudgetClosingDto {
  @Id('The neighbourhood budget.')
  budgetId!: string;

  @Line('Its name.', 120, { example: 'Kruiskamp' })
  budgetName!: string;

  @Part('What went along to the next year, of all runs together.', MoneyDto)
  carried!: MoneyDto;

  @Part('What returned to its sources, of all runs together.', MoneyDto)
  returned!: MoneyDto;

  @Part('What was committed and not paid when it was last closed.', MoneyDto)
  held!: MoneyDto;

  @Instant('When it was last closed.')
  closedAt!: Date;
}

/** A fiscal year with what closing it does, and what it did. */
export class ClosingDetailDto extends ClosingDto {
  @Parts('Per budget and source, by name.', ClosingLineDto, 100_000, { least: 0 })
  lines!: ClosingLineDto[];

  @Parts('Per budget that is closed, by name.', BudgetClosingDto, 10_000, { least: 0 })
  budgets!: BudgetClosingDto[];
}
