import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, MAX_CENTS } from '../core/index.js';
import { type PlanInput, planBudgets, type Split, supportPart, workOut } from './plan.js';

const places = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `place-${index}`, name: `Wijk ${index}`, residents: 1_000 + 37 * index }));

const KINDS = ['pooled', 'equal', 'residents', 'weights', 'fixed', 'mix by residents', 'mix by weights'] as const;
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** A split of this kind that can be made: amounts that are the total together, floors that leave something. */
function splitOf(kind: (typeof KINDS)[number], total: number, weights: number[]): Split {
  const count = weights.length;
  const amounts = weights.map((weight) => Math.floor((total / 2 / sum(weights)) * weight));
  if (kind === 'pooled' || kind === 'equal' || kind === 'residents') return { by: kind };
  if (kind === 'weights') return { by: kind, weights };
  if (kind === 'fixed')
    return { by: kind, amounts: amounts.map((amount, index) => (index < count - 1 ? amount : total - sum(amounts.slice(0, -1)))) };
  return { by: 'mix', floors: amounts, rest: kind === 'mix by weights' ? { by: 'weights', weights } : { by: 'residents' } };
}

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    weights: fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 15 }),
    firstYear: fc.integer({ min: 2020, max: 2040 }),
    years: fc.integer({ min: 2, max: 6 }),
    yearly: fc.array(fc.integer({ min: 100_000, max: MAX_CENTS }), { minLength: 1, maxLength: 4 }),
    supportShareBasisPoints: fc.integer({ min: 1, max: 10_000 }),
  })
  .map(({ kind, weights, firstYear, years, yearly, supportShareBasisPoints }) => ({
    neighbourhoods: places(weights.length),
    pooledName: 'Samen',
    split: splitOf(kind, sum(yearly), weights),
    firstYear,
    lastYear: firstYear + years - 1,
    sources: yearly.map((yearlyCents, index) => ({ sourceId: `source-${index}`, yearlyCents })),
    supportShareBasisPoints,
  }));

/** The same request with its neighbourhoods, and what stands in their place, in another order. */
const inAnotherOrder = inputs.chain((input) => {
  const all = [...input.neighbourhoods.keys()];
  return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }).map((order) => {
    const pick = <T>(list: readonly T[]) => order.map((index) => list[index] as T);
    const { split } = input;
    const again: Split =
      split.by === 'weights'
        ? { ...split, weights: pick(split.weights) }
        : split.by === 'fixed'
          ? { ...split, amounts: pick(split.amounts) }
          : split.by === 'mix'
            ? {
                ...split,
                floors: pick(split.floors),
                rest: 'weights' in split.rest ? { by: 'weights', weights: pick(split.rest.weights) } : split.rest,
              }
            : split;
    return { input, other: { ...input, split: again, neighbourhoods: pick(input.neighbourhoods), sources: [...input.sources].reverse() } };
  });
});

describe('planBudgets', () => {
  it('gives out each source of each year to the cent', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const parts = planBudgets(input).flatMap((budget) => budget.instalments);
        for (const source of input.sources) {
          for (let year = input.firstYear; year <= input.lastYear; year++) {
            const total = parts
              .filter((part) => part.sourceId === source.sourceId && part.fiscalYear === year)
              .reduce((a, part) => a + part.cents, 0);
            if (total !== source.yearlyCents) return false;
          }
        }
        return true;
      }),
    );
  });

  it('gives out each budget to the cent: the amount that was decided on, or the floor and the share of the rest', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const budget of workOut(input)) {
          expect(sum(budget.fromSources.map((share) => share.cents))).toBe(budget.yearlyCents);
          expect(budget.yearlyCents).toBe(budget.fixedCents + (budget.share?.cents ?? 0));
        }
        expect(sum(workOut(input).map((budget) => budget.yearlyCents))).toBe(sum(input.sources.map((source) => source.yearlyCents)));
      }),
    );
  });

  it('gives each fixed amount as it was decided on, and never less than a floor', () => {
    fc.assert(
      fc.property(inputs, ({ split, ...input }) => {
        const yearly = workOut({ ...input, split }).map((budget) => budget.yearlyCents);
        if (split.by === 'fixed') expect(yearly).toEqual(split.amounts);
        if (split.by === 'mix') split.floors.forEach((floor, index) => expect(yearly[index]).toBeGreaterThanOrEqual(floor));
      }),
    );
  });

  it('never gives less to a neighbourhood with more weight, or with more people', () => {
    fc.assert(
      fc.property(inputs, ({ split, ...input }) => {
        const floors = split.by === 'mix' ? { ...split, floors: split.floors.map(() => 7) } : split;
        const all = workOut({ ...input, split: floors }).filter((budget) => budget.weight !== null);
        for (const a of all)
          for (const b of all)
            if (a.weight! >= b.weight!) expect(a.yearlyCents + (a.weight === b.weight ? 1 : 0)).toBeGreaterThanOrEqual(b.yearlyCents);
      }),
    );
  });

  it('gives each neighbourhood the same in whatever order they and the sources come', () => {
    fc.assert(
      fc.property(inAnotherOrder, ({ input, other }) => {
        const parts = (of: PlanInput) =>
          planBudgets(of)
            .flatMap((budget) =>
              budget.instalments.map(
                (part) => `${[...budget.neighbourhoodIds].sort().join()} ${JSON.stringify([part.sourceId, part.fiscalYear, part.cents])}`,
              ),
            )
            .sort();
        expect(parts(other)).toEqual(parts(input));
      }),
    );
  });

  it('keeps a support share in every instalment, never nothing and never more than the whole', () => {
    fc.assert(
      fc.property(inputs, (input) =>
        planBudgets(input).every((budget) => budget.instalments.every((part) => part.supportCents >= 1 && part.supportCents <= part.cents)),
      ),
    );
    expect(supportPart(cents(1), 1)).toBe(1);
    expect(supportPart(cents(9_999), 1)).toBe(1);
    expect(supportPart(cents(14_000_000), 1_000)).toBe(1_400_000);
  });

  const input: PlanInput = {
    neighbourhoods: places(2),
    pooledName: 'Samen',
    split: { by: 'equal' },
    firstYear: 2026,
    lastYear: 2027,
    sources: [{ sourceId: 'source', yearlyCents: 10_001 }],
    supportShareBasisPoints: 1_000,
  };
  const field = (name: string) => expect.objectContaining({ status: 422, fields: [expect.objectContaining({ field: name })] });

  it('makes one budget of a pool and one per neighbourhood otherwise', () => {
    expect(planBudgets({ ...input, split: { by: 'pooled' } })).toMatchObject([
      { name: 'Samen', neighbourhoodIds: ['place-0', 'place-1'], totalCents: 20_002 },
    ]);
    expect(planBudgets(input)).toMatchObject([
      { name: 'Wijk 0', neighbourhoodIds: ['place-0'], totalCents: 10_002 },
      { name: 'Wijk 1', neighbourhoodIds: ['place-1'], totalCents: 10_000 },
    ]);
  });

  it('says which field splits nothing', () => {
    expect(() => planBudgets({ ...input, split: { by: 'weights', weights: [0, 0] } })).toThrow(field('weights'));
    expect(() => planBudgets({ ...input, split: { by: 'weights', weights: [1] } })).toThrow(field('weights'));
    expect(() => planBudgets({ ...input, split: { by: 'weights', weights: [1, 0] } })).toThrow(field('split'));
    expect(() =>
      planBudgets({ ...input, split: { by: 'residents' }, neighbourhoods: [...places(1), { id: 'x', name: 'Nieuw', residents: null }] }),
    ).toThrow(field('split'));
  });

  const two = { ...input, sources: [3_334, 6_667].map((yearlyCents, index) => ({ sourceId: `source-${index}`, yearlyCents })) };

  it('takes fixed amounts from every source in proportion, so that rows and columns add up', () => {
    expect(
      workOut({ ...two, split: { by: 'fixed', amounts: [2_500, 7_501] } }).map((budget) => budget.fromSources.map((share) => share.cents)),
    ).toEqual([
      [833, 1_667],
      [2_501, 5_000],
    ]);
  });

  it('gives each its floor and splits the rest', () => {
    const mix = (floors: number[], rest: Extract<Split, { by: 'mix' }>['rest']) =>
      workOut({ ...two, split: { by: 'mix', floors, rest } }).map((budget) => budget.yearlyCents);
    expect(mix([1_000, 1_000], { by: 'weights', weights: [1, 3] })).toEqual([3_000, 7_001]);
    // 1,000 and 1,037 people
    expect(mix([1_000, 1_001], { by: 'residents' })).toEqual([1_000 + 3_927, 1_001 + 4_073]);
    expect(mix([10_000, 1], { by: 'residents' })).toEqual([10_000, 1]);
    expect(mix([1, 0], { by: 'weights', weights: [0, 1] })).toEqual([1, 10_000]);
  });

  it('says by how much fixed amounts differ from the sources, and floors cost too much', () => {
    const refused = (split: Split) => {
      try {
        planBudgets({ ...two, split });
      } catch (error) {
        return (
          (error as { type: string; words: { nl: string } }).type +
          ': ' +
          (error as { words: { nl: string } }).words.nl.replaceAll('\u00a0', ' ')
        );
      }
      return 'fine';
    };
    expect(refused({ by: 'fixed', amounts: [5_000, 5_000] })).toBe(
      'amounts-differ-from-sources: De wijken krijgen samen € 100,00, de bronnen geven € 100,01. Dat is € 0,01 te weinig voor de wijken.',
    );
    expect(refused({ by: 'fixed', amounts: [6_000, 5_000] })).toContain('Dat is € 9,99 te veel voor de wijken.');
    expect(refused({ by: 'mix', floors: [6_000, 5_000], rest: { by: 'residents' } })).toBe(
      'floors-above-total: De vaste bedragen kosten samen € 110,00 per jaar. Dat is € 9,99 meer dan de € 100,01 uit de bronnen.',
    );
  });

  it.each<[string, Split]>([
    ['amounts', { by: 'fixed', amounts: [10_001] }],
    ['amounts', { by: 'fixed', amounts: [10_001, 0] }],
    ['amounts', { by: 'fixed', amounts: [10_002, -1] }],
    ['amounts', { by: 'fixed', amounts: [5_000.5, 5_000.5] }],
    ['amounts', { by: 'fixed', amounts: [NaN, 10_001] }],
    ['floors', { by: 'mix', floors: [1], rest: { by: 'residents' } }],
    ['floors', { by: 'mix', floors: [1, -1], rest: { by: 'residents' } }],
    ['floors', { by: 'mix', floors: [1, MAX_CENTS + 1], rest: { by: 'residents' } }],
    ['weights', { by: 'mix', floors: [1, 1], rest: { by: 'weights', weights: [1] } }],
    ['weights', { by: 'mix', floors: [1, 1], rest: { by: 'weights', weights: [0, 0] } }],
    ['split', { by: 'mix', floors: [1, 0], rest: { by: 'weights', weights: [1, 0] } }],
  ])('refuses what cannot be split, beside %s (%j)', (name, split) => {
    expect(() => planBudgets({ ...two, split })).toThrow(field(name));
  });

  it('refuses what is too much to count', () => {
    const sources = Array.from({ length: 50 }, (_, index) => ({ sourceId: `source-${index}`, yearlyCents: MAX_CENTS }));
    expect(() => planBudgets({ ...input, sources })).toThrow(field('sources'));
  });

  it.each([0, -1, 0.5, NaN, Infinity, 2 ** 53, MAX_CENTS + 1])('refuses %p as a yearly amount', (yearlyCents) => {
    expect(() => planBudgets({ ...input, sources: [{ sourceId: 'source', yearlyCents }] })).toThrow(field('sources'));
  });
});
