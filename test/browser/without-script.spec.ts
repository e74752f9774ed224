import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayOf } from '../../libs/core/index.js';
import { entities } from '../fixtures/town.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { type House, openHouse, type Visit } from './house.js';
import { BODY, COUNCILLOR, FIRST_OFFICER, INITIATIVE, openTown, SECOND_OFFICER, SUPPLIER } from './town.js';

const year = Number(dayOf(new Date()).slice(0, 4));
let db: TestDatabase;
let house: House;

beforeAll(async () => {
  db = await testDatabase({ entities });
  await openTown(db);
  house = await openHouse(db.appUrl);
}, 60_000);

afterAll(async () => {
  await house?.close();
  await db?.close();
});

/** A part of the job in English, in a browser that runs no script of ours. */
function part(name: string, who: string, work: (visit: Visit) => Promise<void>): void {
  it(
    name,
    async () => {
      const visit = await house.visit({ javaScriptEnabled: false });
      await visit.page.goto('/inloggen?taal=en');
      await visit.logInAs(who);
      await work(visit);
      expect(visit.troubles).toEqual([]);
      await visit.close();
    },
    60_000,
  );
}

describe('the main job without JavaScript, in English', () => {
  part('from source to budget', FIRST_OFFICER, async (visit) => {
    const { page } = visit;
    await page.goto('/voorbeeldstad/financien/bronnen/nieuw');
    await page.getByLabel('What is the source called?').fill('Welfare contract');
    await page.locator('input[name=soort][value=converted]').check();
    await page.getByLabel('Which task field is it?').fill('6.1');
    await page.getByLabel('Amount a year').fill('10,000.01');
    await visit.press('Add');
    expect(await visit.text()).toContain('The source Welfare contract is ready.');
    await page.goto('/voorbeeldstad/financien/budgetten/nieuw');
    await visit.press('Continue');
    expect(await page.title()).toMatch(/^Error: /);
    await visit.examine('new budget, refused');
    await page.getByLabel('Soesterkwartier').check();
    await page.getByLabel('Kruiskamp').check();
    await page.locator('input[name=verdeling][value=pooled]').check();
    await visit.press('Continue');
    await visit.examine('new budget, money');
    await page.getByLabel('Welfare contract').fill('10000.01');
    await page.getByLabel('What is the budget called?').fill('Together');
    await visit.press('See the split');
    await visit.examine('new budget, preview');
    await visit.press('Back');
    expect(await page.getByLabel('Welfare contract').inputValue()).toBe('10000.01');
    await visit.press('See the split');
    await visit.press('Adopt');
    expect(await visit.text()).toContain('The neighbourhood budget is adopted.');
  });

  part('a right from it', BODY, async (visit) => {
    const { page } = visit;
    await page.goto('/voorbeeldstad/wijkorgaan/trekkingsrechten/nieuw');
    await page.getByLabel('For which initiative?').selectOption({ label: INITIATIVE });
    await page.getByLabel('What is it for?').fill('Help with the garden');
    await page.locator('input[name=soort][value=freelancer]').check();
    await page.getByLabel('How much?').fill('10:30');
    await page.getByLabel('What does an hour cost?').fill('40');
    await visit.press('Continue');
    await visit.examine('grant, why');
    await page.getByRole('group', { name: 'Which goal does it serve?' }).getByRole('radio').nth(1).check();
    await page.getByLabel('In which neighbourhood?').selectOption({ label: 'Kruiskamp' });
    await page.getByLabel('Until when?').fill(`${year + 1}-12-31`);
    await page.getByLabel('What tipped the scales?').fill('A garden for everyone.');
    await visit.press('See what it does');
    expect(await visit.text()).toContain('€ 420.00');
    await visit.examine('grant, preview');
    await visit.press('Grant');
    expect(await visit.text()).toContain('The drawing right is ready.');
  });

  part('a draw that a double tap books once', INITIATIVE, async (visit) => {
    const { page } = visit;
    await visit.follow(/^Draw /);
    await page.getByRole('radio', { name: SUPPLIER }).check();
    await page.getByLabel('How long is it?').fill('11:00');
    await page.getByLabel('What is it for?').fill('Pruning');
    await visit.press('Draw');
    expect(await page.title()).toMatch(/^Error: /);
    await visit.examine('draw, refused');
    await page.getByLabel('How long is it?').fill('2:30');
    await page.getByRole('button', { name: 'Draw' }).dblclick();
    await page.waitForURL('**/initiatief/opnames/*');
    expect(await visit.title()).toBe('Done. Show this code.');
    await visit.examine('the code');
    const { rows } = await db.owner.query('select amount::int from draws');
    expect(rows).toEqual([{ amount: 150 }]);
  });

  part('the delivery', SUPPLIER, async (visit) => {
    await visit.follow(/^Look/);
    await visit.press('Confirm');
    expect(await visit.text()).toContain('€ 100.00');
    await visit.examine('a confirmed delivery');
  });

  part('the payment, prepared', FIRST_OFFICER, async (visit) => {
    await visit.page.goto('/voorbeeldstad/financien/betalen');
    await visit.page.getByLabel('Pruning').uncheck();
    await visit.press('Prepare');
    expect(await visit.page.title()).toMatch(/^Error: /);
    await visit.examine('nothing chosen');
    await visit.page.getByLabel('Pruning').check();
    await visit.press('Prepare');
    expect(await visit.text()).toContain('€ 100.00');
  });

  part('and approved', SECOND_OFFICER, async (visit) => {
    await visit.page.goto('/voorbeeldstad/financien/betalen');
    await visit.leave(visit.page.locator('main a[href*="/financien/betalen/"]').first());
    await visit.press('Approve');
    expect(await visit.text()).toContain('Approved and booked');
  });

  part('the report, whose progress is seen by reloading', COUNCILLOR, async (visit) => {
    const { page } = visit;
    await visit.follow('Have a report made');
    await visit.press('Make the report');
    expect(await visit.text()).toContain('The report waits for its turn.');
    await visit.follow('See how far it is');
    expect(await visit.text()).toContain('The report waits for its turn.');
    await house.startWorker();
    // Reloading is what shows it: each time a little further, until the files are there.
    const files = page.getByRole('heading', { name: 'Files' });
    for (let reloads = 0; reloads < 100 && (await files.count()) === 0; reloads++)
      await visit.follow('See how far it is').catch(() => page.reload());
    expect(await files.count()).toBe(1);
    expect((await page.request.get(`${visit.path()}/bestanden/pdf`)).headers()['content-type']).toBe('application/pdf');
  });
});
