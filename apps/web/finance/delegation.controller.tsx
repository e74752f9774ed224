import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collect, idFromInput, idFromPath } from '../../../libs/core/index.js';
import {
  budgetById,
  delegateBudget,
  type DelegationPreview,
  type DelegationRequest,
  houseRulesOf,
  isRecognised,
  listDecisions,
  neighbourhoodBodies,
  previewDelegation,
} from '../../../libs/budgets/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { type DelegationData, DelegationPage, DelegationPreviewPage } from './delegation-pages.js';
import { chooseDecision, oneOf } from './form-input.js';
import { inFinance } from './words.js';

const FIELDS = { bodyId: 'wijkorgaan', decisionId: 'besluit', houseRules: 'spelregels' };

/** What comes after the pressed button. */
type Next = { show: 'form' } | { show: 'preview'; preview: DelegationPreview } | { show: 'done' };

/** Delegating a budget to a recognised body: who, by which decision, with which house rules; then what that does, and the one button. */
@Controller(':gemeente/financien/budgetten/:id/overdragen')
export class DelegationController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <DelegationPage ctx={ctx} {...await this.data(ctx, id)} />);
  }

  @Post()
  async next(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.data(ctx, id);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      (sent) => {
        form = sent;
        return this.after(ctx, data, sent);
      },
      FIELDS,
    );
    if (result.failed) return void html(reply, <DelegationPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    const next = result.value;
    if (next.show === 'form') return void html(reply, <DelegationPage ctx={ctx} {...data} form={form} />);
    if (next.show === 'preview') return void html(reply, <DelegationPreviewPage ctx={ctx} {...data} form={form} preview={next.preview} />);
    redirect(reply, inFinance(ctx, `budgetten/${data.budget.id}`), {
      kind: 'done',
      words: {
        nl: 'Overgedragen. Het wijkorgaan beslist vanaf nu over de uitgaven.',
        en: 'Delegated. From now on the neighbourhood body decides on spending.',
      },
    });
  }

  private async after(ctx: MemberContext, data: DelegationData, form: FormState): Promise<Next> {
    const to = text(form, 'naar');
    if (to === 'terug') return { show: 'form' };
    const request = requestFrom(form, data);
    if (to !== 'overdragen') return { show: 'preview', preview: await this.pages.inside(ctx, (tx) => previewDelegation(tx, request)) };
    const id = idFromInput(text(form, 'sleutel'), 'sleutel');
    await this.pages.inside(ctx, (tx) => delegateBudget(tx, { ...request, id }));
    return { show: 'done' };
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'body.recognise');
  }

  private data(ctx: MemberContext, id: string): Promise<DelegationData> {
    return this.pages.inside(ctx, async (tx) => {
      const budget = await budgetById(tx, idFromPath(id));
      const all = await neighbourhoodBodies(tx);
      return {
        budget,
        current: all.find((body) => body.id === budget.bodyId),
        bodies: all.filter(isRecognised),
        decisions: await listDecisions(tx),
        houseRules: await houseRulesOf(tx, budget.id),
      };
    });
  }
}

function requestFrom(form: FormState, { budget, bodies, decisions }: DelegationData): DelegationRequest {
  const { bodyId, decisionId } = collect({
    bodyId: () => oneOf(bodies, text(form, 'wijkorgaan'), 'wijkorgaan', chooseBody).id,
    decisionId: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision).id,
  });
  return { budgetId: budget.id, bodyId, decisionId, houseRules: text(form, 'spelregels') };
}

const chooseBody = { nl: 'Kies welk wijkorgaan over de uitgaven beslist.', en: 'Choose which body decides on spending.' };
