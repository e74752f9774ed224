import { Day, Id, Ids, Instant, Line, Part, Text } from '../kit/index.js';

/** The recognition of a body by the council. */
export class RecognitionDto {
  @Id('Its id.')
  id!: string;

  @Id('The decision that it rests on.')
  councilDecisionId!: string;

  @Day('From when.')
  recognisedOn!: string;

  @Day('The first day without it; null while it runs.', { nullable: true })
  endedOn!: string | null;

  @Text('Why it ended.', 500, { nullable: true, example: 'Het bewonersplatform is opgeheven.' })
  endReason!: string | null;
}

/** An organisation that decides on the spending of neighbourhoods. */
export class NeighbourhoodBodyDto {
  @Id('The id of the organisation.')
  id!: string;

  @Line('Its name.', 120, { example: 'Bewonersplatform Soesterkwartier' })
  name!: string;

  @Part('The running recognition, or else the last; null when it never was recognised.', RecognitionDto, { nullable: true })
  recognition!: RecognitionDto | null;

  @Ids('The neighbourhood budgets it decides on.', 200, { least: 0 })
  budgetIds!: string[];
}

/** A recognition as it is recorded. It rests on a decision; nobody has to prove to be representative. */
export class NewRecognitionDto {
  @Id('An organisation of the kind neighbourhood_body.')
  organisationId!: string;

  @Id('The decision of the council.')
  councilDecisionId!: string;

  @Day('From when: not before the decision and not after today. By default today.', { optional: true })
  recognisedOn?: string;
}

/** The end of a recognition. */
export class RecognitionEndDto {
  @Id('The decision of the council.')
  councilDecisionId!: string;

  @Text('Why; the body reads this.', 500, { example: 'Het bewonersplatform is opgeheven.' })
  reason!: string;
}

/** A budget into the hands of a body. */
export class NewDelegationDto {
  @Id('A recognised neighbourhood body.')
  bodyId!: string;

  @Id('The decision of the council.')
  councilDecisionId!: string;

  @Text('The house rules in plain words, one per line; everybody can read them.', 4000, {
    optional: true,
    example: 'Boven € 1.000 beslissen wij met zijn drieën.',
  })
  houseRules?: string;
}

/** Who decides on a budget, with the house rules. */
export class DelegationDto {
  @Id('Its id.')
  id!: string;

  @Id('The neighbourhood budget.')
  budgetId!: string;

  @Id('The body that decides.')
  bodyId!: string;

  @Id('The decision that it rests on.')
  councilDecisionId!: string;

  @Text('The house rules, one per line; empty when there are none.', 4000, { example: 'Boven € 1.000 beslissen wij met zijn drieën.' })
  houseRules!: string;

  @Day('From when.')
  fromOn!: string;

  @Instant('When it was recorded.')
  madeAt!: Date;
}
