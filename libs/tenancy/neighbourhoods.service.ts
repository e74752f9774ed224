import { badInput, badInputs, conflict, constraintOf, type FieldProblem, isDay, newId, notFound, type Tx } from '../core/index.js';
import { Division } from './division.entity.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { slugOf } from './slug.js';

/** A neighbourhood as it is given; its slug follows from its name unless it is given too. */
export interface NewNeighbourhood {
  name: string;
  slug?: string;
  cbsCode?: string | null;
  residents?: number | null;
}

/** The division that is valid today, or undefined when none is yet. */
export async function currentDivision(tx: Tx): Promise<Division | undefined> {
  const [division] = await tx.manager
    .createQueryBuilder(Division, 'division')
    .where('division.municipalityId = :municipalityId and division.validFrom <= :today', {
      municipalityId: tx.municipalityId,
      today: tx.today,
    })
    .orderBy({ 'division.validFrom': 'DESC', 'division.version': 'DESC' })
    .limit(1)
    .getMany();
  return division;
}

/** The neighbourhoods of the division that is valid today, by name; none when there is no such division. */
export async function currentNeighbourhoods(tx: Tx): Promise<Neighbourhood[]> {
  const division = await currentDivision(tx);
  if (!division) return [];
  return tx.manager.find(Neighbourhood, { where: { municipalityId: tx.municipalityId, divisionId: division.id }, order: { name: 'ASC' } });
}

/** A neighbourhood of today's division by its part of the address. @throws Problem 404 */
export async function neighbourhoodBySlug(tx: Tx, slug: string): Promise<Neighbourhood> {
  const division = await currentDivision(tx);
  const found =
    division && (await tx.manager.findOneBy(Neighbourhood, { municipalityId: tx.municipalityId, divisionId: division.id, slug }));
  if (!found) throw notFound({ nl: 'Deze wijk kennen we niet.', en: 'We do not know this neighbourhood.' });
  return found;
}

/**
 * Adds a version of the neighbourhood division. Earlier ones stay, because budgets point at their neighbourhoods.
 * @throws Problem 422 naming the field; 409 when the version or a slug is taken
 */
export async function addDivision(
  tx: Tx,
  { version, validFrom, neighbourhoods }: { version: number; validFrom: string; neighbourhoods: readonly NewNeighbourhood[] },
): Promise<{ division: Division; neighbourhoods: Neighbourhood[] }> {
  check(version, validFrom, neighbourhoods);
  const { municipalityId } = tx;
  const division = tx.manager.create(Division, { municipalityId, id: newId(), version, validFrom });
  const rows = neighbourhoods.map(({ name, slug = slugOf(name), cbsCode = null, residents = null }) =>
    tx.manager.create(Neighbourhood, { municipalityId, id: newId(), divisionId: division.id, slug, name: name.trim(), cbsCode, residents }),
  );
  try {
    await tx.manager.insert(Division, division);
    await tx.manager.insert(Neighbourhood, rows);
  } catch (error) {
    if (constraintOf(error) === 'division_version_is_unique')
      throw conflict(
        'version-exists',
        { nl: 'Deze versie van de wijkindeling bestaat al.', en: 'This version of the division exists already.' },
        'version',
      );
    if (constraintOf(error) === 'neighbourhood_slug_is_unique')
      throw conflict(
        'neighbourhood-twice',
        { nl: 'Een wijk staat er twee keer in.', en: 'A neighbourhood is listed twice.' },
        'neighbourhoods',
      );
    throw error;
  }
  return { division, neighbourhoods: rows };
}

function check(version: number, validFrom: string, neighbourhoods: readonly NewNeighbourhood[]): void {
  const fields: FieldProblem[] = [];
  if (!Number.isInteger(version) || version < 1)
    fields.push({ field: 'version', words: { nl: 'Vul een versienummer in, vanaf 1.', en: 'Enter a version number, from 1.' } });
  if (!isDay(validFrom)) fields.push({ field: 'validFrom', words: { nl: 'Vul een bestaande datum in.', en: 'Enter a date that exists.' } });
  if (neighbourhoods.length === 0)
    fields.push({ field: 'neighbourhoods', words: { nl: 'Noem ten minste één wijk.', en: 'Name at least one neighbourhood.' } });
  if (fields.length > 0) throw badInputs(fields);
  for (const { name, slug = slugOf(name), cbsCode, residents } of neighbourhoods) {
    const right =
      /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) &&
      name.trim().length > 0 &&
      name.length <= 120 &&
      (cbsCode == null || /^(WK\d{6}|BU\d{8})$/.test(cbsCode)) &&
      (residents == null || (Number.isInteger(residents) && residents >= 0 && residents <= 2_000_000));
    if (!right)
      throw badInput('neighbourhoods', {
        nl: `De gegevens van ${name || 'een wijk zonder naam'} kloppen niet: controleer naam, CBS-code en aantal inwoners.`,
        en: `The details of ${name || 'a neighbourhood without a name'} are not right: check the name, the CBS code and the residents.`,
      });
  }
}
