import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const files = join(dirname(createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json')), 'files');
const file = (subset: string, weight: number) => join(files, `source-sans-3-${subset}-${weight}-normal.woff`);

/** The typeface of the pages. It comes in subsets: names such as Güneş or Łódź need the second one too. */
export const fonts = {
  Source: { normal: file('latin', 400), bold: file('latin', 600) },
  SourceExt: { normal: file('latin-ext', 400), bold: file('latin-ext', 600) },
};

/** The files that a document may read. */
export const fontFiles: ReadonlySet<string> = new Set(Object.values(fonts).flatMap((weights) => Object.values(weights)));

/** What the second subset has and the first has not. */
const EXTENDED = /([\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1eff]+)/;

/** A text in runs of the subset that has its letters. */
export function inFonts(text: string): { text: string; font: keyof typeof fonts }[] {
  const runs = text
    .split(EXTENDED)
    .map((run, index) => ({ text: run, font: index % 2 === 1 ? ('SourceExt' as const) : ('Source' as const) }));
  return runs.filter((run) => run.text !== '');
}
