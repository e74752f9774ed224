import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  announceEnding,
  type BudgetChange,
  budgetById,
  type BudgetEnding,
  changeBudget,
  changeById,
  type ChangeRequest,
  changesOf,
  noticeOf,
} from '../../../libs/budgets/index.js';
import { badInput, idFromPath, newId } from '../../../libs/core/index.js';
import { commitmentsOf } from '../../../libs/drawing-rights/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, PathId } from '../kit/index.js';
import {
  BudgetChangeDto,
  BudgetChangesDto,
  BudgetEndingDto,
  BudgetNoticeDto,
  NewBudgetChangeDto,
  NewBudgetEndingDto,
} from './budget-changes.dto.js';

@ApiTags('Neighbourhood budgets')
@Controller('api/v1/neighbourhood-budgets/:id')
export class BudgetChangesController {
  constructor(private readonly door: Door) {}

  @Get('changes')
  @Needs('budget.view')
  @Gives(BudgetChangesDto, 'List what the council changed in a neighbourhood budget, the newest first')
  listChanges(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => ({ items: (await changesOf(tx, (await budgetById(tx, id)).id)).map(changeView) }));
  }

  @Get('changes/:changeId')
  @Needs('budget.view')
  @Gives(BudgetChangeDto, 'Get a change of a neighbourhood budget')
  getChange(@Caller() call: Call, @PathId() id: string, @Param('changeId', { transform: idFromPath }) changeId: string) {
    return this.door.run(call, async (tx) => changeView(await changeById(tx, id, changeId)));
  }

  @Post('changes')
  @Needs('budget.change')
  @Once()
  @Gives(BudgetChangeDto, 'Increase, index or reallocate a neighbourhood budget by council decision', {
    status: 201,
    about:
      'An increase needs `parts` with their years. An indexation needs `basisPoints` and `fromYear`. A reallocation needs `otherBudgetId`, `fiscalYear` and `parts`.',
  })
  change(@Caller() call: Call, @PathId() id: string, @Body() body: NewBudgetChangeDto) {
    return this.door.once(call, 201, async (tx) => changeView(await changeBudget(tx, newId(), changeRequest(id, body))));
  }

  @Get('notice')
  @Needs('budget.view')
  @Gives(BudgetNoticeDto, 'See when a neighbourhood budget can end at the earliest')
  notice(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => {
      const { runsSince, threeYears, noticeUntil, earliestEnd } = await noticeOf(tx, id, commitmentsOf);
      return { runsSince, noticeIsDue: threeYears, noticeUntil, earliestEnd };
    });
  }

  @Post('ending')
  @Needs('budget.change')
  @Once()
  @Gives(BudgetEndingDto, 'Announce that a neighbourhood budget ends early', {
    status: 201,
    about: 'The years after it go back to their sources at once; what is left on the day after its last day follows by itself.',
  })
  end(@Caller() call: Call, @PathId() id: string, @Body() { councilDecisionId, reasons, endsOn }: NewBudgetEndingDto) {
    const request = { budgetId: id, decisionId: councilDecisionId, reasons, endsOn };
    return this.door.once(call, 201, async (tx) => endingView(await announceEnding(tx, newId(), request, commitmentsOf)));
  }
}

function changeView({
  id,
  kind,
  budgetId,
  otherBudgetId,
  decisionId,
  reasons,
  basisPoints,
  details,
  madeAt,
}: BudgetChange): BudgetChangeDto {
  const parts = details.parts.map(({ fundingSourceId, fiscalYear, cents }) => ({ fundingSourceId, fiscalYear, amount: money(cents) }));
  return { id, kind, budgetId, otherBudgetId, councilDecisionId: decisionId, reasons, basisPoints, parts, madeAt };
}

function endingView({ budgetId, changeId, announcedOn, noticeUntil, endsOn, endedAt }: BudgetEnding): BudgetEndingDto {
  return { budgetId, changeId, announcedOn, noticeUntil, endsOn, endedAt };
}

/** What was asked in the words of the library. @throws Problem 422 naming what the kind of change needs */
function changeRequest(budgetId: string, body: NewBudgetChangeDto): ChangeRequest {
  const { kind, councilDecisionId: decisionId, reasons } = body;
  const decided = { budgetId, decisionId, reasons };
  const asked = body.parts ?? [];
  if (kind === 'indexation')
    return { kind, ...decided, basisPoints: needed(body.basisPoints, 'basisPoints'), fromYear: needed(body.fromYear, 'fromYear') };
  if (kind === 'increase') {
    const parts = asked.map(({ fundingSourceId, fiscalYear, amount }) => ({
      sourceId: fundingSourceId,
      fiscalYear: needed(fiscalYear, 'parts'),
      cents: amount.amountCents,
    }));
    return { kind, ...decided, parts };
  }
  const parts = asked.map(({ fundingSourceId, amount }) => ({ sourceId: fundingSourceId, cents: amount.amountCents }));
  return {
    ...{ kind, ...decided, parts },
    fiscalYear: needed(body.fiscalYear, 'fiscalYear'),
    otherBudgetId: needed(body.otherBudgetId, 'otherBudgetId'),
  };
}

function needed<T>(value: T | undefined, field: string): T {
  if (value !== undefined) return value;
  throw badInput(field, { nl: 'Vul dit in: deze wijziging heeft het nodig.', en: 'Give this: this change needs it.' });
}
