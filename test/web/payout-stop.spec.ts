import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { StoppedClock } from '../../libs/core/index.js';
import { hashPassword } from '../../libs/identity/index.js';
import { batchesOf, confirmDelivery, prepareBatch } from '../../libs/payments/index.js';
import { runInvariants } from '../../libs/reporting/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { openWeb, Visitor, type WebDoor } from '../setup/visitor.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let web: WebDoor;
beforeAll(async () => {
  db = await storyDatabase();
  town = await buildTown(db);
  await db.owner.query(`update municipalities set slug = 'stad' where id = $1`, [town.municipalityId]);
  web = await openWeb(db.appUrl);
});
afterAll(async () => {
  await web.close();
  await db.close();
});

it('pays nothing while the books do not prove right, and pays once they do', async () => {
  const password = 'een zin die ik onthoud';
  await db.owner.query('update people set email = $2, password_hash = $3 where id = $1', [
    town.as.finance2.personId,
    'tweede@example.org',
    await hashPassword(password),
  ]);
  const { id } = await draw(town, await giveRight(town, await giveBudget(town)), 24_000);
  const { payable } = await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
  const batch = await town.run((tx) => prepareBatch(tx, [payable.id]), town.as.finance);
  const officer = new Visitor(web);
  await officer.logIn('tweede@example.org', password);
  const address = `/stad/financien/betalen/${batch.id}`;
  const paid = async () => (await town.run((tx) => batchesOf(tx)))[0]?.approvedAt !== null;

  await db.owner.query(`update accounts set credits_posted = credits_posted + 1 where municipality_id = $1 and kind = 'payable'`, [
    town.municipalityId,
  ]);
  await town.run(runInvariants);
  await officer.get(address);
  const refused = await officer.post(`${address}/goedkeuring`);
  expect(refused.status).toBe(409);
  expect(refused.body).toContain('Er wordt niets betaald zolang de boeken niet kloppen.');
  expect(await paid()).toBe(false);
  const red = (await officer.get('/stad/financien/controle')).body;
  expect(red).toContain('Elk saldo is de som van zijn boekingen');
  expect(red).toMatch(/[1-9] van \d+ regels kloppen niet/);
  const { rows } = await db.owner.query<{ id: string }>(`select id from accounts where municipality_id = $1 and kind = 'payable'`, [
    town.municipalityId,
  ]);
  expect(red).toContain(rows[0]?.id);

  await db.owner.query(`update accounts set credits_posted = credits_posted - 1 where municipality_id = $1 and kind = 'payable'`, [
    town.municipalityId,
  ]);
  db.clock.set('2026-03-03');
  await town.run(runInvariants);
  await officer.get(address);
  expect((await officer.post(`${address}/goedkeuring`)).status).toBe(303);
  expect(await paid()).toBe(true);
  expect((await officer.get('/stad/financien/controle')).body).toMatch(/Alle \d+ regels kloppen/);
  expect((await officer.post('/stad/financien/controle')).status).toBe(303);
  expect((await officer.get('/stad/financien/controle')).body).toContain('Wij kijken alle boekingen na.');
});
