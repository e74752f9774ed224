import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the council adopted the budget (begroting) of a fiscal year: from then the four weeks of the reservation run (Awb 4:34). */
@Entity('council_budgets')
export class CouncilBudget {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('int') fiscalYear!: number;
  @Column('uuid') decisionId!: string;
  @Column('date') adoptedOn!: string;
  /** The last day on which the reservation can be invoked; counts itself. */
  @Column('date') lapsesOn!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz') recordedAt!: Date;
}

/** Why money of an instalment went back to its source before it counted: the reservation was invoked, the council moved it, or ended the budget. */
export type WithdrawalGround = 'reservation' | 'reallocation' | 'ending';

/** What was withdrawn of an instalment before it counted, in whole or in part, by council decision. */
@Entity('withdrawals')
export class Withdrawal {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') instalmentId!: string;
  @Column('uuid') decisionId!: string;
  @Column('bigint') cents!: number;
  @Column('text') ground!: WithdrawalGround;
  @Column('text') reason!: string;
  @Column('uuid', { nullable: true }) withdrawnBy!: string | null;
  @Column('timestamptz') withdrawnAt!: Date;
}
