import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Flash } from './context.js';
import { setFlash } from './cookies.js';

/** Answers with a page. */
export function html(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  const body = `<!doctype html>${renderToString(page)}`;
  // Pages are made for one person at one moment; only the files under /assets/ are kept.
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(body);
}

/** Goes on to another page after a form (303); the flash is said there, once. */
export function redirect(reply: FastifyReply, path: string, flash?: Flash): FastifyReply {
  if (flash) setFlash(reply, flash);
  return reply.redirect(path, 303);
}

/** A file to keep: CSV, XLSX, PDF. The name may hold letters, digits, dots, dashes and underscores. */
export function download(
  reply: FastifyReply,
  { name, type }: { name: string; type: string },
  body: Buffer | string | NodeJS.ReadableStream,
): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`)
    .type(type)
    .send(body);
}
