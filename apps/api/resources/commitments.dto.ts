import { bases, type Basis, type Grouping, groupings } from '../../../libs/reporting/index.js';
import { Choice, Day, Line, MoneyDto, Part, Parts, Year } from '../kit/index.js';

/** How the commitment view is put together, and of which year and moment. */
export class CommitmentsQuery {
  @Choice('What a row is.', groupings, { example: 'budget' })
  by!: Grouping;

  @Year('Only of this fiscal year.', { optional: true, inQuery: true })
  fiscalYear?: number;

  @Day('The day, today at the latest. Without: now.', { optional: true, example: undefined })
  on?: string;

  @Choice('That day as booked (what the books said at its end) or as effective (what counted then, whenever it was booked).', bases, {
    optional: true,
    example: 'booked',
  })
  basis?: Basis;
}

/** The figures of the view: `available = adopted + carried − committed − paid`. */
export class CommitmentFiguresDto {
  @Part('Set apart for later; it counts once it is adopted.', MoneyDto)
  planned!: MoneyDto;

  @Part('Of what is planned: what stands under budget reservation (Awb 4:34).', MoneyDto)
  reserved!: MoneyDto;

  @Part('What the council adopted.', MoneyDto)
  adopted!: MoneyDto;

  @Part('Came from another year, minus what went on.', MoneyDto)
  carried!: MoneyDto;

  @Part('Granted, and not paid yet.', MoneyDto)
  committed!: MoneyDto;

  @Part('Of what is committed: delivered, and waiting to be paid.', MoneyDto)
  payable!: MoneyDto;

  @Part('Paid.', MoneyDto)
  paid!: MoneyDto;

  @Part('Free to grant.', MoneyDto)
  available!: MoneyDto;
}

/** One budget, source or task field in one fiscal year. */
export class CommitmentRowDto extends CommitmentFiguresDto {
  @Line('The id of the budget or the source, or the task field itself.', 36, { example: '6.1' })
  key!: string;

  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Year('The fiscal year.')
  fiscalYear!: number;
}

/** The commitment view, and what its rows add up to: the same, whichever way it is put together. */
export class CommitmentsDto {
  @Parts('In the order of years and then of names.', CommitmentRowDto, 100_000, { least: 0 })
  items!: CommitmentRowDto[];

  @Part('All rows together.', CommitmentFiguresDto)
  total!: CommitmentFiguresDto;
}
