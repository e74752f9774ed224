import { afterEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { streamProgress, type ProgressState } from './index.js';

let app: FastifyInstance;
afterEach(() => app.close());

async function serve(look: () => Promise<ProgressState>): Promise<string> {
  app = fastify({ forceCloseConnections: true });
  app.get('/voortgang', (request, reply) => streamProgress(request, reply, look));
  return `${await app.listen({ port: 0 })}/voortgang`;
}

describe('a stream of progress', () => {
  it('tells each state and ends when the work has finished', async () => {
    let done = 0;
    const url = await serve(async () => ({ done: ++done, total: 2, text: `${done} van 2`, finished: done === 2 }));
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const states = (await answer.text()).trim().split('\n\n');
    expect(states.map((line) => (JSON.parse(line.replace('data: ', '')) as ProgressState).text)).toEqual(['1 van 2', '2 van 2']);
  });

  it('looks no more when the visitor has left', async () => {
    let looks = 0;
    const url = await serve(async () => ({ done: ++looks, total: 0, text: '', finished: false }));
    const leaving = new AbortController();
    const answer = await fetch(url, { signal: leaving.signal });
    await answer.body?.getReader().read();
    leaving.abort();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const seen = looks;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(looks).toBe(seen);
  });

  it('that cannot begin is an ordinary error', async () => {
    const url = await serve(() => Promise.reject(new Error('weg')));
    expect((await fetch(url)).status).toBe(500);
  });
});
