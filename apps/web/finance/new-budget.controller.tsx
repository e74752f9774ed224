import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { derivedId, idFromInput } from '../../../libs/core/index.js';
import {
  adoptBudgets,
  isRecognised,
  listDecisions,
  neighbourhoodBodies,
  previewBudgets,
  sourceYears,
} from '../../../libs/budgets/index.js';
import { currentNeighbourhoods, ordinanceOn } from '../../../libs/tenancy/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { type BudgetPreview, PreviewPage } from './new-budget-preview.js';
import {
  budgetAnswers,
  type BudgetChoices,
  budgetFields,
  budgetFrom,
  requireFree,
  severalFields,
  stepOf,
  whoFrom,
} from './new-budget-form.js';
import { MoneyPage } from './new-budget-money.js';
import { WhoPage } from './new-budget-who.js';
import { inFinance } from './words.js';

/** What comes after a step. */
type Next = { show: 'wie' } | { show: 'bedragen' } | { show: 'overzicht'; preview: BudgetPreview } | { show: 'klaar'; ids: string[] };

/** A new neighbourhood budget in three steps, on one address; the answers travel along, so that going back loses nothing. */
@Controller(':gemeente/financien/budgetten/nieuw')
export class NewBudgetController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <WhoPage ctx={ctx} choices={await this.choices(ctx)} form={{ values: {} }} />);
  }

  @Post()
  async next(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx);
    const form = budgetAnswers(request.body);
    const result = await submit(form.values, () => this.after(ctx, choices, form), {
      ...budgetFields,
      ...severalFields(form, choices),
    });
    if (result.failed) {
      const Step = stepOf(result.failed.problem) === 'wie' ? WhoPage : MoneyPage;
      return void html(reply, <Step ctx={ctx} choices={choices} form={result.failed} />, result.failed.problem.status);
    }
    const next = result.value;
    if (next.show === 'wie') return void html(reply, <WhoPage ctx={ctx} choices={choices} form={form} />);
    if (next.show === 'bedragen') return void html(reply, <MoneyPage ctx={ctx} choices={choices} form={form} />);
    if (next.show === 'overzicht') return void html(reply, <PreviewPage ctx={ctx} choices={choices} form={form} {...next.preview} />);
    const [only, ...more] = next.ids;
    redirect(reply, inFinance(ctx, more.length === 0 ? `budgetten/${only}` : 'budgetten'), adopted(next.ids.length));
  }

  /** Where the pressed button leads, once every answer before it is right. */
  private after(ctx: MemberContext, choices: BudgetChoices, form: FormState): Promise<Next> {
    return this.pages.inside(ctx, async (tx) => {
      const to = text(form, 'naar');
      if (to === 'wie') return { show: 'wie' };
      whoFrom(form, choices);
      if (to !== 'overzicht' && to !== 'vaststellen') return { show: 'bedragen' };
      const request = budgetFrom(form, choices);
      if (to === 'overzicht') {
        requireFree(request, form, choices);
        return { show: 'overzicht', preview: { request, ...(await previewBudgets(tx, request)), today: tx.today } };
      }
      // A second tap answers the same budgets; other answers under the same key are another request.
      const requestId = derivedId(idFromInput(text(form, 'sleutel'), 'sleutel'), JSON.stringify(request));
      return { show: 'klaar', ids: await adoptBudgets(tx, requestId, request) };
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.adopt');
  }

  private choices(ctx: MemberContext): Promise<BudgetChoices> {
    return this.pages.inside(ctx, async (tx) => ({
      decisions: await listDecisions(tx),
      places: await currentNeighbourhoods(tx),
      ordinance: await ordinanceOn(tx, tx.today),
      sourceYears: await sourceYears(tx),
      bodies: (await neighbourhoodBodies(tx)).filter(isRecognised),
    }));
  }
}

function adopted(count: number) {
  return {
    kind: 'done' as const,
    words: {
      nl:
        count === 1
          ? 'Het wijkbudget is vastgesteld. De wijk kan nu toekennen.'
          : `${count} wijkbudgetten zijn vastgesteld. De wijken kunnen nu toekennen.`,
      en:
        count === 1
          ? 'The neighbourhood budget is adopted. The neighbourhood can now grant.'
          : `${count} neighbourhood budgets are adopted. The neighbourhoods can now grant.`,
    },
  };
}
