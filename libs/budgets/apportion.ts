import { badInput, type Cents, cents } from '../core/index.js';

/**
 * Splits a total over parts by weight: every part is rounded down and the cents that are left go to the largest remainders, one each,
 * the earlier part first where remainders are equal. The parts add up to the total, always.
 * @param total cents, zero or more
 * @param weights whole numbers, zero or more, not all zero
 * @throws Problem 422 naming `field` when the weights cannot split anything
 */
export function apportion(total: Cents, weights: readonly number[], field = 'weights'): Cents[] {
  if (total < 0 || weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw badInput(field, wholeWeights);
  const sum = weights.reduce((a, weight) => a + BigInt(weight), 0n);
  if (sum === 0n) throw badInput(field, someWeight);
  const parts = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, floor: product / sum, remainder: product % sum };
  });
  let left = Number(BigInt(total) - parts.reduce((a, part) => a + part.floor, 0n));
  const amounts = parts.map((part) => Number(part.floor));
  const byRemainder = [...parts].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const part of byRemainder) {
    if (left === 0) break;
    amounts[part.index] = (amounts[part.index] ?? 0) + 1;
    left -= 1;
  }
  return amounts.map(cents);
}

const wholeWeights = { nl: 'Gewichten zijn hele getallen van nul of meer.', en: 'Weights are whole numbers of zero or more.' };
const someWeight = {
  nl: 'Er is niets om over te verdelen: alle gewichten zijn nul. Geef minstens één wijk een gewicht.',
  en: 'There is nothing to split over: all weights are zero. Give at least one neighbourhood a weight.',
};
