import { badInput, conflict, constraintOf, newId, notFound, type Tx } from '../core/index.js';
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
  const name = input.name.trim();
  if (!name || name.length > 120) throw badInput('name', { nl: 'Vul de naam in.', en: 'Enter the name.' });
  const organisation = { municipalityId: tx.municipalityId, id: newId(), slug: slugOf(name), name, kinds: input.kinds, about: input.about ?? '', createdAt: tx.now };
  try {
    await tx.manager.insert(Organisation, organisation);
  } catch (error) {
    if (constraintOf(error) !== 'organisation_slug_is_unique') throw error;
    throw conflict('organisation-name-taken', { nl: 'Er is al een organisatie met deze naam.', en: 'There is an organisation with this name already.' }, 'name');
  }
  for (const neighbourhoodId of input.neighbourhoodIds ?? []) {
    await tx.manager.insert(OrganisationNeighbourhood, { municipalityId: tx.municipalityId, organisationId: organisation.id, neighbourhoodId });
  }
  await record(tx, { action: 'organisation.add', subjectType: 'organisation', subjectId: organisation.id, details: { name, kinds: input.kinds } });
  return organisation;
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
    .where(`o.municipalityId = :municipalityId and p.municipalityId = :municipalityId and p.neighbourhoodId = :neighbourhoodId and 'initiative' = any (o.kinds)`, {
      municipalityId: tx.municipalityId,
      neighbourhoodId,
    })
    .orderBy('o.name')
    .getMany();
}
