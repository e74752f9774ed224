import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { auditEntities } from '../libs/audit/index.js';
import { budgetsEntities } from '../libs/budgets/index.js';
import { createDataSource, Database, dayOf, StoppedClock } from '../libs/core/index.js';
import { drawingRightsEntities } from '../libs/drawing-rights/index.js';
import { createPerson, hashPassword, identityEntities } from '../libs/identity/index.js';
import { ledgerEntities } from '../libs/ledger/index.js';
import { paymentsEntities } from '../libs/payments/index.js';
import { relationsEntities } from '../libs/relations/index.js';
import { insertMunicipality, tenancyEntities } from '../libs/tenancy/index.js';
import { OWNER } from '../migrations/data-source.js';
import { deriveAppUrl } from '../migrations/run.js';
import { amersfoort } from './demo/amersfoort.js';
import { molenwaard } from './demo/molenwaard.js';
import { oss } from './demo/oss.js';
import { DEMO_PASSWORD, people } from './demo/people.js';
import type { DemoPerson, DemoTown } from './demo/types.js';
import { idOf } from './seed-frame.js';
import { firstDay, liveTown } from './seed-history.js';

/** The municipalities of the demo. */
export const demoTowns: readonly DemoTown[] = [amersfoort, molenwaard, oss];

const entities = [
  ...tenancyEntities,
  ...auditEntities,
  ...identityEntities,
  ...ledgerEntities,
  ...budgetsEntities,
  ...relationsEntities,
  ...drawingRightsEntities,
  ...paymentsEntities,
];

/** What the comment on the table of municipalities says, also to scripts/demo-database.mjs: whoever was stopped halfway is seen. */
const MAKING = 'demo data, being made';
const MADE = 'demo data';

/** Two launchers may seed one database; the second waits for the first and finds it done. */
const SEED_LOCK = 7_211_650_918;

/** Where to seed, and when it is. */
export interface SeedOptions {
  /** A user that may take on the role of the owner. */
  databaseUrl: string;
  /** The doors' address; by default the one that follows from the other. */
  appUrl?: string;
  /** The moment the history leads up to. */
  now?: Date;
  /** Which municipalities; by default all of the demo. */
  towns?: readonly DemoTown[];
  say?: (line: string) => void;
}

/**
 * Makes the municipalities of the demo with two years of history that end at `now`. Only the municipalities are inserted; all the
 * rest goes through the services, as the doors' role. Does nothing when there are municipalities.
 * @throws Error when an earlier attempt was stopped halfway: the database must be emptied first
 */
export async function seed({
  databaseUrl,
  appUrl = deriveAppUrl(databaseUrl),
  now = new Date(),
  towns = demoTowns,
  say = console.log,
}: SeedOptions): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl, options: `-c role=${OWNER}`, application_name: 'buurtkas seed' });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [SEED_LOCK]);
    const { rows } = await owner.query<{ comment: string | null; municipalities: boolean }>(
      `select obj_description('municipalities'::regclass, 'pg_class') as comment, exists (select from municipalities) as municipalities`,
    );
    if (rows[0]?.municipalities) {
      if (rows[0].comment === MAKING)
        throw new Error('This database holds demo data that was not finished. Begin again with: npm start -- --reset');
      return say('There are municipalities already; no demo data was added.');
    }
    await mark(owner, MAKING);
    await makeTowns({ owner, appUrl, now, towns, say });
    await mark(owner, MADE);
  } finally {
    await owner.end();
  }
}

const mark = (owner: pg.Client, words: string) => owner.query(`comment on table municipalities is ${owner.escapeLiteral(words)}`);

async function makeTowns({
  owner,
  appUrl,
  now,
  towns,
  say,
}: Required<Omit<SeedOptions, 'databaseUrl'>> & { owner: pg.Client }): Promise<void> {
  const dataSource = await createDataSource(appUrl, towns.length, entities).initialize();
  try {
    const clock = new StoppedClock(now);
    clock.set(firstDay(dayOf(now)));
    const database = new Database(dataSource, clock);
    // First of all: whoever finds them without the mark of completion knows that this was stopped halfway.
    const ids = new Map<string, string>();
    for (const { slug, name, cbsCode, theme } of towns) {
      const municipality = { slug, name, cbsCode, theme, fictional: true, createdAt: clock.now() };
      ids.set(slug, await insertMunicipality((sql, parameters) => owner.query(sql, parameters), municipality));
    }
    const known = await addPeople(database);
    let analysed: Promise<unknown> = Promise.resolve();
    await Promise.all(
      towns.map(async (town) => {
        const draws = await liveTown(database, idOf(ids, town.slug), town, known, now);
        say(`${town.name}: ${town.initiatives.length} initiatives, ${town.rights.length} rights a year, ${draws} draws`);
        // Empty tables were all the planner knew of; this helps the towns that are not done yet, and the first pages.
        analysed = analysed.then(() => owner.query('analyze accounts, transfers, draws, drawing_rights, payables'));
      }),
    );
    await analysed;
  } finally {
    await dataSource.destroy();
  }
}

/** Adds everybody with one password, hashed once: hashing takes its time on purpose. */
async function addPeople(database: Database): Promise<(DemoPerson & { id: string })[]> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return database.shared(async (tx) => {
    const known: (DemoPerson & { id: string })[] = [];
    for (const person of people) known.push({ ...person, id: (await createPerson(tx, person)).id });
    await tx.rows('update people set password_hash = $1 where id = any ($2)', [passwordHash, known.map(({ id }) => id)]);
    return known;
  });
}

async function main(): Promise<void> {
  const { DATABASE_URL, APP_DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error('DATABASE_URL: expected a postgresql:// address of a user that may take on the role buurtkas_owner');
  const started = performance.now();
  await seed({ databaseUrl: DATABASE_URL, ...(APP_DATABASE_URL ? { appUrl: APP_DATABASE_URL } : {}) });
  console.log(`The demo data took ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: Error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
