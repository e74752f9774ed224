import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, collect, idFromInput, idFromPath, parseEuros, parseMinutes, type Tx } from '../../../libs/core/index.js';
import { houseRulesOf } from '../../../libs/budgets/index.js';
import { type Draw, drawById, drawsOf, reserveDraw, rightById, rightsOf, voidDraw } from '../../../libs/drawing-rights/index.js';
import { payablesByDraw } from '../../../libs/payments/index.js';
import { organisationsOf } from '../../../libs/relations/index.js';
import { ordinanceOn } from '../../../libs/tenancy/index.js';
import { type FormState, html, type MemberContext, Pages, pathIn, redirect, submit, text } from '../kit/index.js';
import { DrawFormPage, type DrawFormData } from './draw-form-page.js';
import { DrawPage } from './draw-page.js';
import { InitiativeHomePage } from './home-page.js';
import { RightPage } from './right-page.js';

const FIELDS = { supplierId: 'wie', amount: 'hoeveel', purpose: 'waarvoor' };

/** The pages of an initiative: what can I draw now, drawing it, and the code to show. */
@Controller(':gemeente/initiatief')
export class InitiativeController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const holderId = ctx.viewer.membership.organisationId ?? '';
    const data = await this.pages.inside(ctx, async (tx) => {
      const rights = await rightsOf(tx, { holderId, running: true });
      return { rights, ...(await this.happened(tx, { holderId, limit: 10 })) };
    });
    html(reply, <InitiativeHomePage ctx={ctx} {...data} />);
  }

  @Get('rechten/:id')
  async right(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const right = await rightById(tx, idFromPath(id));
      const houseRules = await houseRulesOf(tx, right.budgetId);
      return { right, houseRules, ...(await this.happened(tx, { rightId: right.id, limit: 200 })) };
    });
    html(reply, <RightPage ctx={ctx} {...data} />);
  }

  @Get('opnemen/:id')
  async ask(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <DrawFormPage ctx={ctx} {...await this.formData(ctx, id)} />);
  }

  @Post('opnemen/:id')
  async draw(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.formData(ctx, id);
    const result = await submit(request.body, (form) => this.reserve(ctx, data, form), FIELDS);
    if (result.failed) return void html(reply, <DrawFormPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    redirect(reply, pathIn(ctx, `initiatief/opnames/${result.value.id}`));
  }

  @Get('opnames/:id')
  async shown(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <DrawPage ctx={ctx} {...await this.drawData(ctx, id)} />);
  }

  @Post('opnames/:id/intrekking')
  async withdraw(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const result = await submit(request.body, () =>
      this.pages.inside(ctx, (tx) => voidDraw(tx, idFromPath(id), 'withdrawn by the holder')),
    );
    if (result.failed) {
      return void html(reply, <DrawPage ctx={ctx} {...await this.drawData(ctx, id)} form={result.failed} />, result.failed.problem.status);
    }
    redirect(reply, pathIn(ctx, 'initiatief'), {
      kind: 'done',
      words: { nl: 'De opname is ingetrokken. U kunt het weer opnemen.', en: 'The draw is withdrawn. You can draw it again.' },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'initiative', 'draw.reserve');
  }

  private async happened(tx: Tx, filter: Parameters<typeof drawsOf>[1]) {
    const draws = await drawsOf(tx, filter);
    return {
      draws,
      payables: await payablesByDraw(
        tx,
        draws.map((draw) => draw.id),
      ),
    };
  }

  private formData(ctx: MemberContext, id: string): Promise<DrawFormData> {
    return this.pages.inside(ctx, async (tx) => {
      const right = await rightById(tx, idFromPath(id));
      const suppliers = (await organisationsOf(tx, 'supplier')).filter((supplier) => supplier.id !== right.holderId);
      const before = await drawsOf(tx, { rightId: right.id, limit: 20 });
      return { right, suppliers, usual: before[0]?.supplierId, ordinance: await ordinanceOn(tx, tx.today), today: tx.today };
    });
  }

  private async reserve(ctx: MemberContext, { right }: DrawFormData, form: FormState): Promise<Draw> {
    const typed = text(form, 'hoeveel');
    // Everything that is missing is said at once.
    const request = collect({
      id: () => idFromInput(text(form, 'sleutel'), 'sleutel'),
      supplierId: () => idFromInput(text(form, 'wie'), 'wie'),
      amount: () => (right.unit === 'EUR' ? parseEuros(typed, 'hoeveel') : parseMinutes(typed, 'hoeveel')),
      purpose: () => {
        const purpose = text(form, 'waarvoor');
        if (!purpose) throw badInput('waarvoor', { nl: 'Vul in waarvoor het is, in één regel.', en: 'Enter what it is for, in one line.' });
        return purpose;
      },
    });
    return this.pages.inside(ctx, (tx) => reserveDraw(tx, { ...request, rightId: right.id }));
  }

  private drawData(ctx: MemberContext, id: string) {
    return this.pages.inside(ctx, async (tx) => {
      const draw = await drawById(tx, idFromPath(id));
      const payable = (await payablesByDraw(tx, [draw.id])).get(draw.id);
      return { draw, payable, right: await rightById(tx, draw.drawingRightId) };
    });
  }
}
