import { randomInt } from 'node:crypto';

// No I, O, 0 or 1: they are read for each other.
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A fresh code of six characters: one in a billion, for a draw that is open for days, behind a limit on wrong tries. */
export function newCode(): string {
  return Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** A code as typed (`k7m 4qx`, `K7M-4QX`) as it is kept; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\u00a0-]/g, '');
  return /^[A-HJ-NP-Z2-9]{6}$/.test(code) ? code : undefined;
}
