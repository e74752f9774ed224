import { Choice, Id, Ids, Instant, Line, MoneyDto, Part, Parts, Text, Whole, Year } from '../kit/index.js';

const KINDS = ['sources', 'budgets'] as const;

/** A file to import; the CSV goes along as the part `file` of the form. */
export class NewImportDto {
  @Choice('What its lines are.', KINDS, { example: 'sources' })
  kind!: (typeof KINDS)[number];

  @Id('The council decision that what is in it rests on.')
  councilDecisionId!: string;
}

/** Something about one line of the file. */
export class ImportRemarkDto {
  @Whole('The line, as a spreadsheet numbers it: the heading is line 1.', 1, 10_000, { example: 4 })
  line!: number;

  @Line('The column; null when it is about the whole line.', 500, { nullable: true, example: 'bedrag' })
  column!: string | null;

  @Text('What it is, in the language of the caller.', 2_000, { example: 'An amount has at most two decimals.' })
  detail!: string;
}

/** What all lines of the file give to or take from a source in a year. */
export class ImportTotalDto {
  @Line('The name of the source.', 120, { example: 'Omgezet welzijnscontract' })
  source!: string;

  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What the file gives it or takes from it.', MoneyDto)
  amount!: MoneyDto;

  @Part('What the source has free now; null for a source that the file makes.', MoneyDto, { nullable: true })
  free!: MoneyDto | null;
}

/** A file that was uploaded: what it would make, or what it made. */
export class ImportDto extends NewImportDto {
  @Id('Its id.')
  id!: string;

  @Line('The name of the file.', 120, { example: 'bronnen.csv' })
  fileName!: string;

  @Instant('When it was uploaded.')
  uploadedAt!: Date;

  @Instant('When it was done; null before.', { nullable: true })
  doneAt!: Date | null;

  @Whole('How many lines it has.', 0, 5_000, { nullable: true, example: 13 })
  lineCount!: number | null;

  @Whole('How many sources it makes.', 0, 5_000, { example: 0 })
  sourceCount!: number;

  @Whole('How many budgets it makes.', 0, 5_000, { example: 13 })
  budgetCount!: number;

  @Whole('How many things are wrong with it. It can be confirmed when there are none.', 0, 100_000, { example: 0 })
  problemCount!: number;

  @Parts('What is wrong: the first 200.', ImportRemarkDto, 200, { least: 0 })
  problems!: ImportRemarkDto[];

  @Parts('What was read in a way that deserves a look: the first 200.', ImportRemarkDto, 200, { least: 0 })
  notes!: ImportRemarkDto[];

  @Parts('Per source and year.', ImportTotalDto, 5_000, { least: 0 })
  totals!: ImportTotalDto[];
}

/** What an import made. */
export class ImportMadeDto {
  @Id('The id of the import.')
  importId!: string;

  @Ids('The sources, in the order of the file.', 5_000, { least: 0 })
  sourceIds!: string[];

  @Ids('The neighbourhood budgets, in the order of the file.', 5_000, { least: 0 })
  neighbourhoodBudgetIds!: string[];
}
