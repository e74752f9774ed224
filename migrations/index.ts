import { Tenancy1760000000001 } from './0001-tenancy.js';
import { Jobs1760000000002 } from './0002-jobs.js';
import { Audit1760000000003 } from './0003-audit.js';
import { Identity1760000000004 } from './0004-identity.js';
import { Ledger1760000000006 } from './0006-ledger.js';

/** Every migration, in order. One line each, so that two branches seldom touch the same one. */
export const migrations = [
  Tenancy1760000000001,
  Jobs1760000000002,
  Audit1760000000003,
  Identity1760000000004,
  Ledger1760000000006,
];
