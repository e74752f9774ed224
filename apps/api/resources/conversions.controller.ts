import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Contract,
  contractById,
  type ContractOverview,
  type ContractView,
  convertContract,
  type ConversionShare,
  listContracts,
  type PlannedPart,
  recordContract,
} from '../../../libs/budgets/index.js';
import { badInput, newId, type Tx } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, PageOf, pageOf, PageQuery, PathId, shown } from '../kit/index.js';
import {
  ContractDetailDto,
  ContractDto,
  type ConversionPartDto,
  type ConversionShareDto,
  NewContractDto,
  NewConversionDto,
} from './conversions.dto.js';

const partView = ({ fiscalYear, cents }: { fiscalYear: number; cents: number }): ConversionPartDto => ({
  fiscalYear,
  amount: money(cents),
});

const view = ({ id, what, supplier, kind, taskField, yearlyCents, endsOn, conversion, recordedAt }: ContractView): ContractDto => ({
  ...{ id, what, supplier, kind, taskField, endsOn, recordedAt },
  yearlyAmount: { amountCents: yearlyCents, currency: 'EUR' },
  conversion: conversion && {
    id: conversion.id,
    councilDecisionId: conversion.decisionId,
    fundingSourceId: conversion.fundingSourceId,
    parts: conversion.parts.map((part: PlannedPart) => partView(part)),
    decidedAt: conversion.decidedAt,
  },
});

const detail = (contract: ContractOverview): ContractDetailDto => ({
  ...view(contract),
  years: contract.years.map(({ fiscalYear, runningCents, convertedCents, remainingCents, uncoveredCents }) => ({
    fiscalYear,
    running: money(runningCents),
    converted: money(convertedCents),
    remaining: money(remainingCents),
    uncovered: money(uncoveredCents),
  })),
  takenOver: contract.takenOver.map(({ budgetId, ...part }) => ({ ...partView(part), budgetId })),
  unplanned: contract.unplanned.map(partView),
});

/** @throws Problem 422 for both, or neither, of a share and an amount */
function shareFrom({ basisPoints, amount }: ConversionShareDto, index: number): ConversionShare {
  if (basisPoints !== undefined && !amount) return { basisPoints };
  if (amount && basisPoints === undefined) return { cents: amount.amountCents };
  throw badInput(`transition.${index}`, {
    nl: 'Geef een deel (basisPoints) of een bedrag (amount).',
    en: 'Give either basisPoints or amount.',
  });
}

async function convert(
  tx: Tx,
  contractId: string,
  { councilDecisionId, transition, ...request }: NewConversionDto,
): Promise<ContractDetailDto> {
  await contractById(tx, contractId);
  await convertContract(tx, newId(), { ...request, contractId, decisionId: councilDecisionId, transition: transition.map(shareFrom) });
  return detail(await contractById(tx, contractId));
}

@ApiTags('Contracts')
@Controller('api/v1/contracts')
export class ConversionsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('budget.view')
  @Gives(PageOf(ContractDto), 'List the contracts and yearly grants of the tender cycle, by what they are for')
  async listContracts(@Caller() call: Call, @Query() query: PageQuery) {
    const page = await this.door.run(call, async (tx) => {
      const { items, next } = await pageOf(tx, Contract, { by: { what: 'text', id: 'id' } }, query);
      const views = await listContracts(
        tx,
        items.map(({ id }) => id),
      );
      return { items: items.flatMap(({ id }) => views.filter((one) => one.id === id)), next };
    });
    return shown(call, page, view);
  }

  @Post()
  @Needs('conversion.manage')
  @Once()
  @Gives(ContractDetailDto, 'Record a contract or yearly grant', { status: 201, about: 'No money is booked.' })
  recordContract(@Caller() call: Call, @Body() { yearlyAmount, ...body }: NewContractDto) {
    return this.door.once(call, 201, async (tx) => {
      const { id } = await recordContract(tx, { ...body, yearlyCents: yearlyAmount.amountCents });
      return detail(await contractById(tx, id));
    });
  }

  @Get(':id')
  @Needs('budget.view')
  @Gives(ContractDetailDto, 'Get a contract with what runs out, what takes over and what is uncovered, per year')
  getContract(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => detail(await contractById(tx, id)));
  }

  @Post(':id/conversion')
  @Needs('conversion.manage')
  @Once()
  @Gives(ContractDetailDto, 'Convert a contract into a funding source, in parts per year', {
    about:
      'A contract is converted once, and never for more than it pays. The money is booked into a new source for all years at once, so that multi-year budgets can be made of it.',
  })
  convertContract(@Caller() call: Call, @PathId() id: string, @Body() body: NewConversionDto) {
    return this.door.once(call, 200, (tx) => convert(tx, id, body));
  }
}
