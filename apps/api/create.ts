import 'reflect-metadata';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type Clock,
  clockOf,
  type Config,
  createDataSource,
  createJobQueue,
  Database,
  type Logger,
  nestLogger,
  newId,
  Problem,
} from '../../libs/core/index.js';
import { apiEntities, ApiModule } from './api.module.js';
import { ApiDocument } from './docs/docs.controller.js';
import { documentOf } from './document.js';
import { type Call, ParsePipe, ProblemFilter } from './kit/index.js';

const BODY_BYTES = 64 * 1024;
const DOCUMENT_BYTES = 10 * 1024 * 1024;

/** What differs from the product's own; for tests. */
export interface ApiParts {
  clock?: Clock;
}

/** The API door, configured and not yet listening. */
export async function createApi(config: Config, log: Logger, { clock = clockOf(config) }: ApiParts = {}): Promise<NestFastifyApplication> {
  const dataSource = await createDataSource(config.APP_DATABASE_URL, config.DATABASE_POOL, apiEntities).initialize();
  try {
    return await assemble(new Database(dataSource, clock, await createJobQueue(config, log)), config, log);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** The routes over a database; nothing is connected here, so that the document can be made without one. */
export async function assemble(
  database: Database,
  config: Pick<Config, 'PUBLIC_URL' | 'TRUSTED_PROXIES'>,
  log: Logger,
): Promise<NestFastifyApplication> {
  const problems = new ProblemFilter(log);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    trustProxy: (_address: string, hop: number) => hop < config.TRUSTED_PROXIES,
    genReqId: () => newId(),
    loggerInstance: log.child({}, { level: log.level === 'debug' ? 'debug' : 'warn' }) as never,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => problems.answer(error, request, reply),
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(database), adapter, {
    logger: nestLogger(log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.removeContentTypeParser('text/plain');
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.PUBLIC_URL.startsWith('https:'),
    referrerPolicy: { policy: 'same-origin' },
  });
  await fastify.register(multipart, {
    limits: { fileSize: DOCUMENT_BYTES, files: 1, fields: 10, fieldSize: BODY_BYTES, parts: 11, headerPairs: 50 },
  });
  hooks(fastify, log);
  app.useGlobalFilters(problems);
  app.useGlobalPipes(new ParsePipe());
  app.get(ApiDocument).make = () => documentOf(app);
  await app.init();
  await fastify.ready();
  return app;
}

const noForm = { nl: 'Stuur de inhoud hier als application/json.', en: 'Send the content as application/json here.' };

function hooks(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', async (request) => {
    const { takesForm } = request.routeOptions.config as { takesForm?: boolean };
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm && !takesForm) throw new Problem(415, 'unsupported-content-type', noForm);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { routeOptions, call } = request as FastifyRequest & { call?: Call };
    // The pattern of the route, never the address itself: a query can name people.
    const route = routeOptions.url;
    const ms = Math.round(reply.elapsedTime);
    const caller = call && { municipalityId: call.municipalityId, role: call.actor.role };
    log.info({ requestId: request.id, method: request.method, route, status: reply.statusCode, ms, ...caller }, 'call');
  });
}
