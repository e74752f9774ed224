import { proportion } from '../core/index.js';

/** What an ordinance says about money that is left at the end of a year. */
export interface CarryOverRule {
  /** The part of it that may go along to the next year, in hundredths of a percent. */
  carryOverBasisPoints: number;
  /** Fiscal years that it may go along after its own; null: without limit within the term. */
  carryOverYears: number | null;
}

/** What one source brought to one budget in one fiscal year, and what of that year's money went on to the next, in cents. */
export interface YearOfMoney {
  fiscalYear: number;
  adoptedCents: number;
  carriedCents: number;
}

/**
 * How much of the money of a fiscal year may still go along to the next by its age: what was first adopted so short ago that the next year is at most
 * `carryOverYears` after it. Which cent is how old follows from one rule: the oldest money is spent first. So what is left of a year is its own
 * money first and only then what came along from earlier years, the youngest before the older; and what went along was likewise the youngest.
 * @param history the years up to and with `fiscalYear`, in any order
 * @returns cents; Infinity where the ordinance sets no limit
 */
export function youngCents(history: readonly YearOfMoney[], fiscalYear: number, carryOverYears: number | null): number {
  if (carryOverYears === null) return Infinity;
  let layers: { from: number; cents: number }[] = [];
  for (const { fiscalYear: year, adoptedCents, carriedCents } of [...history].sort((a, b) => a.fiscalYear - b.fiscalYear)) {
    layers = [{ from: year, cents: adoptedCents }, ...layers];
    if (year === fiscalYear) break;
    let left = carriedCents;
    layers = layers.map(({ from, cents }) => {
      const along = Math.max(0, Math.min(cents, left));
      left -= along;
      return { from, cents: along };
    });
  }
  return layers.filter(({ from }) => fiscalYear + 1 - from <= carryOverYears).reduce((sum, { cents }) => sum + cents, 0);
}

/** What is left of a year of one source in one budget, in cents. */
export interface Remainder {
  /** What nobody was granted, now. */
  freeCents: number;
  /** What earlier runs of the closing took along to the next year, and what they returned: they count as if they were still here. */
  carriedCents: number;
  returnedCents: number;
  /** What may go along by its age. @see youngCents */
  youngCents: number;
  carryOverBasisPoints: number;
  /** Whether the budget has money of this source in the next year to go along to. */
  hasNextYear: boolean;
}

/**
 * What goes along to the next year and what returns to its source, in cents; together exactly what is free. All runs of a closing together take along
 * at most the ordinance's share of what was left and young enough, rounded half up to the cent.
 */
export function closeRemainder(remainder: Remainder): { carryCents: number; returnCents: number } {
  const { freeCents, carriedCents, returnedCents, carryOverBasisPoints, hasNextYear } = remainder;
  const left = freeCents + carriedCents + returnedCents;
  const allowed = proportion(Math.min(left, remainder.youngCents), carryOverBasisPoints, 10_000);
  const carryCents = hasNextYear ? Math.max(0, Math.min(freeCents, allowed - carriedCents)) : 0;
  return { carryCents, returnCents: freeCents - carryCents };
}
