import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entryColumns } from '../../apps/web/public/open-data-page.js';
import { equationLines, recordDecision, sumEquation, type Equation } from '../../libs/budgets/index.js';
import { dayOf, formatAmount, formatCents, newId, sumCents } from '../../libs/core/index.js';
import { endRight } from '../../libs/drawing-rights/index.js';
import { approveBatch, confirmDelivery, payablesOf, prepareBatch } from '../../libs/payments/index.js';
import { buildTown, draw, entities, giveBudget, giveRight, type Town } from '../fixtures/town.js';
import { testDatabase, type TestDatabase } from '../setup/database.js';
import { openWeb, Visitor, type WebDoor } from '../setup/visitor.js';

const year = Number(dayOf(new Date()).slice(0, 4));
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let db: TestDatabase;
let door: WebDoor;
let town: Town;
let own: string;
let pooled: string;
let withDocument: string;
let minutes: string;

beforeAll(async () => {
  db = await testDatabase({ entities });
  town = await buildTown(db, ['Soesterkwartier', 'Kruiskamp', 'Randenbroek', 'Zuid']);
  await db.owner.query(`update municipalities set slug = 'voorbeeld', name = 'Voorbeeld', theme = 'pruim' where id = $1`, [
    town.municipalityId,
  ]);
  await db.owner.query(`update people set name = 'Quirina van ' || id`);
  const [, second, third] = town.neighbourhoods.map(({ id }) => id) as [string, string, string];
  own = await giveBudget(town);
  pooled = await giveBudget(town, { amounts: [769_231], neighbourhoodIds: [second, third], pooledName: 'Samen verder' });
  const validity = { validFrom: `${year}-01-01`, validTo: `${year}-12-31` };
  const garden = await giveRight(town, own, {
    ...validity,
    title: 'De verkeerstuin',
    considerations: 'Veilig fietsen staat op de agenda.',
    dissent: 'Niet iedereen wil een hek.',
  });
  minutes = await giveRight(town, own, {
    ...validity,
    title: 'Hulp bij de vergunning',
    kind: 'civil_servant',
    amount: 750,
    tariffCentsPerHour: 7_501,
  });
  const stopped = await giveRight(town, own, { ...validity, title: 'De moestuin', amount: 118_000, publicValueId: town.values[0]! });
  await giveRight(town, pooled, { ...validity, title: 'Samen eten', amount: 12_345, neighbourhoodId: second });
  for (const amount of [184_650, 5_001]) {
    const delivered = await draw(town, garden, amount);
    await town.run((tx) => confirmDelivery(tx, delivered.id, { as: 'supplier' }), town.as.supplier);
  }
  const [payable] = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
  const batch = await town.run((tx) => prepareBatch(tx, [payable!.id]), town.as.finance);
  await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
  await town.run((tx) => endRight(tx, stopped, 'De groep viel uit elkaar.'), town.as.body);
  const decision = { number: '2026-9', decidedOn: dayOf(new Date()), title: 'Met document', document: { name: 'besluit.pdf', bytes: PDF } };
  withDocument = (await town.run((tx) => recordDecision(tx, decision), town.as.finance)).id;
  await buildTown(db, ['Elders']);
  door = await openWeb(db.appUrl);
}, 60_000);

afterAll(async () => {
  await door?.close();
  await db?.close();
});

const PAGES = [
  '/',
  '/hulp',
  '/toegankelijkheid',
  '/privacy',
  '/voorbeeld',
  '/voorbeeld/wijken',
  '/voorbeeld/open-data',
  '/voorbeeld/wijken/soesterkwartier',
  '/voorbeeld/wijken/kruiskamp',
  '/voorbeeld/wijken/randenbroek',
  '/voorbeeld/wijken/zuid',
  `/voorbeeld/wijken/soesterkwartier?jaar=${year + 1}`,
];

async function read(path: string): Promise<string> {
  const { status, body } = await new Visitor(door).get(path);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** The numbers of a page that open entries: where each leads, and what it says. */
function numbers(body: string): { query: URLSearchParams; href: string; text: string }[] {
  return [...body.matchAll(/<a class="bk-number" href="([^"]+)">([^<]+)<\/a>/g)].map(([, link = '', text = '']) => {
    const href = link.replaceAll('&amp;', '&');
    return { href, text, query: new URLSearchParams(href.split('?')[1]) };
  });
}

const equationOf = (budgetId: string): Promise<Equation> =>
  town.run(async (tx) => sumEquation((await equationLines(tx, [budgetId])).filter((line) => line.fiscalYear === year)));

describe('the page of a neighbourhood', () => {
  it('shows the equation of its budget, to the cent', async () => {
    const shown = numbers(await read('/voorbeeld/wijken/soesterkwartier'));
    const equation = await equationOf(own);
    expect(equation.committedCents).toBeGreaterThan(0);
    expect(equation.paidCents).toBe(184_650);
    for (const [figure, cents] of [
      ['adopted', equation.adoptedCents],
      ['committed', equation.committedCents],
      ['paid', equation.paidCents],
      ['available', equation.availableCents],
    ] as const) {
      const number = shown.find(({ query }) => query.get('cijfer') === figure && query.get('budget') === own);
      expect({ figure, text: number?.text }).toEqual({ figure, text: formatCents(cents) });
    }
  });

  it('tells per public value what was committed or paid, which together is the equation’s', async () => {
    const goals = numbers(await read('/voorbeeld/wijken/soesterkwartier')).filter(({ query }) => query.has('waarde'));
    const { committedCents, paidCents } = await equationOf(own);
    expect(goals.map(({ query }) => query.get('waarde'))).toEqual([town.values[1]]);
    expect(goals.map(({ text }) => text)).toEqual([formatCents(committedCents + paidCents)]);
  });

  it('tells of each right who, how much, until when, why, and what others thought', async () => {
    const body = await read('/voorbeeld/wijken/soesterkwartier');
    expect(body).toContain('De verkeerstuin');
    expect(body).toContain('Veilig fietsen staat op de agenda.');
    expect(body).toContain('Niet iedereen wil een hek.');
    expect(body).toContain(`tot en met 31\u00a0december ${year}`);
    expect(body).toContain(formatAmount(750, 'MIN'));
    expect(body).toMatch(/bk-status--stop">Gestopt, met lessen/);
    expect(body).not.toContain('viel uit elkaar');
    expect(body).not.toContain('Samen eten');
    const granted = numbers(body).find(({ query }) => query.get('recht') === minutes && query.has('cijfer'));
    expect(granted?.text).toBe(formatCents(93_763));
  });

  it('says with whom a budget is shared, and shows all of it', async () => {
    const body = await read('/voorbeeld/wijken/kruiskamp');
    const { availableCents } = await equationOf(pooled);
    expect(body).toContain('één wijkbudget samen met Randenbroek');
    expect(numbers(body).find(({ query }) => query.get('cijfer') === 'available')?.text).toBe(formatCents(availableCents));
    expect(await read('/voorbeeld/wijken/randenbroek')).not.toContain('Samen eten');
  });

  it('says what it means that there is no budget yet', async () => {
    const body = await read('/voorbeeld/wijken/zuid');
    expect(body).toContain('De raad stelde hier nog geen wijkbudget vast');
    expect(numbers(body)).toEqual([]);
  });

  it('shows a coming year as planned, not as money that is there', async () => {
    const body = await read(`/voorbeeld/wijken/soesterkwartier?jaar=${year + 1}`);
    expect(body).toContain(`Het geld in ${year + 1}`);
    expect(numbers(body).map(({ query, text }) => [query.get('cijfer'), text])).toEqual([['planned', formatCents(14_000_000)]]);
    expect(body).not.toContain('Nog te besteden');
  });
});

describe('the pages of a municipality', () => {
  it('add up to all budgets together', async () => {
    const shown = numbers(await read('/voorbeeld'));
    const both = [await equationOf(own), await equationOf(pooled)];
    const total = (figure: string) =>
      shown.find(({ query }) => query.get('cijfer') === figure && !query.has('budget') && !query.has('bron'))?.text;
    expect(total('frame')).toBe(formatCents(sumCents(both.map(({ adoptedCents }) => adoptedCents))));
    expect(total('spent')).toBe(formatCents(sumCents(both.flatMap(({ committedCents, paidCents }) => [committedCents, paidCents]))));
    expect(total('available')).toBe(formatCents(sumCents(both.map(({ availableCents }) => availableCents))));
  });

  it('list the neighbourhoods by name, each with its page and what is left', async () => {
    for (const path of ['/voorbeeld', '/voorbeeld/wijken']) {
      const body = await read(path);
      const links = [...body.matchAll(/<li><a [^>]*href="\/voorbeeld\/wijken\/([a-z]+)">/g)].map((match) => match[1]);
      expect(links).toEqual(['kruiskamp', 'randenbroek', 'soesterkwartier', 'zuid']);
      expect(body).toContain('nog geen wijkbudget');
      expect(body).toContain('samen met Randenbroek');
      expect(body).toContain(formatCents((await equationOf(own)).availableCents));
    }
  });

  it('open every number to entries with the same total', async () => {
    const followed = new Set<string>();
    for (const path of PAGES.filter((page) => page.startsWith('/voorbeeld'))) {
      for (const { href, text, query } of numbers(await read(path))) {
        if (followed.has(href)) continue;
        followed.add(href);
        const entries = await read(href);
        if (query.has('cijfer'))
          expect({ href, total: /<p class="bk-figure[^"]*">([^<]+)</.exec(entries)?.[1] }).toEqual({ href, total: text });
      }
    }
    expect(followed.size).toBeGreaterThan(15);
  });

  it('offer entries as CSV with the columns that are explained', async () => {
    const body = await read('/voorbeeld/open-data');
    const files = [...body.matchAll(/href="(\/voorbeeld\/boekingen\.csv[^"]*)"/g)].map((match) => match[1] as string);
    expect(files).toContain(`/voorbeeld/boekingen.csv?jaar=${year}`);
    for (const file of files) expect((await new Visitor(door).get(file)).headers.get('content-type')).toMatch(/^text\/csv/);
    const [head = ''] = (await read(`/voorbeeld/boekingen.csv?jaar=${year}`)).replace('\ufeff', '').split('\r\n');
    expect(head.split(';')).toEqual(entryColumns.map(([name]) => name));
  });

  it('count the lines of each file', async () => {
    const lines = (await read(`/voorbeeld/boekingen.csv?jaar=${year}`)).trimEnd().split('\r\n').length - 1;
    const shown = new RegExp(`jaar=${year}"[^]*?([0-9]+) regels`).exec(await read('/voorbeeld/open-data'));
    expect(Number(shown?.[1])).toBe(lines);
  });

  it('give the document of a council decision, and only one that is there', async () => {
    const visitor = new Visitor(door);
    const answer = await visitor.get(`/voorbeeld/raadsbesluiten/${withDocument}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.body).toContain('%PDF-1.4');
    for (const id of [town.decisionId, newId(), 'x']) expect((await visitor.get(`/voorbeeld/raadsbesluiten/${id}`)).status).toBe(404);
  });
});

describe('what a visitor asks for', () => {
  it('is found first where a page has a fixed address', async () => {
    expect(await read('/inloggen')).toContain('type="password"');
    expect(await read('/hulp')).toContain('Wat u hier kunt doen');
    expect(await read('/')).toContain('href="/voorbeeld"');
    for (const role of ['raad', 'financien', 'initiatief', 'leverancier', 'wijkorgaan']) {
      expect((await new Visitor(door).get(`/voorbeeld/${role}`)).location).toBe(
        `/inloggen?terug=${encodeURIComponent(`/voorbeeld/${role}`)}`,
      );
    }
  });

  it.each([
    '/onbekend',
    '/onbekend/wijken',
    '/favicon.ico',
    '/VOORBEELD',
    '/voorbeeld/wijken/onbekend',
    '/voorbeeld/wijken/elders',
    '/voorbeeld/wijken/%00',
    '/voorbeeld/wijken/..%2f',
    `/voorbeeld/wijken/${'a'.repeat(190)}`,
    '/voorbeeld/iets-anders',
  ])('is not found when it does not exist: %s', async (path) => {
    const { status, body } = await new Visitor(door).get(path);
    expect(status).toBe(404);
    expect(body).toContain('</html>');
  });

  it.each([
    'jaar=abc',
    'jaar=99999999999',
    'jaar=-1',
    'jaar=',
    'jaar=1&jaar=2',
    'jaar=%00',
    'jaar=2026.5',
    'jaar=%3Cscript%3E',
    'anders=%27',
  ])('may be odd: %s', async (query) => {
    for (const path of ['/', '/hulp', '/voorbeeld', '/voorbeeld/wijken', '/voorbeeld/wijken/soesterkwartier', '/voorbeeld/open-data']) {
      const body = await read(`${path}?${query}`);
      expect(body).not.toContain('<script>');
      if (path.includes('wijken/')) expect(body).toContain(`Het geld in ${year}`);
    }
  });

  it('is answered in English too', async () => {
    const visitor = new Visitor(door);
    await visitor.get('/?taal=en');
    for (const path of PAGES) {
      const { body } = await visitor.get(path);
      expect(body).toContain('<html lang="en"');
      expect(body).not.toMatch(/Inloggen|Het geld in|Waar het naartoe ging|Nog te besteden/);
    }
  });

  it('leaves nothing behind: no cookie for who only reads', async () => {
    const visitor = new Visitor(door);
    for (const path of [...PAGES, '/voorbeeld/boekingen', '/onbekend']) {
      const { headers } = await visitor.get(path);
      expect({ path, cookies: headers.getSetCookie() }).toEqual({ path, cookies: [] });
    }
    expect(visitor.cookies.size).toBe(0);
  });

  it('never tells of a person', async () => {
    const { rows } = await db.owner.query<{ id: string; email: string }>('select id, email from people');
    expect(rows.length).toBeGreaterThan(5);
    const paths = [...PAGES, '/voorbeeld/boekingen', '/voorbeeld/boekingen.csv'];
    for (const path of paths) {
      const body = await read(path);
      expect(body).not.toContain('Quirina');
      expect(body).not.toContain('@');
      for (const { id, email } of rows) expect(body.includes(id) || body.includes(email)).toBe(false);
    }
  });
});
