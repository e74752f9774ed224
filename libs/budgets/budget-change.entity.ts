import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a decision of the council can do to a budget that was adopted. */
export type ChangeKind = 'increase' | 'indexation' | 'reallocation' | 'ending';

/** What moved for one source in one fiscal year, in cents. */
export interface ChangePart {
  fundingSourceId: string;
  fiscalYear: number;
  cents: number;
}

/** What a change did, kept to tell it years later. */
export interface ChangeDetails {
  /** What makes two requests with one id the same request. */
  fingerprint: string;
  /** What came to the budget (an increase, an indexation), went to the other one (a reallocation), or went back to its source (an ending). */
  parts: ChangePart[];
}

/** A change of a budget by decision of the council, with its reasons. Never changed or removed. */
@Entity('budget_changes')
export class BudgetChange {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ChangeKind;
  /** The budget that changes; of a reallocation the one that gives. */
  @Column('uuid') budgetId!: string;
  /** The budget that receives, of a reallocation. */
  @Column('uuid', { nullable: true }) otherBudgetId!: string | null;
  @Column('uuid') decisionId!: string;
  @Column('text') reasons!: string;
  /** Of an indexation, in hundredths of a percent. */
  @Column('int', { nullable: true }) basisPoints!: number | null;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') madeAt!: Date;
  @Column('jsonb') details!: ChangeDetails;
}
