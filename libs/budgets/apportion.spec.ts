import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, MAX_CENTS } from '../core/index.js';
import { apportion, apportionBothWays, sharesOf } from './apportion.js';

const totals = fc.integer({ min: 0, max: MAX_CENTS });
const weights = fc
  .array(fc.oneof(fc.nat(20), fc.nat(2_000_000)), { minLength: 1, maxLength: 40 })
  .filter((list) => list.some((weight) => weight > 0));
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const pick = <T>(list: readonly T[], order: readonly number[]) => order.map((index) => list[index] as T);
/** A list, and another order of its places. */
const inAnotherOrder = <T>(lists: fc.Arbitrary<T[]>) =>
  lists.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length })),
  );

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

  it('gives each the same in whatever order they come, also where remainders are equal', () => {
    fc.assert(
      fc.property(totals, inAnotherOrder(weights), (total, [list, order]) => {
        const keys = list.map((_, index) => `key-${String(index).padStart(3, '0')}`);
        const parts = apportion(cents(total), list, 'weights', keys);
        const others = apportion(cents(total), pick(list, order), 'weights', pick(keys, order));
        expect(others).toEqual(pick(parts, order));
      }),
    );
  });

  it('gives the last cents to the lowest keys of equals, not to the first that come', () => {
    expect(apportion(cents(10_000_000), Array<number>(13).fill(1), 'weights', [...'mlkjihgfedcba'])).toEqual([
      ...Array<number>(3).fill(769_230),
      ...Array<number>(10).fill(769_231),
    ]);
  });

  it('tells how each part came about', () => {
    expect(sharesOf(cents(100), [1, 2])).toEqual([
      { numerator: 100n, denominator: 3n, floorCents: 33, extraCents: 0, cents: 33 },
      { numerator: 200n, denominator: 3n, floorCents: 66, extraCents: 1, cents: 67 },
    ]);
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

describe('apportionBothWays', () => {
  /** Rows and columns of the same total: a total for the columns, and rows that cut it at other places. */
  const tables = fc
    .tuple(
      fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: MAX_CENTS })), { minLength: 1, maxLength: 8 }),
      fc.array(fc.oneof(fc.nat(20), fc.nat(2_000_000)), { minLength: 1, maxLength: 20 }).filter((list) => list.some((one) => one > 0)),
    )
    .map(([columns, rows]) => ({ columns, rows: apportion(cents(sum(columns)), rows) as number[] }));
  const keysOf = (list: readonly unknown[]) => list.map((_, index) => `key-${String(index).padStart(3, '0')}`);
  const centsOf = (rows: readonly number[], columns: readonly number[], rowKeys = keysOf(rows), columnKeys = keysOf(columns)) =>
    apportionBothWays(rows, columns, rowKeys, columnKeys).map((row) => row.map((cell) => cell.cents as number));

  it('keeps every row and every column, to the cent', () => {
    fc.assert(
      fc.property(tables, ({ rows, columns }) => {
        const cells = centsOf(rows, columns);
        expect(cells.map(sum)).toEqual(rows);
        expect(columns.map((_, c) => sum(cells.map((row) => row[c]!)))).toEqual(columns);
      }),
      { numRuns: 500 },
    );
  });

  it('makes every cell its exact share, rounded down or up', () => {
    fc.assert(
      fc.property(tables, ({ rows, columns }) => {
        const total = BigInt(sum(columns));
        for (const [r, row] of centsOf(rows, columns).entries()) {
          for (const [c, cell] of row.entries()) {
            const off = BigInt(cell) * total - BigInt(rows[r]!) * BigInt(columns[c]!);
            expect(off < total && off > -total).toBe(true);
          }
        }
      }),
    );
  });

  it('gives each the same in whatever order rows and columns come', () => {
    const shuffled = tables.chain((table) =>
      fc.tuple(fc.constant(table), inAnotherOrder(fc.constant(table.rows)), inAnotherOrder(fc.constant(table.columns))),
    );
    fc.assert(
      fc.property(shuffled, ([{ rows, columns }, [, rowOrder], [, columnOrder]]) => {
        const cells = centsOf(rows, columns);
        const [rowKeys, columnKeys] = [pick(keysOf(rows), rowOrder), pick(keysOf(columns), columnOrder)];
        const others = centsOf(pick(rows, rowOrder), pick(columns, columnOrder), rowKeys, columnKeys);
        expect(others).toEqual(pick(cells, rowOrder).map((row) => pick(row, columnOrder)));
      }),
    );
  });

  it('moves a cent along where the largest remainders alone would leave a row short', () => {
    // Exact: 5.79 3.47 1.74 / 2.63 1.58 0.79 / 1.58 0.95 0.47. The largest remainders fill the columns before the last row has its cent.
    const cells = centsOf([11, 5, 3], [10, 6, 3]);
    expect(cells.map(sum)).toEqual([11, 5, 3]);
    expect([0, 1, 2].map((c) => sum(cells.map((row) => row[c]!)))).toEqual([10, 6, 3]);
  });

  it('splits fifty sources over two hundred neighbourhoods in a breath', () => {
    const columns = Array.from({ length: 50 }, (_, index) => 1_000_003 + 7_919 * index * index);
    const rows = apportion(
      cents(sum(columns)),
      Array.from({ length: 200 }, (_, index) => 1_000 + ((index * 7_919) % 5_003)),
    );
    const cells = centsOf(rows, columns);
    expect(cells.map(sum)).toEqual(rows);
    expect(columns.map((_, c) => sum(cells.map((row) => row[c]!)))).toEqual(columns);
  });

  it('is not for rows and columns that differ', () => {
    expect(() => centsOf([1, 2], [4])).toThrow('rows and columns differ');
    expect(() => centsOf([0], [0])).toThrow('rows and columns differ');
  });
});
