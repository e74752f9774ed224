import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { molenwaard } from '../../launcher/demo/molenwaard.js';
import { oss } from '../../launcher/demo/oss.js';
import { DEMO_PASSWORD } from '../../launcher/demo/people.js';
import { seed } from '../../launcher/seed.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { type Answer, openWeb, Visitor, type WebDoor } from '../setup/visitor.js';
import { amountIn, linksOf, type PageLink, targetsOf, textOf } from './links.js';

/** So many pages per person, and so many of one kind, so that every kind is met. */
const PAGES = 150;
const OF_ONE_KIND = 4;

let db: TestDatabase;
let door: WebDoor;

beforeAll(async () => {
  db = await testDatabase();
  await seed({ databaseUrl: db.ownerUrl, appUrl: db.appUrl, towns: [molenwaard, oss], say: () => undefined });
  door = await openWeb(db.appUrl);
}, 120_000);

afterAll(async () => {
  await door?.close();
  await db?.close();
});

/** What somebody finds who follows every link. */
class Crawl {
  readonly wrong: string[] = [];
  readonly visited = new Set<string>();
  /** What the numbers said that lead to entries: by address, with the page they stood on. */
  readonly numbers = new Map<string, { amount: number; on: string }>();
  private readonly ofKind = new Map<string, number>();
  private readonly queue: string[] = [];

  private home = '/';

  constructor(private readonly visitor: Visitor) {}

  /** Begins at a home. What lies outside it is looked at once per kind: who is not logged in follows it all. */
  async from(home: string): Promise<void> {
    this.home = home;
    this.enqueue(home);
    for (let path = this.queue.shift(); path !== undefined && this.visited.size < PAGES; path = this.queue.shift()) await this.look(path);
    for (const [path, number] of this.numbers) await this.compare(path, number);
  }

  private enqueue(path: string): void {
    const kind = kindOf(path);
    const count = this.ofKind.get(kind) ?? 0;
    if (count >= (this.isHome(path) ? OF_ONE_KIND : 1) || this.visited.has(path) || this.queue.includes(path)) return;
    this.ofKind.set(kind, count + 1);
    this.queue.push(path);
  }

  private isHome = (path: string) => path.startsWith(this.home);

  private async look(path: string): Promise<void> {
    this.visited.add(path);
    const page = await this.visitor.get(path);
    if (page.status !== 200) return void this.wrong.push(`${path} answers ${page.status} ${page.location ?? ''}`);
    if (!isPage(page)) {
      if (!page.headers.get('content-disposition')?.startsWith('attachment; filename="') || page.body.length === 0)
        this.wrong.push(`${path} is no page and no file`);
      return;
    }
    if (page.body.split('<h1').length !== 2) this.wrong.push(`${path} has not one title`);
    if (!/<title>[^<]+<\/title>/.test(page.body)) this.wrong.push(`${path} has no name in its tab`);
    const targets = targetsOf(page.body);
    for (const link of linksOf(page.body)) this.follow(path, link, targets);
  }

  private follow(path: string, link: PageLink, targets: ReadonlySet<string>): void {
    const { href, text } = link;
    if (text === '') this.wrong.push(`${path} has an empty link to ${href}`);
    if (href.startsWith('#') && !targets.has(href.slice(1))) this.wrong.push(`${path} points to ${href}, which it has not`);
    // Elsewhere, and the API behind another door, are not followed.
    if (/^(#|mailto:|https:\/\/|\/api(\/|$))/.test(href) || href.includes('taal=')) return;
    if (!href.startsWith('/') || href.startsWith('//')) return void this.wrong.push(`${path} links to ${href}`);
    const address = href.split('#')[0] as string;
    this.enqueue(address);
    // A sum shows what is taken off without its sign, or with it.
    const amount = Math.abs(amountIn(text) ?? NaN);
    if (!this.isHome(path) || Number.isNaN(amount) || !/boekingen\?.*cijfer=/.test(address)) return;
    const before = this.numbers.get(address);
    if (before && before.amount !== amount) this.wrong.push(`${address} is ${before.amount} on ${before.on} and ${amount} on ${path}`);
    this.numbers.set(address, { amount, on: path });
  }

  private async compare(path: string, { amount, on }: { amount: number; on: string }): Promise<void> {
    const page = await this.visitor.get(path);
    const shown = amountIn(textOf(/<p class="bk-figure">([\s\S]*?)<\/p>/.exec(page.body)?.[1] ?? ''));
    // A sum shows what is taken off without its sign.
    if (shown === undefined || Math.abs(shown) !== Math.abs(amount))
      this.wrong.push(`${on} says ${amount}, its entries say ${shown}: ${path}`);
  }
}

const isPage = ({ headers }: Answer) => headers.get('content-type')?.startsWith('text/html') === true;

/** Pages that differ in their ids only are of one kind. */
function kindOf(address: string): string {
  const [path = '', query = ''] = address.split('?');
  const names = [...new URLSearchParams(query)].map(([name, value]) => (name === 'cijfer' ? `${name}=${value}` : name));
  return `${path.replace(/[0-9a-f-]{36}/g, ':id').replace(/wijken\/[^/]+$/, 'wijken/:wijk')}?${names.join('&')}`;
}

describe('every link leads somewhere, and every number to its entries', () => {
  // Initiatives and suppliers see their own draws, which are no entries.
  it.each([
    ['financien', 100],
    ['wijkorgaan', 50],
    ['initiatief', 0],
    ['leverancier', 0],
    ['contact', 100],
    ['raad', 100],
  ] as const)(
    'for %s',
    async (who, numbers) => {
      const visitor = new Visitor(door);
      const { location } = await visitor.logIn(`${who}@molenwaard.example`, DEMO_PASSWORD);
      expect(location).toMatch(/^\/molenwaard/);
      const crawl = new Crawl(visitor);
      await crawl.from(location!);
      expect(crawl.wrong).toEqual([]);
      expect([crawl.visited.size > 50, crawl.numbers.size >= numbers]).toEqual([true, true]);
    },
    120_000,
  );

  it('for who is not logged in', async () => {
    const crawl = new Crawl(new Visitor(door));
    await crawl.from('/');
    expect(crawl.wrong).toEqual([]);
    expect([crawl.visited.size > 100, crawl.numbers.size > 100]).toEqual([true, true]);
  }, 120_000);
});
