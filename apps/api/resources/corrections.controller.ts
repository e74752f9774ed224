import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsNull } from 'typeorm';
import { newId } from '../../../libs/core/index.js';
import { approveCorrection, Correction, correctionById, proposeCorrection, refuseCorrection } from '../../../libs/payments/index.js';
import { type Call, Caller, Door, Gives, money, Needs, Once, PageOf, pageOf, PathId, shown } from '../kit/index.js';
import { CorrectionDto, CorrectionQuery, NewCorrectionDto, RefusalDto } from './corrections.dto.js';
import { EmptyDto } from './draws.dto.js';

function view({ id, transferId, cents, reason, mandateCents, needsSecond, ...rest }: Correction): CorrectionDto {
  const { proposedBy, proposedAt, approvedBy, approvedAt, refusedBy, refusedAt, refusal, reversalId } = rest;
  return {
    id,
    entryId: transferId,
    amount: money(cents),
    state: reversalId ? 'booked' : refusedAt ? 'refused' : 'waiting',
    reason,
    mandate: money(mandateCents),
    ...{ needsSecond, proposedBy, proposedAt, approvedBy, approvedAt, refusedBy, refusedAt, refusal, reversalId },
  };
}

@ApiTags('Corrections')
@Controller('api/v1')
export class CorrectionsController {
  constructor(private readonly door: Door) {}

  @Get('corrections')
  @Needs('entry.correct')
  @Gives(PageOf(CorrectionDto), 'List the corrections, newest first')
  async listCorrections(@Caller() call: Call, @Query() { waiting, ...query }: CorrectionQuery) {
    const order = { by: { proposedAt: 'instant', id: 'id' }, direction: 'DESC' } as const;
    const where = waiting ? { refusedAt: IsNull(), reversalId: IsNull() } : {};
    return shown(call, await this.door.run(call, (tx) => pageOf(tx, Correction, order, query, where)), view);
  }

  @Get('corrections/:id')
  @Needs('entry.correct')
  @Gives(CorrectionDto, 'Get a correction')
  getCorrection(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(await correctionById(tx, id)));
  }

  @Post('entries/:id/correction')
  @Needs('entry.correct')
  @Once()
  @Gives(CorrectionDto, 'Take an entry back, or propose it to a second person', {
    about:
      'By a mirroring entry; nothing is changed or removed. Above the mandate amount of the ordinance it waits for a second person. An entry that another way is right for is refused, with that way in words.',
  })
  correctEntry(@Caller() call: Call, @PathId() id: string, @Body() { reason }: NewCorrectionDto) {
    return this.door.once(call, 200, async (tx) => view(await proposeCorrection(tx, { id: newId(), transferId: id, reason })));
  }

  @Post('corrections/:id/approval')
  @Needs('entry.correct')
  @Once()
  @Gives(CorrectionDto, 'Approve a correction as the second person', {
    about: 'Not by the person who proposed it: a token acts for the person who made it.',
  })
  approveCorrection(@Caller() call: Call, @PathId() id: string, @Body() _body: EmptyDto) {
    return this.door.once(call, 200, async (tx) => view(await approveCorrection(tx, id)));
  }

  @Post('corrections/:id/refusal')
  @Needs('entry.correct')
  @Once()
  @Gives(CorrectionDto, 'Refuse a proposed correction, with the reason', { about: 'Whoever proposed it withdraws it this way.' })
  refuseCorrection(@Caller() call: Call, @PathId() id: string, @Body() { reason }: RefusalDto) {
    return this.door.once(call, 200, async (tx) => view(await refuseCorrection(tx, id, reason)));
  }
}
