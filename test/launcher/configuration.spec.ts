import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs `npm start` as far as its configuration; none of these gets to the database. */
function start(environment: Record<string, string>, ...options: string[]) {
  const { NODE_OPTIONS: _, npm_execpath: __, ...rest } = process.env;
  const root = join(import.meta.dirname, '..', '..');
  return spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs'), ...options], {
    env: { ...rest, APP_SECRET: 'a secret that is long enough for a test', ...environment },
    encoding: 'utf8',
    timeout: 25_000,
  });
}

describe('npm start with a wrong setting', () => {
  it.each([
    ['PORT', { PORT: 'abc' }, 'PORT: expected a port number from 0 to 65535'],
    ['PORT beyond the last', { PORT: '65536' }, 'PORT: expected a port number from 0 to 65535'],
    ['DEMO', { DEMO: 'maybe' }, 'DEMO: expected true or false'],
    ['APP_SECRET', { APP_SECRET: 'short' }, 'APP_SECRET: expected a secret text of at least 32 characters'],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL: expected a postgresql:// address'],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgresql://u:hidden@127.0.0.1:1/x' },
      'DATABASE_URL: expected a PostgreSQL that answers at 127.0.0.1:1/x',
    ],
    [
      'a Redis that does not answer',
      { REDIS_URL: 'redis://:hidden@127.0.0.1:1' },
      'REDIS_URL: expected a Redis that answers at 127.0.0.1:1',
    ],
    ['APP_DATABASE_URL alone', { APP_DATABASE_URL: 'postgresql://localhost/x' }, 'APP_DATABASE_URL: expected together with DATABASE_URL'],
  ])('names %s and says what is expected, without a stack', (_name, environment, sentence) => {
    const { status, stderr } = start(environment);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at |hidden/m);
    expect(status).toBe(1);
  });

  it('names an option it does not have', () => {
    const { status, stderr } = start({}, '--rest');
    expect(stderr).toContain('Unknown option --rest');
    expect(status).toBe(1);
  });
});
