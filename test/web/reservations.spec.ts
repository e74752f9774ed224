import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import { recordDecision, reservedInstalments, sourceYears } from '../../libs/budgets/index.js';
import { grantRequest } from '../fixtures/town.js';
import { grantRight, rightById } from '../../libs/drawing-rights/index.js';
import { proven } from '../scenarios/kit.js';
import { at, everything, type FinanceTown, openFinanceTown, today, year } from './finance-town.js';

const next = year + 1;

/** A finance officer records the budget of next year, and invokes the reservation over money on which a right was granted conditionally. */
describe('the reservation of next year on the pages', () => {
  let place: FinanceTown;
  let decision: string;
  let rightId: string;
  let invoking: string;
  beforeAll(async () => {
    place = await openFinanceTown();
    const { town } = place;
    const record = () => recordDecisionOf(place);
    decision = await record();
    const grant = grantRequest(town, place.budgetId, {
      title: 'Zomerfeest',
      amount: 9_000_000,
      validFrom: `${next}-01-01`,
      validTo: `${next}-12-31`,
    });
    rightId = (await town.run((tx) => grantRight(tx, grant), town.as.body)).id;
    const [first] = (await town.run(reservedInstalments)).sort((a, b) => b.cents - a.cents);
    invoking = at(`/budgetten/${first!.budgetId}/voorbehoud/${first!.id}`);
  });
  afterAll(() => place?.close());

  const answers = (change: Record<string, string> = {}) => ({ besluit: decision, bedrag: '90.000,00', reden: 'Minder geld.', ...change });
  const budget = (change: Record<string, string> = {}) => ({ jaar: String(next), besluit: decision, datum: today, ...change });

  it('asks first to record when the council adopted its budget', async () => {
    expect((await place.officer.get(at('/begrotingen'))).body).toContain('nog niet vastgelegd');
    const page = await place.officer.get(invoking);
    expect(page.body).toContain('Leg dat eerst vast');
    expect(page.body).toContain('Zomerfeest');
    expect((await place.officer.post(invoking, answers())).status).toBe(409);
    expect((await place.officer.get(at(`/budgetten/${place.budgetId}`))).body).toContain('Onder voorbehoud');
  });

  it.each<[string, Record<string, string>, string]>([
    ['jaar', { jaar: 'straks' }, 'vier cijfers'],
    ['datum', { datum: `${year - 3}-01-01` }, `in ${year} of`],
    ['besluit', { besluit: newId() }, 'Kies het raadsbesluit'],
  ])('refuses a wrong %s beside its field', async (field, change, sentence) => {
    await place.officer.get(at('/begrotingen/nieuw'));
    const page = await place.officer.post(at('/begrotingen/nieuw'), budget({ ...change, stap: 'overzicht' }));
    expect(page.status).toBe(422);
    expect(page.body.split(`id="${field}-fout"`)[1]?.slice(0, 300)).toContain(sentence);
  });

  it('shows what follows before it is recorded, and records it once', async () => {
    await place.officer.get(at('/begrotingen/nieuw'));
    const preview = await place.officer.post(at('/begrotingen/nieuw'), budget({ datum: '', stap: 'overzicht' }));
    expect([preview.status, preview.body]).toEqual([200, expect.stringContaining('De raad kan het voorbehoud inroepen')]);
    expect((await place.officer.get(at('/begrotingen'))).body).toContain('nog niet vastgelegd');
    const recorded = await place.officer.post(at('/begrotingen/nieuw'), budget({ stap: 'vastleggen' }));
    expect([recorded.status, recorded.location]).toEqual([303, expect.stringContaining('/financien/begrotingen')]);
    expect((await place.officer.get(at('/begrotingen'))).body).toContain(`Voorbehoud ${next} inroepen`);
    const again = await place.officer.post(at('/begrotingen/nieuw'), budget({ besluit: place.town.decisionId, stap: 'vastleggen' }));
    expect([again.status, again.body]).toEqual([409, expect.stringContaining('al vastgelegd')]);
    expect((await place.officer.get(at(''))).body).toContain(`Voorbehoud ${next}`);
  });

  it.each<[string, Record<string, string>, string]>([
    ['bedrag', { bedrag: '96.000,01' }, 'hoogstens'],
    ['bedrag', { bedrag: 'veel' }, ''],
    ['reden', { reden: '' }, 'Schrijf op waarom'],
    ['besluit', { besluit: '' }, 'Kies het raadsbesluit'],
  ])('refuses to invoke with a wrong %s, and books nothing', async (field, change, sentence) => {
    const before = await everything(place);
    const page = await place.officer.post(invoking, { ...answers(change), stap: 'inroepen', sleutel: newId() });
    expect(page.status).toBe(422);
    expect(page.body.split(`id="${field}-fout"`)[1]?.slice(0, 300)).toContain(sentence);
    expect(await everything(place)).toEqual(before);
  });

  it('names the rights that fall, and then does it once', async () => {
    const { town } = place;
    const before = await everything(place);
    const preview = await place.officer.post(invoking, { ...answers(), stap: 'overzicht' });
    expect([preview.status, preview.body]).toEqual([200, expect.stringContaining('Deze trekkingsrechten vervallen')]);
    expect(preview.body).toContain('Zomerfeest');
    expect(await everything(place)).toEqual(before);
    const sleutel = newId();
    for (let tap = 0; tap < 2; tap++) {
      const done = await place.officer.post(invoking, { ...answers(), stap: 'inroepen', sleutel });
      expect([done.status, done.location]).toEqual([303, expect.stringContaining(place.budgetId)]);
    }
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended' });
    const free = (await town.run((tx) => sourceYears(tx))).filter(({ fiscalYear }) => fiscalYear === next);
    expect(free.reduce((sum, one) => sum + one.freeCents, 0)).toBe(9_000_000);
    expect((await place.officer.get(at('/begrotingen'))).body).toContain('Minder geld.');
    expect((await place.officer.get(at(`/vrijgave/${next}`))).body).toContain(`${next} komt vrij`);
    await proven(town);
  });

  it('is closed to others, and to what does not belong together', async () => {
    expect((await place.councillor.get(invoking)).status).toBe(403);
    const [reserved] = await place.other.run(reservedInstalments);
    expect(reserved).toBeUndefined();
    expect((await place.officer.get(invoking.replace(place.budgetId, newId()))).status).toBe(404);
    expect((await place.officer.get(at('/vrijgave/2199'))).status).toBe(404);
    expect((await place.officer.get(at('/vrijgave/straks'))).status).toBe(404);
  });
});

const recordDecisionOf = ({ town }: FinanceTown) =>
  town.run(async (tx) => (await recordDecision(tx, { number: 'B-1', decidedOn: tx.today, title: 'Begroting' })).id, town.as.finance);
