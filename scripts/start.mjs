// `npm start`: everything from a bare clone to a page in the browser. `npm start -- --reset` begins with an empty database;
// `npm start -- --at 2027-01-02` tries out a later day.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whenNpmEnds } from './parent.mjs';
import { fail, prepare, root, step } from './steps.mjs';

const data = join(root, '.data');
const load = (path) => import(pathToFileURL(join(root, path)).href);
const closers = [];
let closing;

/** Stops the doors first, then PostgreSQL. Whoever calls it again waits for the same end. */
function close(code) {
  closing ??= (async () => {
    for (const closer of closers.reverse()) await closer().catch(fail);
    process.exit(code);
  })();
  return closing;
}

function watchForTheEnd() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void close(0));
  whenNpmEnds(() => void close(0));
}

function readOptions() {
  const given = process.argv.slice(2);
  const at = given.indexOf('--at');
  const day = at < 0 ? undefined : given.splice(at, 2)[1];
  if (at >= 0 && !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) throw new Error('Which day is it? For example: npm start -- --at 2027-01-02');
  const unknown = given.find((option) => option !== '--reset');
  if (unknown) throw new Error(`Unknown option ${unknown}. There are two: npm start -- --reset, and npm start -- --at 2027-01-02`);
  return { reset: given.includes('--reset'), day };
}

/** The secret that signs cookies: made once and kept, so that a restart logs nobody out. */
function keptSecret() {
  const file = join(data, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** What the doors get: the environment, and for a machine of one's own what is not set there. */
async function readEnvironment() {
  mkdirSync(data, { recursive: true, mode: 0o755 });
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const { loadConfig } = await load('dist/libs/core/config.js');
  const { deriveAppUrl } = await load('dist/migrations/run.js');
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL)) {
    throw new Error('The configuration is not right:\n  DATABASE_URL: expected a postgresql:// address of a user that may create roles');
  }
  if (env.APP_DATABASE_URL && !env.DATABASE_URL) {
    throw new Error('The configuration is not right:\n  APP_DATABASE_URL: expected together with DATABASE_URL, or not at all');
  }
  const secret = env.APP_SECRET ?? keptSecret();
  const appUrl = env.APP_DATABASE_URL ?? deriveAppUrl(env.DATABASE_URL ?? 'postgresql://localhost/buurtkas');
  const config = loadConfig({ ...env, APP_SECRET: secret, APP_DATABASE_URL: appUrl });
  return { ...env, APP_SECRET: secret, LOG_LEVEL: env.LOG_LEVEL ?? 'warn', PORT: String(config.PORT), HOST: config.HOST };
}

/** @throws Error when nothing listens where REDIS_URL points; otherwise the doors would wait for it in vain */
async function assertRedis(address) {
  if (!address) return;
  const { hostname, port } = new URL(address);
  await new Promise((resolve, reject) => {
    const refuse = (reason) => reject(new Error(`REDIS_URL: expected a Redis that answers at ${hostname}:${port || 6379}, but: ${reason}`));
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 6379, timeout: 5_000 });
    socket.once('connect', () => resolve(socket.destroy()));
    socket.once('timeout', () => {
      refuse('no answer within 5 seconds');
      socket.destroy();
    });
    socket.once('error', (error) => refuse(error.message || error.code));
  });
}

async function openDatabase(env, reset) {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const { startPostgres, removePostgres } = await load('scripts/embedded-postgres.mjs');
  const dataDir = join(data, 'postgres');
  if (reset) await step('Taking the old database away', () => removePostgres(dataDir));
  const starting = startPostgres({ dataDir });
  closers.push(async () => (await starting).stop());
  await step('Starting PostgreSQL', async () => {
    const { reused, created, port } = await starting;
    return `${reused ? 'it ran already' : created ? 'new' : 'started'} on port ${port}`;
  });
  return (await starting).url;
}

/** Waits for a program of ours; it stops when we stop. */
function run(file, env) {
  const child = spawn(process.execPath, [join(root, file)], { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  closers.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  });
  return { child, ended };
}

/** Migrates, and fills a new database with the demo municipalities. Answers whether it holds the demo. */
async function fillDatabase(env, reset) {
  const demo = await load('scripts/demo-database.mjs');
  const { migrate } = await load('dist/migrations/run.js');
  await demo.assertReachable(env.DATABASE_URL);
  if (reset && process.env.DATABASE_URL) await step('Emptying the database', () => demo.empty(env.DATABASE_URL));
  if (await demo.isHalfMade(env.DATABASE_URL)) await step('Clearing demo data that was not finished', () => demo.empty(env.DATABASE_URL));
  await step('Migrating', async () => {
    env.APP_DATABASE_URL = (await migrate(env.DATABASE_URL, env.APP_DATABASE_URL)).appUrl;
  });
  if (!(await demo.isEmpty(env.DATABASE_URL))) return demo.isDemo(env.DATABASE_URL);
  await step('Making two years of demo data', () =>
    demo.make(env.DATABASE_URL, async () => {
      const result = await run('dist/launcher/seed.js', env).ended;
      if (closing) await closing; // Never answers: the process ends.
      if (result !== 0) throw new Error('The demo data could not be made; the reason is above.');
    }),
  );
  return true;
}

/** Starts the three doors on one port; another port when somebody takes ours in between. */
async function openDoors(env) {
  const { freePort } = await load('scripts/embedded-postgres.mjs');
  for (let attempt = 1; ; attempt++) {
    if (closing) await closing;
    const port = await freePort(Number(env.PORT), env.HOST);
    const host = ['0.0.0.0', '::', '127.0.0.1'].includes(env.HOST) ? 'localhost' : env.HOST;
    const url = env.PUBLIC_URL ?? `http://${host}:${port}`;
    const { child, ended } = run('dist/launcher/all-in-one.js', { ...env, PORT: String(port), PUBLIC_URL: url });
    const ready = new Promise((resolve) => child.once('message', resolve));
    const result = await Promise.race([ready, ended]);
    if (result === 'ready') return { url: `http://${host}:${port}`, port, ended };
    if (result !== 'port-taken' || attempt === 3) throw new Error('Buurtkas did not start; the reason is above.');
    await ended;
  }
}

async function main() {
  const started = performance.now();
  const { reset, day } = readOptions();
  watchForTheEnd();
  await prepare();
  const env = await readEnvironment();
  await assertRedis(env.REDIS_URL);
  env.DATABASE_URL = await openDatabase(env, reset);
  const isDemo = await fillDatabase(env, reset);
  env.DEMO ??= String(isDemo);
  if (day) env.DEMO_DAY = day;
  let doors;
  await step('Opening the doors', async () => {
    doors = await openDoors(env);
    return doors.port === Number(env.PORT) ? undefined : `port ${env.PORT} is taken, so on port ${doors.port}`;
  });
  console.log(`\nBuurtkas runs on ${doors.url} (${((performance.now() - started) / 1000).toFixed(1)} s in all). Ctrl-C stops it.`);
  if (env.DEMO === 'true') console.log(await (await load('scripts/demo-database.mjs')).rolesToTry(env.DATABASE_URL, doors.url));
  const code = await doors.ended;
  if (!closing) throw new Error(`Buurtkas stopped by itself (${code}); the reason is above.`);
}

main().catch(async (error) => {
  if (!closing) fail(error);
  await close(1);
});
