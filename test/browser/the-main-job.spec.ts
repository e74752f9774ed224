import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayOf } from '../../libs/core/index.js';
import { entities } from '../fixtures/town.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { type House, openHouse, PHONE, type Visit } from './house.js';
import { BODY, COUNCILLOR, FIRST_OFFICER, INITIATIVE, openTown, SECOND_OFFICER, SUPPLIER } from './town.js';

const year = Number(dayOf(new Date()).slice(0, 4));
let db: TestDatabase;
let house: House;
let code = '';

beforeAll(async () => {
  db = await testDatabase({ entities });
  await openTown(db);
  house = await openHouse(db.appUrl);
}, 60_000);

afterAll(async () => {
  await house?.close();
  await db?.close();
});

/** A part of the job: somebody logs in, does it, and met no trouble on any page they saw. */
function part(name: string, who: string | undefined, work: (visit: Visit) => Promise<void>, phone = false): void {
  it(
    name,
    async () => {
      const visit = await house.visit(phone ? { viewport: PHONE, isMobile: true, hasTouch: true } : {});
      if (who) await visit.logInAs(who);
      await work(visit);
      expect(visit.troubles).toEqual([]);
      await visit.close();
    },
    60_000,
  );
}

describe('the main job, by clicking', () => {
  part('a finance officer turns a source into a budget of four years', FIRST_OFFICER, async (visit) => {
    const { page } = visit;
    expect(visit.path()).toBe('/voorbeeldstad/financien');
    await visit.examine();
    await visit.follow('Raadsbesluiten');
    await visit.examine();
    await visit.follow('Besluit vastleggen');
    await visit.examine();
    await page.getByLabel('Nummer van het besluit').fill(`${year}-204`);
    await page.getByLabel('Wanneer nam de raad het besluit?').fill(dayOf(new Date()));
    await page.getByLabel('Waar gaat het over?').fill('Buurtgeld in vier jaren');
    await visit.press('Vastleggen');
    expect(await visit.text()).toContain(`Raadsbesluit ${year}-204 ligt vast.`);

    await page.goto('/voorbeeldstad/financien/bronnen/nieuw');
    await visit.examine();
    await page.getByLabel('Hoe heet de bron?').fill('Welzijnscontract');
    await page.locator('input[name=soort][value=converted]').check();
    await page.getByLabel('Bij welk taakveld hoort het?').fill('6.1');
    await page.getByLabel('Op welk raadsbesluit rust het?').selectOption({ label: `${year}-204, Buurtgeld in vier jaren` });
    await page.getByLabel('Bedrag per jaar').fill('50.000,01');
    await visit.press('Toevoegen');
    expect(await visit.text()).toContain('De bron Welzijnscontract staat klaar.');
    await visit.examine();

    await page.goto('/voorbeeldstad/financien');
    await visit.follow('Nieuw wijkbudget');
    await visit.examine('new budget, who');
    await page.getByLabel('Op welk raadsbesluit rust het?').selectOption({ label: `${year}-204, Buurtgeld in vier jaren` });
    await page.getByLabel('Soesterkwartier').check();
    await page.locator('input[name=verdeling][value=equal]').check();
    expect([await page.getByLabel('Eerste jaar').inputValue(), await page.getByLabel('Laatste jaar').inputValue()]).toEqual([
      `${year}`,
      `${year + 3}`,
    ]);
    await visit.press('Verder');
    expect(await visit.title()).toBe('Hoeveel, en waaruit?');
    await visit.examine('new budget, money');
    await page.getByLabel('Welzijnscontract').fill('50.000,01');
    await visit.press('Bekijk de verdeling');
    expect(await visit.title()).toBe('Zo wordt het verdeeld');
    expect(await visit.text()).toContain('€ 200.000,04');
    await visit.examine('new budget, preview');
    await visit.press('Vaststellen');
    expect(visit.path()).toMatch(/financien\/budgetten\/[0-9a-f-]{36}$/);
    expect(await visit.text()).toContain('Het wijkbudget is vastgesteld.');
    await visit.examine('a budget');
  });

  part('the neighbourhood body grants a right from it', BODY, async (visit) => {
    const { page } = visit;
    expect(await visit.text()).toContain('€ 50.000,01');
    await visit.examine();
    await visit.follow('Toekennen');
    await visit.examine('grant, what');
    await page.getByLabel('Voor welk initiatief?').selectOption({ label: INITIATIVE });
    await page.getByLabel('Waar is het voor?').fill('Materiaal voor de tuin');
    await page.locator('input[name=soort][value=money]').check();
    await page.getByLabel('Hoeveel?').fill('5.000');
    await visit.press('Verder');
    expect(await visit.title()).toBe('Waarom, en tot wanneer?');
    await visit.examine('grant, why');
    await page.getByRole('group', { name: 'Bij welk doel past het?' }).getByRole('radio').first().check();
    await page.getByLabel('Tot en met wanneer?').fill(`${year + 1}-12-31`);
    await page.getByLabel('Wat gaf de doorslag?').fill('De tuin is van iedereen.');
    await visit.press('Bekijk wat het doet');
    expect(await visit.title()).toBe('Klopt dit?');
    expect(await visit.text()).toContain('€ 5.000,00');
    await visit.examine('grant, preview');
    await visit.press('Toekennen');
    expect(await visit.text()).toContain('Het trekkingsrecht staat klaar.');
    await visit.examine('a granted right');
  });

  part(
    'an initiative draws with three taps on a phone, and shows the code',
    INITIATIVE,
    async (visit) => {
      const { page } = visit;
      expect(await visit.text()).toContain('€ 5.000,00');
      await visit.examine();
      await page.getByRole('link', { name: /^Opnemen/ }).tap();
      await page.getByRole('radio', { name: SUPPLIER }).tap();
      await page.getByLabel('Hoeveel is het?').fill('240');
      await page.getByLabel('Waarvoor is het?').fill('Zand en klinkers');
      await visit.examine('drawing');
      await page.getByRole('button', { name: 'Opnemen' }).tap();
      await page.waitForURL('**/initiatief/opnames/*');
      expect(await visit.title()).toBe('Klaar. Laat deze code zien.');
      expect(await visit.text()).toContain('€ 4.760,00');
      await page.getByRole('img', { name: 'QR-code voor de leverancier' }).waitFor();
      await visit.examine('the code');

      await visit.follow('Naar het begin');
      await page.getByRole('link', { name: /^Opnemen/ }).tap();
      expect(await page.getByRole('radio', { name: SUPPLIER }).isChecked()).toBe(true);
      await page.getByLabel('Hoeveel is het?').fill('60,50');
      await page.getByLabel('Waarvoor is het?').fill('Boomschors');
      await page.getByRole('button', { name: 'Opnemen' }).tap();
      await page.waitForURL('**/initiatief/opnames/*');
      code = (await page.locator('.bk-code [aria-hidden]').innerText()).replace(/\s/g, '');
      expect(code).toMatch(/^[A-Z0-9]{6}$/);
    },
    true,
  );

  part(
    'the supplier confirms from the list',
    SUPPLIER,
    async (visit) => {
      const { page } = visit;
      expect(await visit.text()).toContain('Zand en klinkers');
      await visit.examine();
      await page.getByRole('link', { name: 'Bekijken Zand en klinkers' }).tap();
      await visit.page.waitForURL('**/leverancier/opnames/*');
      await visit.examine('a delivery');
      await visit.press('Bevestigen');
      expect(await visit.text()).toContain('Wij betalen');
      await visit.examine('a confirmed delivery');
      await page.goto('/voorbeeldstad/leverancier/betalingen');
      expect(await visit.text()).toContain('€ 240,00');
      await visit.examine();
    },
    true,
  );

  part(
    'and with the code, without logging in',
    undefined,
    async (visit) => {
      const { page } = visit;
      await page.goto('/voorbeeldstad/bevestig');
      await visit.examine();
      await page.getByLabel('Code', { exact: true }).fill(`${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`);
      await visit.press('Verder');
      expect(await visit.text()).toContain('Boomschors');
      await visit.examine('a coded draw');
      await visit.press('Bevestigen');
      expect(await visit.text()).toContain('De gemeente betaalt');
      await visit.examine('a confirmed coded draw');
    },
    true,
  );

  part('the finance officer prepares what is to be paid, and cannot approve it too', FIRST_OFFICER, async (visit) => {
    const { page } = visit;
    expect(await visit.text()).toContain('€ 300,50');
    await visit.examine();
    await visit.follow('Klaarzetten');
    await visit.examine();
    await visit.press('Klaarzetten');
    expect(visit.path()).toMatch(/financien\/betalen\/[0-9a-f-]{36}$/);
    expect(await visit.title()).toBe('Een collega keurt goed');
    expect(await page.getByRole('button', { name: 'Goedkeuren' }).count()).toBe(0);
    await visit.examine('a batch of one’s own');
  });

  part('a second finance officer approves it', SECOND_OFFICER, async (visit) => {
    const { page } = visit;
    await page.goto('/voorbeeldstad/financien/betalen');
    await page.locator('main a[href*="/financien/betalen/"]').first().click();
    await page.waitForURL('**/financien/betalen/*');
    await visit.examine('a batch');
    await visit.press('Goedkeuren');
    expect(await visit.text()).toContain('Goedgekeurd en geboekt');
    await visit.examine('a paid batch');
    await page.goto('/voorbeeldstad/financien');
    expect(await visit.text()).toContain('€ 300,50');
    await visit.examine('home with payments');
  });

  part('a councillor follows the euro from the source to that very draw', COUNCILLOR, async (visit) => {
    const { page } = visit;
    await visit.examine();
    await visit.follow(/^Welzijnscontract € 50\.000,01/);
    expect((await page.locator('.bk-figure').innerText()).replaceAll('\u00a0', ' ')).toBe('€ 50.000,01');
    await visit.examine('entries of a source');
    await page.goBack();
    const spent = page.locator('a.bk-node[href*="cijfer=spent"]').first();
    expect((await spent.getAttribute('aria-label'))?.replaceAll('\u00a0', ' ')).toContain('€ 5.000,00');
    await spent.click();
    await page.waitForURL('**cijfer=spent**');
    expect((await page.locator('.bk-figure').innerText()).replaceAll('\u00a0', ' ')).toBe('€ 5.000,00');
    await page.locator('table a.bk-number').first().click();
    await page.waitForURL('**/boekingen/*');
    await visit.examine('an entry of a grant');
    await visit.follow('Materiaal voor de tuin');
    await page
      .getByRole('row', { name: /Zand en klinkers/ })
      .first()
      .getByRole('link')
      .first()
      .click();
    await page.waitForURL('**/boekingen/*');
    expect(await visit.title()).toBe('Zand en klinkers');
    expect(await visit.text()).toMatch(/€ 240,00[\s\S]*Verkeerstuin[\s\S]*De Linde[\s\S]*Materiaal voor de tuin/);
    await visit.examine('an entry of a draw');
    await visit.follow('Bekijk de boekingen');
    expect(await visit.text()).toContain('Zand en klinkers (betaald)');
    await visit.examine('entries of a draw');
  });

  part('asks for the report, sees it being made, and has its files', COUNCILLOR, async (visit) => {
    const { page } = visit;
    await visit.follow('Verslag laten maken');
    await visit.examine();
    const stream = page.waitForResponse((response) => response.url().endsWith('/voortgang'));
    await visit.press('Verslag maken');
    expect(await visit.text()).toContain('Hoe ver het is');
    expect((await stream).headers()['content-type']).toBe('text/event-stream');
    await page.getByText('Het verslag wacht op zijn beurt.').waitFor();
    await visit.examine('a report that waits');
    await house.startWorker();
    await page.getByRole('heading', { name: 'Bestanden' }).waitFor();
    await visit.examine('a report');
    const pdf = await download(visit, /PDF/);
    expect([pdf.subarray(0, 5).toString(), pdf.length > 5_000]).toEqual(['%PDF-', true]);
    const xlsx = await download(visit, /XLSX/);
    expect([xlsx.subarray(0, 4).toString('latin1'), xlsx.length > 3_000]).toEqual(['PK\u0003\u0004', true]);
    await visit.follow('Verslagen');
    await visit.examine();
  });

  part('and anyone reads the same number', undefined, async (visit) => {
    const { page } = visit;
    await page.goto('/voorbeeldstad');
    await visit.examine();
    await page.getByRole('link', { name: '€ 300,50' }).first().click();
    await page.waitForURL('**/boekingen?**');
    expect((await page.locator('.bk-figure').innerText()).replaceAll('\u00a0', ' ')).toBe('€ 300,50');
    expect(await visit.text()).toMatch(/Zand en klinkers[\s\S]*Boomschors|Boomschors[\s\S]*Zand en klinkers/);
    await visit.examine('public entries');
    await page.goto('/voorbeeldstad/wijken/soesterkwartier');
    expect(await visit.text()).toContain('€ 300,50');
    await visit.examine();
  });
});

async function download({ page }: Visit, name: RegExp): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return readFile(await file.path());
}
