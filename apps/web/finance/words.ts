import type { Words } from '../../../libs/core/index.js';
import type { InstalmentStatus, SourceKind } from '../../../libs/budgets/index.js';
import type { EntryFilter } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { type Crumb, type MemberContext, pathIn, type StatusKind, translator } from '../kit/index.js';

/** A page of the finance officer. */
export const inFinance = (ctx: MemberContext, path = '') => pathIn(ctx, path === '' ? 'financien' : `financien/${path}`);

/** The entries under a number. */
export const entries = (ctx: MemberContext, filter: EntryFilter) => entriesHref(inFinance(ctx, 'boekingen'), filter);

/** The way back: home, and the list a page belongs to. */
export function crumbs(
  ctx: MemberContext,
  ...lists: ('budgetten' | 'betalen' | 'bronnen' | 'contracten' | 'besluiten' | 'wijkorganen' | 'correcties' | 'begrotingen')[]
): Crumb[] {
  const t = translator(ctx);
  const names = {
    budgetten: t('Wijkbudgetten', 'Neighbourhood budgets'),
    betalen: t('Betalen', 'Pay'),
    bronnen: t('Bronnen', 'Sources'),
    contracten: t('Contracten en jaarsubsidies', 'Contracts and yearly grants'),
    besluiten: t('Raadsbesluiten', 'Council decisions'),
    wijkorganen: t('Wijkorganen', 'Neighbourhood bodies'),
    correcties: t('Correcties', 'Corrections'),
    begrotingen: t('Begrotingen van de raad', 'Budgets of the council'),
  };
  return [
    { label: t('Begin', 'Home'), href: inFinance(ctx) },
    ...lists.map((list) => ({ label: names[list], href: inFinance(ctx, list) })),
  ];
}

/** What kind of money a source is, and what that means. */
export const sourceKinds: Readonly<Record<SourceKind, { name: Words; about: Words }>> = {
  regular: {
    name: { nl: 'Gewoon geld', en: 'Regular money' },
    about: { nl: 'Staat al elk jaar in de begroting.', en: 'Is in the budget every year already.' },
  },
  converted: {
    name: { nl: 'Omgezet', en: 'Converted' },
    about: {
      nl: 'Was een aanbesteed contract of een oude begrotingspost die afliep.',
      en: 'Was a tendered contract or an old budget line that ran out.',
    },
  },
  extra: {
    name: { nl: 'Extra', en: 'Extra' },
    about: { nl: 'Komt er tijdelijk bij, boven op het gewone geld.', en: 'Comes on top of the regular money, for a while.' },
  },
  external: {
    name: { nl: 'Van buiten', en: 'External' },
    about: { nl: 'Van het Rijk, de provincie of een fonds.', en: 'From the state, the province or a fund.' },
  },
};

/** The legal status of an instalment, as a word with a colour. */
export const instalmentStates: Readonly<Record<InstalmentStatus, { kind: StatusKind; words: Words }>> = {
  adopted: { kind: 'done', words: { nl: 'Vastgesteld', en: 'Adopted' } },
  reserved: { kind: 'wait', words: { nl: 'Onder begrotingsvoorbehoud', en: 'Under budget reservation' } },
  planned: { kind: 'rest', words: { nl: 'Gepland', en: 'Planned' } },
  withdrawn: { kind: 'stop', words: { nl: 'Ingetrokken', en: 'Withdrawn' } },
};

/** `2026`, `2025 en 2026`, or `2025 tot en met 2028`. */
export function yearsInWords(years: readonly number[], { lang }: { lang: 'nl' | 'en' }): string {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (first === last) return String(first);
  if (last === first + 1) return `${first} ${lang === 'nl' ? 'en' : 'and'} ${last}`;
  return `${first} ${lang === 'nl' ? 'tot en met' : 'to'} ${last}`;
}
