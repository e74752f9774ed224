// docs/openapi.json: `npm run openapi` writes it, `npm run check` compares it with what the API says of itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './steps.mjs';

const file = join(root, 'docs', 'openapi.json');

async function text() {
  const { openApiDocument } = await import(pathToFileURL(join(root, 'dist', 'apps', 'api', 'openapi.js')).href);
  return `${JSON.stringify(await openApiDocument(), null, 2)}\n`;
}

/** How docs/openapi.json differs from the API, or nothing. */
export async function openApiDrift() {
  const [wanted, kept] = [await text(), existsSync(file) ? readFileSync(file, 'utf8') : ''].map((all) => all.split('\n'));
  const at = wanted.findIndex((line, index) => line !== kept[index]);
  if (at < 0 && wanted.length === kept.length) return [];
  const line = at < 0 ? wanted.length : at;
  return [
    `docs/openapi.json, line ${line + 1}: \`${kept[line]?.trim() ?? 'the end'}\`, but the API says \`${wanted[line]?.trim() ?? 'the end'}\`.`,
    'Run `npm run openapi`, and read the difference before committing it.',
  ];
}

if (process.argv[1] === import.meta.filename) {
  await prepare();
  writeFileSync(file, await text());
  console.log('Wrote docs/openapi.json.');
  process.exit(0);
}
