import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A decision of the council (raadsbesluit). Without one nothing is funded, adopted, moved or ended. */
@Entity('council_decisions')
export class CouncilDecision {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') number!: string;
  @Column('date') decidedOn!: string;
  @Column('text') title!: string;
  /** The decision as PDF; read on its own, never with a list. */
  @Column('bytea', { nullable: true, select: false }) document!: Buffer | null;
  @Column('text', { nullable: true }) documentName!: string | null;
  @Column('timestamptz') recordedAt!: Date;
}
