import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { notFound, type Tx } from '../../../libs/core/index.js';
import { approveBatch, Payable, payablesOf, PaymentBatch, prepareBatch } from '../../../libs/payments/index.js';
import { requireSoundBooks } from '../../../libs/reporting/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, type Page, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { EmptyDto } from './draws.dto.js';
import { NewPaymentBatchDto, PayableDto, PayableQuery, PaymentBatchDetailDto, PaymentBatchDto } from './payments.dto.js';

const payableView = ({ id, drawId, supplierId, cents, confirmedOn, dueOn, state, batchId, paidOn }: Payable): PayableDto => ({
  ...{ id, drawId, supplierId, amount: money(cents), confirmedOn, dueOn, state, batchId, paidOn },
});

const batchView = ({ id, preparedBy, preparedAt, approvedBy, approvedAt }: PaymentBatch): PaymentBatchDto => ({
  ...{ id, preparedBy, preparedAt, approvedBy, approvedAt },
});

/** A supplier sees what is owed to itself, whatever it asks. */
function list(tx: Tx, query: PayableQuery): Promise<Page<Payable>> {
  const supplierId = tx.actor.role === 'supplier' ? (tx.actor.organisationId ?? undefined) : query.supplierId;
  const asked = Object.entries({ supplierId, state: query.state, batchId: query.batchId }).filter(([, value]) => value !== undefined);
  return pageOf(tx, Payable, { by: { dueOn: 'day', id: 'id' } }, query, Object.fromEntries(asked));
}

async function detail(tx: Tx, id: string): Promise<PaymentBatchDetailDto> {
  const batch = await tx.manager.findOneBy(PaymentBatch, { municipalityId: tx.municipalityId, id });
  if (!batch) throw notFound();
  const payables = await payablesOf(tx, { batchId: id, limit: 500 });
  return {
    ...batchView(batch),
    total: money(payables.reduce((sum, payable) => sum + payable.cents, 0)),
    payables: payables.map(payableView),
  };
}

@ApiTags('Payments')
@Controller('api/v1')
export class PaymentsController {
  constructor(private readonly door: Door) {}

  @Get('payables')
  @Needs('payable.view')
  @Gives(PageOf(PayableDto), 'List payables, what is due first at the top', { about: 'A supplier sees what is owed to itself.' })
  async listPayables(@Caller() call: Call, @Query() query: PayableQuery) {
    return shown(call, await this.door.run(call, (tx) => list(tx, query)), payableView);
  }

  @Get('payment-batches')
  @Needs('payable.prepare', 'payable.approve')
  @Gives(PageOf(PaymentBatchDto), 'List payment batches, newest first')
  async listPaymentBatches(@Caller() call: Call, @Query() query: PageQuery) {
    const order = { by: { preparedAt: 'instant', id: 'id' }, direction: 'DESC' } as const;
    return shown(call, await this.door.run(call, (tx) => pageOf(tx, PaymentBatch, order, query)), batchView);
  }

  @Post('payment-batches')
  @Needs('payable.prepare')
  @Once()
  @Gives(PaymentBatchDetailDto, 'Put open payables together for payment', { status: 201 })
  preparePaymentBatch(@Caller() call: Call, @Body() { payableIds }: NewPaymentBatchDto) {
    return this.door.once(call, 201, async (tx) => detail(tx, (await prepareBatch(tx, payableIds)).id));
  }

  @Get('payment-batches/:id')
  @Needs('payable.prepare', 'payable.approve')
  @Gives(PaymentBatchDetailDto, 'Get a payment batch with its payables')
  getPaymentBatch(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, (tx) => detail(tx, id));
  }

  @Post('payment-batches/:id/approval')
  @Needs('payable.approve')
  @Once()
  @Gives(PaymentBatchDetailDto, 'Approve a payment batch as the second person', {
    about: 'Not by the person who prepared it: a token acts for the person who made it.',
  })
  approvePaymentBatch(@Caller() call: Call, @PathId() id: string, @Body() _body: EmptyDto) {
    return this.door.once(call, 200, async (tx) => {
      await requireSoundBooks(tx);
      await approveBatch(tx, id);
      return detail(tx, id);
    });
  }
}
