import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath } from '../../../libs/core/index.js';
import { equationLines, listBudgets } from '../../../libs/budgets/index.js';
import { rightsOf, type RightView } from '../../../libs/drawing-rights/index.js';
import {
  councilReportById,
  followTheEuro,
  listCouncilReports,
  reportFile,
  requestCouncilReport,
  yearsOf,
  yearTotals,
} from '../../../libs/reporting/index.js';
import { currentNeighbourhoods } from '../../../libs/tenancy/index.js';
import { download, html, type MemberContext, Pages, pathIn, redirect, streamProgress, submit, text } from '../kit/index.js';
import { yearAsked } from '../public/years.js';
import { BudgetsPage } from './budgets-page.js';
import { CouncilHomePage } from './home-page.js';
import { NewReportPage, ReportPage, ReportsPage, reportProgress } from './report-pages.js';

const TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The council's pages: where the money went, and the report for the next meeting. Nothing here changes a booking. */
@Controller(':gemeente/raad')
export class CouncilController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const year = yearAsked(ctx.query.jaar, await yearsOf(tx), tx.today);
      const rights = (await rightsOf(tx, { running: true })).sort((a, b) => b.grantedAt.getTime() - a.grantedAt.getTime());
      return {
        year,
        flow: await followTheEuro(tx, year),
        years: await yearTotals(tx),
        stories: toldApart(rights).slice(0, 3),
        reports: (await listCouncilReports(tx)).slice(0, 3),
      };
    });
    html(reply, <CouncilHomePage ctx={ctx} {...data} />);
  }

  @Get('wijken')
  async budgets(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const years = await yearsOf(tx);
      const year = yearAsked(ctx.query.jaar, years, tx.today);
      return {
        year,
        years,
        budgets: await listBudgets(tx),
        lines: await equationLines(tx),
        places: await currentNeighbourhoods(tx),
      };
    });
    html(reply, <BudgetsPage ctx={ctx} {...data} />);
  }

  @Get('verslagen')
  async reports(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <ReportsPage ctx={ctx} reports={await this.pages.inside(ctx, listCouncilReports)} />);
  }

  @Get('verslagen/nieuw')
  async askReport(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'report.request');
    html(reply, <NewReportPage ctx={ctx} {...await this.years(ctx)} />);
  }

  @Post('verslagen/nieuw')
  async requestReport(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply, 'report.request');
    const data = await this.years(ctx);
    const result = await submit(
      request.body,
      (form) =>
        this.pages.inside(ctx, (tx) =>
          requestCouncilReport(tx, { fiscalYear: Number(text(form, 'jaar')), meetingOn: text(form, 'vergadering') }),
        ),
      { fiscalYear: 'jaar', meetingOn: 'vergadering' },
    );
    if (result.failed) return void html(reply, <NewReportPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    redirect(reply, pathIn(ctx, `raad/verslagen/${result.value.reportId}`));
  }

  @Get('verslagen/:id')
  async report(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <ReportPage ctx={ctx} report={await this.byId(ctx, id)} />);
  }

  @Get('verslagen/:id/voortgang')
  async progress(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    await streamProgress(request, reply, async () => reportProgress(ctx.lang, await this.byId(ctx, id)));
  }

  @Get('verslagen/:id/bestanden/:format')
  async file(
    @Param('id') id: string,
    @Param('format') format: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ctx = await this.enter(request, reply);
    const known = (['pdf', 'xlsx', 'csv'] as const).find((name) => name === format) ?? 'pdf';
    const file = await this.pages.inside(ctx, (tx) => reportFile(tx, idFromPath(id), known));
    download(reply, { name: file.name, type: TYPES[known] as string }, file.bytes);
  }

  private enter(
    request: FastifyRequest,
    reply: FastifyReply,
    permission: 'council.read' | 'report.request' = 'council.read',
  ): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'councillor', permission);
  }

  private byId(ctx: MemberContext, id: string) {
    return this.pages.inside(ctx, (tx) => councilReportById(tx, idFromPath(id)));
  }

  private years(ctx: MemberContext) {
    return this.pages.inside(ctx, async (tx) => ({
      years: (await yearsOf(tx)).filter((year) => year <= Number(tx.today.slice(0, 4))),
      today: tx.today,
    }));
  }
}

/** Rights whose reasons read differently; the first of each. */
function toldApart(rights: RightView[]): RightView[] {
  return rights.filter((right, index) => rights.findIndex((other) => other.considerations === right.considerations) === index);
}
