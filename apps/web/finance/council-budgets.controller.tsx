import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collect, type Tx, yearOf } from '../../../libs/core/index.js';
import {
  type CouncilDecision,
  dayInWords,
  listDecisions,
  listWithdrawals,
  type NewCouncilBudget,
  previewCouncilBudget,
  recordCouncilBudget,
  reservationYears,
  reservedInstalments,
} from '../../../libs/budgets/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { CouncilBudgetForm, CouncilBudgetPreview } from './council-budget-form.js';
import { CouncilBudgetsPage } from './council-budgets-pages.js';
import { chooseDecision, oneOf, parseYear } from './form-input.js';
import { inFinance } from './words.js';

const FIELDS = { fiscalYear: 'jaar', decisionId: 'besluit', adoptedOn: 'datum' };

/** When the council adopted its budget of each year: from then the four weeks of the reservation run (Awb 4:34). */
@Controller(':gemeente/financien/begrotingen')
export class CouncilBudgetsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => ({
      years: await reservationYears(tx),
      instalments: await reservedInstalments(tx),
      withdrawals: await listWithdrawals(tx),
    }));
    html(reply, <CouncilBudgetsPage ctx={ctx} {...data} />);
  }

  @Get('nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <CouncilBudgetForm ctx={ctx} {...await this.choices(ctx)} />);
  }

  /** One address: the answers, what follows from them, and the recording. */
  @Post('nieuw')
  async record(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      async (sent) => {
        form = sent;
        if (text(sent, 'stap') === 'terug') return { show: 'form' as const };
        const { decision, ...asked } = budgetFrom(sent, choices.decisions);
        if (text(sent, 'stap') === 'vastleggen')
          return { show: 'done' as const, budget: await this.pages.inside(ctx, (tx) => recordCouncilBudget(tx, asked)) };
        return { show: 'preview' as const, asked, decision, ...(await this.pages.inside(ctx, (tx) => lookAhead(tx, asked))) };
      },
      FIELDS,
    );
    if (result.failed)
      return void html(reply, <CouncilBudgetForm ctx={ctx} {...choices} form={result.failed} />, result.failed.problem.status);
    const { value } = result;
    if (value.show === 'form') return void html(reply, <CouncilBudgetForm ctx={ctx} {...choices} form={form} />);
    if (value.show === 'preview') return void html(reply, <CouncilBudgetPreview ctx={ctx} {...value} />);
    const { fiscalYear, lapsesOn } = value.budget;
    redirect(reply, inFinance(ctx, 'begrotingen'), {
      kind: 'done',
      words: {
        nl: `Vastgelegd. Het voorbehoud over ${fiscalYear} kan worden ingeroepen tot en met ${dayInWords(lapsesOn, 'nl')}.`,
        en: `Recorded. The reservation of ${fiscalYear} can be invoked until ${dayInWords(lapsesOn, 'en')}.`,
      },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'decision.record');
  }

  private choices(ctx: MemberContext) {
    return this.pages.inside(ctx, async (tx) => {
      const years = await reservationYears(tx);
      // The first year that still waits; without one, the next.
      const waits = years.filter((year) => year.presumed).map((year) => year.fiscalYear);
      return { decisions: await listDecisions(tx), year: waits.length > 0 ? Math.min(...waits) : yearOf(tx.today) + 1, today: tx.today };
    });
  }
}

/** Reads the form; the day is the day of the decision when it is left out. */
function budgetFrom(form: FormState, decisions: readonly CouncilDecision[]): NewCouncilBudget & { decision: CouncilDecision } {
  const { fiscalYear, decision } = collect({
    fiscalYear: () => parseYear(text(form, 'jaar'), 'jaar'),
    decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
  });
  return { fiscalYear, decision, decisionId: decision.id, adoptedOn: text(form, 'datum') || decision.decidedOn };
}

/** What recording it would mean. */
async function lookAhead(tx: Tx, asked: NewCouncilBudget) {
  const reservation = await previewCouncilBudget(tx, asked);
  const known = (await reservationYears(tx)).find((year) => year.fiscalYear === asked.fiscalYear);
  return { reservation, reservedCents: known?.reservedCents ?? 0 };
}
