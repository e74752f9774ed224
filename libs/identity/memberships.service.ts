import { record } from '../audit/index.js';
import { badInput, conflict, constraintOf, newId, notFound, type Tx } from '../core/index.js';
import { Membership } from './membership.entity.js';
import { requirePermission } from './permissions.js';
import { ORGANISATION_ROLES, type Role } from './roles.js';

/**
 * Gives a person a role in the municipality.
 * @throws Problem 422 when an organisation is missing or not wanted; 409 when the person has this role already; 403
 */
export async function addMembership(
  tx: Tx,
  { personId, role, organisationId = null }: { personId: string; role: Role; organisationId?: string | null },
): Promise<Membership> {
  requirePermission(tx.actor, 'membership.manage');
  if (ORGANISATION_ROLES.has(role) !== (organisationId !== null))
    throw badInput('organisationId', {
      nl: 'Kies een organisatie bij een wijkorgaan, initiatief of leverancier, en alleen dan.',
      en: 'Choose an organisation for a neighbourhood body, initiative or supplier, and only then.',
    });
  const { municipalityId } = tx;
  const membership = tx.manager.create(Membership, {
    municipalityId,
    id: newId(),
    personId,
    role,
    organisationId,
    createdAt: tx.now,
    endedAt: null,
  });
  try {
    await tx.manager.insert(Membership, membership);
  } catch (error) {
    if (constraintOf(error) === 'membership_is_unique')
      throw conflict('membership-exists', { nl: 'Deze persoon heeft deze rol al.', en: 'This person has this role already.' });
    throw error;
  }
  await record(tx, {
    action: 'membership.add',
    subjectType: 'membership',
    subjectId: membership.id,
    details: { personId, role, organisationId },
  });
  return membership;
}

/** Ends a membership: from the next request on the person has this role no more. @throws Problem 404, 403 */
export async function endMembership(tx: Tx, id: string): Promise<void> {
  requirePermission(tx.actor, 'membership.manage');
  const ended = await tx.rows(
    'update memberships set ended_at = $3 where municipality_id = $1 and id = $2 and ended_at is null returning id',
    [tx.municipalityId, id, tx.now],
  );
  if (ended.length === 0) throw notFound();
  await record(tx, { action: 'membership.end', subjectType: 'membership', subjectId: id });
}

/** A membership with the name of its person. */
export interface NamedMembership {
  id: string;
  personId: string;
  personName: string;
  role: Role;
  organisationId: string | null;
}

/** The memberships of the municipality that have not ended, in the order they were given; at most 500. */
export async function listMemberships(tx: Tx): Promise<NamedMembership[]> {
  return tx.rows<NamedMembership>(
    `select m.id, m.person_id as "personId", p.name as "personName", m.role, m.organisation_id as "organisationId"
     from memberships m join people p on p.id = m.person_id
     where m.municipality_id = $1 and m.ended_at is null order by m.created_at, m.id limit 500`,
    [tx.municipalityId],
  );
}
