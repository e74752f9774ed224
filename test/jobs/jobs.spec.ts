import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkerApp } from '../../apps/worker/create.js';
import { requestJob, Database, Clock, jobById, jobsOf, newId } from '../../libs/core/index.js';
import { countJob, type Counting, type JobHouse, met, openJobHouse, pause } from './kit.js';

let house: JobHouse;
let worker: WorkerApp | undefined;

beforeAll(async () => {
  house = await openJobHouse();
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
});
afterAll(() => house.close());

const ask = (payload: Counting, key = newId(), municipalityId = house.here) =>
  house.database.transaction(municipalityId, (tx) => requestJob(tx, countJob, { key, payload }));

/** As `ask`, from a process that has no queue at all. */
const askWithoutQueue = (payload: Counting) =>
  new Database(house.database.dataSource, new Clock()).transaction(house.here, (tx) => requestJob(tx, countJob, { key: newId(), payload }));

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe('a job that is asked for', () => {
  it('runs after the commit and keeps its result', async () => {
    worker = await house.startWorker();
    const id = await ask({ upTo: 3 });
    const job = await house.until(id, 'done');
    expect(job).toMatchObject({
      result: { counted: 3 },
      progressDone: 3,
      progressTotal: 3,
      attempts: 1,
      error: null,
      dueAt: null,
      lease: null,
    });
    expect(job.finishedAt!.getTime()).toBeGreaterThanOrEqual(job.startedAt!.getTime());
    expect(await house.steps(id)).toEqual([1, 2, 3]);
  });

  it('never runs when its transaction is rolled back', async () => {
    worker = await house.startWorker();
    let id = '';
    const refused = house.database.transaction(house.here, async (tx) => {
      id = await requestJob(tx, countJob, { key: 'rolled back', payload: { upTo: 1 } });
      throw new Error('changed my mind');
    });
    await expect(refused).rejects.toThrow('changed my mind');
    await house.until(await ask({ upTo: 1 }), 'done');
    await house.sweep();
    await pause(100);
    expect(await house.steps(id)).toEqual([]);
    await expect(house.database.transaction(house.here, (tx) => jobById(tx, id))).rejects.toMatchObject({ status: 404 });
  });

  it('runs once when it is asked for twice with the same key, also at the same time', async () => {
    worker = await house.startWorker();
    const ids = await Promise.all(upTo(6).map(() => ask({ upTo: 2 }, 'the same')));
    expect(new Set(ids).size).toBe(1);
    await house.until(ids[0]!, 'done');
    expect(await ask({ upTo: 2 }, 'the same')).toBe(ids[0]);
    await house.sweep();
    await pause(100);
    expect(await house.steps(ids[0]!)).toEqual([1, 2]);
  });

  it('waits until its time', async () => {
    worker = await house.startWorker();
    const runAt = new Date(Date.now() + 2_600);
    const id = await house.database.transaction(house.here, (tx) =>
      requestJob(tx, countJob, { key: 'later', payload: { upTo: 1 }, runAt }),
    );
    await house.sweep();
    await pause(200);
    expect(await house.steps(id)).toEqual([]);
    const job = await house.until(id, 'done');
    expect(job.startedAt!.getTime()).toBeGreaterThanOrEqual(runAt.getTime() - 50);
  });

  it('shows its progress while it runs', async () => {
    worker = await house.startWorker();
    const id = await ask({ upTo: 4, hangOnceAt: 2 });
    await house.until(id, 'running');
    while (!met.hung.has(id)) await pause(10);
    expect(await house.until(id, 'running')).toMatchObject({ progressDone: 2, progressTotal: 4, checkpoint: 2 });
    met.hung.get(id)!();
    expect(await house.until(id, 'done')).toMatchObject({ progressDone: 4, progressTotal: 4 });
  });

  it('is listed with the latest of its kind first, in its own municipality only', async () => {
    const first = await ask({ upTo: 1 }, newId(), house.there);
    await pause(2);
    const second = await ask({ upTo: 1 }, newId(), house.there);
    const list = await house.database.transaction(house.there, (tx) => jobsOf(tx, countJob, 10));
    expect(list.map((job) => job.id)).toEqual([second, first]);
    await expect(house.database.transaction(house.here, (tx) => jobById(tx, first))).rejects.toMatchObject({ status: 404 });
  });
});

describe('a job that the queue does not know', () => {
  it('is started by the sweep: the queue was never told', async () => {
    worker = await house.startWorker();
    const id = await askWithoutQueue({ upTo: 2 });
    await pause(100);
    expect(await house.steps(id)).toEqual([]);
    await house.sweep();
    await house.until(id, 'done');
    expect(await house.steps(id)).toEqual([1, 2]);
  });

  it('is started by the sweep: the store of the queue was emptied', async () => {
    const ids = await Promise.all(upTo(3).map(() => ask({ upTo: 2 })));
    await house.emptyTheStore();
    worker = await house.startWorker();
    await pause(150);
    for (const id of ids) expect(await house.steps(id)).toEqual([]);
    await house.sweep();
    for (const id of ids) {
      await house.until(id, 'done');
      expect(await house.steps(id)).toEqual([1, 2]);
    }
  });

  it('does not fail the request when the queue is dead', async () => {
    const { createJobQueue } = await import('../../libs/core/index.js');
    const warnings: string[] = [];
    const log = { warn: (_: unknown, message: string) => warnings.push(message) };
    const dead = await createJobQueue({ ...house.config, REDIS_URL: 'redis://127.0.0.1:1' }, log as never);
    try {
      const database = new Database(house.database.dataSource, new Clock(), dead);
      const started = Date.now();
      const id = await database.transaction(house.here, (tx) => requestJob(tx, countJob, { key: 'dead queue', payload: { upTo: 1 } }));
      expect(Date.now() - started).toBeLessThan(1_500);
      expect(warnings).toContain('an alarm was not set; the sweep will');
      expect((await house.until(id, 'pending')).id).toBe(id);
    } finally {
      await dead.close();
    }
  });
});

describe('a job that goes wrong', () => {
  it('goes on from its checkpoint, and the step that was cut off leaves nothing', async () => {
    worker = await house.startWorker();
    const id = await ask({ upTo: 6, throwOnceAt: 4 });
    const job = await house.until(id, 'done');
    expect(job).toMatchObject({ result: { counted: 6 }, attempts: 2, error: null });
    expect(await house.steps(id)).toEqual(upTo(6));
  });

  it('is taken over when its lease is over, and the first worker can write nothing any more', async () => {
    worker = await house.startWorker();
    const id = await ask({ upTo: 5, hangOnceAt: 3 });
    while (!met.hung.has(id)) await pause(10);
    await house.sweep();
    expect((await house.until(id, 'running')).attempts).toBe(1);
    await pause(450);
    const second = await house.startWorker();
    await house.sweep();
    const job = await house.until(id, 'done');
    expect(job).toMatchObject({ attempts: 2, result: { counted: 5 } });
    met.lateErrors.length = 0;
    met.hung.get(id)!();
    while (met.lateErrors.length === 0) await pause(10);
    expect(met.lateErrors).toEqual(['LeaseLost']);
    expect(await house.steps(id)).toEqual(upTo(5));
    await second.close();
  });

  it('has failed after its attempts, with words that give nothing away, and can be asked for again', async () => {
    worker = await house.startWorker();
    const id = await ask({ upTo: 2, alwaysThrow: true }, 'fails');
    const failed = await house.until(id, 'failed');
    expect(failed.attempts).toBe(3);
    expect(failed.error).toEqual({ nl: 'Er ging iets mis. Probeer het later opnieuw.', en: 'Something went wrong. Try again later.' });
    expect(await ask({ upTo: 2 }, 'fails')).toBe(id);
    expect(await house.until(id, 'done')).toMatchObject({ attempts: 1, error: null });
    expect(await house.steps(id)).toEqual([1, 2]);
  });

  it('has failed when it was cut off too often', async () => {
    const id = await askWithoutQueue({ upTo: 2 });
    await house.test.owner.query(
      `update jobs set state = 'running', attempts = 3, lease = gen_random_uuid(), started_at = created_at, due_at = created_at where id = $1`,
      [id],
    );
    worker = await house.startWorker();
    await house.sweep();
    expect((await house.until(id, 'failed')).error!.nl).toContain('afgebroken');
    expect(await house.steps(id)).toEqual([]);
  });
});

describe('a worker that stops', () => {
  it('gives back what runs, uncounted, and another goes on from the checkpoint', async () => {
    const first = await house.startWorker({ graceMs: 50 });
    const id = await ask({ upTo: 4, hangOnceAt: 2 });
    while (!met.hung.has(id)) await pause(10);
    await first.close();
    expect(await house.until(id, 'pending')).toMatchObject({ attempts: 0, checkpoint: 2, lease: null });
    worker = await house.startWorker();
    expect(await house.until(id, 'done')).toMatchObject({ attempts: 1, result: { counted: 4 } });
    expect(await house.steps(id)).toEqual(upTo(4));
  });
});

describe('two municipalities', () => {
  it('have jobs of the same key that know nothing of each other', async () => {
    worker = await house.startWorker();
    const [here, there] = await Promise.all([ask({ upTo: 2 }, 'shared key', house.here), ask({ upTo: 3 }, 'shared key', house.there)]);
    expect(here).not.toBe(there);
    expect((await house.until(here, 'done', house.here)).result).toEqual({ counted: 2 });
    expect((await house.until(there, 'done', house.there)).result).toEqual({ counted: 3 });
    const { rows } = await house.test.owner.query('select distinct municipality_id from tally where job_id = $1', [there]);
    expect(rows).toEqual([{ municipality_id: house.there }]);
  });
});
