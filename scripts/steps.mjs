// What every command begins with, on a clone where nothing was installed before: only Node's own modules here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './lock.mjs';

export const root = join(import.meta.dirname, '..');
const [major, minor] = process.versions.node.split('.').map(Number);

/** Runs one step and says, in one line, what it did and how long that took. `work` may answer what to add to the line. */
export async function step(words, work) {
  const started = performance.now();
  process.stdout.write(`${words} … `);
  try {
    const result = await work();
    console.log(`${typeof result === 'string' ? `${result}, ` : ''}${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log('failed');
    throw error;
  }
}

/** Whether what package-lock.json names is what npm put into node_modules. */
function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true;
    return present[path] ? present[path].version === version : Boolean(optional || peer);
  });
}

/** Sees to Node, the packages of package-lock.json and dist/. */
export async function prepare() {
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Buurtkas needs Node 20.19 or later; this is ${process.versions.node}.`);
  }
  await locked(join(root, '.data', 'prepare.lock'), async () => {
    if (!isInstalled()) await step('Installing packages (npm ci)', install);
    const { build } = await import('./build.mjs');
    await step('Building', async () => ((made) => (made > 0 ? `${made} files` : 'up to date'))(await build()));
  });
}

function install() {
  // npm tells where it is itself; without it, whichever npm is on the path.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...first] = npm;
  const { status } = spawnSync(command, [...first, 'ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status !== 0) throw new Error('npm ci did not succeed; its own words are above.');
}

/** Ends with the sentence of what went wrong, without a stack: it is about this machine or its settings. */
export function fail(error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
