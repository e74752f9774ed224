import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, collect, idFromPath, type Tx } from '../../../libs/core/index.js';
import {
  endRecognition,
  isRecognised,
  listDecisions,
  neighbourhoodBodies,
  neighbourhoodBody,
  recogniseBody,
} from '../../../libs/budgets/index.js';
import { addOrganisation } from '../../../libs/relations/index.js';
import { type FormState, html, type MemberContext, Pages, redirect, submit, text } from '../kit/index.js';
import { BodiesPage, EndRecognitionPage, RecognisePage, type RecogniseChoices } from './bodies-pages.js';
import { chooseDecision, oneOf } from './form-input.js';
import { inFinance } from './words.js';

const FIELDS = { organisationId: 'organisatie', name: 'naam', recognisedOn: 'datum', decisionId: 'besluit', reason: 'reden' };

/** The neighbourhood bodies: who the council recognised, and on which budgets each decides. */
@Controller(':gemeente/financien/wijkorganen')
export class BodiesController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    html(reply, <BodiesPage ctx={ctx} bodies={await this.pages.inside(ctx, (tx) => neighbourhoodBodies(tx))} />);
  }

  @Get('nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <RecognisePage ctx={ctx} {...await this.choices(ctx)} />);
  }

  @Post('nieuw')
  async recognise(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx);
    const result = await submit(request.body, (form) => this.pages.inside(ctx, (tx) => recognise(tx, form, choices)), FIELDS);
    if (result.failed) return void html(reply, <RecognisePage ctx={ctx} {...choices} form={result.failed} />, result.failed.problem.status);
    redirect(reply, inFinance(ctx, 'wijkorganen'), {
      kind: 'done',
      words: {
        nl: 'Het wijkorgaan is erkend. U kunt er nu een wijkbudget aan overdragen.',
        en: 'The neighbourhood body is recognised. You can now delegate a budget to it.',
      },
    });
  }

  @Get(':id/beeindigen')
  async askEnd(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    html(reply, <EndRecognitionPage ctx={ctx} {...await this.endData(ctx, id)} />);
  }

  @Post(':id/beeindigen')
  async end(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.endData(ctx, id);
    const result = await submit(
      request.body,
      (form) =>
        this.pages.inside(ctx, (tx) => {
          const decisionId = oneOf(data.decisions, text(form, 'besluit'), 'besluit', chooseDecision).id;
          return endRecognition(tx, { organisationId: data.body.id, decisionId, reason: text(form, 'reden') });
        }),
      FIELDS,
    );
    if (result.failed)
      return void html(reply, <EndRecognitionPage ctx={ctx} {...data} form={result.failed} />, result.failed.problem.status);
    redirect(reply, inFinance(ctx, 'wijkorganen'), {
      kind: 'done',
      words: { nl: `De erkenning van ${data.body.name} is gestopt.`, en: `The recognition of ${data.body.name} has ended.` },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'body.recognise');
  }

  private choices(ctx: MemberContext): Promise<RecogniseChoices> {
    return this.pages.inside(ctx, async (tx) => ({
      decisions: await listDecisions(tx),
      bodies: (await neighbourhoodBodies(tx)).filter((body) => !isRecognised(body)),
    }));
  }

  private endData(ctx: MemberContext, id: string) {
    return this.pages.inside(ctx, async (tx) => ({
      body: await neighbourhoodBody(tx, idFromPath(id)),
      decisions: await listDecisions(tx),
    }));
  }
}

/** Recognises the chosen body, or first registers the one that was named. */
async function recognise(tx: Tx, form: FormState, { bodies, decisions }: RecogniseChoices): Promise<void> {
  const [chosen, name] = [text(form, 'organisatie'), text(form, 'naam')];
  const { decision } = collect({
    decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
    who: () => {
      if (chosen && name) throw badInput('naam', eitherOne);
      if (!chosen && !name) throw badInput(bodies.length > 0 ? 'organisatie' : 'naam', whichBody);
      if (chosen) oneOf(bodies, chosen, 'organisatie', whichBody);
    },
  });
  const organisationId = chosen || (await addOrganisation(tx, { name, kinds: ['neighbourhood_body'] })).id;
  await recogniseBody(tx, { organisationId, decisionId: decision.id, recognisedOn: text(form, 'datum') });
}

const whichBody = {
  nl: 'Kies welk wijkorgaan de raad erkende, of vul de naam van een nieuw wijkorgaan in.',
  en: 'Choose which body the council recognised, or enter the name of a new one.',
};
const eitherOne = {
  nl: 'Kies een wijkorgaan uit de lijst of vul een nieuwe naam in, niet allebei.',
  en: 'Choose a body from the list or enter a new name, not both.',
};
