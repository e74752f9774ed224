import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decisionDocument } from '../../../libs/budgets/index.js';
import { idFromPath } from '../../../libs/core/index.js';
import { rightsOf } from '../../../libs/drawing-rights/index.js';
import { countEntries, followTheEuro, yearsOf, yearTotals } from '../../../libs/reporting/index.js';
import { download, html, Pages } from '../kit/index.js';
import { MunicipalityPage } from './municipality-page.js';
import { neighbourhoodData } from './neighbourhood-data.js';
import { NeighbourhoodPage } from './neighbourhood-page.js';
import { NeighbourhoodsPage } from './neighbourhoods-page.js';
import { OpenDataPage } from './open-data-page.js';
import { placesIn, placeSources } from './places.js';
import { yearAsked } from './years.js';

const STORIES = 3;

/** What everyone may see of a municipality, without logging in. Nothing here tells about a person, and nothing changes. */
@Controller(':gemeente')
export class MunicipalityController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const totals = await yearTotals(tx);
      const years = totals.filter(({ adoptedCents }) => adoptedCents > 0).map(({ fiscalYear }) => fiscalYear);
      const year = yearAsked(ctx.query.jaar, years, tx.today);
      const latest = (await rightsOf(tx, { running: true })).sort((a, b) => b.grantedAt.getTime() - a.grantedAt.getTime());
      const places = placesIn(await placeSources(tx), year);
      return { year, years, totals, flow: await followTheEuro(tx, year), places, latest: latest.slice(0, STORIES) };
    });
    html(reply, <MunicipalityPage ctx={ctx} {...data} />);
  }

  @Get('wijken')
  async neighbourhoods(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const data = await this.pages.inside(ctx, async (tx) => {
      const sources = await placeSources(tx);
      const counting = sources.lines.filter(({ adoptedCents }) => adoptedCents > 0).map(({ fiscalYear }) => fiscalYear);
      const years = [...new Set(counting)].sort((a, b) => a - b);
      const year = yearAsked(ctx.query.jaar, years, tx.today);
      return { year, years, places: placesIn(sources, year) };
    });
    html(reply, <NeighbourhoodsPage ctx={ctx} {...data} />);
  }

  @Get('wijken/:wijk')
  async neighbourhood(@Param('wijk') slug: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const data = await this.pages.inside(ctx, (tx) => neighbourhoodData(tx, slug, ctx.query.jaar));
    html(reply, <NeighbourhoodPage ctx={ctx} {...data} />);
  }

  /** A council decision is public, and so is its document. */
  @Get('raadsbesluiten/:id')
  async decision(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const { name, bytes } = await this.pages.inside(ctx, (tx) => decisionDocument(tx, idFromPath(id)));
    download(reply, { name, type: 'application/pdf' }, bytes);
  }

  @Get('open-data')
  async openData(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.inMunicipality(request, reply);
    const years = await this.pages.inside(ctx, async (tx) => {
      const counted = [];
      for (const year of await yearsOf(tx)) counted.push({ year, entries: (await countEntries(tx, { fiscalYear: year })).count });
      return counted;
    });
    html(reply, <OpenDataPage ctx={ctx} years={years} />);
  }
}
