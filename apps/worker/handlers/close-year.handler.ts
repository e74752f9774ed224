import { budgetsToClose, closeBudget, closeYearJob, closingProgress, type ClosingRun, finishClosing } from '../../../libs/budgets/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

/** Budgets that are looked up at once. */
const PAGE = 100;

interface Closed {
  budgets: number;
  carriedCents: number;
  returnedCents: number;
}

/**
 * Closes a year, each budget in a step of its own. What a run has closed stands in the rows of the closing, so that it goes on after a crash with
 * what is left; one that is refused does not hold up the others, and is tried again.
 */
@HandlesJob(closeYearJob)
export class CloseYearHandler {
  async run({ payload, checkpoint, transaction, progress }: JobContext<ClosingRun>): Promise<Closed> {
    let closed = (checkpoint as Closed | null) ?? { budgets: 0, carriedCents: 0, returnedCents: 0 };
    const { total } = await transaction((tx) => closingProgress(tx, payload));
    await progress(closed.budgets, total, closed);
    let refused: Error | undefined;
    let after: string | null = null;
    for (;;) {
      const budgets: string[] = await transaction((tx) => budgetsToClose(tx, payload, after, PAGE));
      for (const budgetId of budgets) {
        try {
          closed = await transaction(async (tx) => {
            const { carriedCents, returnedCents } = await closeBudget(tx, payload, budgetId);
            const sofar = {
              budgets: closed.budgets + 1,
              carriedCents: closed.carriedCents + carriedCents,
              returnedCents: closed.returnedCents + returnedCents,
            };
            await progress(sofar.budgets, total, sofar);
            return sofar;
          });
        } catch (error) {
          refused ??= error as Error;
        }
      }
      after = budgets.at(-1) ?? null;
      if (budgets.length < PAGE) break;
    }
    if (refused) throw refused;
    await transaction((tx) => finishClosing(tx, payload, { ...closed }));
    return closed;
  }
}
