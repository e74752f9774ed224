import type { Words } from '../../../libs/core/index.js';
import type { DrawState, RightKind } from '../../../libs/drawing-rights/index.js';
import type { StatusKind } from '../kit/index.js';

/** A state as the holder and the supplier read it. */
export const drawStates: Readonly<Record<DrawState, { kind: StatusKind; words: Words }>> = {
  reserved: { kind: 'wait', words: { nl: 'Wacht op bevestiging', en: 'Waiting for confirmation' } },
  confirmed: { kind: 'done', words: { nl: 'Bevestigd', en: 'Confirmed' } },
  paid: { kind: 'done', words: { nl: 'Betaald', en: 'Paid' } },
  voided: { kind: 'stop', words: { nl: 'Ingetrokken', en: 'Withdrawn' } },
  expired: { kind: 'stop', words: { nl: 'Teruggekomen', en: 'Came back' } },
  reversed: { kind: 'stop', words: { nl: 'Teruggedraaid', en: 'Reversed' } },
};

/** A kind of right, and what it is for in one line. */
export const rightKinds: Readonly<Record<RightKind, { name: Words; about: Words }>> = {
  money: {
    name: { nl: 'Geld', en: 'Money' },
    about: { nl: 'U kiest zelf bij wie u het besteedt.', en: 'You choose with whom you spend it.' },
  },
  community_work: {
    name: { nl: 'Opbouwwerk', en: 'Community work' },
    about: {
      nl: 'Een opbouwwerker helpt u, bijvoorbeeld bij een bewonersavond. U kiest zelf wie.',
      en: 'A community worker helps you, for example with an evening for residents. You choose who.',
    },
  },
  civil_servant: {
    name: { nl: 'Hulp van de gemeente', en: 'Help from the municipality' },
    about: {
      nl: 'Een ambtenaar zoekt iets voor u uit of denkt met u mee.',
      en: 'A civil servant finds something out for you or thinks along.',
    },
  },
  freelancer: {
    name: { nl: 'Een zzp’er uit de buurt', en: 'A local freelancer' },
    about: {
      nl: 'Iemand uit de buurt doet het werk. U kiest zelf wie.',
      en: 'Somebody from the neighbourhood does the work. You choose who.',
    },
  },
  space: {
    name: { nl: 'Een plek', en: 'A space' },
    about: { nl: 'U gebruikt een zaal, een veld of een andere publieke plek.', en: 'You use a room, a field or another public place.' },
  },
};
