import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Unit } from '../core/index.js';

/** What an account stands for. Every account is credited with what comes in; its balance is credits minus debits. */
export type AccountKind =
  | 'council' // where all euros come from; the only euro account that may go below zero
  | 'source' // a funding source in one fiscal year
  | 'planned' // an instalment that does not count yet
  | 'available' // an adopted instalment, free to grant
  | 'available_support' // its support share: free to grant for organisational support only
  | 'right' // what a drawing right still holds of one instalment
  | 'payable' // confirmed draws on an instalment, to be paid
  | 'paid'
  | 'minutes_issued' // where all minutes come from
  | 'right_minutes'
  | 'minutes_delivered';

/** A balance in one unit. Only the ledger's database functions change the four totals. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: AccountKind;
  @Column('text') unit!: Unit;
  @Column('boolean') contended!: boolean;
  @Column('uuid', { nullable: true }) fundingSourceId!: string | null;
  @Column('int', { nullable: true }) fiscalYear!: number | null;
  @Column('uuid', { nullable: true }) budgetId!: string | null;
  @Column('uuid', { nullable: true }) instalmentId!: string | null;
  @Column('uuid', { nullable: true }) drawingRightId!: string | null;
  @Column('bigint') debitsPending!: number;
  @Column('bigint') debitsPosted!: number;
  @Column('bigint') creditsPending!: number;
  @Column('bigint') creditsPosted!: number;
}
