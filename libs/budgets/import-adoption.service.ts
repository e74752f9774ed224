import { derivedId, type Tx } from '../core/index.js';
import { currentNeighbourhoods, ordinanceOn } from '../tenancy/index.js';
import { bookBudgets, type CheckedBudget } from './adoption.service.js';
import type { KnownForBudgets, ReadBudget } from './import-budgets.js';
import { sourceYears } from './sources.service.js';

/** Everything the lines of a file of budgets are held against, read in a few statements however long the file is. */
export async function knownForBudgets(tx: Tx): Promise<KnownForBudgets> {
  const own = [tx.municipalityId];
  return {
    ordinance: await ordinanceOn(tx, tx.today),
    neighbourhoods: await currentNeighbourhoods(tx),
    sourceYears: await sourceYears(tx),
    bodies: await tx.rows(
      `select o.id, o.name, exists (
                select 1 from body_recognitions r where r.municipality_id = o.municipality_id and r.organisation_id = o.id and r.ended_on is null
              ) as recognised
         from organisations o where o.municipality_id = $1 and 'neighbourhood_body' = any (o.kinds) order by o.name`,
      own,
    ),
    budgets: await tx.rows('select name, first_year as "firstYear" from neighbourhood_budgets where municipality_id = $1', own),
    funded: await tx.rows(
      `select p.neighbourhood_id as "neighbourhoodId", p.funding_source_id as "sourceId", p.fiscal_year as "fiscalYear", b.name as "budgetName"
         from funded_places p join neighbourhood_budgets b on b.municipality_id = p.municipality_id and b.id = p.budget_id
        where p.municipality_id = $1`,
      own,
    ),
  };
}

/**
 * Adopts the budgets of a file, as those that are made by hand. The id of each follows from the import and its place in the file.
 * @returns the ids, in the order of the file
 * @throws Problem 409 when a source, a name or a neighbourhood was taken since the file was checked
 */
export async function adoptRead(tx: Tx, importId: string, decisionId: string, budgets: readonly ReadBudget[]): Promise<string[]> {
  if (budgets.length === 0) return [];
  const ordinance = await ordinanceOn(tx, tx.today);
  const checked = budgets.map((planned, index): CheckedBudget => {
    const { bodyId, firstYear, lastYear, supportShareBasisPoints, lines } = planned;
    const terms = { ordinanceId: ordinance.id, bodyId, firstYear, lastYear, supportShareBasisPoints, apportionmentId: null };
    return { id: derivedId(importId, 'budget', index), planned, terms, details: { importId, lines } };
  });
  await bookBudgets(tx, checked, decisionId);
  return checked.map(({ id }) => id);
}
