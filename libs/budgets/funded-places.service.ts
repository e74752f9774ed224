import { badInput, conflict, type Tx, type Words } from '../core/index.js';

/** A neighbourhood that gets a source in a year already, and from which budget. */
interface Taken {
  budget: string;
  first_year: number;
  last_year: number;
  place: string;
  source: string;
  years: number[];
}

/**
 * Refuses what would give a neighbourhood the same source twice in a year: nobody could say any more which budget a euro belongs to.
 * @throws Problem 422 `overlapping-terms` naming the other budget and the years
 */
export async function checkPlaces(
  tx: Tx,
  {
    neighbourhoodIds,
    sourceIds,
    years,
    budgetId = null,
  }: {
    neighbourhoodIds: readonly string[];
    sourceIds: readonly string[];
    years: readonly number[];
    /** The budget that they are for, when it is there already. */
    budgetId?: string | null;
  },
): Promise<void> {
  const [taken] = await takenPlaces(tx, neighbourhoodIds, sourceIds, years, budgetId);
  if (taken) throw badInput('neighbourhoodIds', overlap(taken), 'overlapping-terms');
}

/**
 * Notes that a budget gives its neighbourhoods this source in these years. Doing it again for the same budget changes nothing.
 * @throws Problem 409 `overlapping-terms` when another budget does so already
 */
export async function occupyPlaces(tx: Tx, budgetId: string, sourceId: string, years: readonly number[]): Promise<void> {
  await tx.rows(
    `insert into funded_places (municipality_id, neighbourhood_id, funding_source_id, fiscal_year, budget_id)
     select municipality_id, neighbourhood_id, $3::uuid, fiscal_year, budget_id
       from budget_neighbourhoods cross join unnest($4::int[]) as fiscal_year
      where municipality_id = $1 and budget_id = $2
      order by neighbourhood_id, fiscal_year
     on conflict (municipality_id, neighbourhood_id, funding_source_id, fiscal_year) do nothing`,
    [tx.municipalityId, budgetId, sourceId, [...years]],
  );
  // Who was first is committed by now, and seen: the insert waited for it.
  const places = await tx.rows<{ id: string }>(
    'select neighbourhood_id as id from budget_neighbourhoods where municipality_id = $1 and budget_id = $2',
    [tx.municipalityId, budgetId],
  );
  const [taken] = await takenPlaces(
    tx,
    places.map(({ id }) => id),
    [sourceId],
    years,
    budgetId,
  );
  if (taken) throw conflict('overlapping-terms', overlap(taken), 'neighbourhoodIds');
}

/** Gives back the years of a budget from this one on, so that another budget can have them: for one that ends early. */
export async function freePlaces(tx: Tx, budgetId: string, fromYear: number): Promise<void> {
  await tx.rows('delete from funded_places where municipality_id = $1 and budget_id = $2 and fiscal_year >= $3', [
    tx.municipalityId,
    budgetId,
    fromYear,
  ]);
}

/** The first of what is taken by another budget than this one, by neighbourhood, source and budget. */
function takenPlaces(
  tx: Tx,
  neighbourhoodIds: readonly string[],
  sourceIds: readonly string[],
  years: readonly number[],
  budgetId: string | null,
): Promise<Taken[]> {
  return tx.rows<Taken>(
    `select b.name as budget, b.first_year, b.last_year, n.name as place, s.name as source,
            array_agg(p.fiscal_year order by p.fiscal_year) as years
       from funded_places p
       join neighbourhood_budgets b on b.municipality_id = p.municipality_id and b.id = p.budget_id
       join neighbourhoods n on n.municipality_id = p.municipality_id and n.id = p.neighbourhood_id
       join funding_sources s on s.municipality_id = p.municipality_id and s.id = p.funding_source_id
      where p.municipality_id = $1 and p.neighbourhood_id = any ($2::uuid[]) and p.funding_source_id = any ($3::uuid[])
        and p.fiscal_year = any ($4::int[]) and p.budget_id is distinct from $5::uuid
      group by b.id, b.name, b.first_year, b.last_year, n.name, s.name
      order by n.name, s.name, b.first_year limit 1`,
    [tx.municipalityId, [...neighbourhoodIds], [...sourceIds], [...years], budgetId],
  );
}

function overlap({ budget, first_year, last_year, place, source, years }: Taken): Words {
  const [first, last] = [years[0] ?? first_year, years.at(-1) ?? last_year];
  const when = (and: string) => (first === last ? String(first) : `${first} ${and} ${last}`);
  return {
    nl: `${place} krijgt ${source} in ${when('tot en met')} al uit het wijkbudget ${budget} (${first_year} tot en met ${last_year}). Kies een andere bron, of jaren die elkaar niet raken.`,
    en: `${place} gets ${source} in ${when('to')} from the budget ${budget} already (${first_year} to ${last_year}). Choose another source, or years that do not overlap.`,
  };
}
