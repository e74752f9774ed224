import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { recordCouncilBudget, type ReservationYear, reservationYears } from '../../../libs/budgets/index.js';
import { newId } from '../../../libs/core/index.js';
import { invokeReservation } from '../../../libs/drawing-rights/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, PathId } from '../kit/index.js';
import { CouncilBudgetDto, CouncilBudgetsDto, NewCouncilBudgetDto, NewWithdrawalDto, WithdrawalDto } from './council-budgets.dto.js';

const view = ({ fiscalYear, decisionId, adoptedOn, presumed, lapsesOn, countsFrom, reservedCents }: ReservationYear): CouncilBudgetDto => ({
  ...{ fiscalYear, councilDecisionId: decisionId, adoptedOn, presumed, lapsesOn, countsFrom },
  reserved: money(reservedCents),
});

@ApiTags('Council budgets')
@Controller('api/v1')
export class CouncilBudgetsController {
  constructor(private readonly door: Door) {}

  @Get('council-budgets')
  @Needs('budget.view')
  @Gives(CouncilBudgetsDto, 'List the years under budget reservation and those whose budget the council adopted, the latest first')
  async listCouncilBudgets(@Caller() call: Call) {
    return { items: (await this.door.run(call, (tx) => reservationYears(tx))).map(view) };
  }

  @Post('council-budgets')
  @Needs('decision.record')
  @Gives(CouncilBudgetDto, 'Record when the council adopted its budget of a year', {
    status: 201,
    about: 'From that day the reservation can be invoked for four weeks (Awb 4:34). It is recorded once; the same again changes nothing.',
  })
  recordCouncilBudget(@Caller() call: Call, @Body() body: NewCouncilBudgetDto) {
    return this.door.run(call, async (tx) => {
      const { fiscalYear } = await recordCouncilBudget(tx, { ...body, decisionId: body.councilDecisionId });
      return view((await reservationYears(tx)).find((year) => year.fiscalYear === fiscalYear)!);
    });
  }

  @Post('instalments/:id/withdrawal')
  @Needs('instalment.withdraw')
  @Once()
  @Gives(WithdrawalDto, 'Invoke the budget reservation over an instalment', {
    about:
      'Within four weeks after the council adopted the budget of the year. The money goes back to its source; drawing rights that were granted conditionally on it fall, the newest first, until enough is free.',
  })
  withdrawInstalment(
    @Caller() call: Call,
    @PathId() instalmentId: string,
    @Body() { councilDecisionId, amount, reason }: NewWithdrawalDto,
  ) {
    return this.door.once(call, 200, async (tx) => {
      const request = { instalmentId, decisionId: councilDecisionId, cents: amount.amountCents, reason };
      const { id, cents, ground, withdrawnAt, ...made } = await invokeReservation(tx, newId(), request);
      return { id, instalmentId, councilDecisionId, amount: money(cents), ground, reason: made.reason, withdrawnAt };
    });
  }
}
