import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { badInput, newId, type Tx } from '../../../libs/core/index.js';
import {
  endRight,
  grantRight,
  type GrantRequest,
  previewGrant,
  rightById,
  rightsOf,
  type RightView,
  unitOf,
} from '../../../libs/drawing-rights/index.js';
import { amountFrom, amountOf, type Call, Caller, Door, Gives, money, Needs, Once, pageIn, PageOf, PathId, shown } from '../kit/index.js';
import { DrawingRightDto, DrawingRightPreviewDto, DrawingRightQuery, NewDrawingRightDto, ReasonDto } from './rights.dto.js';

function view(right: RightView): DrawingRightDto {
  const { unit, amount, free, reserved, used, committedCents, tariffCentsPerHour } = right;
  const { id, budgetId, holderId, holderName, neighbourhoodId, publicValueId, title, kind, forSupport } = right;
  const { validFrom, validTo, state, conditionalUntil, considerations, dissent, grantedAt, endedAt, endReason } = right;
  return {
    ...{ id, budgetId, holderId, holderName, neighbourhoodId, publicValueId, title, kind },
    amount: amountOf(unit, amount),
    free: amountOf(unit, free),
    reserved: amountOf(unit, reserved),
    used: amountOf(unit, used),
    tariffPerHour: tariffCentsPerHour === null ? null : money(tariffCentsPerHour),
    committed: money(committedCents),
    ...{ forSupport, validFrom, validTo, state, conditionalUntil, considerations, dissent, grantedAt, endedAt, endReason },
  };
}

function request({ amount, tariffPerHour, ...body }: NewDrawingRightDto): GrantRequest {
  const asked = amountFrom(amount);
  if (asked.unit !== unitOf(body.kind)) {
    throw badInput('amount', { nl: 'Geef geld in euro’s en hulp in minuten.', en: 'Give money in euros and support in minutes.' });
  }
  if ((asked.unit === 'MIN') !== (tariffPerHour != null) || (tariffPerHour?.amountCents ?? 0) > 100_000_000) {
    throw badInput('tariffPerHour', {
      nl: 'Geef bij hulp in minuten wat een uur kost, en alleen dan.',
      en: 'Give what an hour costs with support in minutes, and only then.',
    });
  }
  return { ...body, id: newId(), amount: asked.amount, tariffCentsPerHour: tariffPerHour?.amountCents ?? null };
}

async function preview(tx: Tx, body: NewDrawingRightDto): Promise<DrawingRightPreviewDto> {
  const { committedCents, availableBeforeCents, availableAfterCents, shares, condition } = await previewGrant(tx, request(body));
  return {
    committed: money(committedCents),
    availableBefore: money(availableBeforeCents),
    availableAfter: money(availableAfterCents),
    shares: shares.map(({ fundingSourceId, fiscalYear, cents }) => ({ fundingSourceId, fiscalYear, amount: money(cents) })),
    condition: condition && { fiscalYear: condition.fiscalYear, lapsesOn: condition.lapsesOn, countsFrom: condition.countsFrom },
  };
}

/** An initiative sees its own rights, whatever it asks. */
function list(tx: Tx, { holderId, budgetId, neighbourhoodId, running }: DrawingRightQuery): Promise<RightView[]> {
  const own = tx.actor.role === 'initiative' ? (tx.actor.organisationId ?? undefined) : holderId;
  return rightsOf(tx, { holderId: own, budgetId, neighbourhoodId, running });
}

@ApiTags('Drawing rights')
@Controller('api/v1')
export class RightsController {
  constructor(private readonly door: Door) {}

  @Get('drawing-rights')
  @Needs('drawing-right.view')
  @Gives(PageOf(DrawingRightDto), 'List drawing rights with their balances, running ones first', {
    about: 'An initiative sees its own. A filter reaches 1,000 rights at most: narrow it by budget, neighbourhood or holder.',
  })
  async listDrawingRights(@Caller() call: Call, @Query() query: DrawingRightQuery) {
    return shown(call, pageIn(await this.door.run(call, (tx) => list(tx, query)), query), view);
  }

  @Post('drawing-right-previews')
  @Needs('drawing-right.grant')
  @Gives(DrawingRightPreviewDto, 'See what a grant would do to the budget', { about: 'Checks everything and changes nothing.' })
  previewDrawingRight(@Caller() call: Call, @Body() body: NewDrawingRightDto) {
    return this.door.run(call, (tx) => preview(tx, body));
  }

  @Post('drawing-rights')
  @Needs('drawing-right.grant')
  @Once()
  @Gives(DrawingRightDto, 'Grant a drawing right', {
    status: 201,
    about: 'By the neighbourhood body of the budget. The budget is committed at once, per source to the cent.',
  })
  grantDrawingRight(@Caller() call: Call, @Body() body: NewDrawingRightDto) {
    return this.door.once(call, 201, async (tx) => view(await rightById(tx, (await grantRight(tx, request(body))).id)));
  }

  @Get('drawing-rights/:id')
  @Needs('drawing-right.view')
  @Gives(DrawingRightDto, 'Get a drawing right with its balances')
  getDrawingRight(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(await rightById(tx, id)));
  }

  @Post('drawing-rights/:id/ending')
  @Needs('drawing-right.end')
  @Once()
  @Gives(DrawingRightDto, 'End a drawing right early', {
    about: 'By the neighbourhood body of the budget: what was not used is available again.',
  })
  endDrawingRight(@Caller() call: Call, @PathId() id: string, @Body() { reason }: ReasonDto) {
    return this.door.once(call, 200, async (tx) => {
      await endRight(tx, id, reason);
      return view(await rightById(tx, id));
    });
  }
}
