import { createHash } from 'node:crypto';
import { badInput, conflict, constraintOf, Problem, type Tx } from '../core/index.js';

/** An answer that can be given again. */
export interface Answer {
  status: number;
  body: unknown;
}

/** The hash that tells whether two requests with one key are the same. */
export function requestHash(method: string, path: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path} ${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

/** Checks the form of a key: 1 to 200 visible characters. @throws Problem 400 when it is missing, 422 when it is not one */
export function checkKey(key: unknown): string {
  if (key === undefined || key === '') {
    throw new Problem(400, 'idempotency-key-missing', {
      nl: 'Stuur een kopregel Idempotency-Key mee, bijvoorbeeld een UUID.',
      en: 'Send a header Idempotency-Key, for example a UUID.',
    });
  }
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw badInput('Idempotency-Key', {
      nl: 'Een sleutel heeft 1 tot 200 zichtbare tekens.',
      en: 'A key has 1 to 200 visible characters.',
    });
  }
  return key;
}

/** The answer that was given to this key before. @throws Problem 422 when that was another request */
export async function answerTo(tx: Tx, caller: string, key: string, hash: string): Promise<Answer | undefined> {
  const known = await tx.row<{ request_hash: string; status: number; response: unknown }>(
    'select request_hash, status, response from idempotency_keys where municipality_id = $1 and caller = $2 and key = $3',
    [tx.municipalityId, caller, key],
  );
  if (!known) return undefined;
  if (known.request_hash !== hash) {
    throw new Problem(422, 'idempotency-key-reused', {
      nl: 'Deze sleutel hoort bij een ander verzoek. Gebruik een nieuwe.',
      en: 'This key belongs to another request. Use a new one.',
    });
  }
  return { status: known.status, body: known.response };
}

/**
 * Keeps the answer in the transaction of the work itself: either both are there, or neither.
 * @throws Problem 409 when the same request was done at the same moment; asking again gets its answer
 */
export async function keepAnswer(tx: Tx, caller: string, key: string, hash: string, answer: Answer): Promise<void> {
  try {
    await tx.rows(
      `insert into idempotency_keys (municipality_id, caller, key, request_hash, status, response, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.municipalityId, caller, key, hash, answer.status, JSON.stringify(answer.body), tx.now],
      'keep an answer',
    );
  } catch (error) {
    if (constraintOf(error) !== 'idempotency_keys_pkey') throw error;
    throw conflict('request-under-way', {
      nl: 'Ditzelfde verzoek kwam net ook binnen. Vraag het antwoord nog eens op.',
      en: 'This same request just came in too. Ask for its answer again.',
    });
  }
}

/** Forgets keys older than 30 days, at most `limit` at once. @returns how many */
export async function forgetKeys(tx: Tx, limit: number): Promise<number> {
  const forgotten = await tx.rows(
    `delete from idempotency_keys where municipality_id = $1 and (caller, key) in (
       select caller, key from idempotency_keys where municipality_id = $1 and created_at < $2 limit $3) returning key`,
    [tx.municipalityId, new Date(tx.now.getTime() - 30 * 86_400_000), limit],
  );
  return forgotten.length;
}
