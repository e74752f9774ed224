import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a holder is asked afterwards; nothing may still mean a sample. */
export type Asks = 'nothing' | 'story' | 'story-and-statement';

/** From this amount upwards, in euro cents, a holder is asked this. */
export interface Tier {
  fromCents: number;
  asks: Asks;
}

/** One version of the subsidy ordinance (subsidieverordening). It never changes: a decision keeps the version it was taken under. */
@Entity('ordinances')
export class Ordinance {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('int')
  version!: number;

  /** The ISO day from which it holds, until a later version does. */
  @Column('date')
  validFrom!: string;

  @Column('text')
  title!: string;

  /** Years a neighbourhood budget lasts at least; never under 2. */
  @Column('int')
  minimumTermYears!: number;

  /** The part of a budget kept for support of residents' organisations, in hundredths of a percent. */
  @Column('int')
  supportShareBasisPoints!: number;

  /** What a contact officer may decide alone. */
  @Column('bigint')
  mandateCents!: number;

  /** What must have been raised before a right with match is released, in hundredths of a percent. */
  @Column('int')
  matchBasisPoints!: number;

  /** The part of what is unspent that stays in the neighbourhood within the term, in hundredths of a percent. */
  @Column('int')
  carryOverBasisPoints!: number;

  /** Fiscal years that unspent money may be carried over after its own; null: without limit within the term. */
  @Column('int', { nullable: true })
  carryOverYears!: number | null;

  /** Months of notice before a budget that ran three years or longer ends early (Awb 4:51: a reasonable term). */
  @Column('int')
  noticeMonths!: number;

  /** Days a supplier has to confirm a reserved draw. */
  @Column('int')
  confirmationDays!: number;

  /** Weeks after the decision in which is paid (Awb 4:87: at most six). */
  @Column('int')
  paymentWeeks!: number;

  /** Hours within which whoever asks something hears from a person. */
  @Column('int')
  firstContactHours!: number;

  /** Working days within which a proposal gets its answer. */
  @Column('int')
  proposalWorkingDays!: number;

  /** In rising order, the first from nought. */
  @Column('jsonb')
  tiers!: Tier[];
}
