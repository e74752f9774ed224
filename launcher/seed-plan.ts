import { DateTime } from 'luxon';
import { apportion, supportPart } from '../libs/budgets/index.js';
import { addToDay, cents, newId, proportion } from '../libs/core/index.js';
import { activityNamed } from './demo/activities.js';
import type { Activity, DemoRight, DemoTown } from './demo/types.js';
import type { SeededRandom } from './seed-random.js';

/** A right as it will be granted, with the draws that are going to be made on it. */
export interface PlannedRight {
  id: string;
  source: DemoRight;
  activity: Activity;
  budget: string;
  /** The neighbourhood body that decides on it. */
  body: string;
  holder: string;
  place: string;
  grantOn: string;
  validTo: string;
  /** In cents or minutes. */
  amount: number;
  considerations: string;
  stops?: { on: string; reason: string };
  draws: PlannedDraw[];
}

/** A draw as it will be made, and how it ends. */
export interface PlannedDraw {
  id: string;
  day: string;
  supplier: string;
  amount: number;
  purpose: string;
  ending: { how: 'confirmed' | 'voided' | 'expired' | 'reversed'; on: string };
}

/** The share of each neighbourhood budget that is for the support of organisations, in hundredths of a percent. */
export const SUPPORT_SHARE = 1_000;

/** Days a supplier has to confirm, as the ordinance of the demo says. */
export const CONFIRMATION_DAYS = 14;

/** The day itself, or the Monday after a weekend. */
export function workday(day: string): string {
  const { weekday } = DateTime.fromISO(day);
  return weekday < 6 ? day : addToDay(day, { days: 8 - weekday });
}

/** What each budget brings in a year, in cents, by name. */
export function yearlyCents(town: DemoTown): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { name, places, sources } of town.adoptions) {
    const total = Object.values(sources).reduce((sum, amount) => sum + amount, 0);
    if (name) totals.set(name, total);
    else
      apportion(
        cents(total),
        places.map(() => 1),
      ).forEach((part, index) => totals.set(places[index] as string, part));
  }
  return totals;
}

/** What a body adds when it grants something once more. */
const AGAIN = [
  '',
  'Vorig jaar ging dit goed. ',
  '',
  'Dit loopt, dus wij gaan door. ',
  'Er komen elk jaar meer mensen op af. ',
  '',
] as const;

/** The rights of one year of a town, in the order they are granted. */
export function planYear(town: DemoTown, year: number, isFirst: boolean, random: SeededRandom): PlannedRight[] {
  const totals = yearlyCents(town);
  const begun = town.adoptions.filter(({ when }) => !isFirst || when === 'first');
  const rights = town.rights.flatMap((source, index) => {
    const adoption = begun.find(({ name, places }) => (name ? name === source.budget : places.includes(source.budget)));
    if (!adoption || (source.stops && !isFirst)) return [];
    const activity = activityNamed(source.activity);
    const amount = amountOf(source, activity, totals.get(source.budget) ?? 0);
    const right: PlannedRight = {
      id: newId(),
      source,
      activity,
      budget: source.budget,
      body: adoption.body,
      holder: source.holder,
      place: source.place ?? (adoption.name ? (adoption.places[0] as string) : source.budget),
      grantOn: source.on === '01-01' ? `${year}-01-01` : workday(`${year}-${source.on}`),
      validTo: `${year}-${activity.until ?? '12-31'}`,
      amount,
      considerations: `${isFirst ? '' : AGAIN[index % AGAIN.length]}${activity.considerations}`,
      draws: [],
    };
    if (source.stops) right.stops = { on: workday(`${year}-${source.stops.on}`), reason: source.stops.reason };
    right.draws = planDraws(town, right, random);
    return [right];
  });
  if (isFirst) showWhatComesBack(rights, random);
  return rights;
}

/** Grants are round amounts: parts of € 25 and whole hours. */
function amountOf({ size }: DemoRight, activity: Activity, yearCents: number): number {
  if ('amount' in size) return size.amount;
  const support = supportPart(cents(yearCents), SUPPORT_SHARE);
  const money = proportion(activity.forSupport ? support : yearCents - support, size.percent, 100);
  if (!activity.tariffCentsPerHour) return money - (money % 2_500);
  return Math.floor(money / activity.tariffCentsPerHour) * 60;
}

function planDraws(town: DemoTown, right: PlannedRight, random: SeededRandom): PlannedDraw[] {
  const { activity, amount } = right;
  const days = spread(right, countOf(right), random);
  const endings = days.map((day) => endingOf(chanceOfEnding(random), day, random));
  // What comes back is small, so that a year is not left half spent.
  const weights = endings.map(({ how }) => random.between(0.5, 1.5) * (how === 'confirmed' ? 1 : 0.3));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const use = right.source.use ?? random.between(0.95, 0.998);
  const options = activity.purposes.flatMap(([trade, purpose]) => {
    const supplier = town.suppliers[trade]?.name;
    return supplier ? [{ supplier, purpose }] : [];
  });
  const offset = random.whole(0, options.length - 1);
  return days.map((day, index) => {
    const part = (amount * use * (weights[index] as number)) / weight;
    const option = options[(offset + index) % options.length];
    if (!option) throw new Error(`${town.name} has nobody to deliver for ${activity.title}`);
    return {
      ...option,
      id: newId(),
      day,
      amount: activity.tariffCentsPerHour ? Math.max(30, Math.floor(part / 30) * 30) : price(part, random),
      ending: endings[index] as Ending,
    };
  });
}

/** How many draws: about one per € 1.900; more and smaller ones on the rights that are shown to whoever tries the demo. */
function countOf({ activity, amount, source }: PlannedRight): number {
  const worth = activity.tariffCentsPerHour ? (amount / 60) * activity.tariffCentsPerHour : amount;
  if (source.use) return Math.min(8, Math.max(4, Math.round(worth / 45_000)));
  return worth < 500_000 ? 2 : Math.min(6, Math.max(3, Math.round(worth / 190_000)));
}

/** Days spread over the time the right can be used, so that no draw is open long after its year. */
function spread(right: PlannedRight, count: number, random: SeededRandom): string[] {
  const first = DateTime.fromISO(right.grantOn).plus({ days: 6 });
  const ends = [
    right.validTo,
    `${right.grantOn.slice(0, 4)}-12-18`,
    right.stops ? addToDay(right.stops.on, { days: -CONFIRMATION_DAYS }) : '9999',
  ];
  // A weekend may move a day to the Monday after it.
  const last = DateTime.fromISO(ends.reduce((a, b) => (a < b ? a : b))).minus({ days: 3 });
  const step = last.diff(first, 'days').days / count;
  return Array.from({ length: count }, (_, index) => {
    const day = first.plus({ days: Math.floor((index + random.next()) * step) });
    return workday(day.toISODate() as string);
  });
}

/** An amount as it stands on a bill: at most `amount`, ending like a price. */
function price(amount: number, random: SeededRandom): number {
  const euros = Math.floor(amount / 100) - 1;
  return Math.max(500, euros * 100 + random.pick([0, 25, 40, 50, 75, 85, 95, random.whole(1, 19) * 5]));
}

type Ending = PlannedDraw['ending'];

function chanceOfEnding(random: SeededRandom): Ending['how'] {
  const chance = random.next();
  if (chance < 0.03) return 'voided';
  return chance < 0.05 ? 'expired' : 'confirmed';
}

function endingOf(how: Ending['how'], day: string, random: SeededRandom): Ending {
  if (how === 'voided') return { how, on: workday(addToDay(day, { days: 2 })) };
  if (how === 'expired') return { how, on: addToDay(day, { days: CONFIRMATION_DAYS + 1 }) };
  return { how, on: workday(addToDay(day, { days: random.whole(1, 8) })) };
}

/** Every way a draw can come back, shown once by the first rights of a town in its first year. */
const COMES_BACK: readonly Ending['how'][] = ['reversed', 'voided', 'expired'];

function showWhatComesBack(rights: readonly PlannedRight[], random: SeededRandom): void {
  COMES_BACK.forEach((how, index) => {
    const [draw] = [...(rights[index]?.draws ?? [])].sort((a, b) => a.amount - b.amount);
    if (draw) draw.ending = endingOf(how, draw.day, random);
  });
}
