import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../apps/api/create.js';
import { createWeb } from '../apps/web/create.js';
import { createWorker } from '../apps/worker/create.js';
import { createLog, loadConfig, type Config } from '../libs/core/index.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A door as its own process has it, but answering requests that another server took in. */
async function handlerOf(app: NestFastifyApplication): Promise<Handler> {
  await app.init();
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.ready();
  return (request, response) => fastify.routing(request, response);
}

function listen(server: Server, { PORT, HOST }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, resolve);
  });
}

/** The three doors in one process on one port, for a demo or a machine of one's own; in production each runs by itself. */
async function main(): Promise<void> {
  const config = loadConfig();
  const [api, web, worker] = await Promise.all([
    createApi(config, createLog(config.LOG_LEVEL, 'api')),
    createWeb(config, createLog(config.LOG_LEVEL, 'web')),
    createWorker(config, createLog(config.LOG_LEVEL, 'worker')),
  ]);
  const toApi = await handlerOf(api);
  const toWeb = await handlerOf(web);
  const server = createServer((request, response) => (/^\/api(\/|\?|$)/.test(request.url ?? '') ? toApi : toWeb)(request, response));

  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    server.close();
    // Pages that follow a report's progress stay open by design; the page asks again by itself.
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
    await Promise.allSettled([web.close(), api.close(), worker.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal as 'SIGINT', () => void close());

  await listen(server, config);
  process.send?.('ready');
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' && process.send) {
    process.send('port-taken', () => process.exit(1));
    return;
  }
  console.error(error.message.startsWith('The configuration') ? error.message : error);
  process.exit(1);
});
