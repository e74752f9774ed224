import { Choice, Day, Id, Ids, Instant, MoneyDto, PageQuery, Part, Parts } from '../kit/index.js';

const STATES = ['open', 'prepared', 'paid', 'cancelled'] as const;

/** What the municipality owes a supplier for one confirmed draw. */
export class PayableDto {
  @Id('Its id.')
  id!: string;

  @Id('The draw.')
  drawId!: string;

  @Id('The supplier.')
  supplierId!: string;

  @Part('What is owed.', MoneyDto)
  amount!: MoneyDto;

  @Day('When the supplier confirmed.')
  confirmedOn!: string;

  @Day('When it is paid at the latest.')
  dueOn!: string;

  @Choice('Open, prepared (in a batch), paid; or cancelled, when its draw was reversed.', STATES, { example: 'open' })
  state!: (typeof STATES)[number];

  @Id('The payment batch it is in.', { nullable: true })
  batchId!: string | null;

  @Day('When it was paid.', { nullable: true })
  paidOn!: string | null;
}

/** Which payables. */
export class PayableQuery extends PageQuery {
  @Choice('Only in this state.', STATES, { optional: true })
  state?: (typeof STATES)[number];

  @Id('Only to this supplier.', { optional: true, example: undefined })
  supplierId?: string;

  @Id('Only in this batch.', { optional: true, example: undefined })
  batchId?: string;
}

/** Payables to pay together. */
export class NewPaymentBatchDto {
  @Ids('Open payables.', 500)
  payableIds!: string[];
}

/** Payables that are paid together: prepared by one person, approved by another. */
export class PaymentBatchDto {
  @Id('Its id.')
  id!: string;

  @Id('Who prepared it.')
  preparedBy!: string;

  @Instant('When.')
  preparedAt!: Date;

  @Id('Who approved it; null while it waits.', { nullable: true })
  approvedBy!: string | null;

  @Instant('When.', { nullable: true })
  approvedAt!: Date | null;
}

/** A batch with its payables. */
export class PaymentBatchDetailDto extends PaymentBatchDto {
  @Part('What it adds up to.', MoneyDto)
  total!: MoneyDto;

  @Parts('What is in it.', PayableDto, 500)
  payables!: PayableDto[];
}
