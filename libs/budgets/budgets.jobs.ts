import { defineJob } from '../core/index.js';

/** What a run of the release did. */
export interface ReleasedYear {
  budgets: number;
  releasedCents: number;
  /** Budgets whose money waits for its reservation to lapse, and the last ISO day of that; left out when none does. */
  heldBudgets?: number;
  heldUntil?: string;
}

/** Releases the instalments of a fiscal year, for all budgets of a municipality. Key: the day. */
export const releaseYearJob = defineJob<{ year: number }, ReleasedYear>({ name: 'release-year' });

/** Ends the budgets whose notice is over: what is left goes back to its sources. Key: the day. */
export const endBudgetsJob = defineJob<{ asOf: string }, { budgets: number; givenBackCents: number }>({ name: 'end-budgets' });

/** Closes a fiscal year, for all budgets of a municipality. Key: the year and which run of its closing. */
export const closeYearJob = defineJob<{ year: number; run: number }, { budgets: number; carriedCents: number; returnedCents: number }>({
  name: 'close-year',
});
