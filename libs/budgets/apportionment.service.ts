import { derivedId, notFound, type Tx } from '../core/index.js';
import { Apportionment } from './apportionment.entity.js';
import { type BudgetView, budgetById } from './budgets.service.js';
import { Instalment } from './instalment.entity.js';
import { type PlanInput, planBudgets, type WorkedOutBudget, workOut } from './plan.js';

/** How the amount of a budget came about, worked out again from what was stored. */
export interface BudgetExplanation {
  budget: BudgetView;
  apportionment: Apportionment;
  inputs: PlanInput;
  /** Every budget of the same request, in the order of its neighbourhoods. */
  all: WorkedOutBudget[];
  /** Which of them this one is. */
  own: WorkedOutBudget;
  /** Whether working it out again gives what was booked at adoption, instalment by instalment. */
  asBooked: boolean;
}

/** Keeps what a split was worked out from. Answers its id, the same for the same request. */
export async function keepApportionment(tx: Tx, requestId: string, decisionId: string, inputs: PlanInput): Promise<string> {
  const id = derivedId(requestId, 'apportionment');
  await tx.manager.insert(Apportionment, {
    municipalityId: tx.municipalityId,
    id,
    decisionId,
    inputs,
    createdBy: tx.actor.personId,
    createdAt: tx.now,
  });
  return id;
}

/**
 * Explains how the amount of a budget came about: works the split out again from the inputs as they were then, and compares it with what
 * was booked. What changed since (residents, later instalments) does not matter.
 * @throws Problem 404 for an unknown budget, and for one that was read from a file or adopted before inputs were kept
 */
export async function explainBudget(tx: Tx, budgetId: string): Promise<BudgetExplanation> {
  const budget = await budgetById(tx, budgetId);
  if (budget.apportionmentId === null) throw notFound(notKept);
  const { municipalityId } = tx;
  const apportionment = await tx.manager.findOneByOrFail(Apportionment, { municipalityId, id: budget.apportionmentId });
  const { inputs } = apportionment;
  const all = workOut(inputs);
  const index = all.findIndex((one) => sameSet(one.neighbourhoodIds, budget.neighbourhoodIds));
  const own = all[index];
  if (!own) throw new Error(`budget ${budget.id} is not one of its apportionment`);
  const booked = await tx.manager.findBy(Instalment, { municipalityId, budgetId, sequence: 0 });
  const worked = planBudgets(inputs)[index]?.instalments ?? [];
  const asBooked = sameSet(
    booked.map((part) => `${part.fundingSourceId} ${part.fiscalYear} ${part.cents} ${part.supportCents}`),
    worked.map((part) => `${part.sourceId} ${part.fiscalYear} ${part.cents} ${part.supportCents}`),
  );
  return { budget, apportionment, inputs, all, own, asBooked };
}

const sameSet = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join();

const notKept = {
  nl: 'Van dit wijkbudget is geen verdeling bewaard. Het is ingelezen uit een bestand, of het is van voor die tijd.',
  en: 'No split was kept of this budget. It was read from a file, or it is from before that.',
};
