import { AuditEntry } from './audit-entry.entity.js';

export { AuditEntry };
export * from './audit-entries.service.js';

export const auditEntities = [AuditEntry];
