/** A link as a reader has it. */
export interface PageLink {
  href: string;
  /** What it says, or what is read aloud instead. */
  text: string;
}

/** Every link of a page, also those in a picture. */
export function linksOf(html: string): PageLink[] {
  return [...html.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].map(([, attributes = '', content = '']) => ({
    href: unescaped(/\bhref="([^"]*)"/.exec(attributes)?.[1] ?? ''),
    text: unescaped(/\baria-label="([^"]*)"/.exec(attributes)?.[1] ?? '') || textOf(content),
  }));
}

/** What a link inside the page can point to. */
export const targetsOf = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id as string));

/** The words of a piece of a page, with ordinary spaces. */
export const textOf = (html: string) =>
  unescaped(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** The last amount in a Dutch text, in cents: `Betaald € 1.234,50` is 123450. Undefined when there is none. */
export function amountIn(text: string): number | undefined {
  const [, minus, digits] = [...text.matchAll(/([-−]?)\s?€\s([-−]?[\d.]+,\d{2})/g)].at(-1) ?? [];
  if (digits === undefined) return undefined;
  const cents = Number(digits.replace(/[.,]/g, '').replace('−', '-'));
  return minus ? -cents : cents;
}

const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
