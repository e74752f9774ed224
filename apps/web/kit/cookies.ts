import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../../libs/core/index.js';
import type { Flash } from './context.js';

const SESSION = 'sessie';
const LANGUAGE = 'taal';
const FLASH = 'bericht';

/** Whether cookies may only travel over https; set once, from the public address. */
let secure = false;

/** Tells the cookies how the door is reached. */
export function cookiesOver(publicUrl: string): void {
  secure = publicUrl.startsWith('https:');
}

const options = () => ({ path: '/', httpOnly: true, sameSite: 'lax' as const, secure });

/** Keeps the token of a session until the browser closes, or 30 days at most by the session itself. */
export function setSession(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION, token, options());
}

/** Forgets the session, and the secret its forms were made with. */
export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(SESSION, options());
  reply.clearCookie('_csrf', { path: '/' });
}

/** The token of the session, or undefined. */
export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies?.[SESSION] || undefined;
}

/** The language the visitor chose; Dutch until they do. */
export function languageOf(request: FastifyRequest): Lang {
  return request.cookies?.[LANGUAGE] === 'en' ? 'en' : 'nl';
}

/** Remembers the language for a year. */
export function setLanguage(reply: FastifyReply, lang: Lang): void {
  reply.setCookie(LANGUAGE, lang, { ...options(), maxAge: 365 * 24 * 3600 });
}

/** Keeps a flash for the next page; signed, so that nobody can put words in its mouth. */
export function setFlash(reply: FastifyReply, flash: Flash): void {
  reply.setCookie(FLASH, Buffer.from(JSON.stringify(flash)).toString('base64url'), { ...options(), signed: true, maxAge: 120 });
}

/** The flash for this page, which is forgotten in the same answer. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const cookie = request.cookies?.[FLASH];
  if (!cookie) return undefined;
  reply.clearCookie(FLASH, options());
  const { valid, value } = request.unsignCookie(cookie);
  return valid && value ? (JSON.parse(Buffer.from(value, 'base64url').toString()) as Flash) : undefined;
}
