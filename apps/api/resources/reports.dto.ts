import { Choice, Id, Line, MoneyDto, Part, Parts, Whole, WordsDto, Year } from '../kit/index.js';

const STATUSES = ['planned', 'reserved', 'adopted', 'withdrawn'] as const;

/** One fiscal year over all budgets: `available = adopted + carried in − carried out − committed − paid`. */
export class YearDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Whole('How many budgets have an instalment in it.', 0, 1_000_000, { example: 4 })
  budgets!: number;

  @Choice('How far the year is.', STATUSES, { example: 'adopted' })
  status!: (typeof STATUSES)[number];

  @Part('Set apart for it and not adopted yet.', MoneyDto)
  planned!: MoneyDto;

  @Part('What the council adopted.', MoneyDto)
  adopted!: MoneyDto;

  @Part('Came from the year before.', MoneyDto)
  carriedIn!: MoneyDto;

  @Part('Went to the year after.', MoneyDto)
  carriedOut!: MoneyDto;

  @Part('Granted, and not paid yet.', MoneyDto)
  committed!: MoneyDto;

  @Part('Paid.', MoneyDto)
  paid!: MoneyDto;

  @Part('Free to grant.', MoneyDto)
  available!: MoneyDto;
}

/** The fiscal years of a municipality. */
export class YearsDto {
  @Parts('The first one first.', YearDto, 200, { least: 0 })
  items!: YearDto[];
}

/** Which euros to follow. */
export class FlowQuery {
  @Year('The fiscal year.', { inQuery: true })
  fiscalYear!: number;

  @Id('Only of this neighbourhood budget.', { optional: true, example: undefined })
  budgetId?: string;
}

/** A source or a budget, and what flows through it. */
export class NodeDto {
  @Id('Its id.')
  id!: string;

  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Part('What flows through it.', MoneyDto)
  amount!: MoneyDto;
}

/** A public value, and what was spent for it. */
export class ValueNodeDto {
  @Id('Its id.')
  id!: string;

  @Part('Its name.', WordsDto)
  name!: WordsDto;

  @Part('What was spent for it.', MoneyDto)
  amount!: MoneyDto;
}

/** An amount that flows from one to another. */
export class LinkDto {
  @Id('From this one.')
  from!: string;

  @Id('To this one; null for what is not spent yet.', { nullable: true })
  to!: string | null;

  @Part('How much.', MoneyDto)
  amount!: MoneyDto;
}

/** Follow the euro: funding source → neighbourhood budget → public value. Each column adds up to the same total. */
export class EuroFlowDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Parts('Where the euros come from.', NodeDto, 500, { least: 0 })
  sources!: NodeDto[];

  @Parts('The budgets they come into.', NodeDto, 2_000, { least: 0 })
  budgets!: NodeDto[];

  @Parts('What they are spent for.', ValueNodeDto, 100, { least: 0 })
  publicValues!: ValueNodeDto[];

  @Part('What is not spent yet.', MoneyDto)
  available!: MoneyDto;

  @Parts('Adopted and carried over.', LinkDto, 10_000, { least: 0 })
  sourceToBudget!: LinkDto[];

  @Parts('Committed or paid; and to nobody yet.', LinkDto, 10_000, { least: 0 })
  budgetToValue!: LinkDto[];
}
