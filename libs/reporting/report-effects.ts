import type { BookedEntry } from './entries.service.js';
import type { EquationCents } from './report-numbers.js';

/** What one entry does to the numbers of its year, in cents; `spent` is what it commits or frees, paid or not. */
export interface Effects {
  adopted: number;
  carried: number;
  spent: number;
  paid: number;
}

/** Nothing yet. */
export const noEffects: Effects = { adopted: 0, carried: 0, spent: 0, paid: 0 };

/** The effects of an entry that was read by year, without a figure. What is only reserved, and minutes, have none. */
export function effectsOf({ kind, phase, unit, amount, side }: BookedEntry): Effects {
  if (unit !== 'EUR' || (phase !== 'posted' && phase !== 'post')) return noEffects;
  if (kind === 'adopt') return { ...noEffects, adopted: amount };
  if (kind === 'give_back') return { ...noEffects, adopted: -amount };
  if (kind === 'close') return { ...noEffects, carried: -amount };
  if (kind === 'carry_over') return { ...noEffects, carried: side === 'credit' ? Math.abs(amount) : -Math.abs(amount) };
  if (kind === 'grant') return { ...noEffects, spent: amount };
  if (kind === 'return') return { ...noEffects, spent: -amount };
  if (kind === 'pay') return { ...noEffects, paid: amount };
  return noEffects;
}

/** Adds effects up. */
export function addEffects(a: Effects, b: Effects): Effects {
  return { adopted: a.adopted + b.adopted, carried: a.carried + b.carried, spent: a.spent + b.spent, paid: a.paid + b.paid };
}

/** Whether entries add up to the totals of a report, to the cent. */
export function explains(effects: Effects, total: EquationCents): boolean {
  const { adopted, carried, spent, paid } = effects;
  const explained = adopted === total.adoptedCents && carried === total.carriedCents && paid === total.paidCents;
  return explained && spent === total.committedCents + total.paidCents && adopted + carried - spent === total.availableCents;
}
