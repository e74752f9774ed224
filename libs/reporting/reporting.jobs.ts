import { defineJob } from '../core/index.js';

/** Makes the files of a council report. */
export const councilReportJob = defineJob<{ reportId: string }, { entries: number }>({ name: 'council-report', leaseSeconds: 180 });

/** Sums what moved per account and day, for the hours that are over. Key: the hour. */
export const sumMovementsJob = defineJob<{ asOf: string }, { steps: number; forgotten: number }>({
  name: 'sum-movements',
  leaseSeconds: 180,
});

/** Proves the books of a municipality. Key: the day. */
export const invariantsJob = defineJob<{ asOf: string }, { checks: number; failed: string[] }>({ name: 'invariants', leaseSeconds: 180 });
