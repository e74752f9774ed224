import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addToDay, Problem } from '../../../libs/core/index.js';
import { drawByCode, type DrawView, noteWrongCode, readCode } from '../../../libs/drawing-rights/index.js';
import { confirmDelivery, payablesByDraw } from '../../../libs/payments/index.js';
import { ordinanceOn } from '../../../libs/tenancy/index.js';
import { type FailedForm, html, type MunicipalityContext, Pages, pathIn, redirect, submit, text } from '../kit/index.js';
import { CodePage, CodedDrawPage } from './code-pages.js';

/** Confirming with the code the holder showed: scanned or typed, without logging in. */
@Controller(':gemeente/bevestig')
export class CodeController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <CodePage ctx={await this.pages.inMunicipality(request, reply)} />);
  }

  @Post()
  async typed(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const result = await submit(request.body, async (form) => this.find(ctx, request, text(form, 'code')));
    if (result.failed) return void html(reply, <CodePage ctx={ctx} form={result.failed} />, result.failed.problem.status);
    redirect(reply, pathIn(ctx, `bevestig/${result.value.code}`));
  }

  @Get(':code')
  async show(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const result = await submit({ code }, () => this.find(ctx, request, code));
    if (result.failed) return this.unknown(ctx, reply, result.failed);
    html(reply, <CodedDrawPage ctx={ctx} {...await this.data(ctx, result.value)} />);
  }

  @Post(':code')
  async confirm(@Param('code') code: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const found = await submit({ code }, () => this.find(ctx, request, code));
    if (found.failed) return this.unknown(ctx, reply, found.failed);
    const draw = found.value;
    const result = await submit(request.body, () =>
      this.pages.inside(ctx, (tx) => confirmDelivery(tx, draw.id, { as: 'code', code: readCode(code) ?? '' })),
    );
    if (result.failed) {
      return void html(
        reply,
        <CodedDrawPage ctx={ctx} {...await this.data(ctx, draw)} form={result.failed} />,
        result.failed.problem.status,
      );
    }
    redirect(reply, pathIn(ctx, `bevestig/${draw.code}`));
  }

  /** A code in an address that leads nowhere; who tried too many hears how long to wait. */
  private unknown(ctx: MunicipalityContext, reply: FastifyReply, form: FailedForm): void {
    html(reply, <CodePage ctx={ctx} form={form} />, form.problem.status === 429 ? 429 : 404);
  }

  /** The draw of a code. A wrong one is counted against the address it came from. @throws Problem 422 on the field, 429 */
  private async find(ctx: MunicipalityContext, request: FastifyRequest, code: string): Promise<DrawView> {
    try {
      return await this.pages.inside(ctx, (tx) => drawByCode(tx, code, request.ip));
    } catch (error) {
      if (!(error instanceof Problem) || error.type !== 'unknown-code') throw error;
      await this.pages.inside(ctx, (tx) => noteWrongCode(tx, request.ip));
      throw new Problem(422, error.type, error.words, error.fields);
    }
  }

  private data(ctx: MunicipalityContext, draw: DrawView) {
    return this.pages.inside(ctx, async (tx) => {
      const { paymentWeeks } = await ordinanceOn(tx, tx.today);
      return { draw, payable: (await payablesByDraw(tx, [draw.id])).get(draw.id), payBy: addToDay(tx.today, { weeks: paymentWeeks }) };
    });
  }
}
