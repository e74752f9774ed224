import type { Words } from '../core/index.js';
import type { AccountKind } from '../ledger/index.js';

/** What an account is of. */
export interface AccountParts {
  kind: AccountKind;
  year: number | null;
  budget: string | null;
  source: string | null;
  right: string | null;
}

/** Says in both languages what an account holds. */
export function accountWords({ kind, year, budget, source, right }: AccountParts): Words {
  const of = { nl: `${budget}, ${source}, ${year}`, en: `${budget}, ${source}, ${year}` };
  const words: Record<AccountKind, Words> = {
    council: { nl: 'De gemeentebegroting', en: 'The municipal budget' },
    source: { nl: `Nog te verdelen: ${source}, ${year}`, en: `Not planned yet: ${source}, ${year}` },
    planned: { nl: `Gepland voor ${of.nl}`, en: `Planned for ${of.en}` },
    available: { nl: `Beschikbaar in ${of.nl}`, en: `Available in ${of.en}` },
    available_support: { nl: `Beschikbaar voor ondersteuning in ${of.nl}`, en: `Available for support in ${of.en}` },
    right: { nl: `Toegekend: ${right} (${of.nl})`, en: `Granted: ${right} (${of.en})` },
    payable: { nl: `Te betalen uit ${of.nl}`, en: `To be paid from ${of.en}` },
    paid: { nl: `Betaald uit ${of.nl}`, en: `Paid from ${of.en}` },
    minutes_issued: { nl: 'Toegekende uren', en: 'Hours granted' },
    right_minutes: { nl: `Uren van ${right}`, en: `Hours of ${right}` },
    minutes_delivered: { nl: `Geleverde uren van ${right}`, en: `Hours delivered for ${right}` },
  };
  return words[kind];
}
