import { type Cents, proportion, sumCents } from '../core/index.js';
import { apportion } from './apportion.js';

/** The highest percentage one decision can index with, in hundredths of a percent. */
export const MAX_INDEXATION = 2_500;

/**
 * What an indexation adds to each amount: the percentage of their total, rounded half up, apportioned over the amounts by the largest remainder,
 * so that what is added is the percentage of the whole to the cent, and no amount is a cent away from its own.
 * @param amounts cents, zero or more
 * @param basisPoints hundredths of a percent, above zero
 */
export function indexed(amounts: readonly Cents[], basisPoints: number): Cents[] {
  const total = sumCents(amounts);
  if (total === 0) return amounts.map((amount) => amount);
  return apportion(proportion(total, basisPoints, 10_000) as Cents, amounts, 'basisPoints');
}
