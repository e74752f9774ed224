import { forgetWrongMovements, sumMovements, sumMovementsJob } from '../../../libs/reporting/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

interface Summed {
  steps: number;
  /** Accounts whose sums were wrong, so that all were made anew. */
  forgotten: number;
}

/** Sums what moved per account and day, a stretch of days at a time. */
@HandlesJob(sumMovementsJob)
export class SumMovementsHandler {
  async run({ checkpoint, transaction, progress, log }: JobContext<{ asOf: string }>): Promise<Summed> {
    let summed = checkpoint as Summed | null;
    if (!summed) {
      summed = { steps: 0, forgotten: await transaction(forgetWrongMovements) };
      if (summed.forgotten > 0) log.error({ accounts: summed.forgotten }, 'movements were summed wrong, and are made anew');
    }
    for (let more = true; more;) {
      const before: Summed = summed;
      [more, summed] = await transaction(async (tx) => {
        const again = await sumMovements(tx);
        const sofar = { ...before, steps: before.steps + 1 };
        await progress(sofar.steps, sofar.steps + (again ? 1 : 0), sofar);
        return [again, sofar] as const;
      });
    }
    return summed;
  }
}
