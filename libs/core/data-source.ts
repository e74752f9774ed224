import { DataSource, DefaultNamingStrategy, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { coreEntities } from './job.entity.js';

/** Columns are snake_case; entities keep camelCase. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string): string {
    return customName || propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** The pool of a door, which knows these entities and those of core. Timeouts are limits of the database itself, so that no statement or lock outlives its request. */
export function createDataSource(url: string, pool: number, entities: EntityTarget<ObjectLiteral>[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...new Set([...coreEntities, ...entities])] as never[],
    namingStrategy: new SnakeNaming(),
    poolSize: pool,
    installExtensions: false,
    extra: {
      ...{ statement_timeout: 60_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000, application_name: 'buurtkas' },
      // A statement is sent without waiting for the answer to the one before.
      pipeline: true,
    },
  });
}
