import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jobsOf, yearOf } from '../../../libs/core/index.js';
import {
  announcedEndings,
  bookYears,
  equationLines,
  listBudgets,
  listDecisions,
  listSources,
  releaseYearJob,
  reservationYears,
} from '../../../libs/budgets/index.js';
import { correctionsOf } from '../../../libs/payments/index.js';
import { latestInvariantRun, yearTotals } from '../../../libs/reporting/index.js';
import { html, Pages } from '../kit/index.js';
import { yearToClose } from './closings-page.js';
import { FinanceHomePage } from './home-page.js';
import { waitingPayments } from './waiting.js';
import { YearPage } from './year-page.js';

/** The home of the finance officer, and the years. */
@Controller(':gemeente/financien')
export class OverviewController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => {
      const begun = { decisions: (await listDecisions(tx)).length, sources: (await listSources(tx)).length };
      return {
        begun,
        budgets: await listBudgets(tx),
        lines: await equationLines(tx),
        payments: await waitingPayments(tx),
        reservations: await reservationYears(tx),
        endings: await announcedEndings(tx),
        corrections: await correctionsOf(tx, { waiting: true }),
        run: await latestInvariantRun(tx),
        toClose: yearToClose(await bookYears(tx), tx.today)?.fiscalYear,
        year: yearOf(tx.today),
      };
    });
    html(reply, <FinanceHomePage ctx={ctx} {...data} />);
  }

  @Get('jaar')
  async years(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => ({
      years: await yearTotals(tx),
      budgets: await listBudgets(tx),
      lines: await equationLines(tx),
      releases: await jobsOf(tx, releaseYearJob, 5),
      reservations: await reservationYears(tx),
      run: await latestInvariantRun(tx),
    }));
    html(reply, <YearPage ctx={ctx} {...data} />);
  }
}
