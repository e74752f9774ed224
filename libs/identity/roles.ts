import type { Words } from '../core/index.js';

/** The roles a membership can have. */
export const ROLES = [
  'finance_officer',
  'neighbourhood_body',
  'initiative',
  'supplier',
  'contact_officer',
  'councillor',
  'visit_panel',
] as const;

export type Role = (typeof ROLES)[number];

/** The roles in which a person acts for an organisation. */
export const ORGANISATION_ROLES: ReadonlySet<Role> = new Set<Role>(['neighbourhood_body', 'initiative', 'supplier']);

/** How a role is called in a sentence. */
export const roleWords: Readonly<Record<Role, Words>> = {
  finance_officer: { nl: 'financieel medewerker', en: 'finance officer' },
  neighbourhood_body: { nl: 'wijkorgaan', en: 'neighbourhood body' },
  initiative: { nl: 'initiatief', en: 'initiative' },
  supplier: { nl: 'leverancier', en: 'supplier' },
  contact_officer: { nl: 'contactambtenaar', en: 'contact officer' },
  councillor: { nl: 'raadslid', en: 'councillor' },
  visit_panel: { nl: 'visitatiepanel', en: 'visit panel' },
};

/** Whether a text is a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
