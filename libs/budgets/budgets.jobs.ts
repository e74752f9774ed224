import { defineJob } from '../core/index.js';

/** Releases the instalments of a fiscal year, for all budgets of a municipality. Key: the day. */
export const releaseYearJob = defineJob<{ year: number }, { budgets: number; releasedCents: number }>({ name: 'release-year' });
