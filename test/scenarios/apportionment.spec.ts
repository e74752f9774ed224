import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type StoppedClock } from '../../libs/core/index.js';
import {
  adoptBudgets,
  Apportionment,
  type BudgetRequest,
  createSource,
  explainBudget,
  freePlaces,
  FundedPlace,
  Instalment,
  listBudgets,
  occupyPlaces,
  previewBudgets,
  type Split,
} from '../../libs/budgets/index.js';
import { buildTown, giveBudget, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
});

/** A source with a million euros in each year from 2026 to 2033. */
const source = (name = `Bron ${newId()}`) =>
  town.run(async (tx) => {
    const years = Array.from({ length: 8 }, (_, index) => ({ fiscalYear: 2026 + index, cents: 100_000_000 }));
    return (await createSource(tx, { name, kind: 'regular', taskField: '6.1', decisionId: town.decisionId, years })).id;
  }, town.as.finance);

const request = async (change: Partial<BudgetRequest> = {}): Promise<BudgetRequest> => ({
  decisionId: town.decisionId,
  neighbourhoodIds: town.neighbourhoods.map((place) => place.id),
  split: { by: 'equal' },
  firstYear: 2026,
  lastYear: 2029,
  sources: [{ sourceId: await source(), yearlyCents: 1_000_000 }],
  bodyId: town.body.id,
  ...change,
});
const adopt = (wanted: BudgetRequest, id = newId()) => town.run((tx) => adoptBudgets(tx, id, wanted), town.as.finance);
const explain = (budgetId: string) => town.run((tx) => explainBudget(tx, budgetId));
const twoSources = async () => [
  { sourceId: await source(), yearlyCents: 333_334 },
  { sourceId: await source(), yearlyCents: 666_667 },
];
/** What is booked of a budget in a year, per source in the order of the request. */
const booked = (budgetId: string, sources: BudgetRequest['sources'], fiscalYear = 2028) =>
  town.run(async (tx) => {
    const all = await tx.manager.findBy(Instalment, { municipalityId: town.municipalityId, budgetId, fiscalYear });
    return sources.map(({ sourceId }) => all.find((one) => one.fundingSourceId === sourceId)?.cents ?? 0);
  });
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

describe('fixed amounts and floors', () => {
  it('are what is booked: each neighbourhood its amount, each source all it gives', async () => {
    const sources = await twoSources();
    const amounts = [250_000, 250_001, 500_000];
    const ids = await adopt(await request({ sources, split: { by: 'fixed', amounts } }));
    const rows = await Promise.all(ids.map((id) => booked(id, sources)));
    expect(rows.map(sum)).toEqual(amounts);
    expect(sources.map((_, column) => sum(rows.map((row) => row[column]!)))).toEqual([333_334, 666_667]);
    expect(rows[0]).toEqual([83_333, 166_667]);
    await proven(town);
  });

  it('leave the rest to residents or to weights', async () => {
    for (const by of ['residents', 'weights'] as const) {
      const sources = await twoSources();
      const floors = by === 'residents' ? [0, 100_000, 200_001] : [0, 200_000, 200_000];
      const split: Split = { by: 'mix', floors, rest: by === 'weights' ? { by, weights: [1, 0, 0] } : { by } };
      const { budgets } = await town.run(async (tx) => previewBudgets(tx, await request({ sources, split })));
      const yearly = budgets.map((budget) => budget.totalCents / 4);
      expect(sum(yearly)).toBe(1_000_001);
      yearly.forEach((cents, index) => expect(cents).toBeGreaterThanOrEqual(floors[index]!));
      // 5,000, 6,000 and 7,000 people share 700,000: 194,444 and 233,333 and 272,222.
      expect(yearly).toEqual(by === 'weights' ? [600_001, 200_000, 200_000] : [194_445, 333_333, 472_223]);
    }
  });

  it('are refused with the difference when they are not what the sources give', async () => {
    const sources = await twoSources();
    for (const [split, sentence] of [
      [{ by: 'fixed', amounts: [1, 2, 3] }, 'Dat is € 9.999,95 te weinig'],
      [{ by: 'fixed', amounts: [1_000_000, 1, 1] }, 'Dat is € 0,01 te veel'],
      [{ by: 'mix', floors: [500_001, 500_001, 0], rest: { by: 'residents' } }, 'Dat is € 0,01 meer'],
    ] as [Split, string][]) {
      const failed = await adopt(await request({ sources, split })).catch((error: { words: { nl: string } }) => error);
      expect((failed as { words: { nl: string } }).words.nl.replaceAll('\u00a0', ' ')).toContain(sentence);
    }
    expect(await town.run((tx) => listBudgets(tx))).toEqual([]);
  });
});

describe('the inputs of a split', () => {
  const splits: Split[] = [
    { by: 'pooled' },
    { by: 'equal' },
    { by: 'residents' },
    { by: 'weights', weights: [3, 2, 5] },
    { by: 'fixed', amounts: [1, 2, 999_998] },
    { by: 'mix', floors: [7, 0, 70_001], rest: { by: 'residents' } },
    { by: 'mix', floors: [0, 1, 2], rest: { by: 'weights', weights: [1, 0, 6] } },
  ];

  it.each(splits)('are kept, and explain what was booked years later (%j)', async (split) => {
    const sources = await twoSources();
    if (split.by === 'fixed') sources[1]!.yearlyCents = 1_000_001 - sources[0]!.yearlyCents;
    const ids = await adopt(await request({ sources, split }));
    // Since then people moved, places were renamed, and the year turned.
    await town.run((tx) =>
      tx.rows(
        `update neighbourhoods set residents = residents * 3 + 1, name = name || ' nieuw' where municipality_id = $1 and residents > 5000`,
        [town.municipalityId],
      ),
    );
    db.clock.set('2029-06-01');
    for (const [index, id] of ids.entries()) {
      const { own, all, inputs, asBooked, apportionment } = await explain(id);
      expect(asBooked).toBe(true);
      expect(own).toBe(all[index]);
      expect(own.fromSources.map((share) => share.cents)).toEqual(await booked(id, sources));
      expect(inputs).toMatchObject({ split, sources, firstYear: 2026, lastYear: 2029, supportShareBasisPoints: 1_000 });
      expect(inputs.neighbourhoods.map((place) => [place.name, place.residents])).toEqual([
        ['Soesterkwartier', 5_000],
        ['Kruiskamp', 6_000],
        ['Randenbroek', 7_000],
      ]);
      expect(apportionment).toMatchObject({ decisionId: town.decisionId, createdBy: town.as.finance.personId });
    }
    await proven(town);
  });

  it('say for each source the exact share, what it was rounded down to, and who got the cents that were left', async () => {
    const wanted = await request({
      sources: [{ sourceId: await source(), yearlyCents: 100 }],
      split: { by: 'weights', weights: [1, 1, 1] },
    });
    const [id] = await adopt(wanted);
    const { all, own } = await explain(id!);
    expect(all.map((one) => [one.share?.floorCents, one.share?.extraCents])).toEqual([
      [33, 1],
      [33, 0],
      [33, 0],
    ]);
    expect(own.fromSources).toEqual([{ numerator: 3_400n, denominator: 100n, floorCents: 34, extraCents: 0, cents: 34 }]);
  });

  it('are kept once, however often the request comes', async () => {
    const [wanted, id] = [await request(), newId()];
    await adopt(wanted, id);
    await Promise.all([adopt(wanted, id), adopt(wanted, id)]);
    expect(await town.run((tx) => tx.manager.countBy(Apportionment, { municipalityId: town.municipalityId }))).toBe(1);
  });

  it('would show a booking that is not what they give', async () => {
    const [id] = await adopt(await request());
    await db.owner.query('update instalments set support_cents = support_cents + 1 where budget_id = $1 and fiscal_year = 2029', [id]);
    expect((await explain(id!)).asBooked).toBe(false);
  });

  it('can only be read of a budget of one’s own, from the time that they were kept', async () => {
    const other = await buildTown(db);
    const id = await giveBudget(town);
    expect(await refusal(other.run((tx) => explainBudget(tx, id)))).toBe('404 not-found');
    await db.owner.query('update neighbourhood_budgets set apportionment_id = null where id = $1', [id]);
    expect(await refusal(explain(id))).toBe('404 not-found');
  });
});

describe('a neighbourhood and a source', () => {
  const [first, second] = [0, 1].map((index) => () => [town.neighbourhoods[index]!.id]);
  const pooled = (sourceId: string, name: string, change: Partial<BudgetRequest> = {}) =>
    request({
      split: { by: 'pooled' },
      pooledName: name,
      neighbourhoodIds: first!(),
      sources: [{ sourceId, yearlyCents: 1_000 }],
      ...change,
    });

  it('meet in one budget a year: what overlaps is refused, naming the other budget and the years', async () => {
    const sourceId = await source('Welzijnsgeld');
    await adopt(await pooled(sourceId, 'Het eerste'));
    const all = town.neighbourhoods.map((place) => place.id);
    for (const change of [{}, { firstYear: 2029, lastYear: 2031 }, { neighbourhoodIds: all }]) {
      const wanted = await pooled(sourceId, 'Het tweede', change);
      expect(await refusal(town.run((tx) => previewBudgets(tx, wanted)))).toBe('422 neighbourhoodIds');
      const failed = (await adopt(wanted).catch((error: unknown) => error)) as { type: string; words: { nl: string } };
      expect(failed.type).toBe('overlapping-terms');
      expect(failed.words.nl).toContain(
        `Soesterkwartier krijgt Welzijnsgeld in ${change.firstYear === 2029 ? '2029' : '2026 tot en met 2029'} al uit het wijkbudget Het eerste (2026 tot en met 2029).`,
      );
    }
    expect(await town.run((tx) => listBudgets(tx))).toHaveLength(1);
    await proven(town);
  });

  it('do not overlap in other years, elsewhere, or with another source', async () => {
    const sourceId = await source();
    await adopt(await pooled(sourceId, 'Het eerste'));
    expect(await refusal(adopt(await pooled(sourceId, 'Later', { firstYear: 2030, lastYear: 2031 })))).toBe('fine');
    expect(await refusal(adopt(await pooled(sourceId, 'Elders', { neighbourhoodIds: second!() })))).toBe('fine');
    expect(await refusal(adopt(await pooled(await source(), 'Ernaast')))).toBe('fine');
    await proven(town);
  });

  it('are held by the database when two are adopted at the same moment', async () => {
    const sourceId = await source();
    const [one, other] = [await pooled(sourceId, 'De een'), await pooled(sourceId, 'De ander', { firstYear: 2028, lastYear: 2030 })];
    let second: Promise<string> | undefined;
    await town.run(async (tx) => {
      await adoptBudgets(tx, newId(), one);
      second = refusal(adopt(other));
      // The second found nothing in its way, and now waits for the first.
      for (;;) {
        const { rows } = await db.owner.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into funded_places%'`,
        );
        if (rows.length > 0) break;
      }
    }, town.as.finance);
    expect(await second).toBe('409 overlapping-terms');
    expect((await town.run((tx) => listBudgets(tx))).map((budget) => budget.name)).toEqual(['De een']);
    await proven(town);
  });

  it('part when a budget ends early, and are taken once by what is added to it', async () => {
    const sourceId = await source();
    const [id] = await adopt(await pooled(sourceId, 'Het eerste'));
    await town.run((tx) => freePlaces(tx, id!, 2028));
    expect(await refusal(adopt(await pooled(sourceId, 'Het tweede', { firstYear: 2027, lastYear: 2029 })))).toBe('422 neighbourhoodIds');
    const [later] = await adopt(await pooled(sourceId, 'Het tweede', { firstYear: 2028, lastYear: 2029 }));
    const added = await source();
    const occupy = (budgetId: string, years: number[], of = added) => refusal(town.run((tx) => occupyPlaces(tx, budgetId, of, years)));
    expect(await occupy(id!, [2026, 2027])).toBe('fine');
    expect(await occupy(id!, [2026, 2027])).toBe('fine');
    expect(await occupy(later!, [2027, 2028])).toBe('409 overlapping-terms');
    expect(await occupy(later!, [2028])).toBe('fine');
    expect(await occupy(id!, [2028], sourceId)).toBe('409 overlapping-terms');
    expect(await town.run((tx) => tx.manager.countBy(FundedPlace, { municipalityId: town.municipalityId }))).toBe(7);
  });
});
