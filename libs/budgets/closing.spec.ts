import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { proportion } from '../core/index.js';
import { closeRemainder, type Remainder, youngCents } from './closing.js';

const remainder = (change: Partial<Remainder>): Remainder => ({
  freeCents: 100_000,
  carriedCents: 0,
  returnedCents: 0,
  youngCents: Infinity,
  carryOverBasisPoints: 10_000,
  hasNextYear: true,
  ...change,
});

describe('what is left of a year', () => {
  it.each<[string, Partial<Remainder>, [carry: number, back: number]]>([
    ['goes along where the ordinance lets all of it', {}, [100_000, 0]],
    ['goes back where there is no next year', { hasNextYear: false }, [0, 100_000]],
    ['goes back where nothing may go along', { carryOverBasisPoints: 0 }, [0, 100_000]],
    ['is shared by the ordinance, half a cent upwards', { freeCents: 100_001, carryOverBasisPoints: 5_000 }, [50_001, 50_000]],
    ['goes along as far as it is young enough', { youngCents: 30_000 }, [30_000, 70_000]],
    ['is shared of what is young enough', { youngCents: 30_000, carryOverBasisPoints: 5_000 }, [15_000, 85_000]],
    ['is nothing', { freeCents: 0 }, [0, 0]],
    [
      'counts what an earlier run did: of € 1.500 in all half goes along',
      { freeCents: 50_000, carriedCents: 50_000, returnedCents: 50_000, carryOverBasisPoints: 5_000 },
      [25_000, 25_000],
    ],
    ['never takes back what went along under a rule that no longer holds', { carriedCents: 500_000, youngCents: 0 }, [0, 100_000]],
  ])('%s', (_, change, [carryCents, returnCents]) => {
    expect(closeRemainder(remainder(change))).toEqual({ carryCents, returnCents });
  });
});

describe('the age of what is left', () => {
  // € 1.000 a year; of the first € 400 went along, of the second € 1.200.
  const history = [
    { fiscalYear: 2026, adoptedCents: 100_000, carriedCents: 40_000 },
    { fiscalYear: 2027, adoptedCents: 100_000, carriedCents: 120_000 },
    { fiscalYear: 2028, adoptedCents: 100_000, carriedCents: 0 },
  ];

  it.each<[year: number, limit: number | null, young: number]>([
    [2026, 1, 100_000],
    // The year's own, and not what came along from 2026.
    [2027, 1, 100_000],
    [2027, 2, 140_000],
    [2028, 1, 100_000],
    // Of the € 1.200 that came along € 1.000 was adopted in 2027 and € 200 in 2026.
    [2028, 2, 200_000],
    [2028, 3, 220_000],
    [2028, 30, 220_000],
    [2028, null, Infinity],
  ])('in %i, at most %p years after its own: %p', (year, limit, young) => {
    expect(youngCents(history, year, limit)).toBe(young);
    expect(youngCents([...history].reverse(), year, limit)).toBe(young);
  });
});

const share = fc.integer({ min: 0, max: 10_000 });
const amount = fc.integer({ min: 0, max: 1_000_000_000 });

describe('whatever is left', () => {
  it('goes along or back, to the cent, and never more goes along than the rule lets', () => {
    const arbitrary = fc.record({ freeCents: amount, youngCents: amount, carryOverBasisPoints: share, hasNextYear: fc.boolean() });
    fc.assert(
      fc.property(arbitrary, (what) => {
        const { carryCents, returnCents } = closeRemainder(remainder(what));
        expect(carryCents + returnCents).toBe(what.freeCents);
        expect(Math.min(carryCents, returnCents)).toBeGreaterThanOrEqual(0);
        const young = Math.min(what.freeCents, what.youngCents);
        expect(carryCents).toBe(what.hasNextYear ? proportion(young, what.carryOverBasisPoints, 10_000) : 0);
      }),
    );
  });

  it('comes to the same in one run as in many', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), share, amount, (freed, carryOverBasisPoints, young) => {
        const rule = { carryOverBasisPoints, youngCents: young };
        const total = freed.reduce((sum, part) => sum + part, 0);
        let [carriedCents, returnedCents] = [0, 0];
        for (const freeCents of freed) {
          const moved = closeRemainder(remainder({ ...rule, freeCents, carriedCents, returnedCents }));
          carriedCents += moved.carryCents;
          returnedCents += moved.returnCents;
        }
        expect(carriedCents + returnedCents).toBe(total);
        expect(carriedCents).toBe(closeRemainder(remainder({ ...rule, freeCents: total })).carryCents);
        // And once more, with nothing freed, moves nothing.
        expect(closeRemainder(remainder({ ...rule, freeCents: 0, carriedCents, returnedCents }))).toEqual({
          carryCents: 0,
          returnCents: 0,
        });
      }),
    );
  });

  it('is as old as when the oldest cent is spent first, over any number of years', () => {
    const years = fc.array(fc.record({ adopted: amount, spent: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(years, share, fc.integer({ min: 1, max: 5 }), (story, carryOverBasisPoints, limit) => {
        const history: { fiscalYear: number; adoptedCents: number; carriedCents: number }[] = [];
        // The money itself, the oldest first.
        let purse: { from: number; cents: number }[] = [];
        story.forEach(({ adopted, spent }, index) => {
          const fiscalYear = 2026 + index;
          history.push({ fiscalYear, adoptedCents: adopted, carriedCents: 0 });
          purse.push({ from: fiscalYear, cents: adopted });
          purse = without(purse, Math.floor(held(purse) * spent));
          const stays = purse.filter(({ from }) => fiscalYear + 1 - from <= limit);
          const { carryCents } = closeRemainder(
            remainder({ freeCents: held(purse), youngCents: youngCents(history, fiscalYear, limit), carryOverBasisPoints }),
          );
          expect(carryCents).toBe(proportion(held(stays), carryOverBasisPoints, 10_000));
          // What returns is the oldest.
          purse = without(purse, held(purse) - carryCents);
          history.at(-1)!.carriedCents = carryCents;
        });
      }),
    );
  });
});

const held = (purse: readonly { cents: number }[]) => purse.reduce((sum, { cents }) => sum + cents, 0);

/** What is left of a purse when an amount is taken, the oldest first. */
function without(purse: readonly { from: number; cents: number }[], amount: number) {
  let left = amount;
  return purse.map(({ from, cents }) => {
    const taken = Math.min(cents, left);
    left -= taken;
    return { from, cents: cents - taken };
  });
}
