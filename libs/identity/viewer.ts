import type { Actor, Lang } from '../core/index.js';
import type { Role } from './roles.js';

/** A role the viewer has, with the municipality it is in. */
export interface ViewerMembership {
  id: string;
  municipalityId: string;
  municipalitySlug: string;
  municipalityName: string;
  role: Role;
  organisationId: string | null;
}

/** The person behind a session. */
export interface Viewer {
  personId: string;
  name: string;
  email: string;
  language: Lang;
  isOperator: boolean;
  /** All roles, over all municipalities: by municipality name, then in the order they were given. */
  memberships: readonly ViewerMembership[];
  /** The role the person works in now; undefined for who has none. */
  active: ViewerMembership | undefined;
}

/** The actor for a transaction in the municipality of one of the viewer's roles. */
export function actorOf(viewer: Viewer, membership: ViewerMembership): Actor {
  return { personId: viewer.personId, role: membership.role, organisationId: membership.organisationId };
}

/** The viewer's role of this kind in this municipality; the active one when it is such a role. */
export function membershipIn(viewer: Viewer | undefined, municipalityId: string, role: Role): ViewerMembership | undefined {
  const fits = (membership: ViewerMembership | undefined) => membership?.municipalityId === municipalityId && membership.role === role;
  return fits(viewer?.active) ? viewer?.active : viewer?.memberships.find(fits);
}
