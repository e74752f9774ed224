import { Choice, Day, Flag, Id, Instant, MoneyDto, Part, Parts, PositiveMoneyDto, Text, Year } from '../kit/index.js';

/** That the council adopted its budget of a fiscal year. */
export class NewCouncilBudgetDto {
  @Year('The fiscal year of the budget.')
  fiscalYear!: number;

  @Id('The council decision that adopted it.')
  councilDecisionId!: string;

  @Day('The day on which the council adopted it; not after today.', { example: '2026-11-10' })
  adoptedOn!: string;
}

/** The budget reservation (begrotingsvoorbehoud) of a fiscal year (Awb 4:34). */
export class CouncilBudgetDto {
  @Year('The fiscal year.')
  fiscalYear!: number;

  @Id('The council decision that adopted its budget; null while nothing is recorded.', { nullable: true })
  councilDecisionId!: string | null;

  @Day('The day on which the council adopted its budget; presumed while nothing is recorded.', { example: '2026-11-10' })
  adoptedOn!: string;

  @Flag('Whether that day is the legal one that is presumed, because none was recorded.')
  presumed!: boolean;

  @Day('The last day on which the reservation can be invoked: four weeks after the adoption.', { example: '2026-12-08' })
  lapsesOn!: string;

  @Day('The first day on which the money of the year can count.', { example: '2027-01-01' })
  countsFrom!: string;

  @Part('What is under reservation now, of all neighbourhood budgets.', MoneyDto)
  reserved!: MoneyDto;
}

/** Every year that is under reservation, or whose budget the council adopted. */
export class CouncilBudgetsDto {
  @Parts('The latest year first.', CouncilBudgetDto, 400)
  items!: CouncilBudgetDto[];
}

/** What the council decided to withdraw of an instalment under reservation. */
export class NewWithdrawalDto {
  @Id('The council decision by which the reservation is invoked.')
  councilDecisionId!: string;

  @Part('How much goes back to the source: all of it or a part.', PositiveMoneyDto)
  amount!: PositiveMoneyDto;

  @Text('Why; the neighbourhood reads this.', 4_000, { example: 'De begroting van 2027 geeft minder geld aan de wijken.' })
  reason!: string;
}

/** What was withdrawn of an instalment. */
export class WithdrawalDto {
  @Id('Its id.')
  id!: string;

  @Id('The instalment.')
  instalmentId!: string;

  @Id('The council decision.')
  councilDecisionId!: string;

  @Part('What went back to the source.', MoneyDto)
  amount!: MoneyDto;

  @Choice('Why it could be withdrawn.', ['reservation', 'reallocation', 'ending'], { example: 'reservation' })
  ground!: 'reservation' | 'reallocation' | 'ending';

  @Text('The reason.', 4_000, { example: 'De begroting van 2027 geeft minder geld aan de wijken.' })
  reason!: string;

  @Instant('When it was withdrawn.')
  withdrawnAt!: Date;
}
