import { badInput, type Cents, cents } from '../core/index.js';

/** An exact share: a whole number of cents, and what it was rounded down by as a fraction of a cent. */
export interface Share {
  /** The exact share is `numerator ÷ denominator` cents. */
  numerator: bigint;
  denominator: bigint;
  /** The exact share rounded down, in cents. */
  floorCents: Cents;
  /** 1 when one of the cents that rounding left over came here, else 0. */
  extraCents: 0 | 1;
  /** What it became: `floorCents + extraCents`. */
  cents: Cents;
}

/**
 * Splits a total over parts by weight: every part is rounded down and the cents that are left go to the largest remainders, one each.
 * Where remainders are equal the lowest key goes first, so that with keys the order of the parts means nothing. The parts add up, always.
 * @param total cents, zero or more
 * @param weights whole numbers, zero or more, not all zero
 * @param keys what tells the parts apart, each once; the place in the list when left out
 * @throws Problem 422 naming `field` when the weights cannot split anything
 */
export function apportion(total: Cents, weights: readonly number[], field = 'weights', keys?: readonly string[]): Cents[] {
  return sharesOf(total, weights, field, keys).map((share) => share.cents);
}

/** The same with how each part came about. */
export function sharesOf(total: Cents, weights: readonly number[], field = 'weights', keys?: readonly string[]): Share[] {
  if (total < 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw badInput(field, wholeWeights);
  const sum = weights.reduce((a, weight) => a + BigInt(weight), 0n);
  if (sum === 0n) throw badInput(field, someWeight);
  const numerators = weights.map((weight) => BigInt(total) * BigInt(weight));
  const left = BigInt(total) - numerators.reduce((a, numerator) => a + numerator / sum, 0n);
  const order = [...weights.keys()].sort((a, b) => byRemainder(numerators[a]! % sum, numerators[b]! % sum) || byKey(a, b, keys));
  const lucky = new Set(order.slice(0, Number(left)));
  return numerators.map((numerator, index) => share(numerator, sum, lucky.has(index)));
}

/**
 * Splits column totals over rows whose totals are known too, each cell in proportion to both: controlled rounding. Every row and every column
 * adds up to the cent, and every cell is its exact share rounded down or up.
 *
 * Why that always works: the exact shares themselves have these row and column totals, with whole numbers at the edges, so after rounding down
 * the fractions are a flow from rows to columns of whole capacities; such a flow also exists in whole cents, none or one per cell. The cents go
 * to the largest remainders first; one that then does not fit moves along a path of cells that give and take one, which by the same theorem
 * (Ford and Fulkerson) exists as long as a row is short.
 * @param rows what each row must be, in cents; together the same as `columns`, above zero
 * @param rowKeys and `columnKeys`: what tells them apart, so that their order means nothing
 */
export function apportionBothWays(
  rows: readonly number[],
  columns: readonly number[],
  rowKeys: readonly string[],
  columnKeys: readonly string[],
): Share[][] {
  const total = columns.reduce((a, column) => a + BigInt(column), 0n);
  if (total <= 0n || rows.reduce((a, row) => a + BigInt(row), 0n) !== total) throw new RangeError('rows and columns differ');
  const numerator = (r: number, c: number) => BigInt(rows[r]!) * BigInt(columns[c]!);
  const cells = rows
    .flatMap((_, r) => columns.map((__, c) => ({ r, c, remainder: numerator(r, c) % total })))
    .filter(({ remainder }) => remainder > 0n)
    .sort((a, b) => byRemainder(a.remainder, b.remainder) || byKey(a.r, b.r, rowKeys) || byKey(a.c, b.c, columnKeys));
  const short = (wanted: number, floors: bigint[]) => Number(BigInt(wanted) - floors.reduce((a, floor) => a + floor, 0n));
  const rowShort = rows.map((row, r) =>
    short(
      row,
      columns.map((_, c) => numerator(r, c) / total),
    ),
  );
  const columnShort = columns.map((column, c) =>
    short(
      column,
      rows.map((_, r) => numerator(r, c) / total),
    ),
  );
  const lucky = new Set<Cell>();
  for (const cell of cells) {
    if (rowShort[cell.r]! === 0 || columnShort[cell.c]! === 0) continue;
    rowShort[cell.r]! -= 1;
    columnShort[cell.c]! -= 1;
    lucky.add(cell);
  }
  for (const r of [...rows.keys()].sort((a, b) => byKey(a, b, rowKeys))) {
    for (; rowShort[r]! > 0; rowShort[r]! -= 1) columnShort[moveAlong(r, cells, lucky, columnShort)]! -= 1;
  }
  const taken = new Set([...lucky].map(({ r, c }) => `${r} ${c}`));
  return rows.map((_, r) => columns.map((__, c) => share(numerator(r, c), total, taken.has(`${r} ${c}`))));
}

interface Cell {
  r: number;
  c: number;
}

/** Gives a row one cent more by cells that in turn take one and give one, up to a column that is short; answers that column. */
function moveAlong(row: number, cells: readonly Cell[], lucky: Set<Cell>, columnShort: readonly number[]): number {
  const reached: { cell: Cell; before: number }[] = [];
  const seen = new Set([`r${row}`]);
  const rowsToLook: { r: number; before: number }[] = [{ r: row, before: -1 }];
  for (const { r, before } of rowsToLook) {
    for (const take of cells) {
      if (take.r !== r || lucky.has(take) || seen.has(`c${take.c}`)) continue;
      seen.add(`c${take.c}`);
      const taken = reached.push({ cell: take, before }) - 1;
      if (columnShort[take.c]! > 0) {
        for (let step = taken; step >= 0; step = reached[step]!.before) {
          const { cell } = reached[step]!;
          if (!lucky.delete(cell)) lucky.add(cell);
        }
        return take.c;
      }
      for (const give of cells) {
        if (give.c !== take.c || !lucky.has(give) || seen.has(`r${give.r}`)) continue;
        seen.add(`r${give.r}`);
        rowsToLook.push({ r: give.r, before: reached.push({ cell: give, before: taken }) - 1 });
      }
    }
  }
  throw new Error('a row is short and no column is: impossible while rows and columns have the same total');
}

function share(numerator: bigint, denominator: bigint, extra: boolean): Share {
  const floorCents = cents(Number(numerator / denominator));
  const extraCents = extra ? 1 : 0;
  return { numerator, denominator, floorCents, extraCents, cents: cents(floorCents + extraCents) };
}

const byRemainder = (a: bigint, b: bigint) => (a === b ? 0 : a > b ? -1 : 1);

function byKey(a: number, b: number, keys: readonly string[] | undefined): number {
  const [one, other] = [keys?.[a] ?? '', keys?.[b] ?? ''];
  return one === other ? a - b : one < other ? -1 : 1;
}

const wholeWeights = { nl: 'Gewichten zijn hele getallen van nul of meer.', en: 'Weights are whole numbers of zero or more.' };
const someWeight = {
  nl: 'Er is niets om over te verdelen: alle gewichten zijn nul. Geef minstens één wijk een gewicht.',
  en: 'There is nothing to split over: all weights are zero. Give at least one neighbourhood a weight.',
};
