import { endBudgetsJob, releaseYearJob } from '../../libs/budgets/index.js';
import {
  type Database,
  dueJobs,
  forgetEndedJobs,
  type JobDefinition,
  type JobQueue,
  type Logger,
  type RecurringTick,
  requestJob,
  type Tx,
  yearOf,
} from '../../libs/core/index.js';
import { expireDrawsJob } from '../../libs/drawing-rights/index.js';
import { removeExpiredSessions } from '../../libs/identity/index.js';
import { forgetKeys } from '../../libs/payments/index.js';
import { invariantsJob, sumMovementsJob } from '../../libs/reporting/index.js';
import { listMunicipalities } from '../../libs/tenancy/index.js';

/** What a tick works with in one municipality. */
interface TickContext {
  database: Database;
  queue: JobQueue;
  municipalityId: string;
}

/** Something that comes round. The pattern is cron, in Dutch time. */
export interface Recurring extends RecurringTick {
  description: string;
  /** Done once when a worker starts too, for the round that may have been missed. */
  catchUp?: true;
  /** What to do in one municipality; every worker may do it, at any moment, without harm. */
  tick(context: TickContext): Promise<void>;
}

/** Alarms one sweep sets again per municipality; what is left comes with the next. */
const SWEEP_LIMIT = 500;
/** Keys that one transaction forgets. */
const CLEAN_UP_LIMIT = 1000;
/** Days that a recurring job that ended is kept to look back at. */
const KEPT_DAYS = 14;

/** A tick that writes one job. The key says which round it is, so that many ticks of one round write one row. */
function writes<Payload>(job: JobDefinition<Payload, unknown>, round: (tx: Tx) => { key: string; payload: Payload }): Recurring['tick'] {
  return async ({ database, municipalityId }) => {
    await database.transaction(municipalityId, async (tx) => {
      await requestJob(tx, job, round(tx));
      await forgetEndedJobs(tx, job, new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000));
    });
  };
}

/** The ten minutes as a key: one round per ten minutes. */
const tenMinutesOf = (tx: Tx): string => `${tx.now.toISOString().slice(0, 15)}0Z`;

/** The hour as a key: one round per hour. */
const hourOf = (tx: Tx): string => `${tx.now.toISOString().slice(0, 13)}Z`;

/** Every recurring job of the product. */
export const schedule: readonly Recurring[] = [
  {
    name: 'sweep-jobs',
    pattern: '* * * * *',
    description: 'Sets the alarm again of every job that is due and did not run: the queue lost it, or a worker crashed.',
    tick: async ({ database, queue, municipalityId }) => {
      const due = await database.transaction(municipalityId, async (tx) => ({ alarms: await dueJobs(tx, SWEEP_LIMIT), now: tx.now }));
      for (const alarm of due.alarms) await queue.set(alarm, due.now);
    },
  },
  {
    name: 'expire-draws',
    pattern: '*/10 * * * *',
    description: 'Ends reservations that were not confirmed in time and rights whose last day has passed; what they held is free again.',
    tick: writes(expireDrawsJob, (tx) => ({ key: tenMinutesOf(tx), payload: { asOf: tx.today } })),
  },
  {
    name: 'release-year',
    pattern: '10 0 * * *',
    catchUp: true,
    description:
      'Releases the instalments of this fiscal year. Daily: a day on which no worker ran, or a budget that was adopted later, is made up for.',
    tick: writes(releaseYearJob, (tx) => ({ key: tx.today, payload: { year: yearOf(tx.today) } })),
  },
  {
    name: 'sum-movements',
    pattern: '50 * * * *',
    catchUp: true,
    description:
      'Sums hour by hour what moved per account and day, so that figures of any past date are found without reading every transfer.',
    tick: writes(sumMovementsJob, (tx) => ({ key: hourOf(tx), payload: { asOf: tx.today } })),
  },
  {
    name: 'end-budgets',
    pattern: '30 0 * * *',
    catchUp: true,
    description:
      'Ends the budgets whose notice is over: what is left goes back to its sources. Daily: what comes back of a right later follows the day after.',
    tick: writes(endBudgetsJob, (tx) => ({ key: tx.today, payload: { asOf: tx.today } })),
  },
  {
    name: 'prove-invariants',
    pattern: '10 3 * * *',
    catchUp: true,
    description: 'Proves that the books are right, with every check of every lib, and keeps the outcome.',
    tick: writes(invariantsJob, (tx) => ({ key: tx.today, payload: { asOf: tx.today } })),
  },
  {
    name: 'clean-up',
    pattern: '10 4 * * *',
    description: 'Forgets sessions that are over, and idempotency keys older than 30 days.',
    tick: async ({ database, municipalityId }) => {
      // Sessions belong to no municipality; whichever comes first removes them.
      await database.shared(removeExpiredSessions);
      while ((await database.transaction(municipalityId, (tx) => forgetKeys(tx, CLEAN_UP_LIMIT))) === CLEAN_UP_LIMIT);
    },
  },
];

/** Does one tick in every municipality; where it fails it is logged, and the others go on. */
export async function tickEverywhere(recurring: Recurring, database: Database, queue: JobQueue, log: Logger): Promise<void> {
  const municipalities = await database.shared(listMunicipalities);
  for (const { id } of municipalities) {
    try {
      await recurring.tick({ database, queue, municipalityId: id });
    } catch (error) {
      log.error({ err: error, tick: recurring.name, municipalityId: id }, 'a recurring job could not be written');
    }
  }
}
