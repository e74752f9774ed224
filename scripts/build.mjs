// Transpiles apps, libs, migrations, launcher and test to dist/ with swc (types are checked by `npm run check`), and skips what is up to date.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const folders = ['apps', 'libs', 'migrations', 'launcher', 'test'];
const swc = {
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic', importSource: 'preact' } },
  },
};

const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

const isCode = (file) => /\.tsx?$/.test(file);
const targetOf = (file) => join(dist, relative(root, file)).replace(/\.tsx?$/, '.js');

/** What belongs in dist/: code without its specs, and the files the doors read at run time (styles, fonts, templates). */
const wanted = (file) => !/\.spec\.tsx?$/.test(file) && (isCode(file) || !relative(root, file).startsWith(`test${sep}`));

/** Written beside and renamed, so that a process that loads dist/ meanwhile never meets half a file. */
function write(target, content) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.${process.pid}`, content);
  renameSync(`${target}.${process.pid}`, target);
}

/** Brings dist/ up to date; answers how many files it made. */
export async function build() {
  const recipe = createHash('sha256')
    .update(JSON.stringify(swc))
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(dist, '.built.json');
  const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
  const known = before.recipe === recipe ? before.files : {};
  const files = {};
  let made = 0;
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder))).filter(wanted)) {
    const name = relative(root, file);
    const content = readFileSync(file);
    files[name] = createHash('sha256').update(content).digest('hex');
    const target = targetOf(file);
    if (known[name] === files[name] && existsSync(target)) continue;
    made++;
    if (!isCode(file)) {
      write(target, content);
      continue;
    }
    const { transform } = await import('@swc/core');
    const { code, map } = await transform(content.toString(), { ...swc, filename: file });
    write(`${target}.map`, map ?? '');
    write(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  }
  for (const name of Object.keys(before.files ?? {}).filter((name) => !files[name])) {
    rmSync(targetOf(join(root, name)), { force: true });
    rmSync(`${targetOf(join(root, name))}.map`, { force: true });
  }
  if (made > 0 || Object.keys(before.files ?? {}).length !== Object.keys(files).length) write(stamp, JSON.stringify({ recipe, files }));
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const made = await build();
  console.log(made > 0 ? `Built ${made} files into dist/ in ${Date.now() - started} ms.` : 'dist/ is up to date.');
}
