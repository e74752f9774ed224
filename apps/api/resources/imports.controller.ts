import { Controller, Get, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { doImport, importById, type LineRemark, previewImport, storeImport } from '../../../libs/budgets/index.js';
import { badInput, type Tx } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, languageOf, money, Needs, Once, PathId } from '../kit/index.js';
import { type DecisionForm, FormBody } from './decision-form.js';
import { ImportDto, ImportMadeDto, NewImportDto } from './imports.dto.js';

const csv = { name: 'file', tooLarge: { nl: 'Stuur een CSV-bestand van hoogstens 5 MB.', en: 'Send a CSV file of at most 5 MB.' } };

/** What the file would make, or once it is done what it made. */
async function view(tx: Tx, id: string, { request }: Call): Promise<ImportDto> {
  const { kind, decisionId, fileName, uploadedAt, doneAt, made } = await importById(tx, id);
  const file = { id, kind, councilDecisionId: decisionId, fileName, uploadedAt, doneAt };
  if (made) {
    const counts = { lineCount: null, sourceCount: made.sourceIds.length, budgetCount: made.budgetIds.length };
    return { ...file, ...counts, problemCount: 0, problems: [], notes: [], totals: [] };
  }
  const lang = languageOf(request);
  const told = ({ line, column, words }: LineRemark) => ({ line, column, detail: words[lang] });
  const preview = await previewImport(tx, id);
  return {
    ...file,
    lineCount: preview.table.lines.length,
    sourceCount: preview.sources.length,
    budgetCount: preview.budgets.length,
    problemCount: preview.problemCount,
    problems: preview.problems.map(told),
    notes: preview.notes.slice(0, 200).map(told),
    totals: preview.totals.map(({ name, fiscalYear, cents, freeCents }) => ({
      ...{ source: name, fiscalYear, amount: money(cents), free: freeCents === null ? null : money(freeCents) },
    })),
  };
}

@ApiTags('Imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(private readonly door: Door) {}

  @Post()
  @Needs('budget.import')
  @RouteConfig({ takesForm: true })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: NewImportDto })
  @Gives(ImportDto, 'Upload a CSV file of sources or budgets and see what it would make', {
    status: 201,
    about: 'Makes nothing yet. At most 5,000 lines and 5 MB; UTF-8, UTF-16 or Windows-1252; with ; , or a tab between the columns.',
  })
  uploadImport(@Caller() call: Call, @FormBody(NewImportDto, csv) { fields, document: file }: DecisionForm<NewImportDto>) {
    if (!file) throw badInput('file', { nl: 'Stuur het bestand mee, als `file`.', en: 'Send the file along, as `file`.' });
    return this.door.run(call, async (tx) => {
      const { id } = await storeImport(tx, { kind: fields.kind, decisionId: fields.councilDecisionId, file });
      call.reply.header('location', `${call.request.url}/${id}`);
      return view(tx, id, call);
    });
  }

  @Get(':id')
  @Needs('budget.import')
  @Gives(ImportDto, 'See what an import would make and everything that is wrong with it, or that it is done')
  getImport(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, (tx) => view(tx, id, call));
  }

  @Post(':id/confirmation')
  @Needs('budget.import')
  @Once()
  @Gives(ImportMadeDto, 'Make everything in an import, or nothing', {
    status: 201,
    about: 'Refused with 409 while a line is wrong. An import is done once; again answers what it made then.',
  })
  confirmImport(@Caller() call: Call, @PathId() id: string) {
    return this.door.once(call, 201, async (tx) => {
      const { sourceIds, budgetIds } = await doImport(tx, id);
      return { importId: id, sourceIds, neighbourhoodBudgetIds: budgetIds };
    });
  }
}
