// PostgreSQL refuses to run as root, so its programs run as somebody who is not, whoever started the launcher.
import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NOBODY = 65534;
const isRoot = process.platform !== 'win32' && process.getuid() === 0;

/** As whoever runs this already. */
const asSelf = { words: 'as this user', command: (program, args) => [program, args, {}], give: () => {} };

/** As root outside, as nobody inside a user namespace: no file changes hands. */
const asMapped = {
  words: 'in a user namespace',
  command: (program, args) => ['unshare', ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, program, ...args], {}],
  give: (path) => chownAll(path, 0, 0),
};

const asUser = (uid, gid) => ({
  words: `as user ${uid}`,
  command: (program, args) => [program, args, { uid, gid }],
  give: (path) => chownAll(path, uid, gid),
});

function chownAll(path, uid, gid) {
  if (!existsSync(path)) return;
  chownSync(path, uid, gid);
  if (!statSync(path).isDirectory()) return;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), uid, gid);
  }
}

function nearestExisting(path) {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

/** Ways to run, best first: whoever owns the data already, a user namespace, nobody. */
function ways(dataDir) {
  if (!isRoot) return [asSelf];
  const owner = statSync(nearestExisting(dataDir));
  return [
    ...(owner.uid === 0 ? [] : [asUser(owner.uid, owner.gid)]),
    ...(process.platform === 'linux' ? [asMapped] : []),
    asUser(NOBODY, NOBODY),
  ];
}

const onWindows = process.platform === 'win32';

/** In a session of its own: Ctrl-C is for us, and we end PostgreSQL in our own time. */
const run = (way, program, args) => {
  const [command, rest, options] = way.command(program, args);
  // The server inherits what pg_ctl has open: a pipe to us would keep us waiting for as long as it runs.
  const stdio = /pg_ctl(\.exe)?$/.test(program) ? 'ignore' : 'pipe';
  return spawnSync(command, rest, { ...options, stdio, cwd: onWindows ? undefined : '/', detached: !onWindows, encoding: 'utf8' });
};

const reaches = (way, path) => way === asSelf || run(way, '/bin/sh', ['-c', 'test -x "$0"', path]).status === 0;

/** A folder anybody could have made before us is only ours when root made it. */
function trusted(folder) {
  if (existsSync(folder) && statSync(folder).uid !== 0)
    throw new Error(`${folder} belongs to somebody else; take it away and start again.`);
  return folder;
}

/** A copy of the programs that everybody may read, kept for the next time. */
function readableCopy(bin) {
  const { size, mtimeMs } = statSync(join(bin, 'postgres'));
  const hash = createHash('sha256').update(`${bin} ${size} ${mtimeMs}`).digest('hex').slice(0, 12);
  const copy = trusted(join(tmpdir(), `buurtkas-programs-${hash}`));
  if (!existsSync(copy)) {
    const staged = mkdtempSync(`${copy}-`);
    cpSync(dirname(bin), staged, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', staged]);
    try {
      renameSync(staged, copy);
    } catch {
      rmSync(staged, { recursive: true, force: true }); // Another launcher was first.
    }
  }
  return join(copy, 'bin');
}

/**
 * Decides how, where from and where to PostgreSQL's programs run here.
 * @returns `dataDir` (moved to /var/tmp when nobody but root reaches the wanted one), `run(program, args)` which answers as spawnSync
 *   does, and `give(path)` which hands a file or folder to the user the programs run as
 */
export function unprivileged(wantedDir, bin) {
  const possible = ways(wantedDir);
  const parent = nearestExisting(dirname(wantedDir));
  let dataDir = wantedDir;
  let way = possible.find((candidate) => reaches(candidate, parent));
  if (!way) {
    way = possible.at(-1);
    const folder = trusted(join('/var/tmp', `buurtkas-${createHash('sha256').update(wantedDir).digest('hex').slice(0, 12)}`));
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    dataDir = join(folder, 'postgres');
  }
  const programs = reaches(way, join(bin, 'postgres')) ? bin : readableCopy(bin);
  return {
    dataDir,
    words: way.words,
    give: way.give,
    run: (program, args) => run(way, join(programs, onWindows ? `${program}.exe` : program), args),
  };
}
