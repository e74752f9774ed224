export { countEntries, entriesOf, type Entry, entryById, type EntryDetail, type EntryPage } from './entries.service.js';
export { exportEntriesCsv } from './entries-csv.service.js';
export { type EntryFilter, type Figure, figures } from './legs.js';
export { type EuroFlow, followTheEuro, type Flow, type Named, valueTotals, yearsOf, type YearTotal, yearTotals } from './totals.service.js';
export { kindWords, phaseWords } from './words.js';
