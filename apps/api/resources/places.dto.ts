import {
  Choice,
  Choices,
  Day,
  Flag,
  Id,
  Ids,
  Instant,
  Line,
  MoneyDto,
  PageQuery,
  Part,
  Parts,
  Text,
  Whole,
  WordsDto,
} from '../kit/index.js';

const KINDS = ['initiative', 'neighbourhood_body', 'supplier'] as const;

/** A municipality (gemeente). */
export class MunicipalityDto {
  @Line('Its part of the address.', 100, { example: 'amersfoort' })
  slug!: string;

  @Line('Its name.', 120, { example: 'Amersfoort' })
  name!: string;

  @Line('The code of Statistics Netherlands.', 10, { nullable: true, example: 'GM0307' })
  cbsCode!: string | null;

  @Flag('Whether its amounts are invented.', { example: true })
  fictional!: boolean;
}

/** A neighbourhood (wijk) of today’s division. */
export class NeighbourhoodDto {
  @Id('Its id.')
  id!: string;

  @Line('Its part of the address.', 120, { example: 'soesterkwartier' })
  slug!: string;

  @Line('Its name.', 120, { example: 'Soesterkwartier' })
  name!: string;

  @Line('The code of Statistics Netherlands.', 10, { nullable: true, example: 'WK030705' })
  cbsCode!: string | null;

  @Whole('How many people live there; null when it is not known.', 0, 2_000_000, { nullable: true, example: 12_350 })
  residents!: number | null;
}

/** A public value (publieke waarde): the goal that money follows, whoever receives it. */
export class PublicValueDto {
  @Id('Its id.')
  id!: string;

  @Part('Its name.', WordsDto)
  name!: WordsDto;
}

/** From an amount upwards a holder is asked this afterwards. */
export class TierDto {
  @Part('From this amount.', MoneyDto)
  from!: MoneyDto;

  @Choice('What is asked; nothing may still mean a sample.', ['nothing', 'story', 'story-and-statement'], { example: 'story' })
  asks!: string;
}

/** The version of the subsidy ordinance (subsidieverordening) that holds today. */
export class OrdinanceDto {
  @Id('Its id.')
  id!: string;

  @Whole('Its version.', 1, 10_000, { example: 1 })
  version!: number;

  @Day('From when it holds.')
  validFrom!: string;

  @Line('Its title.', 200, { example: 'Subsidieverordening 2026' })
  title!: string;

  @Whole('Years a neighbourhood budget lasts at least.', 2, 50, { example: 2 })
  minimumTermYears!: number;

  @Whole('Kept for support of residents’ organisations, in hundredths of a percent.', 1, 10_000, { example: 1_000 })
  supportShareBasisPoints!: number;

  @Part('What a contact officer may decide alone.', MoneyDto)
  mandate!: MoneyDto;

  @Whole('What must have been raised before a right with match is released, in hundredths of a percent.', 0, 10_000, { example: 5_000 })
  matchBasisPoints!: number;

  @Whole('What stays in the neighbourhood of what is unspent, in hundredths of a percent.', 0, 10_000, { example: 10_000 })
  carryOverBasisPoints!: number;

  @Whole('Days a supplier has to confirm a draw.', 1, 365, { example: 14 })
  confirmationDays!: number;

  @Whole('Weeks within which is paid (Awb 4:87: six at most).', 1, 6, { example: 6 })
  paymentWeeks!: number;

  @Parts('In rising order, the first from nought.', TierDto, 20)
  tiers!: TierDto[];
}

/** An organisation to register. */
export class NewOrganisationDto {
  @Line('Its name, unique in the municipality.', 120, { example: 'Verkeerstuin Soesterkwartier' })
  name!: string;

  @Choices('What it does; it can be more than one.', KINDS, { example: ['initiative'] })
  kinds!: (typeof KINDS)[number][];

  @Line('What it does, in one line.', 300, { optional: true, example: 'Kinderen leren er fietsen.' })
  about?: string;

  @Ids('Where it is at home: in no, one or several neighbourhoods.', 200, { optional: true, least: 0 })
  neighbourhoodIds?: string[];
}

/** An initiative, a neighbourhood body or a supplier. */
export class OrganisationDto {
  @Id('Its id.')
  id!: string;

  @Line('Its part of the address.', 120, { example: 'verkeerstuin-soesterkwartier' })
  slug!: string;

  @Line('Its name.', 120, { example: 'Verkeerstuin Soesterkwartier' })
  name!: string;

  @Choices('What it does.', KINDS, { example: ['initiative'] })
  kinds!: (typeof KINDS)[number][];

  @Text('What it does, in one line; may be empty.', 300, { example: 'Kinderen leren er fietsen.' })
  about!: string;

  @Instant('When it was registered.')
  createdAt!: Date;
}

/** Which organisations. */
export class OrganisationQuery extends PageQuery {
  @Choice('Only of this kind.', KINDS, { optional: true })
  kind?: (typeof KINDS)[number];
}
