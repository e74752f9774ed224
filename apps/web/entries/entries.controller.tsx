import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath, isDay, isId } from '../../../libs/core/index.js';
import { listBudgets, listSources } from '../../../libs/budgets/index.js';
import { entriesOf, entryById, type EntryFilter, exportEntriesCsv, type Figure } from '../../../libs/reporting/index.js';
import { currentNeighbourhoods, publicValues } from '../../../libs/tenancy/index.js';
import { download, html, type MunicipalityContext, Pages, type PageContext } from '../kit/index.js';
import { EntriesPage, type FilterNames } from './entries-page.js';
import { correctionOf } from './entry-correction.js';
import { EntryPage } from './entry-page.js';
import { figureWords } from './entry-words.js';

const PAGE = 50;

/** The entries under every number: for the public, for the council and for finance, each behind its own door, all the same. */
@Controller(':gemeente')
export class EntriesController {
  constructor(private readonly pages: Pages) {}

  @Get(['boekingen', 'raad/boekingen', 'financien/boekingen'])
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const filter = filterOf(ctx);
    const data = await this.pages.inside(ctx, async (tx) => {
      const page = await entriesOf(tx, filter, { limit: PAGE, ...(ctx.query.na ? { after: ctx.query.na } : {}) });
      const names: FilterNames = {
        budget: (await listBudgets(tx)).find(({ id }) => id === filter.budgetId)?.name,
        source: (await listSources(tx)).find(({ id }) => id === filter.fundingSourceId)?.name,
        value: (await publicValues(tx)).find(({ id }) => id === filter.publicValueId),
        neighbourhood: (await currentNeighbourhoods(tx)).find(({ id }) => id === filter.neighbourhoodId)?.name,
      };
      return { ...page, names };
    });
    html(reply, <EntriesPage ctx={ctx} filter={filter} {...data} />);
  }

  @Get(['boekingen.csv', 'raad/boekingen.csv', 'financien/boekingen.csv'])
  async csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const filter = filterOf(ctx);
    const rows = new PassThrough();
    // Read inside one transaction; the rows pass through and never pile up. A reader who leaves ends the transaction too.
    this.pages
      .inside(ctx, (tx) => pipeline(exportEntriesCsv(tx, filter), rows))
      .catch((error: Error) => {
        request.log.warn({ err: error, requestId: request.id }, 'an export ended early');
        rows.destroy(error);
      });
    download(
      reply,
      {
        name: `boekingen-${ctx.municipality.slug}${filter.fiscalYear ? `-${filter.fiscalYear}` : ''}.csv`,
        type: 'text/csv; charset=utf-8',
      },
      rows,
    );
  }

  @Get(['boekingen/:id', 'raad/boekingen/:id', 'financien/boekingen/:id'])
  async entry(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const entry = await entryById(tx, idFromPath(id));
      return { entry, ...(await correctionOf(tx, entry)) };
    });
    html(reply, <EntryPage ctx={ctx} {...data} />);
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MunicipalityContext> {
    const door = request.url.split('/')[2];
    if (door === 'raad') return this.pages.forRole(request, reply, 'councillor', 'entries.read');
    if (door === 'financien') return this.pages.forRole(request, reply, 'finance_officer', 'entries.read');
    return this.pages.inMunicipality(request, reply);
  }
}

/** What the address asks for; what is no id, year or figure is left out, so that any address has an answer. */
export function filterOf({ query }: PageContext): EntryFilter {
  const id = (name: string) => (isId(query[name]) ? { [name]: query[name] } : {});
  const ids = { ...id('budget'), ...id('bron'), ...id('waarde'), ...id('wijk'), ...id('recht'), ...id('opname') } as Record<string, string>;
  const year = Number(query.jaar);
  return {
    ...(query.cijfer && query.cijfer in figureWords ? { figure: query.cijfer as Figure } : {}),
    ...(Number.isInteger(year) && year >= 2000 && year <= 2200 ? { fiscalYear: year } : {}),
    ...(ids.budget ? { budgetId: ids.budget } : {}),
    ...(ids.bron ? { fundingSourceId: ids.bron } : {}),
    ...(ids.waarde ? { publicValueId: ids.waarde } : {}),
    ...(ids.wijk ? { neighbourhoodId: ids.wijk } : {}),
    ...(ids.recht ? { drawingRightId: ids.recht } : {}),
    ...(ids.opname ? { drawId: ids.opname } : {}),
    ...(query.ondersteuning === 'ja' ? { supportOnly: true } : {}),
    ...(query.taakveld && /^\d{1,2}\.\d{1,3}[a-z]?$/.test(query.taakveld) ? { taskField: query.taakveld } : {}),
    ...(query.geboekt && isDay(query.geboekt) ? { bookedUntil: query.geboekt } : {}),
    ...(query.geldend && isDay(query.geldend) ? { effectiveUntil: query.geldend } : {}),
  };
}
