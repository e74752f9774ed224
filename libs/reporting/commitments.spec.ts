import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoppedClock } from '../core/index.js';
import { releaseBudgetYear } from '../budgets/index.js';
import { approveBatch, confirmDelivery, payablesOf, prepareBatch } from '../payments/index.js';
import { bookedOnManyDays, type BusyTown, busyTown, happenings } from '../../test/fixtures/busy-town.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../../test/fixtures/town.js';
import type { TestDatabase } from '../../test/setup/database.js';
import {
  bases,
  type Basis,
  type CommitmentCents,
  commitmentColumns,
  commitmentLines,
  commitments,
  commitmentsCsv,
  commitmentsXlsx,
  entriesOf,
  type EntryFilter,
  type Figure,
  type Grouping,
  groupings,
  sumMovements,
} from './index.js';

let db: TestDatabase & { clock: StoppedClock };
beforeAll(async () => {
  db = await storyDatabase();
});
afterAll(() => db.close());

const picks = commitmentColumns.map(({ pick }) => pick);
const amounts = (cents: CommitmentCents) => Object.fromEntries(picks.map((pick) => [pick, cents[pick]]));
const none = Object.fromEntries(picks.map((pick) => [pick, 0]));
const plus = (lines: readonly CommitmentCents[]) =>
  Object.fromEntries(picks.map((pick) => [pick, lines.reduce((sum, line) => sum + line[pick], 0)]));

/** Whichever way it is put together, year by year or in all, it is the same. */
async function bothWaysTheSame(town: Town, moment: { on?: string; basis?: Basis } = {}): Promise<void> {
  const lines = await town.run((tx) => commitmentLines(tx, moment));
  for (const fiscalYear of [undefined, 2026, 2027]) {
    const own = lines.filter((line) => fiscalYear === undefined || line.fiscalYear === fiscalYear);
    for (const by of groupings) {
      const { rows, total } = await town.run((tx) => commitments(tx, { by, fiscalYear, ...moment }));
      expect({ by, fiscalYear, ...amounts(total) }).toEqual({ by, fiscalYear, ...plus(own) });
      expect({ by, fiscalYear, ...plus(rows) }).toEqual({ by, fiscalYear, ...amounts(total) });
    }
  }
  for (const line of lines) expect(line.availableCents).toBe(line.adoptedCents + line.carriedCents - line.committedCents - line.paidCents);
}

describe('the commitment view', () => {
  async function everyNumberOpens(
    town: BusyTown,
    moment: { on?: string; basis?: Basis },
    ways: readonly Grouping[] = groupings,
  ): Promise<void> {
    const until: EntryFilter = moment.on ? (moment.basis === 'booked' ? { bookedUntil: moment.on } : { effectiveUntil: moment.on }) : {};
    const named = { budget: 'budgetId', source: 'fundingSourceId', 'task-field': 'taskField' } as const;
    for (const by of ways) {
      const { rows, total } = await town.run((tx) => commitments(tx, { by, ...moment }));
      for (const pick of picks) {
        const figure = pick.replace('Cents', '') as Figure;
        const of = async (filter: EntryFilter) =>
          (await town.run((tx) => entriesOf(tx, { figure, ...until, ...filter }, { limit: 1 }))).totalCents;
        expect({ by, pick, ...moment, cents: await of({}) }).toEqual({ by, pick, ...moment, cents: total[pick] });
        for (const { key, fiscalYear, [pick]: cents } of rows)
          expect({ by, pick, key, ...moment, cents: await of({ [named[by]]: key, fiscalYear }) }).toEqual({
            by,
            pick,
            key,
            ...moment,
            cents,
          });
      }
    }
  }

  it('adds up both ways, and every number is that of the entries under it, now and on any past day', async () => {
    await fc.assert(
      fc.asyncProperty(happenings, async (story) => {
        const town = await busyTown(db, story);
        await bookedOnManyDays(db, town);
        await bothWaysTheSame(town);
        await everyNumberOpens(town, {});
        await town.run((tx) => sumMovements(tx, 200));
        for (const basis of bases)
          for (const on of ['2026-03-01', '2026-03-04', '2027-01-03']) {
            await bothWaysTheSame(town, { on, basis });
            await everyNumberOpens(town, { on, basis }, [on === '2027-01-03' ? 'budget' : 'task-field']);
          }
      }),
      { numRuns: 1, endOnFailure: true },
    );
  }, 120_000);

  it('has nothing before the first day and everything at the end of today', async () => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    await giveBudget(town);
    const now = await town.run((tx) => commitments(tx, { by: 'source' }));
    expect(await town.run((tx) => commitments(tx, { by: 'source', on: '2026-03-02', basis: 'booked' }))).toEqual(now);
    expect(await town.run((tx) => commitments(tx, { by: 'source', on: '2026-03-02', basis: 'effective' }))).toEqual(now);
    expect(await town.run((tx) => commitments(tx, { by: 'source', on: '2026-03-01', basis: 'effective' }))).toEqual({
      rows: [],
      total: none,
    });
    expect(await town.run((tx) => commitments(tx, { by: 'source', fiscalYear: 2040 }))).toEqual({ rows: [], total: none });
  });

  it.each(['2026-02-30', 'gisteren', '2026-03-03'])('refuses the day %s', async (on) => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    await expect(town.run((tx) => commitments(tx, { by: 'budget', on }))).rejects.toMatchObject({ status: 422, fields: [{ field: 'on' }] });
  });
});

describe('one grant out of several sources and years', () => {
  /** Committed, payable and paid, per source and year. */
  async function provenance(town: Town, sources: readonly string[]) {
    const lines = await town.run((tx) => commitmentLines(tx));
    await bothWaysTheSame(town);
    return Object.fromEntries(
      lines
        .filter((line) => line.committedCents + line.paidCents > 0)
        .map((line) => [
          `${line.fiscalYear} source ${sources.indexOf(line.fundingSourceId) + 1}`,
          [line.committedCents, line.payableCents, line.paidCents],
        ]),
    );
  }

  it('keeps every cent where it came from: the oldest year first, then by share, from grant to payment', async () => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    // € 100 and € 50 a year, of which a tenth is for support.
    const budgetId = await giveBudget(town, { amounts: [10_000, 5_000], supportShareBasisPoints: 1_000 });
    db.clock.set('2027-01-04');
    await town.run((tx) => releaseBudgetYear(tx, budgetId, 2027));
    const sources = await sourcesByName(town);

    // All that is left of 2026 (€ 90 and € 45), and € 30 of 2027 by share: two to one.
    const rightId = await giveRight(town, budgetId, { amount: 16_500, validFrom: '2026-01-01', validTo: '2027-12-31' });
    expect(await provenance(town, sources)).toEqual({
      '2026 source 1': [9_000, 0, 0],
      '2026 source 2': [4_500, 0, 0],
      '2027 source 1': [2_000, 0, 0],
      '2027 source 2': [1_000, 0, 0],
    });

    // A draw of one cent, and one of all but a cent of what is left of the oldest year.
    const small = await draw(town, rightId, 1);
    const large = await draw(town, rightId, 13_498);
    await town.run((tx) => confirmDelivery(tx, small.id, { as: 'supplier' }), town.as.supplier);
    expect(await provenance(town, sources)).toMatchObject({ '2026 source 1': [9_000, 1, 0], '2026 source 2': [4_500, 0, 0] });
    await town.run((tx) => confirmDelivery(tx, large.id, { as: 'supplier' }), town.as.supplier);
    const delivered = await provenance(town, sources);
    const payable = (key: string) => delivered[key]![1]!;
    expect(payable('2026 source 1') + payable('2026 source 2')).toBe(13_499);
    expect([payable('2027 source 1'), payable('2027 source 2')]).toEqual([0, 0]);

    // The next draw takes the last cent of 2026 before it takes anything of 2027, and pays as it was drawn.
    const next = await draw(town, rightId, 301);
    await town.run((tx) => confirmDelivery(tx, next.id, { as: 'supplier' }), town.as.supplier);
    expect(await provenance(town, sources)).toEqual({
      '2026 source 1': [9_000, 9_000, 0],
      '2026 source 2': [4_500, 4_500, 0],
      '2027 source 1': [2_000, 200, 0],
      '2027 source 2': [1_000, 100, 0],
    });
    const open = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
    const batch = await town.run(
      (tx) =>
        prepareBatch(
          tx,
          open.map(({ id }) => id),
        ),
      town.as.finance,
    );
    await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
    expect(await provenance(town, sources)).toEqual({
      '2026 source 1': [0, 0, 9_000],
      '2026 source 2': [0, 0, 4_500],
      '2027 source 1': [1_800, 0, 200],
      '2027 source 2': [900, 0, 100],
    });
  });

  const sourcesByName = async (town: Town) =>
    (
      await town.run((tx) =>
        tx.rows<{ id: string }>('select id from funding_sources where municipality_id = $1 order by name', [tx.municipalityId]),
      )
    ).map(({ id }) => id);
});

describe('the files of the view', () => {
  it('have the same amounts: Dutch decimals in the CSV, numbers in the workbook', async () => {
    db.clock.set('2026-03-02');
    const town = await buildTown(db);
    await giveBudget(town, { amounts: [960_007] });
    const view = await town.run((tx) => commitments(tx, { by: 'task-field' }));
    const lines = await town.run((tx) => commitmentLines(tx));
    const [head, first, ...others] = commitmentsCsv('task-field', view.rows).trimEnd().split('\r\n');
    expect(head).toBe(
      '\ufeffJaar;Taakveld;Gepland;waarvan onder voorbehoud;Vastgesteld;Meegenomen;Toegezegd;waarvan te betalen;Betaald;Beschikbaar',
    );
    expect(first).toBe('2026;6.1;0,00;0,00;9600,07;0,00;0,00;0,00;0,00;9600,07');
    expect(others).toHaveLength(3);
    const xlsx = await commitmentsXlsx({
      ...{ municipality: { name: 'Hier', fictional: true }, by: 'task-field', view, lines, names: new Map(), about: 'nu' },
      at: new Date('2026-03-02T11:00:00Z'),
    });
    const { default: ExcelJS } = await import('exceljs');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(xlsx as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheet = workbook.getWorksheet('Per taakveld')!;
    expect((sheet.getRow(5).values as unknown[]).slice(1, 6)).toEqual([2026, '6.1', 0, 0, 9600.07]);
    const detail = workbook.getWorksheet('Uitgesplitst')!;
    expect(detail.getRow(detail.rowCount).getCell(12).value).toBe(9600.07);
  });
});
