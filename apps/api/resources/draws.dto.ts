import { Amount, type AmountDto, AmountShown, Choice, Day, Id, Instant, Line, MoneyDto, PageQuery, Part, Text } from '../kit/index.js';

const STATES = ['reserved', 'confirmed', 'voided', 'expired', 'reversed', 'paid'] as const;

/** A draw to reserve. */
export class NewDrawDto {
  @Id('The drawing right to draw on.')
  drawingRightId!: string;

  @Id('Who delivers it: any supplier the holder chooses.')
  supplierId!: string;

  @Amount('Euros or minutes, as the right is.')
  amount!: AmountDto;

  @Line('What it is for, in one line that everyone can read.', 120, { example: 'Zand en klinkers' })
  purpose!: string;
}

/** A draw (verzilvering). */
export class DrawDto {
  @Id('Its id.')
  id!: string;

  @Id('The drawing right.')
  drawingRightId!: string;

  @Id('The initiative that draws.')
  holderId!: string;

  @Id('The supplier.')
  supplierId!: string;

  @AmountShown('What it takes of the right.')
  amount!: AmountDto;

  @Part('What the supplier is paid.', MoneyDto)
  value!: MoneyDto;

  @Line('What it is for.', 120, { example: 'Zand en klinkers' })
  purpose!: string;

  @Choice('Reserved; then confirmed, voided or expired; a confirmed one is paid or reversed.', STATES, { example: 'reserved' })
  state!: (typeof STATES)[number];

  @Line('What the holder shows and the supplier may type; only for the holder.', 6, { nullable: true, example: 'K7M4QX' })
  code!: string | null;

  @Instant('When it was reserved.')
  reservedAt!: Date;

  @Day('The last day on which it can be confirmed.')
  expiresOn!: string;

  @Instant('When it was confirmed, voided, expired or reversed.', { nullable: true })
  endedAt!: Date | null;

  @Text('Why it was voided, expired or reversed.', 500, { nullable: true })
  endReason!: string | null;
}

/** Which draws. */
export class DrawQuery extends PageQuery {
  @Id('Only on this drawing right.', { optional: true, example: undefined })
  drawingRightId?: string;

  @Id('Only of this initiative.', { optional: true, example: undefined })
  holderId?: string;

  @Id('Only at this supplier.', { optional: true, example: undefined })
  supplierId?: string;

  @Choice('Only in this state.', STATES, { optional: true })
  state?: (typeof STATES)[number];
}

/** Nothing to say: the address says it. */
export class EmptyDto {}

/** A confirmed draw, and what is owed for it. */
export class ConfirmedDrawDto extends DrawDto {
  @Id('What is owed from now on.')
  payableId!: string;

  @Day('When it is paid at the latest.')
  dueOn!: string;
}
