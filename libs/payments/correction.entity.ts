import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A booked transfer that is taken back, or that somebody proposes to take back: by one person within the mandate, by two above it. The
 * original is never changed; `reversalId` is the transfer that mirrors it.
 */
@Entity('corrections')
export class Correction {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') transferId!: string;
  /** The whole amount of the transfer. */
  @Column('bigint') cents!: number;
  @Column('text') reason!: string;
  /** What one person could decide alone, by the ordinance in force on the day it was proposed. */
  @Column('bigint') mandateCents!: number;
  /** Above the mandate amount; equal to it is within. */
  @Column('boolean') needsSecond!: boolean;
  @Column('uuid') proposedBy!: string;
  @Column('timestamptz') proposedAt!: Date;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) refusedBy!: string | null;
  @Column('timestamptz', { nullable: true }) refusedAt!: Date | null;
  /** Why it was refused. */
  @Column('text', { nullable: true }) refusal!: string | null;
  @Column('uuid', { nullable: true }) reversalId!: string | null;
}
