import type { Words } from '../../../libs/core/index.js';
import type { Role } from '../../../libs/identity/index.js';
import { pathIn, translator, type PageContext } from './context.js';

/** One item of the menu. */
export interface MenuItem {
  label: string;
  href: string;
  current: boolean;
}

type Item = [path: string, words: Words];

const NEIGHBOURHOODS: Item = ['wijken', { nl: 'Wijken', en: 'Neighbourhoods' }];
const ENTRIES: Item = ['boekingen', { nl: 'Boekingen', en: 'Entries' }];
const OPEN_DATA: Item = ['open-data', { nl: 'Open data', en: 'Open data' }];
const home = (path: string): Item => [path, { nl: 'Begin', en: 'Home' }];

const PUBLIC: Item[] = [home(''), NEIGHBOURHOODS, ENTRIES, OPEN_DATA];

/** Four short items per role: one line on a phone. A role without a door of its own reads the public pages. */
const MENUS: Record<Role, Item[]> = {
  finance_officer: [
    home('financien'),
    ['financien/budgetten', { nl: 'Budgetten', en: 'Budgets' }],
    ['financien/betalen', { nl: 'Betalen', en: 'Pay' }],
    ['financien/jaar', { nl: 'Jaar', en: 'Year' }],
  ],
  neighbourhood_body: [
    home('wijkorgaan'),
    ['wijkorgaan/trekkingsrechten/nieuw', { nl: 'Toekennen', en: 'Grant' }],
    NEIGHBOURHOODS,
    ENTRIES,
  ],
  initiative: [home('initiatief'), NEIGHBOURHOODS, ENTRIES, OPEN_DATA],
  supplier: [home('leverancier'), ['leverancier/betalingen', { nl: 'Betalingen', en: 'Payments' }], NEIGHBOURHOODS, ENTRIES],
  councillor: [
    home('raad'),
    ['raad/wijken', NEIGHBOURHOODS[1]],
    ['raad/boekingen', ENTRIES[1]],
    ['raad/verslagen', { nl: 'Verslagen', en: 'Reports' }],
  ],
  contact_officer: PUBLIC,
  visit_panel: PUBLIC,
};

/** The path of the home of a role inside its municipality, without the municipality: `financien`. */
export function homePath(role: Role): string {
  return (MENUS[role][0] as Item)[0];
}

/** The menu of this page: that of the viewer's role here, otherwise that of the public; none outside a municipality. */
export function menuFor(ctx: PageContext): MenuItem[] {
  if (!ctx.municipality) return [];
  const role = ctx.viewer?.membership?.role;
  const t = translator(ctx);
  const items = (role ? MENUS[role] : PUBLIC).map(([path, words]) => ({ label: t(words), href: pathIn(ctx, path) }));
  // The longest address that the page lies under is the current one; a home is current only on itself.
  const under = (href: string) => ctx.path === href || (ctx.path.startsWith(`${href}/`) && href !== items[0]?.href);
  const current = items.filter(({ href }) => under(href)).sort((a, b) => b.href.length - a.href.length)[0];
  return items.map((item) => ({ ...item, current: item === current }));
}
