import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closingOf } from '../../libs/budgets/index.js';
import { endRight } from '../../libs/drawing-rights/index.js';
import { runClosing } from '../fixtures/closing.js';
import { giveBudget, giveRight, type Town } from '../fixtures/town.js';
import type { Visitor } from '../setup/visitor.js';
import { at, everything, type FinanceTown, openFinanceTown, year } from './finance-town.js';

const last = year - 1;
const own = at(`/jaarafsluiting/${last}`);

let place: FinanceTown;
let town: Town;
let officer: Visitor;
let rightId: string;

beforeAll(async () => {
  place = await openFinanceTown();
  ({ town, officer } = place);
  const neighbourhood = town.neighbourhoods[1]!;
  const budgetId = await giveBudget(town, {
    firstYear: last,
    lastYear: year + 1,
    amounts: [500_000, 250_001],
    neighbourhoodIds: [neighbourhood.id],
  });
  rightId = await giveRight(town, budgetId, {
    neighbourhoodId: neighbourhood.id,
    amount: 100_000,
    validFrom: `${last}-01-01`,
    validTo: `${year + 1}-12-31`,
  });
});
afterAll(() => place?.close());

describe('closing a year by its pages', () => {
  it('waits on the home of the finance officer, and leads to what would happen', async () => {
    expect((await officer.get(at(''))).body).toContain(`Jaar ${last} afsluiten`);
    const list = await officer.get(at('/jaarafsluiting'));
    expect(list.body).toContain('Kan worden afgesloten');
    expect(list.body).toContain(`href="${own}"`);
  });

  it('shows to the cent what goes along and what stays, with the entries under it, and moves nothing yet', async () => {
    const before = await everything(place);
    const page = await officer.get(own);
    expect(page.status).toBe(200);
    expect(page.body).toContain('De verordening: 100 procent gaat mee, zolang het budget loopt');
    // € 7.500,01 minus the € 1.000 that was granted.
    expect(page.body).toContain('€\u00a06.500,01');
    expect(page.body).toContain('€\u00a01.000,00');
    expect(page.body).toMatch(new RegExp(`href="${at('/boekingen')}\\?cijfer=available&amp;jaar=${last}&amp;budget=[^"]+&amp;bron=`));
    expect(page.body).toContain(`${last} afsluiten</button>`);
    expect(await everything(place)).toEqual(before);
  });

  it('is not offered for the year that runs, and refused with the date', async () => {
    const page = await officer.get(at(`/jaarafsluiting/${year}`));
    expect([page.status, page.body.includes('afsluiten</button>'), page.body.includes('Zoals het nu staat')]).toEqual([200, false, true]);
    const before = await everything(place);
    const refused = await officer.post(at(`/jaarafsluiting/${year}`));
    expect([refused.status, refused.body.includes(`U kunt het afsluiten vanaf 1 januari ${year + 1}.`)]).toEqual([409, true]);
    expect(await everything(place)).toEqual(before);
    for (const wrong of ['1999', '2199', '20261', 'nu', '2026.5'])
      expect((await officer.get(at(`/jaarafsluiting/${wrong}`))).status).toBe(404);
  });

  it('is asked for once by a double tap, shows how far it is, and then what it did', async () => {
    await officer.get(own);
    const taps = await Promise.all([officer.post(own), officer.post(own)]);
    expect(taps.map(({ status, location }) => [status, location])).toEqual([
      [303, own],
      [303, own],
    ]);
    const busy = await officer.get(own);
    expect(busy.body).toContain('Het afsluiten wacht op zijn beurt.');
    expect(busy.body).toContain(`data-progress="${own}/voortgang"`);
    const { jobId } = await town.run((tx) => closingOf(tx, last));
    await runClosing(place.db, town, jobId);
    const done = await officer.get(own);
    expect(done.body).toContain('Afgesloten</');
    expect(done.body).toContain(`Meegegaan naar ${year}`);
    expect(done.body).toContain('€\u00a06.500,01');
    expect(done.body).toContain('Sinds de afsluiting kwam er niets vrij');
    expect((await officer.get(`${own}/voortgang`)).body).toContain('"finished":true');
    expect((await officer.get(at(''))).body).not.toContain(`Jaar ${last} afsluiten`);
    const again = await officer.post(own);
    expect([again.status, again.location]).toEqual([303, own]);
    expect((await officer.get(own)).body).toContain(`Er kwam niets vrij: ${last} blijft zoals het was.`);
  });

  it('shows what came free since, and moves just that', async () => {
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    const page = await officer.get(own);
    expect(page.body).toContain('Sinds de afsluiting vrijgekomen');
    expect(page.body).toContain(`${last} opnieuw afsluiten</button>`);
    await officer.post(own);
    await runClosing(place.db, town, (await town.run((tx) => closingOf(tx, last))).jobId);
    const done = await officer.get(own);
    expect(done.body).toContain('€\u00a07.500,01');
    expect(done.body).not.toContain('opnieuw afsluiten');
  });

  it('gives the report as CSV', async () => {
    const { status, headers, body } = await officer.get(`${own}/overzicht.csv`);
    expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="jaarafsluiting-molenwaard-${last}.csv"`]);
    const [head, ...lines] = body.replace('\ufeff', '').trim().split('\r\n');
    expect(head).toMatch(/^Jaar;Wijkbudget;Bron;Taakveld;Meegegaan;Terug naar de bron;/);
    expect(lines.map((line) => line.split(';').slice(4, 8))).toEqual([
      ['5000,00', '0,00', '0,00', '0,00'],
      ['2500,01', '0,00', '0,00', '0,00'],
    ]);
  });

  it('is for the finance officer', async () => {
    expect((await place.councillor.get(own)).status).toBe(403);
    expect((await place.councillor.post(own)).status).toBe(403);
  });
});
