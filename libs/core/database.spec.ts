import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { StoppedClock } from './clock.js';
import { constraintOf, Database, RunAgain, sqlState, SYSTEM, type Tx } from './database.js';
import { newId } from './ids.js';

const clock = new StoppedClock(new Date('2026-12-31T23:30:00Z'));
let test: TestDatabase;
let database: Database;
let here: string;
let there: string;

beforeAll(async () => {
  test = await testDatabase({ clock, pool: 4 });
  ({ database } = test);
  here = await createMunicipality(test.owner);
  there = await createMunicipality(test.owner);
  await test.owner.query(`
    create table notes (municipality_id uuid not null, id uuid not null, text text not null constraint note_has_a_text check (text <> ''),
      primary key (municipality_id, id), constraint note_is_unique unique (municipality_id, text));
    alter table notes enable row level security; alter table notes force row level security;
    create policy notes_here on notes using (municipality_id = nullif(current_setting('app.municipality_id', true), '')::uuid)
      with check (municipality_id = nullif(current_setting('app.municipality_id', true), '')::uuid);
    grant select, insert, update on notes to buurtkas_app`);
});
beforeEach(() => test.owner.query('truncate notes'));
afterAll(() => test.close());

const write = (tx: Tx, text: string, municipalityId = tx.municipalityId) =>
  tx.rows('insert into notes (municipality_id, id, text) values ($1, $2, $3)', [municipalityId, newId(), text]);
const texts = async (): Promise<string[]> =>
  (await test.owner.query('select text from notes order by text')).rows.map((row) => row.text as string);

/** What PostgreSQL says when two transactions cannot both be right. */
const raise = (tx: Tx, code: string) => tx.rows(`do $$ begin raise exception 'again' using errcode = '${code}'; end $$`);

describe('a transaction', () => {
  it('commits its work and answers', async () => {
    const answer = await database.transaction(here, async (tx) => {
      await write(tx, 'kept');
      return tx.row<{ text: string }>('select text from notes where municipality_id = $1', [tx.municipalityId]);
    });
    expect(answer).toEqual({ text: 'kept' });
    expect(await texts()).toEqual(['kept']);
  });

  it('undoes everything when the work throws', async () => {
    const work = database.transaction(here, async (tx) => {
      await write(tx, 'lost');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await texts()).toEqual([]);
  });

  it('knows who, where, and one instant on a Dutch day', async () => {
    const actor = { personId: newId(), role: 'finance_officer', organisationId: null };
    const known = await database.transaction(
      here,
      async (tx) => ({ here: tx.municipalityId, actor: tx.actor, now: tx.now, today: tx.today }),
      actor,
    );
    expect(known).toEqual({ here, actor, now: clock.now(), today: '2027-01-01' });
    expect(await database.transaction(here, async (tx) => tx.actor)).toBe(SYSTEM);
  });

  it.each(['40001', '40P01'])('runs its work again from the start on %s', async (code) => {
    let runs = 0;
    const answer = await database.transaction(here, async (tx) => {
      await write(tx, `run ${++runs}`);
      if (runs < 3) await raise(tx, code);
      return runs;
    });
    expect(answer).toBe(3);
    expect(await texts()).toEqual(['run 3']);
  });

  it('gives up after three runs', async () => {
    let runs = 0;
    const work = database.transaction(here, async (tx) => {
      runs++;
      await raise(tx, '40001');
    });
    expect(sqlState(await work.catch((error: unknown) => error))).toBe('40001');
    expect(runs).toBe(3);
  });

  it('runs once on any other error, and names the constraint that refused', async () => {
    let runs = 0;
    const work = database.transaction(here, async (tx) => {
      runs++;
      await write(tx, '');
    });
    const error = await work.catch((refusal: unknown) => refusal);
    expect([constraintOf(error), sqlState(error)]).toEqual(['note_has_a_text', '23514']);
    expect(runs).toBe(1);
  });

  it('is run again from the start when its work asks for it, at most twice', async () => {
    let runs = 0;
    await database.transaction(here, async (tx) => {
      await write(tx, `again ${++runs}`);
      if (runs < 3) throw new RunAgain('not yet');
    });
    expect(runs).toBe(3);
    expect((await texts()).filter((text) => text.startsWith('again'))).toEqual(['again 3']);
  });

  it('throws why a statement failed that it did not wait for, and keeps nothing', async () => {
    const work = database.transaction(here, async (tx) => {
      await write(tx, 'before');
      tx.atCommit(write(tx, ''));
      tx.atCommit(write(tx, 'after'));
    });
    expect(constraintOf(await work.catch((error: unknown) => error))).toBe('note_has_a_text');
    expect(await texts()).not.toContain('before');
  });

  it('keeps nothing when the work goes on after a statement that failed', async () => {
    const work = database.transaction(here, async (tx) => {
      await write(tx, 'kept back');
      await write(tx, '').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('nothing was kept');
    expect(await texts()).not.toContain('kept back');
  });

  it('resolves a deadlock between two by running one of them again', async () => {
    await database.transaction(here, async (tx) => {
      await write(tx, 'a');
      await write(tx, 'b');
    });
    const lock = (tx: Tx, text: string) =>
      tx.rows('select 1 from notes where municipality_id = $1 and text = $2 for update', [tx.municipalityId, text]);
    let both = 0;
    let meet!: () => void;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const cross = (first: string, second: string) =>
      database.transaction(here, async (tx) => {
        await lock(tx, first);
        if (++both === 2) meet();
        await met;
        await lock(tx, second);
        return first;
      });
    expect(await Promise.all([cross('a', 'b'), cross('b', 'a')])).toEqual(['a', 'b']);
    // The one that is run again may take its first row before the other wakes up, and then meets it once more.
    expect([3, 4]).toContain(both);
  });
});

describe('after the commit', () => {
  it('hooks run in their order, once the work can be seen', async () => {
    const seen: unknown[] = [];
    await database.transaction(here, async (tx) => {
      tx.afterCommit(async () => void seen.push(await texts()));
      tx.afterCommit(() => void seen.push('second'));
      await write(tx, 'done');
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual([['done'], 'second']);
  });

  it('hooks of a run that was undone never run', async () => {
    const seen: number[] = [];
    let runs = 0;
    await database.transaction(here, async (tx) => {
      const run = ++runs;
      tx.afterCommit(() => void seen.push(run));
      if (run === 1) await raise(tx, '40001');
    });
    const refused = database.transaction(here, async (tx) => {
      tx.afterCommit(() => void seen.push(99));
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(seen).toEqual([2]);
  });
});

describe('municipalities', () => {
  it('do not leak from one transaction to the next on the same connection', async () => {
    const visits = Array.from({ length: 60 }, (_, index) => (index % 2 ? here : there));
    await Promise.all(visits.map((id, index) => database.transaction(id, (tx) => write(tx, `note ${index}`))));
    const counts = await Promise.all(
      visits.map((id) =>
        database.transaction(id, async (tx) => {
          // Deliberately without the municipality: only the policy can hold back what belongs to another.
          const rows = await tx.rows<{ municipality_id: string }>('select municipality_id from notes');
          return rows.every((row) => row.municipality_id === id) ? rows.length : -1;
        }),
      ),
    );
    expect(new Set(counts)).toEqual(new Set([30]));
    const outside = await Promise.all(visits.map(() => database.shared((tx) => tx.rows('select 1 from notes'))));
    expect(outside.flat()).toEqual([]);
  });

  it('do not leak after a transaction that failed', async () => {
    for (let turn = 0; turn < 8; turn++) await database.transaction(here, (tx) => raise(tx, '22000')).catch(() => undefined);
    await database.transaction(here, (tx) => write(tx, 'ours'));
    for (let turn = 0; turn < 8; turn++) expect(await database.shared((tx) => tx.rows('select 1 from notes'))).toEqual([]);
  });

  it('cannot be written to from another', async () => {
    await expect(database.transaction(here, (tx) => write(tx, 'theirs', there))).rejects.toThrow('row-level security');
    expect(await texts()).toEqual([]);
  });

  it('are named by an id and nothing else', async () => {
    for (const wrong of ['', 'amersfoort', `${here}'; drop table notes; --`]) {
      await expect(database.transaction(wrong, async () => 1)).rejects.toThrow(RangeError);
      await expect(database.asPerson(wrong, async () => 1)).rejects.toThrow(RangeError);
    }
  });
});

describe('a person', () => {
  const setting = (tx: Tx) =>
    tx.row(`select current_setting('app.person_id', true) as person, current_setting('app.municipality_id', true) as municipality`);

  it('is entered for one transaction, without a municipality', async () => {
    const person = newId();
    const within = await database.asPerson(person, setting);
    expect(within).toMatchObject({ person });
    expect(within!.municipality || null).toBeNull();
    await database.transaction(here, (tx) => write(tx, 'ours'));
    expect(await database.asPerson(person, (tx) => tx.rows('select 1 from notes'))).toEqual([]);
    for (let turn = 0; turn < 8; turn++) expect((await database.shared(setting))!.person || null).toBeNull();
  });
});
