import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { delegationsOf, houseRulesOf, neighbourhoodBodies } from '../../libs/budgets/index.js';
import { newId } from '../../libs/core/index.js';
import { hashPassword } from '../../libs/identity/index.js';
import { giveRight } from '../fixtures/town.js';
import { Visitor } from '../setup/visitor.js';
import { at, type FinanceTown, openFinanceTown, today, year } from './finance-town.js';

let place: FinanceTown;
beforeAll(async () => {
  place = await openFinanceTown();
}, 60_000);
afterAll(() => place.close());

const bodies = () => place.town.run((tx) => neighbourhoodBodies(tx));
const rules = () => place.town.run((tx) => houseRulesOf(tx, place.budgetId));

/** Somebody of the town, logged in. */
async function known(who: 'body' | 'initiative'): Promise<Visitor> {
  const [email, password] = [`${who}@example.org`, 'een zin die ik onthoud'];
  await place.db.owner.query('update people set email = $2, password_hash = $3 where id = $1', [
    place.town.as[who].personId,
    email,
    await hashPassword(password),
  ]);
  const visitor = new Visitor(place.web);
  await visitor.logIn(email, password);
  return visitor;
}

describe('the neighbourhood bodies', () => {
  it('show who is recognised, since when, by which decision, and for which budgets', async () => {
    const page = await place.officer.get(at('/wijkorganen'));
    expect(page.status).toBe(200);
    for (const part of ['Bewonersplatform', '2025-118', 'Samen', 'Sinds']) expect(page.body).toContain(part);
  });

  it('are recognised by a decision: a new one is registered by its name', async () => {
    const page = await place.officer.get(at('/wijkorganen/nieuw'));
    expect(page.body).toContain('name="naam"');
    expect(page.body).not.toContain('name="organisatie"');
    const fields = { naam: 'Dorpsraad Ottoland', besluit: place.town.decisionId, datum: 'gisteren' };
    const wrong = await place.officer.post(at('/wijkorganen/nieuw'), fields);
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="Dorpsraad Ottoland"');
    expect(wrong.body).toContain('href="#datum"');
    expect(await bodies()).toHaveLength(1);
    const done = await place.officer.post(at('/wijkorganen/nieuw'), { ...fields, datum: today });
    expect([done.status, done.location]).toEqual([303, at('/wijkorganen')]);
    expect((await bodies()).map(({ name, recognition }) => [name, recognition?.decisionNumber])).toEqual([
      ['Bewonersplatform', '2025-118'],
      ['Dorpsraad Ottoland', '2025-118'],
    ]);
  });

  it('say what is missing, each beside its field', async () => {
    const page = await place.officer.post(at('/wijkorganen/nieuw'), {});
    expect(page.status).toBe(422);
    expect(page.body).toContain('href="#besluit"');
    expect(page.body).toContain('href="#naam"');
  });

  it('keep their recognition while they hold a budget, and lose it by a decision with a reason', async () => {
    const [holder, village] = await bodies();
    const held = await place.officer.get(at(`/wijkorganen/${holder!.id}/beeindigen`));
    expect(held.body).toContain(`href="${at(`/budgetten/${place.budgetId}/overdragen`)}"`);
    expect(held.body).not.toContain('name="reden"');
    const fields = { besluit: place.town.decisionId, reden: 'Opgeheven' };
    expect((await place.officer.post(at(`/wijkorganen/${holder!.id}/beeindigen`), fields)).status).toBe(409);
    const wrong = await place.officer.post(at(`/wijkorganen/${village!.id}/beeindigen`), { ...fields, besluit: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Opgeheven</textarea>');
    expect((await place.officer.post(at(`/wijkorganen/${village!.id}/beeindigen`), fields)).status).toBe(303);
    expect((await place.officer.get(at('/wijkorganen'))).body).toContain('Gestopt op');
    const again = { organisatie: village!.id, naam: '', besluit: place.town.decisionId, datum: today };
    expect((await place.officer.post(at('/wijkorganen/nieuw'), again)).status).toBe(303);
  });
});

describe('delegating a budget', () => {
  const path = () => at(`/budgetten/${place.budgetId}/overdragen`);

  it('is shown first, and done once confirmed', async () => {
    const village = (await bodies()).find(({ name }) => name === 'Dorpsraad Ottoland')!;
    const fields = {
      wijkorgaan: village.id,
      besluit: place.town.decisionId,
      spelregels: 'Eerst de buren vragen\nBoven € 1.000 met zijn drieën',
    };
    const wrong = await place.officer.post(path(), { ...fields, wijkorgaan: newId(), naar: 'overzicht' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#wijkorgaan"');
    expect(wrong.body).toContain('Eerst de buren vragen\nBoven € 1.000 met zijn drieën</textarea>');
    const preview = await place.officer.post(path(), { ...fields, naar: 'overzicht' });
    expect(preview.status).toBe(200);
    expect(preview.body).toContain('Alleen Dorpsraad Ottoland beslist over de uitgaven; Bewonersplatform niet meer.');
    expect(await rules()).toEqual([]);
    const back = await place.officer.post(path(), { ...fields, naar: 'terug' });
    expect(back.body).toContain('Boven € 1.000 met zijn drieën</textarea>');
    const sleutel = newId();
    for (const _tap of [1, 2]) {
      const done = await place.officer.post(path(), { ...fields, sleutel, naar: 'overdragen' });
      expect([done.status, done.location]).toEqual([303, at(`/budgetten/${place.budgetId}`)]);
    }
    expect(await rules()).toEqual(['Eerst de buren vragen', 'Boven € 1.000 met zijn drieën']);
    expect(await place.town.run((tx) => delegationsOf(tx, place.budgetId))).toHaveLength(2);
    // Back to the first, with one rule.
    const first = { ...fields, wijkorgaan: place.town.body.id, spelregels: 'Vraag eerst de buren', sleutel: newId(), naar: 'overdragen' };
    expect((await place.officer.post(path(), first)).status).toBe(303);
  });

  it('shows its house rules to everyone they are for', async () => {
    const rightId = await giveRight(place.town, place.budgetId, { validFrom: `${year}-01-01`, validTo: `${year}-12-31` });
    const [body, initiative, anyone] = [await known('body'), await known('initiative'), new Visitor(place.web)];
    const pages: [Visitor, string][] = [
      [place.officer, at(`/budgetten/${place.budgetId}`)],
      [body, '/molenwaard/wijkorgaan'],
      [initiative, `/molenwaard/initiatief/rechten/${rightId}`],
      [anyone, `/molenwaard/wijken/${place.town.neighbourhoods[0]!.slug}`],
    ];
    for (const [visitor, address] of pages) {
      const page = await visitor.get(address);
      expect({ address, status: page.status, shown: page.body.includes('Vraag eerst de buren') }).toEqual({
        address,
        status: 200,
        shown: true,
      });
    }
  });

  it('closes every door to spending for the finance officer, with the reason', async () => {
    const rightId = await giveRight(place.town, place.budgetId, { validFrom: `${year}-01-01`, validTo: `${year}-12-31` });
    const doors: [method: 'get' | 'post', path: string][] = [
      ['get', 'wijkorgaan'],
      ['get', 'wijkorgaan/trekkingsrechten/nieuw'],
      ['post', 'wijkorgaan/trekkingsrechten/nieuw'],
      ['get', `wijkorgaan/trekkingsrechten/${rightId}`],
      ['post', `wijkorgaan/trekkingsrechten/${rightId}/einde`],
      ['get', `initiatief/opnemen/${rightId}`],
      ['post', `initiatief/opnemen/${rightId}`],
    ];
    for (const [method, path] of doors) {
      const answer = await place.officer[method](`/molenwaard/${path}`);
      expect({ path, status: answer.status }).toEqual({ path, status: 403 });
      // The reason, in a sentence: only who may.
      expect(answer.body).toContain('U werkt hier als financieel medewerker');
    }
  });

  it('is not for the council', async () => {
    for (const path of ['/wijkorganen', '/wijkorganen/nieuw', `/budgetten/${place.budgetId}/overdragen`])
      expect((await place.councillor.get(at(path))).status).toBe(403);
  });
});
