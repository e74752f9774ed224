import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Unit } from '../core/index.js';

/**
 * Why an amount moves: fund → plan → adopt (or withdraw) → carry over → grant (or return) → draw → pay. What is free goes back to its source by a
 * decision of the council (give back), or when its year is closed and it may not be carried over (close).
 */
export type TransferKind =
  'fund' | 'plan' | 'withdraw' | 'adopt' | 'give_back' | 'carry_over' | 'close' | 'grant' | 'return' | 'draw' | 'pay';

/** 'posted' at once; or 'pending', ended by exactly one 'post', 'void' or 'expire'. */
export type TransferPhase = 'posted' | 'pending' | 'post' | 'void' | 'expire';

/** One amount from a debited to a credited account. Never changed or removed; a mistake is reversed. */
@Entity('transfers')
export class Transfer {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: TransferKind;
  @Column('text') phase!: TransferPhase;
  @Column('uuid', { nullable: true }) pendingId!: string | null;
  @Column('uuid', { nullable: true }) reversesId!: string | null;
  @Column('uuid') debitAccountId!: string;
  @Column('uuid') creditAccountId!: string;
  @Column('text') unit!: Unit;
  @Column('bigint') amount!: number;
  @Column('uuid', { nullable: true }) drawId!: string | null;
  @Column('uuid', { nullable: true }) decisionId!: string | null;
  @Column('uuid', { nullable: true }) publicValueId!: string | null;
  @Column('uuid', { nullable: true }) neighbourhoodId!: string | null;
  @Column('date') effectiveOn!: string;
  @Column('timestamptz') bookedAt!: Date;
}
