import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger };

/** The structured log of a door: JSON lines, without secrets. Bind request and municipality ids with `log.child({ requestId, municipalityId })`. */
export function createLog(level: string, door: string): Logger {
  return pino({
    level,
    base: { door },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: withoutData },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'],
  });
}

/** An error as the log keeps it: a database error carries the values of its statement along, and those may be anybody's. */
function withoutData(error: Error & { code?: string; constraint?: string }): object {
  const { name, message, stack, code, constraint } = error;
  return { type: name, message, stack, code, constraint };
}

/** Lets Nest write its own lines to the same log. */
export function nestLogger(log: Logger): LoggerService {
  const text = (message: unknown) => (typeof message === 'string' ? message : JSON.stringify(message));
  return {
    log: (message, context) => log.debug({ context }, text(message)),
    error: (message, stack, context) => log.error({ context, stack }, text(message)),
    warn: (message, context) => log.warn({ context }, text(message)),
    debug: (message, context) => log.debug({ context }, text(message)),
    verbose: (message, context) => log.trace({ context }, text(message)),
  };
}
