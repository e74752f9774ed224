import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dayOf, newId, type StoppedClock, yearOf } from '../../libs/core/index.js';
import { equationLines, sumEquation } from '../../libs/budgets/index.js';
import { hashPassword } from '../../libs/identity/index.js';
import { approveBatch, batchesOf, confirmDelivery, payablesOf, prepareBatch } from '../../libs/payments/index.js';
import { entriesOf, type EntryFilter, type Figure } from '../../libs/reporting/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { type Answer, openWeb, Visitor, type WebDoor } from '../setup/visitor.js';

const today = dayOf(new Date());
const year = yearOf(today);
const password = 'een zin die ik onthoud';
const villages =
  'Bleskensgraaf Brandwijk Gijbeland Goudriaan Langerak Molenaarsgraaf Nieuw-Lekkerland Nieuwpoort Ottoland Oud-Alblas Streefkerk Vuilendam Wijngaarden'.split(
    ' ',
  );
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let db: TestDatabase & { clock: StoppedClock };
let web: WebDoor;
let town: Town;
let other: Town;
let budgetId: string;
let officer: Visitor;
let colleague: Visitor;
let councillor: Visitor;

beforeAll(async () => {
  db = await storyDatabase(today);
  town = await buildTown(db, villages);
  other = await buildTown(db);
  await db.owner.query('update municipalities set slug = $2 where id = $1', [town.municipalityId, 'molenwaard']);
  budgetId = await giveBudget(town, { pooledName: 'Samen' });
  const hash = await hashPassword(password);
  web = await openWeb(db.appUrl);
  const known = async (who: 'finance' | 'finance2' | 'councillor') => {
    const email = `${who}@example.org`;
    await db.owner.query('update people set email = $2, password_hash = $3 where id = $1', [town.as[who].personId, email, hash]);
    const visitor = new Visitor(web);
    await visitor.logIn(email, password);
    return visitor;
  };
  officer = await known('finance');
  colleague = await known('finance2');
  councillor = await known('councillor');
});
afterAll(async () => {
  await web?.close();
  await db.close();
});

const at = (path: string) => `/molenwaard/financien${path}`;

/** How much of everything there is; what was refused changes none of it. */
async function everything() {
  const [row] = await town.run((tx) =>
    tx.rows(
      `select (select count(*) from council_decisions where municipality_id = $1)::int as decisions,
              (select count(*) from funding_sources where municipality_id = $1)::int as sources,
              (select count(*) from neighbourhood_budgets where municipality_id = $1)::int as budgets,
              (select count(*) from payment_batches where municipality_id = $1)::int as batches,
              (select count(*) from transfers where municipality_id = $1)::int as transfers`,
      [town.municipalityId],
    ),
  );
  return row as Record<string, number>;
}

/** Sends a form with a file, as a browser does. */
async function postFile(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  file?: { name: string; bytes: Buffer },
): Promise<Answer> {
  const page = await visitor.get(path);
  const body = new FormData();
  body.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set('document', new Blob([new Uint8Array(file.bytes)], { type: 'application/pdf' }), file.name);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(web.address + path, { method: 'POST', headers: { cookie }, body, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), headers: response.headers, body: await response.text() };
}

const ids = (sql: string) => town.run((tx) => tx.rows<{ id: string }>(sql, [town.municipalityId]).then((rows) => rows.map(({ id }) => id)));
const source = async (name: string) =>
  (await ids(`select id from funding_sources where municipality_id = $1 and name = '${name}'`))[0] as string;

describe('from a decision to thirteen budgets', () => {
  it('records the decision with its document', async () => {
    const answer = await postFile(
      officer,
      at('/besluiten/nieuw'),
      { nummer: '2026-7', datum: today, titel: 'Dertien dorpen' },
      { name: 'besluit 7.pdf', bytes: PDF },
    );
    expect([answer.status, answer.location]).toEqual([303, at('/besluiten')]);
    const list = await officer.get(at('/besluiten'));
    expect(list.body).toContain('Dertien dorpen');
    const link = /href="([^"]+\/document)"/.exec(list.body)?.[1] as string;
    const document = await officer.get(link);
    expect([document.status, document.headers.get('content-type'), document.headers.get('content-disposition')]).toEqual([
      200,
      'application/pdf',
      'attachment; filename="besluit-7.pdf"',
    ]);
    expect(document.body).toBe(PDF.toString());
  });

  it('adds a source that rests on it', async () => {
    const [decisionId] = await ids(`select id from council_decisions where municipality_id = $1 and number = '2026-7'`);
    await officer.get(at('/bronnen/nieuw'));
    const answer = await officer.post(at('/bronnen/nieuw'), { ...sourceFields, naam: 'Dorpshuizen', besluit: decisionId as string });
    expect([answer.status, answer.location]).toEqual([303, at('/bronnen')]);
    const list = await officer.get(at('/bronnen'));
    expect(list.body).toContain('Dorpshuizen');
    expect(list.body).toContain('€\u00a0100.000,00');
  });

  it('shows the split to the cent, keeps the answers on the way back, and adopts once', async () => {
    const id = await source('Dorpshuizen');
    const who = { ...(await whoFields()), verdeling: 'equal' };
    const money = { [`bron-${id}`]: '100.000,00', ondersteuning: '10', wijkorgaan: town.body.id };
    const first = await officer.get(at('/budgetten/nieuw'));
    const sleutel = /name="sleutel" value="([^"]+)"/.exec(first.body)?.[1] as string;

    const second = await officer.post(at('/budgetten/nieuw'), { ...who, sleutel, naar: 'bedragen' });
    expect(second.body).toContain(`name="bron-${id}"`);
    expect(second.body).toContain(`name="wijken" value="${who.wijken.join(',')}"`);
    expect(second.body).toContain(`name="sleutel" value="${sleutel}"`);

    const carried = { ...who, wijken: who.wijken.join(','), ...money, sleutel };
    const back = await officer.post(at('/budgetten/nieuw'), { ...carried, naar: 'wie' });
    expect(back.body.match(/type="checkbox"[^>]*checked/g)).toHaveLength(13);
    expect(back.body).toContain(`name="bron-${id}" value="100.000,00"`);

    const before = await everything();
    const preview = await officer.post(at('/budgetten/nieuw'), { ...carried, naar: 'overzicht' });
    expect(preview.body).toContain('10 × €\u00a07.692,31 en 3 × €\u00a07.692,30');
    expect(preview.body).toContain('Dit gebeurt er');
    expect(await everything()).toEqual(before);

    const adopt = () => officer.post(at('/budgetten/nieuw'), { ...carried, naar: 'vaststellen' });
    // A double tap arrives twice at once.
    for (const adopted of await Promise.all([adopt(), adopt()]))
      expect([adopted.status, adopted.location]).toEqual([303, at('/budgetten')]);
    const after = await everything();
    expect(after.budgets).toBe((before.budgets as number) + 13);
    expect((await adopt()).status).toBe(303);
    expect(await everything()).toEqual(after);

    const lines = await town.run((tx) => equationLines(tx));
    const own = lines.filter((line) => line.fundingSourceId === id && line.fiscalYear === year);
    expect(sumEquation(own)).toMatchObject({ adoptedCents: 10_000_000, availableCents: 10_000_000 });
    expect(own.map((line) => line.adoptedCents).sort()).toEqual([...Array(3).fill(769_230), ...Array(10).fill(769_231)]);
  });
});

const sourceFields = {
  naam: 'Nog een bron',
  soort: 'converted',
  taakveld: '6.1',
  bedrag: '100.000,00',
  vanaf: String(year),
  tot: String(year + 3),
};

async function whoFields() {
  const [besluit] = await ids('select id from council_decisions where municipality_id = $1 order by number');
  return {
    besluit: besluit as string,
    wijken: town.neighbourhoods.map(({ id }) => id),
    verdeling: 'pooled',
    vanaf: String(year),
    tot: String(year + 3),
  };
}

describe('what is not right', () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await everything();
  });
  const refused = async (answer: Answer, field: string, sentence: string, status = 422) => {
    expect({ status: answer.status, summary: answer.body.includes('role="alert"') }).toEqual({ status, summary: true });
    expect(answer.body).toContain(`href="#${field}"`);
    const beside = answer.body.split(`id="${field}-fout"`)[1] ?? '';
    expect(beside.slice(0, 300)).toContain(sentence);
    expect(await everything()).toEqual(before);
  };

  it.each<[string, Record<string, string | string[]>, string, string]>([
    ['a term of one year', { tot: String(year) }, 'tot', 'minstens 2 jaar'],
    ['years that run backwards', { tot: String(year - 5) }, 'tot', 'minstens 2 jaar'],
    ['no year at all', { vanaf: 'straks' }, 'vanaf', 'vier cijfers'],
    ['no neighbourhood', { wijken: [] }, 'wijken', 'minstens één wijk'],
    ['a neighbourhood that is no id', { wijken: ['Streefkerk'] }, 'wijken', 'minstens één wijk'],
    ['an unknown decision', { besluit: newId() }, 'besluit', 'Kies het raadsbesluit'],
    ['no split', { verdeling: 'eerlijk' }, 'verdeling', 'verdeeld'],
  ])('refuses a budget with %s', async (_, change, field, sentence) => {
    await officer.get(at('/budgetten/nieuw'));
    await refused(await officer.post(at('/budgetten/nieuw'), { ...(await whoFields()), ...change, naar: 'bedragen' }), field, sentence);
  });

  it('refuses the decision, the neighbourhood and the body of another municipality', async () => {
    const who = await whoFields();
    const bron = { [`bron-${await source('Dorpshuizen')}`]: '1,00' };
    await officer.get(at('/budgetten/nieuw'));
    const post = (change: Record<string, string | string[]>) =>
      officer.post(at('/budgetten/nieuw'), {
        ...who,
        ...bron,
        ondersteuning: '10',
        wijkorgaan: town.body.id,
        sleutel: newId(),
        ...change,
        naar: 'vaststellen',
      });
    await refused(await post({ besluit: other.decisionId }), 'besluit', 'Kies het raadsbesluit');
    await refused(await post({ wijken: [other.neighbourhoods[0]!.id] }), 'wijken', 'minstens één wijk');
    await refused(await post({ wijkorgaan: other.body.id }), 'wijkorgaan', 'Kies welk wijkorgaan');
    await refused(await post({ wijkorgaan: town.supplier.id }), 'wijkorgaan', 'Kies welk wijkorgaan');
  });

  it.each<[string, string, string]>([
    ['a negative amount', '-5', 'meer dan nul'],
    ['nothing', '0', 'meer dan nul'],
    ['a third of a cent', '10,333,1', 'meer dan nul'],
    ['words', 'veel', 'meer dan nul'],
    ['more than can be counted', '99999999999999999', 'meer dan nul'],
    ['more than the source has', '200.000,00', 'niet in elk jaar zoveel vrij'],
  ])('refuses %s beside its source', async (_, amount, sentence) => {
    const fresh = await freshSource();
    await officer.get(at('/budgetten/nieuw'));
    before = await everything();
    const answer = await officer.post(at('/budgetten/nieuw'), {
      ...(await whoFields()),
      tot: String(year + 1),
      [`bron-${fresh}`]: amount,
      ondersteuning: '10',
      wijkorgaan: town.body.id,
      naar: 'overzicht',
    });
    await refused(answer, `bron-${fresh}`, sentence);
    expect(answer.body).toContain(`value="${amount}"`);
  });

  it('refuses weights that are nothing together, fractions of one, and a support share of nothing', async () => {
    const fresh = await freshSource();
    const who = { ...(await whoFields()), verdeling: 'weights', tot: String(year + 1) };
    const weights = (value: string) => Object.fromEntries(who.wijken.map((id) => [`gewicht-${id}`, value]));
    const post = (change: Record<string, string>) =>
      officer.post(at('/budgetten/nieuw'), {
        ...who,
        [`bron-${fresh}`]: '100,00',
        ondersteuning: '10',
        wijkorgaan: town.body.id,
        ...weights('1'),
        ...change,
        naar: 'overzicht',
      });
    await officer.get(at('/budgetten/nieuw'));
    before = await everything();
    const sorted = [...town.neighbourhoods].sort((a, b) => a.name.localeCompare(b.name));
    await refused(await post(weights('0')), `gewicht-${sorted[0]!.id}`, 'boven nul');
    await refused(await post({ [`gewicht-${sorted[4]!.id}`]: '1,5' }), `gewicht-${sorted[4]!.id}`, 'heel getal');
    for (const share of ['0', '100,01', '-10', 'tien'])
      await refused(await post({ ondersteuning: share }), 'ondersteuning', 'boven 0 en hoogstens 100');
    expect((await post({})).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string, string, number]>([
    ['no name', { naam: ' ' }, 'naam', 'een naam', 422],
    ['no kind', { soort: 'zwart' }, 'soort', 'wat voor geld', 422],
    ['a task field that is none', { taakveld: 'zes' }, 'taakveld', 'taakveld', 422],
    ['an unknown decision', { besluit: newId() }, 'besluit', 'Kies het raadsbesluit', 422],
    ['a negative amount', { bedrag: '-1,00' }, 'bedrag', 'meer dan nul', 422],
    ['an amount of nothing', { bedrag: '0,00' }, 'bedrag', 'meer dan nul', 422],
    ['an amount too large to count', { bedrag: '90071992547409,93' }, 'bedrag', 'meer dan nul', 422],
    ['years that run backwards', { tot: String(year - 1) }, 'tot', 'vóór het eerste', 422],
    ['more years than thirty', { tot: String(year + 40) }, 'tot', 'hoogstens 30 jaren', 422],
    ['a name that is taken', { naam: 'Dorpshuizen' }, 'naam', 'al een bron', 409],
  ])('refuses a source with %s', async (_, change, field, sentence, status) => {
    await officer.get(at('/bronnen/nieuw'));
    const answer = await officer.post(at('/bronnen/nieuw'), { ...sourceFields, besluit: town.decisionId, ...change });
    await refused(answer, field, sentence, status);
  });

  it('refuses a source on the decision of another municipality', async () => {
    await officer.get(at('/bronnen/nieuw'));
    await refused(
      await officer.post(at('/bronnen/nieuw'), { ...sourceFields, besluit: other.decisionId }),
      'besluit',
      'Kies het raadsbesluit',
    );
  });

  it.each<[string, Record<string, string>, string, string, number]>([
    ['no number', { nummer: '' }, 'nummer', 'nummer van het besluit', 422],
    ['a number that is taken', { nummer: '2025-118' }, 'nummer', 'al gebruikt', 409],
    ['a day that is to come', { datum: `${year + 1}-01-01` }, 'datum', 'niet later dan vandaag', 422],
    ['a day that does not exist', { datum: '2026-02-30' }, 'datum', 'niet later dan vandaag', 422],
  ])('refuses a decision with %s', async (_, change, field, sentence, status) => {
    const answer = await postFile(officer, at('/besluiten/nieuw'), { nummer: '2026-8', datum: today, titel: 'Iets', ...change });
    await refused(answer, field, sentence, status);
    expect(answer.body).toContain('value="Iets"');
  });

  it('refuses a program that is called a PDF', async () => {
    const program = { name: 'besluit.pdf', bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]) };
    const answer = await postFile(officer, at('/besluiten/nieuw'), { nummer: '2026-9', datum: today, titel: 'Iets' }, program);
    await refused(answer, 'document', 'Dit is geen PDF');
  });

  let count = 0;
  /** A source with € 1.000,00 a year for two years, made through the form. */
  async function freshSource(): Promise<string> {
    const naam = `Vers ${++count}`;
    await officer.get(at('/bronnen/nieuw'));
    const answer = await officer.post(at('/bronnen/nieuw'), {
      ...sourceFields,
      naam,
      besluit: town.decisionId,
      bedrag: '1.000,00',
      tot: String(year + 1),
    });
    expect(answer.status).toBe(303);
    return source(naam);
  }
});

describe('paying', () => {
  it('is prepared by one and approved by another', async () => {
    const rightId = await giveRight(town, budgetId, { validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` });
    for (const amount of [24_001, 100_050]) {
      const { id } = await draw(town, rightId, amount, { purpose: `Zand voor ${amount}` });
      await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
    }
    const home = await officer.get(at(''));
    expect(home.body).toContain('2 betalingen');
    expect(home.body).toContain('€\u00a01.240,51');
    const open = await officer.get(at('/betalen'));
    const payables = [...open.body.matchAll(/name="betaling"[^>]*value="([^"]+)"/g)].map(([, id]) => id as string);
    expect(payables).toHaveLength(2);

    const none = await officer.post(at('/betalen'), {});
    expect([none.status, none.body.includes('Kies minstens één betaling.')]).toEqual([422, true]);
    expect((await officer.post(at('/betalen'), { betaling: 'alles' })).status).toBe(422);

    const prepared = await officer.post(at('/betalen'), { betaling: payables });
    expect(prepared.status).toBe(303);
    const again = await officer.post(at('/betalen'), { betaling: payables });
    expect([again.status, again.body.includes('staat al klaar')]).toEqual([409, true]);
    expect(await town.run((tx) => batchesOf(tx))).toHaveLength(1);

    const batch = prepared.location as string;
    const own = await officer.get(batch);
    expect(own.body).toContain('U zette deze betalingen zelf klaar. Een collega keurt ze goed.');
    expect(own.body).not.toContain('/goedkeuring');
    const forced = await officer.post(`${batch}/goedkeuring`);
    expect([forced.status, forced.body.includes('U zette deze betalingen zelf klaar. Een collega keurt ze goed.')]).toEqual([403, true]);
    expect((await officer.get(at(''))).body).toContain('Een collega keurt goed');

    expect((await colleague.get(at(''))).body).toContain('U bent het tweede paar ogen.');
    expect((await colleague.get(batch)).body).toContain('een collega');
    const paid = await colleague.post(`${batch}/goedkeuring`);
    expect([paid.status, paid.location]).toEqual([303, batch]);
    expect((await colleague.get(batch)).body).toContain('geboekt als betaald');
    const twice = await colleague.post(`${batch}/goedkeuring`);
    expect([twice.status, twice.body.includes('al goedgekeurd')]).toEqual([409, true]);
    expect(await town.run(async (tx) => sumEquation(await equationLines(tx, [budgetId])))).toMatchObject({
      paidCents: 124_051,
      committedCents: 375_949,
    });
  });
});

describe('who may be here', () => {
  const pages = ['', '/budgetten', '/budgetten/nieuw', '/bronnen', '/bronnen/nieuw', '/besluiten', '/besluiten/nieuw', '/betalen', '/jaar'];

  it('is the finance officer of this municipality', async () => {
    for (const page of pages) {
      expect([page, (await officer.get(at(page))).status]).toEqual([page, 200]);
      expect([page, (await councillor.get(at(page))).status]).toEqual([page, 403]);
      expect([page, (await new Visitor(web).get(at(page))).status]).toEqual([page, 303]);
    }
    const before = await everything();
    await councillor.get('/molenwaard/raad');
    for (const path of ['/budgetten/nieuw', '/bronnen/nieuw', '/besluiten/nieuw', '/betalen']) {
      expect([path, (await councillor.post(at(path), { naar: 'vaststellen' })).status]).toEqual([path, 403]);
    }
    expect(await everything()).toEqual(before);
  });

  it('finds nothing of another municipality', async () => {
    const foreign = await giveBudget(other);
    const rightId = await giveRight(other, foreign, { validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` });
    const { id } = await draw(other, rightId, 100);
    await other.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), other.as.supplier);
    const [payable] = await other.run((tx) => payablesOf(tx, {}));
    await officer.get(at('/betalen'));
    const taken = await officer.post(at('/betalen'), { betaling: payable!.id });
    expect(taken.status).toBe(409);
    const batch = await other.run((tx) => prepareBatch(tx, [payable!.id]), other.as.finance);
    for (const path of [
      `/budgetten/${foreign}`,
      `/betalen/${batch.id}`,
      `/besluiten/${other.decisionId}/document`,
      '/budgetten/x',
      `/betalen/${newId()}`,
    ]) {
      expect([path, (await officer.get(at(path))).status]).toEqual([path, 404]);
    }
    expect((await officer.post(at(`/betalen/${batch.id}/goedkeuring`))).status).toBe(404);
    expect(await other.run((tx) => approveBatch(tx, batch.id), other.as.finance2)).toBe(100);
  });

  it('is offered no decision on a spend', async () => {
    for (const page of ['', '/budgetten', `/budgetten/${budgetId}`, '/betalen']) {
      const forms = [...(await officer.get(at(page))).body.matchAll(/(?:action|href)="([^"]+)"/g)].map(([, path]) => path as string);
      expect(forms.filter((path) => /trekkingsrechten|opnemen|opnames|wijkorgaan/.test(path))).toEqual([]);
    }
  });
});

describe('the numbers', () => {
  const names: Record<string, keyof EntryFilter> = {
    cijfer: 'figure',
    jaar: 'fiscalYear',
    budget: 'budgetId',
    bron: 'fundingSourceId',
    recht: 'drawingRightId',
  };
  const filterOf = (query: string): EntryFilter => {
    const filter: Record<string, unknown> = {};
    for (const [name, value] of new URLSearchParams(query)) {
      if (name === 'ondersteuning') filter.supportOnly = true;
      else filter[names[name] as string] = name === 'jaar' ? Number(value) : (value as Figure);
    }
    return filter as EntryFilter;
  };

  it.each(['', '/budgetten', '/bronnen', '/jaar', 'the budget'])('on the page %s are what their entries add up to', async (page) => {
    const { body } = await officer.get(at(page === 'the budget' ? `/budgetten/${budgetId}` : page));
    const links = [...body.matchAll(/href="[^"]*\/boekingen\?([^"]*cijfer[^"]*)">([^<]+)</g)];
    expect(links.length).toBeGreaterThan(4);
    for (const [, query, shown] of links) {
      const cents = Number((shown as string).replace(/[^\d]/g, ''));
      const { totalCents } = await town.run((tx) => entriesOf(tx, filterOf((query as string).replace(/&amp;/g, '&')), { limit: 1 }));
      expect([query, Math.abs(totalCents)]).toEqual([query, cents]);
    }
  });

  it('turn red when a check does not hold', async () => {
    const failures = JSON.stringify([{ name: 'debits equal credits, per unit', rows: [{ unit: 'EUR' }] }]);
    await db.owner.query(
      'insert into invariant_runs (municipality_id, id, run_at, checks, failures, took_ms) values ($1, $2, now(), 12, $3, 5)',
      [town.municipalityId, newId(), failures],
    );
    const home = await officer.get(at(''));
    expect(home.body).toContain('De controle vond iets');
    expect(home.body).not.toContain('Alles klopt');
    expect((await officer.get(at('/jaar'))).body).toContain('debits equal credits, per unit');
  });
});
