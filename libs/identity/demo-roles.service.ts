import { type Config, type Database, notFound } from '../core/index.js';
import { listMunicipalities, type Municipality } from '../tenancy/index.js';
import type { LoggedIn } from './logins.service.js';
import { listMemberships, type NamedMembership } from './memberships.service.js';
import { sessionByToken, startSession } from './sessions.service.js';

/** The roles one can try in a municipality with invented amounts. */
export interface DemoMunicipality {
  municipality: Municipality;
  memberships: NamedMembership[];
}

/** What the login page of a demo offers: each role in each fictional municipality; nothing outside a demo. */
export async function listDemoRoles(database: Database, config: Config): Promise<DemoMunicipality[]> {
  if (!config.DEMO) return [];
  const municipalities = (await database.shared(listMunicipalities)).filter(({ fictional }) => fictional);
  const found: DemoMunicipality[] = [];
  for (const municipality of municipalities) {
    found.push({ municipality, memberships: await database.transaction(municipality.id, listMemberships) });
  }
  return found;
}

/** Logs in without a password as one of `listDemoRoles`. @throws Problem 404 outside a demo and for every other membership */
export async function logInAsDemoRole(database: Database, config: Config, membershipId: string): Promise<LoggedIn> {
  const offered = await listDemoRoles(database, config);
  for (const { municipality, memberships } of offered) {
    const membership = memberships.find(({ id }) => id === membershipId);
    if (!membership) continue;
    const token = await database.shared((tx) =>
      startSession(tx, membership.personId, { municipalityId: municipality.id, id: membership.id }),
    );
    const session = await sessionByToken(database, token);
    if (session) return { token, session };
  }
  throw notFound();
}
