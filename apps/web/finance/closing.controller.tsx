import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound, type Tx } from '../../../libs/core/index.js';
import { bookYear, bookYears, previewClosing, requestClosing } from '../../../libs/budgets/index.js';
import { closingCsv } from '../../../libs/reporting/index.js';
import { download, html, type MemberContext, Pages, redirect, streamProgress, submit } from '../kit/index.js';
import { closingProgressWords, ClosingPage } from './closing-page.js';
import { ClosingsPage } from './closings-page.js';
import { inFinance } from './words.js';

/** Closing a year: what goes along to the next, what returns to its source, and how far it is. */
@Controller(':gemeente/financien')
export class ClosingController {
  constructor(private readonly pages: Pages) {}

  @Get('jaarafsluiting')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <ClosingsPage ctx={ctx} years={await this.pages.inside(ctx, bookYears)} />);
  }

  @Get('jaarafsluiting/:jaar')
  async year(@Param('jaar') jaar: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <ClosingPage ctx={ctx} {...await this.look(ctx, jaar)} />);
  }

  @Post('jaarafsluiting/:jaar')
  async close(@Param('jaar') jaar: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'year.close');
    const year = yearIn(jaar);
    const result = await submit(request.body, () => this.pages.inside(ctx, (tx) => requestClosing(tx, year)));
    if (result.failed)
      return void html(reply, <ClosingPage ctx={ctx} {...await this.look(ctx, jaar)} form={result.failed} />, result.failed.problem.status);
    const words = { nl: `Er kwam niets vrij: ${year} blijft zoals het was.`, en: `Nothing came free: ${year} stays as it was.` };
    redirect(reply, inFinance(ctx, `jaarafsluiting/${year}`), result.value.state === 'done' ? { kind: 'done', words } : undefined);
  }

  @Get('jaarafsluiting/:jaar/voortgang')
  async progress(@Param('jaar') jaar: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    await streamProgress(request, reply, async () =>
      closingProgressWords(ctx.lang, (await this.pages.inside(ctx, (tx) => bookYear(tx, yearIn(jaar)))).closing),
    );
  }

  @Get('jaarafsluiting/:jaar/overzicht.csv')
  async csv(@Param('jaar') jaar: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const { preview } = await this.look(ctx, jaar);
    const file = { name: `jaarafsluiting-${ctx.municipality.slug}-${preview.fiscalYear}.csv`, type: 'text/csv; charset=utf-8' };
    download(reply, file, closingCsv(preview));
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
  }

  private look(ctx: MemberContext, jaar: string) {
    const fiscalYear = yearIn(jaar);
    return this.pages.inside(ctx, async (tx: Tx) => ({
      year: await bookYear(tx, fiscalYear),
      years: await bookYears(tx),
      preview: await previewClosing(tx, fiscalYear),
    }));
  }
}

/** A year out of an address. @throws Problem 404 */
function yearIn(text: string): number {
  if (!/^2[01]\d\d$/.test(text)) throw notFound();
  return Number(text);
}
