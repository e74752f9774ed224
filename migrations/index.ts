import { Tenancy1760000000001 } from './0001-tenancy.js';
import { Jobs1760000000002 } from './0002-jobs.js';
import { Audit1760000000003 } from './0003-audit.js';
import { Identity1760000000004 } from './0004-identity.js';
import { Relations1760000000005 } from './0005-relations.js';
import { Ledger1760000000006 } from './0006-ledger.js';
import { Budgets1760000000007 } from './0007-budgets.js';
import { DrawingRights1760000000008 } from './0008-drawing-rights.js';
import { Payments1760000000009 } from './0009-payments.js';
import { Reporting1760000000010 } from './0010-reporting.js';
import { FewerSteps1760000000011 } from './0011-fewer-steps.js';
import { Frame1760000000012 } from './0012-frame.js';
import { Conversions1760000000013 } from './0013-conversions.js';
import { Apportionments1760000000014 } from './0014-apportionments.js';
import { Reservations1760000000015 } from './0015-reservations.js';
import { Closings1760000000016 } from './0016-closings.js';
import { BudgetChanges1760000000017 } from './0017-budget-changes.js';
import { Bodies1760000000018 } from './0018-bodies.js';
import { Corrections1760000000019 } from './0019-corrections.js';
import { Movements1760000000020 } from './0020-movements.js';
import { Imports1760000000021 } from './0021-imports.js';

/** Every migration, in order. One line each, so that two branches seldom touch the same one. */
export const migrations = [
  Tenancy1760000000001,
  Jobs1760000000002,
  Audit1760000000003,
  Identity1760000000004,
  Relations1760000000005,
  Ledger1760000000006,
  Budgets1760000000007,
  DrawingRights1760000000008,
  Payments1760000000009,
  Reporting1760000000010,
  FewerSteps1760000000011,
  Frame1760000000012,
  Conversions1760000000013,
  Apportionments1760000000014,
  Reservations1760000000015,
  Closings1760000000016,
  BudgetChanges1760000000017,
  Bodies1760000000018,
  Corrections1760000000019,
  Movements1760000000020,
  Imports1760000000021,
];
