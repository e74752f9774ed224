import { hash, verify } from '@node-rs/argon2';
import { badInput, Problem } from '../core/index.js';

/** Argon2id over 19 MiB in two passes; costs about 30 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const LONGEST = 200;
const MOST_AT_ONCE = 64;
let running = 0;

/** Hashes a new password. @throws Problem 422 when it is shorter than 12 or longer than 200 characters */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < 12 || password.length > LONGEST)
    throw badInput('password', {
      nl: 'Kies een wachtwoord van 12 tot 200 tekens. Een zin mag ook.',
      en: 'Choose a password of 12 to 200 characters. A sentence is fine.',
    });
  return hash(password.normalize('NFC'), COST);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash it takes as long and answers no, so that time tells nobody who has an account.
 * @throws Problem 503 when too many are being checked at once
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  if (running >= MOST_AT_ONCE)
    throw new Problem(503, 'busy', {
      nl: 'Het is nu te druk. Probeer het over een minuut opnieuw.',
      en: 'It is too busy now. Try again in a minute.',
    });
  running++;
  try {
    decoy ??= hash('a password of nobody', COST);
    const against = passwordHash ?? (await decoy);
    const right = await verify(against, password.slice(0, LONGEST).normalize('NFC'));
    return right && passwordHash != null && password.length <= LONGEST;
  } finally {
    running--;
  }
}
