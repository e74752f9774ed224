import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayOf, newId } from '../../libs/core/index.js';
import { type Role, ROLES } from '../../libs/identity/index.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { openWeb, Visitor, type WebDoor } from '../setup/visitor.js';
import { entities, liveInTown, type LivedInTown } from './lived-in-town.js';
import { addressOf, areaOf, doorOf, namesAnObject, type Route, routesOf } from './routes.js';

let db: TestDatabase;
let door: WebDoor;
let here: LivedInTown;
let there: LivedInTown;
let routes: Route[];
const members = new Map<Role, Visitor>();

beforeAll(async () => {
  db = await testDatabase({ entities });
  here = await liveInTown(db, 'Hierstad');
  there = await liveInTown(db, 'Verweg');
  door = await openWeb(db.appUrl, { DEMO: 'true' });
  routes = routesOf(door.app);
  for (const role of ROLES) members.set(role, await loggedIn(here, role));
}, 60_000);

afterAll(async () => {
  await door?.close();
  await db?.close();
});

async function loggedIn(town: LivedInTown, role: Role): Promise<Visitor> {
  const visitor = new Visitor(door);
  await visitor.get('/inloggen');
  const answer = await visitor.post('/inloggen/proefrol', { lidmaatschap: town.membershipOf[role] });
  expect([answer.status, answer.location]).toEqual([303, expect.stringContaining(`/${town.slug}`)]);
  // A page with a form gives the token that the forms of this session need.
  await visitor.get(answer.location!);
  return visitor;
}

const year = dayOf(new Date()).slice(0, 4);

/** How much was booked in each municipality. */
async function booked(): Promise<unknown[]> {
  return (await db.owner.query('select municipality_id, count(*)::int from transfers group by municipality_id order by municipality_id'))
    .rows;
}

const member = ({ path }: Route) => members.get(doorOf(path) ?? 'finance_officer')!;
const send = (visitor: Visitor, { method }: Route, address: string) => (method === 'GET' ? visitor.get(address) : visitor.post(address));
/** The routes that say, with their answers, what they should not: one line each, so that a failure shows them all. */
async function answers(
  chosen: Route[],
  ask: (route: Route) => Promise<{ status: number }>,
  wanted: (status: number) => boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of chosen) {
    const { status } = await ask(route);
    if (!wanted(status)) wrong.push(`${route.method} ${route.path} answers ${status}`);
  }
  return wrong;
}

describe('another municipality', () => {
  it('cannot be looked into: its ids do not exist here, on no page and for no form', async () => {
    const chosen = routes.filter(({ path }) => namesAnObject(path));
    expect(chosen.length).toBeGreaterThan(20);
    const wrong = await answers(
      chosen,
      (route) => send(member(route), route, addressOf(route.path, here.slug, there.objects)),
      (status) => status === 404,
    );
    expect(wrong).toEqual([]);
  });

  it('keeps its doors closed to who has a role elsewhere, on every page and for every form', async () => {
    const closed = routes.filter(({ path }) => doorOf(path));
    expect(closed.length).toBeGreaterThan(20);
    const wrong = await answers(
      closed,
      (route) => send(member(route), route, addressOf(route.path, there.slug, there.objects)),
      (status) => status === 404,
    );
    expect(wrong).toEqual([]);
  });

  it('is not met by asking for its entries, by any name', async () => {
    const visitor = members.get('councillor')!;
    const filters: Record<string, string> = {
      budget: there.objects['budgetten/:id']!,
      bron: there.objects['bronnen/:id']!,
      waarde: there.values[1]!,
      wijk: there.neighbourhoods[0]!.id,
      recht: there.objects['rechten/:id']!,
      opname: there.objects['opnames/:id']!,
    };
    for (const [name, value] of Object.entries(filters)) {
      for (const base of ['boekingen', 'raad/boekingen']) {
        const page = await visitor.get(`/${here.slug}/${base}?cijfer=spent&${name}=${value}`);
        expect([page.status, page.body.includes(there.name), /class="bk-figure">€.0,00</.test(page.body)]).toEqual([200, false, true]);
        const csv = await visitor.get(`/${here.slug}/${base}.csv?${name}=${value}`);
        expect([csv.status, csv.body.trim().split('\n').length]).toEqual([200, 1]);
      }
    }
  });

  it('cannot be named in the fields of a form either', async () => {
    const { rows } = await db.owner.query<{ id: string }>('select id from payables where municipality_id = $1', [there.municipalityId]);
    const grant = {
      stap: 'vaststellen',
      wie: here.initiative.id,
      soort: 'money',
      hoeveel: '1',
      naam: 'Over de grens',
      doel: here.values[0]!,
      overwegingen: 'Kan dit?',
    };
    const source = {
      naam: 'Over de grens',
      soort: 'extra',
      taakveld: '6.1',
      bedrag: '1',
      vanaf: year,
      tot: year,
      besluit: here.decisionId,
    };
    const budget = {
      naar: 'vaststellen',
      besluit: here.decisionId,
      wijken: here.neighbourhoods[0]!.id,
      verdeling: 'equal',
      vanaf: year,
      tot: `${Number(year) + 3}`,
      ondersteuning: '10',
      wijkorgaan: here.body.id,
      [`bron-${there.objects['bronnen/:id']}`]: '1',
    };
    const tries: [Role, string, Record<string, string>][] = [
      [
        'initiative',
        `initiatief/opnemen/${here.objects['opnemen/:id']}`,
        { wie: there.supplier.id, hoeveel: '1', waarvoor: 'Over de grens' },
      ],
      ['neighbourhood_body', 'wijkorgaan/trekkingsrechten/nieuw', { ...grant, wie: there.initiative.id }],
      ['neighbourhood_body', 'wijkorgaan/trekkingsrechten/nieuw', { ...grant, doel: there.values[0]! }],
      ['finance_officer', 'financien/bronnen/nieuw', { ...source, besluit: there.decisionId }],
      ['finance_officer', 'financien/budgetten/nieuw', budget],
      ['finance_officer', 'financien/budgetten/nieuw', { ...budget, besluit: there.decisionId }],
      ['finance_officer', 'financien/budgetten/nieuw', { ...budget, wijken: there.neighbourhoods[0]!.id }],
      ['finance_officer', 'financien/budgetten/nieuw', { ...budget, wijkorgaan: there.body.id }],
      ['finance_officer', 'financien/betalen', { betaling: rows[0]!.id }],
      ['supplier', '../rol', { lidmaatschap: there.membershipOf.supplier }],
    ];
    const before = await booked();
    for (const [role, path, fields] of tries) {
      const { pathname } = new URL(`/${here.slug}/${path}`, door.address);
      const { status } = await members.get(role)!.post(pathname, { sleutel: newId(), ...fields });
      expect({ path, fields, status: [404, 409, 422].includes(status) }).toEqual({ path, fields, status: true });
    }
    expect(await booked()).toEqual(before);
    // The same grant without a foreign id is taken: it was the id that was refused.
    const { status } = await members
      .get('neighbourhood_body')!
      .post(`/${here.slug}/wijkorgaan/trekkingsrechten/nieuw`, { sleutel: newId(), ...grant });
    expect(status).toBe(303);
  });

  it('had nothing changed by all this', async () => {
    const { rows } = await db.owner.query(
      'select state, count(*)::int as draws from draws where municipality_id = $1 group by state order by state',
      [there.municipalityId],
    );
    expect(rows).toEqual([
      { state: 'confirmed', draws: 1 },
      { state: 'paid', draws: 1 },
      { state: 'reserved', draws: 1 },
    ]);
  });
});

describe('the same addresses at home', () => {
  it('open for their role, and name nothing of another municipality', async () => {
    const pages = routes.filter(({ method }) => method === 'GET');
    const wrong: string[] = [];
    for (const route of pages) {
      const page = await send(member(route), route, addressOf(route.path, here.slug, here.objects));
      if (page.status !== 200) wrong.push(`${route.path} answers ${page.status}`);
      if (areaOf(route.path) && page.body.includes(there.name)) wrong.push(`${route.path} names ${there.name}`);
    }
    expect(wrong).toEqual([]);
  });

  it('send a visitor to the login, every door but the public one', async () => {
    const visitor = new Visitor(door);
    const wrong: string[] = [];
    for (const { method, path } of routes) {
      if (areaOf(path) === undefined || method !== 'GET') continue;
      const { status, location } = await visitor.get(addressOf(path, here.slug, here.objects));
      const toLogin = status === 303 && location?.startsWith('/inloggen?terug=') === true;
      if (toLogin !== (doorOf(path) !== undefined)) wrong.push(`${path} answers a visitor ${status} ${location ?? ''}`);
    }
    expect(wrong).toEqual([]);
  });

  it('take their own forms: what another municipality was refused is found here', async () => {
    const forms = routes.filter(({ method, path }) => method === 'POST' && namesAnObject(path));
    const wrong = await answers(
      forms,
      (route) => send(member(route), route, addressOf(route.path, here.slug, here.objects)),
      (status) => status < 400 || [409, 422].includes(status),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a home', () => {
  it('opens for its own role alone', async () => {
    const homes = routes.filter(({ method, path }) => method === 'GET' && doorOf(path) && path.split('/').length === 3);
    expect(homes.length).toBeGreaterThanOrEqual(5);
    const seen: string[] = [];
    const wanted: string[] = [];
    for (const { path } of homes) {
      const owner = doorOf(path);
      for (const role of ROLES) {
        const { status } = await members.get(role)!.get(addressOf(path, here.slug, here.objects));
        seen.push(`${path} as ${role}: ${status}`);
        wanted.push(`${path} as ${role}: ${role === owner ? 200 : 403}`);
      }
    }
    expect(seen).toEqual(wanted);
  });
});

describe('the address of a municipality', () => {
  it('cannot be that of a page of everybody', async () => {
    const fixed = new Set(routes.map(({ path }) => path.split('/')[1]!).filter((part) => part && !part.startsWith(':')));
    expect(fixed.size).toBeGreaterThan(3);
    for (const slug of [...fixed, 'api', 'assets', 'beheer']) {
      const insert = db.owner.query(`insert into municipalities (id, slug, name, created_at) values ($1, $2, 'Hier', now())`, [
        newId(),
        slug,
      ]);
      await expect(insert).rejects.toMatchObject({ constraint: 'municipality_slug_is_free' });
    }
  });
});
