import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Unit } from '../core/index.js';

/** money, or support in minutes: community work (opbouwwerk), a civil servant's help, a local freelancer, space. */
export type RightKind = 'money' | 'community_work' | 'civil_servant' | 'freelancer' | 'space';

/**
 * conditional (its money stands under budget reservation, Awb 4:34) → active; active → suspended and back; ended (by decision) or expired
 * (by date) for good.
 */
export type RightState = 'conditional' | 'active' | 'suspended' | 'ended' | 'expired';

/** A drawing right (trekkingsrecht): a standing claim of one holder on one budget, in euro cents or in minutes with a tariff. */
@Entity('drawing_rights')
export class DrawingRight {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') budgetId!: string;
  @Column('uuid') holderId!: string;
  @Column('uuid') neighbourhoodId!: string;
  @Column('uuid') publicValueId!: string;
  @Column('text') title!: string;
  @Column('text') kind!: RightKind;
  @Column('text') unit!: Unit;
  /** In its unit. */
  @Column('bigint') amount!: number;
  @Column('bigint', { nullable: true }) tariffCentsPerHour!: number | null;
  /** What the budget was committed for: the amount itself, or the minutes at their tariff. */
  @Column('bigint') committedCents!: number;
  /** Paid from the support share. */
  @Column('boolean') forSupport!: boolean;
  @Column('date') validFrom!: string;
  @Column('date') validTo!: string;
  @Column('text') state!: RightState;
  /** What tipped the scales; everyone can read it. */
  @Column('text') considerations!: string;
  /** What others thought; what, not who. */
  @Column('text') dissent!: string;
  @Column('uuid', { nullable: true }) grantedBy!: string | null;
  @Column('timestamptz') grantedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!: string | null;
}
