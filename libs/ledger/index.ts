import { Account } from './account.entity.js';
import { Transfer } from './transfer.entity.js';

export * from './account.entity.js';
export * from './accounts.service.js';
export * from './ledger.checks.js';
export * from './postings.service.js';
export * from './transfer.entity.js';

export const ledgerEntities = [Account, Transfer];
