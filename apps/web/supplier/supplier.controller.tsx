import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addToDay, idFromPath } from '../../../libs/core/index.js';
import { drawById, drawsOf, voidDraw } from '../../../libs/drawing-rights/index.js';
import { confirmDelivery, payablesByDraw, payablesOf, reverseDelivery } from '../../../libs/payments/index.js';
import { ordinanceOn } from '../../../libs/tenancy/index.js';
import { type FailedForm, html, type MemberContext, Pages, pathIn, redirect, submit, text } from '../kit/index.js';
import type { DeliveryData } from '../rights/confirm.js';
import { DeliveryPage } from './delivery-page.js';
import { SupplierHomePage } from './home-page.js';
import { PaymentsPage } from './payments-page.js';

/** The pages of a supplier: what must I confirm, and what will I be paid, when. */
@Controller(':gemeente/leverancier')
export class SupplierController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const supplierId = ctx.viewer.membership.organisationId ?? '';
    const data = await this.pages.inside(ctx, async (tx) => ({
      // What ends first stands first.
      waiting: (await drawsOf(tx, { supplierId, states: ['reserved'], limit: 200 })).sort((a, b) => a.expiresOn.localeCompare(b.expiresOn)),
      owed: await payablesOf(tx, { supplierId, states: ['open', 'prepared'] }),
      happened: await drawsOf(tx, { supplierId, states: ['confirmed', 'paid', 'voided', 'expired', 'reversed'], limit: 10 }),
    }));
    const payables = await this.pages.inside(ctx, (tx) =>
      payablesByDraw(
        tx,
        data.happened.map((draw) => draw.id),
      ),
    );
    html(reply, <SupplierHomePage ctx={ctx} {...data} payables={payables} />);
  }

  @Get('betalingen')
  async payments(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const supplierId = ctx.viewer.membership.organisationId ?? '';
    const payables = await this.pages.inside(ctx, (tx) => payablesOf(tx, { supplierId }));
    html(reply, <PaymentsPage ctx={ctx} payables={payables} />);
  }

  @Get('opnames/:id')
  async delivery(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <DeliveryPage ctx={ctx} {...await this.data(ctx, id)} />);
  }

  @Post('opnames/:id/bevestiging')
  async confirm(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(request.body, () =>
      this.pages.inside(ctx, (tx) => confirmDelivery(tx, idFromPath(id), { as: 'supplier' })),
    );
    if (result.failed) return this.again(reply, ctx, id, result.failed);
    redirect(reply, pathIn(ctx, `leverancier/opnames/${idFromPath(id)}`));
  }

  @Post('opnames/:id/afwijzing')
  async decline(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(request.body, (form) =>
      this.pages.inside(ctx, (tx) => voidDraw(tx, idFromPath(id), text(form, 'reden') || 'declined by the supplier')),
    );
    if (result.failed) return this.again(reply, ctx, id, result.failed);
    redirect(reply, pathIn(ctx, 'leverancier'), {
      kind: 'done',
      words: {
        nl: 'U liet weten dat u dit niet levert. Het initiatief kan het weer opnemen.',
        en: 'You said that you do not deliver this. The initiative can draw it again.',
      },
    });
  }

  @Post('opnames/:id/terugdraaiing')
  async reverse(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(
      request.body,
      (form) => this.pages.inside(ctx, (tx) => reverseDelivery(tx, idFromPath(id), text(form, 'waarom'))),
      { reason: 'waarom' },
    );
    if (result.failed) return this.again(reply, ctx, id, result.failed);
    redirect(reply, pathIn(ctx, 'leverancier'), {
      kind: 'done',
      words: {
        nl: 'De bevestiging is teruggedraaid. Het initiatief kan het weer opnemen; u wordt hiervoor niet betaald.',
        en: 'The confirmation is reversed. The initiative can draw it again; you are not paid for it.',
      },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'supplier', 'draw.confirm');
  }

  private async again(reply: FastifyReply, ctx: MemberContext, id: string, form: FailedForm): Promise<void> {
    html(reply, <DeliveryPage ctx={ctx} {...await this.data(ctx, id)} form={form} />, form.problem.status);
  }

  private data(ctx: MemberContext, id: string): Promise<DeliveryData> {
    return this.pages.inside(ctx, async (tx) => {
      const draw = await drawById(tx, idFromPath(id));
      const { paymentWeeks } = await ordinanceOn(tx, tx.today);
      return { draw, payable: (await payablesByDraw(tx, [draw.id])).get(draw.id), payBy: addToDay(tx.today, { weeks: paymentWeeks }) };
    });
  }
}
