import { budgetsToRelease, releaseBudgetYear, releaseYearJob } from '../../../libs/budgets/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

interface Released {
  budgets: number;
  releasedCents: number;
}

/** Releases the year of each budget in a step of its own, so that one that is refused does not hold up the other neighbourhoods. */
@HandlesJob(releaseYearJob)
export class ReleaseYearHandler {
  async run({ payload: { year }, checkpoint, transaction, progress }: JobContext<{ year: number }>): Promise<Released> {
    let released = (checkpoint as Released | null) ?? { budgets: 0, releasedCents: 0 };
    const budgets = await transaction((tx) => budgetsToRelease(tx, year));
    const total = released.budgets + budgets.length;
    const refused: unknown[] = [];
    for (const budgetId of budgets) {
      try {
        released = await transaction(async (tx) => {
          const cents = await releaseBudgetYear(tx, budgetId, year);
          const sofar = { budgets: released.budgets + 1, releasedCents: released.releasedCents + cents };
          await progress(sofar.budgets, total, sofar);
          return sofar;
        });
      } catch (error) {
        refused.push(error);
      }
    }
    if (refused.length > 0) throw refused[0];
    return released;
  }
}
