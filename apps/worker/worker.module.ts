import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { auditEntities } from '../../libs/audit/index.js';
import { budgetsEntities } from '../../libs/budgets/index.js';
import { drawingRightsEntities } from '../../libs/drawing-rights/index.js';
import { ledgerEntities } from '../../libs/ledger/index.js';
import { paymentsEntities } from '../../libs/payments/index.js';
import { relationsEntities } from '../../libs/relations/index.js';
import { reportingEntities } from '../../libs/reporting/index.js';
import { tenancyEntities } from '../../libs/tenancy/index.js';
import { CloseYearHandler } from './handlers/close-year.handler.js';
import { CouncilReportHandler } from './handlers/council-report.handler.js';
import { EndBudgetsHandler } from './handlers/end-budgets.handler.js';
import { ExpireDrawsHandler } from './handlers/expire-draws.handler.js';
import { InvariantsHandler } from './handlers/invariants.handler.js';
import { ReleaseYearHandler } from './handlers/release-year.handler.js';
import { SumMovementsHandler } from './handlers/sum-movements.handler.js';
import type { JobHandler } from './handles-job.js';

/** The tables that handlers touch through entities. */
export const workerEntities = [
  ...tenancyEntities,
  ...auditEntities,
  ...ledgerEntities,
  ...budgetsEntities,
  ...relationsEntities,
  ...drawingRightsEntities,
  ...paymentsEntities,
  ...reportingEntities,
];

/** The handler of every job of the product. */
export const handlers: readonly Type<JobHandler<never, unknown>>[] = [
  CloseYearHandler,
  CouncilReportHandler,
  EndBudgetsHandler,
  ExpireDrawsHandler,
  InvariantsHandler,
  ReleaseYearHandler,
  SumMovementsHandler,
];

/** The worker: handlers as providers, so that they can be given what they need. */
@Module({})
export class WorkerModule {
  static with(jobHandlers: readonly Type<JobHandler<never, unknown>>[], shared: Provider[]): DynamicModule {
    return { module: WorkerModule, imports: [DiscoveryModule], providers: [...shared, ...jobHandlers] };
  }
}
