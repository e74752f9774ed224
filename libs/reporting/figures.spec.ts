import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { equationLines, type EquationLine } from '../budgets/index.js';
import type { StoppedClock } from '../core/index.js';
import type { TestDatabase } from '../../test/setup/database.js';
import { bookedOnManyDays, type BusyTown, busyTown, happenings } from '../../test/fixtures/busy-town.js';
import { storyDatabase } from '../../test/fixtures/town.js';
import { entriesOf, type Entry, type EntryFilter, type Figure, figures, followTheEuro, valueTotals, yearTotals } from './index.js';

/** A transfer with its accounts and dimensions, read past every service, to count by hand. */
interface Raw {
  kind: string;
  amount: number;
  value: string | null;
  place: string | null;
  only_place: string | null;
  support: boolean;
  right_id: string | null;
  draw_id: string | null;
  sides: {
    sign: 1 | -1;
    kind: string;
    budget: string | null;
    source: string | null;
    year: number | null;
    task: string | null;
    status: string | null;
    since: string | null;
  }[];
  booked_on: string;
  effective_on: string;
}

const side = (sign: number, account: string) => `
  json_build_object('sign', ${sign}, 'kind', ${account}.kind, 'budget', ${account}.budget_id, 'source', ${account}.funding_source_id, 'year', ${account}.fiscal_year,
    'task', (select task_field from funding_sources s where s.municipality_id = $1 and s.id = ${account}.funding_source_id),
    'status', (select status from instalments i where i.municipality_id = $1 and i.id = ${account}.instalment_id),
    'since', (select status_on from instalments i where i.municipality_id = $1 and i.id = ${account}.instalment_id))`;

const RAW = `
  select t.kind, t.amount, (t.booked_at at time zone 'Europe/Amsterdam')::date as booked_on, t.effective_on, t.public_value_id as value, t.neighbourhood_id as place, t.draw_id,
         (select (array_agg(neighbourhood_id))[1] from budget_neighbourhoods n where n.municipality_id = t.municipality_id
           and n.budget_id = coalesce(c.budget_id, d.budget_id) having count(*) = 1) as only_place,
         r.id as right_id, coalesce(r.for_support, false) or c.kind = 'available_support' or d.kind = 'available_support' as support,
         json_build_array(${side(1, 'c')}, ${side(-1, 'd')}) as sides
    from transfers t
    join accounts c on c.municipality_id = t.municipality_id and c.id = t.credit_account_id
    join accounts d on d.municipality_id = t.municipality_id and d.id = t.debit_account_id
    left join draws w on w.municipality_id = t.municipality_id and w.id = t.draw_id
    left join drawing_rights r on r.municipality_id = t.municipality_id and r.id in (c.drawing_right_id, d.drawing_right_id, w.drawing_right_id)
   where t.municipality_id = $1 and t.phase in ('posted', 'post') and t.unit = 'EUR'`;

/** What each figure is, as the balance of accounts: another way round than the one under test. */
const BALANCES: Record<Figure, { accounts: string[]; kinds?: string[]; status?: string }> = {
  funded: { accounts: ['source'], kinds: ['fund'] },
  planned: { accounts: ['planned'] },
  reserved: { accounts: ['planned'], status: 'reserved' },
  adopted: { accounts: ['available', 'available_support'], kinds: ['adopt', 'give_back'] },
  carried: { accounts: ['available', 'available_support'], kinds: ['carry_over', 'close'] },
  frame: { accounts: ['available', 'available_support'], kinds: ['adopt', 'give_back', 'carry_over', 'close'] },
  committed: { accounts: ['right', 'payable'] },
  payable: { accounts: ['payable'] },
  paid: { accounts: ['paid'] },
  spent: { accounts: ['right', 'payable', 'paid'] },
  available: { accounts: ['available', 'available_support'] },
};

function byHand(raw: readonly Raw[], { figure, ...filter }: EntryFilter & { figure: Figure }): number {
  const { accounts, kinds, status } = BALANCES[figure];
  const day = filter.bookedUntil ?? filter.effectiveUntil;
  const stood = (side: Raw['sides'][number]) =>
    day === undefined
      ? side.status === status
      : (side.status === status && side.since! <= day) ||
        (['adopted', 'withdrawn'].includes(side.status!) && side.year! <= Number(day.slice(0, 4)) + 1);
  const is = <T>(wanted: T | undefined, actual: T) => wanted === undefined || wanted === actual;
  let total = 0;
  for (const transfer of raw) {
    if (kinds && !kinds.includes(transfer.kind)) continue;
    if (!is(filter.publicValueId, transfer.value) || !is(filter.neighbourhoodId, transfer.place ?? transfer.only_place)) continue;
    if (!is(filter.drawingRightId, transfer.right_id) || !is(filter.drawId, transfer.draw_id) || (filter.supportOnly && !transfer.support))
      continue;
    if ((filter.bookedUntil ?? '9') < transfer.booked_on || (filter.effectiveUntil ?? '9') < transfer.effective_on) continue;
    for (const side of transfer.sides) {
      const counts =
        accounts.includes(side.kind) &&
        is(filter.fiscalYear, side.year) &&
        is(filter.budgetId, side.budget) &&
        is(filter.fundingSourceId, side.source) &&
        is(filter.taskField, side.task) &&
        (!status || stood(side));
      if (counts) total += side.sign * Number(transfer.amount);
    }
  }
  return total;
}

const LINE: Partial<Record<Figure, (line: EquationLine) => number>> = {
  adopted: (line) => line.adoptedCents,
  carried: (line) => line.carriedCents,
  frame: (line) => line.adoptedCents + line.carriedCents,
  committed: (line) => line.committedCents,
  paid: (line) => line.paidCents,
  spent: (line) => line.committedCents + line.paidCents,
  available: (line) => line.availableCents,
};

/** Days on which the two readings differ. */
const days = ['2026-03-02', '2026-03-03', '2027-01-03', '2027-01-04'];

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

describe('every number and the entries under it', () => {
  let db: TestDatabase & { clock: StoppedClock };
  beforeAll(async () => {
    db = await storyDatabase();
  });
  afterAll(() => db.close());

  async function everyPage(town: BusyTown, filter: EntryFilter): Promise<{ entries: Entry[]; totalCents: number; count: number }> {
    const entries: Entry[] = [];
    for (let after: string | undefined; ;) {
      const page = await town.run((tx) => entriesOf(tx, filter, { after, limit: 7 }));
      entries.push(...page.entries);
      if (!page.next) return { entries, totalCents: page.totalCents, count: page.count };
      expect(page.entries).toHaveLength(7);
      after = page.next;
    }
  }

  async function checkTown(town: BusyTown, dimensions: readonly EntryFilter[]): Promise<void> {
    const { rows: raw } = await db.owner.query<Raw>(RAW, [town.municipalityId]);
    const lines = await town.run((tx) => equationLines(tx));
    const sources = [...new Set(lines.map((line) => line.fundingSourceId))];
    for (const figure of figures) {
      for (const fiscalYear of [undefined, 2026, 2027, 2028])
        for (const budgetId of [undefined, ...town.budgetIds])
          for (const fundingSourceId of [undefined, ...sources]) {
            const filter = { figure, fiscalYear, budgetId, fundingSourceId };
            const { totalCents } = await town.run((tx) => entriesOf(tx, filter, { limit: 1 }));
            expect({ filter, totalCents }).toEqual({ filter, totalCents: byHand(raw, filter) });
            const line = LINE[figure];
            const own = lines.filter(
              (one) =>
                (!fiscalYear || one.fiscalYear === fiscalYear) &&
                (!budgetId || one.budgetId === budgetId) &&
                (!fundingSourceId || one.fundingSourceId === fundingSourceId),
            );
            if (line) expect({ filter, totalCents }).toEqual({ filter, totalCents: sum(own.map(line)) });
          }
      for (const dimension of dimensions) {
        const filter = { figure, ...dimension };
        const all = await everyPage(town, filter);
        expect({ filter, totalCents: all.totalCents }).toEqual({ filter, totalCents: byHand(raw, filter) });
        expect(sum(all.entries.map((entry) => entry.amount))).toBe(all.totalCents);
        expect(all.entries).toHaveLength(all.count);
      }
    }
    const { rows } = await db.owner.query('select count(*)::int as count from transfers where municipality_id = $1', [town.municipalityId]);
    const everything = await everyPage(town, {});
    expect(everything.count).toBe(rows[0].count);
    expect(new Set(everything.entries.map((entry) => entry.id)).size).toBe(rows[0].count);
  }

  async function checkPictures(town: BusyTown): Promise<void> {
    const lines = await town.run((tx) => equationLines(tx));
    const years = await town.run(yearTotals);
    expect(years.map((year) => year.fiscalYear)).toEqual([2026, 2027, 2028, 2029]);
    for (const year of years) {
      const own = lines.filter((line) => line.fiscalYear === year.fiscalYear);
      expect(year.availableCents).toBe(
        year.adoptedCents + year.carriedInCents - year.carriedOutCents - year.committedCents - year.paidCents,
      );
      expect(year.carriedInCents - year.carriedOutCents).toBe(sum(own.map((line) => line.carriedCents)));
      const { totalCents: planned } = await town.run((tx) =>
        entriesOf(tx, { figure: 'planned', fiscalYear: year.fiscalYear }, { limit: 1 }),
      );
      expect(year.plannedCents).toBe(planned);
      expect(year.plannedCents).toBe(
        sum(own.filter((line) => line.status === 'planned' || line.status === 'reserved').map((line) => line.instalmentCents)),
      );
      for (const budgetIds of [undefined, ...town.budgetIds.map((id) => [id])]) {
        const flow = await town.run((tx) => followTheEuro(tx, year.fiscalYear, { budgetIds }));
        const mine = own.filter((line) => !budgetIds || budgetIds.includes(line.budgetId));
        const total = sum(mine.map((line) => line.adoptedCents + line.carriedCents));
        const cents = (list: readonly { cents: number }[]) => sum(list.map((one) => one.cents));
        expect([cents(flow.sources), cents(flow.budgets), cents(flow.values) + flow.availableCents]).toEqual([total, total, total]);
        expect([cents(flow.sourceToBudget), cents(flow.budgetToValue) + cents(flow.budgetToAvailable)]).toEqual([total, total]);
        expect(flow.availableCents).toBe(sum(mine.map((line) => line.availableCents)));
        const values = await town.run((tx) => valueTotals(tx, { fiscalYear: year.fiscalYear, budgetId: budgetIds?.[0] }));
        expect(values.filter((value) => value.cents !== 0)).toEqual(flow.values);
      }
    }
  }

  it('agree to the cent, for every figure and every way to look at it', async () => {
    const choices = fc.record({
      fiscalYear: fc.option(fc.constantFrom(2026, 2027), { nil: undefined, freq: 2 }),
      budget: fc.option(fc.nat(1), { nil: undefined, freq: 2 }),
      value: fc.option(fc.nat(4), { nil: undefined, freq: 2 }),
      place: fc.option(fc.nat(2), { nil: undefined, freq: 2 }),
      right: fc.option(fc.nat(30), { nil: undefined, freq: 2 }),
      draw: fc.option(fc.nat(30), { nil: undefined, freq: 2 }),
      supportOnly: fc.option(fc.boolean(), { nil: undefined, freq: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(happenings, fc.array(choices, { minLength: 10, maxLength: 10 }), async (story, picks) => {
        const town = await busyTown(db, story);
        await bookedOnManyDays(db, town);
        const idsOf = async (table: string) =>
          (
            await db.owner.query<{ id: string }>(`select id from ${table} where municipality_id = $1 order by id`, [town.municipalityId])
          ).rows.map((row) => row.id);
        const [rights, draws] = [await idsOf('drawing_rights'), await idsOf('draws')];
        const at = (list: readonly string[], index: number | undefined) => (index === undefined ? undefined : list[index % list.length]);
        const dimensions = picks.map((pick) => ({
          fiscalYear: pick.fiscalYear,
          supportOnly: pick.supportOnly,
          budgetId: at(town.budgetIds, pick.budget),
          publicValueId: at(town.values, pick.value),
          neighbourhoodId: at(
            town.neighbourhoods.map((place) => place.id),
            pick.place,
          ),
          drawingRightId: at(rights, pick.right),
          drawId: at(draws, pick.draw),
        }));
        const alone = [
          { supportOnly: true },
          ...['6.1', '6.6'].map((taskField) => ({ taskField })),
          ...days.flatMap((day) => [{ bookedUntil: day }, { effectiveUntil: day }, { effectiveUntil: day, fiscalYear: 2027 }]),
          ...town.values.map((publicValueId) => ({ publicValueId })),
          ...town.neighbourhoods.map((place) => ({ neighbourhoodId: place.id })),
        ];
        await checkTown(town, [...alone, ...dimensions]);
        await checkPictures(town);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);
});
