import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type CommitmentCents, type CommitmentRow, commitments } from '../../../libs/reporting/index.js';
import { type Call, Caller, Door, Gives, money, Needs } from '../kit/index.js';
import { type CommitmentFiguresDto, CommitmentsDto, CommitmentsQuery, type CommitmentRowDto } from './commitments.dto.js';

const figures = (cents: CommitmentCents): CommitmentFiguresDto => ({
  planned: money(cents.plannedCents),
  reserved: money(cents.reservedCents),
  adopted: money(cents.adoptedCents),
  carried: money(cents.carriedCents),
  committed: money(cents.committedCents),
  payable: money(cents.payableCents),
  paid: money(cents.paidCents),
  available: money(cents.availableCents),
});

const view = (row: CommitmentRow): CommitmentRowDto => ({
  key: row.key,
  name: row.name,
  fiscalYear: row.fiscalYear,
  ...figures(row),
});

@ApiTags('Reports')
@Controller('api/v1/commitments')
export class CommitmentsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('budget.view')
  @Gives(CommitmentsDto, 'See what is adopted, committed, paid and left, per budget, source or task field', {
    about:
      'Of now or of any past day. Every number is the total of the entries with the same filter, `bookedUntil` or `effectiveUntil` that day.',
  })
  getCommitments(@Caller() call: Call, @Query() { by, fiscalYear, on, basis }: CommitmentsQuery) {
    return this.door.run(call, async (tx) => {
      const { rows, total } = await commitments(tx, { by, fiscalYear, on, basis });
      return { items: rows.map(view), total: figures(total) };
    });
  }
}
