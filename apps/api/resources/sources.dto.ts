import { Choice, Id, Instant, Line, MoneyDto, Part, Parts, PositiveMoneyDto, Year } from '../kit/index.js';

const KINDS = ['regular', 'converted', 'extra', 'external'] as const;

/** What a source brings in one fiscal year. */
export class NewSourceYearDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What the source brings in it.', PositiveMoneyDto)
  amount!: PositiveMoneyDto;
}

/** A funding source to create. */
export class NewFundingSourceDto {
  @Line('Its name, unique in the municipality.', 120, { example: 'Omgezet welzijnscontract' })
  name!: string;

  @Choice('Regular, converted (an ended tender contract or old budget line), extra, or external money.', KINDS, { example: 'converted' })
  kind!: (typeof KINDS)[number];

  @Line('The Iv3 task field (taakveld).', 7, { example: '6.1' })
  taskField!: string;

  @Id('The council decision it rests on.')
  councilDecisionId!: string;

  @Parts('One amount per year, for at most 30 years.', NewSourceYearDto, 30)
  years!: NewSourceYearDto[];
}

/** What a source brings in one fiscal year, and what no budget has planned yet. */
export class SourceYearDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Part('What the source brings in it.', MoneyDto)
  funded!: MoneyDto;

  @Part('What of it no budget has planned yet.', MoneyDto)
  free!: MoneyDto;
}

/** A funding source (financieringsbron). */
export class FundingSourceDto {
  @Id('Its id.')
  id!: string;

  @Line('Its name.', 120, { example: 'Omgezet welzijnscontract' })
  name!: string;

  @Choice('Regular, converted (an ended tender contract or old budget line), extra, or external money.', KINDS, { example: 'converted' })
  kind!: (typeof KINDS)[number];

  @Line('The Iv3 task field (taakveld).', 7, { example: '6.1' })
  taskField!: string;

  @Id('The council decision it rests on.')
  councilDecisionId!: string;

  @Parts('Per fiscal year.', SourceYearDto, 30)
  years!: SourceYearDto[];

  @Instant('When it was created.')
  createdAt!: Date;
}
