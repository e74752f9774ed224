import type { Words } from '../core/index.js';
import type { Transfer, TransferKind } from '../ledger/index.js';

/** Kinds that move the frame and that a reversing transfer alone can take back. */
const MIRRORED: ReadonlySet<TransferKind> = new Set(['fund', 'give_back', 'carry_over', 'close']);

/** Which other way is the right one, for what a reversing transfer alone would leave half undone. */
const OTHER_WAY: Readonly<Partial<Record<TransferKind, Words>>> = {
  plan: {
    nl: 'Dit geld is voor een wijkbudget gepland door een raadsbesluit. De raad wijzigt het wijkbudget; daarna boekt Buurtkas de wijziging.',
    en: 'This money was planned for a budget by a council decision. The council changes the budget; Buurtkas then books the change.',
  },
  adopt: {
    nl: 'Dit deel van het wijkbudget telt mee omdat de raad het vaststelde. De raad wijzigt het wijkbudget; daarna boekt Buurtkas de wijziging.',
    en: 'This part of the budget counts because the council adopted it. The council changes the budget; Buurtkas then books the change.',
  },
  withdraw: {
    nl: 'Dit is door een besluit ingetrokken. De raad kent het met een nieuw besluit opnieuw toe.',
    en: 'This was withdrawn by a decision. The council grants it again with a new decision.',
  },
  grant: {
    nl: 'Het wijkorgaan kende dit toe. Het wijkorgaan stopt het trekkingsrecht; wat over is, komt dan vanzelf terug.',
    en: 'The neighbourhood body granted this. The body ends the drawing right; what is left then comes back by itself.',
  },
  return: {
    nl: 'Dit kwam terug toen een trekkingsrecht stopte. Het wijkorgaan kent het opnieuw toe.',
    en: 'This came back when a drawing right ended. The neighbourhood body grants it again.',
  },
  draw: {
    nl: 'De leverancier of het wijkorgaan draait deze opname terug, zolang die niet is betaald. U beslist niet over uitgaven van de wijk.',
    en: 'The supplier or the neighbourhood body reverses this draw, as long as it is not paid. You do not decide on spends of the neighbourhood.',
  },
  pay: {
    nl: 'Dit is betaald. Klopt de betaling niet, spreek dan met de leverancier af dat die het geld terugstort.',
    en: 'This was paid. If the payment is wrong, agree with the supplier that it pays the money back.',
  },
};

/** Of a source that a contract was converted into. */
export const converted: Words = {
  nl: 'Dit geld komt uit een contract dat bij raadsbesluit is omgezet. De omzetting blijft staan; wat u niet nodig hebt, plant u niet.',
  en: 'This money comes from a contract that was converted by a council decision. The conversion stays; what you do not need, you do not plan.',
};

const pending: Words = {
  nl: 'Dit bedrag was alleen gereserveerd. Er is niets geboekt dat terug kan.',
  en: 'This amount was only reserved. Nothing was booked that could be taken back.',
};

const reversal: Words = {
  nl: 'Deze boeking draait zelf een andere terug. Zo’n correctie blijft staan; boek opnieuw wat er had moeten staan.',
  en: 'This entry takes back another one itself. Such a correction stays; book anew what should have been there.',
};

/** Why a transfer cannot be taken back by a reversing transfer, and what to do instead; undefined when it can. */
export function otherWay({ kind, phase, reversesId }: Pick<Transfer, 'kind' | 'phase' | 'reversesId'>): Words | undefined {
  if (phase === 'pending' || phase === 'void' || phase === 'expire') return pending;
  if (reversesId !== null) return reversal;
  return MIRRORED.has(kind) ? undefined : OTHER_WAY[kind];
}
