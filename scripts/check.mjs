// `npm run check`: what a review need not look at. Each step says in one line how it went; what is wrong follows it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fail, prepare, root } from './steps.mjs';

/** Runs a tool of node_modules; answers what it said when it was not content. */
function tool(path, ...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', path), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => resolve(code === 0 ? '' : output.trim() || `ended with ${code}`));
  });
}

const sentences = (found) => found.join('\n');

const steps = {
  format: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  lint: () => tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  types: () => tool('typescript/bin/tsc', '--noEmit', '-p', '.'),
  boundaries: () =>
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', 'apps', 'libs', 'migrations', 'launcher', 'test'],
    ),
  schema: async () => {
    const { entityDrift, schemaDrift } = await import('./schema.mjs');
    const { withMigratedDatabase } = await import('./temporary-database.mjs');
    return withMigratedDatabase(async (url) => sentences([...(await schemaDrift(url)), ...(await entityDrift(url))]));
  },
  openapi: async () => sentences(await (await import('./openapi.mjs')).openApiDrift()),
};

async function main() {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !steps[name]);
  if (unknown) throw new Error(`There is no step ${unknown}. The steps: ${Object.keys(steps).join(', ')}.`);
  await prepare();
  const started = performance.now();
  const failed = [];
  for (const [name, run] of Object.entries(steps)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const begun = performance.now();
    const wrong = await run().catch((error) => error.stack);
    console.log(`${wrong ? '✗' : '✓'} ${name.padEnd(11)} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    if (wrong) {
      console.log(`${wrong}\n`);
      failed.push(name);
    }
  }
  const total = `${((performance.now() - started) / 1000).toFixed(1)} s in all`;
  console.log(failed.length > 0 ? `Not right: ${failed.join(', ')} (${total}).` : `All is right (${total}).`);
  process.exit(failed.length > 0 ? 1 : 0);
}

main().catch(fail);
