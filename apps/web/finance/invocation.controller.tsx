import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { derivedId, formatCents, idFromInput, idFromPath, notFound, parseEuros, collect } from '../../../libs/core/index.js';
import { budgetById, type CouncilDecision, instalmentById, listDecisions, reservationOf, sourceById } from '../../../libs/budgets/index.js';
import { conditionalRightsOn, type Invocation, invokeReservation, previewInvocation } from '../../../libs/drawing-rights/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { chooseDecision, oneOf } from './form-input.js';
import { type InvocationData, InvocationForm, InvocationPreviewPage } from './invocation-pages.js';
import { inFinance } from './words.js';

const FIELDS = { cents: 'bedrag', decisionId: 'besluit', reason: 'reden' };

/** Invoking the budget reservation over one instalment (Awb 4:34): decision, amount and reason, what it does, and the deed. */
@Controller(':gemeente/financien/budgetten/:id/voorbehoud/:instalment')
export class InvocationController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(
    @Param('id') id: string,
    @Param('instalment') instalment: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <InvocationForm ctx={ctx} {...await this.data(ctx, id, instalment)} />);
  }

  @Post()
  async invoke(
    @Param('id') id: string,
    @Param('instalment') instalment: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.data(ctx, id, instalment);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      async (sent) => {
        form = sent;
        if (text(sent, 'stap') === 'terug') return { show: 'form' as const };
        const asked = invocationFrom(sent, data.decisions, data.instalment.id);
        if (text(sent, 'stap') !== 'inroepen')
          return { show: 'preview' as const, preview: await this.pages.inside(ctx, (tx) => previewInvocation(tx, asked)) };
        // A second tap answers the same; other answers under the same key are another request.
        const requestId = derivedId(idFromInput(text(sent, 'sleutel'), 'sleutel'), JSON.stringify(asked));
        return { show: 'done' as const, withdrawal: await this.pages.inside(ctx, (tx) => invokeReservation(tx, requestId, asked)) };
      },
      FIELDS,
    );
    if (result.failed) return void html(reply, <InvocationForm ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    const { value } = result;
    if (value.show === 'form') return void html(reply, <InvocationForm ctx={ctx} {...data} form={form} />);
    if (value.show === 'preview')
      return void html(reply, <InvocationPreviewPage ctx={ctx} {...data} form={form} preview={value.preview} />);
    const { cents } = value.withdrawal;
    redirect(reply, inFinance(ctx, `budgetten/${data.budget.id}`), {
      kind: 'done',
      words: {
        nl: `Het voorbehoud is ingeroepen. ${formatCents(cents)} is terug bij ${data.source.name}. Laat het de wijk weten.`,
        en: `The reservation is invoked. ${formatCents(cents, 'en')} is back at ${data.source.name}. Let the neighbourhood know.`,
      },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'instalment.withdraw');
  }

  private data(ctx: MemberContext, id: string, instalmentId: string): Promise<InvocationData> {
    return this.pages.inside(ctx, async (tx) => {
      const budget = await budgetById(tx, idFromPath(id));
      const instalment = await instalmentById(tx, idFromPath(instalmentId));
      if (instalment.budgetId !== budget.id) throw notFound();
      return {
        budget,
        instalment,
        source: await sourceById(tx, instalment.fundingSourceId),
        reservation: await reservationOf(tx, instalment.fiscalYear),
        conditional: await conditionalRightsOn(tx, budget.id, instalment.id),
        decisions: await listDecisions(tx),
      };
    });
  }
}

function invocationFrom(form: FormState, decisions: readonly CouncilDecision[], instalmentId: string): Invocation {
  const { decision, cents } = collect({
    decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
    cents: () => parseEuros(text(form, 'bedrag'), 'bedrag'),
  });
  return { instalmentId, decisionId: decision.id, cents, reason: text(form, 'reden') };
}
