import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The council recognises an organisation as a neighbourhood body (wijkorgaan): from then on budgets can be delegated to it. It rests on a
 * decision alone; nobody has to prove to be representative.
 */
@Entity('body_recognitions')
export class BodyRecognition {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') organisationId!: string;
  @Column('uuid') decisionId!: string;
  @Column('date') recognisedOn!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz') recordedAt!: Date;
  /** The first day without it; null while it runs. */
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('uuid', { nullable: true }) endDecisionId!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}

/** A budget in the hands of a neighbourhood body, with house rules. Never changed: a later one takes its place. */
@Entity('delegations')
export class Delegation {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') budgetId!: string;
  /** Counts from 1 per budget; the highest is the current one. */
  @Column('int') number!: number;
  @Column('uuid') bodyId!: string;
  @Column('uuid') decisionId!: string;
  /** In plain words, one rule per line; readable by everyone. */
  @Column('text') houseRules!: string;
  @Column('date') fromOn!: string;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('timestamptz') madeAt!: Date;
}
