// The three applications as they run in production, each a process of its own.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { freePort } from '../../scripts/embedded-postgres.mjs';
import { root } from '../../scripts/steps.mjs';

/** What a shell has set for the product must not reach what is measured. */
const OURS = /^(DATABASE_|APP_|REDIS_|PUBLIC_URL$|PORT$|HOST$|DEMO$|LOG_LEVEL$|WORKER_|TRUSTED_|TEST_DATABASE_)/;
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));

/** Starts one application; a door is ready when it answers, the worker when it says so. */
export async function startApplication(name, appUrl) {
  const port = await freePort();
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const child = spawn(process.execPath, scripts[`start:${name}`].split(' ').slice(1), {
    cwd: root,
    env: {
      ...environment,
      NODE_ENV: 'production',
      APP_DATABASE_URL: appUrl,
      APP_SECRET: randomUUID(),
      PORT: String(port),
      LOG_LEVEL: name === 'worker' ? 'info' : 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output = (output + chunk).slice(-5_000)));
  const address = `http://127.0.0.1:${port}`;
  const isReady = () =>
    name === 'worker' ? /the worker listens/.test(output) : answers(`${address}${name === 'api' ? '/api/health' : '/'}`);
  for (let attempt = 0; !(await isReady()); attempt++) {
    if (child.exitCode !== null || attempt > 600) throw new Error(`apps/${name} did not start:\n${output}`);
    await sleep(100);
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    address,
    pid: child.pid,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

const answers = (address) =>
  fetch(address, { redirect: 'follow' }).then(
    (response) => response.status < 500,
    () => false,
  );

/** Megabytes of memory that a process holds, where the system tells. */
export function residentMegabytes(pid) {
  if (existsSync(`/proc/${pid}/status`)) return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) / 1024;
}

/** Draws per second over HTTP, each with an idempotency key of its own, on one of the rights and at one of the suppliers by chance. */
export async function drawOverHttp({ address, token, rights, suppliers }, { clients, seconds }) {
  const result = await autocannon({
    url: address,
    connections: clients,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/api/v1/draws',
        setupRequest: (request) => ({
          ...request,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify({
            drawingRightId: rights[Math.floor(Math.random() * rights.length)],
            supplierId: suppliers[Math.floor(Math.random() * suppliers.length)],
            amount: { amountCents: 1 + Math.floor(Math.random() * 100), currency: 'EUR' },
            purpose: 'Zand en klinkers',
          }),
        }),
      },
    ],
  });
  const { '2xx': drawn, non2xx, errors } = result;
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} draws were refused and ${errors} failed; ${drawn} succeeded`);
  return drawn / result.duration;
}

const LEFT_BEHIND = new Set(['.git', '.data', 'dist', 'node_modules']);

/** Seconds from `npm start` on a clone whose packages are installed, with nothing built and no database yet, to the first page; `say` hears what took how long. */
export async function firstPage(say) {
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-clone-'));
  const clone = join(folder, 'buurtkas');
  cpSync(root, clone, { recursive: true, filter: (path) => !LEFT_BEHIND.has(relative(root, path).split(sep)[0]) });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
  const port = await freePort();
  const started = performance.now();
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const child = spawn(npm[0], [...npm.slice(1), 'start'], {
    cwd: clone,
    env: { ...withoutNpm(environment), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output = (output + chunk).slice(-5_000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    while ((await status(`http://127.0.0.1:${port}/`)) !== 200) {
      if (child.exitCode !== null || performance.now() - started > 180_000) throw new Error(`npm start did not come up:\n${output}`);
      await sleep(50);
    }
    const seconds = (performance.now() - started) / 1000;
    for (const step of output.split('\n').filter((line) => / … .*\d s$/.test(line))) say(`  ${step}`);
    return seconds;
  } finally {
    if (child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
    // npm may be gone before what it started has stopped PostgreSQL.
    for (let attempt = 0; existsSync(join(clone, '.data', 'postgres', 'postmaster.pid')) && attempt < 100; attempt++) await sleep(100);
    rmSync(folder, { recursive: true, force: true });
  }
}

const status = (address) =>
  fetch(address, { redirect: 'follow' }).then(
    (response) => response.status,
    () => 0,
  );

/** `npm start` must not think that the npm that runs the bench is its own. */
function withoutNpm(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.toLowerCase().startsWith('npm_')));
}
