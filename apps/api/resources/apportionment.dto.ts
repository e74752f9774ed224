import { Choice, Flag, Id, Ids, Instant, Line, MoneyDto, Part, Parts, Whole, Year } from '../kit/index.js';
import { RESTS, SPLITS } from './budgets.dto.js';

/** A share: exact, rounded down, and with one of the cents that rounding left over where it got one. */
export class ShareDto {
  @Line('The exact share is `numerator ÷ denominator` euro cents: a whole number of any size, as text.', 60, { example: '10000000' })
  numerator!: string;

  @Line('What the numerator is divided by.', 60, { example: '13' })
  denominator!: string;

  @Part('The exact share rounded down.', MoneyDto)
  roundedDown!: MoneyDto;

  @Whole('1 when a cent that was left over came here: to the largest remainders first.', 0, 1, { example: 1 })
  extraCents!: number;

  @Part('What it became.', MoneyDto)
  amount!: MoneyDto;
}

/** What one source brings to one budget in a year. */
export class SharedSourceDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Part('What it brings over all budgets together.', MoneyDto)
  yearlyAmount!: MoneyDto;

  @Part('The share of this budget in it.', ShareDto)
  share!: ShareDto;
}

/** What one budget gets in a year, and why. */
export class ApportionedBudgetDto {
  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Ids('Its neighbourhoods.', 200)
  neighbourhoodIds!: string[];

  @Flag('Whether this is the budget that was asked for.')
  isThisBudget!: boolean;

  @Part('The part that was decided on as an amount: a fixed amount, a floor, or the whole of a pooled budget.', MoneyDto)
  fixedAmount!: MoneyDto;

  @Whole('What it counted for in the split of the rest: its residents or its weight; null where nothing was split.', 0, 1_000_000_000, {
    nullable: true,
    example: 3,
  })
  weight!: number | null;

  @Part('Its share of the rest; null where nothing was split.', ShareDto, { nullable: true })
  share!: ShareDto | null;

  @Part('What it gets in a year: the fixed amount and the share.', MoneyDto)
  yearlyAmount!: MoneyDto;

  @Parts('How that is taken from each source.', SharedSourceDto, 50)
  sources!: SharedSourceDto[];
}

/** How the amount of a budget came about, worked out again from what was kept when it was adopted. */
export class ApportionmentDto {
  @Id('Its id; the same for all budgets that were adopted in one go.')
  id!: string;

  @Id('The council decision.')
  councilDecisionId!: string;

  @Choice('How the yearly total was split.', SPLITS, { example: 'mix' })
  split!: (typeof SPLITS)[number];

  @Choice('How the rest of a mix was split; null for another split.', RESTS, { nullable: true, example: 'residents' })
  rest!: (typeof RESTS)[number] | null;

  @Part('What all budgets together get in a year.', MoneyDto)
  yearlyTotal!: MoneyDto;

  @Year('The first fiscal year; every year is the same.')
  firstYear!: number;

  @Year('The last fiscal year.', { example: 2030 })
  lastYear!: number;

  @Whole('The part for support of residents’ organisations, in hundredths of a percent.', 1, 10_000, { example: 1_000 })
  supportShareBasisPoints!: number;

  @Parts('Every budget that was adopted in one go.', ApportionedBudgetDto, 200)
  budgets!: ApportionedBudgetDto[];

  @Flag('Whether this is, instalment by instalment, what was booked when it was adopted.')
  asBooked!: boolean;

  @Instant('When it was adopted: residents and weights are as they were then.')
  createdAt!: Date;
}
