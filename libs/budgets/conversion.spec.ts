import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addToDay, MAX_CENTS, yearOf } from '../core/index.js';
import { contractYears, type ConversionShare, runningIn, scheduledParts } from './conversion.js';

const anyDay = fc.integer({ min: 0, max: 365 * 20 }).map((days) => addToDay('2026-01-01', { days }));
const anyTerms = fc.record({
  yearlyCents: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: MAX_CENTS })),
  endsOn: anyDay,
});

/** Terms with a schedule that fits them: from this year to the year after the end, each part within the contract. */
const anySchedule = anyTerms.chain((terms) =>
  fc.record({
    terms: fc.constant(terms),
    firstYear: fc.integer({ min: 2026, max: yearOf(terms.endsOn) + 1 }),
    transition: fc.array(
      fc.oneof<fc.Arbitrary<ConversionShare>[]>(
        fc.integer({ min: 1, max: terms.yearlyCents }).map((cents) => ({ cents })),
        fc.integer({ min: 5_000, max: 10_000 }).map((basisPoints) => ({ basisPoints })),
      ),
      { maxLength: 15 },
    ),
    fullYears: fc.integer({ min: 1, max: 15 }),
  }),
);

describe('a schedule', () => {
  it('gives every year from its first one part within the contract', () => {
    fc.assert(
      fc.property(anySchedule, ({ terms, ...schedule }) => {
        const parts = scheduledParts(schedule, terms, 2026);
        expect(parts.map(({ fiscalYear }) => fiscalYear)).toEqual(
          Array.from({ length: schedule.transition.length + schedule.fullYears }, (_, index) => schedule.firstYear + index),
        );
        expect(parts.every(({ cents }) => cents >= 1 && cents <= terms.yearlyCents)).toBe(true);
        expect(parts.slice(schedule.transition.length).every(({ cents }) => cents === terms.yearlyCents)).toBe(true);
      }),
    );
  });
});

describe('the years of a contract', () => {
  it('always add up to the yearly amount, pay no cent twice, and leave no year out', () => {
    fc.assert(
      fc.property(anySchedule, ({ terms, ...schedule }) => {
        const parts = scheduledParts(schedule, terms, 2026);
        const years = contractYears(terms, 2026, parts);
        for (const [index, year] of years.entries()) {
          const { fiscalYear, runningCents, convertedCents, remainingCents, uncoveredCents } = year;
          expect(fiscalYear).toBe(2026 + index);
          expect(remainingCents + convertedCents + uncoveredCents).toBe(terms.yearlyCents);
          expect(Math.min(runningCents, convertedCents, remainingCents, uncoveredCents)).toBeGreaterThanOrEqual(0);
          expect(remainingCents).toBeLessThanOrEqual(runningCents);
          expect(convertedCents).toBe(parts.find((part) => part.fiscalYear === fiscalYear)?.cents ?? 0);
          // Nothing is uncovered while the contract itself runs on for a whole year.
          if (fiscalYear < yearOf(terms.endsOn)) expect(uncoveredCents).toBe(0);
          if (fiscalYear > yearOf(terms.endsOn)) expect(remainingCents).toBe(0);
        }
        expect(years.at(-1)!.fiscalYear).toBe(Math.max(yearOf(terms.endsOn) + 1, parts.at(-1)!.fiscalYear));
      }),
    );
  });

  it('never leave more uncovered when more is converted', () => {
    fc.assert(
      fc.property(anyTerms, fc.nat(10_000), fc.nat(10_000), (terms, one, other) => {
        const fiscalYear = yearOf(terms.endsOn);
        const uncovered = (share: number) => {
          const cents = Math.max(1, Math.floor((terms.yearlyCents / 10_000) * share));
          const parts = scheduledParts({ firstYear: fiscalYear, transition: [{ cents }], fullYears: 0 }, terms, 2026);
          return contractYears(terms, fiscalYear, parts)[0]!.uncoveredCents;
        };
        expect(uncovered(Math.max(one, other))).toBeLessThanOrEqual(uncovered(Math.min(one, other)));
      }),
    );
  });
});

describe('what a contract still runs in its last year', () => {
  it('is its share by the day, to the nearest cent, all of it on the last day, and never less for a day more', () => {
    fc.assert(
      fc.property(anyTerms, ({ yearlyCents, endsOn }) => {
        const year = yearOf(endsOn);
        const running = runningIn({ yearlyCents, endsOn }, year);
        const days = BigInt(addToDay(`${year}-02-28`, { days: 1 }).endsWith('02-29') ? 366 : 365);
        let ran = 1n;
        for (let day = `${year}-01-01`; day < endsOn; day = addToDay(day, { days: 1 })) ran += 1n;
        const twiceOff = 2n * (BigInt(running) * days - BigInt(yearlyCents) * ran);
        expect(twiceOff <= days && twiceOff >= -days).toBe(true);
        expect(runningIn({ yearlyCents, endsOn: `${year}-12-31` }, year)).toBe(yearlyCents);
        const next = addToDay(endsOn, { days: 1 });
        if (yearOf(next) === year) expect(runningIn({ yearlyCents, endsOn: next }, year)).toBeGreaterThanOrEqual(running);
      }),
      { numRuns: 60 },
    );
  });
});
