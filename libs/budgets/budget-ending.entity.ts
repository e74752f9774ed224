import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An early ending of a budget that was announced (Awb 4:51). All days are ISO days. */
@Entity('budget_endings')
export class BudgetEnding {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') budgetId!: string;
  @Column('uuid') changeId!: string;
  @Column('date') announcedOn!: string;
  /** The last day of the notice; the day of the announcement when none is due. */
  @Column('date') noticeUntil!: string;
  /** The last day on which the neighbourhood can use the budget. */
  @Column('date') endsOn!: string;
  /** When what was left went back to its sources; null while the budget runs. */
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}
