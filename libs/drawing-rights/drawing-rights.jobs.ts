import { defineJob } from '../core/index.js';

/** Expires reservations that were not confirmed in time, and rights whose last day has passed. */
export const expireDrawsJob = defineJob<{ asOf: string }, { draws: number; rights: number }>({ name: 'expire-draws' });
