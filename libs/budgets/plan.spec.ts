import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, MAX_CENTS } from '../core/index.js';
import { type PlanInput, planBudgets, supportPart } from './plan.js';

const places = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `place-${index}`, name: `Wijk ${index}`, residents: 1_000 + 37 * index }));

const inputs: fc.Arbitrary<PlanInput> = fc
  .record({
    count: fc.integer({ min: 1, max: 15 }),
    by: fc.constantFrom('pooled' as const, 'equal' as const, 'residents' as const, 'weights' as const),
    firstYear: fc.integer({ min: 2020, max: 2040 }),
    years: fc.integer({ min: 2, max: 6 }),
    yearly: fc.array(fc.integer({ min: 1_000, max: MAX_CENTS }), { minLength: 1, maxLength: 4 }),
    supportShareBasisPoints: fc.integer({ min: 1, max: 10_000 }),
  })
  .map(({ count, by, firstYear, years, yearly, supportShareBasisPoints }) => ({
    neighbourhoods: places(count),
    pooledName: 'Samen',
    split: by === 'weights' ? { by, weights: places(count).map((_, index) => index + 1) } : { by },
    firstYear,
    lastYear: firstYear + years - 1,
    sources: yearly.map((yearlyCents, index) => ({ sourceId: `source-${index}`, yearlyCents })),
    supportShareBasisPoints,
  }));

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

  it.each([0, -1, 0.5, NaN, Infinity, 2 ** 53, MAX_CENTS + 1])('refuses %p as a yearly amount', (yearlyCents) => {
    expect(() => planBudgets({ ...input, sources: [{ sourceId: 'source', yearlyCents }] })).toThrow(field('sources'));
  });
});
