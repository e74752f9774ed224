import { DateTime } from 'luxon';
import { dayOf, TIME_ZONE, type Lang } from '../../../libs/core/index.js';
import { useLang } from './context.js';

const MONTHS = {
  nl: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

/** `2 december 2026` for an ISO day, with a no-break space after the day; `year: false` leaves the year out. */
export function formatDay(day: string, lang: Lang = 'nl', { year = true }: { year?: boolean } = {}): string {
  const [y, m, d] = day.slice(0, 10).split('-').map(Number) as [number, number, number];
  return `${d}\u00a0${MONTHS[lang][m - 1]}${year ? ` ${y}` : ''}`;
}

/** `14.05 uur` (Dutch) or `14:05` for an instant, in Dutch time. */
export function formatClock(instant: Date, lang: Lang = 'nl'): string {
  const at = DateTime.fromJSDate(instant, { zone: TIME_ZONE });
  return lang === 'nl' ? `${at.toFormat('HH.mm')}\u00a0uur` : at.toFormat('HH:mm');
}

/** `oktober 2026` for an ISO day. */
export function formatMonth(day: string, lang: Lang = 'nl'): string {
  return `${MONTHS[lang][Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** A day: `<Day value="2026-12-02" />`; an instant is shown as its Dutch day. `short` leaves the year out. */
export function Day({ value, short = false }: { value: string | Date; short?: boolean }) {
  const lang = useLang();
  const day = typeof value === 'string' ? value.slice(0, 10) : dayOf(value);
  return <time dateTime={day}>{formatDay(day, lang, { year: !short })}</time>;
}

/** A day and a time of day: `20 november 2026, 14.05 uur`. */
export function Moment({ value }: { value: Date }) {
  const lang = useLang();
  const iso = DateTime.fromJSDate(value, { zone: TIME_ZONE }).toFormat("yyyy-MM-dd'T'HH:mmZZ");
  return (
    <time dateTime={iso}>
      {formatDay(dayOf(value), lang)}, {formatClock(value, lang)}
    </time>
  );
}

/** `1 januari 2025 tot en met 31 december 2028`; without an end `vanaf 1 januari 2025`. */
export function DayRange({ from, to }: { from: string; to?: string | null }) {
  const nl = useLang() === 'nl';
  if (!to) {
    return (
      <>
        {nl ? 'vanaf' : 'from'} <Day value={from} />
      </>
    );
  }
  return (
    <>
      <Day value={from} short={from.slice(0, 4) === to.slice(0, 4)} /> {nl ? 'tot en met' : 'to'} <Day value={to} />
    </>
  );
}
