import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { budgetById, NeighbourhoodBudget } from '../../../libs/budgets/index.js';
import { currentNeighbourhoods, listMunicipalities, publicValues } from '../../../libs/tenancy/index.js';
import { Door, Gives, Open, pageIn, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { budgetViews, inShort } from './budget-views.js';
import { BUDGET_ORDER } from './budgets.controller.js';
import { NeighbourhoodBudgetDetailDto, NeighbourhoodBudgetDto } from './budgets.dto.js';
import { EntryPageDto, EntryQuery } from './entries.dto.js';
import { entryPage } from './entry-views.js';
import { municipalityView, neighbourhoodView, valueView } from './places.controller.js';
import { MunicipalityDto, NeighbourhoodDto, PublicValueDto } from './places.dto.js';

const Slug = () =>
  ApiParam({ name: 'slug', description: 'The municipality’s part of the address.', example: 'amersfoort', schema: { type: 'string' } });

/** What everyone may read, without a token: how the money of a neighbourhood goes, down to the entry. */
@ApiTags('Open data')
@Controller('api/v1/municipalities')
export class OpenDataController {
  constructor(private readonly door: Door) {}

  @Get()
  @Open()
  @Gives(PageOf(MunicipalityDto), 'List the municipalities, by name')
  async listMunicipalities(@Query() query: PageQuery, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return shown({ request, reply }, pageIn(await this.door.shared(listMunicipalities), query), municipalityView);
  }

  @Get(':slug')
  @Open()
  @Slug()
  @Gives(MunicipalityDto, 'Get a municipality')
  getMunicipality(@Param('slug') slug: string) {
    return this.door.open(slug, async (_, municipality) => municipalityView(municipality));
  }

  @Get(':slug/neighbourhoods')
  @Open()
  @Slug()
  @Gives(PageOf(NeighbourhoodDto), 'List the neighbourhoods of a municipality, by name')
  async listOpenNeighbourhoods(
    @Param('slug') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown({ request, reply }, pageIn(await this.door.open(slug, currentNeighbourhoods), query), neighbourhoodView);
  }

  @Get(':slug/public-values')
  @Open()
  @Slug()
  @Gives(PageOf(PublicValueDto), 'List the public values of a municipality, in the council’s order')
  async listOpenPublicValues(
    @Param('slug') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return shown({ request, reply }, pageIn(await this.door.open(slug, publicValues), query), valueView);
  }

  @Get(':slug/neighbourhood-budgets')
  @Open()
  @Slug()
  @Gives(PageOf(NeighbourhoodBudgetDto), 'List the neighbourhood budgets of a municipality with their equation, by name')
  async listOpenNeighbourhoodBudgets(
    @Param('slug') slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = await this.door.open(slug, async (tx) => {
      const { items, next } = await pageOf(tx, NeighbourhoodBudget, BUDGET_ORDER, query);
      return { items: await budgetViews(tx, items), next };
    });
    return shown({ request, reply }, page, inShort);
  }

  @Get(':slug/neighbourhood-budgets/:id')
  @Open()
  @Slug()
  @Gives(NeighbourhoodBudgetDetailDto, 'Get a neighbourhood budget of a municipality, per year and source')
  getOpenNeighbourhoodBudget(@Param('slug') slug: string, @PathId() id: string) {
    return this.door.open(slug, async (tx) => (await budgetViews(tx, [await budgetById(tx, id)]))[0]);
  }

  @Get(':slug/entries')
  @Open()
  @Slug()
  @Gives(EntryPageDto, 'List the entries under a number of a municipality, newest first')
  listOpenEntries(
    @Param('slug') slug: string,
    @Query() query: EntryQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return entryPage({ request, reply }, query, (work) => this.door.open(slug, work));
  }
}
