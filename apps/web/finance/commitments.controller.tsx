import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, collect, type Tx, yearOf } from '../../../libs/core/index.js';
import {
  bases,
  commitmentLines,
  commitmentNames,
  commitmentsCsv,
  commitmentsXlsx,
  groupCommitments,
  groupings,
  pastOrToday,
  yearsOf,
} from '../../../libs/reporting/index.js';
import { download, type FormState, html, type MemberContext, Pages, submit, text } from '../kit/index.js';
import { aboutView, CommitmentsPage, GROUPING_NAMES, BASIS_NAMES, type Chosen } from './commitments-page.js';
import { parseYear } from './form-input.js';

/** The field of the form that a day stands in. */
const FIELDS = { on: 'op' };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The commitment view: what was decided, promised, paid and is left, of any day, and as files. */
@Controller(':gemeente/financien')
export class CommitmentsController {
  constructor(private readonly pages: Pages) {}

  @Get('overzicht')
  async view(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const result = await submit(ctx.query, (form) => this.pages.inside(ctx, (tx) => viewOf(tx, form)), FIELDS);
    const known = await this.pages.inside(ctx, async (tx) => ({ years: await yearsOf(tx), today: tx.today }));
    if (result.failed) {
      return void html(reply, <CommitmentsPage ctx={ctx} {...known} form={result.failed} />, result.failed.problem.status);
    }
    html(reply, <CommitmentsPage ctx={ctx} {...known} found={result.value} />);
  }

  @Get('overzicht.csv')
  async csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ctx, found } = await this.read(request, reply);
    const type = 'text/csv; charset=utf-8';
    download(reply, { name: `${fileName(ctx, found.chosen)}.csv`, type }, commitmentsCsv(found.chosen.by, found.view.rows));
  }

  @Get('overzicht.xlsx')
  async xlsx(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ctx, found } = await this.read(request, reply);
    const { chosen, view, lines, names } = found;
    const about = aboutView(chosen, 'nl');
    const file = await commitmentsXlsx({ municipality: ctx.municipality, by: chosen.by, view, lines, names, about, at: ctx.now });
    download(reply, { name: `${fileName(ctx, chosen)}.xlsx`, type: XLSX }, file);
  }

  /** For a file there is no form to show again: what is wrong is the answer. */
  private async read(request: FastifyRequest, reply: FastifyReply) {
    const ctx = await this.pages.forRole(request, reply, 'finance_officer', 'budget.view');
    const found = await this.pages.inside(ctx, (tx) => viewOf(tx, { values: ctx.query }));
    return { ctx, found };
  }
}

async function viewOf(tx: Tx, form: FormState) {
  const chosen = chosenIn(tx, form);
  const lines = await commitmentLines(tx, chosen);
  const names = await commitmentNames(tx);
  return { chosen, lines, names, view: groupCommitments(lines, chosen.by, names) };
}

/** What the address asks for; without a word about it: per budget, this year, now. */
function chosenIn(tx: Tx, form: FormState): Chosen {
  const year = text(form, 'jaar');
  const chosen = collect({
    by: () => named(groupings, GROUPING_NAMES, text(form, 'per') || GROUPING_NAMES.budget, 'per'),
    fiscalYear: () => (year === 'alle' ? undefined : year ? parseYear(year, 'jaar') : yearOf(tx.today)),
    on: () => (text(form, 'op') ? pastOrToday(tx, text(form, 'op')) : undefined),
    basis: () => named(bases, BASIS_NAMES, text(form, 'lezing') || BASIS_NAMES.booked, 'lezing'),
  });
  // The end of today, as booked, is now.
  return { ...chosen, on: chosen.basis === 'booked' && chosen.on === tx.today ? undefined : chosen.on };
}

function named<Name extends string>(all: readonly Name[], names: Readonly<Record<Name, string>>, word: string, field: string): Name {
  const found = all.find((name) => names[name] === word);
  if (!found) throw badInput(field, { nl: 'Kies een van de mogelijkheden.', en: 'Choose one of the possibilities.' });
  return found;
}

function fileName(ctx: MemberContext, { by, fiscalYear, on, basis }: Chosen): string {
  const parts = ['overzicht', ctx.municipality.slug, GROUPING_NAMES[by], fiscalYear ?? 'alle-jaren', on && `${BASIS_NAMES[basis]}-${on}`];
  return parts.filter(Boolean).join('-');
}
