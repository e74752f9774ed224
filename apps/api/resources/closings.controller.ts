import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  type BookYear,
  bookYear,
  bookYears,
  type BudgetClosing,
  budgetClosings,
  type NamedClosingLine,
  previewClosing,
  requestClosing,
} from '../../../libs/budgets/index.js';
import { notFound, type Tx } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, pageIn, PageOf, PageQuery, shown } from '../kit/index.js';
import { type BudgetClosingDto, ClosingDetailDto, ClosingDto, type ClosingLineDto, NewClosingDto } from './closings.dto.js';

function view({ fiscalYear, closableFrom, freeCents, closing }: BookYear): ClosingDto {
  const { jobId, state, run, requestedAt, progressDone, progressTotal, error } = closing ?? ({} as NonNullable<typeof closing>);
  return {
    fiscalYear,
    closableFrom,
    free: money(freeCents),
    closedAt: closing?.finishedAt ?? null,
    closing: closing && { jobId, state, run, requestedAt, progressDone, progressTotal, error },
  };
}

const lineView = (line: NamedClosingLine): ClosingLineDto => ({
  budgetId: line.budgetId,
  budgetName: line.budgetName,
  fundingSourceId: line.fundingSourceId,
  sourceName: line.sourceName,
  taskField: line.taskField,
  free: money(line.freeCents),
  carries: money(line.carryCents),
  returns: money(line.returnCents),
  waits: money(line.waitCents),
  carried: money(line.carriedCents),
  returned: money(line.returnedCents),
  held: money(line.heldCents),
  reason: line.reasons[0] ?? null,
});

const budgetView = ({ budgetId, budgetName, carriedCents, returnedCents, heldCents, doneAt }: BudgetClosing): BudgetClosingDto => ({
  budgetId,
  budgetName,
  carried: money(carriedCents),
  returned: money(returnedCents),
  held: money(heldCents),
  closedAt: doneAt,
});

async function detail(tx: Tx, fiscalYear: number): Promise<ClosingDetailDto> {
  const year = await bookYear(tx, fiscalYear);
  const { lines } = await previewClosing(tx, fiscalYear);
  const budgets = year.closing ? await budgetClosings(tx, year.closing.id) : [];
  return { ...view(year), lines: lines.map(lineView), budgets: budgets.map(budgetView) };
}

@ApiTags('Year-end closings')
@Controller('api/v1/closings')
export class ClosingsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('budget.view')
  @Gives(PageOf(ClosingDto), 'List the fiscal years that have begun, and whether they are closed, the latest first')
  async listClosings(@Caller() call: Call, @Query() query: PageQuery) {
    const years = await this.door.run(call, bookYears);
    return shown(
      call,
      pageIn(
        years.map((year) => ({ ...year, id: String(year.fiscalYear) })),
        query,
      ),
      view,
    );
  }

  @Get(':year')
  @Needs('budget.view')
  @ApiParam({ name: 'year', description: 'The fiscal year.', schema: { type: 'integer', minimum: 2000, maximum: 2200 }, example: 2026 })
  @Gives(ClosingDetailDto, 'See what closing a year does, and what it did', {
    about: 'Of a year that is closed, `carries` and `returns` are what came free since.',
  })
  getClosing(@Caller() call: Call, @Param('year') year: string) {
    if (!/^2[012]\d\d$/.test(year)) throw notFound();
    return this.door.run(call, (tx) => detail(tx, Number(year)));
  }

  @Post()
  @Needs('year.close')
  @Once()
  @Gives(ClosingDetailDto, 'Close a fiscal year, or move what came free in it since', {
    status: 202,
    about:
      'It is done in the background, a budget at a time; get the closing to see how far it is. What is free goes along to the next year as far as the ordinance of the budget lets it, and the rest returns to its source. What is committed stays.',
  })
  closeYear(@Caller() call: Call, @Body() { fiscalYear }: NewClosingDto) {
    return this.door.once(call, 202, async (tx) => {
      await requestClosing(tx, fiscalYear);
      return detail(tx, fiscalYear);
    });
  }
}
