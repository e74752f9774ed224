import { Choice, Flag, Id, Instant, MoneyDto, PageQuery, Part, Text } from '../kit/index.js';

const STATES = ['waiting', 'booked', 'refused'] as const;

/** Which corrections. */
export class CorrectionQuery extends PageQuery {
  @Flag('Only those that wait for a second person.', { optional: true, inQuery: true })
  waiting?: boolean;
}

/** Why an entry is taken back. */
export class NewCorrectionDto {
  @Text('What is wrong with the entry. Everybody can read this: name no people.', 500, { example: 'Het bedrag is twee keer geboekt.' })
  reason!: string;
}

/** Why a correction does not go through. */
export class RefusalDto {
  @Text('Why not.', 500, { example: 'Het bedrag klopt wel.' })
  reason!: string;
}

/** An entry that is taken back, or that somebody proposes to take back. */
export class CorrectionDto {
  @Id('Its id.')
  id!: string;

  @Id('The entry that is taken back.')
  entryId!: string;

  @Part('The whole amount of the entry.', MoneyDto)
  amount!: MoneyDto;

  @Choice('Waiting for a second person, booked, or refused.', STATES, { example: 'waiting' })
  state!: (typeof STATES)[number];

  @Text('What is wrong with the entry.', 500, { example: 'Het bedrag is twee keer geboekt.' })
  reason!: string;

  @Part('What one person could decide alone, by the ordinance in force when it was proposed.', MoneyDto)
  mandate!: MoneyDto;

  @Flag('Whether it is above that amount; equal is within.')
  needsSecond!: boolean;

  @Id('Who proposed it, or did it alone.')
  proposedBy!: string;

  @Instant('When.')
  proposedAt!: Date;

  @Id('Who approved it.', { nullable: true })
  approvedBy!: string | null;

  @Instant('When.', { nullable: true })
  approvedAt!: Date | null;

  @Id('Who refused it; whoever proposed it, when it was withdrawn.', { nullable: true })
  refusedBy!: string | null;

  @Instant('When.', { nullable: true })
  refusedAt!: Date | null;

  @Text('Why it was refused.', 500, { nullable: true, example: 'Het bedrag klopt wel.' })
  refusal!: string | null;

  @Id('The entry that mirrors the original; null while nothing is booked.', { nullable: true })
  reversalId!: string | null;
}
