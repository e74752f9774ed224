import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { budgetById, requireBody } from '../../../libs/budgets/index.js';
import { badInput, newId, type Tx } from '../../../libs/core/index.js';
import { type Draw, drawById, drawsOf, type DrawView, reserveDraw, rightById, voidDraw } from '../../../libs/drawing-rights/index.js';
import { confirmDelivery, reverseDelivery } from '../../../libs/payments/index.js';
import {
  amountFrom,
  amountOf,
  type Call,
  Caller,
  cut,
  decode,
  Door,
  Gives,
  money,
  Needs,
  Once,
  type Page,
  PageOf,
  PathId,
  shown,
} from '../kit/index.js';
import { ConfirmedDrawDto, DrawDto, DrawQuery, EmptyDto, NewDrawDto } from './draws.dto.js';
import { ReasonDto } from './rights.dto.js';

/** Only the holder reads the code: it proves to the supplier that the holder was there. */
function view(tx: Pick<Tx, 'actor'>, draw: Draw | DrawView): DrawDto {
  const { id, drawingRightId, holderId, supplierId, unit, amount, cents, purpose, state, code, reservedAt, expiresOn, endedAt, endReason } =
    draw;
  const names = { id, drawingRightId, holderId, supplierId, amount: amountOf(unit, amount), value: money(cents), purpose, state };
  return { ...names, code: tx.actor.organisationId === holderId ? code : null, reservedAt, expiresOn, endedAt, endReason };
}

/** A holder sees its own draws, a supplier those at itself, whatever they ask. */
async function list(tx: Tx, { drawingRightId: rightId, state, limit, after, ...asked }: DrawQuery): Promise<Page<DrawView>> {
  const { role, organisationId } = tx.actor;
  const own = organisationId ?? undefined;
  const holderId = role === 'initiative' ? own : asked.holderId;
  const supplierId = role === 'supplier' ? own : asked.supplierId;
  const [at, id] = after ? decode(after, ['instant', 'id']) : [];
  const last = after ? { reservedAt: new Date(at as string), id: id as string } : undefined;
  const rows = await drawsOf(tx, { holderId, supplierId, rightId, states: state && [state], after: last, limit });
  // The library gives a page of exactly the limit; whether more follow shows on the next one.
  return rows.length < limit ? { items: rows, next: null } : cut([...rows, rows[0] as DrawView], limit, (row) => [row.reservedAt, row.id]);
}

async function reserve(tx: Tx, { drawingRightId, supplierId, purpose, amount: asked }: NewDrawDto): Promise<DrawDto> {
  const { unit, amount } = amountFrom(asked);
  const draw = await reserveDraw(tx, { id: newId(), rightId: drawingRightId, supplierId, amount, purpose });
  if (draw.unit !== unit) {
    const [nl, en] = draw.unit === 'EUR' ? ['in euro’s', 'in euros'] : ['in minuten', 'in minutes'];
    throw badInput('amount', { nl: `Dit trekkingsrecht is ${nl}.`, en: `This drawing right is ${en}.` });
  }
  return view(tx, draw);
}

async function confirm(tx: Tx, id: string): Promise<ConfirmedDrawDto> {
  const { draw, payable } = await confirmDelivery(tx, id, { as: 'supplier' });
  return { ...view(tx, draw), payableId: payable.id, dueOn: payable.dueOn };
}

/** The supplier itself, or the neighbourhood body of the budget, takes a confirmation back. */
async function reverse(tx: Tx, id: string, reason: string): Promise<DrawDto> {
  const { drawingRightId } = await drawById(tx, id);
  if (tx.actor.role !== 'supplier') requireBody(tx, await budgetById(tx, (await rightById(tx, drawingRightId)).budgetId));
  await reverseDelivery(tx, id, reason);
  return view(tx, await drawById(tx, id));
}

@ApiTags('Draws')
@Controller('api/v1/draws')
export class DrawsController {
  constructor(private readonly door: Door) {}

  @Get()
  @Needs('drawing-right.view', 'draw.confirm')
  @Gives(PageOf(DrawDto), 'List draws, newest first', { about: 'An initiative sees its own, a supplier those at itself.' })
  async listDraws(@Caller() call: Call, @Query() query: DrawQuery) {
    return shown(call, await this.door.run(call, (tx) => list(tx, query)), (draw) => view(call, draw));
  }

  @Post()
  @Needs('draw.reserve')
  @Once()
  @Gives(DrawDto, 'Reserve a draw on a drawing right', {
    status: 201,
    about: 'At once, without approval. Draws can never exceed the balance, whatever arrives at the same moment.',
  })
  reserveDraw(@Caller() call: Call, @Body() body: NewDrawDto) {
    return this.door.once(call, 201, (tx) => reserve(tx, body));
  }

  @Get(':id')
  @Needs('drawing-right.view', 'draw.confirm')
  @Gives(DrawDto, 'Get a draw')
  getDraw(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => view(tx, await drawById(tx, id)));
  }

  @Post(':id/confirmation')
  @Needs('draw.confirm')
  @Once()
  @Gives(ConfirmedDrawDto, 'Confirm a draw as its supplier', { about: 'From this moment the municipality owes the supplier the amount.' })
  confirmDraw(@Caller() call: Call, @PathId() id: string, @Body() _body: EmptyDto) {
    return this.door.once(call, 200, (tx) => confirm(tx, id));
  }

  @Post(':id/voiding')
  @Needs('draw.void')
  @Once()
  @Gives(DrawDto, 'Withdraw (holder) or decline (supplier) a reserved draw', { about: 'The right has the amount again.' })
  voidDraw(@Caller() call: Call, @PathId() id: string, @Body() { reason }: ReasonDto) {
    return this.door.once(call, 200, async (tx) => view(tx, await voidDraw(tx, id, reason)));
  }

  @Post(':id/reversal')
  @Needs('draw.reverse')
  @Once()
  @Gives(DrawDto, 'Take a confirmed draw back', {
    about: 'Nothing is owed any more and the right has the amount again. Not once it is in a payment batch.',
  })
  reverseDraw(@Caller() call: Call, @PathId() id: string, @Body() { reason }: ReasonDto) {
    return this.door.once(call, 200, (tx) => reverse(tx, id, reason));
  }
}
