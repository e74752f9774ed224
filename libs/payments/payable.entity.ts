import { Column, Entity, PrimaryColumn } from 'typeorm';

/** open → prepared (in a batch) → paid; or cancelled, when its draw was reversed. */
export type PayableState = 'open' | 'prepared' | 'paid' | 'cancelled';

/** What the municipality owes a supplier for one confirmed draw. */
@Entity('payables')
export class Payable {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') drawId!: string;
  @Column('uuid') supplierId!: string;
  @Column('bigint') cents!: number;
  @Column('date') confirmedOn!: string;
  /** Six weeks after the confirmation at the latest (Awb 4:87). */
  @Column('date') dueOn!: string;
  @Column('text') state!: PayableState;
  @Column('uuid', { nullable: true }) batchId!: string | null;
  @Column('date', { nullable: true }) paidOn!: string | null;
}

/** Payables that are paid together: prepared by one person, approved by another. */
@Entity('payment_batches')
export class PaymentBatch {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') preparedBy!: string;
  @Column('timestamptz') preparedAt!: Date;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
}

/** The answer that was given to a key, so that the same request is done once. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('text') caller!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text') requestHash!: string;
  @Column('int') status!: number;
  @Column('jsonb', { nullable: true }) response!: unknown;
  @Column('timestamptz') createdAt!: Date;
}
