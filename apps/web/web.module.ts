import { type DynamicModule, Global, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { auditEntities } from '../../libs/audit/index.js';
import { budgetsEntities } from '../../libs/budgets/index.js';
import { clockOf, Config, coreEntities, createDataSource, createJobQueue, Database, type Logger } from '../../libs/core/index.js';
import { drawingRightsEntities } from '../../libs/drawing-rights/index.js';
import { identityEntities } from '../../libs/identity/index.js';
import { ledgerEntities } from '../../libs/ledger/index.js';
import { paymentsEntities } from '../../libs/payments/index.js';
import { relationsEntities } from '../../libs/relations/index.js';
import { reportingEntities } from '../../libs/reporting/index.js';
import { tenancyEntities } from '../../libs/tenancy/index.js';
import { councilControllers } from './council/index.js';
import { entriesControllers } from './entries/index.js';
import { financeControllers } from './finance/index.js';
import { identityControllers } from './identity/index.js';
import { initiativeControllers } from './initiative/index.js';
import { Pages } from './kit/index.js';
import { bodyControllers } from './neighbourhood-body/index.js';
import { publicControllers } from './public/index.js';
import { supplierControllers } from './supplier/index.js';

const entities = [
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

/** The controllers of every area. */
const controllers: Type[] = [
  ...identityControllers,
  ...financeControllers,
  ...initiativeControllers,
  ...supplierControllers,
  ...bodyControllers,
  ...councilControllers,
  ...entriesControllers,
  ...publicControllers,
];

/** The web door: server-rendered pages over the domain libraries. */
@Global()
@Module({})
export class WebModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static register(config: Config, log: Logger): DynamicModule {
    const openDatabase = async () => {
      const dataSource = await createDataSource(config.APP_DATABASE_URL, config.DATABASE_POOL, entities).initialize();
      return new Database(dataSource, clockOf(config), await createJobQueue(config, log));
    };
    return {
      module: WebModule,
      controllers,
      providers: [{ provide: Config, useValue: config }, { provide: Database, useFactory: openDatabase }, Pages],
      exports: [Config, Database, Pages],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.queue?.close();
    await this.database.dataSource.destroy();
  }
}
