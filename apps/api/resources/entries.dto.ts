import { type Figure, figures } from '../../../libs/reporting/index.js';
import {
  type AmountDto,
  AmountShown,
  Choice,
  Day,
  Flag,
  Id,
  Instant,
  Line,
  MoneyDto,
  PageOf,
  PageQuery,
  Part,
  Whole,
  WordsDto,
  Year,
} from '../kit/index.js';

const KINDS = ['fund', 'plan', 'withdraw', 'adopt', 'give_back', 'carry_over', 'close', 'grant', 'return', 'draw', 'pay'] as const;
const PHASES = ['posted', 'pending', 'post', 'void', 'expire'] as const;
const none = { optional: true, example: undefined };

/** Which entries; what is left out does not narrow them. */
export class EntryQuery extends PageQuery {
  @Choice('The entries that make up this number. Without: all of them, in both units and every phase.', figures, { optional: true })
  figure?: Figure;

  @Year('Only of this fiscal year.', { optional: true, inQuery: true })
  fiscalYear?: number;

  @Id('Only of this neighbourhood budget.', none)
  budgetId?: string;

  @Id('Only of this funding source.', none)
  fundingSourceId?: string;

  @Id('Only for this public value.', none)
  publicValueId?: string;

  @Id('Only those that name this neighbourhood, or are of a budget for it alone.', none)
  neighbourhoodId?: string;

  @Id('Only of this drawing right.', none)
  drawingRightId?: string;

  @Id('Only of this draw.', none)
  drawId?: string;

  @Flag('Only of the support share.', { optional: true, inQuery: true })
  supportOnly?: boolean;

  @Line('Only of sources with this Iv3 task field.', 7, none)
  taskField?: string;

  @Day('Only what was booked until the end of this day, in Dutch time.', none)
  bookedUntil?: string;

  @Day('Only what counts for this day or an earlier one, whenever it was booked.', none)
  effectiveUntil?: string;
}

/** One transfer in the books. Organisations are named, people never. */
export class EntryDto {
  @Id('Its id.')
  id!: string;

  @Day('The day it counts for.')
  effectiveOn!: string;

  @Instant('When it was booked.')
  bookedAt!: Date;

  @Choice(
    'Fund → plan → adopt (or withdraw) → carry over → grant (or return) → draw → pay. Back to the source: give_back by decision, close at year-end.',
    KINDS,
    { example: 'draw' },
  )
  kind!: (typeof KINDS)[number];

  @Choice('Posted at once; or pending, and then ended by a post, a void or an expiry.', PHASES, { example: 'posted' })
  phase!: (typeof PHASES)[number];

  @AmountShown('Signed as the figure counts it; without a figure only a reversal is negative.')
  amount!: AmountDto;

  @Id('The neighbourhood budget.', { nullable: true })
  budgetId!: string | null;

  @Line('Its name.', 120, { nullable: true, example: 'Soesterkwartier' })
  budgetName!: string | null;

  @Line('The name of the funding source.', 120, { nullable: true, example: 'Omgezet welzijnscontract' })
  sourceName!: string | null;

  @Line('Its Iv3 task field.', 7, { nullable: true, example: '6.1' })
  taskField!: string | null;

  @Year('The fiscal year.', { nullable: true })
  fiscalYear!: number | null;

  @Id('The public value.', { nullable: true })
  publicValueId!: string | null;

  @Part('Its name.', WordsDto, { nullable: true })
  publicValueName!: WordsDto | null;

  @Line('The neighbourhood.', 120, { nullable: true, example: 'Soesterkwartier' })
  neighbourhoodName!: string | null;

  @Id('The drawing right.', { nullable: true })
  drawingRightId!: string | null;

  @Line('Its name.', 120, { nullable: true, example: 'Materiaal en activiteiten' })
  rightTitle!: string | null;

  @Line('The initiative that holds it.', 120, { nullable: true, example: 'Verkeerstuin' })
  holderName!: string | null;

  @Line('The supplier.', 120, { nullable: true, example: 'Hoveniersbedrijf De Linde' })
  supplierName!: string | null;

  @Line('What a draw is for.', 120, { nullable: true, example: 'Zand en klinkers' })
  purpose!: string | null;

  @Line('The number of the council decision it was booked under; of a draw, the one of its budget.', 40, {
    nullable: true,
    example: '2027-031',
  })
  decisionNumber!: string | null;

  @Id('That decision.', { nullable: true })
  councilDecisionId!: string | null;

  @Id('The draw.', { nullable: true })
  drawId!: string | null;

  @Id('The entry that this one takes back.', { nullable: true })
  reversesId!: string | null;
}

/** An entry with both its accounts in words. */
export class EntryDetailDto extends EntryDto {
  @Part('Where the amount came from.', WordsDto)
  from!: WordsDto;

  @Part('Where it went.', WordsDto)
  to!: WordsDto;

  @Id('The entry that took this one back.', { nullable: true })
  reversedById!: string | null;
}

/** A page of entries, newest first, with what all pages together are. */
export class EntryPageDto extends PageOf(EntryDto) {
  @Part('Of all entries of the filter: the number as it is shown everywhere.', MoneyDto)
  total!: MoneyDto;

  @Whole('How many entries the filter has.', 0, Number.MAX_SAFE_INTEGER, { example: 42 })
  count!: number;
}
