import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath } from '../../../libs/core/index.js';
import { decisionById, explainBudget, listSources } from '../../../libs/budgets/index.js';
import { html, Pages } from '../kit/index.js';
import { ApportionmentPage } from './apportionment-page.js';

/** How the amount of a budget came about, for whoever asks years later. */
@Controller(':gemeente/financien/budgetten/:id/verdeling')
export class ApportionmentController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async explain(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => {
      const explanation = await explainBudget(tx, idFromPath(id));
      const names = new Map((await listSources(tx)).map((source) => [source.id, source.name]));
      return { explanation, names, decision: await decisionById(tx, explanation.apportionment.decisionId) };
    });
    html(reply, <ApportionmentPage ctx={ctx} {...data} />);
  }
}
