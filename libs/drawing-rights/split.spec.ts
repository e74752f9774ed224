import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cents } from '../core/index.js';
import { commitmentOf, type Pot, takeFrom, valueOfMinutes } from './split.js';

const pots = fc.array(
  fc.record({ fiscalYear: fc.integer({ min: 2024, max: 2028 }), freeCents: fc.oneof(fc.nat(30), fc.nat(1_000_000_000_000)) }),
  { maxLength: 12 },
);
const named = (list: { fiscalYear: number; freeCents: number }[]): Pot[] =>
  list.map((pot, index) => ({ ...pot, accountId: `account-${index}`, instalmentId: `instalment-${index}` }));
const total = (list: readonly { cents: number }[]) => list.reduce((sum, share) => sum + share.cents, 0);
const free = (list: readonly Pot[]) => list.reduce((sum, pot) => sum + pot.freeCents, 0);

describe('takeFrom', () => {
  const cases = pots.map(named).chain((list) => fc.tuple(fc.constant(list), fc.integer({ min: 0, max: free(list) + 5 })));

  it('adds up, never takes more than a pot has, and is undefined exactly when there is too little', () => {
    fc.assert(
      fc.property(cases, ([list, amount]) => {
        const shares = takeFrom(list, cents(amount));
        if (amount > free(list)) return shares === undefined;
        return (
          shares !== undefined && total(shares) === amount && shares.every((share) => share.cents > 0 && share.cents <= share.freeCents)
        );
      }),
    );
  });

  it('empties an older year before it touches a newer one, and takes from each pot once', () => {
    fc.assert(
      fc.property(cases, ([list, amount]) => {
        const shares = takeFrom(list, cents(amount)) ?? [];
        const newest = Math.max(...shares.map((share) => share.fiscalYear));
        const taken = (pot: Pot) => shares.filter((share) => share.accountId === pot.accountId);
        return list.every((pot) => taken(pot).length <= 1 && (pot.fiscalYear >= newest || total(taken(pot)) === pot.freeCents));
      }),
    );
  });

  it('takes from each source of a year within a cent per source of its share', () => {
    const oneYear = pots.map((list) => named(list.map((pot) => ({ ...pot, fiscalYear: 2026 }))));
    fc.assert(
      fc.property(
        oneYear.chain((list) => fc.tuple(fc.constant(list), fc.integer({ min: 0, max: free(list) }))),
        ([list, amount]) => {
          const shares = takeFrom(list, cents(amount)) ?? [];
          return list.every((pot) => {
            const part = shares.find((share) => share.accountId === pot.accountId)?.cents ?? 0;
            return free(list) === 0 || Math.abs(part - (amount / free(list)) * pot.freeCents) <= list.length + 1;
          });
        },
      ),
    );
  });

  it('ignores a pot that holds less than nothing', () => {
    expect(
      takeFrom(
        named([
          { fiscalYear: 2025, freeCents: -5 },
          { fiscalYear: 2026, freeCents: 5 },
        ]),
        cents(5),
      ),
    ).toMatchObject([{ cents: 5 }]);
  });
});

describe('valueOfMinutes', () => {
  const tariffs = fc.integer({ min: 1, max: 30_000 });
  const draws = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 300 });
  const off = (worth: number, minutes: number, tariff: number) => Math.abs(worth - (tariff * minutes) / 60);

  it('uses up exactly the commitment in whatever steps, each within a cent of the tariff', () => {
    fc.assert(
      fc.property(draws, tariffs, (steps, tariffCentsPerHour) => {
        let freeMinutes = steps.reduce((sum, step) => sum + step, 0);
        let freeCents = Number(commitmentOf(freeMinutes, tariffCentsPerHour));
        for (const step of steps) {
          const worth = valueOfMinutes(step, { freeMinutes, freeCents, tariffCentsPerHour });
          if (off(worth, step, tariffCentsPerHour) > 1 || worth > freeCents) return false;
          freeMinutes -= step;
          freeCents -= worth;
        }
        return freeMinutes === 0 && freeCents === 0;
      }),
    );
  });

  it('pays the tariff for a long delivery after many short ones', () => {
    // 1,000 minutes at 636 cents an hour: a hundred draws of one minute round up to 11 cents often enough to be felt.
    let right = { freeMinutes: 1_000, freeCents: 10_600, tariffCentsPerHour: 636 };
    for (let draw = 0; draw < 100; draw++) {
      const worth = valueOfMinutes(1, right);
      right = { ...right, freeMinutes: right.freeMinutes - 1, freeCents: right.freeCents - worth };
    }
    expect(valueOfMinutes(900, right)).toBe(9_540);
  });

  it('stays near the tariff and inside the right while draws come back too', () => {
    const actions = fc.array(fc.oneof(fc.integer({ min: 1, max: 90 }), fc.constant('back' as const)), { maxLength: 200 });
    fc.assert(
      fc.property(actions, tariffs, fc.infiniteStream(fc.nat()), (list, tariffCentsPerHour, picks) => {
        let freeMinutes = 5_000;
        let freeCents = Number(commitmentOf(freeMinutes, tariffCentsPerHour));
        const open: { minutes: number; worth: number }[] = [];
        for (const action of list) {
          if (action === 'back') {
            const [back] = open.splice((picks.next().value as number) % Math.max(1, open.length), 1);
            freeMinutes += back?.minutes ?? 0;
            freeCents += back?.worth ?? 0;
          } else if (action < freeMinutes) {
            const worth = valueOfMinutes(action, { freeMinutes, freeCents, tariffCentsPerHour });
            if (worth < 0 || worth > freeCents || (worth < freeCents && off(worth, action, tariffCentsPerHour) > 1)) return false;
            open.push({ minutes: action, worth });
            freeMinutes -= action;
            freeCents -= worth;
          }
        }
        const last = valueOfMinutes(freeMinutes, { freeMinutes, freeCents, tariffCentsPerHour });
        return last === freeCents;
      }),
    );
  });

  it('is nothing when no minutes are left', () => {
    expect(valueOfMinutes(5, { freeMinutes: 0, freeCents: 0, tariffCentsPerHour: 6_000 })).toBe(0);
  });
});

describe('commitmentOf', () => {
  it('is the tariff for the minutes, rounded half up, and never nothing', () => {
    expect(commitmentOf(90, 6_000)).toBe(9_000);
    expect(commitmentOf(1, 30)).toBe(1);
    expect(commitmentOf(1, 1)).toBe(1);
    expect(commitmentOf(3, 4_510)).toBe(226);
  });
});
