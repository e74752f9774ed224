// `npm test`: the specs on a real PostgreSQL, then again where this machine has a browser, Redis or a second PostgreSQL.
// `npm test -- libs/ledger` passes what follows to Jest; `--only=main|browser|redis|postgres` runs one lane.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenNpmEnds } from './parent.mjs';
import { fail, prepare, root } from './steps.mjs';

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const forJest = process.argv.slice(2).filter((argument) => !argument.startsWith('--only='));
const total = { passed: 0, failed: 0, skipped: 0 };
let jest;

/** A lane answers what its specs run on, or the reason why it cannot run here; `patterns` are the specs it runs. */
const lanes = {
  main: { patterns: [], open: async () => ({ env: {}, on: 'PostgreSQL and its queue' }) },
  browser: {
    patterns: ['test/browser/'],
    open: async ({ findChromium }) => {
      const path = findChromium();
      return path ? { env: { CHROMIUM_PATH: path }, on: path } : { missing: 'no Chromium was found; set CHROMIUM_PATH to one' };
    },
  },
  redis: {
    patterns: ['test/jobs/'],
    open: async ({ findRedis, temporaryRedis }) => {
      const program = findRedis();
      if (!program) return { missing: 'no redis-server was found' };
      const redis = await temporaryRedis(program);
      return { env: { REDIS_URL: redis.url }, on: program, close: redis.remove };
    },
  },
  postgres: {
    patterns: ['libs/', 'test/scenarios/', 'test/architecture/'],
    open: async ({ findPostgres }) => {
      const bin = findPostgres();
      if (!bin) return { missing: 'no installed PostgreSQL 15 or later was found' };
      const server = await (await import('./temporary-database.mjs')).temporaryPostgres(bin);
      return { env: { TEST_DATABASE_URL: server.url }, on: bin, close: server.remove };
    },
  },
};

/** Runs Jest and adds what it counted. A spec file that does not load counts as one failure. */
async function runJest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-jest-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const report = join(folder, 'report.json');
  const command = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--maxWorkers=2', '--json', `--outputFile=${report}`, ...args];
  jest = spawn(process.execPath, command, {
    cwd: root,
    env: { ...env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => jest.once('close', resolve));
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  total.passed += counted?.numPassedTests ?? 0;
  total.skipped += (counted?.numPendingTests ?? 0) + (counted?.numTodoTests ?? 0);
  const failed = (counted?.numFailedTests ?? 0) + (counted?.numRuntimeErrorTestSuites ?? 0);
  total.failed += failed === 0 && code !== 0 ? 1 : failed;
}

async function runLane(name, environment) {
  const { patterns, open } = lanes[name];
  const { missing, on, env, close } = await open(await import('./found.mjs'));
  if (missing) {
    console.log(`\n== ${name}: skipped, ${missing}`);
    total.skipped++;
    return;
  }
  console.log(`\n== ${name}: ${on}`);
  try {
    await runJest([...patterns, ...forJest], { ...environment, ...env });
  } finally {
    close?.();
  }
}

function watchForTheEnd() {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    jest?.kill('SIGTERM');
    process.exit(130); // The servers go in their exit handlers.
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  whenNpmEnds(end);
}

async function main() {
  if (only && !lanes[only]) throw new Error(`There is no lane ${only}. The lanes: ${Object.keys(lanes).join(', ')}.`);
  watchForTheEnd();
  await prepare();
  // What a shell has set for the product must not reach its specs.
  const ours = new Set([
    'DATABASE_URL',
    'APP_DATABASE_URL',
    'REDIS_URL',
    'APP_SECRET',
    'PORT',
    'HOST',
    'DEMO',
    'PUBLIC_URL',
    'CHROMIUM_PATH',
  ]);
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.has(name)));
  if (!environment.TEST_DATABASE_URL && only !== 'postgres') {
    environment.TEST_DATABASE_URL = (await (await import('./temporary-database.mjs')).temporaryPostgres()).url;
  }
  const named = forJest.some((argument) => !argument.startsWith('-'));
  for (const name of only ? [only] : named ? ['main'] : Object.keys(lanes)) await runLane(name, environment);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

main().catch((error) => {
  fail(error);
  process.exit(1);
});
