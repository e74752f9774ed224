import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetsChecks, equationLines, listBudgets, sumEquation } from '../../libs/budgets/index.js';
import { dayOf, loadConfig, StoppedClock, type Tx } from '../../libs/core/index.js';
import { drawingRightsChecks, drawsOf, rightsOf } from '../../libs/drawing-rights/index.js';
import { listDemoRoles, logIn, logInAsDemoRole } from '../../libs/identity/index.js';
import { type Check, ledgerChecks } from '../../libs/ledger/index.js';
import { batchesOf, payablesOf, paymentsChecks } from '../../libs/payments/index.js';
import { organisationsOf } from '../../libs/relations/index.js';
import { currentNeighbourhoods, listMunicipalities, municipalityBySlug } from '../../libs/tenancy/index.js';
import { molenwaard } from '../../launcher/demo/molenwaard.js';
import { DEMO_PASSWORD } from '../../launcher/demo/people.js';
import type { DemoTown } from '../../launcher/demo/types.js';
import { seed } from '../../launcher/seed.js';
import { entities } from '../fixtures/town.js';
import { testDatabase, type TestDatabase } from '../setup/database.js';

const PLACES = [
  ['Ontmoetingscentrum Entree', 'Huis Miereveld', 'De Witte Vlinder', 'Buurtterras Kattenbroek', 'De Ontmoeting', '033inActie'],
  ['Parkhuis Amersfoort', 'Odensehuis', 'Buurtkamer Hooglanderveen', 'Ontmoetingscentrum De Herberg', 'Project Puntenburg'],
  ['De Koperhorst', 'Stichting Uprising', 'So What 033', 'Ontmoetingscentrum ONE, Omzien Naar Elkaar', 'Restaurant Hart van Vathorst'],
  ['Buitenhuis Blom', 'De Koffiebus', 'Verkeerstuin Amersfoort', 'Trefpunt Operahuis', 'Wijkcentrum ’t Middelpunt'],
  ['Theehuis Land in Zicht', 'Furglerplein', 'Ontmoetingsplek De Koppeling', 'de Rooie Cent'],
].flat();

const config = loadConfig({
  APP_DATABASE_URL: 'postgresql://localhost/x',
  APP_SECRET: 'a secret for the specs, and nothing else',
  DEMO: 'true',
});
const checks: readonly Check[] = [...ledgerChecks, ...budgetsChecks, ...drawingRightsChecks, ...paymentsChecks];

/** A seeded database and its towns, with the clock at the moment of seeding. */
async function seeded(now: Date, towns?: readonly DemoTown[]) {
  const db = await testDatabase({ entities, clock: new StoppedClock(now) });
  const lines: string[] = [];
  await seed({ databaseUrl: db.ownerUrl, appUrl: db.appUrl, now, say: (line) => lines.push(line), ...(towns ? { towns } : {}) });
  const inTown = async <T>(slug: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const { id } = await db.database.shared((tx) => municipalityBySlug(tx, slug));
    return db.database.transaction(id, work);
  };
  return { ...db, lines, inTown };
}

/** What somebody who opens the demo must find in a town, on whatever day that is. */
async function expectSomethingToDo(tx: Tx): Promise<void> {
  for (const { name, sql } of checks) expect({ name, rows: await tx.rows(sql, [tx.municipalityId]) }).toEqual({ name, rows: [] });
  const year = Number(tx.today.slice(0, 4));
  const lines = await equationLines(tx);
  for (const { id } of await listBudgets(tx)) {
    const current = lines.filter(({ budgetId, fiscalYear }) => budgetId === id && fiscalYear === year);
    const { adoptedCents, carriedCents, committedCents, paidCents, availableCents } = sumEquation(current);
    expect(availableCents).toBe(adoptedCents + carriedCents - committedCents - paidCents);
    expect(availableCents).toBeGreaterThan(0);
    expect(
      new Set(lines.filter(({ budgetId, fiscalYear }) => budgetId === id && fiscalYear === year + 1).map(({ status }) => status)),
    ).toEqual(new Set(['reserved']));
  }
  expect((await drawsOf(tx, { states: ['reserved'], limit: 200 })).length).toBeGreaterThanOrEqual(2);
  expect((await payablesOf(tx, { states: ['open'] })).length).toBeGreaterThan(0);
  expect((await batchesOf(tx)).filter(({ approvedAt }) => !approvedAt)).toHaveLength(1);
}

const townSlugs = ['amersfoort', 'molenwaard', 'oss'];

describe('the demo data, seeded today', () => {
  let db: Awaited<ReturnType<typeof seeded>>;
  beforeAll(async () => {
    db = await seeded(new Date());
  }, 120_000);
  afterAll(() => db?.close());

  it('has three municipalities that say they are fictional, each in its own theme', async () => {
    const municipalities = await db.database.shared(listMunicipalities);
    expect(municipalities.map(({ slug, theme, fictional }) => [slug, theme, fictional])).toEqual([
      ['amersfoort', 'rivier', true],
      ['molenwaard', 'dijk', true],
      ['oss', 'pruim', true],
    ]);
  });

  it('has the 25 meeting places of Amersfoort and nothing else as initiatives', async () => {
    const names = await db.inTown('amersfoort', async (tx) => (await organisationsOf(tx, 'initiative')).map(({ name }) => name));
    expect([...names].sort()).toEqual([...PLACES].sort());
  });

  it('splits € 100.000 over the thirteen villages of Molenwaard to the cent, every year', async () => {
    await db.inTown('molenwaard', async (tx) => {
      expect(await currentNeighbourhoods(tx)).toHaveLength(13);
      const lines = await equationLines(tx);
      for (const year of new Set(lines.map(({ fiscalYear }) => fiscalYear))) {
        const parts = lines.filter(({ fiscalYear }) => fiscalYear === year).map(({ instalmentCents }) => instalmentCents);
        expect(parts.sort()).toEqual([...Array(3).fill(769_230), ...Array(10).fill(769_231)]);
      }
    });
  });

  it('pools five sources into the one budget of Ruwaard, the Wmo first', async () => {
    await db.inTown('oss', async (tx) => {
      expect((await listBudgets(tx)).map(({ name }) => name)).toEqual(['Ruwaard']);
      const parts = await tx.rows<{ name: string }>(
        `select s.name from instalments i join funding_sources s on s.municipality_id = i.municipality_id and s.id = i.funding_source_id
          where i.municipality_id = $1 and i.fiscal_year = $2 order by i.cents desc`,
        [tx.municipalityId, Number(tx.today.slice(0, 4))],
      );
      expect(parts).toHaveLength(5);
      expect(parts[0]?.name).toBe('Wmo');
    });
  });

  it.each(townSlugs)('keeps the books of %s right, and leaves something to do for everyone', async (slug) => {
    await db.inTown(slug, expectSomethingToDo);
  });

  it.each(townSlugs)('has spent last year in %s, and took along the rest', async (slug) => {
    await db.inTown(slug, async (tx) => {
      const lastYear = Number(tx.today.slice(0, 4)) - 1;
      const past = sumEquation((await equationLines(tx)).filter(({ fiscalYear }) => fiscalYear === lastYear));
      expect(past.carriedCents).toBeLessThan(0);
      expect(past.paidCents).toBeGreaterThan(past.adoptedCents * 0.7);
      expect(past.committedCents).toBeLessThan(past.adoptedCents * 0.05);
      const states = await tx.rows<{ state: string }>('select distinct state from draws where municipality_id = $1', [tx.municipalityId]);
      expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['paid', 'reserved', 'voided', 'expired', 'reversed']));
    });
  });

  it('shows the traffic garden a right in money and one in hours, both partly free', async () => {
    await db.inTown('amersfoort', async (tx) => {
      const holder = (await organisationsOf(tx, 'initiative')).find(({ name }) => name === 'Verkeerstuin Amersfoort');
      const rights = (await rightsOf(tx, { holderId: holder!.id, running: true })).filter(({ validFrom }) => validFrom.endsWith('-01-01'));
      expect(rights.map(({ unit, amount }) => [unit, amount]).sort()).toEqual([
        ['EUR', 500_000],
        ['MIN', 2_400],
      ]);
      for (const { amount, free, reserved } of rights) {
        expect(reserved).toBeGreaterThan(0);
        expect(free).toBeGreaterThan(0);
        expect(free).toBeLessThan(amount);
      }
    });
  });

  it('lets everybody in: with a button per role, and with the password', async () => {
    const offered = await listDemoRoles(db.database, config);
    for (const { municipality, memberships } of offered) {
      const roles = new Set(memberships.map(({ role }) => role));
      expect([...roles].sort()).toEqual([
        'contact_officer',
        'councillor',
        'finance_officer',
        'initiative',
        'neighbourhood_body',
        'supplier',
      ]);
      for (const { id, role, personId } of memberships) {
        const { session } = await logInAsDemoRole(db.database, config, id);
        expect(session.active).toMatchObject({ municipalityId: municipality.id, role });
        expect(session.personId).toBe(personId);
      }
    }
    const { session } = await logIn(db.database, { email: 'zzp@buurt.example', password: DEMO_PASSWORD, ip: '127.0.0.1' });
    expect(session.memberships.map(({ municipalityName }) => municipalityName).sort()).toEqual(['Amersfoort', 'Oss']);
  });

  it('adds nothing to a database that has municipalities', async () => {
    await seed({ databaseUrl: db.ownerUrl, appUrl: db.appUrl, say: (line) => db.lines.push(line) });
    expect(db.lines.at(-1)).toMatch(/already/);
    expect(await db.database.shared(listMunicipalities)).toHaveLength(3);
  });
});

describe('the demo data, seeded on another day', () => {
  it.each(['2027-01-01T00:05:00+01:00', '2028-02-29T08:00:00+01:00', '2026-12-31T23:30:00+01:00'])('is right at %s', async (moment) => {
    const now = new Date(moment);
    const db = await seeded(now, [molenwaard]);
    try {
      await db.inTown('molenwaard', async (tx) => {
        await expectSomethingToDo(tx);
        const history = await tx.row<{ last: Date; first: string }>(
          `select (select max(reserved_at) from draws where municipality_id = $1) as last,
                  (select min(decided_on) from council_decisions where municipality_id = $1) as first`,
          [tx.municipalityId],
        );
        expect(history!.last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(history!.first.slice(0, 7)).toBe(`${Number(dayOf(now).slice(0, 4)) - 2}-12`);
      });
    } finally {
      await db.close();
    }
  });
});

describe('demo data that was stopped halfway', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase({ entities });
  });
  afterAll(() => db?.close());

  it('is not taken for complete', async () => {
    const at = { databaseUrl: db.ownerUrl, appUrl: db.appUrl, say: () => undefined };
    const impossible = { ...molenwaard, rights: [] };
    await expect(seed({ ...at, towns: [impossible] })).rejects.toThrow(/not there/);
    expect(await db.database.shared(listMunicipalities)).toHaveLength(1);
    await expect(seed(at)).rejects.toThrow(/not finished/);
  });
});
