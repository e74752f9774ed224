import { type Cents, cents, proportion } from '../core/index.js';

/** What one instalment can give, in cents. */
export interface Pot {
  accountId: string;
  instalmentId: string;
  fiscalYear: number;
  freeCents: number;
}

/** What an amount takes from one pot. */
export type Share<P extends Pot = Pot> = P & { cents: Cents };

/**
 * Takes an amount out of several pots: the oldest fiscal year first; within a year each source gives by its share of what is free, so
 * that all of them run dry together. The shares add up to the amount, and no pot gives more than it has.
 * @returns undefined when the pots together have too little
 */
export function takeFrom<P extends Pot>(pots: readonly P[], amount: Cents): Share<P>[] | undefined {
  const shares: Share<P>[] = [];
  let left = Number(amount);
  for (const year of [...new Set(pots.map((pot) => pot.fiscalYear))].sort((a, b) => a - b)) {
    const ofYear = pots.filter((pot) => pot.fiscalYear === year && pot.freeCents > 0);
    let free = ofYear.reduce((sum, pot) => sum + pot.freeCents, 0);
    let wanted = Math.min(left, free);
    left -= wanted;
    for (const pot of ofYear) {
      // Each takes its share of what is still wanted from what is still free, so the last one takes exactly the rest.
      const part = proportion(wanted, pot.freeCents, free);
      if (part > 0) shares.push({ ...pot, cents: cents(part) });
      wanted -= part;
      free -= pot.freeCents;
    }
  }
  return left === 0 ? shares : undefined;
}

/**
 * The euros that minutes out of a right are worth: what the right holds now, minus what the minutes that stay behind will cost. So each
 * draw is within a cent of the tariff however many went before it, and the last minute takes the last cent.
 * @returns cents, never more than the right holds; zero when that is what the minutes come to
 */
export function valueOfMinutes(minutes: number, right: { freeMinutes: number; freeCents: number; tariffCentsPerHour: number }): Cents {
  const { freeMinutes, freeCents, tariffCentsPerHour } = right;
  if (minutes >= freeMinutes) return cents(freeMinutes === 0 ? 0 : freeCents);
  const staying = proportion(tariffCentsPerHour, freeMinutes - minutes, 60);
  // Draws that were rounded down and given back leave a cent or so too much or too little; that is no reason to leave the tariff.
  const exact = BigInt(tariffCentsPerHour) * BigInt(minutes);
  const [down, up] = [Number(exact / 60n), Number((exact + 59n) / 60n)];
  return cents(Math.min(freeCents, Math.max(down, Math.min(up, freeCents - staying))));
}

/** What a right in minutes commits of the budget: the minutes at the tariff, rounded half up, and at least a cent. */
export function commitmentOf(minutes: number, tariffCentsPerHour: number): Cents {
  return cents(Math.max(1, proportion(tariffCentsPerHour, minutes, 60)));
}
