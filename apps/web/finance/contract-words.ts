import type { ContractKind, ContractView } from '../../../libs/budgets/index.js';
import type { Words } from '../../../libs/core/index.js';
import type { MemberContext } from '../kit/index.js';
import { yearsInWords } from './words.js';

/** What kind of money of the tender cycle it is. */
export const contractKinds: Readonly<Record<ContractKind, { name: Words; about: Words }>> = {
  contract: {
    name: { nl: 'Aanbesteed contract', en: 'Tendered contract' },
    about: { nl: 'Een opdracht die na een aanbesteding is gegeven.', en: 'An assignment that was given after a tender.' },
  },
  grant: {
    name: { nl: 'Jaarlijkse subsidie', en: 'Yearly grant' },
    about: { nl: 'Wordt elk jaar opnieuw aangevraagd en gegeven.', en: 'Is applied for and given anew each year.' },
  },
};

/** How far a contract is converted: `Vanaf 2027, helemaal vanaf 2029, tot en met 2032`. */
export function howFar({ conversion, yearlyCents }: ContractView, { lang }: Pick<MemberContext, 'lang'>): string | undefined {
  const [first] = conversion?.parts ?? [];
  const last = conversion?.parts.at(-1);
  if (!conversion || !first || !last) return undefined;
  const full = conversion.parts.find((part) => part.cents === yearlyCents)?.fiscalYear;
  const years = yearsInWords([first.fiscalYear, last.fiscalYear], { lang });
  if (full === first.fiscalYear) return lang === 'nl' ? `Helemaal, ${years}` : `Wholly, ${years}`;
  if (full === undefined) return lang === 'nl' ? `Voor een deel, ${years}` : `In part, ${years}`;
  return lang === 'nl' ? `${years}, helemaal vanaf ${full}` : `${years}, wholly from ${full}`;
}

/** What the picture and its table call the three places the money can be. */
export const bandNames = (t: (nl: string, en: string) => string) => ({
  leaving: t('Nog naar de leverancier', 'Still to the supplier'),
  open: t('Nog niet gedekt', 'Not covered yet'),
  arriving: t('Naar wijkbudgetten', 'To neighbourhood budgets'),
});
