// Before all specs: one PostgreSQL, and one migrated database in it that each spec file gets a copy of.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');
const load = (path) => import(pathToFileURL(join(root, path)).href);

/** A PostgreSQL of our own in a temporary folder, taken away however this process ends. */
async function ownPostgres() {
  const { startPostgres, removePostgres } = await load('scripts/embedded-postgres.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-test-'));
  const remove = () => {
    removePostgres(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  return (await startPostgres({ dataDir: join(folder, 'postgres'), durable: false })).url;
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
