import { isIP } from 'node:net';
import { type Database, newId, Problem, type Tx } from '../core/index.js';
import { verifyPassword } from './passwords.js';
import { sessionByToken, startSession } from './sessions.service.js';
import type { Viewer } from './viewer.js';

const WINDOW_MS = 15 * 60_000;
const MOST_PER_EMAIL = 5;
const MOST_PER_NETWORK = 20;

/** A started session: the token for the cookie and whom it belongs to. */
export interface LoggedIn {
  token: string;
  session: Viewer;
}

/**
 * Logs in with e-mail address and password. After 5 failures for one address, or 20 from one network, within 15 minutes it must wait.
 * The answer is the same for an unknown address and a wrong password.
 * @throws Problem 401 when they do not belong together; 429 with how long to wait
 */
export async function logIn(
  database: Database,
  { email, password, ip }: { email: string; password: string; ip: string },
): Promise<LoggedIn> {
  const emailLower = email.trim().toLowerCase().slice(0, 254);
  // Written down before it is judged, so that many guesses at the same moment count each other.
  const attemptId = await database.shared((tx) => noteAttempt(tx, emailLower, ip));
  const { waitUntil, person } = await database.shared(async (tx) => ({
    waitUntil: await throttled(tx, attemptId),
    person: await tx.row<{ id: string; passwordHash: string | null }>(
      'select id, password_hash as "passwordHash" from people where email_lower = $1',
      [emailLower],
    ),
  }));
  if (waitUntil) {
    await database.shared((tx) => setOutcome(tx, attemptId, 'refused'));
    throw tooMany(waitUntil.getTime() - database.clock.now().getTime());
  }
  // Outside a transaction: hashing takes its time and a connection is not kept waiting for it.
  const right = await verifyPassword(person?.passwordHash, password);
  if (!right || !person) throw wrong();
  const token = await database.shared(async (tx) => {
    await setOutcome(tx, attemptId, 'succeeded');
    return startSession(tx, person.id);
  });
  const session = await sessionByToken(database, token);
  if (!session) throw wrong();
  return { token, session };
}

async function noteAttempt(tx: Tx, emailLower: string, ip: string): Promise<string> {
  const id = newId();
  await tx.rows(`insert into login_attempts (id, email_lower, network, at, outcome) values ($1, $2, $3, $4, 'failed')`, [
    id,
    emailLower,
    networkOf(ip),
    tx.now,
  ]);
  return id;
}

/** IPv4 as it is, also inside IPv6; of IPv6 the first 64 bits, because one subscriber has all of the rest. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  const address = mapped ?? ip.replace(/%.*$/, '');
  if (isIP(address) === 4) return `${address}/32`;
  if (isIP(address) !== 6) return '0.0.0.0/32';
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length - (address.includes('.') ? 1 : 0);
  const groups = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Until when this attempt must wait, or undefined when it may go on. Failures before the last success of an address do not count for it. */
async function throttled(tx: Tx, attemptId: string): Promise<Date | undefined> {
  const since = new Date(tx.now.getTime() - WINDOW_MS);
  const failures = await tx.rows<{ at: Date }>(
    `(select f.at from login_attempts f join login_attempts a on a.id = $1
      where f.email_lower = a.email_lower and f.id <> a.id and f.outcome = 'failed' and f.at > $2
        and not exists (select 1 from login_attempts s
          where s.email_lower = a.email_lower and s.outcome = 'succeeded' and s.at > f.at)
      order by f.at desc offset $3 limit 1)
     union all
     (select f.at from login_attempts f join login_attempts a on a.id = $1
      where f.network = a.network and f.id <> a.id and f.outcome = 'failed' and f.at > $2
      order by f.at desc offset $4 limit 1)`,
    [attemptId, since, MOST_PER_EMAIL - 1, MOST_PER_NETWORK - 1],
  );
  if (failures.length === 0) return undefined;
  return new Date(Math.max(...failures.map(({ at }) => at.getTime())) + WINDOW_MS);
}

async function setOutcome(tx: Tx, attemptId: string, outcome: 'succeeded' | 'refused'): Promise<void> {
  await tx.rows('update login_attempts set outcome = $2 where id = $1', [attemptId, outcome]);
}

function wrong(): Problem {
  const words = {
    nl: 'Dit e-mailadres en wachtwoord horen niet bij elkaar.',
    en: 'This e-mail address and password do not belong together.',
  };
  return new Problem(401, 'wrong-login', words, [{ field: 'password', words }]);
}

function tooMany(waitMs: number): Problem {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new Problem(429, 'too-many-attempts', {
    nl: `Er is te vaak geprobeerd in te loggen. Probeer het over ${minutes} ${minutes === 1 ? 'minuut' : 'minuten'} opnieuw.`,
    en: `There were too many attempts to log in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  });
}
