import { Column, Entity, PrimaryColumn } from 'typeorm';

/** planned → reserved (under budget reservation, Awb 4:34) → adopted; or withdrawn by decision. */
export type InstalmentStatus = 'planned' | 'reserved' | 'adopted' | 'withdrawn';

/** An instalment (jaartranche): what one source brings to one budget in one fiscal year, in cents, of which a part is for support only. */
@Entity('instalments')
export class Instalment {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') budgetId!: string;
  @Column('uuid') fundingSourceId!: string;
  @Column('int') fiscalYear!: number;
  /** 0 when the budget was adopted; what a later decision of the council adds to the same year and source counts up. */
  @Column('int') sequence!: number;
  @Column('bigint') cents!: number;
  @Column('bigint') supportCents!: number;
  /** What was withdrawn of it before it counted, in cents; with all of it the instalment itself is withdrawn. */
  @Column('bigint') withdrawnCents!: number;
  @Column('text') status!: InstalmentStatus;
  @Column('date') statusOn!: string;
  /** The later decision that added it; null when the budget was adopted with it. */
  @Column('uuid', { nullable: true }) changeId!: string | null;
}
