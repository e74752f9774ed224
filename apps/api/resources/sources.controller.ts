import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { createSource, FundingSource, sourceById, type SourceYear, sourceYears } from '../../../libs/budgets/index.js';
import type { Tx } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import { FundingSourceDto, NewFundingSourceDto } from './sources.dto.js';

const view = ({ id, name, kind, taskField, decisionId, createdAt }: FundingSource, years: readonly SourceYear[]): FundingSourceDto => ({
  id,
  name,
  kind,
  taskField,
  councilDecisionId: decisionId,
  years: years
    .filter((year) => year.sourceId === id)
    .map(({ fiscalYear, fundedCents, freeCents }) => ({ fiscalYear, funded: money(fundedCents), free: money(freeCents) })),
  createdAt,
});

async function create(tx: Tx, { councilDecisionId, years, ...input }: NewFundingSourceDto): Promise<FundingSourceDto> {
  const perYear = years.map(({ fiscalYear, amount }) => ({ fiscalYear, cents: amount.amountCents }));
  const source = await createSource(tx, { ...input, decisionId: councilDecisionId, years: perYear });
  return view(source, await sourceYears(tx));
}

@ApiTags('Funding sources')
@Controller('api/v1/funding-sources')
export class SourcesController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('budget.view')
  @Gives(PageOf(FundingSourceDto), 'List the funding sources with their years, by name')
  async listFundingSources(@Caller() call: Call, @Query() query: PageQuery) {
    const { page, years } = await this.door.run(call, async (tx) => ({
      page: await pageOf(tx, FundingSource, { by: { name: 'text', id: 'id' } }, query),
      years: await sourceYears(tx),
    }));
    return shown(call, page, (source) => view(source, years));
  }

  @Post()
  @Needs('source.create')
  @Once()
  @Gives(FundingSourceDto, 'Create a funding source and book its yearly amounts', { status: 201 })
  createFundingSource(@Caller() call: Call, @Body() body: NewFundingSourceDto) {
    return this.door.once(call, 201, (tx) => create(tx, body));
  }

  @Get(':id')
  @Needs('budget.view')
  @Gives(FundingSourceDto, 'Get a funding source with its years')
  getFundingSource(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(await sourceById(tx, id), await sourceYears(tx)));
  }
}
