import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandlesJob } from '../../apps/worker/handles-job.js';
import { handlers } from '../../apps/worker/worker.module.js';
import { defineJob } from '../../libs/core/index.js';
import { countJob, CountHandler, type JobHouse, openJobHouse } from './kit.js';

let house: JobHouse;
beforeAll(async () => {
  house = await openJobHouse();
});
afterAll(() => house.close());

@HandlesJob(countJob)
class AnotherCountHandler {
  async run(): Promise<{ counted: number }> {
    return { counted: 0 };
  }
}

describe('a worker', () => {
  it('does not start with a job that has no handler, and names it', async () => {
    await expect(house.startWorker({ handlers })).rejects.toThrow('The worker cannot start: the job count has no handler.');
  });

  it('does not start with a job that has two handlers, and names it', async () => {
    const twice = house.startWorker({ handlers: [...handlers, CountHandler, AnotherCountHandler] });
    await expect(twice).rejects.toThrow('the job count has two handlers');
  });

  it('does not know two jobs of one name', () => {
    expect(() => defineJob({ name: 'count' })).toThrow('the job count is defined twice');
  });

  it('starts as the product runs it, and stops by itself when it is told to', async () => {
    const main = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'worker', 'main.js');
    const env = {
      PATH: process.env.PATH,
      APP_DATABASE_URL: house.config.APP_DATABASE_URL,
      REDIS_URL: house.config.REDIS_URL ?? '',
      APP_SECRET: 'x'.repeat(32),
    };
    const worker = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    worker.stderr.on('data', (data) => (output += data));
    worker.stdout.on('data', (data) => {
      output += data;
      if (output.includes('the worker listens')) worker.kill('SIGTERM');
    });
    const [code] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => worker.on('exit', (...end) => resolve(end)));
    expect(output).toContain('the worker stops');
    expect(code).toBe(0);
    expect(output).not.toContain(new URL(house.config.APP_DATABASE_URL).password);
  });
});
