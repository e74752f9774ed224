import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Clock, createDataSource, Database, newId } from '../../libs/core/index.js';
import { deriveAppUrl } from '../../migrations/run.js';

/** A database of one spec file's own. */
export interface TestDatabase {
  /** As the doors have it: connected as buurtkas_app, under row-level security. */
  database: Database;
  /** The superuser, past every policy; to arrange, to look, and to plant what guards must find. */
  owner: pg.Pool;
  /** The doors' address, for an application under test. */
  appUrl: string;
  /** The superuser's address. */
  ownerUrl: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Copies the migrated template into a fresh database. Call it in `beforeAll` and its `close` in `afterAll`. */
export async function testDatabase(
  options: { entities?: EntityTarget<ObjectLiteral>[]; clock?: Clock; pool?: number } = {},
): Promise<TestDatabase> {
  const template = new URL(templateUrl());
  const name = `buurtkas_spec_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name} template ${template.pathname.slice(1)}`));
  const ownerUrl = new URL(template);
  ownerUrl.pathname = `/${name}`;
  const appUrl = deriveAppUrl(ownerUrl.href);
  const owner = new pg.Pool({ connectionString: ownerUrl.href, max: 4 });
  owner.on('error', () => undefined);
  const source = await createDataSource(appUrl, options.pool ?? 8, options.entities ?? []).initialize();
  return {
    database: new Database(source, options.clock ?? new Clock()),
    owner,
    appUrl,
    ownerUrl: ownerUrl.href,
    close: async () => {
      await source.destroy();
      await owner.end();
      await asAdmin((admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

/** Plants a municipality, and answers its id. A slug is made up when none is given. */
export async function createMunicipality(
  owner: pg.Pool,
  { id = newId(), slug = `gemeente-${id.slice(-12)}`, name = 'Voorbeeldstad' }: { id?: string; slug?: string; name?: string } = {},
): Promise<string> {
  await owner.query('insert into municipalities (id, slug, name, fictional, created_at) values ($1, $2, $3, true, now())', [
    id,
    slug,
    name,
  ]);
  return id;
}

function templateUrl(): string {
  const url = process.env.BUURTKAS_TEST_TEMPLATE;
  if (!url) throw new Error('run the specs through Jest: test/setup/global.mjs makes the database');
  return url;
}

/** Copying needs a connection elsewhere than in the template. */
async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const url = new URL(templateUrl());
  url.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
