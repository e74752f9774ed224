import { newId, type Tx } from '../core/index.js';
import { AuditEntry } from './audit-entry.entity.js';

/**
 * Writes down, in the same transaction, that the actor of `tx` did this to the subject.
 * `action` is `noun.verb`; `details` hold what the subject's own row does not keep, and never a password, token or account number.
 */
export async function record(
  tx: Tx,
  {
    action,
    subjectType,
    subjectId,
    details = {},
  }: { action: string; subjectType: string; subjectId: string; details?: Record<string, unknown> },
): Promise<void> {
  const { personId, role, organisationId } = tx.actor;
  await tx.manager.insert(AuditEntry, {
    municipalityId: tx.municipalityId,
    id: newId(),
    at: tx.now,
    personId,
    role,
    organisationId,
    action,
    subjectType,
    subjectId,
    details: details as never,
  });
}

/** What was done to a subject, the newest first, at most `limit` entries. */
export async function auditTrail(tx: Tx, subjectId: string, limit = 200): Promise<AuditEntry[]> {
  return tx.manager.find(AuditEntry, {
    where: { municipalityId: tx.municipalityId, subjectId },
    order: { at: 'DESC', id: 'DESC' },
    take: limit,
  });
}
