import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { pino } from 'pino';
import { createLog } from './log.js';

/** What a log with these settings would write. */
function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const log = createLog('info', 'worker');
  // The same logger, with its lines caught instead of printed.
  (log as unknown as Record<symbol, unknown>)[pino.symbols.streamSym as never] = { write: (line: string) => lines.push(line) };
  write(log);
  return lines.join('');
}

describe('the log', () => {
  it('names the door in lines of JSON', () => {
    expect(JSON.parse(linesOf((log) => log.info({ municipalityId: 'm' }, 'hello')))).toMatchObject({
      door: 'worker',
      municipalityId: 'm',
      msg: 'hello',
    });
  });

  it('keeps what an error of the database says, and none of the values that went with it', () => {
    const driver = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'email_is_unique',
      detail: 'Key (email)=(a@b.nl) exists.',
    });
    const line = linesOf((log) => log.error({ err: new QueryFailedError('insert into people values ($1)', ['a@b.nl'], driver) }, 'failed'));
    expect(JSON.parse(line).err).toMatchObject({ message: 'duplicate key', code: '23505', constraint: 'email_is_unique' });
    expect(line).not.toContain('a@b.nl');
  });

  it('hides passwords, tokens and cookies', () => {
    const line = linesOf((log) =>
      log.info(
        { body: { password: 'hunter2', token: 'hunter2' }, req: { headers: { cookie: 'hunter2', authorization: 'hunter2' } } },
        'in',
      ),
    );
    expect(line).not.toContain('hunter2');
  });
});
