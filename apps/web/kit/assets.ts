import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A static file as it is served: its address carries a hash of its content, so it never changes and is kept for a year. */
export interface Asset {
  url: string;
  type: string;
  body: Buffer;
  gzipped?: Buffer;
}

/** The parts of the NL Design System (Utrecht, EUPL-1.2) that the pages use; everything else stays out of the stylesheet. */
const PARTS = [
  ...['root', 'body', 'document', 'heading-1', 'heading-2', 'heading-3', 'pre-heading', 'paragraph', 'link', 'unordered-list', 'button'],
  ...['button-link', 'action-group', 'form-field', 'form-fieldset', 'form-label', 'form-field-description', 'form-field-error-message'],
  ...['textbox', 'textarea', 'select', 'radio-button', 'checkbox', 'custom-checkbox', 'skip-link', 'table', 'figure', 'status-badge'],
];

/** The layer of Buurtkas, in this order. */
const STYLES = ['base', 'frame', 'masthead', 'text', 'parts', 'numbers', 'tables', 'telling', 'forms', 'charts', 'print'];

const FONTS = ['source-sans-3', 'source-serif-4', 'noto-sans'];

const resolve = createRequire(import.meta.url).resolve;
const own = (name: string) => readFileSync(new URL(`../assets/${name}`, import.meta.url));
const packageFile = (name: string, file: string) => readFileSync(join(dirname(resolve(`${name}/package.json`)), file));

/**
 * The design tokens of the NL Design System's example theme (EUPL-1.2) that `styles` uses, directly or through another token.
 * Changed for Buurtkas: the violet and grey ramps are those of the municipality's theme, and links follow the brand.
 */
function tokensFor(styles: string): string {
  const source = packageFile('@nl-design-system-unstable/voorbeeld-design-tokens', 'dist/variables.css').toString();
  const tokens = new Map<string, string>();
  for (const [, name, value] of source.matchAll(/^\s*(--[\w-]+):\s*(.+?);/gm)) {
    const link = /^--basis-color-action-2-(.+)$/.exec(name as string);
    const themed = link ? `var(--basis-color-action-1-${link[1]})` : (value as string);
    tokens.set(
      name as string,
      themed.replace(/--voorbeeld-kleuren-violet-/g, '--bk-brand-').replace(/--voorbeeld-kleuren-grijs-/g, '--bk-grey-'),
    );
  }
  const used = new Map<string, string>();
  const wanted = namesIn(styles);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const value = tokens.get(name);
    if (value === undefined || used.has(name)) continue;
    used.set(name, value);
    wanted.push(...namesIn(value));
  }
  return `:root {\n${[...used].map(([name, value]) => `${name}: ${value};`).join('\n')}\n}`;
}

const namesIn = (css: string) => [...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1] as string);

/**
 * The stylesheet: tokens and parts in a layer of their own, so that the layer of Buurtkas always wins.
 * `addDrawing` takes an SVG that a part carries inside itself and answers its address: the content security policy loads files only.
 */
function stylesheet(fontUrls: Map<string, string>, addDrawing: (svg: string) => string): string {
  const parts = PARTS.map((part) => packageFile(`@utrecht/${part}-css`, 'dist/index.css').toString())
    .join('\n')
    .replace(/url\("data:image\/svg\+xml,([^"]+)"\)/g, (_, svg: string) => `url("${addDrawing(decodeURIComponent(svg))}")`);
  const buurtkas = STYLES.map((name) => own(`${name}.css`).toString())
    .join('\n')
    .replace(/\/assets\/([\w.-]+)/g, (_, file: string) => fontUrls.get(file) as string);
  const plain = parts.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n');
  const notice = `/* Tokens: @nl-design-system-unstable/voorbeeld-design-tokens, changed. Parts: @utrecht/*-css, Copyright Gemeente Utrecht, Frameless B.V. EUPL-1.2. */`;
  return `${notice}\n@layer nlds {\n${tokensFor(parts + buurtkas)}\n${plain}\n}\n${buurtkas}`;
}

function assemble(): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  const add = (name: string, type: string, body: Buffer) => {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    const url = `/assets/${name.replace(/(\.\w+)$/, `.${hash}$1`)}`;
    assets.set(name, { url, type, body, ...(type.startsWith('font') ? {} : { gzipped: gzipSync(body) }) });
    return url;
  };
  const fontUrls = new Map<string, string>();
  for (const font of FONTS) {
    const file = `${font}-latin-wght-normal.woff2`;
    fontUrls.set(file, add(file, 'font/woff2', packageFile(`@fontsource-variable/${font}`, `files/${file}`)));
  }
  add('favicon.svg', 'image/svg+xml', own('favicon.svg'));
  add('enhance.js', 'text/javascript; charset=utf-8', own('enhance.js'));
  const drawings = new Map<string, string>();
  const addDrawing = (svg: string) => {
    const url = drawings.get(svg) ?? add(`drawing-${drawings.size + 1}.svg`, 'image/svg+xml', Buffer.from(svg));
    drawings.set(svg, url);
    return url;
  };
  add('buurtkas.css', 'text/css; charset=utf-8', Buffer.from(stylesheet(fontUrls, addDrawing)));
  return assets;
}

let byName: Map<string, Asset> | undefined;
let byUrl: Map<string, Asset> | undefined;

/** Every static file, assembled once, when first asked for. */
export function assets(): Map<string, Asset> {
  return (byName ??= assemble());
}

/** The address of a static file by its plain name, for example `buurtkas.css`. @throws Error for a name that does not exist */
export function assetUrl(name: string): string {
  const asset = assets().get(name);
  if (!asset) throw new Error(`no such asset: ${name}`);
  return asset.url;
}

/** The static file at an address, if there is one. */
export function assetAt(url: string): Asset | undefined {
  byUrl ??= new Map([...assets().values()].map((asset) => [asset.url, asset]));
  return byUrl.get(url);
}
