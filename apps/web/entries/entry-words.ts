import type { Words } from '../../../libs/core/index.js';
import { type Entry, type Figure, kindWords, phaseWords } from '../../../libs/reporting/index.js';

/** A figure as a page calls it. */
export const figureWords: Readonly<Record<Figure, Words>> = {
  funded: { nl: 'Uit de bron', en: 'From the source' },
  planned: { nl: 'Gepland', en: 'Planned' },
  reserved: { nl: 'Onder begrotingsvoorbehoud', en: 'Under budget reservation' },
  adopted: { nl: 'Vastgesteld', en: 'Adopted' },
  carried: { nl: 'Meegenomen', en: 'Carried over' },
  frame: { nl: 'Vastgesteld en meegenomen', en: 'Adopted and carried over' },
  committed: { nl: 'Toegezegd', en: 'Committed' },
  payable: { nl: 'Te betalen', en: 'To be paid' },
  paid: { nl: 'Betaald', en: 'Paid' },
  spent: { nl: 'Betaald of toegezegd', en: 'Paid or committed' },
  available: { nl: 'Beschikbaar', en: 'Available' },
};

/** What an entry is, in a few words: `Opgenomen, bevestigd`. */
export function entryWords({ kind, phase, reversesId }: Pick<Entry, 'kind' | 'phase' | 'reversesId'>): Words {
  const parts = [
    kindWords[kind],
    phase === 'posted' ? null : phaseWords[phase],
    reversesId ? { nl: 'teruggedraaid', en: 'reversed' } : null,
  ].filter((words) => words !== null);
  return { nl: parts.map(({ nl }) => nl).join(', '), en: parts.map(({ en }) => en).join(', ') };
}
