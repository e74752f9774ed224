import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, collect, parseEuros, type Tx, type Words } from '../../../libs/core/index.js';
import {
  type CouncilDecision,
  createSource,
  equationLines,
  listDecisions,
  listSources,
  type NewSource,
  type SourceKind,
  sourceYears,
} from '../../../libs/budgets/index.js';
import { type FormState, html, Pages, redirect, submit, text } from '../kit/index.js';
import { chooseDecision, oneOf, parseYear } from './form-input.js';
import { NewSourcePage, type SourceRow, SourcesPage } from './sources-page.js';
import { inFinance } from './words.js';

const FIELDS = { name: 'naam', kind: 'soort', taskField: 'taakveld', decisionId: 'besluit', years: 'tot' };

/** Funding sources: where the money comes from, per year, and what of it is in budgets. */
@Controller(':gemeente/financien/bronnen')
export class SourcesController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const data = await this.pages.inside(ctx, async (tx) => ({
      rows: await sourceRows(tx),
      sources: await listSources(tx),
      decisions: await listDecisions(tx),
    }));
    html(reply, <SourcesPage ctx={ctx} {...data} />);
  }

  @Get('nieuw')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'source.create');
    html(reply, <NewSourcePage ctx={ctx} decisions={await this.pages.inside(ctx, listDecisions)} />);
  }

  @Post('nieuw')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'source.create');
    const decisions = await this.pages.inside(ctx, listDecisions);
    const result = await submit(
      request.body,
      (form) => this.pages.inside(ctx, (tx) => createSource(tx, sourceFrom(form, decisions))),
      FIELDS,
    );
    if (result.failed) {
      return void html(reply, <NewSourcePage ctx={ctx} decisions={decisions} form={result.failed} />, result.failed.problem.status);
    }
    const { name } = result.value;
    redirect(reply, inFinance(ctx, 'bronnen'), {
      kind: 'done',
      words: {
        nl: `De bron ${name} staat klaar. U kunt er nu een wijkbudget van maken.`,
        en: `The source ${name} is ready. You can now make a neighbourhood budget of it.`,
      },
    });
  }
}

/** Each source and year with what of it was adopted into budgets, what is planned for later, and what is free. */
async function sourceRows(tx: Tx): Promise<SourceRow[]> {
  const lines = await equationLines(tx);
  return (await sourceYears(tx)).map((year) => {
    const adoptedCents = lines
      .filter((line) => line.fundingSourceId === year.sourceId && line.fiscalYear === year.fiscalYear)
      .reduce((sum, line) => sum + line.adoptedCents, 0);
    return { ...year, adoptedCents, plannedCents: year.fundedCents - year.freeCents - adoptedCents };
  });
}

function sourceFrom(form: FormState, decisions: readonly CouncilDecision[]): NewSource {
  const { from, to, cents, decision, kind, ...named } = collect({
    name: () => filled(form, 'naam', { nl: 'Geef de bron een naam.', en: 'Name the source.' }),
    kind: () => filled(form, 'soort', { nl: 'Kies wat voor geld het is.', en: 'Choose what kind of money it is.' }),
    taskField: () =>
      filled(form, 'taakveld', { nl: 'Vul het taakveld in, bijvoorbeeld 6.1.', en: 'Enter the task field, for example 6.1.' }),
    decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
    cents: () => parseEuros(text(form, 'bedrag'), 'bedrag'),
    from: () => parseYear(text(form, 'vanaf'), 'vanaf'),
    to: () => {
      const to = parseYear(text(form, 'tot'), 'tot');
      if (to < Number(text(form, 'vanaf')))
        throw badInput('tot', { nl: 'Het laatste jaar ligt vóór het eerste.', en: 'The last year is before the first.' });
      return to;
    },
  });
  return {
    ...named,
    kind: kind as SourceKind,
    decisionId: decision.id,
    years: Array.from({ length: Math.min(to - from + 1, 100) }, (_, index) => ({ fiscalYear: from + index, cents })),
  };
}

function filled(form: FormState, field: string, words: Words): string {
  const value = text(form, field);
  if (!value) throw badInput(field, words);
  return value;
}
