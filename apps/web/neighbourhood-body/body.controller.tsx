import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromInput, idFromPath, notFound, type Tx } from '../../../libs/core/index.js';
import {
  announcedEndings,
  type BudgetView,
  type EndingView,
  equationLines,
  houseRulesOf,
  listBudgets,
  listSources,
} from '../../../libs/budgets/index.js';
import { drawsOf, endRight, grantRight, previewGrant, rightById, rightsOf } from '../../../libs/drawing-rights/index.js';
import { payablesByDraw } from '../../../libs/payments/index.js';
import { organisationsOf } from '../../../libs/relations/index.js';
import { currentNeighbourhoods, publicValues } from '../../../libs/tenancy/index.js';
import { type FailedForm, type FormState, html, type MemberContext, Pages, pathIn, redirect, submit, text } from '../kit/index.js';
import { BodyHomePage } from './home-page.js';
import { grantFields, grantFrom, type GrantChoices, stepOf } from './grant-form.js';
import { GrantWhatPage, GrantWhyPage } from './grant-pages.js';
import { GrantPreviewPage } from './grant-preview.js';
import { GrantedRightPage } from './right-page.js';

/** The pages of a neighbourhood body: our budget, granting from it, and what came of each grant. */
@Controller(':gemeente/wijkorgaan')
export class BodyController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const budgets = await this.ownBudgets(tx, ctx);
      const lines = await equationLines(
        tx,
        budgets.map((budget) => budget.id),
      );
      const rights = [];
      for (const budget of budgets) rights.push(...(await rightsOf(tx, { budgetId: budget.id, running: true })));
      const houseRules = new Map<string, string[]>();
      for (const { id } of budgets) houseRules.set(id, await houseRulesOf(tx, id));
      const endings: EndingView[] = [];
      for (const { id } of budgets) endings.push(...(await announcedEndings(tx, id)));
      return { budgets, houseRules, lines, rights, endings, year: Number(tx.today.slice(0, 4)) };
    });
    html(reply, <BodyHomePage ctx={ctx} {...data} />);
  }

  @Get('trekkingsrechten/nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <GrantWhatPage ctx={ctx} choices={await this.choices(ctx)} />);
  }

  /** One address for the three steps; the answers of earlier steps travel along, so that going back loses nothing. */
  @Post('trekkingsrechten/nieuw')
  async next(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      async (sent) => {
        form = sent;
        const step = text(sent, 'stap');
        if (step === 'terug') return { show: 'what' as const };
        const grant = grantFrom(sent, choices, step === 'wat' ? 'what' : 'all');
        if (step === 'wat') return { show: 'why' as const };
        if (step !== 'vaststellen')
          return { show: 'preview' as const, grant, preview: await this.pages.inside(ctx, (tx) => previewGrant(tx, grant)) };
        const id = idFromInput(text(sent, 'sleutel'), 'sleutel');
        return { show: 'done' as const, right: await this.pages.inside(ctx, (tx) => grantRight(tx, { ...grant, id })) };
      },
      grantFields,
    );
    if (result.failed) return this.again(reply, ctx, choices, result.failed);
    const { value } = result;
    if (value.show === 'what') return void html(reply, <GrantWhatPage ctx={ctx} choices={choices} form={form} />);
    if (value.show === 'why') return void html(reply, <GrantWhyPage ctx={ctx} choices={choices} form={form} />);
    if (value.show === 'preview')
      return void html(reply, <GrantPreviewPage ctx={ctx} choices={choices} form={form} grant={value.grant} preview={value.preview} />);
    redirect(reply, pathIn(ctx, `wijkorgaan/trekkingsrechten/${value.right.id}`), {
      kind: 'done',
      words:
        value.right.state === 'conditional'
          ? {
              nl: 'Het trekkingsrecht is onder voorbehoud toegekend. Hieronder staat vanaf wanneer het telt.',
              en: 'The drawing right was granted conditionally. Below you see from when it counts.',
            }
          : {
              nl: 'Het trekkingsrecht staat klaar. Het initiatief kan er meteen van opnemen.',
              en: 'The drawing right is ready. The initiative can draw on it at once.',
            },
    });
  }

  @Get('trekkingsrechten/:id')
  async right(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <GrantedRightPage ctx={ctx} {...await this.rightData(ctx, id)} />);
  }

  @Post('trekkingsrechten/:id/einde')
  async end(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.rightData(ctx, id);
    const result = await submit(request.body, (form) => this.pages.inside(ctx, (tx) => endRight(tx, data.right.id, text(form, 'reden'))), {
      reason: 'reden',
    });
    if (result.failed) return void html(reply, <GrantedRightPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    redirect(reply, pathIn(ctx, `wijkorgaan/trekkingsrechten/${data.right.id}`), {
      kind: 'done',
      words: {
        nl: 'Het trekkingsrecht is gestopt. Wat over was, is weer van de wijk.',
        en: 'The drawing right has ended. What was left belongs to the neighbourhood again.',
      },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'neighbourhood_body', 'drawing-right.grant');
  }

  private async ownBudgets(tx: Tx, ctx: MemberContext): Promise<BudgetView[]> {
    return (await listBudgets(tx)).filter((budget) => budget.bodyId === ctx.viewer.membership.organisationId);
  }

  private choices(ctx: MemberContext): Promise<GrantChoices> {
    return this.pages.inside(ctx, async (tx) => {
      const budgets = await this.ownBudgets(tx, ctx);
      const places = (await currentNeighbourhoods(tx)).filter((place) =>
        budgets.some((budget) => budget.neighbourhoodIds.includes(place.id)),
      );
      const sources = await listSources(tx);
      return {
        budgets,
        places,
        sources,
        values: await publicValues(tx),
        holders: await organisationsOf(tx, 'initiative'),
        today: tx.today,
      };
    });
  }

  private again(reply: FastifyReply, ctx: MemberContext, choices: GrantChoices, form: FailedForm): void {
    const props = { ctx, choices, form };
    const page = stepOf(form.problem) === 'why' ? <GrantWhyPage {...props} /> : <GrantWhatPage {...props} />;
    html(reply, page, form.problem.status);
  }

  private rightData(ctx: MemberContext, id: string) {
    return this.pages.inside(ctx, async (tx) => {
      const right = await rightById(tx, idFromPath(id));
      // Another body's right is not ours to look into here; its public page shows what everyone may see.
      if (!(await this.ownBudgets(tx, ctx)).some((budget) => budget.id === right.budgetId)) throw notFound();
      const draws = await drawsOf(tx, { rightId: right.id, limit: 200 });
      return {
        right,
        draws,
        payables: await payablesByDraw(
          tx,
          draws.map((draw) => draw.id),
        ),
      };
    });
  }
}
