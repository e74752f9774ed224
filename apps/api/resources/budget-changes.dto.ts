import { Choice, Day, Flag, Id, Instant, Line, MoneyDto, Part, Parts, PositiveMoneyDto, Text, Whole, Year } from '../kit/index.js';

const KINDS = ['increase', 'indexation', 'reallocation'] as const;
const ALL_KINDS = [...KINDS, 'ending'] as const;

/** Money of one source: of one year for an increase. */
export class ChangeAmountDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Year('The fiscal year, for an increase; a reallocation has one year for all.', { optional: true })
  fiscalYear?: number;

  @Part('How much.', PositiveMoneyDto)
  amount!: PositiveMoneyDto;
}

/** A change of a neighbourhood budget by council decision. */
export class NewBudgetChangeDto {
  @Choice('More money, a percentage more, or money that goes to another budget.', KINDS, { example: 'increase' })
  kind!: (typeof KINDS)[number];

  @Id('The council decision.')
  councilDecisionId!: string;

  @Text('Why; the neighbourhood reads this.', 4_000, { example: 'The council wants more green space.' })
  reasons!: string;

  @Parts('For an increase per source and year; for a reallocation per source.', ChangeAmountDto, 300, { optional: true })
  parts?: ChangeAmountDto[];

  @Whole('For an indexation, in hundredths of a percent; at most 25 per cent.', 1, 2_500, { optional: true, example: 250 })
  basisPoints?: number;

  @Year('For an indexation: from which fiscal year on.', { optional: true })
  fromYear?: number;

  @Year('For a reallocation: the fiscal year the money is of.', { optional: true })
  fiscalYear?: number;

  @Id('For a reallocation: the budget that receives.', { optional: true })
  otherBudgetId?: string;
}

/** What changed for one source in one fiscal year. */
export class ChangePartDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What came, of an increase or an indexation; what moved, of a reallocation; what went back to its source, of an ending.', MoneyDto)
  amount!: MoneyDto;
}

/** A change that was made. It never changes itself. */
export class BudgetChangeDto {
  @Id('Its id.')
  id!: string;

  @Choice('What the council did.', ALL_KINDS, { example: 'increase' })
  kind!: (typeof ALL_KINDS)[number];

  @Id('The budget that changed; of a reallocation the one that gave.')
  budgetId!: string;

  @Id('The budget that received, of a reallocation.', { nullable: true })
  otherBudgetId!: string | null;

  @Id('The council decision.')
  councilDecisionId!: string;

  @Text('Why.', 4_000, { example: 'The council wants more green space.' })
  reasons!: string;

  @Whole('Of an indexation, in hundredths of a percent.', 1, 2_500, { nullable: true, example: 250 })
  basisPoints!: number | null;

  @Parts('Per source and year.', ChangePartDto, 1_500, { least: 0 })
  parts!: ChangePartDto[];

  @Instant('When it was made.')
  madeAt!: Date;
}

/** The changes of a budget. */
export class BudgetChangesDto {
  @Parts('The newest first.', BudgetChangeDto, 200, { least: 0 })
  items!: BudgetChangeDto[];
}

/** An early ending to announce. */
export class NewBudgetEndingDto {
  @Id('The council decision.')
  councilDecisionId!: string;

  @Text('Why; the neighbourhood reads this.', 4_000, { example: 'The neighbourhood body dissolves itself.' })
  reasons!: string;

  @Day('The last day on which the neighbourhood can use the budget: after the notice, and not before what was granted is over.')
  endsOn!: string;
}

/** When a budget can end at the earliest, were it announced today (Awb 4:51). */
export class BudgetNoticeDto {
  @Line('The first day of the budget, or of those that ran before it for the same neighbourhoods without a gap.', 10, {
    example: '2026-01-01',
  })
  runsSince!: string;

  @Flag('Whether that is three years ago or longer, so that a reasonable term is due.', { example: true })
  noticeIsDue!: boolean;

  @Line('The last day of the notice.', 10, { example: '2030-09-15' })
  noticeUntil!: string;

  @Line('The first day on which it can end: after the notice, and not before what was granted is over.', 10, { example: '2030-09-15' })
  earliestEnd!: string;
}

/** An early ending that was announced. */
export class BudgetEndingDto {
  @Id('The budget.')
  budgetId!: string;

  @Id('The change it was announced with.')
  changeId!: string;

  @Line('The day of the announcement.', 10, { example: '2029-09-15' })
  announcedOn!: string;

  @Line('The last day of the notice; the day of the announcement when none is due.', 10, { example: '2030-09-15' })
  noticeUntil!: string;

  @Line('The last day.', 10, { example: '2030-09-15' })
  endsOn!: string;

  @Instant('When what was left went back to its sources; null while the budget runs.', { nullable: true })
  endedAt!: Date | null;
}
