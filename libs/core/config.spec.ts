import { describe, expect, it } from '@jest/globals';
import { Clock } from './clock.js';
import { clockOf, loadConfig } from './config.js';

const right = {
  APP_DATABASE_URL: 'postgresql://buurtkas_app:pw@localhost:5432/buurtkas',
  APP_SECRET: 'a secret that is long enough to be one',
};

const problemOf = (changes: Record<string, string | undefined>): string => {
  try {
    loadConfig({ ...right, ...changes });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was taken for a right configuration');
};

describe('the configuration', () => {
  it('has a value for all that may be left out', () => {
    expect(loadConfig(right)).toEqual({
      ...right,
      PUBLIC_URL: 'http://localhost:3000',
      PORT: 3000,
      HOST: '127.0.0.1',
      DEMO: false,
      LOG_LEVEL: 'info',
      TRUSTED_PROXIES: 0,
      DATABASE_POOL: 12,
      WORKER_CONCURRENCY: 4,
    });
  });

  it('sets the clock of a demo to another day, and no other clock', () => {
    expect(clockOf(loadConfig({ ...right, DEMO: 'true', DEMO_DAY: '2027-01-02' })).today()).toBe('2027-01-02');
    expect(clockOf(loadConfig(right)).today()).toBe(new Clock().today());
    expect(problemOf({ DEMO: 'true', DEMO_DAY: '2027-02-30' })).toMatch(/DEMO_DAY: expected an existing day/);
    expect(problemOf({ DEMO_DAY: '2027-01-02' })).toMatch(/DEMO_DAY: expected only together with DEMO=true/);
  });

  it('reads texts as what they mean', () => {
    const config = loadConfig({
      ...right,
      PORT: '8080',
      DEMO: 'true',
      DATABASE_POOL: '12',
      REDIS_URL: 'redis://localhost:6379',
      PATH: '/bin',
    });
    expect(config).toMatchObject({ PORT: 8080, DEMO: true, DATABASE_POOL: 12, REDIS_URL: 'redis://localhost:6379' });
    expect(config).not.toHaveProperty('PATH');
  });

  it('takes an empty variable as one that is not set', () => {
    expect(loadConfig({ ...right, REDIS_URL: '', PORT: '' })).toMatchObject({ PORT: 3000 });
    expect(problemOf({ APP_SECRET: '' })).toContain('APP_SECRET: expected a secret text of at least 32 characters');
  });

  it.each([
    ['APP_DATABASE_URL', 'mysql://localhost', 'a postgresql:// address'],
    ['APP_DATABASE_URL', undefined, 'a postgresql:// address'],
    ['REDIS_URL', 'localhost:6379', 'a redis:// or rediss:// address'],
    ['APP_SECRET', 'short', 'at least 32 characters'],
    ['PUBLIC_URL', 'example', 'an http(s):// address'],
    ['PORT', 'eighty', 'a port number from 0 to 65535'],
    ['PORT', '65536', 'a port number from 0 to 65535'],
    ['PORT', '80.5', 'a port number from 0 to 65535'],
    ['DEMO', 'perhaps', 'true or false'],
    ['LOG_LEVEL', 'loud', 'fatal, error, warn'],
    ['DATABASE_POOL', '1', 'a whole number from 2 to 50'],
    ['WORKER_CONCURRENCY', '0', 'a whole number from 1 to 50'],
  ])('names %s when it is %j, and says what is expected', (name, value, expected) => {
    const problem = problemOf({ [name]: value });
    expect(problem).toContain(`${name}: expected`);
    expect(problem).toContain(expected);
  });

  it('names all that is wrong at once, and never a value', () => {
    const problem = problemOf({ APP_SECRET: 'hunter2', PORT: 'http' });
    expect(problem).toMatch(/APP_SECRET[^]*PORT|PORT[^]*APP_SECRET/);
    expect(problem).not.toContain('hunter2');
  });
});
