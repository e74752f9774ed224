import { DateTime } from 'luxon';
import { TIME_ZONE } from '../core/index.js';
import type { SourceKind } from '../budgets/index.js';
import type { ReportNumbers } from './report-numbers.js';

/** The question that a report answers. */
export const QUESTION = 'Waar ging het buurtgeld naartoe?';

/** What every figure of a report means, in the order of its columns. */
export const EQUATION_COLUMNS = [
  { head: 'Vastgesteld', pick: 'adoptedCents' },
  { head: 'Meegenomen', pick: 'carriedCents' },
  { head: 'Toegezegd', pick: 'committedCents' },
  { head: 'Betaald', pick: 'paidCents' },
  { head: 'Beschikbaar', pick: 'availableCents' },
] as const;

/** The equation in words. */
export const EQUATION =
  'Beschikbaar is wat de raad vaststelde, plus wat uit een ander jaar is meegenomen, min wat is toegezegd en min wat is betaald. ' +
  'Toegezegd is toegekend en nog niet betaald.';

/** Where a report stands between what is real and what is not. */
export const FICTIONAL = 'Fictieve cijfers';

/** What kind of money a source is. */
export const sourceKindWords: Record<SourceKind, string> = {
  regular: 'regulier',
  converted: 'omgezet uit een aanbesteding of oude subsidie',
  extra: 'extra',
  external: 'van buiten de gemeente',
};

const dutch = (at: DateTime) => at.setLocale('nl').setZone(TIME_ZONE);

/** `20 november 2026` of an ISO day. */
export function longDay(day: string): string {
  return dutch(DateTime.fromISO(day, { zone: TIME_ZONE })).toFormat('d LLLL yyyy');
}

/** `Stand van 20 november 2026, 14.05 uur` of a report. */
export function asOf({ cutOff }: Pick<ReportNumbers, 'cutOff'>): string {
  return `Stand van ${dutch(DateTime.fromISO(cutOff)).toFormat("d LLLL yyyy, HH.mm 'uur'")}`;
}

/** What the report is about, in one line. */
export function subtitle({ municipality, fiscalYear, meetingOn }: ReportNumbers): string {
  const meeting = meetingOn ? `, voor de raad van ${longDay(meetingOn)}` : '';
  return `Gemeente ${municipality.name}, begrotingsjaar ${fiscalYear}${meeting}`;
}
