import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, ROLES } from '../../libs/identity/index.js';
import { type TestDatabase, testDatabase } from '../setup/database.js';
import { entities, liveInTown, type LivedInTown } from '../web/lived-in-town.js';
import { addressOf, doorOf, routesOf } from '../web/routes.js';
import { type House, openHouse, type Visit } from './house.js';

let db: TestDatabase;
let house: House;
let town: LivedInTown;
const visits: Visit[] = [];

beforeAll(async () => {
  db = await testDatabase({ entities });
  town = await liveInTown(db, 'Hierstad');
  house = await openHouse(db.appUrl);
}, 60_000);

afterAll(async () => {
  await house?.close();
  await db?.close();
});

async function enter(role: Role | undefined, lang: 'nl' | 'en'): Promise<Visit> {
  const visit = await house.visit();
  visits.push(visit);
  await visit.page.goto(`/inloggen?taal=${lang}`);
  if (role) {
    await visit.page.locator(`form:has(input[value="${town.membershipOf[role]}"]) button`).click();
    await visit.page.waitForURL(new RegExp(`/${town.slug}`));
  }
  return visit;
}

describe.each(['nl', 'en'] as const)('every page in %s', (lang) => {
  it.each([undefined, ...ROLES])(
    'for %s is fit for everyone, at every width',
    async (role) => {
      const visit = await enter(role, lang);
      const pages = routesOf(house.door.app).filter(({ method, path }) => method === 'GET' && doorOf(path) === role);
      for (const { path } of pages) {
        const address = addressOf(path, town.slug, town.objects);
        // What is no page is a file or a stream; test/web looks at those.
        const answer = await visit.page.request.head(address);
        if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
        await visit.page.goto(address);
        expect(await visit.page.locator('html').getAttribute('lang')).toBe(lang);
        await visit.examine(path);
      }
      expect(visit.troubles).toEqual([]);
      await visit.close();
    },
    120_000,
  );
});
