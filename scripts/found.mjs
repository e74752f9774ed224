// Programs the test lanes use when a machine has them.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './embedded-postgres.mjs';

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const onPath = (names) => names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)));

/** A Chromium or Chrome, or undefined. CHROMIUM_PATH goes first. */
export function findChromium() {
  const known = [
    process.env.CHROMIUM_PATH,
    ...onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return known.find((path) => path && isProgram(path));
}

/** redis-server, or undefined. */
export const findRedis = () => onPath(['redis-server', 'valkey-server']).find(isProgram);

/** The programs of an installed PostgreSQL 15 or later, the newest, or undefined. */
export function findPostgres() {
  const parents = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr'].filter(existsSync);
  const folders = parents.flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => /^(\d+|postgresql@\d+|pgsql-\d+)$/.test(name))
      .map((name) => join(parent, name, 'bin')),
  );
  const configured = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  const version = (bin) =>
    Number(/ (\d+)/.exec(spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? 0);
  return [...folders, configured]
    .filter((bin) => bin && ['initdb', 'pg_ctl', 'postgres'].every((name) => isProgram(join(bin, name))))
    .map((bin) => ({ bin, version: version(bin) }))
    .filter((found) => found.version >= 15)
    .sort((a, b) => b.version - a.version)[0]?.bin;
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end('PING\r\n'));
    socket.once('data', (reply) => resolve(/PONG/.test(reply.toString())));
    socket.once('error', () => resolve(false));
  });

/** A Redis that keeps nothing, gone however this process ends (but for kill -9). */
export async function temporaryRedis(program) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-redis-'));
  const server = spawn(
    program,
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
      ...['--maxmemory-policy', 'noeviction', '--loglevel', 'warning'],
    ],
    { stdio: 'ignore' },
  );
  const remove = () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  for (let attempt = 0; attempt < 100 && !(await answers(port)); attempt++) await sleep(50);
  if (!(await answers(port))) throw new Error(`${program} did not start`);
  return {
    url: `redis://127.0.0.1:${port}`,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}
