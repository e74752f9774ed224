import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath } from '../../../libs/core/index.js';
import { decisionDocument, listDecisions, recordDecision } from '../../../libs/budgets/index.js';
import { download, html, Pages, redirect, submit, text, upload } from '../kit/index.js';
import { DecisionsPage, NewDecisionPage } from './decisions-page.js';
import { inFinance } from './words.js';

const FIELDS = { number: 'nummer', decidedOn: 'datum', title: 'titel', document: 'document' };

/** The decisions of the council. Without one no money is booked. */
@Controller(':gemeente/financien/besluiten')
export class DecisionsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    html(reply, <DecisionsPage ctx={ctx} decisions={await this.pages.inside(ctx, listDecisions)} />);
  }

  @Get('nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <NewDecisionPage ctx={await this.pages.forRole(request, reply, 'finance_officer', 'decision.record')} />);
  }

  @Post('nieuw')
  async record(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'decision.record');
    const file = upload(request.body, 'document');
    const result = await submit(
      request.body,
      (form) =>
        this.pages.inside(ctx, (tx) =>
          recordDecision(tx, {
            number: text(form, 'nummer'),
            decidedOn: text(form, 'datum'),
            title: text(form, 'titel'),
            ...(file ? { document: { name: file.filename, bytes: file.bytes } } : {}),
          }),
        ),
      FIELDS,
    );
    if (result.failed) return void html(reply, <NewDecisionPage ctx={ctx} form={result.failed} />, result.failed.problem.status);
    const { number } = result.value;
    redirect(reply, inFinance(ctx, 'besluiten'), {
      kind: 'done',
      words: {
        nl: `Raadsbesluit ${number} ligt vast. U kunt er nu bronnen en wijkbudgetten op laten rusten.`,
        en: `Council decision ${number} is recorded. Sources and neighbourhood budgets can now rest on it.`,
      },
    });
  }

  @Get(':id/document')
  async document(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const { name, bytes } = await this.pages.inside(ctx, (tx) => decisionDocument(tx, idFromPath(id)));
    download(reply, { name, type: 'application/pdf' }, bytes);
  }
}
