import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Recurring, schedule, tickEverywhere } from '../../apps/worker/schedule.js';
import { createListeningQueue, Database, type ListeningQueue, StoppedClock } from '../../libs/core/index.js';
import { type JobHouse, openJobHouse, pause, silent } from './kit.js';

let house: JobHouse;
beforeAll(async () => {
  house = await openJobHouse();
});
afterAll(() => house.close());

const entry = (name: string) => schedule.find((one) => one.name === name) as Recurring;

const jobsNamed = async (name: string) => {
  const { rows } = await house.test.owner.query<{ municipality_id: string; key: string; payload: unknown; state: string }>(
    'select municipality_id, key, payload, state from jobs where name = $1 order by key, municipality_id',
    [name],
  );
  return rows;
};

describe('a recurring job', () => {
  it('is one row per municipality and round, however many workers tick', async () => {
    const clock = new StoppedClock(new Date('2026-12-31T23:10:00Z'));
    const database = new Database(house.database.dataSource, clock, house.queue);
    const tick = () => tickEverywhere(entry('release-year'), database, house.queue, silent);
    await Promise.all([tick(), tick(), tick()]);
    // Ten past midnight in the Netherlands: the new year, although it is the old one in UTC.
    const rows = await jobsNamed('release-year');
    expect(rows.map((row) => row.municipality_id)).toEqual([house.here, house.there].sort());
    expect(rows).toMatchObject([
      { key: '2027-01-01', payload: { year: 2027 } },
      { key: '2027-01-01', payload: { year: 2027 } },
    ]);
    clock.set('2027-01-02');
    await tick();
    expect(await jobsNamed('release-year')).toHaveLength(4);
  });

  it('is forgotten some weeks after it ended', async () => {
    await house.test.owner.query(
      `update jobs set state = 'done', due_at = null, started_at = created_at, finished_at = created_at where name = 'release-year'`,
    );
    const database = new Database(house.database.dataSource, new StoppedClock(new Date('2027-01-16T06:00:00Z')));
    await tickEverywhere(entry('release-year'), database, house.queue, silent);
    expect((await jobsNamed('release-year')).map((row) => row.key)).toEqual(['2027-01-02', '2027-01-02', '2027-01-16', '2027-01-16']);
  });

  it('cleans up sessions that are over and keys that nobody will send again', async () => {
    const { owner } = house.test;
    const day = (ago: number) => new Date(house.database.clock.now().getTime() - ago * 86_400_000);
    const person = '01900000-0000-7000-8000-000000000001';
    await owner.query(`insert into people (id, email, name, language, created_at) values ($1, 'weg@example.org', 'Iemand', 'nl', now())`, [
      person,
    ]);
    for (const [token, ends] of [
      ['over', day(1)],
      ['open', day(-1)],
    ] as const) {
      await owner.query(
        `insert into sessions (token_hash, person_id, created_at, last_seen_at, expires_at) values (sha256($1::bytea), $2, $3, $3, $4)`,
        [token, person, day(2), ends],
      );
    }
    for (const [key, at] of [
      ['old', day(31)],
      ['new', day(29)],
    ] as const) {
      await owner.query(
        `insert into idempotency_keys (municipality_id, key, caller, request_hash, status, created_at) values ($1, $2, 'x', 'x', 200, $3)`,
        [house.here, key, at],
      );
    }
    await tickEverywhere(entry('clean-up'), house.database, house.queue, silent);
    expect((await owner.query('select 1 from sessions')).rowCount).toBe(1);
    expect((await owner.query('select key from idempotency_keys')).rows).toEqual([{ key: 'new' }]);
  });

  it('of one municipality that fails does not stop the others', async () => {
    const ticked: string[] = [];
    const failing: Recurring = {
      name: 'fails',
      pattern: '* * * * *',
      description: 'fails in one municipality',
      tick: async ({ municipalityId }) => {
        if (ticked.push(municipalityId) === 1) throw new Error('not here');
      },
    };
    await tickEverywhere(failing, house.database, house.queue, silent);
    expect(ticked.sort()).toEqual([house.here, house.there].sort());
  });

  it('that was missed is made up for when a worker starts', async () => {
    const ticked: string[] = [];
    const named = (name: string, catchUp?: true): Recurring => ({
      name,
      pattern: '0 0 1 1 *',
      description: name,
      catchUp,
      tick: async ({ municipalityId }) => void ticked.push(`${name} ${municipalityId}`),
    });
    const worker = await house.startWorker({ schedule: [named('missed', true), named('in its time')] });
    try {
      await until(() => ticked.length === 2);
      expect(ticked.sort()).toEqual([`missed ${house.here}`, `missed ${house.there}`].sort());
    } finally {
      await worker.close();
    }
  });

  it('comes round, also after the store of the queue was emptied', async () => {
    const ticks: string[] = [];
    const queue: ListeningQueue = await createListeningQueue(house.config, silent);
    const everySecond = { name: 'each-second', pattern: '* * * * * *' };
    const listener = {
      concurrency: 1,
      ticks: [everySecond],
      onAlarm: async () => undefined,
      onTick: async (name: string) => void ticks.push(name),
    };
    try {
      await queue.listen(listener);
      await until(() => ticks.length >= 2);
      await house.emptyTheStore();
      await pause(1_200);
      const before = ticks.length;
      await pause(1_200);
      expect(ticks.length).toBe(before);
      await queue.restoreTicks();
      await until(() => ticks.length > before);
      expect(new Set(ticks)).toEqual(new Set(['each-second']));
    } finally {
      await queue.close();
    }
  });

  it.each(schedule.map((one) => [one.name, one.description]))('%s says what it is for', (_, description) => {
    expect(description).toMatch(/^[A-Z].{20,}\.$/);
  });
});

async function until(met: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!met()) {
    if (Date.now() > end) throw new Error('it did not happen within five seconds');
    await pause(20);
  }
}
