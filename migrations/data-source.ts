import { DataSource } from 'typeorm';
import { migrations } from './index.js';

/** The role that owns every table; nobody logs in as it. */
export const OWNER = 'buurtkas_owner';

/** The data source of the migrations: whoever logs in, what they make belongs to the owner. */
export function migrationSource(databaseUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    migrations,
    installExtensions: false,
    poolSize: 2,
    extra: { options: `-c role=${OWNER}`, application_name: 'buurtkas migrations' },
  });
}
