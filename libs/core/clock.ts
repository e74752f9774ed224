import { DateTime } from 'luxon';

/** Where every date of the product is counted: law terms and fiscal years follow Dutch time. */
export const TIME_ZONE = 'Europe/Amsterdam';

/** The only source of time. A day is an ISO date (`2026-11-20`) in Dutch time. */
export class Clock {
  now(): Date {
    return new Date();
  }

  today(): string {
    return dayOf(this.now());
  }
}

/** A clock that was set to an ISO day, at the time of day it is, and runs on from there; to try out later years. */
export class MovedClock extends Clock {
  private readonly aheadMs: number;

  constructor(day: string) {
    super();
    this.aheadMs = DateTime.fromISO(day, { zone: TIME_ZONE })
      .diff(DateTime.fromISO(dayOf(new Date()), { zone: TIME_ZONE }))
      .toMillis();
  }

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}

/** A clock that stands where it is put; for tests and for making history. */
export class StoppedClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return this.at;
  }

  /** Puts the clock at noon, Dutch time, of an ISO day. */
  set(day: string): void {
    this.at = DateTime.fromISO(`${day}T12:00:00`, { zone: TIME_ZONE }).toJSDate();
  }
}

/** The latest answer of `dayOf`: every instant of one minute lies in one day, and most questions are about this minute. */
let latest = { minute: NaN, day: '' };

/** The Dutch calendar day of an instant. */
export function dayOf(instant: Date): string {
  const minute = Math.floor(instant.getTime() / 60_000);
  if (minute !== latest.minute) latest = { minute, day: DateTime.fromJSDate(instant, { zone: TIME_ZONE }).toISODate() as string };
  return latest.day;
}

/** Moves an ISO day by a number of days, weeks, months or years. */
export function addToDay(day: string, by: { days?: number; weeks?: number; months?: number; years?: number }): string {
  // Days have no clock, so no zone comes into it.
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  if (by.weeks === undefined && by.months === undefined && by.years === undefined)
    return new Date(Date.UTC(year, month - 1, date + (by.days ?? 0))).toISOString().slice(0, 10);
  return DateTime.utc(year, month, date).plus(by).toISODate() as string;
}

/** Whether a text is an existing ISO day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: TIME_ZONE }).isValid;
}

/** The calendar year of an ISO day. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
