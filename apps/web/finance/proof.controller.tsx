import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Job, jobsOf, requestJob } from '../../../libs/core/index.js';
import { invariantsJob, invariantRuns } from '../../../libs/reporting/index.js';
import { html, type MemberContext, Pages, redirect, streamProgress, translator } from '../kit/index.js';
import { isUnderWay, ProofPage } from './proof-page.js';
import { inFinance } from './words.js';

/** The proof of the books: what was checked, what was found, and checking now. */
@Controller(':gemeente/financien/controle')
export class ProofController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const { runs, latest } = await this.pages.inside(ctx, async (tx) => ({
      runs: await invariantRuns(tx, 14),
      latest: (await jobsOf(tx, invariantsJob, 1))[0],
    }));
    html(reply, <ProofPage ctx={ctx} runs={runs} job={latest} />);
  }

  @Post()
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    await this.pages.inside(ctx, async (tx) => {
      const latest = (await jobsOf(tx, invariantsJob, 1))[0];
      if (!isUnderWay(latest)) await requestJob(tx, invariantsJob, { key: tx.now.toISOString(), payload: { asOf: tx.today } });
    });
    redirect(reply, inFinance(ctx, 'controle'));
  }

  @Get('voortgang')
  async progress(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const t = translator(ctx);
    const look = (): Promise<Job | undefined> => this.pages.inside(ctx, async (tx) => (await jobsOf(tx, invariantsJob, 1))[0]);
    await streamProgress(request, reply, async () => {
      const finished = !isUnderWay(await look());
      return { done: 0, total: 0, finished, text: t('Wij kijken alle boekingen na.', 'We check all entries.') };
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
  }
}
