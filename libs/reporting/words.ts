import type { Words } from '../core/index.js';
import type { TransferKind, TransferPhase } from '../ledger/index.js';

/** What a transfer does, for lists and files. */
export const kindWords: Record<TransferKind, Words> = {
  fund: { nl: 'Bron toegevoegd', en: 'Source funded' },
  plan: { nl: 'Gepland', en: 'Planned' },
  withdraw: { nl: 'Ingetrokken', en: 'Withdrawn' },
  give_back: { nl: 'Terug naar de bron', en: 'Back to its source' },
  close: { nl: 'Jaar afgesloten: terug naar de bron', en: 'Year closed: back to its source' },
  adopt: { nl: 'Vastgesteld', en: 'Adopted' },
  carry_over: { nl: 'Meegenomen naar volgend jaar', en: 'Carried over' },
  grant: { nl: 'Toegekend', en: 'Granted' },
  return: { nl: 'Teruggekomen', en: 'Returned' },
  draw: { nl: 'Opname', en: 'Draw' },
  pay: { nl: 'Betaald', en: 'Paid' },
};

/** How far a transfer is. */
export const phaseWords: Record<TransferPhase, Words> = {
  posted: { nl: 'geboekt', en: 'booked' },
  pending: { nl: 'gereserveerd', en: 'reserved' },
  post: { nl: 'bevestigd', en: 'confirmed' },
  void: { nl: 'vervallen: ingetrokken', en: 'void: withdrawn' },
  expire: { nl: 'vervallen: niet op tijd bevestigd', en: 'expired: not confirmed in time' },
};
