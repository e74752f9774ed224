import { Choice, Id, Ids, Instant, Line, MoneyDto, Part, Parts, PositiveMoneyDto, Whole, Year } from '../kit/index.js';

export const SPLITS = ['pooled', 'equal', 'residents', 'weights', 'fixed', 'mix'] as const;
export const RESTS = ['residents', 'weights'] as const;
const STATUSES = ['planned', 'reserved', 'adopted', 'withdrawn'] as const;

/** What one source brings each year. */
export class SourceShareDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Part('What it brings in each year of the term, over all neighbourhoods together.', PositiveMoneyDto)
  yearlyAmount!: PositiveMoneyDto;
}

/** The weight of one neighbourhood. */
export class WeightDto {
  @Id('The neighbourhood.')
  neighbourhoodId!: string;

  @Whole('Its weight.', 0, 1_000_000_000, { example: 3 })
  weight!: number;
}

/** What one neighbourhood gets each year. */
export class PlaceAmountDto {
  @Id('The neighbourhood.')
  neighbourhoodId!: string;

  @Part('What it gets in each year of the term, from all sources together.', PositiveMoneyDto)
  amount!: PositiveMoneyDto;
}

/** Neighbourhood budgets to preview or adopt. */
export class NewNeighbourhoodBudgetDto {
  @Id('The council decision that adopts it.')
  councilDecisionId!: string;

  @Ids('The neighbourhoods it is for.', 200)
  neighbourhoodIds!: string[];

  @Line('The name of a pooled budget; a budget per neighbourhood takes the name of the neighbourhood.', 120, {
    optional: true,
    example: 'Ruwaard',
  })
  pooledName?: string;

  @Choice(
    'One pooled budget, or a budget per neighbourhood: equal parts, by residents, by weights, by fixed amounts, or a mix of a floor and the rest.',
    SPLITS,
    { example: 'pooled' },
  )
  split!: (typeof SPLITS)[number];

  @Parts('For what is split by weights: one for each neighbourhood.', WeightDto, 200, { optional: true })
  weights?: WeightDto[];

  @Parts('For fixed amounts: one for each neighbourhood. Together they are what the sources bring in a year.', PlaceAmountDto, 200, {
    optional: true,
  })
  amounts?: PlaceAmountDto[];

  @Parts('For a mix: what a neighbourhood gets in any case. Who is not in it has no floor.', PlaceAmountDto, 200, { optional: true })
  floors?: PlaceAmountDto[];

  @Choice('For a mix: how what the floors leave is split.', RESTS, { optional: true, example: 'residents' })
  rest?: (typeof RESTS)[number];

  @Year('The first fiscal year.')
  firstYear!: number;

  @Year('The last fiscal year; the ordinance says how long the term is at least, never under two years.', { example: 2030 })
  lastYear!: number;

  @Parts('The sources, each one once.', SourceShareDto, 50)
  sources!: SourceShareDto[];

  @Whole('The part for support of residents’ organisations, in hundredths of a percent; by default the ordinance’s.', 1, 10_000, {
    optional: true,
    example: 1_000,
  })
  supportShareBasisPoints?: number;

  @Id('The neighbourhood body that it is delegated to.', { optional: true, nullable: true })
  bodyId?: string | null;
}

/** One instalment as it would be adopted. */
export class PlannedInstalmentDto {
  @Id('The funding source.')
  fundingSourceId!: string;

  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What it brings.', MoneyDto)
  amount!: MoneyDto;

  @Part('The part of it that is for support only.', MoneyDto)
  supportAmount!: MoneyDto;
}

/** One budget as it would be adopted. */
export class PlannedBudgetDto {
  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Ids('Its neighbourhoods.', 200)
  neighbourhoodIds!: string[];

  @Part('Over all years.', MoneyDto)
  total!: MoneyDto;

  @Parts('Per year and source.', PlannedInstalmentDto, 1_500)
  instalments!: PlannedInstalmentDto[];
}

/** What would be adopted, to the cent. Nothing was booked. */
export class BudgetPreviewDto {
  @Parts('One budget, or one per neighbourhood.', PlannedBudgetDto, 200)
  budgets!: PlannedBudgetDto[];

  @Whole('The version of the subsidy ordinance it would be adopted under.', 1, 10_000, { example: 1 })
  ordinanceVersion!: number;
}

/** `available = adopted + carried over − committed − paid`, enforced by the database. */
export class EquationDto {
  @Part('What the council adopted.', MoneyDto)
  adopted!: MoneyDto;

  @Part('Came from the year before, minus what went to the year after; may be below zero.', MoneyDto)
  carriedOver!: MoneyDto;

  @Part('Granted, and not paid yet.', MoneyDto)
  committed!: MoneyDto;

  @Part('Paid.', MoneyDto)
  paid!: MoneyDto;

  @Part('Free to grant; never below zero.', MoneyDto)
  available!: MoneyDto;
}

/** The equation of one year and source. */
export class EquationLineDto extends EquationDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Id('The funding source.')
  fundingSourceId!: string;

  @Choice('Only an adopted instalment counts.', STATUSES, { example: 'adopted' })
  status!: (typeof STATUSES)[number];
}

/** A neighbourhood budget (wijkbudget). */
export class NeighbourhoodBudgetDto {
  @Id('Its id.')
  id!: string;

  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Ids('Its neighbourhoods.', 200)
  neighbourhoodIds!: string[];

  @Id('The council decision that adopted it.')
  councilDecisionId!: string;

  @Id('The neighbourhood body that it is delegated to; null when there is none.', { nullable: true })
  bodyId!: string | null;

  @Year('The first fiscal year.')
  firstYear!: number;

  @Year('The last fiscal year.', { example: 2030 })
  lastYear!: number;

  @Whole('The part for support of residents’ organisations, in hundredths of a percent.', 1, 10_000, { example: 1_000 })
  supportShareBasisPoints!: number;

  @Part('Over all years and sources.', EquationDto)
  equation!: EquationDto;

  @Instant('When it was adopted.')
  createdAt!: Date;
}

/** A neighbourhood budget with its equation per year and source. */
export class NeighbourhoodBudgetDetailDto extends NeighbourhoodBudgetDto {
  @Parts('Per year and source; they add up to `equation`.', EquationLineDto, 1_500)
  lines!: EquationLineDto[];
}

/** The budgets that were adopted by one request. */
export class AdoptedBudgetsDto {
  @Parts('One, or one per neighbourhood.', NeighbourhoodBudgetDto, 200)
  items!: NeighbourhoodBudgetDto[];
}

/** An instalment (jaartranche): what one source brings to one budget in one fiscal year. */
export class InstalmentDto extends PlannedInstalmentDto {
  @Id('Its id.')
  id!: string;

  @Choice('Planned, under budget reservation (Awb 4:34), adopted, or withdrawn.', STATUSES, { example: 'adopted' })
  status!: (typeof STATUSES)[number];

  @Line('The day since when.', 10, { example: '2027-01-01' })
  statusOn!: string;
}
