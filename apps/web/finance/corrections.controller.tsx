import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromInput, idFromPath, Problem } from '../../../libs/core/index.js';
import {
  approveCorrection,
  correctable,
  correctionById,
  correctionsOf,
  proposeCorrection,
  refuseCorrection,
} from '../../../libs/payments/index.js';
import { entryById } from '../../../libs/reporting/index.js';
import { type FailedForm, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { type AskData, AskCorrectionPage } from './correction-ask-page.js';
import { type CorrectionData, CorrectionPage } from './correction-page.js';
import { CorrectionsPage } from './corrections-page.js';
import { inFinance } from './words.js';

const FIELDS = { reason: 'reden' };

/** Taking booked entries back: by one person within the mandate, by two above it. Nothing is ever changed or removed. */
@Controller(':gemeente/financien')
export class CorrectionsController {
  constructor(private readonly pages: Pages) {}

  @Get('correcties')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <CorrectionsPage ctx={ctx} corrections={await this.pages.inside(ctx, (tx) => correctionsOf(tx))} />);
  }

  @Get('boekingen/:id/terugdraaien')
  async ask(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <AskCorrectionPage ctx={ctx} {...await this.askData(ctx, id)} />);
  }

  @Post('boekingen/:id/terugdraaien')
  async propose(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.askData(ctx, id);
    const result = await submit(
      request.body,
      (form) => {
        const key = idFromInput(text(form, 'sleutel'), 'sleutel');
        return this.pages.inside(ctx, (tx) => proposeCorrection(tx, { id: key, transferId: data.entry.id, reason: text(form, 'reden') }));
      },
      FIELDS,
    );
    if (result.failed)
      return void html(reply, <AskCorrectionPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    const { needsSecond } = result.value;
    redirect(reply, inFinance(ctx, `boekingen/${data.entry.id}`), {
      kind: 'done',
      words: needsSecond
        ? { nl: 'Uw voorstel staat klaar. Een collega keurt het goed.', en: 'Your proposal is ready. A colleague approves it.' }
        : { nl: 'De boeking is teruggedraaid. Beide blijven staan.', en: 'The entry was reversed. Both stay.' },
    });
  }

  @Get('correcties/:id')
  async one(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <CorrectionPage ctx={ctx} {...await this.data(ctx, id)} />);
  }

  @Post('correcties/:id/goedkeuring')
  async approve(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const approve = () => this.pages.inside(ctx, (tx) => approveCorrection(tx, idFromPath(id)));
    const result = await submit(request.body, approve).catch(secondPersonNeeded);
    if (result.failed) return this.again(reply, ctx, id, { form: result.failed });
    redirect(reply, inFinance(ctx, `boekingen/${result.value.transferId}`), {
      kind: 'done',
      words: { nl: 'Goedgekeurd. De boeking is teruggedraaid.', en: 'Approved. The entry was reversed.' },
    });
  }

  @Post('correcties/:id/weigering')
  async refuse(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(
      request.body,
      (form) => this.pages.inside(ctx, (tx) => refuseCorrection(tx, idFromPath(id), text(form, 'reden'))),
      FIELDS,
    );
    if (result.failed) return this.again(reply, ctx, id, { form: result.failed });
    redirect(reply, inFinance(ctx, 'correcties'), {
      kind: 'done',
      words: { nl: 'Het voorstel gaat niet door. De boeking blijft staan.', en: 'The proposal is off. The entry stays.' },
    });
  }

  private async again(reply: FastifyReply, ctx: MemberContext, id: string, { form }: { form: FailedForm }): Promise<void> {
    html(reply, <CorrectionPage ctx={ctx} {...await this.data(ctx, id)} form={form} />, form.problem.status);
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'entry.correct');
  }

  private askData(ctx: MemberContext, id: string): Promise<AskData> {
    return this.pages.inside(ctx, async (tx) => ({
      entry: await entryById(tx, idFromPath(id)),
      state: await correctable(tx, idFromPath(id)),
    }));
  }

  private data(ctx: MemberContext, id: string): Promise<CorrectionData> {
    return this.pages.inside(ctx, async (tx) => {
      const correction = await correctionById(tx, idFromPath(id));
      return { correction, entry: await entryById(tx, correction.transferId) };
    });
  }
}

/** Who proposed it is told so on the page itself. */
function secondPersonNeeded(error: unknown): { failed: FailedForm } {
  if (error instanceof Problem && error.type === 'second-person-needed') return { failed: { values: {}, problem: error } };
  throw error;
}
