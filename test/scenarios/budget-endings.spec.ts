import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addToDay, newId, type StoppedClock } from '../../libs/core/index.js';
import {
  announcedEndings,
  announceEnding,
  budgetsToEnd,
  changeBudget,
  changesOf,
  endBudget,
  type EndingRequest,
  equationLines,
  Instalment,
  noticeOf,
  previewEnding,
  releaseBudgetYear,
  sourceYears,
} from '../../libs/budgets/index.js';
import { commitmentsOf, endRight, expireDraws, expireRights, grantRight } from '../../libs/drawing-rights/index.js';
import { approveBatch, confirmDelivery, payablesOf, prepareBatch } from '../../libs/payments/index.js';
import { buildTown, draw, giveBudget, giveRight, grantRequest, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { equation, outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
afterAll(() => db.close());
beforeEach(async () => {
  db.clock.set('2026-03-02');
  town = await buildTown(db);
});

const ending = (budgetId: string, endsOn: string, change: Partial<EndingRequest> = {}): EndingRequest => ({
  budgetId,
  endsOn,
  decisionId: town.decisionId,
  reasons: 'Het wijkorgaan heft zichzelf op.',
  ...change,
});
const announce = (request: EndingRequest, id = newId()) =>
  town.run((tx) => announceEnding(tx, id, request, commitmentsOf), town.as.finance);
const release = async (budgetId: string, ...years: number[]) => {
  for (const year of years) {
    db.clock.set(`${year}-01-01`);
    await town.run((tx) => releaseBudgetYear(tx, budgetId, year));
  }
};
const watch = () =>
  town.run(async (tx) => {
    let givenBack = 0;
    for (const id of await budgetsToEnd(tx)) givenBack += await endBudget(tx, id);
    return givenBack;
  });
const statuses = async (budgetId: string) =>
  (
    await town.run((tx) =>
      tx.manager.find(Instalment, { where: { municipalityId: town.municipalityId, budgetId }, order: { fiscalYear: 'ASC' } }),
    )
  ).map((one) => `${one.fiscalYear} ${one.status}`);

describe('the notice', () => {
  it('is not due before three years have passed', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    db.clock.set('2028-03-02');
    expect(await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).toMatchObject({
      runsSince: '2026-01-01',
      threeYears: false,
      noticeUntil: '2028-03-02',
      earliestEnd: '2028-03-02',
      latestEnd: '2029-12-30',
    });
    db.clock.set('2028-12-31');
    expect((await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).threeYears).toBe(false);
  });

  it('is the months of the ordinance from three years on', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000], lastYear: 2032 });
    db.clock.set('2029-01-01');
    expect(await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).toMatchObject({ threeYears: true, noticeUntil: '2030-01-01' });
    db.clock.set('2030-03-31');
    expect(await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).toMatchObject({
      threeYears: true,
      noticeMonths: 12,
      noticeUntil: '2031-03-31',
      earliestEnd: '2031-03-31',
    });
  });

  it('counts the budgets that ran before it for the same neighbourhood without a gap', async () => {
    await giveBudget(town, { amounts: [100_000], firstYear: 2022, lastYear: 2023 });
    await giveBudget(town, { amounts: [100_000], firstYear: 2024, lastYear: 2025 });
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    expect(await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).toMatchObject({
      runsSince: '2022-01-01',
      threeYears: true,
      noticeUntil: '2027-03-02',
    });
  });

  it('does not count across a gap, or what ran for other neighbourhoods', async () => {
    const [a, b] = town.neighbourhoods.map((place) => place.id) as [string, string];
    await giveBudget(town, { amounts: [100_000], firstYear: 2022, lastYear: 2024 });
    await giveBudget(town, { amounts: [100_000], firstYear: 2022, lastYear: 2025, neighbourhoodIds: [a, b], pooledName: 'Samen' });
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    expect(await town.run((tx) => noticeOf(tx, budgetId, commitmentsOf))).toMatchObject({ runsSince: '2026-01-01', threeYears: false });
  });
});

describe('an early ending', () => {
  it('in the second year ends without notice, gives back later years at once, and the rest the day after', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000, 33_333] });
    await release(budgetId, 2027);
    db.clock.set('2027-05-10');
    const rightId = await giveRight(town, budgetId, { amount: 50_000, validTo: '2027-06-30' });
    const open = await draw(town, rightId, 20_000);
    const request = ending(budgetId, '2027-06-30');
    const preview = await town.run((tx) => previewEnding(tx, request, commitmentsOf));
    expect(preview.withdrawn.map(({ fiscalYear, cents }) => [fiscalYear, cents])).toEqual([
      [2028, 100_000],
      [2028, 33_333],
      [2029, 100_000],
      [2029, 33_333],
    ]);
    await announce(request);
    expect(await statuses(budgetId)).toEqual([
      ...['2026 adopted', '2026 adopted', '2027 adopted', '2027 adopted'],
      ...['2028 withdrawn', '2028 withdrawn', '2029 withdrawn', '2029 withdrawn'],
    ]);
    const free = async () => (await town.run(sourceYears)).map((year) => year.freeCents);
    expect(await free()).toEqual([0, 0, 100_000, 100_000, 0, 0, 33_333, 33_333]);
    expect(await town.run((tx) => announcedEndings(tx))).toMatchObject([
      { budgetId, announcedOn: '2027-05-10', noticeUntil: '2027-05-10', endsOn: '2027-06-30', endedAt: null, decisionNumber: '2025-118' },
    ]);
    expect(await watch()).toBe(0);
    await town.run((tx) => confirmDelivery(tx, open.id, { as: 'supplier' }), town.as.supplier);

    db.clock.set('2027-07-01');
    // 2 × 133,333 − 50,000 for the right, which stays until it is closed.
    expect(await watch()).toBe(216_666);
    expect(await watch()).toBe(0);
    expect(await equation(town, budgetId)).toMatchObject({ availableCents: 0, committedCents: 50_000, paidCents: 0 });
    await town.run((tx) => expireRights(tx, 100));
    expect(await watch()).toBe(30_000);
    expect(await watch()).toBe(0);
    await proven(town);

    const [payable] = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
    const batch = await town.run((tx) => prepareBatch(tx, [payable!.id]), town.as.finance);
    await town.run((tx) => approveBatch(tx, batch.id), town.as.finance2);
    expect(await equation(town, budgetId)).toEqual({
      adoptedCents: 20_000,
      carriedCents: 0,
      committedCents: 0,
      paidCents: 20_000,
      availableCents: 0,
    });
    expect((await free()).reduce((sum, cents) => sum + cents, 0)).toBe(4 * 133_333 - 20_000);
    expect(await town.run((tx) => announcedEndings(tx))).toEqual([]);
    expect((await town.run((tx) => announcedEndings(tx, budgetId)))[0]!.endedAt).toEqual(expect.any(Date));
    await proven(town);
  });

  it('in the fourth year waits twelve months, and the year in between is released as ever', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000], lastYear: 2032 });
    await release(budgetId, 2027, 2028, 2029);
    db.clock.set('2029-09-15');
    expect(await refusal(announce(ending(budgetId, '2029-12-31')))).toBe('422 endsOn');
    expect(await refusal(announce(ending(budgetId, '2030-09-14')))).toBe('422 endsOn');
    await announce(ending(budgetId, '2030-09-15'));
    await release(budgetId, 2030);
    expect((await equation(town, budgetId)).adoptedCents).toBe(500_000);
    db.clock.set('2030-09-15');
    expect(await watch()).toBe(0);
    db.clock.set('2030-09-16');
    expect(await watch()).toBe(500_000);
    expect(await statuses(budgetId)).toEqual([
      ...['2026 adopted', '2027 adopted', '2028 adopted', '2029 adopted', '2030 adopted'],
      ...['2031 withdrawn', '2032 withdrawn'],
    ]);
    expect((await town.run((tx) => equationLines(tx, [budgetId]))).every((line) => line.supportAvailableCents === 0)).toBe(true);
    await proven(town);
  });

  it('respects what was granted, naming it, and nothing new outlives it', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const rightId = await giveRight(town, budgetId, { amount: 10_000, validTo: '2027-03-31' });
    const words = await announce(ending(budgetId, '2027-03-30')).catch((error: { words: { nl: string } }) => error.words.nl);
    expect(words).toBe(
      'Er lopen nog trekkingsrechten tot en met 31 maart 2027: Materiaal en activiteiten (Verkeerstuin). Wat is toegekend, blijft staan. Kies die dag of later.',
    );
    expect(await refusal(announce(ending(budgetId, '2027-03-30')))).toBe('409 commitments-left');
    await announce(ending(budgetId, '2027-03-31'));
    expect(await refusal(giveRight(town, budgetId, { amount: 5, validTo: '2027-04-01' }))).toBe('422 validTo');
    await giveRight(town, budgetId, { amount: 5, validTo: '2027-03-31' });
    await town.run((tx) => endRight(tx, rightId, 'Gestopt'), town.as.body);
    await proven(town);
  });

  it('waits for a draw that outlives its right', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const rightId = await giveRight(town, budgetId, { amount: 10_000 });
    const open = await draw(town, rightId, 500);
    await town.run((tx) => endRight(tx, rightId, 'Gestopt'), town.as.body);
    expect(await refusal(announce(ending(budgetId, addToDay(open.expiresOn, { days: -1 }))))).toBe('409 commitments-left');
    await announce(ending(budgetId, open.expiresOn));
    db.clock.set('2027-01-02');
    await town.run((tx) => expireDraws(tx, 100));
    // The year was not released: it was withdrawn with the announcement.
    expect(await watch()).toBe(100_000);
    await proven(town);
  });

  it('and a grant at the same moment end well', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const grant = grantRequest(town, budgetId, { amount: 10_000, validTo: '2027-12-31' });
    const ways = await outcomes([announce(ending(budgetId, '2026-12-31')), town.run((tx) => grantRight(tx, grant), town.as.body)]);
    expect([
      { fine: 1, '409 commitments-left': 1 },
      { fine: 1, '422 validTo': 1 },
    ]).toContainEqual(ways);
    await proven(town);
  });

  it.each<[string, string, string, object]>([
    ['a day that was', '422 endsOn', '2026-03-01', {}],
    ['no day', '422 endsOn', 'straks', {}],
    ['a day that does not exist', '422 endsOn', '2027-02-30', {}],
    ['the end of the term', '422 endsOn', '2029-12-31', {}],
    ['a day after the term', '422 endsOn', '2031-01-01', {}],
    ['no reasons', '422 reasons', '2027-01-01', { reasons: ' ' }],
    ['no day and no reasons', '422 reasons, endsOn', '', { reasons: '' }],
    ['an unknown decision', '404 not-found', '2027-01-01', { decisionId: newId() }],
    ['an unknown budget', '404 not-found', '2027-01-01', { budgetId: newId() }],
  ])('with %s is refused, and nothing is done', async (_, how, endsOn, change) => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const request = ending(budgetId, endsOn, change);
    expect(await refusal(town.run((tx) => previewEnding(tx, request, commitmentsOf)))).toBe(how);
    expect(await refusal(announce(request))).toBe(how);
    expect(await statuses(budgetId)).toEqual(['2026 adopted', '2027 reserved', '2028 planned', '2029 planned']);
    expect(await town.run((tx) => changesOf(tx, budgetId))).toEqual([]);
  });

  it('is announced once, and then nothing is added beyond it', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const id = newId();
    expect(await outcomes([1, 2, 3].map(() => announce(ending(budgetId, '2027-06-30'), id)))).toEqual({ fine: 3 });
    expect(await refusal(announce(ending(budgetId, '2027-07-01'), id))).toBe('409 request-id-taken');
    expect(await refusal(announce(ending(budgetId, '2027-07-01')))).toBe('409 ending-announced');
    const { sourceId } = (await town.run(sourceYears))[0]!;
    const add = (fiscalYear: number) =>
      town.run((tx) =>
        changeBudget(tx, newId(), {
          kind: 'increase',
          budgetId,
          decisionId: town.decisionId,
          reasons: 'Erbij',
          parts: [{ sourceId, fiscalYear, cents: 1 }],
        }),
      );
    expect(await refusal(add(2028))).toBe('422 parts');
    db.clock.set('2027-07-01');
    await watch();
    expect(await refusal(add(2027))).toBe('409 budget-ended');
    await proven(town);
  });

  it('ended by two workers at the same moment gives back once', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    await announce(ending(budgetId, '2026-03-31'));
    db.clock.set('2026-04-01');
    const given = await Promise.all([1, 2, 3].map(() => town.run((tx) => endBudget(tx, budgetId))));
    expect(given.sort((a, b) => a - b)).toEqual([0, 0, 100_000]);
    await expect(town.run((tx) => endBudget(tx, newId()))).rejects.toThrow();
    await proven(town);
  });

  it('lets another budget have the source in the years it gave up', async () => {
    const budgetId = await giveBudget(town, { amounts: [100_000] });
    const { sourceId } = (await town.run(sourceYears))[0]!;
    const again = { pooledName: 'Opnieuw', firstYear: 2028, lastYear: 2029, sources: [{ sourceId, yearlyCents: 100_000 }] };
    expect(await refusal(giveBudget(town, { ...again, amounts: [] }))).toMatch(/^4/);
    await announce(ending(budgetId, '2027-06-30'));
    const next = await giveBudget(town, { ...again, amounts: [] });
    expect(await statuses(next)).toEqual(['2028 planned', '2029 planned']);
    await proven(town);
  });
});
