import { type Database, notFound, type Tx } from '../core/index.js';
import { hashSecret, newSecret } from './secrets.js';
import type { Viewer, ViewerMembership } from './viewer.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A session ends after this long without a request… */
const IDLE_MS = 8 * HOUR;
/** …and in any case this long after logging in. */
const LONGEST_MS = 30 * 24 * HOUR;
/** A request within this long of the last one that was written down is not written down again. */
const SEEN_MS = 5 * MINUTE;

/** Starts a session and answers its token, which only the cookie keeps. Working in `membership` when it is given. */
export async function startSession(tx: Tx, personId: string, membership?: { municipalityId: string; id: string }): Promise<string> {
  const token = newSecret();
  await tx.rows(
    `insert into sessions (token_hash, person_id, active_municipality_id, active_membership_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [hashSecret(token), personId, membership?.municipalityId ?? null, membership?.id ?? null, tx.now, new Date(tx.now.getTime() + IDLE_MS)],
  );
  return token;
}

interface SessionRow extends Omit<Viewer, 'memberships' | 'active'> {
  activeMembershipId: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Who a session's token belongs to, with all their roles; undefined when it is unknown or has expired. Each use keeps it alive. */
export async function sessionByToken(database: Database, token: string): Promise<Viewer | undefined> {
  const tokenHash = hashSecret(token);
  return database.shared(async (tx) => {
    // Entering as the person travels in the same trip as finding out who it is.
    const session = await tx.row<SessionRow>(
      `select p.id as "personId", p.name, p.email, p.language, p.is_operator as "isOperator", s.active_membership_id as "activeMembershipId",
         s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", enter_as_person(p.id)
       from sessions s join people p on p.id = s.person_id where s.token_hash = $1 and s.expires_at > $2`,
      [tokenHash, tx.now],
    );
    if (!session) return undefined;
    const { activeMembershipId, createdAt, lastSeenAt, personId, name, email, language, isOperator } = session;
    const memberships = await membershipsOf(tx, personId);
    if (tx.now.getTime() - lastSeenAt.getTime() >= SEEN_MS) {
      const expiresAt = new Date(Math.min(tx.now.getTime() + IDLE_MS, createdAt.getTime() + LONGEST_MS));
      await tx.rows('update sessions set last_seen_at = $2, expires_at = $3 where token_hash = $1', [tokenHash, tx.now, expiresAt]);
    }
    const active = memberships.find(({ id }) => id === activeMembershipId) ?? memberships[0];
    return { personId, name, email, language, isOperator, memberships, active };
  });
}

/** The only statement that reads over municipalities; row-level security shows the rows of the entered person alone. */
async function membershipsOf(tx: Tx, personId: string): Promise<ViewerMembership[]> {
  return tx.rows<ViewerMembership>(
    `select m.id, m.municipality_id as "municipalityId", g.slug as "municipalitySlug", g.name as "municipalityName", m.role,
       m.organisation_id as "organisationId"
     from memberships m join municipalities g on g.id = m.municipality_id
     where m.person_id = $1 and m.ended_at is null order by g.name, m.created_at, m.id`,
    [personId],
  );
}

/** Goes on working in another of the person's roles. @throws Problem 404 when the session has ended or the role is not theirs */
export async function switchMembership(database: Database, token: string, membershipId: string): Promise<ViewerMembership> {
  const viewer = await sessionByToken(database, token);
  const membership = viewer?.memberships.find(({ id }) => id === membershipId);
  if (!membership) throw notFound({ nl: 'Deze rol hebt u niet, of niet meer.', en: 'You do not have this role, or no longer.' });
  await database.shared((tx) =>
    tx.rows('update sessions set active_municipality_id = $2, active_membership_id = $3 where token_hash = $1', [
      hashSecret(token),
      membership.municipalityId,
      membership.id,
    ]),
  );
  return membership;
}

/** Ends a session at once; an unknown token is fine. */
export async function logOut(database: Database, token: string): Promise<void> {
  await database.shared((tx) => tx.rows('delete from sessions where token_hash = $1', [hashSecret(token)]));
}

/** Removes sessions that expired and login attempts of more than a day ago, in `database.shared`; answers how many sessions went. */
export async function removeExpiredSessions(tx: Tx): Promise<number> {
  await tx.rows('delete from login_attempts where at < $1', [new Date(tx.now.getTime() - 24 * HOUR)]);
  return (await tx.rows('delete from sessions where expires_at <= $1 returning person_id', [tx.now])).length;
}
