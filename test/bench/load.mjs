// Drives one database with short transactions: by pgbench where it is installed, otherwise by an equivalent in Node.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';

/**
 * A transaction as both drivers understand it: `statements` may hold `:name` for each of `variables`, a whole number
 * drawn anew for every transaction from the two bounds. `inOneTrip` sends them together, without waiting for an answer in between.
 * @typedef {{ variables: Record<string, [number, number]>, statements: string[], inOneTrip?: boolean }} Transaction
 */

/** pgbench of this installation or of the path, or undefined. */
export function findPgbench(bin) {
  const folders = [bin, ...(process.env.PATH ?? '').split(delimiter)].filter(Boolean);
  return folders.map((folder) => join(folder, 'pgbench')).find((program) => spawnSync(program, ['--version']).status === 0);
}

/** @returns `tool`, in words, and `run`, which answers transactions per second. */
export function openLoad(bin) {
  const pgbench = findPgbench(bin);
  if (!pgbench) return { tool: 'a built-in equivalent of pgbench (no pgbench was found)', run: runInNode };
  const version = spawnSync(pgbench, ['--version'], { encoding: 'utf8' }).stdout.trim().replace('(PostgreSQL)', '').replace(/\s+/g, ' ');
  return {
    tool: `${version.split(' (')[0].trim()} -M prepared`,
    run: (url, transaction, options) => runPgbench(pgbench, url, transaction, options),
  };
}

/** The tables that pgbench -i makes, and what its -N does to them in one transaction. */
export const simpleUpdate = {
  async prepare(owner, scale) {
    await owner.query(`
      create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
      create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
      insert into pgbench_accounts select i, (i - 1) / 100000 + 1, 0, '' from generate_series(1, ${scale} * 100000) i;`);
    await owner.query('vacuum analyze pgbench_accounts');
  },
  of: (scale) => ({
    variables: { aid: [1, scale * 100_000], bid: [1, scale], tid: [1, 10 * scale], delta: [-5000, 5000] },
    statements: [
      'begin',
      'update pgbench_accounts set abalance = abalance + :delta where aid = :aid',
      'select abalance from pgbench_accounts where aid = :aid',
      'insert into pgbench_history (tid, bid, aid, delta, mtime) values (:tid, :bid, :aid, :delta, current_timestamp)',
      'commit',
    ],
  }),
};

async function runPgbench(program, url, { variables, statements, inOneTrip }, { clients, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'buurtkas-pgbench-'));
  const file = join(folder, 'script.sql');
  const sets = Object.entries(variables).map(([name, [from, to]]) => `\\set ${name} random(${from}, ${to})`);
  const lines = statements.map((sql) => `${sql.replace(/\s+/g, ' ')};`);
  const sent = inOneTrip ? ['\\startpipeline', ...lines, '\\endpipeline'] : lines;
  writeFileSync(file, `${[...sets, ...sent].join('\n')}\n`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const target = ['-h', hostname, '-p', port, '-U', username];
  const load = ['-n', '-M', 'prepared', '-c', clients, '-j', Math.min(2, clients), '-T', seconds, '-f', file].map(String);
  const child = spawn(program, [...target, ...load, pathname.slice(1)], {
    env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true, force: true });
  const rate = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
  if (code !== 0 || !rate || /aborted/.test(output)) throw new Error(`pgbench did not finish:\n${output.slice(0, 2_000)}`);
  return rate;
}

async function runInNode(url, { variables, statements, inOneTrip }, { clients, seconds }) {
  const names = Object.keys(variables);
  const place = (sql, name, value) => sql.replace(new RegExp(`(?<!:):${name}\\b`, 'g'), () => value);
  const queries = statements.map((sql, index) => {
    const used = names.filter((name) => place(sql, name, '') !== sql);
    return {
      name: used.length > 0 ? `s${index}` : undefined,
      text: used.reduce((text, name, at) => place(text, name, `$${at + 1}`), sql),
      used,
    };
  });
  const until = performance.now() + seconds * 1000;
  const one = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let done = 0;
    for (; performance.now() < until; done++) {
      const drawn = Object.fromEntries(names.map((name) => [name, between(...variables[name])]));
      if (inOneTrip) await client.query(names.reduce((text, name) => place(text, name, String(drawn[name])), statements.join(';')));
      else for (const { name, text, used } of queries) await client.query({ name, text, values: used.map((variable) => drawn[variable]) });
    }
    await client.end();
    return done;
  };
  const counts = await Promise.all(Array.from({ length: clients }, one));
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

const between = (from, to) => from + Math.floor(Math.random() * (to - from + 1));
