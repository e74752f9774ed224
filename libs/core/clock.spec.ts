import { describe, expect, it } from '@jest/globals';
import { addToDay, Clock, dayOf, isDay, MovedClock, StoppedClock, yearOf } from './clock.js';

describe('a day', () => {
  it('is the Dutch day of an instant, in summer and in winter', () => {
    expect(dayOf(new Date('2026-12-31T22:59:59Z'))).toBe('2026-12-31');
    expect(dayOf(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01');
    expect(dayOf(new Date('2026-06-30T21:59:59Z'))).toBe('2026-06-30');
    expect(dayOf(new Date('2026-06-30T22:00:00Z'))).toBe('2026-07-01');
  });

  it('moves by the calendar, over leap days and the change of the clock', () => {
    expect(addToDay('2028-02-28', { days: 1 })).toBe('2028-02-29');
    expect(addToDay('2027-01-31', { months: 1 })).toBe('2027-02-28');
    expect(addToDay('2026-03-28', { days: 2 })).toBe('2026-03-30');
    expect(addToDay('2026-10-24', { days: 2 })).toBe('2026-10-26');
    expect(addToDay('2026-11-20', { weeks: 6 })).toBe('2027-01-01');
    expect(addToDay('2028-02-29', { years: -1 })).toBe('2027-02-28');
  });

  it('is known from what only looks like one', () => {
    expect(isDay('2028-02-29')).toBe(true);
    for (const text of ['2027-02-29', '2026-13-01', '2026-1-1', '20-11-2026', '2026-11-20T10:00', '']) expect(isDay(text)).toBe(false);
    expect(yearOf('2026-11-20')).toBe(2026);
  });
});

describe('a clock', () => {
  it('tells the time', () => {
    const before = Date.now();
    const clock = new Clock();
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(before);
    expect(clock.today()).toBe(dayOf(clock.now()));
  });

  it('can be set to another day, and runs on from there', () => {
    const clock = new MovedClock('2029-01-02');
    expect(clock.today()).toBe('2029-01-02');
    const [first, real] = [clock.now().getTime(), Date.now()];
    expect(clock.now().getTime() - first).toBeLessThan(60_000);
    expect(Math.abs(new MovedClock(dayOf(new Date(real))).now().getTime() - real)).toBeLessThan(60_000);
  });

  it('can stand where it is put', () => {
    const clock = new StoppedClock(new Date('2026-11-20T10:00:00Z'));
    expect(clock.now()).toEqual(new Date('2026-11-20T10:00:00Z'));
    clock.set('2027-07-01');
    expect(clock.now()).toEqual(new Date('2027-07-01T10:00:00Z'));
    expect(clock.today()).toBe('2027-07-01');
  });
});
