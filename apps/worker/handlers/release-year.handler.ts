import { budgetsHeld, budgetsToRelease, type ReleasedYear, releaseYearJob } from '../../../libs/budgets/index.js';
import { releaseYear } from '../../../libs/drawing-rights/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

/**
 * Releases the year of each budget in a step of its own, so that one that is refused does not hold up the other neighbourhoods. A budget whose
 * reservation can still be invoked is left for the day after it has lapsed.
 */
@HandlesJob(releaseYearJob)
export class ReleaseYearHandler {
  async run({ payload: { year }, checkpoint, transaction, progress }: JobContext<{ year: number }>): Promise<ReleasedYear> {
    let released = (checkpoint as ReleasedYear | null) ?? { budgets: 0, releasedCents: 0 };
    const budgets = await transaction((tx) => budgetsToRelease(tx, year));
    const total = released.budgets + budgets.length;
    const refused: unknown[] = [];
    for (const budgetId of budgets) {
      try {
        released = await transaction(async (tx) => {
          const cents = await releaseYear(tx, budgetId, year);
          const sofar = { budgets: released.budgets + 1, releasedCents: released.releasedCents + cents };
          await progress(sofar.budgets, total, sofar);
          return sofar;
        });
      } catch (error) {
        refused.push(error);
      }
    }
    if (refused.length > 0) throw refused[0];
    const held = await transaction((tx) => budgetsHeld(tx, year));
    return held.until === null ? released : { ...released, heldBudgets: held.budgets, heldUntil: held.until };
  }
}
