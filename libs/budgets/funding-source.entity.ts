import { Column, Entity, PrimaryColumn } from 'typeorm';

/** regular, converted (an ended tender contract or old budget line), extra, or external money. */
export type SourceKind = 'regular' | 'converted' | 'extra' | 'external';

/** A funding source (financieringsbron) with its Iv3 task field (taakveld, for example 6.1). */
@Entity('funding_sources')
export class FundingSource {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') kind!: SourceKind;
  @Column('text') taskField!: string;
  @Column('uuid') decisionId!: string;
  @Column('timestamptz') createdAt!: Date;
}
