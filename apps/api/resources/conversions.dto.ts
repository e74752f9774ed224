import { Choice, Day, Id, Instant, Line, MoneyDto, Part, Parts, PositiveMoneyDto, Whole, Year } from '../kit/index.js';

const KINDS = ['contract', 'grant'] as const;

/** A contract or yearly grant to record. */
export class NewContractDto {
  @Line('What it is for.', 120, { example: 'Welzijnsopdracht 2023–2027' })
  what!: string;

  @Line('Who gets the money.', 120, { example: 'Stichting Voorbeeld' })
  supplier!: string;

  @Choice('A tendered contract, or a grant that is given every year.', KINDS, { example: 'contract' })
  kind!: (typeof KINDS)[number];

  @Line('The Iv3 task field (taakveld).', 7, { example: '6.1' })
  taskField!: string;

  @Part('What it pays in a whole year.', PositiveMoneyDto)
  yearlyAmount!: PositiveMoneyDto;

  @Day('The last day it runs; may be past.', { example: '2027-12-31' })
  endsOn!: string;
}

/** What of a contract became funding in one fiscal year. */
export class ConversionPartDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What becomes funding in it.', MoneyDto)
  amount!: MoneyDto;
}

/** The conversion of a contract: into a source of its own, once. */
export class ConversionDto {
  @Id('Its id.')
  id!: string;

  @Id('The council decision it rests on.')
  councilDecisionId!: string;

  @Id('The funding source that it became.')
  fundingSourceId!: string;

  @Parts('Per fiscal year.', ConversionPartDto, 30)
  parts!: ConversionPartDto[];

  @Instant('When it was decided here.')
  decidedAt!: Date;
}

/** A contract or yearly grant of the tender cycle. */
export class ContractDto extends NewContractDto {
  @Id('Its id.')
  id!: string;

  @Part('Its conversion; null while there is none.', ConversionDto, { nullable: true })
  conversion!: ConversionDto | null;

  @Instant('When it was recorded here.')
  recordedAt!: Date;
}

/** One fiscal year of a contract: `remaining + converted + uncovered` is always the yearly amount. */
export class ContractYearDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What the contract itself still runs; by the day in the year that it ends.', MoneyDto)
  running!: MoneyDto;

  @Part('What becomes funding of neighbourhood budgets.', MoneyDto)
  converted!: MoneyDto;

  @Part('What the supplier still gets.', MoneyDto)
  remaining!: MoneyDto;

  @Part('What neither the contract nor a budget pays for.', MoneyDto)
  uncovered!: MoneyDto;
}

/** What one budget took over in one fiscal year. */
export class TakenOverDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Id('The neighbourhood budget.')
  budgetId!: string;

  @Part('What it has of the money that the contract became.', MoneyDto)
  amount!: MoneyDto;
}

/** A contract with all its years, and where the money that it became is now. */
export class ContractDetailDto extends ContractDto {
  @Parts('From the year it was recorded in up to the last.', ContractYearDto, 200)
  years!: ContractYearDto[];

  @Parts('By year and budget. With `unplanned` it adds up to what was converted.', TakenOverDto, 100_000, { least: 0 })
  takenOver!: TakenOverDto[];

  @Parts('What no budget has planned yet, per year that has any.', ConversionPartDto, 30, { least: 0 })
  unplanned!: ConversionPartDto[];
}

/** What of the yearly amount goes over in one year of the transition: a share, or an amount. */
export class ConversionShareDto {
  @Whole('In hundredths of a percent of the yearly amount; instead of `amount`.', 1, 10_000, { optional: true, example: 2_500 })
  basisPoints?: number;

  @Part('In euros; instead of `basisPoints`.', PositiveMoneyDto, { optional: true })
  amount?: PositiveMoneyDto;
}

/** A schedule that turns a contract into funding. */
export class NewConversionDto {
  @Id('The council decision it rests on.')
  councilDecisionId!: string;

  @Line('What the funding source is called that it becomes, unique in the municipality.', 120, { example: 'Omgezette welzijnsopdracht' })
  name!: string;

  @Year('The first fiscal year; not over, and at most the year after the contract ends.')
  firstYear!: number;

  @Parts('The part of each year of the transition, from the first year on; empty without one.', ConversionShareDto, 30, {
    least: 0,
    example: [{ basisPoints: 2_500 }, { basisPoints: 5_000 }],
  })
  transition!: ConversionShareDto[];

  @Whole('For how many years after the transition all of it goes over; with the transition at most 30.', 0, 30, { example: 4 })
  fullYears!: number;
}
