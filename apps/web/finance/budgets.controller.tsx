import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath, type Tx, yearOf } from '../../../libs/core/index.js';
import {
  announcedEndings,
  budgetById,
  changesOf,
  decisionById,
  equationLines,
  houseRulesOf,
  listBudgets,
  listSources,
  reservationYears,
} from '../../../libs/budgets/index.js';
import { drawsOf, rightsOf, type RightView } from '../../../libs/drawing-rights/index.js';
import { organisationById, organisationsOf } from '../../../libs/relations/index.js';
import { currentNeighbourhoods } from '../../../libs/tenancy/index.js';
import { html, type MemberContext, Pages } from '../kit/index.js';
import type { BudgetData } from './budget-data.js';
import { BudgetPage } from './budget-page.js';
import { BudgetsPage } from './budgets-page.js';
import { waitingPayments } from './waiting.js';

/** The neighbourhood budgets as the finance officer sees them: the frame, the sum and the terms; never a decision on a spend. */
@Controller(':gemeente/financien/budgetten')
export class BudgetsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => ({
      budgets: await listBudgets(tx),
      lines: await equationLines(tx),
      bodies: await organisationsOf(tx, 'neighbourhood_body'),
      year: yearOf(tx.today),
    }));
    html(reply, <BudgetsPage ctx={ctx} {...data} />);
  }

  @Get(':id')
  async budget(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <BudgetPage ctx={ctx} {...await this.data(ctx, id)} />);
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
  }

  private data(ctx: MemberContext, id: string): Promise<BudgetData> {
    return this.pages.inside(ctx, async (tx) => {
      const budget = await budgetById(tx, idFromPath(id));
      const rights = await rightsOf(tx, { budgetId: budget.id });
      return {
        budget,
        rights,
        lines: await equationLines(tx, [budget.id]),
        decision: await decisionById(tx, budget.decisionId),
        sources: await listSources(tx),
        body: budget.bodyId === null ? undefined : await organisationById(tx, budget.bodyId),
        houseRules: await houseRulesOf(tx, budget.id),
        places: (await currentNeighbourhoods(tx)).filter((place) => budget.neighbourhoodIds.includes(place.id)),
        payments: await waitingPayments(tx, await confirmedDraws(tx, rights)),
        changes: await changesOf(tx, budget.id),
        ending: (await announcedEndings(tx, budget.id))[0],
        reservations: await reservationYears(tx),
        today: tx.today,
      };
    });
  }
}

/** The draws on these rights that are confirmed and not paid. */
async function confirmedDraws(tx: Tx, rights: readonly RightView[]): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const right of rights) {
    if (right.used === 0) continue;
    for (const draw of await drawsOf(tx, { rightId: right.id, states: ['confirmed'], limit: 200 })) ids.add(draw.id);
  }
  return ids;
}
