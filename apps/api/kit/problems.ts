import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Lang, type Logger, Problem, sqlState, type Words } from '../../../libs/core/index.js';

const TITLES: Record<number, Words> = {
  400: { nl: 'Dit kunnen wij niet lezen', en: 'We cannot read this' },
  401: { nl: 'Geen geldig token', en: 'No valid token' },
  403: { nl: 'Dit mag deze koppeling niet', en: 'This connection may not do this' },
  404: { nl: 'Dit is er niet', en: 'This is not here' },
  405: { nl: 'Dat kan hier niet', en: 'That is not possible here' },
  409: { nl: 'Dit kan nu niet', en: 'This is not possible now' },
  413: { nl: 'Dit is te groot', en: 'This is too large' },
  414: { nl: 'Dit adres is te lang', en: 'This address is too long' },
  415: { nl: 'Dit soort inhoud kunnen wij niet lezen', en: 'We cannot read this kind of content' },
  422: { nl: 'Dit klopt nog niet', en: 'This is not right yet' },
  429: { nl: 'Even wachten', en: 'Wait a moment' },
  500: { nl: 'Het ging mis bij ons', en: 'Something went wrong on our side' },
  503: { nl: 'Even niet bereikbaar', en: 'Not reachable for a moment' },
};

const SENTENCES: Record<number, Words> = {
  400: { nl: 'Stuur geldige JSON, in een geldig HTTP-verzoek.', en: 'Send valid JSON, in a valid HTTP request.' },
  404: { nl: 'Dit adres kennen wij niet. Kijk in /api/docs.', en: 'We do not know this address. Look in /api/docs.' },
  405: { nl: 'Dit adres kent deze methode niet. Kijk in /api/docs.', en: 'This address does not know this method. Look in /api/docs.' },
  413: {
    nl: 'Een verzoek heeft hoogstens 64 kB, een besluit als PDF hoogstens 10 MB.',
    en: 'A request has at most 64 kB, a decision as PDF at most 10 MB.',
  },
  415: { nl: 'Stuur de inhoud als application/json.', en: 'Send the content as application/json.' },
  422: { nl: 'Dit kan zo niet worden vastgelegd. Er is niets veranderd.', en: 'This cannot be recorded like this. Nothing was changed.' },
  500: {
    nl: 'Er is niets veranderd. Probeer het over een paar minuten opnieuw, en geef anders `instance` door.',
    en: 'Nothing was changed. Try again in a few minutes, or else pass on `instance`.',
  },
};

const NAMES: Record<number, string> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  414: 'address-too-long',
  415: 'unsupported-content-type',
  422: 'refused',
};

/** What the database refuses as a value or by a constraint: nothing was written, and the caller can act on it. */
const REFUSED_BY_DATABASE = /^(22|23)/;

/** Every error of the API as problem details (RFC 9457), in the language of the caller. What nobody foresaw is a 500 without internals. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>());
  }

  /** Also for errors that come before any route. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.problemOf(error, request.id);
    if (reply.sent) return;
    const lang = languageOf(request);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="Buurtkas"');
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json')
      .header('content-language', lang)
      .send(JSON.stringify(problemBody(problem, lang, request.id)));
  }

  private problemOf(error: unknown, requestId: string): Problem {
    if (error instanceof Problem) return error;
    const given = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode;
    const refused = REFUSED_BY_DATABASE.test(sqlState(error) ?? '');
    const status = refused ? 422 : given !== undefined && given >= 400 && given < 500 ? given : 500;
    // A refusal of the database is a check that a service misses: the caller is told, and so are we.
    if (status === 500 || refused)
      this.log.error({ requestId, err: error }, refused ? 'the database refused what the checks let through' : 'unexpected');
    const words = SENTENCES[status] ?? (SENTENCES[status < 500 ? 400 : 500] as Words);
    return new Problem(status, NAMES[status] ?? (status < 500 ? 'bad-request' : 'internal-error'), words);
  }
}

/** The members of problem details. */
export function problemBody(problem: Problem, lang: Lang, requestId: string): Record<string, unknown> {
  return {
    type: `/problems/${problem.type}`,
    title: (TITLES[problem.status] ?? TITLES[problem.status < 500 ? 400 : 500])?.[lang],
    status: problem.status,
    detail: problem.words[lang],
    ...(problem.fields.length > 0 ? { errors: problem.fields.map(({ field, words }) => ({ field, detail: words[lang] })) } : {}),
    instance: `urn:uuid:${requestId}`,
  };
}

/** Dutch for whoever prefers it, else English. */
export function languageOf(request: FastifyRequest): Lang {
  return /^\s*nl\b/i.test(request.headers['accept-language'] ?? '') ? 'nl' : 'en';
}
