import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, MAX_CENTS } from '../core/index.js';
import { apportion } from './apportion.js';

const totals = fc.integer({ min: 0, max: MAX_CENTS });
const weights = fc
  .array(fc.oneof(fc.nat(20), fc.nat(2_000_000)), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((weight) => weight > 0));
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

describe('apportion', () => {
  it('splits € 100.000 over 13 villages as ten times € 7.692,31 and three times € 7.692,30', () => {
    expect(apportion(cents(10_000_000), Array<number>(13).fill(1))).toEqual([
      ...Array<number>(10).fill(769_231),
      ...Array<number>(3).fill(769_230),
    ]);
  });

  it('adds up, always', () => {
    fc.assert(fc.property(totals, weights, (total, list) => sum(apportion(cents(total), list)) === total));
  });

  it('differs from the exact share by less than a cent', () => {
    fc.assert(
      fc.property(totals, weights, (total, list) => {
        const all = BigInt(sum(list));
        return apportion(cents(total), list).every((part, index) => {
          const off = BigInt(part) * all - BigInt(total) * BigInt(list[index]!);
          return off < all && off > -all;
        });
      }),
    );
  });

  it('never gives less to more weight, and nothing to none', () => {
    fc.assert(
      fc.property(totals, weights, (total, list) => {
        const parts = apportion(cents(total), list);
        return list.every((a, i) => (a > 0 || parts[i] === 0) && list.every((b, j) => a <= b || parts[i]! >= parts[j]!));
      }),
    );
  });

  it('gives the same to the same weights in another order, up to the cent that goes to the first of equals', () => {
    const shuffled = weights.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(totals, shuffled, (total, [list, order]) => {
        const parts = apportion(cents(total), list);
        const others = apportion(
          cents(total),
          order.map((index) => list[index]!),
        );
        const byWeight = (pairs: [number, number][]) => JSON.stringify(pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        const remainder = (weight: number) => (BigInt(total) * BigInt(weight)) % BigInt(sum(list));
        // Different weights may leave the same remainder; only then can another order move a cent between them.
        const tied = list.some((a) => list.some((b) => a !== b && remainder(a) === remainder(b)));
        const before = byWeight(list.map((weight, index) => [weight, parts[index]!]));
        const after = byWeight(order.map((from, to) => [list[from]!, others[to]!]));
        return order.every((from, to) => Math.abs(parts[from]! - others[to]!) <= 1) && (tied || before === after);
      }),
    );
  });

  it('refuses weights that split nothing, beside their field', () => {
    for (const wrong of [[0, 0], [], [1, -1], [1.5], [NaN], [2 ** 53]]) {
      expect(() => apportion(cents(100), wrong, 'gewichten')).toThrow(
        expect.objectContaining({ status: 422, fields: [expect.objectContaining({ field: 'gewichten' })] }),
      );
    }
    expect(() => apportion(cents(-1), [1])).toThrow(expect.objectContaining({ status: 422 }));
  });
});
