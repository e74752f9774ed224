import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { migrationSource, OWNER } from './data-source.js';

/** The role the doors log in as: owns nothing, and row-level security holds for it. */
const APP = 'buurtkas_app';

/** The oldest PostgreSQL the migrations are written for. */
const OLDEST = 15;

/** Two launchers may migrate one database; the second waits for the first. */
const MIGRATION_LOCK = 7_211_650_917;

/**
 * Brings a database up to date: the two roles, the tables, the tables of the queue. Running it again changes nothing.
 * @param databaseUrl address of a superuser, or of a user with CREATEROLE that owns the database
 * @param appUrl the doors' own address when it is set apart, for instance through a pooler; its password becomes the role's
 * @returns the address for the doors
 */
export async function migrate(databaseUrl: string, appUrl: string = deriveAppUrl(databaseUrl)): Promise<{ appUrl: string }> {
  const admin = new pg.Client({ connectionString: databaseUrl, application_name: 'buurtkas migrations' });
  await admin.connect();
  try {
    await assertVersion(admin);
    await admin.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await makeRoles(admin, decodeURIComponent(new URL(appUrl).password));
    await migrateTables(databaseUrl);
    await migrateQueue(databaseUrl);
  } finally {
    await admin.end();
  }
  return { appUrl };
}

/** The doors' address on the same server: another user, with a password that follows from, but does not give away, the owner's. */
export function deriveAppUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = createHash('sha256')
    .update(`${APP}:${decodeURIComponent(url.password)}`)
    .digest('hex')
    .slice(0, 32);
  url.username = APP;
  return url.href;
}

async function assertVersion(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ version: string }>(`select current_setting('server_version') as version`);
  const version = rows[0]!.version;
  if (parseInt(version, 10) < OLDEST) throw new Error(`DATABASE_URL: expected PostgreSQL ${OLDEST} or later; this is ${version}`);
}

async function makeRoles(admin: pg.Client, password: string): Promise<void> {
  const database = admin.escapeIdentifier((await admin.query<{ name: string }>('select current_database() as name')).rows[0]!.name);
  // Roles belong to the whole server, so databases that are made at the same time get in each other's way here.
  await retried(async () => {
    await makeRole(admin, OWNER, 'nologin');
    await makeRole(admin, APP, 'login');
    await setUpDoorRole(admin, password);
    await admin.query(`
      do $$ begin
        if not pg_has_role(current_user, '${OWNER}', 'member') then execute 'grant ${OWNER} to ' || quote_ident(current_user); end if;
      end $$`);
  });
  await retried(async () => {
    await admin.query(`grant create, connect on database ${database} to ${OWNER}`);
    await admin.query(`grant connect on database ${database} to ${APP}`);
    await admin.query(`grant usage, create on schema public to ${OWNER}`);
    await admin.query(`grant usage on schema public to ${APP}`);
    await admin.query('revoke create on schema public from public');
  });
}

async function makeRole(admin: pg.Client, name: string, login: 'login' | 'nologin'): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  if (!rowCount) await admin.query(`create role ${name} ${login}`);
}

/** Limits of the database itself, whatever a pooler leaves out of what a door asks for. */
const LIMITS = {
  ...{ statement_timeout: '60s', lock_timeout: '10s', idle_in_transaction_session_timeout: '60s' },
  // Compiling a statement took far longer than running it, for every statement of the product that is large enough to be compiled.
  jit: 'off',
};

/** Whoever did not make the role may not touch it; then its password and its limits are the administrator's business. */
async function setUpDoorRole(admin: pg.Client, password: string): Promise<void> {
  const settings = Object.entries(LIMITS).map(([name, value]) => `set ${name} = '${value}'`);
  if (password) settings.push(`password ${admin.escapeLiteral(password)}`);
  for (const setting of settings) {
    await admin.query(`alter role ${APP} ${setting}`).catch((error: { code?: string }) => {
      if (error.code !== '42501') throw error;
    });
  }
}

async function migrateTables(databaseUrl: string): Promise<void> {
  const source = await migrationSource(databaseUrl).initialize();
  try {
    await source.runMigrations({ transaction: 'all' });
  } finally {
    await source.destroy();
  }
}

/** BullMQ keeps its jobs in a schema of its own when there is no Redis. They hold ids of rows, nothing else. */
async function migrateQueue(databaseUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl, options: `-c role=${OWNER}` });
  await owner.connect();
  try {
    await runMigrations(owner);
    await owner.query(`grant usage on schema bullmq to ${APP}`);
    await owner.query(`grant select, insert, update, delete on all tables in schema bullmq to ${APP}`);
    await owner.query(`grant usage on all sequences in schema bullmq to ${APP}`);
  } finally {
    await owner.end();
  }
}

/** Codes of a role or a grant that somebody else touched at the same moment. */
const RACES = new Set(['XX000', '23505', '42710']);

async function retried(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 10 || !RACES.has((error as { code?: string }).code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
    }
  }
}

async function main(): Promise<void> {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL: expected a postgresql:// address of a user that may create roles');
  await migrate(databaseUrl, process.env.APP_DATABASE_URL || undefined);
  console.log('The database is up to date.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
