import type { EntryFilter } from '../../../libs/reporting/index.js';

const NAMES: [keyof EntryFilter, string][] = [
  ['figure', 'cijfer'],
  ['fiscalYear', 'jaar'],
  ['budgetId', 'budget'],
  ['fundingSourceId', 'bron'],
  ['publicValueId', 'waarde'],
  ['neighbourhoodId', 'wijk'],
  ['drawingRightId', 'recht'],
  ['drawId', 'opname'],
  ['taskField', 'taakveld'],
  ['bookedUntil', 'geboekt'],
  ['effectiveUntil', 'geldend'],
];

/** The address of the entries under a number: `entriesHref('/amersfoort/raad/boekingen', { figure: 'paid', fiscalYear: 2026 })`. */
export function entriesHref(base: string, filter: EntryFilter): string {
  const query = new URLSearchParams();
  for (const [property, name] of NAMES) if (filter[property] !== undefined) query.set(name, String(filter[property]));
  if (filter.supportOnly) query.set('ondersteuning', 'ja');
  return query.size > 0 ? `${base}?${query}` : base;
}
