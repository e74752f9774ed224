import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Unit } from '../core/index.js';

/** reserved → confirmed → paid; or voided, expired, or (after confirmation) reversed. */
export type DrawState = 'reserved' | 'confirmed' | 'voided' | 'expired' | 'reversed' | 'paid';

/** A draw (verzilvering): the holder names a supplier, an amount or minutes, and one line of what for. */
@Entity('draws')
export class Draw {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') drawingRightId!: string;
  @Column('uuid') holderId!: string;
  @Column('uuid') supplierId!: string;
  @Column('text') unit!: Unit;
  /** In the unit of its right. */
  @Column('bigint') amount!: number;
  /** What the supplier will be paid. */
  @Column('bigint') cents!: number;
  @Column('text') purpose!: string;
  @Column('text') state!: DrawState;
  /** Six characters the holder shows and the supplier types; unique among open draws. */
  @Column('text') code!: string;
  @Column('timestamptz') reservedAt!: Date;
  @Column('uuid', { nullable: true }) reservedBy!: string | null;
  @Column('date') expiresOn!: string;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('text', { nullable: true }) endReason!: string | null;
}

/** A wrong code, kept to stop guessing. */
@Entity('code_attempts')
export class CodeAttempt {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') address!: string;
  @Column('timestamptz') at!: Date;
}
