import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badInput, collect, dayOf, idFromPath, yearOf } from '../../../libs/core/index.js';
import {
  decisionById,
  doImport,
  importById,
  type ImportKind,
  listDecisions,
  listImports,
  madeByImport,
  previewImport,
  sourceYears,
  storeImport,
} from '../../../libs/budgets/index.js';
import { currentNeighbourhoods, ordinanceOn } from '../../../libs/tenancy/index.js';
import { download, type FormState, html, type MemberContext, Pages, redirect, submit, text, upload } from '../kit/index.js';
import { chooseDecision, oneOf } from './form-input.js';
import { ImportDonePage } from './import-done-page.js';
import { ImportPreviewPage } from './import-preview-page.js';
import { ImportPage } from './import-page.js';
import { importTemplate } from './import-template.js';
import { importKinds, kindOf } from './import-words.js';
import { inFinance } from './words.js';

const FIELDS = { kind: 'soort', decisionId: 'besluit', file: 'bestand' };

/** Sources and budgets out of a CSV file: chosen, previewed with everything that is wrong, and made all or nothing. */
@Controller(':gemeente/financien/inlezen')
export class ImportsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const { soort, besluit } = ctx.query;
    const values = { ...(soort ? { soort } : {}), ...(besluit ? { besluit } : {}) };
    html(reply, <ImportPage ctx={ctx} {...await this.choices(ctx)} form={{ values }} />);
  }

  @Post()
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const choices = await this.choices(ctx);
    const result = await submit(request.body, (form) => this.store(ctx, form, request.body, choices), FIELDS);
    if (result.failed) return void html(reply, <ImportPage ctx={ctx} {...choices} form={result.failed} />, result.failed.problem.status);
    redirect(reply, inFinance(ctx, `inlezen/${result.value.id}`));
  }

  @Get('voorbeeld-bronnen.csv')
  sourcesTemplate(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.template(request, reply, 'sources');
  }

  @Get('voorbeeld-wijkbudgetten.csv')
  budgetsTemplate(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.template(request, reply, 'budgets');
  }

  @Get(':id')
  async look(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.show(await this.enter(request, reply), reply, idFromPath(id));
  }

  @Post(':id')
  async make(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const importId = idFromPath(id);
    const result = await submit(request.body, () => this.pages.inside(ctx, (tx) => doImport(tx, importId)));
    if (result.failed) return this.show(ctx, reply, importId, result.failed);
    redirect(reply, inFinance(ctx, `inlezen/${importId}`));
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'budget.import');
  }

  private choices(ctx: MemberContext) {
    return this.pages.inside(ctx, async (tx) => ({ decisions: await listDecisions(tx), imports: await listImports(tx) }));
  }

  private store(ctx: MemberContext, form: FormState, body: unknown, { decisions }: Awaited<ReturnType<ImportsController['choices']>>) {
    const file = upload(body, 'bestand');
    const checked = collect({
      kind: () => {
        const kind = kindOf(text(form, 'soort'));
        if (!kind) throw badInput('kind', { nl: 'Kies wat er in het bestand staat.', en: 'Choose what the file holds.' });
        return kind;
      },
      decision: () => oneOf(decisions, text(form, 'besluit'), 'besluit', chooseDecision),
      file: () => {
        if (!file) throw badInput('file', { nl: 'Kies een CSV-bestand dat niet leeg is.', en: 'Choose a CSV file that is not empty.' });
        return { name: file.filename, bytes: file.bytes };
      },
    });
    return this.pages.inside(ctx, (tx) => storeImport(tx, { kind: checked.kind, decisionId: checked.decision.id, file: checked.file }));
  }

  /** What the file would make, or once it is done what it made. */
  private async show(ctx: MemberContext, reply: FastifyReply, id: string, form?: FormState): Promise<void> {
    const page = await this.pages.inside(ctx, async (tx) => {
      const file = await importById(tx, id);
      const decision = await decisionById(tx, file.decisionId);
      if (file.doneAt) return <ImportDonePage ctx={ctx} file={file} decision={decision} made={await madeByImport(tx, file)} />;
      const facts = { decision, today: tx.today, preview: await previewImport(tx, id), sourceYears: await sourceYears(tx) };
      return <ImportPreviewPage ctx={ctx} {...facts} form={form} />;
    });
    html(reply, page, form?.problem?.status ?? 200);
  }

  private async template(request: FastifyRequest, reply: FastifyReply, kind: ImportKind): Promise<void> {
    const ctx = await this.enter(request, reply);
    const facts = await this.pages.inside(ctx, async (tx) => ({
      year: yearOf(dayOf(ctx.now)),
      minimumTermYears: (await ordinanceOn(tx, tx.today)).minimumTermYears,
      neighbourhoods: await currentNeighbourhoods(tx),
      sourceYears: await sourceYears(tx),
    }));
    download(reply, { name: importKinds[kind].template, type: 'text/csv; charset=utf-8' }, importTemplate(kind, facts));
  }
}
