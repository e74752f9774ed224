import { badInput, collect, conflict, constraintOf, newId, notFound, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { slugOf } from '../tenancy/index.js';
import { Organisation, type OrganisationKind, OrganisationNeighbourhood } from './organisation.entity.js';

/** What an organisation is registered with. */
export interface NewOrganisation {
  name: string;
  kinds: OrganisationKind[];
  about?: string;
  neighbourhoodIds?: string[];
}

/** Registers an organisation. @throws Problem 422 per field, 409 when the name is taken */
export async function addOrganisation(tx: Tx, input: NewOrganisation): Promise<Organisation> {
  const { name, kinds, about } = check(input);
  const organisation = { municipalityId: tx.municipalityId, id: newId(), slug: slugOf(name), name, kinds, about, createdAt: tx.now };
  try {
    await tx.manager.insert(Organisation, organisation);
  } catch (error) {
    if (constraintOf(error) !== 'organisation_slug_is_unique') throw error;
    throw conflict(
      'organisation-name-taken',
      { nl: 'Er is al een organisatie met deze naam.', en: 'There is an organisation with this name already.' },
      'name',
    );
  }
  const homes = [...new Set(input.neighbourhoodIds ?? [])].map((neighbourhoodId) => ({
    municipalityId: tx.municipalityId,
    organisationId: organisation.id,
    neighbourhoodId,
  }));
  try {
    if (homes.length > 0) await tx.manager.insert(OrganisationNeighbourhood, homes);
  } catch (error) {
    if (constraintOf(error) !== 'organisation_in_a_neighbourhood') throw error;
    throw badInput('neighbourhoodIds', { nl: 'Kies wijken uit de lijst.', en: 'Choose neighbourhoods from the list.' });
  }
  await record(tx, { action: 'organisation.add', subjectType: 'organisation', subjectId: organisation.id, details: { name, kinds } });
  return organisation;
}

const KINDS: readonly OrganisationKind[] = ['initiative', 'neighbourhood_body', 'supplier'];

function check(input: NewOrganisation): Required<Pick<Organisation, 'name' | 'kinds' | 'about'>> {
  return collect({
    name: () => {
      const name = input.name.trim();
      if (slugOf(name) === '' || name.length > 120)
        throw badInput('name', { nl: 'Vul de naam in, met hoogstens 120 tekens.', en: 'Enter the name, in at most 120 characters.' });
      return name;
    },
    kinds: () => {
      const kinds = [...new Set(input.kinds)];
      if (kinds.length === 0 || kinds.some((kind) => !KINDS.includes(kind)))
        throw badInput('kinds', { nl: 'Kies wat de organisatie doet.', en: 'Choose what the organisation does.' });
      return kinds;
    },
    about: () => {
      const about = (input.about ?? '').trim();
      if (about.length > 300)
        throw badInput('about', {
          nl: 'Houd het bij één regel van hoogstens 300 tekens.',
          en: 'Keep to one line of at most 300 characters.',
        });
      return about;
    },
  });
}

/** One organisation. @throws Problem 404 */
export async function organisationById(tx: Tx, id: string): Promise<Organisation> {
  const organisation = await tx.manager.findOneBy(Organisation, { municipalityId: tx.municipalityId, id });
  if (!organisation) throw notFound();
  return organisation;
}

/** The organisations of a kind, by name; never by size or rating. */
export function organisationsOf(tx: Tx, kind: OrganisationKind): Promise<Organisation[]> {
  return tx.manager
    .createQueryBuilder(Organisation, 'o')
    .where('o.municipalityId = :municipalityId and :kind = any (o.kinds)', { municipalityId: tx.municipalityId, kind })
    .orderBy('o.name')
    .take(1000)
    .getMany();
}

/** The initiatives that are at home in a neighbourhood, by name. */
export function initiativesIn(tx: Tx, neighbourhoodId: string): Promise<Organisation[]> {
  return tx.manager
    .createQueryBuilder(Organisation, 'o')
    .innerJoin(OrganisationNeighbourhood, 'p', 'p.municipalityId = o.municipalityId and p.organisationId = o.id')
    .where(
      `o.municipalityId = :municipalityId and p.municipalityId = :municipalityId and p.neighbourhoodId = :neighbourhoodId and 'initiative' = any (o.kinds)`,
      {
        municipalityId: tx.municipalityId,
        neighbourhoodId,
      },
    )
    .orderBy('o.name')
    .getMany();
}
