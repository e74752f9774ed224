import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { derivedId, idFromPath, yearOf } from '../../../libs/core/index.js';
import {
  announcedEndings,
  announceEnding,
  budgetById,
  changeBudget,
  type ChangePreview,
  type EndingPreview,
  listBudgets,
  listDecisions,
  movableOf,
  noticeOf,
  previewChange,
  previewEnding,
  sourceYears,
} from '../../../libs/budgets/index.js';
import { commitmentsOf } from '../../../libs/drawing-rights/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { type ChangeChoices, changeFields, changeFrom, type ChangePath, endingFrom, keyFrom } from './change-form.js';
import { ChangePage, ChooseChangePage } from './change-pages.js';
import { ChangePreviewPage } from './change-preview.js';
import { EndingPage, EndingPreviewPage } from './ending-pages.js';
import { inFinance } from './words.js';

/** What comes after the pressed button. */
type Next = { show: 'form' } | { show: 'change'; preview: ChangePreview } | { show: 'ending'; preview: EndingPreview } | { show: 'done' };

/** Changing a budget by council decision: choose what, fill in a few fields, see what happens to the cent, confirm once. */
@Controller(':gemeente/financien/budgetten/:id/wijzigen')
export class ChangesController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async choose(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <ChooseChangePage ctx={ctx} choices={await this.choices(ctx, id)} />);
  }

  @Get('verhogen')
  increase(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.ask('verhogen', id, request, reply);
  }

  @Post('verhogen')
  increased(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.next('verhogen', id, request, reply);
  }

  @Get('indexeren')
  index(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.ask('indexeren', id, request, reply);
  }

  @Post('indexeren')
  indexed(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.next('indexeren', id, request, reply);
  }

  @Get('verplaatsen')
  reallocate(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.ask('verplaatsen', id, request, reply);
  }

  @Post('verplaatsen')
  reallocated(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.next('verplaatsen', id, request, reply);
  }

  @Get('beeindigen')
  end(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.ask('beeindigen', id, request, reply);
  }

  @Post('beeindigen')
  ended(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.next('beeindigen', id, request, reply);
  }

  private async ask(path: ChangePath, id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    this.show(reply, ctx, path, await this.choices(ctx, id), { values: {} });
  }

  private show(reply: FastifyReply, ctx: MemberContext, path: ChangePath, choices: ChangeChoices, form: FormState): void {
    const status = form.problem?.status ?? 200;
    if (path === 'beeindigen') return void html(reply, <EndingPage ctx={ctx} choices={choices} form={form} />, status);
    html(reply, <ChangePage ctx={ctx} path={path} choices={choices} form={form} />, status);
  }

  private async next(path: ChangePath, id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx, id);
    let form: FormState = { values: {} };
    const result = await submit(
      request.body,
      (sent) => {
        form = sent;
        return this.after(ctx, path, choices, sent);
      },
      changeFields[path],
    );
    if (result.failed) return this.show(reply, ctx, path, choices, result.failed);
    const next = result.value;
    if (next.show === 'form') return this.show(reply, ctx, path, choices, form);
    if (next.show === 'change' && path !== 'beeindigen')
      return void html(reply, <ChangePreviewPage ctx={ctx} path={path} choices={choices} form={form} preview={next.preview} />);
    if (next.show === 'ending')
      return void html(reply, <EndingPreviewPage ctx={ctx} choices={choices} form={form} preview={next.preview} />);
    redirect(reply, `${inFinance(ctx, `budgetten/${choices.budget.id}`)}#wijzigingen`, { kind: 'done', words: DONE[path] });
  }

  /** Where the pressed button leads, once every answer is right. */
  private after(ctx: MemberContext, path: ChangePath, choices: ChangeChoices, form: FormState): Promise<Next> {
    const to = text(form, 'naar');
    if (to === 'terug') return Promise.resolve({ show: 'form' });
    return this.pages.inside(ctx, async (tx): Promise<Next> => {
      // A second tap answers the same change; other answers under the same key are another request.
      const requestId = (asked: object) => derivedId(keyFrom(form), JSON.stringify(asked));
      if (path === 'beeindigen') {
        const ending = endingFrom(form, choices);
        if (to !== 'vaststellen') return { show: 'ending', preview: await previewEnding(tx, ending, commitmentsOf) };
        await announceEnding(tx, requestId(ending), ending, commitmentsOf);
        return { show: 'done' };
      }
      const change = changeFrom(path, form, choices);
      if (to !== 'vaststellen') return { show: 'change', preview: await previewChange(tx, change) };
      await changeBudget(tx, requestId(change), change);
      return { show: 'done' };
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.change');
  }

  private choices(ctx: MemberContext, id: string): Promise<ChangeChoices> {
    return this.pages.inside(ctx, async (tx) => {
      const budget = await budgetById(tx, idFromPath(id));
      const [ending] = await announcedEndings(tx, budget.id);
      const firstYear = Math.max(budget.firstYear, yearOf(tx.today));
      const lastYear = ending ? yearOf(ending.endsOn) : budget.lastYear;
      const meets = (other: { id: string; firstYear: number; lastYear: number }) =>
        other.id !== budget.id && other.firstYear <= lastYear && other.lastYear >= firstYear;
      return {
        ...{ budget, ending, firstYear, lastYear, today: tx.today },
        decisions: await listDecisions(tx),
        sourceYears: await sourceYears(tx),
        others: (await listBudgets(tx)).filter(meets),
        movable: (await movableOf(tx, budget.id, firstYear)).filter((part) => part.fiscalYear <= lastYear),
        notice: await noticeOf(tx, budget.id, commitmentsOf),
      };
    });
  }
}

const DONE: Readonly<Record<ChangePath, { nl: string; en: string }>> = {
  verhogen: {
    nl: 'Het wijkbudget is verhoogd. Wat van dit jaar is, kan de wijk meteen gebruiken.',
    en: 'The budget is increased. What is of this year, the neighbourhood can use at once.',
  },
  indexeren: {
    nl: 'Het wijkbudget is geïndexeerd. Wat van dit jaar is, kan de wijk meteen gebruiken.',
    en: 'The budget is indexed. What is of this year, the neighbourhood can use at once.',
  },
  verplaatsen: {
    nl: 'Het geld is verplaatst. U ziet het bij beide wijkbudgetten terug.',
    en: 'The money has moved. You find it with both budgets.',
  },
  beeindigen: {
    nl: 'Het einde is aangekondigd. Het wijkorgaan ziet het op zijn beginpagina, met de redenen.',
    en: 'The end is announced. The neighbourhood body sees it on its home page, with the reasons.',
  },
};
