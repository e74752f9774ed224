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
  @Column('bigint') cents!: number;
  @Column('bigint') supportCents!: number;
  @Column('text') status!: InstalmentStatus;
  @Column('date') statusOn!: string;
}
