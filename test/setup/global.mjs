// Before all specs: one PostgreSQL, and one migrated database in it that each spec file gets a copy of.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const load = (path) => import(pathToFileURL(join(root, path)).href);

/** A PostgreSQL of our own in a temporary folder, taken away however this process ends. */
async function ownPostgres() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
  return (await (await load('scripts/temporary-database.mjs')).temporaryPostgres()).url;
}

export default async function setup() {
  await (await load('scripts/build.mjs')).build();
  const url = new URL(process.env.TEST_DATABASE_URL || (await ownPostgres()));
  const { default: pg } = await import('pg');
  const template = `buurtkas_template_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database ${template}`);
  url.pathname = `/${template}`;
  await (await load('dist/migrations/run.js')).migrate(url.href);
  process.env.BUURTKAS_TEST_TEMPLATE = url.href;
  globalThis.dropTemplate = async () => {
    await admin.query(`drop database ${template} with (force)`);
    await admin.end();
  };
}
