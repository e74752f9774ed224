import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jobsOf, notFound } from '../../../libs/core/index.js';
import { equationLines, listBudgets, releaseYearJob, reservationOf } from '../../../libs/budgets/index.js';
import { html, Pages } from '../kit/index.js';
import { ReleasePage } from './release-page.js';

/** Runs of the release that are looked back at: one comes every night. */
const RUNS = 40;

/** What the release of a year did, per budget, and how far it is. */
@Controller(':gemeente/financien/vrijgave')
export class ReleaseController {
  constructor(private readonly pages: Pages) {}

  @Get(':jaar')
  async year(@Param('jaar') asked: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => {
      const year = /^2\d{3}$/.test(asked) ? Number(asked) : NaN;
      const lines = (await equationLines(tx)).filter((line) => line.fiscalYear === year);
      if (lines.length === 0) throw notFound();
      const runs = (await jobsOf(tx, releaseYearJob, RUNS)).filter((job) => (job.payload as { year: number }).year === year);
      return { year, lines, run: runs[0], budgets: await listBudgets(tx), reservation: await reservationOf(tx, year) };
    });
    html(reply, <ReleasePage ctx={ctx} {...data} />);
  }
}
