import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type StoppedClock } from '../core/index.js';
import { confirmDelivery, reverseDelivery } from '../payments/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../../test/fixtures/town.js';
import type { TestDatabase } from '../../test/setup/database.js';
import { entriesOf, entryById, exportEntriesCsv } from './index.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let budgetId: string;
let rightId: string;
beforeAll(async () => {
  db = await storyDatabase();
  town = await buildTown(db);
  budgetId = await giveBudget(town);
  rightId = await giveRight(town, budgetId);
});
afterAll(() => db.close());

describe('an entry', () => {
  it('says from which account to which it went, under which decision, for whom and what for', async () => {
    const { id } = await draw(town, rightId, 12_345, { purpose: 'Zand en klinkers' });
    await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
    const { entries } = await town.run((tx) => entriesOf(tx, { drawId: id }, { limit: 10 }));
    expect(entries.map((entry) => entry.phase).sort()).toEqual(['pending', 'pending', 'post', 'post']);
    const entry = await town.run((tx) => entryById(tx, entries.find(({ phase }) => phase === 'post')!.id));
    expect(entry).toMatchObject({
      kind: 'draw',
      unit: 'EUR',
      budgetId,
      budgetName: 'Soesterkwartier',
      neighbourhoodName: 'Soesterkwartier',
      fiscalYear: 2026,
      taskField: '6.1',
      publicValueName: { en: expect.any(String), nl: expect.any(String) },
      rightTitle: 'Materiaal en activiteiten',
      holderName: 'Verkeerstuin',
      supplierName: 'Hoveniersbedrijf De Linde',
      purpose: 'Zand en klinkers',
      decisionNumber: '2025-118',
      decisionTitle: 'Wijkbudgetten',
      drawId: id,
      reversedById: null,
    });
    expect(entry.from.nl).toMatch(/^Toegekend: Materiaal en activiteiten \(Soesterkwartier, Bron /);
    expect(entry.to.en).toMatch(/^To be paid from Soesterkwartier, Bron /);
  });

  it('that was taken back stays, points to the one that did, and together they are nothing', async () => {
    const { id } = await draw(town, rightId, 5_000);
    await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
    await town.run((tx) => reverseDelivery(tx, id, 'niet geleverd'));
    const { entries } = await town.run((tx) => entriesOf(tx, { drawId: id }, { limit: 10 }));
    const back = entries.filter((entry) => entry.reversesId !== null);
    expect(back.every((entry) => entry.amount < 0)).toBe(true);
    for (const entry of back) {
      expect(await town.run((tx) => entryById(tx, entry.reversesId!))).toMatchObject({ reversedById: entry.id, amount: -entry.amount });
    }
    expect(back).toHaveLength(2);
  });

  it('of another municipality does not exist', async () => {
    const other = await buildTown(db);
    const { entries } = await town.run((tx) => entriesOf(tx, { budgetId }, { limit: 1 }));
    await expect(other.run((tx) => entryById(tx, entries[0]!.id))).rejects.toMatchObject({ status: 404 });
    await expect(town.run((tx) => entryById(tx, newId()))).rejects.toMatchObject({ status: 404 });
    expect(await other.run((tx) => entriesOf(tx, { budgetId }, { limit: 10 }))).toEqual({
      entries: [],
      totalCents: 0,
      count: 0,
      next: undefined,
    });
  });
});

describe('a list of entries', () => {
  it('goes on from where it was, newest first, without one twice or left out', async () => {
    const { rows } = await db.owner.query<{ id: string }>(
      'select id from transfers where municipality_id = $1 order by booked_at desc, id desc',
      [town.municipalityId],
    );
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await town.run((tx) => entriesOf(tx, {}, { after, limit: 4 }));
      expect(page.count).toBe(rows.length);
      ids.push(...page.entries.map((entry) => entry.id));
      after = page.next;
    } while (after);
    expect(ids).toEqual(rows.map((row) => row.id));
  });

  it.each([
    '',
    'x',
    Buffer.from('2026-01-01T00:00:00.000000Z no-id credit').toString('base64url'),
    Buffer.from(`2026-13-41T00:00:00.000000Z ${newId()} credit`).toString('base64url'),
  ])('refuses a place that no page gave: %j', async (after) => {
    await expect(town.run((tx) => entriesOf(tx, {}, { after, limit: 4 }))).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'after' }],
    });
  });

  it('has a limit', async () => {
    expect((await town.run((tx) => entriesOf(tx, {}, { limit: -3 }))).entries).toHaveLength(1);
  });
});

describe('the CSV of a filter', () => {
  const csvOf = (filter: Parameters<typeof exportEntriesCsv>[1]) =>
    town.run(async (tx) => {
      let text = '';
      for await (const chunk of exportEntriesCsv(tx, filter)) text += chunk;
      return text;
    });

  it('has the entries of a figure, oldest first, with Dutch decimals', async () => {
    const lines = (await csvOf({ figure: 'spent', budgetId })).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    const head = lines[0]!.replace('\ufeff', '').split(';');
    const column = (name: string) => lines.slice(1).map((line) => line.split(';')[head.indexOf(name)]);
    expect(column('Bedrag in euro').sort()).toEqual(['1571,43', '3428,57']);
    expect(column('Soort')).toEqual(['Toegekend', 'Toegekend']);
    expect(column('Jaar')).toEqual(['2026', '2026']);
  });

  it('is a head alone when there is nothing', async () => {
    expect((await csvOf({ budgetId: newId() })).split('\r\n')).toHaveLength(2);
  });

  it('has every entry once, in order, where many were booked at the same instant', async () => {
    const crowd = await buildTown(db);
    await giveBudget(crowd);
    await db.owner.query(
      `insert into transfers (municipality_id, id, kind, phase, debit_account_id, credit_account_id, unit, amount, decision_id, effective_on, booked_at)
       select t.municipality_id, gen_random_uuid(), t.kind, t.phase, t.debit_account_id, t.credit_account_id, t.unit, 1, t.decision_id, t.effective_on,
              t.booked_at + (n / 300) * interval '1 microsecond'
         from (select * from transfers where municipality_id = $1 and kind = 'adopt' order by id limit 1) t, generate_series(1, 1234) n`,
      [crowd.municipalityId],
    );
    const { rows } = await db.owner.query<{ id: string }>('select id from transfers where municipality_id = $1 order by booked_at, id', [
      crowd.municipalityId,
    ]);
    const ids = await crowd.run(async (tx) => {
      const text = [];
      for await (const chunk of exportEntriesCsv(tx, {})) text.push(chunk);
      expect(text).toHaveLength(1 + Math.floor(rows.length / 500) + 1);
      return text.slice(1).flatMap((chunk) =>
        chunk
          .trimEnd()
          .split('\r\n')
          .map((line) => line.split(';').at(-2)),
      );
    });
    expect(ids).toEqual(rows.map((row) => row.id));
  });
});
