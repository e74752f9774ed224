import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSource } from '../../libs/budgets/index.js';
import type { Town } from '../fixtures/town.js';
import type { Visitor } from '../setup/visitor.js';
import { at, everything, type FinanceTown, ids, openFinanceTown, whoFields, year } from './finance-town.js';

let place: FinanceTown;
let town: Town;
let officer: Visitor;
let sources: [string, string];

beforeAll(async () => {
  place = await openFinanceTown();
  ({ town, officer } = place);
  const add = (name: string, cents: number) =>
    town.run(async (tx) => {
      const years = Array.from({ length: 4 }, (_, index) => ({ fiscalYear: year + index, cents }));
      return (await createSource(tx, { name, kind: 'regular', taskField: '6.1', decisionId: town.decisionId, years })).id;
    }, town.as.finance);
  sources = [await add('Welzijnswerk', 10_000_000), await add('Sportgeld', 4_000_000)];
});
afterAll(() => place?.close());

const post = (fields: Record<string, string | string[]>) => officer.post(at('/budgetten/nieuw'), fields);
const spaced = (body: string) => body.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
/** The hidden and visible values of a form, as a browser would send them again. */
const sentAgain = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/<input[^>]*>/g)]
      .map(([input]) => input)
      .filter((input) => !/type="(radio|checkbox)"/.test(input) || / checked/.test(input))
      .map((input) => [/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? ''])
      .filter(([name]) => name !== '' && name !== '_csrf'),
  ) as Record<string, string>;

describe('a new budget by fixed amounts', () => {
  const villages = () => town.neighbourhoods.slice(0, 3);
  const who = async (verdeling: string) => ({ ...(await whoFields(place)), wijken: villages().map(({ id }) => id), verdeling });
  const amounts = (list: string[]) => Object.fromEntries(villages().map(({ id }, index) => [`vast-${id}`, list[index]!]));
  const money = () => ({
    [`bron-${sources[0]}`]: '1.000,00',
    [`bron-${sources[1]}`]: '333,34',
    ondersteuning: '10',
    wijkorgaan: town.body.id,
  });

  it('asks an amount for each neighbourhood, and says the difference beside the first', async () => {
    await officer.get(at('/budgetten/nieuw'));
    const asked = await post({ ...(await who('fixed')), naar: 'bedragen' });
    for (const { id, name } of villages()) {
      expect(asked.body).toContain(`name="vast-${id}"`);
      expect(asked.body).toContain(`Bedrag per jaar, ${name}`);
    }
    const before = await everything(place);
    const wrong = await post({ ...(await who('fixed')), ...money(), ...amounts(['500', '500', '100,00']), naar: 'overzicht' });
    expect(wrong.status).toBe(422);
    expect(spaced(wrong.body)).toContain('Dat is € 233,34 te weinig voor de wijken.');
    expect(wrong.body).toContain(`id="vast-${villages()[0]!.id}-fout"`);
    expect(wrong.body).toContain('value="100,00"');
    const unread = await post({ ...(await who('fixed')), ...money(), ...amounts(['500', 'x', '']), naar: 'overzicht' });
    for (const index of [1, 2]) expect(unread.body).toContain(`id="vast-${villages()[index]!.id}-fout"`);
    expect(await everything(place)).toEqual(before);
  });

  it('loses nothing that was typed, going back, choosing another split, and choosing this one again', async () => {
    const typed = { ...money(), ...amounts(['500,00', '433,34', '400,00']), vloer: '12,50', [`gewicht-${villages()[1]!.id}`]: '7' };
    const all = { ...(await who('fixed')), ...typed };
    let page = await post({ ...all, wijken: all.wijken.join(','), naar: 'wie' });
    for (const verdeling of ['equal', 'mix-weights', 'pooled', 'weights', 'fixed']) {
      const again = { ...sentAgain(page.body), ...(await who(verdeling)) };
      page = await post({ ...again, naar: 'bedragen' });
      const sent = { ...sentAgain(page.body), wijkorgaan: town.body.id };
      expect(sent).toMatchObject(typed);
      page = await post({ ...sent, naar: 'wie' });
    }
    const preview = await post({ ...sentAgain(page.body), ...(await who('fixed')), naar: 'overzicht' });
    expect(preview.status).toBe(200);
    expect(spaced(preview.body)).toContain('€ 433,34');
  });

  it('is previewed to the cent and adopted, and its page says how it came about', async () => {
    const all = { ...(await who('fixed')), ...money(), ...amounts(['500,00', '433,34', '400,00']) };
    const first = await officer.get(at('/budgetten/nieuw'));
    const sleutel = /name="sleutel" value="([^"]+)"/.exec(first.body)?.[1] as string;
    const preview = spaced((await post({ ...all, sleutel, naar: 'overzicht' })).body);
    for (const amount of ['€ 375,00', '€ 125,00', '€ 500,00', '€ 325,00', '€ 108,34', '€ 1.333,34'])
      expect([amount, preview.includes(amount)]).toEqual([amount, true]);
    expect((await post({ ...all, sleutel, naar: 'vaststellen' })).location).toBe(at('/budgetten'));
    const [id] = await ids(
      place,
      'select id from neighbourhood_budgets where municipality_id = $1 and name = $2 and apportionment_id is not null order by created_at desc limit 1',
      villages()[1]!.name,
    );
    const budget = await officer.get(at(`/budgetten/${id}`));
    expect(budget.body).toContain(at(`/budgetten/${id}/verdeling`));
    const page = await officer.get(at(`/budgetten/${id}/verdeling`));
    expect(page.status).toBe(200);
    for (const sentence of ['Zo is dit bedrag verdeeld', 'Met vaste bedragen', 'tot op de cent', '€ 433,34', 'Welzijnswerk', 'Sportgeld'])
      expect([sentence, spaced(page.body).includes(sentence)]).toEqual([sentence, true]);
  });

  it('is refused while another budget gives them that source, naming it', async () => {
    await officer.get(at('/budgetten/nieuw'));
    const all = { ...(await who('equal')), ...money(), vanaf: String(year + 1), tot: String(year + 3) };
    const refused = await post({ ...all, naar: 'overzicht' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('id="wijken-fout"');
    expect(refused.body).toMatch(new RegExp(`krijgt \\S+ in ${year + 1} tot en met ${year + 3} al uit het wijkbudget`));
  });
});

describe('a new budget with a floor', () => {
  it('gives each its floor, and says when floors cost too much', async () => {
    const villages = town.neighbourhoods.slice(3, 6);
    const fields = {
      ...(await whoFields(place)),
      wijken: villages.map(({ id }) => id),
      verdeling: 'mix-residents',
      [`bron-${sources[0]}`]: '30.000,00',
      ondersteuning: '10',
      wijkorgaan: town.body.id,
      naar: 'overzicht',
    };
    await officer.get(at('/budgetten/nieuw'));
    const none = await post(fields);
    expect([none.status, none.body.includes('id="vloer-fout"')]).toEqual([422, true]);
    const much = await post({ ...fields, vloer: '10.000,01' });
    expect([much.status, spaced(much.body).includes('Dat is € 0,03 meer dan de € 30.000,00 uit de bronnen.')]).toEqual([422, true]);
    // 8,000, 9,000 and 10,000 people share 15,000.00; the second has a floor of its own.
    const preview = await post({ ...fields, vloer: '4.000', [`vloer-${villages[1]!.id}`]: '7.000,00' });
    for (const amount of ['€ 8.444,44', '€ 12.000,00', '€ 9.555,56', '€ 7.000,00'])
      expect([amount, spaced(preview.body).includes(amount)]).toEqual([amount, true]);
  });
});
