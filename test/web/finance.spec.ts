import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import { equationLines, sumEquation } from '../../libs/budgets/index.js';
import { approveBatch, batchesOf, confirmDelivery, payablesOf, prepareBatch } from '../../libs/payments/index.js';
import { entriesOf, type EntryFilter, type Figure } from '../../libs/reporting/index.js';
import { draw, giveBudget, giveRight, type Town } from '../fixtures/town.js';
import { Visitor } from '../setup/visitor.js';
import {
  at,
  everything,
  type FinanceTown,
  ids,
  openFinanceTown,
  postFile,
  sourceFields,
  sourceNamed,
  today,
  whoFields,
  year,
} from './finance-town.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

let place: FinanceTown;
let town: Town;
let other: Town;
let budgetId: string;
let officer: Visitor;
let colleague: Visitor;
let councillor: Visitor;

beforeAll(async () => {
  place = await openFinanceTown();
  ({ town, other, budgetId, officer, colleague, councillor } = place);
});
afterAll(() => place?.close());

describe('from a decision to thirteen budgets', () => {
  it('records the decision with its document', async () => {
    const answer = await postFile(
      place,
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
    const [decisionId] = await ids(place, `select id from council_decisions where municipality_id = $1 and number = '2026-7'`);
    await officer.get(at('/bronnen/nieuw'));
    const answer = await officer.post(at('/bronnen/nieuw'), { ...sourceFields, naam: 'Dorpshuizen', besluit: decisionId as string });
    expect([answer.status, answer.location]).toEqual([303, at('/bronnen')]);
    const list = await officer.get(at('/bronnen'));
    expect(list.body).toContain('Dorpshuizen');
    expect(list.body).toContain('€\u00a0100.000,00');
  });

  it('shows the split to the cent, keeps the answers on the way back, and adopts once', async () => {
    const id = await sourceNamed(place, 'Dorpshuizen');
    const who = { ...(await whoFields(place)), verdeling: 'equal' };
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

    const before = await everything(place);
    const preview = await officer.post(at('/budgetten/nieuw'), { ...carried, naar: 'overzicht' });
    expect(preview.body).toContain('10 × €\u00a07.692,31 en 3 × €\u00a07.692,30');
    expect(preview.body).toContain('Dit gebeurt er');
    expect(await everything(place)).toEqual(before);

    const adopt = () => officer.post(at('/budgetten/nieuw'), { ...carried, naar: 'vaststellen' });
    // A double tap arrives twice at once.
    for (const adopted of await Promise.all([adopt(), adopt()]))
      expect([adopted.status, adopted.location]).toEqual([303, at('/budgetten')]);
    const after = await everything(place);
    expect(after.budgets).toBe((before.budgets as number) + 13);
    expect((await adopt()).status).toBe(303);
    expect(await everything(place)).toEqual(after);

    const lines = await town.run((tx) => equationLines(tx));
    const own = lines.filter((line) => line.fundingSourceId === id && line.fiscalYear === year);
    expect(sumEquation(own)).toMatchObject({ adoptedCents: 10_000_000, availableCents: 10_000_000 });
    expect(own.map((line) => line.adoptedCents).sort()).toEqual([...Array(3).fill(769_230), ...Array(10).fill(769_231)]);
  });
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
      expect([page, (await new Visitor(place.web).get(at(page))).status]).toEqual([page, 303]);
    }
    const before = await everything(place);
    await councillor.get('/molenwaard/raad');
    for (const path of ['/budgetten/nieuw', '/bronnen/nieuw', '/besluiten/nieuw', '/betalen']) {
      expect([path, (await councillor.post(at(path), { naar: 'vaststellen' })).status]).toEqual([path, 403]);
    }
    expect(await everything(place)).toEqual(before);
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
    await place.db.owner.query(
      'insert into invariant_runs (municipality_id, id, run_at, checks, failures, took_ms) values ($1, $2, now(), 12, $3, 5)',
      [town.municipalityId, newId(), failures],
    );
    const home = await officer.get(at(''));
    expect(home.body).toContain('De controle vond iets');
    expect(home.body).not.toContain('Alles klopt');
    expect((await officer.get(at('/jaar'))).body).toContain('Wat eraf gaat komt er ergens bij');
  });
});
