import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, newId, type StoppedClock } from '../../libs/core/index.js';
import {
  drawByCode,
  drawById,
  type DrawRequest,
  drawsOf,
  endRight,
  expireDraws,
  noteWrongCode,
  readCode,
  reserveDraw,
  rightById,
  voidDraw,
} from '../../libs/drawing-rights/index.js';
import { confirmDelivery, payablesByDraw, reverseDelivery } from '../../libs/payments/index.js';
import { addOrganisation } from '../../libs/relations/index.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let budgetId: string;
let rightId: string;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  budgetId = await giveBudget(town);
  rightId = await giveRight(town, budgetId, { validFrom: '2026-02-01' });
});

const right = (id = rightId) => town.run((tx) => rightById(tx, id));
const confirm = (drawId: string, actor: Actor = town.as.supplier) =>
  town.run((tx) => confirmDelivery(tx, drawId, { as: 'supplier' }), actor);
const withdraw = (drawId: string, actor: Actor = town.as.initiative) => town.run((tx) => voidDraw(tx, drawId, 'toch niet nodig'), actor);
const expire = () => town.run((tx) => expireDraws(tx, 10));
const state = async (drawId: string) => (await town.run((tx) => drawById(tx, drawId))).state;

describe('a draw', () => {
  it('reserves its amount at once, without anybody approving', async () => {
    const reserved = await draw(town, rightId, 24_001);
    expect(reserved).toMatchObject({ state: 'reserved', cents: 24_001, expiresOn: '2026-03-16', holderId: town.initiative.id });
    expect(readCode(reserved.code)).toBe(reserved.code);
    expect(await right()).toMatchObject({ free: 475_999, reserved: 24_001, used: 0 });
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 500_000, availableCents: 13_500_000 });
    await proven(town);
  });

  it('takes the last cent and not one more', async () => {
    expect(await refusal(draw(town, rightId, 500_001))).toBe('409 right-exceeded');
    await draw(town, rightId, 499_999);
    expect(await refusal(draw(town, rightId, 2))).toBe('409 right-exceeded');
    expect(await refusal(draw(town, rightId, 1))).toBe('fine');
    expect(await refusal(draw(town, rightId, 1))).toBe('409 right-exceeded');
    await proven(town);
  });

  it.each<[string, number, Partial<DrawRequest>]>([
    ['422 amount', 0, {}],
    ['422 amount', -1, {}],
    ['422 amount', 0.5, {}],
    ['422 amount', NaN, {}],
    ['422 amount', 2 ** 53, {}],
    ['422 purpose', 5, { purpose: '  ' }],
    ['422 purpose', 5, { purpose: 'x'.repeat(121) }],
    ['422 supplierId', 5, { supplierId: newId() }],
    ['404 not-found', 5, { rightId: newId() }],
    ['422 amount, supplierId, purpose', 0, { supplierId: newId(), purpose: '' }],
  ])('is refused (%s, %p) and reserves nothing', async (how, amount, change) => {
    expect(await refusal(draw(town, rightId, amount, change))).toBe(how);
    expect(await right()).toMatchObject({ free: 500_000, reserved: 0 });
  });

  it('names a supplier: not the holder itself, not another initiative, not one of elsewhere', async () => {
    const elsewhere = await buildTown(db);
    for (const { id } of [town.initiative, town.otherInitiative, town.body, elsewhere.supplier]) {
      expect(await refusal(draw(town, rightId, 5, { supplierId: id }))).toBe('422 supplierId');
    }
    const both = await town.run((tx) => addOrganisation(tx, { name: 'Klusgroep', kinds: ['initiative', 'supplier'] }));
    const own = await giveRight(town, budgetId, { holderId: both.id });
    const actor = { ...town.as.initiative, organisationId: both.id };
    expect(
      await refusal(town.run((tx) => reserveDraw(tx, { id: newId(), rightId: own, supplierId: both.id, amount: 5, purpose: 'ik' }), actor)),
    ).toBe('422 supplierId');
  });

  it('is made by the holder alone', async () => {
    const request = { id: newId(), rightId, supplierId: town.supplier.id, amount: 5, purpose: 'Zand' };
    const elsewhere = await buildTown(db);
    for (const actor of [town.as.otherInitiative, town.as.supplier, town.as.body, town.as.finance]) {
      expect(await refusal(town.run((tx) => reserveDraw(tx, request), actor))).toBe('404 not-found');
    }
    expect(await refusal(elsewhere.run((tx) => reserveDraw(tx, request), elsewhere.as.initiative))).toBe('404 not-found');
    expect(await refusal(elsewhere.run((tx) => reserveDraw(tx, request)))).toBe('404 not-found');
  });

  it('needs a right that runs', async () => {
    db.clock.set('2026-01-31');
    expect(await refusal(draw(town, rightId, 5))).toBe('409 right-not-begun');
    db.clock.set('2026-02-01');
    expect(await refusal(draw(town, rightId, 5))).toBe('fine');
    db.clock.set('2026-12-31');
    expect(await refusal(draw(town, rightId, 5))).toBe('fine');
    db.clock.set('2027-01-01');
    expect(await refusal(draw(town, rightId, 5))).toBe('409 right-expired');
    db.clock.set('2026-03-02');
    await db.owner.query(`update drawing_rights set state = 'suspended' where id = $1`, [rightId]);
    expect(await refusal(draw(town, rightId, 5))).toBe('409 right-not-active');
    await db.owner.query(`update drawing_rights set state = 'active' where id = $1`, [rightId]);
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    expect(await refusal(draw(town, rightId, 5))).toBe('409 right-not-active');
    await proven(town);
  });

  it('is made once by a double tap, and its id is kept from any other content', async () => {
    const id = newId();
    const [first, second] = [await draw(town, rightId, 100, { id }), await draw(town, rightId, 100, { id })];
    expect(second).toMatchObject({ id: first.id, code: first.code });
    for (const change of [{ purpose: 'Iets anders' }, { supplierId: (await otherSupplier()).id }]) {
      expect(await refusal(draw(town, rightId, 100, { id, ...change }))).toBe('409 draw-id-taken');
    }
    expect(await refusal(draw(town, rightId, 101, { id }))).toBe('409 draw-id-taken');
    expect(await refusal(draw(town, await giveRight(town, budgetId), 100, { id }))).toBe('409 draw-id-taken');
    expect(await right()).toMatchObject({ free: 499_900, reserved: 100 });
    await proven(town);
  });

  it('shows itself to its holder, its supplier and who oversees the money, to nobody else', async () => {
    const { id } = await draw(town, rightId, 100);
    const elsewhere = await buildTown(db);
    for (const actor of [town.as.initiative, town.as.supplier, town.as.finance])
      expect((await town.run((tx) => drawById(tx, id), actor)).id).toBe(id);
    expect(await refusal(town.run((tx) => drawById(tx, id), town.as.otherInitiative))).toBe('404 not-found');
    expect(await refusal(elsewhere.run((tx) => drawById(tx, id)))).toBe('404 not-found');
    expect(await elsewhere.run((tx) => drawsOf(tx, { limit: 10 }))).toEqual([]);
  });

  it('is listed newest first, page by page, each once', async () => {
    for (let minute = 0; minute < 5; minute++) await draw(town, rightId, minute + 1);
    const seen: number[] = [];
    let after: { reservedAt: Date; id: string } | undefined;
    do {
      const page = await town.run((tx) => drawsOf(tx, { rightId, limit: 2, ...(after ? { after } : {}) }));
      seen.push(...page.map((one) => one.amount));
      after = page.length === 2 ? page[1] : undefined;
    } while (after);
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

const otherSupplier = () => town.run((tx) => addOrganisation(tx, { name: `Loonbedrijf ${newId()}`, kinds: ['supplier'] }));

describe('the end of a draw', () => {
  it('comes when the supplier confirms: it is owed within six weeks, once', async () => {
    const { id } = await draw(town, rightId, 10_001);
    const first = await confirm(id);
    expect(first.draw).toMatchObject({ state: 'confirmed', endedBy: town.as.supplier.personId });
    expect(first.payable).toMatchObject({ cents: 10_001, dueOn: '2026-04-13', state: 'open', supplierId: town.supplier.id });
    expect((await confirm(id)).payable.id).toBe(first.payable.id);
    expect(await right()).toMatchObject({ free: 489_999, reserved: 0, used: 10_001 });
    expect(await refusal(withdraw(id))).toBe('409 draw-is-confirmed');
    await proven(town);
  });

  it('comes by the code that the holder showed', async () => {
    const { id, code } = await draw(town, rightId, 10_001);
    const found = await town.run(
      (tx) => drawByCode(tx, ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`, 'somewhere'),
      town.as.supplier,
    );
    expect(found.id).toBe(id);
    const nobody: Actor = { personId: null, role: 'visitor', organisationId: null };
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    expect(await refusal(town.run((tx) => confirmDelivery(tx, id, { as: 'code', code: wrong }), nobody))).toBe('404 not-found');
    expect(await refusal(town.run((tx) => confirmDelivery(tx, id, { as: 'code', code }), nobody))).toBe('fine');
    // A second scan still gets an answer.
    expect((await town.run((tx) => drawByCode(tx, code, 'somewhere'))).state).toBe('confirmed');
    await proven(town);
  });

  it('is for its own supplier alone', async () => {
    const { id } = await draw(town, rightId, 100);
    const other = { ...town.as.supplier, organisationId: (await otherSupplier()).id };
    const elsewhere = await buildTown(db);
    for (const actor of [other, town.as.initiative, town.as.finance, town.as.body])
      expect(await refusal(confirm(id, actor))).toBe('404 not-found');
    expect(await refusal(elsewhere.run((tx) => confirmDelivery(tx, id, { as: 'supplier' })))).toBe('404 not-found');
    expect(await refusal(confirm(newId()))).toBe('404 not-found');
    for (const actor of [other, town.as.otherInitiative, town.as.finance]) expect(await refusal(withdraw(id, actor))).toBe('404 not-found');
    expect(await state(id)).toBe('reserved');
  });

  it('comes by withdrawing: the right has it back, and nothing is left to confirm', async () => {
    const [byHolder, bySupplier] = [await draw(town, rightId, 100), await draw(town, rightId, 200)];
    expect(await withdraw(byHolder.id)).toMatchObject({
      state: 'voided',
      endReason: 'toch niet nodig',
      endedBy: town.as.initiative.personId,
    });
    expect(await withdraw(byHolder.id)).toMatchObject({ state: 'voided' });
    expect(await refusal(withdraw(bySupplier.id, town.as.supplier))).toBe('fine');
    expect(await refusal(confirm(byHolder.id))).toBe('409 draw-is-voided');
    expect(await right()).toMatchObject({ free: 500_000, reserved: 0, used: 0 });
    await proven(town);
  });

  it('comes by itself when nobody confirmed in time', async () => {
    const { id } = await draw(town, rightId, 100);
    db.clock.set('2026-03-16');
    expect(await expire()).toBe(0);
    db.clock.set('2026-03-17');
    // Even before the job has come by.
    expect(await refusal(confirm(id))).toBe('409 draw-is-expired');
    expect(await expire()).toBe(1);
    expect(await expire()).toBe(0);
    expect(await state(id)).toBe('expired');
    expect(await refusal(confirm(id))).toBe('409 draw-is-expired');
    expect(await refusal(withdraw(id))).toBe('409 draw-is-expired');
    expect(await right()).toMatchObject({ free: 500_000, reserved: 0 });
    await proven(town);
  });

  it('can be confirmed on the last day, also after the right itself has ended', async () => {
    const { id } = await draw(town, rightId, 100);
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    db.clock.set('2026-03-16');
    expect(await refusal(confirm(id))).toBe('fine');
    await proven(town);
  });

  it('gives back to the budget when the right is over', async () => {
    const [voided, expired, reversed] = [await draw(town, rightId, 100), await draw(town, rightId, 200), await draw(town, rightId, 400)];
    await confirm(reversed.id);
    await town.run((tx) => endRight(tx, rightId, 'klaar'), town.as.body);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 700, availableCents: 13_999_300 });
    await withdraw(voided.id);
    db.clock.set('2026-04-01');
    expect(await expire()).toBe(1);
    expect(await state(expired.id)).toBe('expired');
    await town.run((tx) => reverseDelivery(tx, reversed.id, 'niet geleverd'), town.as.supplier);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 0, availableCents: 14_000_000 });
    await proven(town);
  });
});

describe('a reversal', () => {
  const reverse = (id: string, reason = 'Dubbel geleverd.', actor = town.as.supplier) =>
    town.run((tx) => reverseDelivery(tx, id, reason), actor);

  it('is for its supplier and for the body whose money it is, and for nobody else', async () => {
    const { id } = await draw(town, rightId, 100);
    await confirm(id);
    for (const actor of [town.as.finance, town.as.initiative, town.as.otherInitiative, town.as.councillor]) {
      expect(await refusal(reverse(id, 'Zomaar.', actor))).toBe('404 not-found');
    }
    expect(await refusal(reverse(id, 'Niet geleverd.', town.as.body))).toBe('fine');
    expect(await state(id)).toBe('reversed');
  });

  it('gives the right its amount back and owes nothing, once', async () => {
    const { id } = await draw(town, rightId, 10_001);
    await confirm(id);
    expect(await reverse(id)).toMatchObject({ state: 'reversed', endReason: 'Dubbel geleverd.' });
    expect(await reverse(id)).toMatchObject({ state: 'reversed' });
    expect(await right()).toMatchObject({ free: 500_000, reserved: 0, used: 0 });
    expect((await town.run((tx) => payablesByDraw(tx, [id]))).get(id)).toMatchObject({ state: 'cancelled' });
    expect(await refusal(confirm(id))).toBe('409 draw-is-reversed');
    expect(await refusal(draw(town, rightId, 500_000))).toBe('fine');
    await proven(town);
  });

  it('needs a confirmed draw and a reason', async () => {
    const { id } = await draw(town, rightId, 100);
    expect(await refusal(reverse(id))).toBe('409 draw-is-reserved');
    await confirm(id);
    expect(await refusal(reverse(id, ' '))).toBe('422 reason');
    expect(await refusal(reverse(newId()))).toBe('404 not-found');
    const elsewhere = await buildTown(db);
    expect(await refusal(elsewhere.run((tx) => reverseDelivery(tx, id, 'weg')))).toBe('404 not-found');
    await proven(town);
  });
});

describe('a right in minutes', () => {
  it('keeps minutes and euros together, to the last of both', async () => {
    // 7 hours and 21 minutes at € 45,10 an hour: € 331,49 (331.485).
    const id = await giveRight(town, budgetId, { kind: 'freelancer', amount: 441, tariffCentsPerHour: 4_510 });
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 500_000 + 33_149 });
    const first = await draw(town, id, 90);
    expect(first).toMatchObject({ unit: 'MIN', amount: 90, cents: 6_765 });
    expect(await right(id)).toMatchObject({ free: 351, reserved: 90, used: 0, unit: 'MIN' });
    expect(await refusal(draw(town, id, 352))).toBe('409 right-exceeded');
    await confirm(first.id);
    const rest = await draw(town, id, 351);
    expect(first.cents + rest.cents).toBe(33_149);
    await proven(town);
    await withdraw(rest.id);
    await town.run((tx) => reverseDelivery(tx, first.id, 'niet geweest'), town.as.supplier);
    expect(await right(id)).toMatchObject({ free: 441, reserved: 0, used: 0 });
    await town.run((tx) => endRight(tx, id, 'klaar'), town.as.body);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 500_000 });
    await proven(town);
  });

  it('pays what was delivered at the tariff, and no more than that', async () => {
    const id = await giveRight(town, budgetId, { kind: 'space', amount: 600, tariffCentsPerHour: 1_000 });
    const { id: drawId } = await draw(town, id, 200);
    expect((await confirm(drawId)).payable).toMatchObject({ cents: 3_333 });
    await town.run((tx) => endRight(tx, id, 'klaar'), town.as.body);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 503_333 });
    await proven(town);
  });

  it('refuses minutes that are worth less than a cent', async () => {
    const id = await giveRight(town, budgetId, { kind: 'space', amount: 600, tariffCentsPerHour: 20 });
    expect(await refusal(draw(town, id, 1))).toBe('422 amount');
    expect(await refusal(draw(town, id, 3))).toBe('fine');
    await proven(town);
  });
});

describe('guessing codes', () => {
  const ask = (code: string, address: string) => refusal(town.run((tx) => drawByCode(tx, code, address)));
  const wrong = async (address: string) => {
    const how = await ask('AAAAAA', address);
    if (how.startsWith('404')) await town.run((tx) => noteWrongCode(tx, address));
    return how;
  };

  it('stops after ten wrong ones in a quarter of an hour, for that address only', async () => {
    const { code } = await draw(town, rightId, 100);
    for (let attempt = 0; attempt < 10; attempt++) expect(await wrong('10.0.0.1')).toBe('404 unknown-code');
    expect(await ask(code, '10.0.0.1')).toBe('429 too-many-codes');
    expect(await ask(code, '10.0.0.2')).toBe('fine');
    const elsewhere = await buildTown(db);
    expect(await refusal(elsewhere.run((tx) => drawByCode(tx, code, '10.0.0.2')))).toBe('404 unknown-code');
    db.clock.set('2026-03-03');
    expect(await ask(code, '10.0.0.1')).toBe('fine');
  });

  it.each(['', 'ABC', 'ABCDEFG', 'ABCDE0', 'ABCD1E', `'; drop table draws; --`, 'ÀBCDEF'])('knows no code %p', async (code) => {
    expect(readCode(code)).toBeUndefined();
    expect(await ask(code, '10.0.0.1')).toBe('404 unknown-code');
  });
});
