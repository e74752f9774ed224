import {
  Amount,
  type AmountDto,
  AmountShown,
  Choice,
  Day,
  Flag,
  Id,
  Instant,
  Line,
  MoneyDto,
  PageQuery,
  Part,
  Parts,
  PositiveMoneyDto,
  Text,
  Year,
} from '../kit/index.js';

const KINDS = ['money', 'community_work', 'civil_servant', 'freelancer', 'space'] as const;
const STATES = ['conditional', 'active', 'suspended', 'ended', 'expired'] as const;

/** A drawing right to preview or grant. */
export class NewDrawingRightDto {
  @Id('The neighbourhood budget that it commits.')
  budgetId!: string;

  @Id('The initiative that may draw on it.')
  holderId!: string;

  @Id('The neighbourhood it is for: one of the budget’s.')
  neighbourhoodId!: string;

  @Id('The public value it serves.')
  publicValueId!: string;

  @Line('Its name.', 120, { example: 'Materiaal en activiteiten' })
  title!: string;

  @Choice('Money, or support in minutes: community work, a civil servant’s help, a local freelancer, space.', KINDS, { example: 'money' })
  kind!: (typeof KINDS)[number];

  @Amount('Euros for money, minutes for support.', { example: { amountCents: 500_000, currency: 'EUR' } })
  amount!: AmountDto;

  @Part('What an hour costs; for support in minutes.', PositiveMoneyDto, { optional: true, nullable: true })
  tariffPerHour?: PositiveMoneyDto | null;

  @Flag('Out of the support share: for organisational support of residents’ organisations only.', { optional: true, default: false })
  forSupport: boolean = false;

  @Day('The first day on which it can be drawn on.')
  validFrom!: string;

  @Day('The last one.', { example: '2027-12-31' })
  validTo!: string;

  @Text('What tipped the scales; everyone can read it.', 4_000, { example: 'Staat in de agenda van de wijk.' })
  considerations!: string;

  @Text('What others thought; what, not who.', 4_000, { optional: true })
  dissent?: string;
}

/** What one instalment commits. */
export class GrantShareDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What it commits.', MoneyDto)
  amount!: MoneyDto;
}

/** The budget reservation that a conditional grant stands under (Awb 4:34). */
export class GrantConditionDto {
  @Year('The fiscal year of its money.')
  fiscalYear!: number;

  @Day('The last day on which the reservation can be invoked.', { example: '2026-12-08' })
  lapsesOn!: string;

  @Day('The day from which the right counts and can be drawn on.', { example: '2027-01-01' })
  countsFrom!: string;
}

/** What a grant would do to the budget. Nothing was booked. */
export class DrawingRightPreviewDto {
  @Part('What the budget would be committed for.', MoneyDto)
  committed!: MoneyDto;

  @Part('What can be granted now, of the part that it comes out of: the support share, or the rest.', MoneyDto)
  availableBefore!: MoneyDto;

  @Part('What could be granted afterwards.', MoneyDto)
  availableAfter!: MoneyDto;

  @Parts('Where it would come from.', GrantShareDto, 1_500)
  shares!: GrantShareDto[];

  @Part('Its condition when its money is under budget reservation; null for a right that counts at once.', GrantConditionDto, {
    nullable: true,
  })
  condition!: GrantConditionDto | null;
}

/** A drawing right (trekkingsrecht): `amount = free + reserved + used` while it runs. */
export class DrawingRightDto {
  @Id('Its id.')
  id!: string;

  @Id('The neighbourhood budget.')
  budgetId!: string;

  @Id('The initiative that may draw on it.')
  holderId!: string;

  @Line('The name of the initiative.', 120, { example: 'Verkeerstuin' })
  holderName!: string;

  @Id('The neighbourhood.')
  neighbourhoodId!: string;

  @Id('The public value.')
  publicValueId!: string;

  @Line('Its name.', 120, { example: 'Materiaal en activiteiten' })
  title!: string;

  @Choice('Money, or a kind of support.', KINDS, { example: 'money' })
  kind!: (typeof KINDS)[number];

  @AmountShown('What was granted.')
  amount!: AmountDto;

  @AmountShown('What can still be drawn.')
  free!: AmountDto;

  @AmountShown('Held by draws that wait for confirmation.')
  reserved!: AmountDto;

  @AmountShown('Confirmed, paid or not.')
  used!: AmountDto;

  @Part('What an hour costs; null for money.', MoneyDto, { nullable: true })
  tariffPerHour!: MoneyDto | null;

  @Part('What the budget was committed for.', MoneyDto)
  committed!: MoneyDto;

  @Flag('Whether it came out of the support share.')
  forSupport!: boolean;

  @Day('The first day on which it can be drawn on.')
  validFrom!: string;

  @Day('The last one.', { example: '2027-12-31' })
  validTo!: string;

  @Choice('Only an active one can be drawn on; a conditional one once the budget reservation of its year has lapsed (Awb 4:34).', STATES, {
    example: 'active',
  })
  state!: (typeof STATES)[number];

  @Day('The last day on which its budget reservation can be invoked; null unless it is conditional.', {
    nullable: true,
    example: '2026-12-08',
  })
  conditionalUntil!: string | null;

  @Text('What tipped the scales.', 4_000, { example: 'Staat in de agenda van de wijk.' })
  considerations!: string;

  @Text('What others thought; empty when nobody thought otherwise.', 4_000, { example: '' })
  dissent!: string;

  @Instant('When it was granted.')
  grantedAt!: Date;

  @Instant('When it ended; null while it runs.', { nullable: true })
  endedAt!: Date | null;

  @Text('Why it ended.', 500, { nullable: true })
  endReason!: string | null;
}

/** Which drawing rights. */
export class DrawingRightQuery extends PageQuery {
  @Id('Only of this initiative.', { optional: true, example: undefined })
  holderId?: string;

  @Id('Only on this budget.', { optional: true, example: undefined })
  budgetId?: string;

  @Id('Only in this neighbourhood.', { optional: true, example: undefined })
  neighbourhoodId?: string;

  @Flag('Only those that can be drawn on, today or later.', { optional: true, inQuery: true })
  running?: boolean;
}

/** Why something ends. */
export class ReasonDto {
  @Text('Why; whoever it concerns reads this.', 500, { example: 'De activiteit gaat niet door.' })
  reason!: string;
}
