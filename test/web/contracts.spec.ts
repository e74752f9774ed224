import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/core/index.js';
import { contractById, listContracts, recordContract } from '../../libs/budgets/index.js';
import type { Town } from '../fixtures/town.js';
import type { Answer, Visitor } from '../setup/visitor.js';
import { at, everything, type FinanceTown, ids, openFinanceTown, year } from './finance-town.js';

let place: FinanceTown;
let town: Town;
let other: Town;
let officer: Visitor;
let councillor: Visitor;
beforeAll(async () => {
  place = await openFinanceTown();
  ({ town, other, officer, councillor } = place);
});
afterAll(() => place?.close());

const fields = {
  wat: 'Welzijnsopdracht',
  leverancier: 'Stichting Voorbeeld',
  soort: 'contract',
  taakveld: '6.1',
  bedrag: '120.000,00',
  eindigt: `${year + 1}-12-31`,
};

/** The sentence stands at the top and beside its field, what was typed is still there, and nothing is booked. */
const refused = async (answer: Answer, field: string, sentence: string, typed: Record<string, string>, before: unknown, status = 422) => {
  expect({ status: answer.status, summary: answer.body.includes('role="alert"') }).toEqual({ status, summary: true });
  expect(answer.body).toContain(`href="#${field}"`);
  expect((answer.body.split(`id="${field}-fout"`)[1] ?? '').slice(0, 300)).toContain(sentence);
  for (const value of Object.values(typed)) if (value) expect(answer.body).toContain(value);
  expect(await everything(place)).toEqual(before);
};

const record = async (change: Partial<typeof fields> = {}) => {
  await officer.get(at('/contracten/nieuw'));
  const answer = await officer.post(at('/contracten/nieuw'), { ...fields, ...change });
  expect(answer.status).toBe(303);
  return answer.location!.split('/').at(-1)!;
};

/** Answers to the questions of a conversion that are right. */
const answers = () => ({
  ...{ besluit: town.decisionId, naam: `Omgezet ${newId()}`, vanaf: String(year + 1) },
  ...{ 'deel-1': '25', 'deel-2': '€ 60.000,00', 'deel-3': '', 'deel-4': '', 'deel-5': '', daarna: '3' },
});

describe('contracts', () => {
  it('begin with a page that says how', async () => {
    const page = await officer.get(at('/contracten'));
    expect(page.body).toContain('Er ligt nog geen contract vast');
    expect(page.body).toContain(`href="${at('/contracten/nieuw')}"`);
    expect((await officer.get(at('/bronnen'))).body).toContain(`href="${at('/contracten')}"`);
  });

  it.each<[string, Partial<typeof fields>, string, string]>([
    ['no subject', { wat: ' ' }, 'wat', 'waar het geld voor is'],
    ['no supplier', { leverancier: '' }, 'leverancier', 'wie het geld krijgt'],
    ['no kind', { soort: 'cadeau' }, 'soort', 'contract of een subsidie'],
    ['a task field that is none', { taakveld: 'zes' }, 'taakveld', 'taakveld'],
    ['an amount of nothing', { bedrag: '0,00' }, 'bedrag', 'meer dan nul'],
    ['an amount in words', { bedrag: 'een ton' }, 'bedrag', 'meer dan nul'],
    ['a day that does not exist', { eindigt: '2027-02-30' }, 'eindigt', 'laatste dag'],
    ['a day too far away', { eindigt: `${year + 31}-01-01` }, 'eindigt', 'laatste dag'],
  ])('are refused with %s, beside the field', async (_, change, field, sentence) => {
    const before = await everything(place);
    await officer.get(at('/contracten/nieuw'));
    const { soort: _kind, ...typed } = { ...fields, ...change };
    await refused(await officer.post(at('/contracten/nieuw'), { ...fields, ...change }), field, sentence, trimmed(typed), before);
    expect(await town.run((tx) => listContracts(tx))).toEqual([]);
  });

  it('say everything that is wrong at once', async () => {
    await officer.get(at('/contracten/nieuw'));
    const { body } = await officer.post(at('/contracten/nieuw'), {});
    for (const field of Object.keys(fields)) expect(body).toContain(`id="${field}-fout"`);
  });

  it('are recorded, and show what runs out', async () => {
    const id = await record();
    const page = await officer.get(at(`/contracten/${id}`));
    expect(plain(page)).toContain('Stichting Voorbeeld krijgt € 120.000,00 per jaar');
    expect(plain(page)).toMatch(new RegExp(`In ${year + 2}[\\s\\S]{0,200}€ 120.000,00[\\s\\S]{0,80}nog niet gedekt`));
    expect(page.body).toContain('role="img"');
    expect(page.body).toContain('Toon als tabel');
    const list = await officer.get(at('/contracten'));
    expect(list.body).toContain(`href="${at(`/contracten/${id}`)}"`);
    expect(list.body).toContain('Nog niet');
  });
});

describe('a conversion', () => {
  it('is asked, shown before it happens, done once, and found back', async () => {
    const id = await record();
    const path = at(`/contracten/${id}/omzetten`);
    const questions = await officer.get(path);
    expect(questions.body).toContain('value="Welzijnsopdracht, omgezet"');
    expect(questions.body).toContain(`value="${year + 1}"`);

    const before = await everything(place);
    const typed = answers();
    const preview = await officer.post(path, { ...typed, sleutel: newId(), naar: 'overzicht' });
    expect(preview.status).toBe(200);
    expect(preview.body).toContain('Dit gebeurt er');
    // A quarter of € 120.000 in the last year of the contract, so the supplier gets € 90.000 of it.
    for (const amount of ['€ 30.000,00', '€ 90.000,00', '€ 60.000,00']) expect(plain(preview)).toContain(amount);
    expect(preview.body).toContain('Stichting Voorbeeld krijgt minder dan nu is afgesproken');
    expect(await everything(place)).toEqual(before);

    const back = await officer.post(path, { ...typed, sleutel: newId(), naar: 'vragen' });
    for (const value of [typed.naam, '€ 60.000,00']) expect(back.body).toContain(`value="${value}"`);

    const sleutel = newId();
    const twice = [
      await officer.post(path, { ...typed, sleutel, naar: 'omzetten' }),
      await officer.post(path, { ...typed, sleutel, naar: 'omzetten' }),
    ];
    for (const answer of twice) expect(answer).toMatchObject({ status: 303, location: at(`/contracten/${id}`) });
    expect(await everything(place)).toEqual({ ...before, sources: before.sources! + 1, transfers: before.transfers! + 5 });
    const made = await town.run((tx) => contractById(tx, id));
    expect(made.conversion?.parts.map(({ cents }) => cents)).toEqual([3_000_000, 6_000_000, 12_000_000, 12_000_000, 12_000_000]);

    const page = await officer.get(at(`/contracten/${id}`));
    expect(page.body).toContain(`Vanaf 1 januari ${year + 1}`);
    expect(page.body).toContain(typed.naam);
    expect(page.body).toContain(`cijfer=funded&amp;jaar=${year + 1}&amp;bron=${made.conversion!.fundingSourceId}`);
    expect((await officer.get(at('/contracten'))).body).toContain(`${year + 1} tot en met ${year + 5}, helemaal vanaf ${year + 3}`);
    expect(await officer.get(path)).toMatchObject({ status: 303, location: at(`/contracten/${id}`) });
    const again = await officer.post(path, { ...answers(), sleutel: newId(), naar: 'omzetten' });
    expect(again.status).toBe(409);
    expect(again.body).toContain('Dit contract is al omgezet');
  });

  it.each<[string, Record<string, string>, string, string, number]>([
    ['an unknown decision', { besluit: newId() }, 'besluit', 'Kies het raadsbesluit', 422],
    ['no name', { naam: ' ' }, 'naam', 'een naam', 422],
    ['a year that is over', { vanaf: String(year - 1) }, 'vanaf', 'jaar dat voorbij is', 422],
    ['a year after the end, that leaves a hole', { vanaf: String(year + 3) }, 'vanaf', 'een jaar zonder geld', 422],
    ['no year', { vanaf: 'straks' }, 'vanaf', 'vier cijfers', 422],
    ['a part of nothing', { 'deel-1': '0' }, 'deel-1', 'meer dan nul', 422],
    ['more than the contract, in per cent', { 'deel-2': '100,01' }, 'deel-2', 'meer dan het contract', 422],
    ['more than the contract, in euros', { 'deel-2': '€ 120.000,01' }, 'deel-2', 'meer dan het contract', 422],
    ['a part in words', { 'deel-1': 'de helft' }, 'deel-1', 'percentage', 422],
    ['a year of the transition left out', { 'deel-1': '' }, 'deel-1', 'jaren erna leeg', 422],
    ['more years than thirty', { daarna: '29' }, 'daarna', 'hoogstens 30 jaren', 422],
    ['half a year', { daarna: '1,5' }, 'daarna', 'aantal jaren', 422],
  ])('is refused with %s, beside the field', async (_, change, field, sentence, status) => {
    const id = await record({ wat: `Opdracht ${newId()}` });
    const path = at(`/contracten/${id}/omzetten`);
    const before = await everything(place);
    const typed = { ...answers(), ...change };
    for (const naar of ['overzicht', 'omzetten']) {
      const answer = await officer.post(path, { ...typed, sleutel: newId(), naar });
      const { besluit: _decision, ...texts } = typed;
      await refused(answer, field, sentence, trimmed(texts), before, status);
    }
  });

  it('says everything that is wrong at once', async () => {
    const id = await record();
    const wrong = { ...answers(), vanaf: String(year + 9), 'deel-1': '120', 'deel-2': '0', daarna: '40' };
    const { body } = await officer.post(at(`/contracten/${id}/omzetten`), { ...wrong, sleutel: newId(), naar: 'overzicht' });
    for (const field of ['vanaf', 'deel-1', 'deel-2', 'daarna']) expect(body).toContain(`id="${field}-fout"`);
  });

  it('is refused under a name that is taken', async () => {
    const id = await record();
    const [source] = await ids(place, 'select name as id from funding_sources where municipality_id = $1 limit 1');
    const before = await everything(place);
    const typed = { ...answers(), naam: source! };
    const answer = await officer.post(at(`/contracten/${id}/omzetten`), { ...typed, sleutel: newId(), naar: 'overzicht' });
    await refused(answer, 'naam', 'al een bron', { naam: source! }, before, 409);
  });

  it('is for the finance officer of this municipality only', async () => {
    const foreign = await other.run(
      (tx) =>
        recordContract(tx, { what: 'Elders', supplier: 'Ander', kind: 'grant', taskField: '6.1', yearlyCents: 1, endsOn: '2030-01-01' }),
      other.as.finance,
    );
    for (const path of [`/contracten/${foreign.id}`, `/contracten/${foreign.id}/omzetten`, '/contracten/niets'])
      expect((await officer.get(at(path))).status).toBe(404);
    expect((await officer.get(at('/contracten'))).body).not.toContain('Elders');
    const id = await record();
    for (const path of ['/contracten', '/contracten/nieuw', `/contracten/${id}`, `/contracten/${id}/omzetten`])
      expect((await councillor.get(at(path))).status).toBe(403);
  });
});

/** What comes back is what was typed, without the spaces around it. */
function trimmed(typed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]));
}

/** The page with plain spaces, so that amounts are found as they are read. */
function plain({ body }: Answer): string {
  return body.replaceAll('\u00a0', ' ');
}
