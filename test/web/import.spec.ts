import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { storeImport } from '../../libs/budgets/index.js';
import type { Answer } from '../setup/visitor.js';
import { at, everything, type FinanceTown, openFinanceTown, year } from './finance-town.js';

let place: FinanceTown;
beforeAll(async () => {
  place = await openFinanceTown();
});
afterAll(() => place?.close());

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/[\s\u00a0]+/g, ' ');

/** Sends the form with a file, as a browser does. */
async function choose(soort: string, bytes: Buffer, name = 'bestand.csv', besluit = place.town.decisionId): Promise<Answer> {
  const { web, officer } = place;
  const page = await officer.get(at('/inlezen'));
  const body = new FormData();
  body.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '');
  body.set('soort', soort);
  body.set('besluit', besluit);
  if (bytes.length > 0) body.set('bestand', new Blob([new Uint8Array(bytes)], { type: 'text/csv' }), name);
  const cookie = [...officer.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const response = await fetch(web.address + at('/inlezen'), { method: 'POST', headers: { cookie }, body, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), headers: response.headers, body: await response.text() };
}

const sources = (name: string, amount = '100.000,00') =>
  Buffer.from(`naam;soort;taakveld;jaar;bedrag\r\n${[0, 1].map((later) => `${name};omgezet;6.1;${year + later};${amount}`).join('\r\n')}`);

/** Opens the preview that an upload leads to. */
async function looked(answer: Answer): Promise<{ path: string; page: Answer }> {
  expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/\/financien\/inlezen\/[0-9a-f-]{36}$/)]);
  return { path: answer.location!, page: await place.officer.get(answer.location!) };
}

describe('a file that is right', () => {
  it('is shown first, made by one button, and shown as done however often that is pressed', async () => {
    const before = await everything(place);
    const { path, page } = await looked(await choose('bronnen', sources('Welzijnswerk')));
    expect([page.status, words(page.body)]).toEqual([
      200,
      expect.stringMatching(/Klopt dit\?.*Welzijnswerk Omgezet, taakveld 6.1.*€ 200.000,00/),
    ]);
    expect(await everything(place)).toEqual(before);
    expect((await place.officer.post(path)).location).toBe(path);
    const done = await place.officer.get(path);
    expect(words(done.body)).toMatch(/Het bestand is ingelezen.*1 bron, samen € 200.000,00.*Welzijnswerk/);
    const after = await everything(place);
    expect(after).toEqual({ ...before, sources: before.sources! + 1, transfers: before.transfers! + 2 });
    expect((await place.officer.post(path)).location).toBe(path);
    expect(await everything(place)).toEqual(after);
    expect((await place.officer.get(at('/inlezen'))).body).toContain(`href="${path}"`);
  });

  it('of budgets is made out of its own template', async () => {
    await place.officer.post((await looked(await choose('bronnen', sources('Groen')))).path);
    const template = await place.officer.get(at('/inlezen/voorbeeld-wijkbudgetten.csv'));
    expect(template.headers.get('content-disposition')).toContain('voorbeeld-wijkbudgetten.csv');
    const [head, ...lines] = template.body
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(13);
    const filled = lines.map((line) => {
      const [name, district, from] = line.split(';');
      return [name, district, from, Number(from) + 1, 'Groen', '', '7.692,30', '', ''].join(';');
    });
    const { path, page } = await looked(await choose('wijkbudgetten', Buffer.from(`\ufeff${[head, ...filled].join('\r\n')}`)));
    expect(words(page.body)).toMatch(/Groen: € 7.692,30 per jaar.*Samen € 199.999,80.*13 wijkbudgetten vaststellen/);
    await place.officer.post(path);
    const done = await place.officer.get(path);
    expect(done.body).toMatch(/financien\/budgetten\/[0-9a-f-]{36}">Bleskensgraaf/);
  });

  it('of sources is also its own template as it is', async () => {
    const template = await place.officer.get(at('/inlezen/voorbeeld-bronnen.csv'));
    const { page } = await looked(await choose('bronnen', Buffer.from(template.body)));
    expect(words(page.body)).toContain('Bron toevoegen');
  });
});

describe('a file that is not right', () => {
  it('names each wrong line with what stands there, and has no button to go on', async () => {
    const before = await everything(place);
    const file = 'naam;soort;taakveld;jaar;bedrag\nZorg;loterij;6.1;2027;1.000,00\n=1+1;extra;6.1;2027;1,234\n<b>Vet</b>;extra;6.1;2027;5';
    const { path, page } = await looked(await choose('bronnen', Buffer.from(file)));
    const text = words(page.body);
    expect(text).toMatch(/Dit bestand klopt nog niet.*2 fouten op 2 regels/);
    expect(text).toMatch(/Regel 2 soort loterij Vul in wat voor geld het is/);
    expect(text).toMatch(/Regel 3 bedrag 1,234 Een bedrag heeft hoogstens twee cijfers/);
    expect(page.body).toContain('href="#regel-3"');
    expect(page.body).toContain('id="regel-3"');
    expect(text).toContain('=1+1');
    expect(page.body).toContain('&lt;b>Vet');
    expect(page.body).not.toContain(`action="${path}"`);
    const answer = await place.officer.post(path);
    expect([answer.status, words(answer.body)]).toEqual([409, expect.stringContaining('Dit bestand klopt nog niet')]);
    expect(await everything(place)).toEqual(before);
  });

  it.each<[string, string, Buffer, string, string, number]>([
    ['nothing', 'bronnen', Buffer.alloc(0), 'bestand', 'niet leeg', 422],
    ['no kind', 'van alles', sources('A'), 'soort', 'wat er in het bestand staat', 422],
    ['another separator', 'bronnen', Buffer.from('naam|soort|taakveld\nA|extra|6.1'), 'bestand', 'Gevonden: naam|soort|taakveld', 422],
    [
      'a million lines',
      'bronnen',
      Buffer.from(`${sources('A').toString()}\n${'a;b\n'.repeat(1_000_000)}`),
      'bestand',
      'meer dan 5000 regels',
      422,
    ],
    ['six megabytes', 'bronnen', Buffer.alloc(6 * 1024 * 1024, 'a'), 'bestand', 'hoogstens 5 MB', 413],
  ])('is refused beside its field: %s', async (_, soort, bytes, field, sentence, status) => {
    const answer = await choose(soort, bytes);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`href="#${field}"`);
    expect((answer.body.split(`id="${field}-fout"`)[1] ?? '').slice(0, 400)).toContain(sentence);
  });

  it('is refused on the decision of another municipality, and when it is larger than any file', async () => {
    expect((await choose('bronnen', sources('A'), 'a.csv', place.other.decisionId)).body).toContain('id="besluit-fout"');
    expect((await choose('bronnen', Buffer.alloc(11 * 1024 * 1024, 'a'))).status).toBe(413);
  });

  it('of another municipality is not there', async () => {
    const file = { kind: 'sources' as const, decisionId: place.other.decisionId, file: { name: 'a.csv', bytes: sources('A') } };
    const { id } = await place.other.run((tx) => storeImport(tx, file), place.other.as.finance);
    expect([(await place.officer.get(at(`/inlezen/${id}`))).status, (await place.officer.post(at(`/inlezen/${id}`))).status]).toEqual([
      404, 404,
    ]);
  });

  it('and no file at all are for the finance officer only', async () => {
    expect((await place.councillor.get(at('/inlezen'))).status).toBe(403);
  });
});
