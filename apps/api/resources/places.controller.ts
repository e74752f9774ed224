import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ArrayContains } from 'typeorm';
import { addOrganisation, Organisation, organisationById } from '../../../libs/relations/index.js';
import {
  currentNeighbourhoods,
  Municipality,
  type Neighbourhood,
  type Ordinance,
  ordinanceOn,
  type PublicValue,
  publicValues,
} from '../../../libs/tenancy/index.js';
import { type Call, Caller, Door, Gives, money, Needs, pageIn, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import {
  MunicipalityDto,
  NeighbourhoodDto,
  NewOrganisationDto,
  OrdinanceDto,
  OrganisationDto,
  OrganisationQuery,
  PublicValueDto,
} from './places.dto.js';

export const municipalityView = ({ slug, name, cbsCode, fictional }: Municipality): MunicipalityDto => ({ slug, name, cbsCode, fictional });

export const neighbourhoodView = ({ id, slug, name, cbsCode, residents }: Neighbourhood): NeighbourhoodDto => ({
  ...{ id, slug, name, cbsCode, residents },
});

export const valueView = ({ id, name }: PublicValue): PublicValueDto => ({ id, name });

const organisationView = ({ id, slug, name, kinds, about, createdAt }: Organisation): OrganisationDto => ({
  ...{ id, slug, name, kinds, about, createdAt },
});

function ordinanceView(ordinance: Ordinance): OrdinanceDto {
  const { id, version, validFrom, title, minimumTermYears, supportShareBasisPoints, matchBasisPoints, carryOverBasisPoints } = ordinance;
  const { mandateCents, confirmationDays, paymentWeeks, tiers } = ordinance;
  return {
    ...{ id, version, validFrom, title, minimumTermYears, supportShareBasisPoints, matchBasisPoints, carryOverBasisPoints },
    mandate: money(mandateCents),
    confirmationDays,
    paymentWeeks,
    tiers: tiers.map(({ fromCents, asks }) => ({ from: money(fromCents), asks })),
  };
}

@ApiTags('The municipality')
@Controller('api/v1')
export class PlacesController {
  constructor(private readonly door: Door) {}

  @Get('neighbourhoods')
  @Needs()
  @Gives(PageOf(NeighbourhoodDto), 'List the neighbourhoods of today’s division, by name')
  async listNeighbourhoods(@Caller() call: Call, @Query() query: PageQuery) {
    return shown(call, pageIn(await this.door.run(call, currentNeighbourhoods), query), neighbourhoodView);
  }

  @Get('public-values')
  @Needs()
  @Gives(PageOf(PublicValueDto), 'List the public values, in the council’s order')
  async listPublicValues(@Caller() call: Call, @Query() query: PageQuery) {
    return shown(call, pageIn(await this.door.run(call, publicValues), query), valueView);
  }

  @Get('ordinances/current')
  @Needs()
  @Gives(OrdinanceDto, 'Get the subsidy ordinance that holds today')
  getCurrentOrdinance(@Caller() call: Call) {
    return this.door.run(call, async (tx) => ordinanceView(await ordinanceOn(tx, tx.today)));
  }

  @Get('organisations')
  @Needs()
  @Gives(PageOf(OrganisationDto), 'List organisations by name; never by size or rating')
  async listOrganisations(@Caller() call: Call, @Query() query: OrganisationQuery) {
    const where = query.kind ? { kinds: ArrayContains([query.kind]) } : {};
    const page = await this.door.run(call, (tx) => pageOf(tx, Organisation, { by: { name: 'text', id: 'id' } }, query, where as never));
    return shown(call, page, organisationView);
  }

  @Post('organisations')
  @Needs('organisation.manage')
  @Gives(OrganisationDto, 'Register an organisation', { status: 201, about: 'Its name is unique, so that a second try is refused.' })
  registerOrganisation(@Caller() call: Call, @Body() body: NewOrganisationDto) {
    return this.door.run(call, async (tx) => organisationView(await addOrganisation(tx, body)));
  }

  @Get('organisations/:id')
  @Needs()
  @Gives(OrganisationDto, 'Get an organisation')
  getOrganisation(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => organisationView(await organisationById(tx, id)));
  }
}
