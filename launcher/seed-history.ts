import { addToDay, Database, dayOf, finishJob, newId, StoppedClock, takeJob, type Tx, yearOf } from '../libs/core/index.js';
import { budgetsToRelease, closeBudget, closeYearJob, finishClosing, requestClosing } from '../libs/budgets/index.js';
import { endRight, expireDraws, expireRights, grantRight, releaseYear, reserveDraw, voidDraw } from '../libs/drawing-rights/index.js';
import { approveBatch, batchesOf, confirmDelivery, payablesOf, prepareBatch, reverseDelivery } from '../libs/payments/index.js';
import type { DemoPerson, DemoTown } from './demo/types.js';
import { as, decide, type Frame, idOf, makeFrame } from './seed-frame.js';
import { type PlannedDraw, type PlannedRight, planYear, workday } from './seed-plan.js';
import { SeededRandom } from './seed-random.js';

/** What happens on a day; within a day in the order of `at`. */
interface Step {
  day: string;
  at: 'morning' | 'day' | 'evening' | 'end';
  run: (tx: Tx) => Promise<unknown>;
}

const ORDER: readonly Step['at'][] = ['morning', 'day', 'evening', 'end'];
const ALL = 10_000;

/** The day the story of a town begins: in the December before last year. */
export function firstDay(today: string): string {
  return workday(`${yearOf(today) - 2}-12-03`);
}

/**
 * Lives the two years of a town through its services, each day in one transaction with the clock at that day's noon; today at `now`.
 * @returns the number of draws
 */
export async function liveTown(
  { dataSource }: Database,
  municipalityId: string,
  town: DemoTown,
  people: readonly (DemoPerson & { id: string })[],
  now: Date,
): Promise<number> {
  const today = dayOf(now);
  const clock = new StoppedClock(now);
  const past = new Database(dataSource, clock);
  const onDay = <T>(day: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (day === today) return new Database(dataSource, new StoppedClock(now)).transaction(municipalityId, work);
    clock.set(day);
    return past.transaction(municipalityId, work);
  };
  const frame = await onDay(firstDay(today), async (tx) => {
    const made = await makeFrame(tx, town, people);
    await decide(as(tx, made.finance[0]), town, made, 'first');
    return made;
  });
  const rights = planRights(town, today);
  const days = byDay(steps(town, frame, rights, today), today);
  for (const [day, happening] of days) {
    await onDay(day, async (tx) => {
      // A day need not be on disk before the next: the mark at the very end is, and all before it with it.
      await tx.rows('set local synchronous_commit to off');
      for (const { run } of happening) await run(tx);
    });
  }
  return rights.flatMap(({ draws }) => draws).filter(({ day }) => day <= today).length;
}

function planRights(town: DemoTown, today: string): PlannedRight[] {
  const random = new SeededRandom(town.slug);
  const year = yearOf(today);
  return [...planYear(town, year - 1, true, random), ...planYear(town, year, false, random)];
}

function byDay(all: Step[], today: string): [string, Step[]][] {
  const days = new Map<string, Step[]>();
  for (const step of all) if (step.day <= today) days.set(step.day, [...(days.get(step.day) ?? []), step]);
  for (const happening of days.values()) happening.sort((a, b) => ORDER.indexOf(a.at) - ORDER.indexOf(b.at));
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1));
}

function steps(town: DemoTown, frame: Frame, rights: readonly PlannedRight[], today: string): Step[] {
  const year = yearOf(today);
  return [
    { day: workday(`${year - 1}-12-02`), at: 'day', run: (tx) => decide(as(tx, frame.finance[0]), town, frame, 'later') },
    ...[year - 1, year].map((turned): Step => ({ day: `${turned}-01-01`, at: 'morning', run: (tx) => turnYear(tx, frame, turned) })),
    { day: `${year}-01-20`, at: 'evening', run: (tx) => closeYear(as(tx, frame.finance[0]), frame, year - 1) },
    ...rights.flatMap((right) => stepsOfRight(frame, right)),
    ...recentSteps(town, frame, rights, today),
    ...paydays(frame, `${year - 1}-01-22`, addToDay(today, { days: -10 })),
    { day: today, at: 'end', run: (tx) => prepareSome(as(tx, frame.finance[0])) },
  ];
}

/** What the jobs of the first of January do. */
async function turnYear(tx: Tx, frame: Frame, year: number): Promise<void> {
  await expireDraws(tx, ALL);
  await expireRights(tx, ALL);
  for (const budgetId of await budgetsToRelease(tx, year)) await releaseYear(tx, budgetId, year);
  if (year > frame.firstYear) await closeYear(as(tx, frame.finance[0]), frame, year - 1);
}

/** Closes a year, or moves what came free in it since, and does the work of its job at once. */
async function closeYear(tx: Tx, frame: Frame, year: number): Promise<void> {
  const { run, jobId } = await requestClosing(tx, year);
  const job = await takeJob(tx, closeYearJob, jobId);
  if (!job) return;
  const moved = { budgets: 0, carriedCents: 0, returnedCents: 0 };
  for (const budgetId of frame.budgets.values()) {
    const { carriedCents, returnedCents } = await closeBudget(tx, { year, run }, budgetId);
    moved.budgets += 1;
    moved.carriedCents += carriedCents;
    moved.returnedCents += returnedCents;
  }
  await finishClosing(tx, { year, run }, moved);
  await finishJob(tx, jobId, job.lease as string, moved);
}

function stepsOfRight(frame: Frame, right: PlannedRight): Step[] {
  const { activity, stops } = right;
  const body = frame.actor('neighbourhood_body', right.body);
  const found: Step[] = [
    { day: right.grantOn, at: 'morning', run: (tx) => grant(as(tx, body), frame, right) },
    ...right.draws.flatMap((draw) => stepsOfDraw(frame, right, draw)),
  ];
  if (activity.until) found.push({ day: addToDay(right.validTo, { days: 1 }), at: 'morning', run: (tx) => expireRights(tx, ALL) });
  if (stops) found.push({ day: stops.on, at: 'evening', run: (tx) => endRight(as(tx, body), right.id, stops.reason) });
  return found;
}

async function grant(tx: Tx, frame: Frame, right: PlannedRight): Promise<void> {
  const { activity, grantOn, amount, considerations, validTo, id } = right;
  const budgetId = idOf(frame.budgets, right.budget);
  // What came back since New Year goes along first; otherwise the first grants would be taken from the old year.
  if (grantOn.slice(5) < '01-20' && yearOf(grantOn) > frame.firstYear)
    await closeYear(as(tx, frame.finance[0]), frame, yearOf(grantOn) - 1);
  await grantRight(tx, {
    id,
    budgetId,
    holderId: idOf(frame.organisations, right.holder),
    neighbourhoodId: idOf(frame.places, right.place),
    publicValueId: frame.values[activity.value - 1] as string,
    title: activity.title,
    kind: activity.kind,
    amount,
    tariffCentsPerHour: activity.tariffCentsPerHour ?? null,
    forSupport: activity.forSupport ?? false,
    validFrom: grantOn,
    validTo,
    considerations,
    dissent: activity.dissent ?? '',
  });
}

function stepsOfDraw(frame: Frame, right: PlannedRight, draw: PlannedDraw): Step[] {
  const { how, on } = draw.ending;
  const holder = frame.actor('initiative', right.holder);
  const supplier = frame.actor('supplier', draw.supplier);
  const reserved: Step = { day: draw.day, at: 'day', run: (tx) => reserve(as(tx, holder), frame, right, draw) };
  if (how === 'expired') return [reserved, { day: on, at: 'morning', run: (tx) => expireDraws(tx, ALL) }];
  if (how === 'voided') return [reserved, { day: on, at: 'day', run: (tx) => voidDraw(as(tx, holder), draw.id, 'Het gaat niet door.') }];
  const steps = [
    reserved,
    { day: on, at: 'day' as const, run: (tx: Tx) => confirmDelivery(as(tx, supplier), draw.id, { as: 'supplier' }) },
  ];
  if (how === 'confirmed') return steps;
  const reason = 'Per ongeluk bevestigd: er is nog niets geleverd.';
  return [...steps, { day: on, at: 'evening', run: (tx) => reverseDelivery(as(tx, supplier), draw.id, reason) }];
}

function reserve(tx: Tx, frame: Frame, right: PlannedRight, { id, supplier, amount, purpose }: PlannedDraw) {
  return reserveDraw(tx, { id, rightId: right.id, supplierId: idOf(frame.organisations, supplier), amount, purpose });
}

/** The draws of the last days, so that there is something to confirm and to pay on every day the demo begins. */
function recentSteps(town: DemoTown, frame: Frame, rights: readonly PlannedRight[], today: string): Step[] {
  return town.recentDraws.flatMap(({ holder, activity, trade, amount, purpose, daysAgo, confirmedDaysAgo }) => {
    const right = rights.find(
      ({ source, grantOn }) => source.holder === holder && source.activity === activity && yearOf(grantOn) === yearOf(today),
    );
    const supplier = town.suppliers[trade]?.name;
    if (!right || !supplier) throw new Error(`the demo draws on ${activity} of ${holder}, which is not there`);
    const agoOrGrant = (days: number) => [addToDay(today, { days: -days }), right.grantOn].reduce((a, b) => (a > b ? a : b));
    const draw: PlannedDraw = {
      id: newId(),
      day: agoOrGrant(daysAgo),
      supplier,
      amount,
      purpose,
      ending: { how: 'confirmed', on: '9999-12-31' },
    };
    if (confirmedDaysAgo !== undefined) draw.ending.on = agoOrGrant(confirmedDaysAgo);
    return stepsOfDraw(frame, right, draw);
  });
}

/** Every three weeks one finance officer prepares what is open, and the next day the other approves it. */
function paydays(frame: Frame, from: string, until: string): Step[] {
  const [prepares, approves] = frame.finance;
  const found: Step[] = [];
  for (let day = workday(from); day < until; day = addToDay(day, { days: 21 })) {
    found.push(
      { day, at: 'end', run: (tx) => prepareAll(as(tx, prepares)) },
      { day: workday(addToDay(day, { days: 1 })), at: 'evening', run: (tx) => approveAll(as(tx, approves)) },
    );
  }
  return found;
}

async function prepareAll(tx: Tx): Promise<void> {
  const open = await payablesOf(tx, { states: ['open'] });
  if (open.length > 0)
    await prepareBatch(
      tx,
      open.map(({ id }) => id),
    );
}

async function approveAll(tx: Tx): Promise<void> {
  for (const { id, approvedAt } of await batchesOf(tx, 5)) if (!approvedAt) await approveBatch(tx, id);
}

/** Leaves a batch that waits for the second person, and payables that wait for the first. */
async function prepareSome(tx: Tx): Promise<void> {
  const open = await payablesOf(tx, { states: ['open'] });
  if (open.length > 1)
    await prepareBatch(
      tx,
      open.slice(0, Math.floor(open.length / 2)).map(({ id }) => id),
    );
}
