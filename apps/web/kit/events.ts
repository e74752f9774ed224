import type { FastifyReply, FastifyRequest } from 'fastify';

/** How far work in the background is, as `Progress` shows it. */
export interface ProgressState {
  done: number;
  /** 0 while it is not known how much there is. */
  total: number;
  /** A sentence in the language of the page. */
  text: string;
  finished: boolean;
}

const EVERY_MS = 1000;
/** A stream ends after this long; the browser opens another by itself. */
const LONGEST_MS = 10 * 60_000;

/**
 * Sends how far work is, once a second, as server-sent events until it has finished or the visitor leaves.
 * `look` opens its own short transaction each time; when it throws, the stream ends and the page is reloaded by hand.
 */
export async function streamProgress(request: FastifyRequest, reply: FastifyReply, look: () => Promise<ProgressState>): Promise<void> {
  // Looked at before the stream begins, so that an error becomes an ordinary answer.
  let state = await look();
  const until = Date.now() + LONGEST_MS;
  let gone = false;
  reply.raw.on('close', () => (gone = true));
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  try {
    for (;;) {
      reply.raw.write(`data: ${JSON.stringify(state)}\n\n`);
      if (state.finished || gone || Date.now() > until) break;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      if (gone) break;
      state = await look();
    }
  } catch (error) {
    request.log.warn({ err: error, requestId: request.id }, 'a progress stream ended early');
  } finally {
    reply.raw.end();
  }
}
