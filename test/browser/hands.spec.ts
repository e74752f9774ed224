import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entities, giveBudget, giveRight, type Town } from '../fixtures/town.js';
import { dayOf } from '../../libs/core/index.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { type House, openHouse, PHONE, type Visit } from './house.js';
import { INITIATIVE, openTown, SUPPLIER } from './town.js';

const year = Number(dayOf(new Date()).slice(0, 4));
let db: TestDatabase;
let house: House;
let town: Town;
let rightId: string;
let visit: Visit;

beforeAll(async () => {
  db = await testDatabase({ entities });
  town = await openTown(db);
  const budgetId = await giveBudget(town);
  rightId = await giveRight(town, budgetId, { validFrom: `${year}-01-01`, validTo: `${year + 1}-12-31` });
  house = await openHouse(db.appUrl);
  visit = await house.visit({ viewport: PHONE });
  await visit.logInAs(INITIATIVE);
}, 60_000);

afterAll(async () => {
  await house?.close();
  await db?.close();
});

const form = `/voorbeeldstad/initiatief/opnemen/`;

async function fill(amount: string, purpose: string): Promise<void> {
  await visit.page.goto(form + rightId);
  await visit.page.getByRole('radio', { name: SUPPLIER }).check();
  await visit.page.getByLabel('Hoeveel is het?').fill(amount);
  await visit.page.getByLabel('Waarvoor is het?').fill(purpose);
}

async function drawn(): Promise<{ draws: number; cents: number }> {
  const { rows } = await db.owner.query(
    'select count(*)::int as draws, coalesce(sum(amount), 0)::int as cents from draws where municipality_id = $1',
    [town.municipalityId],
  );
  return rows[0];
}

describe('what hands do', () => {
  it('too much money is said beside the field and at the top, and what was typed stays', async () => {
    const { page } = visit;
    await fill('5.000,01', 'Een nieuw hek');
    await visit.press('Opnemen');
    expect(await page.title()).toMatch(/^Fout: /);
    const field = page.getByLabel('Hoeveel is het?');
    expect([await field.inputValue(), await page.getByLabel('Waarvoor is het?').inputValue()]).toEqual(['5.000,01', 'Een nieuw hek']);
    expect(await page.getByRole('radio', { name: SUPPLIER }).isChecked()).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const described = (await field.getAttribute('aria-describedby'))!.split(' ').map((id) => page.locator(`#${id}`).innerText());
    const words = (await Promise.all(described)).join(' ').replaceAll('\u00a0', ' ');
    expect(words).toContain('€ 5.000,00');
    await visit.examine('refused');
    await page.locator('a[href="#hoeveel"]').click();
    expect(await focusedId()).toBe('hoeveel');
    expect(await drawn()).toEqual({ draws: 0, cents: 0 });
  });

  it('everything left empty names every field', async () => {
    const { page } = visit;
    await page.goto(form + rightId);
    await visit.press('Opnemen');
    for (const name of ['wie', 'hoeveel', 'waarvoor']) expect(await page.locator(`main a[href="#${name}"]`).count()).toBe(1);
    await visit.examine('left empty');
  });

  it('two taps on “Opnemen” book once', async () => {
    const { page } = visit;
    await fill('100', 'Twee keer getikt');
    await page.getByRole('button', { name: 'Opnemen' }).dblclick();
    await page.waitForURL('**/initiatief/opnames/*');
    expect(await drawn()).toEqual({ draws: 1, cents: 10_000 });
  });

  it('going back shows a fresh form with what is left, and books nothing by itself', async () => {
    const { page } = visit;
    await fill('25', 'Heen en terug');
    await visit.press('Opnemen');
    expect(await visit.title()).toBe('Klaar. Laat deze code zien.');
    await page.goBack();
    await page.waitForURL(`**${form}*`);
    expect(await visit.text()).toContain('€ 4.875,00');
    expect(await page.getByLabel('Hoeveel is het?').inputValue()).toBe('');
    await visit.press('Opnemen');
    expect(await page.title()).toMatch(/^Fout: /);
    expect(await drawn()).toEqual({ draws: 2, cents: 12_500 });
  });

  it('draws with the keyboard alone, and always shows where one is', async () => {
    const { page } = visit;
    await page.goto('/voorbeeldstad/initiatief');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Naar de inhoud');
    await page.keyboard.press('Enter');
    expect(await focusedId()).toBe('inhoud');
    await tabTo('a', /^Opnemen/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${form}*`);
    await tabTo('input', /^wie$/);
    await page.keyboard.press('Space');
    await tabTo('input', /^hoeveel$/);
    await page.keyboard.type('12,34');
    await tabTo('input', /^waarvoor$/);
    await page.keyboard.type('Met het toetsenbord');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/initiatief/opnames/*');
    expect(await drawn()).toEqual({ draws: 3, cents: 13_734 });
  });

  it('met no trouble on the way', () => expect(visit.troubles).toEqual([]));
});

const focusedId = () => visit.page.locator(':focus').getAttribute('id');

/** What has the focus, once it can be seen to have it: its outline is drawn and it stands on the screen. Null when it never is. */
const FOCUSED = `(async () => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  for (let frame = 0; frame < 100; frame++) {
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const onScreen = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
    if (outlined && onScreen) return { tag: element.localName, name: (element.name || element.innerText || '').trim() };
    await new Promise(requestAnimationFrame);
  }
  return null;
})()`;

/** Presses Tab until something of this kind and name (its words, or the name of its field) has the focus; whatever has it on the way must show it. */
async function tabTo(tag: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await visit.page.keyboard.press('Tab');
    const at = (await visit.page.evaluate(FOCUSED)) as { tag: string; name: string } | null;
    if (!at) throw new Error(`after ${passed.join(', ')} the focus cannot be seen`);
    passed.push(at.name);
    if (at.tag === tag && name.test(at.name)) return;
  }
  throw new Error(`the Tab key passes ${passed.join(', ')} and never ${name}`);
}
