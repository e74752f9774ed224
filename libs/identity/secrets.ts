import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that fit a cookie, a header and an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It has 256 random bits, so a plain hash cannot be searched; a password needs `hashPassword`. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
