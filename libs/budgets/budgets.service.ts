import { forbidden, notFound, type Tx } from '../core/index.js';
import { BudgetNeighbourhood, NeighbourhoodBudget } from './neighbourhood-budget.entity.js';

/** A budget with the ids of its neighbourhoods. */
export interface BudgetView extends NeighbourhoodBudget {
  neighbourhoodIds: string[];
}

/** All budgets, by name and first year. */
export async function listBudgets(tx: Tx): Promise<BudgetView[]> {
  const budgets = await tx.manager.find(NeighbourhoodBudget, {
    where: { municipalityId: tx.municipalityId },
    order: { name: 'ASC', firstYear: 'ASC' },
    take: 2000,
  });
  const places = await tx.manager.findBy(BudgetNeighbourhood, { municipalityId: tx.municipalityId });
  return budgets.map((budget) => ({
    ...budget,
    neighbourhoodIds: places.filter((place) => place.budgetId === budget.id).map((place) => place.neighbourhoodId),
  }));
}

/** One budget. @throws Problem 404 */
export async function budgetById(tx: Tx, id: string): Promise<BudgetView> {
  const budget = await tx.manager.findOneBy(NeighbourhoodBudget, { municipalityId: tx.municipalityId, id });
  if (!budget) throw notFound();
  const places = await tx.manager.findBy(BudgetNeighbourhood, { municipalityId: tx.municipalityId, budgetId: id });
  return { ...budget, neighbourhoodIds: places.map((place) => place.neighbourhoodId) };
}

/** One budget, held until the commit, so that what is granted from it or carried over waits for each other. @throws Problem 404 */
export async function lockBudget(tx: Tx, id: string): Promise<BudgetView> {
  await tx.rows('select id from neighbourhood_budgets where municipality_id = $1 and id = $2 for no key update', [tx.municipalityId, id]);
  return budgetById(tx, id);
}

/**
 * Refuses whoever may not decide inside this budget: only the body it is delegated to spends from it; never the finance officer.
 * @throws Problem 403 with the reason
 */
export function requireBody(tx: Tx, budget: NeighbourhoodBudget): void {
  if (tx.actor.role === 'neighbourhood_body' && budget.bodyId !== null && tx.actor.organisationId === budget.bodyId) return;
  throw forbidden(
    {
      nl: 'Dit wijkbudget is van de wijk. Alleen het wijkorgaan beslist over uitgaven.',
      en: 'This budget belongs to the neighbourhood. Only its neighbourhood body decides on spending.',
    },
    'not-the-neighbourhood-body',
  );
}
