import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import type { Town } from '../fixtures/town.js';
import type { Answer, Visitor } from '../setup/visitor.js';
import {
  at,
  everything,
  type FinanceTown,
  openFinanceTown,
  postFile,
  sourceFields,
  sourceNamed,
  today,
  whoFields,
  year,
} from './finance-town.js';

let place: FinanceTown;
let town: Town;
let other: Town;
let officer: Visitor;

beforeAll(async () => {
  place = await openFinanceTown();
  ({ town, other, officer } = place);
  await officer.get(at('/bronnen/nieuw'));
  await officer.post(at('/bronnen/nieuw'), { ...sourceFields, naam: 'Welzijnswerk', besluit: town.decisionId });
});
afterAll(() => place?.close());

/** Each is refused with its sentence beside its field, and nothing is booked. */
describe('what is not right', () => {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await everything(place);
  });
  const refused = async (answer: Answer, field: string, sentence: string, status = 422) => {
    expect({ status: answer.status, summary: answer.body.includes('role="alert"') }).toEqual({ status, summary: true });
    expect(answer.body).toContain(`href="#${field}"`);
    const beside = answer.body.split(`id="${field}-fout"`)[1] ?? '';
    expect(beside.slice(0, 300)).toContain(sentence);
    expect(await everything(place)).toEqual(before);
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
    await refused(
      await officer.post(at('/budgetten/nieuw'), { ...(await whoFields(place)), ...change, naar: 'bedragen' }),
      field,
      sentence,
    );
  });

  it('refuses the decision, the neighbourhood and the body of another municipality', async () => {
    const who = await whoFields(place);
    const bron = { [`bron-${await sourceNamed(place, 'Welzijnswerk')}`]: '1,00' };
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
    before = await everything(place);
    const answer = await officer.post(at('/budgetten/nieuw'), {
      ...(await whoFields(place)),
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
    const who = { ...(await whoFields(place)), verdeling: 'weights', tot: String(year + 1) };
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
    before = await everything(place);
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
    ['a name that is taken', { naam: 'Welzijnswerk' }, 'naam', 'al een bron', 409],
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
    const answer = await postFile(place, at('/besluiten/nieuw'), { nummer: '2026-8', datum: today, titel: 'Iets', ...change });
    await refused(answer, field, sentence, status);
    expect(answer.body).toContain('value="Iets"');
  });

  it('refuses a program that is called a PDF', async () => {
    const program = { name: 'besluit.pdf', bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]) };
    const answer = await postFile(place, at('/besluiten/nieuw'), { nummer: '2026-9', datum: today, titel: 'Iets' }, program);
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
    return sourceNamed(place, naam);
  }
});
