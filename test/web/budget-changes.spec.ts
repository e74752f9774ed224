import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addToDay, newId } from '../../libs/core/index.js';
import { changesOf, createSource, equationLines, sumEquation } from '../../libs/budgets/index.js';
import { hashPassword } from '../../libs/identity/index.js';
import { giveBudget, giveRight } from '../fixtures/town.js';
import { type Answer, Visitor } from '../setup/visitor.js';
import { at, everything, type FinanceTown, openFinanceTown, sourceNamed, today, year } from './finance-town.js';

let place: FinanceTown;
let sourceId: string;
/** A budget of five years for the second village, with € 1.400,00 a year. */
let budgetId: string;
/** The same for the third. */
let otherId: string;

beforeAll(async () => {
  place = await openFinanceTown();
  const { town } = place;
  await town.run(
    (tx) =>
      createSource(tx, {
        name: 'Welzijnswerk',
        kind: 'regular',
        taskField: '6.1',
        decisionId: town.decisionId,
        years: [0, 1, 2, 3, 4].map((later) => ({ fiscalYear: year + later, cents: 1_000_000 })),
      }),
    town.as.finance,
  );
  sourceId = await sourceNamed(place, 'Welzijnswerk');
  const sources = [{ sourceId, yearlyCents: 100_000 }];
  const term = { amounts: [], sources, firstYear: year, lastYear: year + 4, supportShareBasisPoints: 1_000 };
  budgetId = await giveBudget(town, { ...term, neighbourhoodIds: [town.neighbourhoods[1]!.id] });
  otherId = await giveBudget(town, { ...term, neighbourhoodIds: [town.neighbourhoods[2]!.id] });
});
afterAll(() => place?.close());

const page = (path: string) => at(`/budgetten/${budgetId}/wijzigen${path}`);
const reasons = 'De raad wil meer groen in de wijk.';
const fields = (own: Record<string, string>) => ({ besluit: place.town.decisionId, waarom: reasons, sleutel: newId(), ...own });
const post = async (path: string, own: Record<string, string>) => {
  await place.officer.get(page(path));
  return place.officer.post(page(path), fields(own));
};
/** The words of a page, without marks and with plain spaces. */
const words = (answer: Answer) =>
  answer.body
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ');
const sum = (id: string) => place.town.run(async (tx) => sumEquation(await equationLines(tx, [id])));
const key = () => `${year}-${sourceId}`;

describe('changing a budget', () => {
  it('begins on the page of the budget, with four ways', async () => {
    const budget = await place.officer.get(at(`/budgetten/${budgetId}`));
    expect(budget.body).toContain(`href="/molenwaard/financien/budgetten/${budgetId}/wijzigen"`);
    expect(words(budget)).toContain('De raad veranderde nog niets aan dit wijkbudget');
    const choose = await place.officer.get(page(''));
    for (const path of ['verhogen', 'indexeren', 'verplaatsen', 'beeindigen']) expect(choose.body).toContain(`/wijzigen/${path}"`);
  });

  it('shows an increase to the cent, books it once, and tells it with its decision', async () => {
    const own = { bron: sourceId, bedrag: '123,45', vanaf: String(year), tot: String(year + 1) };
    const sent = fields(own);
    const before = await everything(place);
    await place.officer.get(page('/verhogen'));
    const preview = await place.officer.post(page('/verhogen'), { ...sent, naar: 'overzicht' });
    expect(preview.status).toBe(200);
    expect(words(preview)).toContain(`${year}, Welzijnswerk € 1.000,00 € 123,45 € 1.123,45 € 12,35`);
    expect(words(preview)).toContain('= Beschikbaar € 1.000,00 € 1.123,45');
    expect(words(preview)).toContain('€ 246,90 wordt apart gezet uit de bronnen');
    expect(await everything(place)).toEqual(before);
    for (const _ of [1, 2]) {
      const done = await place.officer.post(page('/verhogen'), { ...sent, naar: 'vaststellen' });
      expect([done.status, done.location]).toEqual([303, `/molenwaard/financien/budgetten/${budgetId}#wijzigingen`]);
    }
    expect((await sum(budgetId)).availableCents).toBe(112_345);
    const told = words(await place.officer.get(at(`/budgetten/${budgetId}`)));
    expect(told).toContain('Verhoogd');
    expect(told).toContain(reasons);
    expect(told).toContain('Raadsbesluit 2025-118');
  });

  it('indexes with a preview, and goes back with the answers filled in', async () => {
    const own = { percentage: '2,5', vanaf: String(year + 2) };
    const preview = await post('/indexeren', { ...own, naar: 'overzicht' });
    expect(words(preview)).toContain(`${year + 2}, Welzijnswerk € 1.000,00 € 25,00 € 1.025,00 € 2,50 Gepland`);
    const back = await post('/indexeren', { ...own, naar: 'terug' });
    expect(back.body).toContain('value="2,5"');
    expect(back.body).toContain(reasons);
    expect((await post('/indexeren', { ...own, naar: 'vaststellen' })).status).toBe(303);
    expect(words(await place.officer.get(at(`/budgetten/${budgetId}`)))).toContain('Geïndexeerd met 2,5 procent');
  });

  it('moves what is free to another budget', async () => {
    const own = { geld: key(), bedrag: '100', 'naar-budget': otherId };
    const ask = await place.officer.get(page('/verplaatsen'));
    expect(words(ask)).toContain(`${year}, Welzijnswerk (€ 1.011,10 vrij)`);
    const before = [(await sum(budgetId)).availableCents, (await sum(otherId)).availableCents];
    expect(words(await post('/verplaatsen', { ...own, naar: 'overzicht' }))).toContain(
      `${year}, Welzijnswerk € 1.123,45 − € 100,00 € 1.023,45`,
    );
    expect((await post('/verplaatsen', { ...own, naar: 'vaststellen' })).status).toBe(303);
    expect([(await sum(budgetId)).availableCents, (await sum(otherId)).availableCents]).toEqual([before[0]! - 10_000, before[1]! + 10_000]);
    expect(words(await place.officer.get(at(`/budgetten/${otherId}`)))).toContain(`Gekregen van ${place.town.neighbourhoods[1]!.name}`);
  });

  describe('with something wrong', () => {
    let before: Record<string, number>;
    beforeEach(async () => {
      before = await everything(place);
    });
    it.each<[string, string, () => Record<string, string>, string, string, number]>([
      ['no source', '/verhogen', () => ({ bron: newId(), bedrag: '5' }), 'bron', 'Kies uit welke bron', 422],
      ['no amount', '/verhogen', () => ({ bron: sourceId, bedrag: 'veel' }), 'bedrag', 'meer dan nul', 422],
      ['too much', '/verhogen', () => ({ bron: sourceId, bedrag: '9000' }), 'bedrag', 'nog €\u00a07.', 422],
      ['a year outside the term', '/verhogen', () => ({ bron: sourceId, bedrag: '5', tot: '2099' }), 'tot', 'Kies een jaar van', 422],
      [
        'years that run backwards',
        '/verhogen',
        () => ({ bron: sourceId, bedrag: '5', vanaf: String(year + 1), tot: String(year) }),
        'tot',
        'vóór het eerste',
        422,
      ],
      [
        'another decision',
        '/verhogen',
        () => ({ bron: sourceId, bedrag: '5', besluit: place.other.decisionId }),
        'besluit',
        'Kies het raadsbesluit',
        422,
      ],
      ['no reasons', '/verhogen', () => ({ bron: sourceId, bedrag: '5', waarom: ' ' }), 'waarom', 'Schrijf op waarom', 422],
      ['no percentage', '/indexeren', () => ({ percentage: 'x' }), 'percentage', 'hoogstens 25', 422],
      ['too high a percentage', '/indexeren', () => ({ percentage: '25,01' }), 'percentage', 'hoogstens 25', 422],
      [
        'money that is not there',
        '/verplaatsen',
        () => ({ geld: 'x', bedrag: '5', 'naar-budget': otherId }),
        'geld',
        'Kies welk geld',
        422,
      ],
      ['more than is free', '/verplaatsen', () => ({ geld: key(), bedrag: '5000', 'naar-budget': otherId }), 'bedrag', 'kan in', 409],
      [
        'a budget of others',
        '/verplaatsen',
        () => ({ geld: key(), bedrag: '5', 'naar-budget': newId() }),
        'naar-budget',
        'Kies het wijkbudget',
        422,
      ],
      ['no day', '/beeindigen', () => ({ einde: '' }), 'einde', 'Kies een laatste dag', 422],
      ['a day that was', '/beeindigen', () => ({ einde: addToDay(today, { days: -1 }) }), 'einde', 'vandaag of later', 422],
    ])('(%s) the form comes back filled in', async (_, path, own, field, sentence, status) => {
      const sent = { vanaf: String(year), tot: String(year), ...own(), naar: 'vaststellen' };
      const answer = await post(path, sent);
      expect({ status: answer.status, summary: answer.body.includes('role="alert"') }).toEqual({ status, summary: true });
      expect(answer.body).toContain(`href="#${field}"`);
      expect((answer.body.split(`id="${field}-fout"`)[1] ?? '').slice(0, 400)).toContain(sentence);
      if (!('waarom' in own())) expect(answer.body).toContain(reasons);
      expect(await everything(place)).toEqual(before);
    });
  });

  it('announces an early end, with what is granted respected, and the body reads why', async () => {
    const endsOn = addToDay(today, { days: 40 });
    await giveRight(place.town, budgetId, {
      neighbourhoodId: place.town.neighbourhoods[1]!.id,
      amount: 1_000,
      validFrom: today,
      validTo: endsOn,
    });
    const early = await post('/beeindigen', { einde: today, naar: 'overzicht' });
    expect(early.status).toBe(409);
    expect(words(early)).toContain('Er lopen nog trekkingsrechten tot en met');
    expect(words(early)).toContain('Materiaal en activiteiten (Verkeerstuin)');
    const preview = await post('/beeindigen', { einde: endsOn, naar: 'overzicht' });
    expect(words(preview)).toContain('Gaat meteen terug naar de bron');
    expect((await post('/beeindigen', { einde: endsOn, naar: 'vaststellen' })).status).toBe(303);
    const budget = words(await place.officer.get(at(`/budgetten/${budgetId}`)));
    expect(budget).toContain('Einde aangekondigd');
    expect(budget).toContain('Dit wijkbudget eindigt eerder');
    expect(words(await place.officer.get(at('')))).toContain('Eindigt eerder');
    expect((await place.officer.get(page('/beeindigen'))).body).toContain('al aangekondigd');
    const hash = await hashPassword('een zin die ik onthoud');
    await place.db.owner.query('update people set email = $2, password_hash = $3 where id = $1', [
      place.town.as.body.personId,
      'wijkorgaan@example.org',
      hash,
    ]);
    const body = new Visitor(place.web);
    await body.logIn('wijkorgaan@example.org', 'een zin die ik onthoud');
    const home = words(await body.get('/molenwaard/wijkorgaan'));
    expect(home).toContain('Dit wijkbudget eindigt op');
    expect(home).toContain(reasons);
    const [change] = await place.town.run((tx) => changesOf(tx, budgetId));
    expect(change).toMatchObject({ kind: 'ending', reasons });
  });

  it('is not for whoever may not, and not for a budget of others', async () => {
    for (const path of ['', '/verhogen', '/indexeren', '/verplaatsen', '/beeindigen']) {
      expect((await place.councillor.get(page(path))).status).toBe(403);
      expect((await place.officer.get(at(`/budgetten/${newId()}/wijzigen${path}`))).status).toBe(404);
    }
  });
});
