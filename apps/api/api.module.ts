import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { auditEntities } from '../../libs/audit/index.js';
import { budgetsEntities } from '../../libs/budgets/index.js';
import { coreEntities, Database } from '../../libs/core/index.js';
import { drawingRightsEntities } from '../../libs/drawing-rights/index.js';
import { identityEntities } from '../../libs/identity/index.js';
import { ledgerEntities } from '../../libs/ledger/index.js';
import { paymentsEntities } from '../../libs/payments/index.js';
import { relationsEntities } from '../../libs/relations/index.js';
import { reportingEntities } from '../../libs/reporting/index.js';
import { tenancyEntities } from '../../libs/tenancy/index.js';
import { ApiDocument, DocsController } from './docs/docs.controller.js';
import { HealthController } from './health.controller.js';
import { AccessGuard, Door } from './kit/index.js';
import { BodiesController } from './resources/bodies.controller.js';
import { BudgetChangesController } from './resources/budget-changes.controller.js';
import { BudgetsController } from './resources/budgets.controller.js';
import { CommitmentsController } from './resources/commitments.controller.js';
import { CorrectionsController } from './resources/corrections.controller.js';
import { ClosingsController } from './resources/closings.controller.js';
import { ConversionsController } from './resources/conversions.controller.js';
import { CouncilBudgetsController } from './resources/council-budgets.controller.js';
import { CouncilReportsController } from './resources/council-reports.controller.js';
import { DecisionsController } from './resources/decisions.controller.js';
import { DrawsController } from './resources/draws.controller.js';
import { EntriesController } from './resources/entries.controller.js';
import { ImportsController } from './resources/imports.controller.js';
import { JobsController } from './resources/jobs.controller.js';
import { OpenDataController } from './resources/open-data.controller.js';
import { PaymentsController } from './resources/payments.controller.js';
import { PlacesController } from './resources/places.controller.js';
import { ReportsController } from './resources/reports.controller.js';
import { RightsController } from './resources/rights.controller.js';
import { SourcesController } from './resources/sources.controller.js';

/** The tables that the API touches through entities. */
export const apiEntities: EntityTarget<ObjectLiteral>[] = [
  ...coreEntities,
  ...tenancyEntities,
  ...auditEntities,
  ...identityEntities,
  ...ledgerEntities,
  ...budgetsEntities,
  ...relationsEntities,
  ...drawingRightsEntities,
  ...paymentsEntities,
  ...reportingEntities,
];

/** In the order in which the documentation shows them. */
const controllers = [
  DecisionsController,
  SourcesController,
  ConversionsController,
  CommitmentsController,
  BudgetsController,
  BudgetChangesController,
  CouncilBudgetsController,
  ClosingsController,
  BodiesController,
  ImportsController,
  RightsController,
  DrawsController,
  PaymentsController,
  PlacesController,
  EntriesController,
  CorrectionsController,
  ReportsController,
  CouncilReportsController,
  JobsController,
  OpenDataController,
  HealthController,
  DocsController,
];

/** The API: JSON for other systems over the domain libraries. */
@Module({})
export class ApiModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static with(database: Database): DynamicModule {
    const providers = [{ provide: Database, useValue: database }, Door, ApiDocument, { provide: APP_GUARD, useClass: AccessGuard }];
    return { module: ApiModule, controllers, providers };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.queue?.close();
    if (this.database.dataSource.isInitialized) await this.database.dataSource.destroy();
  }
}
