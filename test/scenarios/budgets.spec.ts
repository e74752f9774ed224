import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type StoppedClock } from '../../libs/core/index.js';
import {
  adoptBudgets,
  budgetById,
  type BudgetRequest,
  budgetsToRelease,
  createSource,
  equationLines,
  Instalment,
  listBudgets,
  previewBudgets,
  releaseBudgetYear,
  sourceYears,
} from '../../libs/budgets/index.js';
import { addOrdinance, addDivision, defaultOrdinance } from '../../libs/tenancy/index.js';
import { buildTown, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, proven, refusal } from './kit.js';

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

/** A source with the same amount in each of five years. */
const source = (yearlyCents: number, of: Town = town) =>
  of.run(async (tx) => {
    const years = [2026, 2027, 2028, 2029, 2030].map((fiscalYear) => ({ fiscalYear, cents: yearlyCents }));
    return (await createSource(tx, { name: `Bron ${newId()}`, kind: 'regular', taskField: '6.1', decisionId: of.decisionId, years })).id;
  }, of.as.finance);

const request = async (change: Partial<BudgetRequest> = {}): Promise<BudgetRequest> => ({
  decisionId: town.decisionId,
  neighbourhoodIds: town.neighbourhoods.map((place) => place.id),
  split: { by: 'equal' },
  firstYear: 2026,
  lastYear: 2029,
  sources: [{ sourceId: await source(1_000_000), yearlyCents: 1_000_000 }],
  bodyId: town.body.id,
  ...change,
});
const adopt = (wanted: BudgetRequest, id = newId()) => town.run((tx) => adoptBudgets(tx, id, wanted), town.as.finance);
const instalments = (budgetId: string) =>
  town.run((tx) =>
    tx.manager.find(Instalment, { where: { municipalityId: town.municipalityId, budgetId }, order: { fiscalYear: 'ASC', cents: 'ASC' } }),
  );

describe('a preview', () => {
  it('shows every budget to the cent and changes nothing', async () => {
    const wanted = await request();
    const before = await town.run((tx) => sourceYears(tx));
    const { budgets } = await town.run((tx) => previewBudgets(tx, wanted));
    expect(budgets.map((budget) => [budget.name, budget.totalCents])).toEqual([
      ['Soesterkwartier', 4 * 333_334],
      ['Kruiskamp', 4 * 333_333],
      ['Randenbroek', 4 * 333_333],
    ]);
    expect(await town.run((tx) => sourceYears(tx))).toEqual(before);
    expect(await town.run((tx) => listBudgets(tx))).toEqual([]);
  });

  it('gives each weight to the neighbourhood it was given with, in whatever order they come', async () => {
    const [a, b, c] = town.neighbourhoods.map((place) => place.id) as [string, string, string];
    const wanted = await request({ neighbourhoodIds: [c, a, b], split: { by: 'weights', weights: [5, 3, 2] } });
    const { budgets } = await town.run((tx) => previewBudgets(tx, wanted));
    const yearly = Object.fromEntries(budgets.map((budget) => [budget.neighbourhoodIds[0], budget.totalCents / 4]));
    expect(yearly).toEqual({ [c]: 500_000, [a]: 300_000, [b]: 200_000 });
  });

  it('splits by residents', async () => {
    const { budgets } = await town.run(async (tx) => previewBudgets(tx, await request({ split: { by: 'residents' } })));
    // 5,000, 6,000 and 7,000 people
    expect(budgets.map((budget) => budget.totalCents / 4)).toEqual([277_778, 333_333, 388_889]);
  });

  it.each<[string, Partial<BudgetRequest>]>([
    ['422 neighbourhoodIds', { neighbourhoodIds: [] }],
    ['422 neighbourhoodIds', { neighbourhoodIds: [newId()] }],
    ['422 neighbourhoodIds', { neighbourhoodIds: ['Kruiskamp'] }],
    ['422 lastYear', { lastYear: 2026 }],
    ['422 lastYear', { lastYear: 2025 }],
    ['422 lastYear', { lastYear: 2026.5 }],
    ['422 lastYear', { lastYear: 2056 }],
    ['422 lastYear', { lastYear: NaN }],
    ['422 firstYear', { firstYear: 1999 }],
    ['422 firstYear', { firstYear: Infinity }],
    ['422 supportShareBasisPoints', { supportShareBasisPoints: 0 }],
    ['422 supportShareBasisPoints', { supportShareBasisPoints: 10_001 }],
    ['422 supportShareBasisPoints', { supportShareBasisPoints: 0.5 }],
    ['422 weights', { split: { by: 'weights', weights: [0, 0, 0] } }],
    ['422 weights', { split: { by: 'weights', weights: [1, -1, 1] } }],
    ['422 weights', { split: { by: 'weights', weights: [1, 2] } }],
    ['422 split', { split: { by: 'weights', weights: [1, 0, 1] } }],
    ['422 sources', { sources: [] }],
    ['422 sources', { sources: [{ sourceId: newId(), yearlyCents: 5 }] }],
    ['422 bodyId', { bodyId: newId() }],
    ['422 neighbourhoodIds, lastYear, sources', { neighbourhoodIds: [], lastYear: 2026, sources: [] }],
    ['404 not-found', { decisionId: newId() }],
  ])('is refused (%s)', async (how, change) => {
    const wanted = await request(change);
    expect(await refusal(town.run((tx) => previewBudgets(tx, wanted)))).toBe(how);
    expect(await refusal(adopt(wanted))).toBe(how);
    expect(await town.run((tx) => listBudgets(tx))).toEqual([]);
  });

  it.each([0, -1, 0.5, NaN, 2 ** 53])('refuses %p euro cents a year', async (yearlyCents) => {
    const sourceId = await source(5);
    expect(await refusal(adopt(await request({ sources: [{ sourceId, yearlyCents }] })))).toBe('422 sources');
  });

  it('refuses what a source has not got in one of the years, by a cent', async () => {
    const sourceId = await source(1_000_000);
    expect(await refusal(adopt(await request({ sources: [{ sourceId, yearlyCents: 1_000_001 }] })))).toBe('422 sources');
    expect(await refusal(adopt(await request({ lastYear: 2031, sources: [{ sourceId, yearlyCents: 1_000 }] })))).toBe('422 sources');
    expect(await refusal(adopt(await request({ sources: [1, 2].map(() => ({ sourceId, yearlyCents: 1_000 })) })))).toBe('422 sources');
    expect(await refusal(adopt(await request({ sources: [{ sourceId, yearlyCents: 1_000_000 }] })))).toBe('fine');
    expect(await refusal(adopt(await request({ firstYear: 2027, sources: [{ sourceId, yearlyCents: 1_000 }] })))).toBe('422 sources');
    await proven(town);
  });

  it('refuses neighbourhoods, sources, bodies and decisions of another municipality', async () => {
    const other = await buildTown(db);
    expect(await refusal(adopt(await request({ neighbourhoodIds: [other.neighbourhoods[0]!.id] })))).toBe('422 neighbourhoodIds');
    expect(await refusal(adopt(await request({ sources: [{ sourceId: await source(5_000, other), yearlyCents: 5_000 }] })))).toBe(
      '422 sources',
    );
    expect(await refusal(adopt(await request({ bodyId: other.body.id })))).toBe('422 bodyId');
    expect(await refusal(adopt(await request({ decisionId: other.decisionId })))).toBe('404 not-found');
  });

  it('delegates to a neighbourhood body only', async () => {
    expect(await refusal(adopt(await request({ bodyId: town.supplier.id })))).toBe('422 bodyId');
    expect(await refusal(adopt(await request({ bodyId: null })))).toBe('fine');
  });

  it('cannot split by residents nobody counted', async () => {
    const { neighbourhoods } = await town.run((tx) =>
      addDivision(tx, {
        version: 2,
        validFrom: '2026-01-01',
        neighbourhoods: [{ name: 'Nieuwland' }, { name: 'Zielhorst', residents: 5 }],
      }),
    );
    expect(await refusal(adopt(await request({ neighbourhoodIds: neighbourhoods.map(({ id }) => id), split: { by: 'residents' } })))).toBe(
      '422 split',
    );
  });

  it('follows the ordinance of its day', async () => {
    await town.run((tx) =>
      addOrdinance(tx, {
        ...defaultOrdinance,
        minimumTermYears: 4,
        supportShareBasisPoints: 2_500,
        version: 2,
        validFrom: '2026-02-01',
        title: 'Subsidieverordening 2026',
      }),
    );
    expect(await refusal(adopt(await request({ lastYear: 2028 })))).toBe('422 lastYear');
    const [budgetId] = await adopt(await request({ split: { by: 'pooled' } }));
    expect(await instalments(budgetId!)).toMatchObject(Array(4).fill({ cents: 1_000_000, supportCents: 250_000 }));
  });
});

describe('an adopted budget', () => {
  it('counts this year, stands under reservation for the next, and is planned after that', async () => {
    const ids = await adopt(await request());
    expect(ids).toHaveLength(3);
    for (const id of ids) {
      expect((await instalments(id)).map(({ fiscalYear, status }) => `${fiscalYear} ${status}`)).toEqual([
        '2026 adopted',
        '2027 reserved',
        '2028 planned',
        '2029 planned',
      ]);
    }
    expect(await equation(town, ids[0]!)).toEqual({
      adoptedCents: 333_334,
      carriedCents: 0,
      committedCents: 0,
      paidCents: 0,
      availableCents: 333_334,
    });
    expect((await town.run((tx) => sourceYears(tx))).map((year) => year.freeCents)).toEqual([0, 0, 0, 0, 1_000_000]);
    await proven(town);
  });

  it('can pool neighbourhoods under one name', async () => {
    const [id, ...others] = await adopt(await request({ split: { by: 'pooled' }, pooledName: 'Wijken samen' }));
    expect(others).toEqual([]);
    const budget = await town.run((tx) => budgetById(tx, id!));
    expect(budget.name).toBe('Wijken samen');
    expect(new Set(budget.neighbourhoodIds)).toEqual(new Set(town.neighbourhoods.map((place) => place.id)));
    await proven(town);
  });

  it('always has a support share, of a cent if need be', async () => {
    const [id] = await adopt(
      await request({ split: { by: 'pooled' }, sources: [{ sourceId: await source(1), yearlyCents: 1 }], supportShareBasisPoints: 1 }),
    );
    const [line] = await town.run((tx) => equationLines(tx, [id!]));
    expect(line).toMatchObject({ adoptedCents: 1, supportAdoptedCents: 1, supportAvailableCents: 1 });
    await proven(town);
  });

  it.each(['equal', 'pooled'] as const)('is adopted once, however often the same request comes (%s)', async (by) => {
    const [a, b, c] = town.neighbourhoods.map((place) => place.id) as [string, string, string];
    const wanted = await request({ split: { by }, neighbourhoodIds: [c, a, b, a] });
    const id = newId();
    const first = await adopt(wanted, id);
    expect(await adopt(wanted, id)).toEqual(first);
    expect(await Promise.all(Array.from({ length: 5 }, () => adopt(wanted, id)))).toEqual(Array(5).fill(first));
    expect(await town.run((tx) => listBudgets(tx))).toHaveLength(first.length);
    await proven(town);
  });

  it('at the same moment from ten taps is adopted once', async () => {
    const wanted = await request();
    const id = newId();
    const all = await Promise.all(Array.from({ length: 10 }, () => adopt(wanted, id)));
    expect(new Set(all.map((ids) => ids.join())).size).toBe(1);
    expect(await town.run((tx) => listBudgets(tx))).toHaveLength(3);
    await proven(town);
  });

  it('keeps its request id from any other content', async () => {
    const wanted = await request();
    const id = newId();
    await adopt(wanted, id);
    const others: Partial<BudgetRequest>[] = [
      { sources: [{ sourceId: wanted.sources[0]!.sourceId, yearlyCents: 999_999 }] },
      { lastYear: 2028 },
      { firstYear: 2027 },
      { bodyId: null },
      { split: { by: 'residents' } },
      { split: { by: 'pooled' } },
      { supportShareBasisPoints: 2_000 },
      { neighbourhoodIds: [...wanted.neighbourhoodIds].reverse() },
      { neighbourhoodIds: wanted.neighbourhoodIds.slice(1) },
    ];
    for (const change of others)
      expect([change, await refusal(adopt({ ...wanted, ...change }, id))]).toEqual([change, '409 request-id-taken']);
    expect(await town.run((tx) => listBudgets(tx))).toHaveLength(3);
  });

  it('is one per name and first year', async () => {
    await adopt(await request());
    expect(await refusal(adopt(await request()))).toBe('409 budget-exists');
    expect(await refusal(adopt(await request({ firstYear: 2027 })))).toBe('fine');
    await proven(town);
  });

  it('of another municipality does not exist', async () => {
    const [id] = await adopt(await request());
    const other = await buildTown(db);
    expect(await refusal(other.run((tx) => budgetById(tx, id!)))).toBe('404 not-found');
    expect(await other.run((tx) => equationLines(tx, [id!]))).toEqual([]);
    await expect(other.run((tx) => releaseBudgetYear(tx, id!, 2026))).rejects.toThrow();
  });
});

describe('the turn of the year', () => {
  it('releases the next year once, without anybody applying', async () => {
    const [id] = await adopt(await request({ split: { by: 'pooled' } }));
    db.clock.set('2027-01-01');
    expect(await town.run((tx) => budgetsToRelease(tx, 2027))).toEqual([id]);
    expect(await town.run((tx) => releaseBudgetYear(tx, id!, 2027))).toBe(1_000_000);
    expect((await instalments(id!)).map(({ status }) => status)).toEqual(['adopted', 'adopted', 'reserved', 'planned']);
    expect(await town.run((tx) => releaseBudgetYear(tx, id!, 2027))).toBe(0);
    expect(await town.run((tx) => budgetsToRelease(tx, 2027))).toEqual([]);
    expect(await equation(town, id!)).toMatchObject({ adoptedCents: 2_000_000, availableCents: 2_000_000 });
    await proven(town);
  });

  it('releases once when two workers do it at the same moment', async () => {
    const [id] = await adopt(await request({ split: { by: 'pooled' } }));
    db.clock.set('2027-01-01');
    const released = await Promise.all(Array.from({ length: 4 }, () => town.run((tx) => releaseBudgetYear(tx, id!, 2027))));
    expect(released.sort()).toEqual([0, 0, 0, 1_000_000]);
    await proven(town);
  });

  it('makes up for years that were missed, and never releases one that has not begun', async () => {
    const [id] = await adopt(await request({ split: { by: 'pooled' } }));
    await expect(town.run((tx) => releaseBudgetYear(tx, id!, 2027))).rejects.toThrow('2027 has not begun');
    db.clock.set('2029-05-01');
    expect(await town.run((tx) => releaseBudgetYear(tx, id!, 2029))).toBe(3_000_000);
    await proven(town);
  });
});
