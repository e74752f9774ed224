import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { removePostgres, startPostgres } from './embedded-postgres.mjs';
import { root } from './steps.mjs';

/**
 * A PostgreSQL in a temporary folder that goes away however this process ends (but for kill -9).
 * @param bin the programs of an installation; the embedded ones when absent
 */
export async function temporaryPostgres(bin) {
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-test-'));
  const dataDir = join(folder, 'postgres');
  const remove = () => {
    removePostgres(dataDir, bin);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const { url } = await startPostgres({ dataDir, bin, durable: false });
  return {
    url,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}

/** Lends a migrated database to `work`: on the server of TEST_DATABASE_URL, otherwise on one of its own. */
export async function withMigratedDatabase(work) {
  const own = process.env.TEST_DATABASE_URL ? undefined : await temporaryPostgres();
  const url = new URL(own?.url ?? process.env.TEST_DATABASE_URL);
  const name = `buurtkas_check_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    url.pathname = `/${name}`;
    const { migrate } = await import(pathToFileURL(join(root, 'dist', 'migrations', 'run.js')).href);
    await migrate(url.href);
    return await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    own?.remove();
  }
}
