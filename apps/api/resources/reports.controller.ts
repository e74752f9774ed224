import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type EuroFlow, type Flow, followTheEuro, type Named, type YearTotal, yearTotals } from '../../../libs/reporting/index.js';
import { type Call, Caller, Door, Gives, money, Needs } from '../kit/index.js';
import { EuroFlowDto, FlowQuery, YearsDto, type YearDto } from './reports.dto.js';

export const yearView = (total: YearTotal): YearDto => ({
  fiscalYear: total.fiscalYear,
  budgets: total.budgets,
  status: total.status,
  planned: money(total.plannedCents),
  adopted: money(total.adoptedCents),
  carriedIn: money(total.carriedInCents),
  carriedOut: money(total.carriedOutCents),
  committed: money(total.committedCents),
  paid: money(total.paidCents),
  available: money(total.availableCents),
});

const node = <Name>({ id, name, cents }: Named<Name>) => ({ id, name, amount: money(cents) });
const link = ({ from, to, cents }: Flow) => ({ from, to, amount: money(cents) });

export function flowView(fiscalYear: number, flow: EuroFlow): EuroFlowDto {
  const unspent = flow.budgetToAvailable.map(({ from, cents }) => ({ from, to: null, amount: money(cents) }));
  return {
    fiscalYear,
    sources: flow.sources.map(node),
    budgets: flow.budgets.map(node),
    publicValues: flow.values.map(node),
    available: money(flow.availableCents),
    sourceToBudget: flow.sourceToBudget.map(link),
    budgetToValue: [...flow.budgetToValue.map(link), ...unspent],
  };
}

@ApiTags('Reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly door: Door) {}

  @Get('years')
  @Needs('council.read')
  @Gives(YearsDto, 'See every fiscal year in one view')
  getYears(@Caller() call: Call) {
    return this.door.run(call, async (tx) => ({ items: (await yearTotals(tx)).map(yearView) }));
  }

  @Get('follow-the-euro')
  @Needs('council.read')
  @Gives(EuroFlowDto, 'Follow the euro from funding source to public value')
  followTheEuro(@Caller() call: Call, @Query() { fiscalYear, budgetId }: FlowQuery) {
    const only = budgetId ? { budgetIds: [budgetId] } : {};
    return this.door.run(call, async (tx) => flowView(fiscalYear, await followTheEuro(tx, fiscalYear, only)));
  }
}
