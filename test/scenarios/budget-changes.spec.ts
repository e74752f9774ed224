import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, newId, proportion, type StoppedClock } from '../../libs/core/index.js';
import {
  adoptBudgets,
  changeBudget,
  changesOf,
  type ChangeRequest,
  createSource,
  equationLines,
  indexed,
  Instalment,
  previewChange,
  releaseBudgetYear,
  requestClosing,
  sourceYears,
} from '../../libs/budgets/index.js';
import { buildTown, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
/** A source with € 10.000,00 in each of four years. */
let welfare: string;
let youth: string;
/** € 1.000,00 of welfare a year for the first neighbourhood, with a support share of 10%. */
let budgetId: string;
/** The same for the second. */
let otherId: string;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  welfare = await source('Welzijn');
  youth = await source('Jeugd');
  budgetId = await budgetOf(0);
  otherId = await budgetOf(1);
});
const source = (name: string) =>
  town.run(async (tx) => {
    const years = [2026, 2027, 2028, 2029].map((fiscalYear) => ({ fiscalYear, cents: 1_000_000 }));
    return (await createSource(tx, { name, kind: 'regular', taskField: '6.1', decisionId: town.decisionId, years })).id;
  }, town.as.finance);
const budgetOf = (place: number) =>
  town.run(async (tx) => {
    const [id] = await adoptBudgets(tx, newId(), {
      decisionId: town.decisionId,
      neighbourhoodIds: [town.neighbourhoods[place]!.id],
      split: { by: 'pooled' },
      firstYear: 2026,
      lastYear: 2029,
      sources: [{ sourceId: welfare, yearlyCents: 100_000 }],
      supportShareBasisPoints: 1_000,
      bodyId: town.body.id,
    });
    return id as string;
  }, town.as.finance);

const decided = () => ({ budgetId, decisionId: town.decisionId, reasons: 'De raad besloot het op 2 maart.' });
const increase = (cents: number, change: object = {}): ChangeRequest => ({
  kind: 'increase',
  ...decided(),
  parts: [{ sourceId: welfare, fiscalYear: 2026, cents }],
  ...change,
});
const indexation = (basisPoints: number, fromYear = 2026): ChangeRequest => ({ kind: 'indexation', ...decided(), basisPoints, fromYear });
const reallocation = (cents: number, fiscalYear = 2026, change: object = {}): ChangeRequest => ({
  kind: 'reallocation',
  ...decided(),
  otherBudgetId: otherId,
  fiscalYear,
  parts: [{ sourceId: welfare, cents }],
  ...change,
});
const change = (request: ChangeRequest, id = newId()) => town.run((tx) => changeBudget(tx, id, request), town.as.finance);
const free = async (sourceId: string) =>
  (await town.run(sourceYears)).filter((year) => year.sourceId === sourceId).map((year) => year.freeCents);
const instalments = async (id: string) =>
  (
    await town.run((tx) =>
      tx.manager.find(Instalment, {
        where: { municipalityId: town.municipalityId, budgetId: id },
        order: { fiscalYear: 'ASC', fundingSourceId: 'ASC', sequence: 'ASC' },
      }),
    )
  ).map((one) => [one.fiscalYear, one.sequence, one.cents, one.supportCents, one.withdrawnCents, one.status]);
const adopted = [
  [2026, 0, 100_000, 10_000, 0, 'adopted'],
  [2027, 0, 100_000, 10_000, 0, 'reserved'],
  [2028, 0, 100_000, 10_000, 0, 'planned'],
  [2029, 0, 100_000, 10_000, 0, 'planned'],
];

describe('an increase', () => {
  it('adds to each year what was decided, from the source, with the support share', async () => {
    const parts = [
      { sourceId: welfare, fiscalYear: 2026, cents: 33_333 },
      { sourceId: youth, fiscalYear: 2026, cents: 5 },
      { sourceId: welfare, fiscalYear: 2027, cents: 40_000 },
      { sourceId: welfare, fiscalYear: 2029, cents: 800_000 },
    ];
    const request = increase(0, { parts });
    const { budgets } = await town.run((tx) => previewChange(tx, request), town.as.finance);
    expect(await instalments(budgetId)).toEqual(adopted);
    expect(
      budgets.map((budget) =>
        budget.lines.map((line) => [line.fiscalYear, line.beforeCents, line.cents, line.afterCents, line.supportCents, line.begins]),
      ),
    ).toEqual([
      [
        [2026, 100_000, 33_333, 133_333, 3_333, 'adopted'],
        [2026, 0, 5, 5, 1, 'adopted'],
        [2027, 100_000, 40_000, 140_000, 4_000, 'reserved'],
        [2029, 100_000, 800_000, 900_000, 80_000, 'planned'],
      ],
    ]);
    const done = await change(request);
    expect(await equation(town, budgetId)).toEqual(budgets[0]!.after);
    expect(budgets[0]!.after).toEqual({ ...budgets[0]!.before, adoptedCents: 133_338, availableCents: 133_338 });
    const now = await instalments(budgetId);
    expect(now).toHaveLength(8);
    expect(now).toEqual(
      expect.arrayContaining([
        [2026, 1, 33_333, 3_333, 0, 'adopted'],
        [2026, 1, 5, 1, 0, 'adopted'],
        [2027, 1, 40_000, 4_000, 0, 'reserved'],
        [2029, 1, 800_000, 80_000, 0, 'planned'],
      ]),
    );
    expect(await free(welfare)).toEqual([766_667, 760_000, 800_000, 0]);
    expect(await free(youth)).toEqual([999_995, 1_000_000, 1_000_000, 1_000_000]);
    expect(await town.run((tx) => changesOf(tx, budgetId))).toMatchObject([
      { id: done.id, kind: 'increase', decisionNumber: '2025-118', reasons: 'De raad besloot het op 2 maart.', otherBudgetName: null },
    ]);
    await proven(town);
  });

  it('can be decided again for the same year, and each is released in its time', async () => {
    await change(increase(100));
    await change(increase(200));
    await change(increase(0, { parts: [{ sourceId: welfare, fiscalYear: 2027, cents: 300 }] }));
    expect((await instalments(budgetId)).filter(([year]) => year === 2026)).toEqual([
      [2026, 0, 100_000, 10_000, 0, 'adopted'],
      [2026, 1, 100, 10, 0, 'adopted'],
      [2026, 2, 200, 20, 0, 'adopted'],
    ]);
    db.clock.set('2027-01-01');
    expect(await town.run((tx) => releaseBudgetYear(tx, budgetId, 2027))).toBe(100_300);
    expect((await equation(town, budgetId)).availableCents).toBe(200_600);
    await proven(town);
  });

  it.each<[string, string, object]>([
    ['nothing', '422 parts', { parts: [] }],
    ['nought', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2026, cents: 0 }] }],
    ['less than nothing', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2026, cents: -5 }] }],
    ['half a cent', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2026, cents: 0.5 }] }],
    ['more than can be counted', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2026, cents: 2 ** 53 }] }],
    ['the same year and source twice', '422 parts', { parts: [1, 2].map((cents) => ({ sourceId: 'welfare', fiscalYear: 2026, cents })) }],
    ['a year before the term', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2025, cents: 5 }] }],
    ['a year after the term', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2030, cents: 5 }] }],
    ['no year', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: NaN, cents: 5 }] }],
    ['an unknown source', '422 parts', { parts: [{ sourceId: newId(), fiscalYear: 2026, cents: 5 }] }],
    ['a cent more than is free', '422 parts', { parts: [{ sourceId: 'welfare', fiscalYear: 2026, cents: 800_001 }] }],
    ['no reasons', '422 reasons', { reasons: '  ' }],
    ['a book of reasons', '422 reasons', { reasons: 'a'.repeat(4001) }],
    ['two things wrong', '422 parts, reasons', { parts: [], reasons: '' }],
    ['an unknown decision', '404 not-found', { decisionId: newId() }],
    ['an unknown budget', '404 not-found', { budgetId: newId() }],
  ])('of %s is refused, and nothing is done', async (_, how, wrong: { parts?: { sourceId: string }[] }) => {
    const parts = wrong.parts?.map((part) => (part.sourceId === 'welfare' ? { ...part, sourceId: welfare } : part));
    const request = increase(5, { ...wrong, ...(parts ? { parts } : {}) });
    expect(await refusal(town.run((tx) => previewChange(tx, request)))).toBe(how);
    expect(await refusal(change(request))).toBe(how);
    expect(await instalments(budgetId)).toEqual(adopted);
    expect(await town.run((tx) => changesOf(tx, budgetId))).toEqual([]);
  });

  it('says per source and year what is free', async () => {
    const parts = [2026, 2027].map((fiscalYear) => ({ sourceId: welfare, fiscalYear, cents: 900_000 }));
    const words = await change(increase(0, { parts })).catch((error: { words: { nl: string } }) => error.words.nl);
    expect(words).toBe(
      'Welzijn heeft in 2026 nog €\u00a08.000,00 vrij; dit vraagt €\u00a09.000,00. Welzijn heeft in 2027 nog €\u00a08.000,00 vrij; dit vraagt €\u00a09.000,00.',
    );
  });

  it('is made once, however often the same request comes, and its id stays with its content', async () => {
    const id = newId();
    const made = await outcomes(Array.from({ length: 6 }, () => change(increase(777), id)));
    expect(made).toEqual({ fine: 6 });
    expect((await equation(town, budgetId)).adoptedCents).toBe(100_777);
    expect(await refusal(change(increase(778), id))).toBe('409 request-id-taken');
    expect(await refusal(change(increase(777, { budgetId: otherId }), id))).toBe('409 request-id-taken');
    await proven(town);
  });

  it('can still be decided for a year that is over, until that is closed', async () => {
    db.clock.set('2027-01-10');
    await town.run((tx) => releaseBudgetYear(tx, budgetId, 2027));
    await change(increase(500));
    expect(await town.run((tx) => equationLines(tx, [budgetId]))).toContainEqual(
      expect.objectContaining({ fiscalYear: 2026, adoptedCents: 500 }),
    );
    await town.run((tx) => requestClosing(tx, 2026), town.as.finance);
    expect(await refusal(change(increase(500)))).toBe('422 parts');
    await proven(town);
  });

  it('of another municipality does not exist', async () => {
    const other = await buildTown(db);
    const strange = { ...increase(5), decisionId: other.decisionId };
    expect(await refusal(other.run((tx) => changeBudget(tx, newId(), strange)))).toBe('404 not-found');
    expect(await refusal(change(strange))).toBe('404 not-found');
  });
});

describe('an indexation', () => {
  it('adds the percentage of the whole to the cent, from the same sources', async () => {
    const odd = await giveBudget(town, { amounts: [33_333, 11_111], neighbourhoodIds: [town.neighbourhoods[2]!.id] });
    // Their sources were made as large as the budget, so there is nothing left to index from.
    expect(await refusal(change({ ...indexation(250), budgetId: odd }))).toBe('422 basisPoints');
    await change(increase(33_333));
    await change(increase(1, { parts: [{ sourceId: youth, fiscalYear: 2028, cents: 7_777 }] }));
    const request = indexation(333, 2026);
    const { budgets } = await town.run((tx) => previewChange(tx, request));
    // 3.33% of 100,000 × 4 + 33,333 + 7,777 = 441,110 is 14,688.96
    expect(budgets[0]!.lines.reduce((sum, line) => sum + line.cents, 0)).toBe(14_689);
    expect(budgets[0]!.lines.map((line) => [line.fiscalYear, line.sourceName, line.beforeCents, line.cents])).toEqual([
      [2026, 'Welzijn', 133_333, 4_440],
      [2027, 'Welzijn', 100_000, 3_330],
      [2028, 'Jeugd', 7_777, 259],
      [2028, 'Welzijn', 100_000, 3_330],
      [2029, 'Welzijn', 100_000, 3_330],
    ]);
    await change(request);
    expect(await equation(town, budgetId)).toEqual(budgets[0]!.after);
    expect(await free(youth)).toEqual([1_000_000, 1_000_000, 1_000_000 - 7_777 - 259, 1_000_000]);
    await proven(town);
  });

  it('from a later year leaves the years before it as they are', async () => {
    await change(indexation(1_000, 2028));
    expect((await instalments(budgetId)).filter(([, sequence]) => sequence === 1)).toEqual([
      [2028, 1, 10_000, 1_000, 0, 'planned'],
      [2029, 1, 10_000, 1_000, 0, 'planned'],
    ]);
    await proven(town);
  });

  it('counts what another decision took away', async () => {
    await change(reallocation(40_000));
    await change(reallocation(100_000, 2027));
    await change(indexation(1_000));
    expect((await instalments(budgetId)).filter(([, sequence]) => sequence === 1)).toEqual([
      [2026, 1, 6_000, 600, 0, 'adopted'],
      [2028, 1, 10_000, 1_000, 0, 'planned'],
      [2029, 1, 10_000, 1_000, 0, 'planned'],
    ]);
    await proven(town);
  });

  it.each<[number, number, string]>([
    [0, 2026, '422 basisPoints'],
    [-1, 2026, '422 basisPoints'],
    [2_501, 2026, '422 basisPoints'],
    [1.5, 2026, '422 basisPoints'],
    [NaN, 2026, '422 basisPoints'],
    [100, 2025, '422 fromYear'],
    [100, 2030, '422 fromYear'],
    [0, NaN, '422 basisPoints, fromYear'],
  ])('of %p hundredths of a percent from %p is refused', async (basisPoints, fromYear, how) => {
    expect(await refusal(change(indexation(basisPoints, fromYear)))).toBe(how);
    expect(await instalments(budgetId)).toEqual(adopted);
  });

  it('adds up, always, and no part is a cent from its own', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 2_500 }), (plain, basisPoints) => {
        const extra = indexed(plain.map(cents), basisPoints);
        const total = plain.reduce((sum, amount) => sum + amount, 0);
        expect(extra.reduce((sum, amount) => sum + amount, 0)).toBe(proportion(total, basisPoints, 10_000));
        for (const [index, amount] of plain.entries())
          expect(Math.abs((extra[index] as number) * 10_000 - amount * basisPoints)).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});

describe('a reallocation', () => {
  it('moves money that counts: back to its source, and on to the other budget with its support share', async () => {
    const { budgets } = await town.run((tx) => previewChange(tx, reallocation(12_345)));
    expect(
      budgets.map((budget) => [
        budget.name,
        budget.lines.map((line) => [line.beforeCents, line.cents, line.afterCents, line.supportCents]),
      ]),
    ).toEqual([
      ['Soesterkwartier', [[100_000, -12_345, 87_655, 0]]],
      ['Kruiskamp', [[100_000, 12_345, 112_345, 1_235]]],
    ]);
    await change(reallocation(12_345));
    expect(await equation(town, budgetId)).toEqual(budgets[0]!.after);
    expect(await equation(town, otherId)).toEqual(budgets[1]!.after);
    expect(budgets[0]!.after).toMatchObject({ adoptedCents: 87_655, availableCents: 87_655 });
    expect(budgets[1]!.after).toMatchObject({ adoptedCents: 112_345, availableCents: 112_345 });
    const [line] = await town.run((tx) => equationLines(tx, [budgetId]));
    expect(line).toMatchObject({ supportAdoptedCents: 10_000, supportAvailableCents: 10_000 });
    expect(await free(welfare)).toEqual([800_000, 800_000, 800_000, 800_000]);
    expect(await town.run((tx) => changesOf(tx, otherId))).toMatchObject([
      { kind: 'reallocation', budgetName: 'Soesterkwartier', otherBudgetName: 'Kruiskamp' },
    ]);
    await proven(town);
  });

  it('moves money of a year to come: withdrawn in part, or whole, and under reservation or planned there', async () => {
    await change(reallocation(30_000, 2027));
    await change(reallocation(100_000, 2028));
    expect(await instalments(budgetId)).toEqual([
      [2026, 0, 100_000, 10_000, 0, 'adopted'],
      [2027, 0, 100_000, 10_000, 30_000, 'reserved'],
      [2028, 0, 100_000, 10_000, 100_000, 'withdrawn'],
      [2029, 0, 100_000, 10_000, 0, 'planned'],
    ]);
    expect((await instalments(otherId)).filter(([, sequence]) => sequence === 1)).toEqual([
      [2027, 1, 30_000, 3_000, 0, 'reserved'],
      [2028, 1, 100_000, 10_000, 0, 'planned'],
    ]);
    expect(await free(welfare)).toEqual([800_000, 800_000, 800_000, 800_000]);
    db.clock.set('2027-01-01');
    await town.run((tx) => releaseBudgetYear(tx, budgetId, 2027));
    await town.run((tx) => releaseBudgetYear(tx, otherId, 2027));
    expect((await equation(town, budgetId)).adoptedCents).toBe(170_000);
    expect((await equation(town, otherId)).adoptedCents).toBe(230_000);
    await proven(town);
  });

  it('takes from every instalment of the year and source, what counts first', async () => {
    await change(increase(50_000));
    await change(reallocation(130_000));
    expect((await equation(town, budgetId)).availableCents).toBe(20_000);
    // 10% of 100,000 and of 50,000 is for support and stays.
    expect(await refusal(change(reallocation(5_001)))).toBe('409 budget-exceeded');
    await change(reallocation(5_000));
    await proven(town);
  });

  it('never takes what is granted, or the support share', async () => {
    await giveRight(town, budgetId, { amount: 60_000 });
    const words = await change(reallocation(30_001)).catch((error: { words: { nl: string } }) => error.words.nl);
    expect(words).toBe('Soesterkwartier kan in 2026 uit Welzijn nog €\u00a0300,00 afstaan; dit vraagt €\u00a0300,01.');
    await change(reallocation(30_000));
    expect(await equation(town, budgetId)).toMatchObject({ adoptedCents: 70_000, committedCents: 60_000, availableCents: 10_000 });
    await proven(town);
  });

  it('of the last euros is done for one of two at the same moment', async () => {
    expect(await outcomes([change(reallocation(60_000)), change(reallocation(50_000))])).toEqual({ fine: 1, '409 budget-exceeded': 1 });
    await proven(town);
  });

  it('both ways at the same moment ends well', async () => {
    const back = { ...reallocation(40_000), budgetId: otherId, otherBudgetId: budgetId };
    expect(await outcomes([1, 2, 3].flatMap(() => [change(reallocation(20_000)), change(back)]))).toMatchObject({
      fine: expect.any(Number),
    });
    const [a, b] = [await equation(town, budgetId), await equation(town, otherId)];
    expect(a.adoptedCents + b.adoptedCents).toBe(200_000);
    await proven(town);
  });

  it.each<[string, string, object]>([
    ['more than there is', '409 budget-exceeded', { parts: [{ sourceId: 'welfare', cents: 90_001 }] }],
    ['a source it has nothing of', '409 budget-exceeded', { parts: [{ sourceId: 'youth', cents: 1 }] }],
    ['an unknown source', '422 parts', { parts: [{ sourceId: newId(), cents: 1 }] }],
    ['nothing', '422 parts', { parts: [] }],
    ['nought', '422 parts', { parts: [{ sourceId: 'welfare', cents: 0 }] }],
    ['a source twice', '422 parts', { parts: [1, 2].map((cents) => ({ sourceId: 'welfare', cents })) }],
    ['a year that is over', '422 fiscalYear', { fiscalYear: 2025 }],
    ['a year after the term', '422 fiscalYear', { fiscalYear: 2030 }],
    ['no reasons', '422 reasons', { reasons: '' }],
    ['an unknown budget', '404 not-found', { otherBudgetId: newId() }],
    ['an unknown decision', '404 not-found', { decisionId: newId() }],
  ])('of %s is refused, and nothing is done', async (_, how, wrong: { parts?: { sourceId: string }[] }) => {
    const named: Record<string, string> = { welfare, youth };
    const parts = wrong.parts?.map((part) => ({ ...part, sourceId: named[part.sourceId] ?? part.sourceId }));
    const request = reallocation(5, 2026, { ...wrong, ...(parts ? { parts } : {}) });
    expect(await refusal(town.run((tx) => previewChange(tx, request)))).toBe(how);
    expect(await refusal(change(request))).toBe(how);
    expect(await instalments(budgetId)).toEqual(adopted);
    expect(await instalments(otherId)).toEqual(adopted);
  });

  it('to itself is refused', async () => {
    expect(await refusal(change(reallocation(5, 2026, { otherBudgetId: budgetId })))).toBe('422 otherBudgetId');
  });

  it('to a neighbourhood that gets the source from a third budget is refused', async () => {
    const third = await giveBudget(town, { pooledName: 'Derde', neighbourhoodIds: [town.neighbourhoods[1]!.id] });
    expect(await refusal(change(reallocation(5_000, 2026, { otherBudgetId: third })))).toBe('422 neighbourhoodIds');
    expect(await instalments(budgetId)).toEqual(adopted);
  });
});
