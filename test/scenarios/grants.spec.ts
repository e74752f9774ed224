import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, newId, type StoppedClock } from '../../libs/core/index.js';
import { equationLines } from '../../libs/budgets/index.js';
import {
  endRight,
  expireRights,
  type GrantRequest,
  grantRight,
  previewGrant,
  rightById,
  rightsOf,
} from '../../libs/drawing-rights/index.js';
import { addOrganisation } from '../../libs/relations/index.js';
import { buildTown, draw, giveBudget, giveRight, grantRequest, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let budgetId: string;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
  // € 12.600 free and € 1.400 support share, out of two sources.
  budgetId = await giveBudget(town, { amounts: [960_000, 440_000] });
});
const grant = (change: Partial<GrantRequest> = {}, actor: Actor = town.as.body) =>
  town.run((tx) => grantRight(tx, grantRequest(town, budgetId, change)), actor);

describe('a grant', () => {
  it('shows beforehand what it does to the budget, and does exactly that', async () => {
    const wanted = grantRequest(town, budgetId, { amount: 500_001 });
    const preview = await town.run((tx) => previewGrant(tx, wanted), town.as.body);
    expect(preview).toMatchObject({ committedCents: 500_001, availableBeforeCents: 1_260_000, availableAfterCents: 759_999 });
    expect(preview.shares.reduce((sum, share) => sum + share.cents, 0)).toBe(500_001);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 0, availableCents: 1_400_000 });
    await town.run((tx) => grantRight(tx, wanted), town.as.body);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 500_001, availableCents: 899_999 });
    const lines = await town.run((tx) => equationLines(tx, [budgetId]));
    expect(
      lines
        .map((line) => line.committedCents)
        .sort((a, b) => b - a)
        .slice(0, 2),
    ).toEqual(preview.shares.map((share) => share.cents).sort((a, b) => b - a));
    await proven(town);
  });

  it('takes the last cent and not one more', async () => {
    expect(await refusal(grant({ amount: 1_260_001 }))).toBe('409 budget-exceeded');
    expect(await refusal(grant({ amount: 1_260_000 }))).toBe('fine');
    expect(await refusal(grant({ amount: 1 }))).toBe('409 budget-exceeded');
    await proven(town);
  });

  it('leaves the support share to support, and takes support out of nothing else', async () => {
    await grant({ amount: 1_260_000 });
    expect(await refusal(grant({ amount: 140_001, forSupport: true }))).toBe('409 budget-exceeded');
    expect(await refusal(grant({ amount: 140_000, forSupport: true }))).toBe('fine');
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 1_400_000, availableCents: 0 });
    await proven(town);
  });

  it.each<[string, Partial<GrantRequest>]>([
    ['422 title', { title: ' ' }],
    ['422 title', { title: 'x'.repeat(121) }],
    ['422 kind', { kind: 'prijs' as 'money', tariffCentsPerHour: 5 }],
    ['422 amount', { amount: 0 }],
    ['422 amount', { amount: -5 }],
    ['422 amount', { amount: 0.5 }],
    ['422 amount', { amount: NaN }],
    ['422 amount', { amount: 2 ** 53 }],
    ['422 tariffCentsPerHour', { tariffCentsPerHour: 5_000 }],
    ['422 tariffCentsPerHour', { kind: 'freelancer' }],
    ['422 tariffCentsPerHour', { kind: 'freelancer', tariffCentsPerHour: 0 }],
    ['422 tariffCentsPerHour', { kind: 'freelancer', tariffCentsPerHour: -1 }],
    ['422 tariffCentsPerHour', { kind: 'freelancer', tariffCentsPerHour: 0.5 }],
    ['422 amount', { kind: 'freelancer', amount: 100_000_000_000_000, tariffCentsPerHour: 100_000_000 }],
    ['422 neighbourhoodId', { neighbourhoodId: newId() }],
    ['422 publicValueId', { publicValueId: newId() }],
    ['404 not-found', { holderId: newId() }],
    ['404 not-found', { budgetId: newId() }],
    ['422 validTo', { validFrom: '2026-05-01', validTo: '2026-04-30' }],
    ['422 validTo', { validFrom: '2025-12-31' }],
    ['422 validTo', { validTo: '2030-01-01' }],
    ['422 validTo', { validTo: '2026-02-30' }],
    ['422 validFrom', { validFrom: 'gisteren' }],
    ['422 considerations', { considerations: '' }],
    ['422 considerations', { considerations: 'x'.repeat(4_001) }],
    ['422 dissent', { dissent: 'x'.repeat(4_001) }],
    ['422 title, amount, considerations', { title: '', amount: 0, considerations: '' }],
  ])('is refused (%s) and commits nothing', async (how, change) => {
    expect(await refusal(grant(change))).toBe(how);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 0, availableCents: 1_400_000 });
  });

  it('is for a neighbourhood of the budget and to an initiative', async () => {
    expect(await refusal(grant({ neighbourhoodId: town.neighbourhoods[1]!.id }))).toBe('422 neighbourhoodId');
    expect(await refusal(grant({ holderId: town.supplier.id }))).toBe('422 holderId');
  });

  it('belongs to the neighbourhood body alone: never the finance officer, another body or the holder', async () => {
    const otherBody = await town.run((tx) => addOrganisation(tx, { name: 'Buurtcoöperatie', kinds: ['neighbourhood_body'] }));
    const other: Actor = { ...town.as.body, organisationId: otherBody.id };
    for (const actor of [
      town.as.finance,
      other,
      town.as.initiative,
      town.as.supplier,
      town.as.councillor,
      { ...town.as.finance, organisationId: town.body.id },
    ]) {
      expect(await refusal(grant({}, actor))).toBe('403 not-the-neighbourhood-body');
    }
    const undelegated = await giveBudget(town, { neighbourhoodIds: [town.neighbourhoods[1]!.id], bodyId: null });
    const request = grantRequest(town, undelegated, { neighbourhoodId: town.neighbourhoods[1]!.id });
    expect(await refusal(town.run((tx) => grantRight(tx, request), town.as.body))).toBe('403 not-the-neighbourhood-body');
  });

  it('books once, however often it is sent, and never with another content', async () => {
    const id = newId();
    const all = await Promise.all(Array.from({ length: 10 }, () => grant({ id })));
    expect(new Set(all.map((right) => right.id))).toEqual(new Set([id]));
    const others: Partial<GrantRequest>[] = [
      { amount: 500_001 },
      { title: 'Iets anders' },
      { holderId: town.otherInitiative.id },
      { publicValueId: town.values[2]! },
      { forSupport: true },
      { validTo: '2026-11-30' },
      { kind: 'space', tariffCentsPerHour: 5 },
      { considerations: 'Toch niet.' },
    ];
    for (const change of others) expect([change, await refusal(grant({ id, ...change }))]).toEqual([change, '409 right-id-taken']);
    expect(await refusal(grant({ id }, town.as.finance))).toBe('403 not-the-neighbourhood-body');
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 500_000 });
    await proven(town);
  });

  it('does not reach another municipality', async () => {
    const other = await buildTown(db);
    for (const change of [{ holderId: other.initiative.id }, { budgetId: await giveBudget(other) }])
      expect(await refusal(grant(change))).toBe('404 not-found');
    expect(await refusal(grant({ publicValueId: other.values[0]! }))).toBe('422 publicValueId');
    const right = await grant();
    expect(await refusal(other.run((tx) => rightById(tx, right.id)))).toBe('404 not-found');
    expect(await refusal(other.run((tx) => endRight(tx, right.id, 'weg'), other.as.body))).toBe('404 not-found');
    expect(await other.run((tx) => rightsOf(tx, { holderId: town.initiative.id }))).toEqual([]);
    // The same id is free to another municipality.
    const theirs = grantRequest(other, await giveBudget(other, { neighbourhoodIds: [other.neighbourhoods[0]!.id], firstYear: 2025 }), {
      id: right.id,
    });
    expect(await refusal(other.run((tx) => grantRight(tx, theirs), other.as.body))).toBe('fine');
    await proven(other);
  });

  it('shows an initiative its own rights only', async () => {
    const right = await grant();
    expect(await town.run((tx) => rightById(tx, right.id), town.as.initiative)).toMatchObject({
      free: 500_000,
      holderName: 'Verkeerstuin',
    });
    expect(await refusal(town.run((tx) => rightById(tx, right.id), town.as.otherInitiative))).toBe('404 not-found');
  });
});

describe('ending a right', () => {
  const end = (rightId: string, reason = 'Het project is klaar.', actor = town.as.body) =>
    town.run((tx) => endRight(tx, rightId, reason), actor);

  it('gives back what was not used, to where it came from', async () => {
    const rightId = await giveRight(town, budgetId);
    const support = await giveRight(town, budgetId, { forSupport: true, amount: 100_000 });
    await draw(town, rightId, 123_457);
    await end(rightId);
    await end(support);
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 123_457, availableCents: 1_276_543 });
    const lines = await town.run((tx) => equationLines(tx, [budgetId]));
    expect(lines.reduce((sum, line) => sum + line.supportAvailableCents, 0)).toBe(140_000);
    expect(await town.run((tx) => rightById(tx, rightId))).toMatchObject({ state: 'ended', free: 0, reserved: 123_457 });
    await proven(town);
  });

  it('is done by its body, once, with a reason', async () => {
    const rightId = await giveRight(town, budgetId);
    for (const actor of [town.as.finance, town.as.initiative, town.as.supplier])
      expect(await refusal(end(rightId, 'zomaar', actor))).toBe('403 not-the-neighbourhood-body');
    expect(await refusal(end(rightId, '  '))).toBe('422 reason');
    expect(await refusal(end(newId()))).toBe('404 not-found');
    expect(await refusal(end(rightId))).toBe('fine');
    expect(await refusal(end(rightId))).toBe('409 right-is-over');
    await proven(town);
  });

  it('comes by itself after its last day, also for a suspended one', async () => {
    const [running, suspended, longer] = [
      await giveRight(town, budgetId),
      await giveRight(town, budgetId, { amount: 5 }),
      await giveRight(town, budgetId, { amount: 7, validTo: '2027-06-30' }),
    ];
    await db.owner.query(`update drawing_rights set state = 'suspended' where id = $1`, [suspended]);
    const reserved = await draw(town, running, 1_000);
    db.clock.set('2026-12-31');
    expect(await town.run((tx) => expireRights(tx, 10))).toBe(0);
    db.clock.set('2027-01-01');
    expect(await town.run((tx) => expireRights(tx, 1))).toBe(1);
    expect(await town.run((tx) => expireRights(tx, 10))).toBe(1);
    expect(await town.run((tx) => expireRights(tx, 10))).toBe(0);
    expect(await town.run((tx) => rightById(tx, running))).toMatchObject({ state: 'expired', free: 0, reserved: reserved.cents });
    expect(await town.run((tx) => rightById(tx, longer))).toMatchObject({ state: 'active', free: 7 });
    expect(await equation(town, budgetId)).toMatchObject({ committedCents: 1_007 });
    await proven(town);
  });
});
