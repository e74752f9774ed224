import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addToDay } from '../../libs/core/index.js';
import { at, type FinanceTown, openFinanceTown, today, year } from './finance-town.js';
import { linksOf, textOf } from './links.js';

let place: FinanceTown;
beforeAll(async () => {
  place = await openFinanceTown();
});
afterAll(() => place?.close());

const yesterday = addToDay(today, { days: -1 });
const tomorrow = addToDay(today, { days: 1 });

describe('the overview of the finance officer', () => {
  it('shows this year and now, per budget, with every number a link to entries that add up to it', async () => {
    const { status, body } = await place.officer.get(at('/overzicht'));
    expect(status).toBe(200);
    expect(textOf(body)).toContain(`Jaar ${year} · stand van nu`);
    expect(textOf(body)).toContain('€ 140.000,00');
    const numbers = linksOf(body).filter(({ href }) => href.includes('/boekingen?'));
    expect(numbers.length).toBeGreaterThan(2);
    for (const { href, text } of numbers) expect(textOf((await place.officer.get(href)).body)).toContain(text);
  });

  it.each([
    ['wijkbudget', 'Samen'],
    ['bron', 'Bron 1'],
    ['taakveld', '6.1'],
  ])('is put together per %s, over all years, with the same total', async (per, name) => {
    const { body } = await place.officer.get(at(`/overzicht?per=${per}&jaar=alle`));
    const text = textOf(body);
    expect(text).toContain(name);
    expect(text).toContain(`Samen ${year + 3}`);
    const [foot = ''] = /<tfoot[\s\S]*<\/tfoot>/.exec(body) ?? [];
    expect(textOf(foot)).toBe('Alles samen € 420.000,00 € 140.000,00 € 140.000,00 € 0,00 € 0,00 € 0,00 € 0,00 € 140.000,00');
  });

  it('reads a past day as booked and as effective, and its numbers open the entries of that day', async () => {
    const effective = await place.officer.get(at(`/overzicht?op=${yesterday}&lezing=geldend`));
    expect(textOf(effective.body)).toContain('Voor dit jaar en deze dag staat er niets in de boeken');
    // As if it was decided today for three days ago.
    const { municipalityId } = place.town;
    await place.db.owner.query(`update transfers set effective_on = effective_on - 3 where municipality_id = $1 and kind <> 'fund'`, [
      municipalityId,
    ]);
    const { body } = await place.officer.get(at(`/overzicht?op=${yesterday}&lezing=geldend`));
    expect(textOf(body)).toContain('€ 140.000,00');
    const link = linksOf(body).find(({ href, text }) => href.includes('/boekingen?') && text.includes('140.000'))!;
    expect(link.href).toContain(`geldend=${yesterday}`);
    expect(textOf((await place.officer.get(link.href)).body)).toContain('€ 140.000,00');
    const booked = await place.officer.get(at(`/overzicht?op=${yesterday}&lezing=geboekt`));
    expect(textOf(booked.body)).toContain('staat er niets in de boeken');
    expect(
      linksOf((await place.officer.get(at(`/overzicht?op=${today}&lezing=geboekt`))).body)
        .map(({ href }) => href)
        .join(),
    ).not.toContain('geboekt=');
  });

  it('says that a year is empty, and leads on', async () => {
    const { status, body } = await place.officer.get(at('/overzicht?jaar=2040'));
    expect(status).toBe(200);
    expect(textOf(body)).toContain('staat er niets in de boeken');
    expect(linksOf(body).map(({ href }) => href)).toContain(at('/overzicht?jaar=alle'));
  });

  it.each([
    ['op=2026-02-30', 'op', 'Deze dag bestaat niet'],
    ['op=morgen', 'op', 'Deze dag bestaat niet'],
    [`op=${tomorrow}`, 'op', 'Deze dag moet nog komen'],
    ['jaar=x', 'jaar', 'vier cijfers'],
    ['per=wijk', 'per', 'Kies een van de mogelijkheden'],
    ['lezing=anders', 'lezing', 'Kies een van de mogelijkheden'],
  ])('refuses %s beside its field, and keeps what was chosen', async (query, field, sentence) => {
    const { status, body } = await place.officer.get(at(`/overzicht?${field === 'per' ? '' : 'per=bron&'}${query}`));
    expect(status).toBe(422);
    expect(textOf((body.split(`id="${field}-fout"`)[1] ?? '').slice(0, 400))).toContain(sentence);
    if (field !== 'per') expect(body).toMatch(/<option value="bron" selected/);
    const file = await place.officer.get(at(`/overzicht.csv?${query}`));
    expect(file.status).toBe(422);
  });

  it('tells everything that is wrong at once', async () => {
    const { body } = await place.officer.get(at('/overzicht?jaar=x&op=y'));
    expect(linksOf(body).filter(({ href }) => ['#jaar', '#op'].includes(href))).toHaveLength(2);
  });

  it('gives the same as files', async () => {
    const csv = await place.officer.get(at('/overzicht.csv?per=taakveld&jaar=alle'));
    expect(csv.headers.get('content-disposition')).toContain('overzicht-molenwaard-taakveld-alle-jaren.csv');
    expect(csv.body).toContain(`${year};6.1;0,00;0,00;140000,00;`);
    const xlsx = await place.officer.get(at('/overzicht.xlsx'));
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    expect(xlsx.body.slice(0, 2)).toBe('PK');
  });

  it('is not for a councillor', async () => {
    expect((await place.councillor.get(at('/overzicht'))).status).toBe(403);
  });
});
