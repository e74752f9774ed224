import { type Actor, forbidden, type Words } from '../core/index.js';
import { isRole, type Role, ROLES, roleWords } from './roles.js';

/** Everything that can be allowed, as `noun.verb`, and how it is called on a page. */
export const permissionWords = {
  'membership.manage': { nl: 'Rollen toekennen en beëindigen', en: 'Give and end roles' },
  'token.manage': { nl: 'Koppelingen maken en intrekken', en: 'Make and revoke connections' },
  'organisation.manage': { nl: 'Organisaties vastleggen', en: 'Record organisations' },
  'decision.record': { nl: 'Een raadsbesluit vastleggen', en: 'Record a council decision' },
  'source.create': { nl: 'Een financieringsbron toevoegen', en: 'Add a funding source' },
  'budget.adopt': { nl: 'Een wijkbudget maken en vaststellen', en: 'Make and adopt a neighbourhood budget' },
  'budget.view': { nl: 'Wijkbudgetten bekijken', en: 'See neighbourhood budgets' },
  'conversion.manage': { nl: 'Contracten omzetten', en: 'Convert contracts' },
  'budget.change': { nl: 'Een wijkbudget wijzigen bij raadsbesluit', en: 'Change a budget by council decision' },
  'budget.import': { nl: 'Bronnen en budgetten inlezen', en: 'Import sources and budgets' },
  'year.close': { nl: 'Een jaar afsluiten', en: 'Close a year' },
  'body.recognise': { nl: 'Een wijkorgaan erkennen en een budget overdragen', en: 'Recognise a body and delegate a budget' },
  'entry.correct': { nl: 'Een boeking terugdraaien', en: 'Reverse an entry' },
  'instalment.withdraw': { nl: 'Een begrotingsvoorbehoud inroepen', en: 'Invoke a budget reservation' },
  'instalment.release': { nl: 'Een jaartranche vrijgeven', en: 'Release a yearly instalment' },
  'drawing-right.grant': { nl: 'Een trekkingsrecht toekennen', en: 'Grant a drawing right' },
  'drawing-right.end': { nl: 'Een trekkingsrecht beëindigen', en: 'End a drawing right' },
  'drawing-right.view': { nl: 'Trekkingsrechten bekijken', en: 'See drawing rights' },
  'draw.reserve': { nl: 'Opnemen van een trekkingsrecht', en: 'Draw on a drawing right' },
  'draw.confirm': { nl: 'Een opname bevestigen', en: 'Confirm a draw' },
  'draw.void': { nl: 'Een opname laten vervallen', en: 'Void a draw' },
  'draw.reverse': { nl: 'Een bevestigde opname terugdraaien', en: 'Reverse a confirmed draw' },
  'draw.decide': { nl: 'Beslissen over een opname buiten de spelregels', en: 'Decide on a draw outside the house rules' },
  'draw.expire': { nl: 'Verlopen opnames vrijgeven', en: 'Release draws that ran out' },
  'payable.view': { nl: 'Betalingen bekijken', en: 'See payments' },
  'payable.prepare': { nl: 'Een betaling klaarzetten', en: 'Prepare a payment' },
  'payable.approve': { nl: 'Een klaargezette betaling goedkeuren', en: 'Approve a prepared payment' },
  'entries.read': { nl: 'Boekingen bekijken', en: 'See entries' },
  'council.read': { nl: 'Het overzicht voor de raad bekijken', en: 'See the overview for the council' },
  'report.request': { nl: 'Een raadsrapport laten maken', en: 'Have a council report made' },
  'report.read': { nl: 'Raadsrapporten bekijken', en: 'See council reports' },
} as const satisfies Record<string, Words>;

export type Permission = keyof typeof permissionWords;

export const PERMISSIONS = Object.keys(permissionWords) as Permission[];

/**
 * Who may do what: the one place. A finance officer makes the frame and pays, but never decides on a spend inside a delegated budget;
 * a neighbourhood body grants from its own budget; a supplier confirms and never draws; a councillor changes nothing.
 */
const ALLOWED: Readonly<Record<Role | 'system', readonly Permission[]>> = {
  finance_officer: [
    'membership.manage',
    'token.manage',
    'organisation.manage',
    'decision.record',
    'source.create',
    'budget.adopt',
    'budget.view',
    'conversion.manage',
    'budget.change',
    'budget.import',
    'year.close',
    'body.recognise',
    'entry.correct',
    'instalment.withdraw',
    'instalment.release',
    'drawing-right.view',
    'payable.view',
    'payable.prepare',
    'payable.approve',
    'entries.read',
    'council.read',
    'report.request',
    'report.read',
  ],
  neighbourhood_body: [
    'token.manage',
    'budget.view',
    'drawing-right.grant',
    'drawing-right.end',
    'drawing-right.view',
    'draw.reverse',
    'draw.decide',
    'entries.read',
  ],
  initiative: ['token.manage', 'drawing-right.view', 'draw.reserve', 'draw.void'],
  supplier: ['token.manage', 'draw.confirm', 'draw.void', 'draw.reverse', 'payable.view'],
  contact_officer: ['organisation.manage', 'budget.view', 'drawing-right.view', 'entries.read'],
  councillor: ['budget.view', 'drawing-right.view', 'entries.read', 'council.read', 'report.request', 'report.read'],
  visit_panel: ['budget.view'],
  system: ['membership.manage', 'organisation.manage', 'instalment.release', 'year.close', 'draw.expire', 'report.request'],
};

/** An actor that another system's token speaks for: it may no more than its scopes. */
export interface ScopedActor extends Actor {
  scopes: readonly Permission[];
}

/** What a role may do at most. */
export function permissionsOf(role: string): readonly Permission[] {
  return role === 'system' || isRole(role) ? ALLOWED[role] : [];
}

/** Whether the actor's role, and for a token also its scopes, allow this. */
export function can(actor: Actor, permission: Permission): boolean {
  return permissionsOf(actor.role).includes(permission) && inScope(actor, permission);
}

/** Goes on when the actor may do this. @throws Problem 403 that says who may */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (can(actor, permission)) return;
  // A role that may not do it at all is told so: another connection would not help.
  const scopeIsMissing = permissionsOf(actor.role).includes(permission);
  throw scopeIsMissing ? forbidden(scopeReason(permission), 'scope-missing') : forbidden(roleReason(actor, permission));
}

function inScope(actor: Actor, permission: Permission): boolean {
  const scopes = (actor as Partial<ScopedActor>).scopes;
  return scopes === undefined || scopes.includes(permission);
}

function roleReason(actor: Actor, permission: Permission): Words {
  const allowed = ROLES.filter((role) => ALLOWED[role].includes(permission));
  const words = permissionWords[permission];
  const own = isRole(actor.role) ? roleWords[actor.role] : { nl: actor.role, en: actor.role };
  if (allowed.length === 0) return { nl: `${words.nl}: dat doet Buurtkas zelf.`, en: `${words.en}: Buurtkas does that itself.` };
  return {
    nl: `${words.nl} kan niet als ${own.nl}. Dat kan alleen als ${listed(allowed, 'nl', 'of')}.`,
    en: `${words.en}: not possible as ${own.en}. Only as ${listed(allowed, 'en', 'or')}.`,
  };
}

function scopeReason(permission: Permission): Words {
  const words = permissionWords[permission];
  return {
    nl: `Deze koppeling heeft de bevoegdheid ‘${words.nl}’ (${permission}) niet. Maak een koppeling die dat wel mag.`,
    en: `This connection does not have the permission ‘${words.en}’ (${permission}). Make one that does.`,
  };
}

function listed(roles: readonly Role[], lang: keyof Words, or: string): string {
  const names = roles.map((role) => roleWords[role][lang]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${or} ${names.at(-1)}`;
}
