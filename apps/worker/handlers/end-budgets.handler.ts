import { budgetsToEnd, endBudget, endBudgetsJob } from '../../../libs/budgets/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

interface Ended {
  budgets: number;
  givenBackCents: number;
}

/** Watches the notices that run: ends each budget whose last day has passed in a step of its own, so that one that is refused holds up no other. */
@HandlesJob(endBudgetsJob)
export class EndBudgetsHandler {
  async run({ checkpoint, transaction, progress }: JobContext<{ asOf: string }>): Promise<Ended> {
    let ended = (checkpoint as Ended | null) ?? { budgets: 0, givenBackCents: 0 };
    const budgets = await transaction(budgetsToEnd);
    const total = ended.budgets + budgets.length;
    const refused: unknown[] = [];
    for (const budgetId of budgets) {
      try {
        ended = await transaction(async (tx) => {
          const givenBack = await endBudget(tx, budgetId);
          const sofar = { budgets: ended.budgets + 1, givenBackCents: ended.givenBackCents + givenBack };
          await progress(sofar.budgets, total, sofar);
          return sofar;
        });
      } catch (error) {
        refused.push(error);
      }
    }
    if (refused.length > 0) throw refused[0];
    return ended;
  }
}
