import { type DynamicModule, Global, Module, type OnApplicationShutdown, type Type } from '@nestjs/common';
import { Clock, Config, createDataSource, Database } from '../../libs/core/index.js';
import { auditEntities } from '../../libs/audit/index.js';
import { identityEntities } from '../../libs/identity/index.js';
import { relationsEntities } from '../../libs/relations/index.js';
import { tenancyEntities } from '../../libs/tenancy/index.js';
import { identityControllers } from './identity/index.js';
import { Pages } from './kit/index.js';

const entities = [...tenancyEntities, ...auditEntities, ...identityEntities, ...relationsEntities];

/** The controllers of every area, in the order of the addresses in docs/architecture.md. */
const controllers: Type[] = [...identityControllers];

/** The web door: server-rendered pages over the domain libraries. */
@Global()
@Module({})
export class WebModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static register(config: Config): DynamicModule {
    return {
      module: WebModule,
      controllers,
      providers: [
        { provide: Config, useValue: config },
        {
          provide: Database,
          useFactory: async () => {
            const dataSource = createDataSource(config.APP_DATABASE_URL, config.DATABASE_POOL, entities);
            return new Database(await dataSource.initialize(), new Clock());
          },
        },
        Pages,
      ],
      exports: [Config, Database, Pages],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.dataSource.destroy();
  }
}
