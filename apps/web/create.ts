import 'reflect-metadata';
import { createHash } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Config, type Logger, nestLogger, newId } from '../../libs/core/index.js';
import { assetAt, cookiesOver, ErrorPages, Pages, setLanguage, type Upload } from './kit/index.js';
import { WebModule } from './web.module.js';

const FORM_BYTES = 64 * 1024;
const UPLOAD_BYTES = 10 * 1024 * 1024;
/** What is being answered gets this long when the door closes. */
const GRACE_MS = 2_000;

/** The web door, configured and not yet listening. */
export async function createWeb(config: Config, log: Logger): Promise<NestFastifyApplication> {
  cookiesOver(config.PUBLIC_URL);
  // An address that cannot be read is met before any route: it gets its page from the same filter, once that exists.
  const late: { errors?: ErrorPages } = {};
  const adapter = new FastifyAdapter({
    bodyLimit: FORM_BYTES,
    // Behind a proxy everybody would have its address, and one person's wrong passwords would lock out all.
    trustProxy: (_address: string, hop: number) => hop < config.TRUSTED_PROXIES,
    genReqId: () => newId(),
    loggerInstance: log.child({}, { level: log.level === 'info' ? 'warn' : log.level }) as never,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => void late.errors?.answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.register(config, log), adapter, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await plugins(fastify, config);
  hooks(fastify, log);
  late.errors = new ErrorPages(app.get(Pages), log);
  app.useGlobalFilters(late.errors);
  await app.init();
  await fastify.ready();
  return app;
}

async function plugins(fastify: FastifyInstance, config: Config): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: config.PUBLIC_URL.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
  await fastify.register(cookie, { secret: createHash('sha256').update(`cookies:${config.APP_SECRET}`).digest('hex') });
  await fastify.register(formbody, { bodyLimit: FORM_BYTES });
  await fastify.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { fileSize: UPLOAD_BYTES, files: 5, fields: 100, fieldSize: FORM_BYTES, parts: 105, headerPairs: 50 },
    onFile: async (part: MultipartFile) => {
      const file: Upload = { filename: part.filename, mimetype: part.mimetype, bytes: await part.toBuffer() };
      (part as unknown as { value: Upload }).value = file;
    },
  });
  await fastify.register(csrf, {
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure: config.PUBLIC_URL.startsWith('https:') },
  });
}

function hooks(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const asset = request.method === 'GET' || request.method === 'HEAD' ? assetAt(request.url) : undefined;
    if (asset) {
      const gzip = asset.gzipped && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('vary', 'accept-encoding').type(asset.type);
      if (gzip) reply.header('content-encoding', 'gzip');
      return reply.send(gzip ? asset.gzipped : asset.body);
    }
    return switchLanguage(request, reply);
  });
  // Every form proves that it came from one of our pages.
  fastify.addHook('preHandler', (request, reply, done) => {
    if (request.method === 'POST') fastify.csrfProtection(request, reply, done);
    else done();
  });
  // Streams of progress stay open by design; the page asks again by itself.
  fastify.addHook('preClose', async () => {
    setTimeout(() => fastify.server.closeAllConnections(), GRACE_MS).unref();
  });
  fastify.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address itself: an address can hold a code.
    const route = request.routeOptions.url;
    if (route)
      log.info(
        { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'page',
      );
  });
}

/** `?taal=en` on any page chooses the language and goes on to the same page without it. */
async function switchLanguage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (request.method !== 'GET') return undefined;
  const [path = '/', query = ''] = request.url.split('?');
  const parameters = new URLSearchParams(query);
  const lang = parameters.get('taal');
  if (lang !== 'nl' && lang !== 'en') return undefined;
  setLanguage(reply, lang);
  parameters.delete('taal');
  // One slash in front, so that the address can only be one of ours.
  return reply.redirect(`/${path.replace(/^[/\\]+/, '')}${parameters.size > 0 ? `?${parameters}` : ''}`, 303);
}
