import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromInput, idFromPath, notFound, Problem, type Tx } from '../../../libs/core/index.js';
import { approveBatch, batchesOf, PaymentBatch, payablesOf, prepareBatch } from '../../../libs/payments/index.js';
import { requireSoundBooks } from '../../../libs/reporting/index.js';
import type { Permission } from '../../../libs/identity/index.js';
import { type FailedForm, html, type MemberContext, Pages, redirect, submit, texts } from '../kit/index.js';
import { type BatchData, BatchPage } from './batch-page.js';
import { PayPage, type PayData } from './pay-page.js';
import { inFinance } from './words.js';

/** Paying what suppliers confirmed: one person prepares, another approves. */
@Controller(':gemeente/financien/betalen')
export class PaymentsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'payable.view');
    html(reply, <PayPage ctx={ctx} {...await this.data(ctx)} />);
  }

  @Post()
  async prepare(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'payable.prepare');
    const result = await submit(
      request.body,
      (form) => {
        const ids = texts(form, 'betaling').map((id) => idFromInput(id, 'betaling'));
        return this.pages.inside(ctx, (tx) => prepareBatch(tx, ids));
      },
      { payableIds: 'betaling' },
    );
    if (result.failed) {
      return void html(reply, <PayPage ctx={ctx} {...await this.data(ctx)} form={result.failed} />, result.failed.problem.status);
    }
    redirect(reply, inFinance(ctx, `betalen/${result.value.id}`), {
      kind: 'done',
      words: { nl: 'Klaargezet. Een collega keurt deze betalingen goed.', en: 'Prepared. A colleague approves these payments.' },
    });
  }

  @Get(':id')
  async batch(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'payable.view');
    html(reply, <BatchPage ctx={ctx} {...await this.batchData(ctx, id)} />);
  }

  @Post(':id/goedkeuring')
  async approve(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'payable.approve');
    const approve = async (tx: Tx) => {
      await requireSoundBooks(tx);
      return approveBatch(tx, idFromPath(id));
    };
    const result = await submit(request.body, () => this.pages.inside(ctx, approve)).catch(secondPersonNeeded);
    if (result.failed) {
      return void html(
        reply,
        <BatchPage ctx={ctx} {...await this.batchData(ctx, id)} form={result.failed} />,
        result.failed.problem.status,
      );
    }
    redirect(reply, inFinance(ctx, `betalen/${idFromPath(id)}`), {
      kind: 'done',
      words: { nl: 'Goedgekeurd. Deze betalingen zijn geboekt als betaald.', en: 'Approved. These payments are booked as paid.' },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply, permission: Permission): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', permission);
  }

  private data(ctx: MemberContext): Promise<PayData> {
    return this.pages.inside(ctx, async (tx) => ({ open: await payablesOf(tx, { states: ['open'] }), batches: await batchesOf(tx) }));
  }

  private batchData(ctx: MemberContext, id: string): Promise<BatchData> {
    return this.pages.inside(ctx, async (tx) => {
      const batch = await tx.manager.findOneBy(PaymentBatch, { municipalityId: tx.municipalityId, id: idFromPath(id) });
      if (!batch) throw notFound();
      return { batch, payables: await payablesOf(tx, { batchId: batch.id }) };
    });
  }
}

/** Who prepared the payments is told so on the page itself. */
function secondPersonNeeded(error: unknown): { failed: FailedForm } {
  if (error instanceof Problem && error.type === 'second-person-needed') return { failed: { values: {}, problem: error } };
  throw error;
}
