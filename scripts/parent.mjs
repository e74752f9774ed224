import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isAlive } from './lock.mjs';

/** Name and parent of a process, where the system tells. */
function look(pid) {
  if (existsSync(`/proc/${pid}/status`)) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { name: /^Name:\s+(.*)$/m.exec(status)?.[1], parent: Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) };
  }
  const [parent, name] = (spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim().split(/\s+/);
  return { name, parent: Number(parent) };
}

/**
 * Calls `end` once the npm that started us is gone: a signal to npm does not always reach us, and kill -9 never does.
 * Between npm and us there may be a shell, which stays.
 */
export function whenNpmEnds(end) {
  if (!process.env.npm_execpath || process.platform === 'win32') return;
  const parent = process.ppid;
  const { name, parent: grandparent } = look(parent);
  const npm = /(^|[/-])(ba|da|z|k)?sh$/.test(name ?? '') && grandparent > 1 ? grandparent : parent;
  const watch = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(watch);
    end();
  }, 500);
  watch.unref();
}
