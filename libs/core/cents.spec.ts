import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents, formatCents, formatMinutes, MAX_CENTS, minutes, parseEuros, parseMinutes, proportion, sumCents } from './cents.js';
import { Problem } from './problem.js';

const anyAmount = fc.integer({ min: 1, max: MAX_CENTS });
const anySafe = fc.maxSafeInteger();

describe('amounts', () => {
  it('are whole numbers below 2^53, or a defect', () => {
    for (const wrong of [0.1, NaN, Infinity, 2 ** 53]) {
      expect(() => cents(wrong)).toThrow(RangeError);
      expect(() => minutes(wrong)).toThrow(RangeError);
    }
    expect(cents(-5)).toBe(-5);
  });

  it('add up exactly, or say that they cannot', () => {
    expect(sumCents([10, 20, -5])).toBe(25);
    expect(sumCents([])).toBe(0);
    expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });
});

describe('parseEuros and formatCents', () => {
  it.each(['nl', 'en'] as const)('give each other back every amount (%s)', (lang) => {
    fc.assert(fc.property(anyAmount, (amount) => parseEuros(formatCents(amount, lang), 'amount') === amount));
  });

  it.each([
    ['1.846,50', 184650],
    ['1846,5', 184650],
    ['€ 20', 2000],
    ['1,846.50', 184650],
    ['20.00', 2000],
    ['1.234', 123400],
    ['1.234.567,89', 123456789],
    ['0,01', 1],
    ['€\u00a07.692,31', 769231],
    ['1000000000000', MAX_CENTS],
  ])('read %s', (text, amount) => expect(parseEuros(text, 'amount')).toBe(amount));

  it.each([
    '',
    '0',
    '0,00',
    '-5',
    '− 5',
    '1,234.567',
    '1.23.456',
    '12,345,6',
    '1e3',
    'tien',
    '1,2,3',
    '0x10',
    '5,',
    ',5',
    '99999999999999999999',
    '1000000000000,01',
    '٣',
  ])('refuse %j beside its field', (text) => {
    try {
      parseEuros(text, 'amount');
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ status: 422, fields: [{ field: 'amount' }] });
      return;
    }
    throw new Error('it was taken for an amount');
  });

  it('read any text as an amount that is right, or refuse it with a Problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[€ ]?[0-9.,]{0,14}$/)), (text) => {
        try {
          const amount = parseEuros(text, 'amount');
          return Number.isSafeInteger(amount) && amount > 0 && amount <= MAX_CENTS;
        } catch (error) {
          return error instanceof Problem && error.status === 422;
        }
      }),
    );
  });

  it('write money as a reader of the language expects it', () => {
    expect(formatCents(769231)).toBe('€\u00a07.692,31');
    expect(formatCents(123456789, 'en')).toBe('€\u00a01,234,567.89');
    expect(formatCents(5)).toBe('€\u00a00,05');
    expect(formatCents(-500)).toBe('−\u00a0€\u00a05,00');
    expect(formatCents(0)).toBe('€\u00a00,00');
  });
});

describe('parseMinutes and formatMinutes', () => {
  it.each(['nl', 'en'] as const)('give each other back every time (%s)', (lang) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 * 999_999 }), (amount) => parseMinutes(formatMinutes(amount, lang), 'time') === amount),
    );
  });

  it.each([
    ['12:30', 750],
    ['12 uur 30', 750],
    ['3 uur', 180],
    ['90 min', 90],
    ['1,5', 90],
    ['2', 120],
  ])('read %s', (text, amount) => expect(parseMinutes(text, 'time')).toBe(amount));

  it('read hundredths of an hour when they are whole minutes, and refuse them when not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (hundredths) => {
        const text = `${Math.trunc(hundredths / 100)},${String(hundredths % 100).padStart(2, '0')}`;
        if ((hundredths * 3) % 5 === 0) return parseMinutes(text, 'time') === (hundredths * 3) / 5;
        expect(() => parseMinutes(text, 'time')).toThrow(Problem);
        return true;
      }),
    );
  });

  it.each(['', '0', '1:60', '-1', '1,333', '0 uur 0', 'uur'])('refuse %j', (text) => {
    expect(() => parseMinutes(text, 'time')).toThrow(Problem);
  });
});

describe('proportion', () => {
  /** Rounded half up: the whole number that floor(x + 1/2) is. */
  const exact = (amount: bigint, numerator: bigint, denominator: bigint): bigint => {
    const top = 2n * amount * numerator + denominator;
    const bottom = 2n * denominator;
    const rest = ((top % bottom) + bottom) % bottom;
    return (top - rest) / bottom;
  };

  it('is the exact product and quotient, rounded half up, also where a float is not', () => {
    fc.assert(
      fc.property(anySafe, fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (amount, numerator, denominator) => {
        const expected = exact(BigInt(amount), BigInt(numerator), BigInt(denominator));
        return proportion(amount, numerator, denominator) === Number(expected);
      }),
    );
  });

  it('of a part and of the rest differ from the whole by a cent at most', () => {
    fc.assert(
      fc.property(fc.nat(MAX_CENTS), fc.integer({ min: 0, max: 10_000 }), (amount, share) => {
        const rest = amount - proportion(amount, share, 10_000) - proportion(amount, 10_000 - share, 10_000);
        return Math.abs(rest) <= 1;
      }),
    );
  });

  it('rounds a half upwards', () => {
    expect(proportion(1, 1, 2)).toBe(1);
    expect(proportion(-1, 1, 2)).toBe(0);
    expect(proportion(-3, 1, 2)).toBe(-1);
    expect(proportion(9007199254740991, 1, 3)).toBe(3002399751580330);
    expect(() => proportion(1, 1, 0)).toThrow(RangeError);
  });
});
