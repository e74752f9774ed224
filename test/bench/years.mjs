// The turn of the year in every municipality of the country: the next year is released and the last one closed, by the jobs that do so.
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/steps.mjs';
import { residentMegabytes } from './doors.mjs';

const MUNICIPALITIES = 342;
const BUDGETS = 3_400;
const RIGHTS_PER_BUDGET = 3;

const load = (path) => import(pathToFileURL(join(root, path)).href);

/** A municipality with so many budgets of four years and two sources, of which a third is granted and a part of that is drawn. */
async function makeTown({ database, owner, town: { buildTown, draw, giveBudget, giveRight } }, budgets) {
  const town = await buildTown(
    { database, owner },
    Array.from({ length: budgets }, (_, index) => `Wijk ${index + 1}`),
  );
  const year = database.clock.today().slice(0, 4);
  for (const { id: neighbourhoodId } of town.neighbourhoods) {
    const budgetId = await giveBudget(town, { neighbourhoodIds: [neighbourhoodId] });
    const term = { neighbourhoodId, validFrom: `${year}-01-01`, validTo: `${Number(year) + 1}-12-31` };
    for (let count = 0; count < RIGHTS_PER_BUDGET; count++) await draw(town, await giveRight(town, budgetId, term), 1_000 + count);
  }
  return town.municipalityId;
}

/** In SQL: the id that an id becomes in the copy `k`, of the form that ids have. */
const copyOf = (id) => `overlay(overlay(md5(${id}::text || k) placing '5' from 13) placing '8' from 17)::uuid`;

/** Copies every row of a municipality so many times: each of its ids becomes another one, the same wherever it stands. People stay who they are. */
async function copyTown(client, municipalityId, copies) {
  const { rows: tables } = await client.query(`
    select c.relname as name, array_agg(a.attname::text) as columns,
           array_agg(a.atttypid = 'uuid'::regtype and not exists (
             select from pg_constraint f where f.conrelid = c.oid and f.confrelid = 'people'::regclass and a.attnum = any (f.conkey))) as ids
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and exists (select from pg_attribute m where m.attrelid = c.oid and m.attname = 'municipality_id')
     group by c.relname`);
  await client.query(
    `insert into municipalities (id, slug, name, fictional, created_at)
     select ${copyOf('id')}, slug || '-' || k, name, fictional, created_at from municipalities cross join generate_series(1, $2::int) k where id = $1`,
    [municipalityId, copies],
  );
  for (const { name, columns, ids } of tables) {
    const values = columns.map((column, index) => (ids[index] ? copyOf(`x."${column}"`) : `x."${column}"`));
    await client.query(
      `insert into "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
       select ${values.join(', ')} from "${name}" x cross join generate_series(1, $2::int) k where x.municipality_id = $1`,
      [municipalityId, copies],
    );
  }
}

/** Makes the municipalities; their budgets differ by one at most. */
async function makeCountry(world) {
  const least = Math.floor(BUDGETS / MUNICIPALITIES);
  const larger = BUDGETS - least * MUNICIPALITIES;
  const client = await world.owner.connect();
  try {
    // The rows are right already; looking at each of their references takes longer than all the rest.
    await client.query('set session_replication_role = replica');
    await copyTown(client, await makeTown(world, least + 1), larger - 1);
    await copyTown(client, await makeTown(world, least), MUNICIPALITIES - larger - 1);
    await client.query('vacuum analyze');
    const { rows } = await client.query(`select municipality_id as id from instalments group by municipality_id order by municipality_id`);
    const made = await client.query('select count(*)::int as budgets from neighbourhood_budgets');
    if (rows.length !== MUNICIPALITIES || made.rows[0].budgets !== BUDGETS)
      throw new Error(`there are ${rows.length} municipalities with ${made.rows[0].budgets} budgets`);
    return rows.map(({ id }) => id);
  } finally {
    client.release();
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Runs one job per municipality, as many at once as a worker does. @returns seconds, and by how many megabytes memory grew after the first tenth */
async function everywhere({ municipalities, database, runner, concurrency }, request) {
  const left = [...municipalities];
  const tenth = left.length - Math.round(left.length / 10);
  let before;
  const worker = async () => {
    for (let municipalityId = left.pop(); municipalityId; municipalityId = left.pop()) {
      const { id, name } = await database.transaction(municipalityId, request);
      await runner.run({ municipalityId, id, name, dueAt: database.clock.now() });
      const job = await database.transaction(municipalityId, (tx) =>
        tx.row('select state, error from jobs where municipality_id = $1 and id = $2', [tx.municipalityId, id]),
      );
      if (job.state !== 'done') throw new Error(`the job ${name} is ${job.state}: ${job.error?.en}`);
      if (before === undefined && left.length <= tenth) {
        collectGarbage();
        before = residentMegabytes(process.pid);
      }
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  const seconds = (performance.now() - started) / 1000;
  collectGarbage();
  return { seconds, growth: residentMegabytes(process.pid) - before };
}

/**
 * Releases the next year in every municipality, and closes the one before.
 * @returns of `release-year` and `close-year` the seconds, and by how many megabytes memory grew meanwhile
 */
export async function turnOfTheYear(world, say) {
  const core = await load('dist/libs/core/index.js');
  const budgets = await load('dist/libs/budgets/index.js');
  const { JobRunner } = await load('dist/apps/worker/job-runner.js');
  const { ReleaseYearHandler } = await load('dist/apps/worker/handlers/release-year.handler.js');
  const { CloseYearHandler } = await load('dist/apps/worker/handlers/close-year.handler.js');
  const began = performance.now();
  const municipalities = await makeCountry(world);
  say(`  ${MUNICIPALITIES} municipalities with ${BUDGETS} budgets were made in ${Math.round((performance.now() - began) / 1000)} s`);

  const year = Number(world.database.clock.today().slice(0, 4));
  const clock = new core.StoppedClock(new Date());
  clock.set(`${year + 1}-01-01`);
  const database = new core.Database(world.database.dataSource, clock);
  const handled = [
    [budgets.releaseYearJob, new ReleaseYearHandler()],
    [budgets.closeYearJob, new CloseYearHandler()],
  ].map(([definition, handler]) => [definition.name, { definition, handler }]);
  const runner = new JobRunner(database, new Map(handled), core.createLog('silent', 'worker'));
  const { WORKER_CONCURRENCY: concurrency } = new core.Config();
  const country = { municipalities, database, runner, concurrency };

  const released = await everywhere(country, async (tx) => {
    const { name } = budgets.releaseYearJob;
    return { name, id: await core.requestJob(tx, budgets.releaseYearJob, { key: tx.today, payload: { year: year + 1 } }) };
  });
  const closed = await everywhere(country, async (tx) => ({
    name: budgets.closeYearJob.name,
    id: (await budgets.requestClosing(tx, year)).jobId,
  }));
  const { rows } = await world.owner.query(
    `select (select count(*) from budget_closings)::int as closings,
            (select count(*) from instalments where fiscal_year = $1 + 1 and status = 'adopted')::int as instalments,
            (select sum(credits_posted - debits_posted) from accounts where kind like 'available%' and fiscal_year = $1)::text as free`,
    [year],
  );
  const [{ closings, instalments, free }] = rows;
  if (closings !== BUDGETS || instalments !== 2 * BUDGETS || free !== '0')
    throw new Error(`${closings} budgets were closed, ${instalments} instalments released, and ${free} cents are left`);
  return { 'release-year': released, 'close-year': closed };
}
