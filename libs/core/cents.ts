import { badInput, type Words } from './problem.js';

declare const centsBrand: unique symbol;
declare const minutesBrand: unique symbol;

/** An amount of money in whole euro cents. Never a fraction; may be negative in a difference. */
export type Cents = number & { readonly [centsBrand]: true };

/** An amount of support in whole minutes. */
export type Minutes = number & { readonly [minutesBrand]: true };

/** The two units the ledger keeps: euro cents and minutes of support. */
export type Unit = 'EUR' | 'MIN';

/** Brands a whole number as cents; a fraction or a number beyond 2^53 is a programming error and throws. */
export function cents(amount: number): Cents {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of cents: ${amount}`);
  return amount as Cents;
}

/** Brands a whole number as minutes; throws like `cents`. */
export function minutes(amount: number): Minutes {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of minutes: ${amount}`);
  return amount as Minutes;
}

/** Adds up amounts of cents; throws when the sum leaves the exact range. */
export function sumCents(amounts: Iterable<number>): Cents {
  let total = 0;
  for (const amount of amounts) total = cents(total + amount);
  return cents(total);
}

/**
 * `amount × numerator ÷ denominator`, rounded half up, exact for every safe integer.
 * The only rounding in the product: whatever must add up is apportioned instead.
 */
export function proportion(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new RangeError('the denominator must be above zero');
  const doubled = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  const divisor = 2n * BigInt(denominator);
  const quotient = doubled / divisor;
  return Number(doubled < 0n && doubled % divisor !== 0n ? quotient - 1n : quotient);
}

const amountWords: Words = {
  nl: 'Vul een bedrag in van meer dan nul, in euro’s en centen. Bijvoorbeeld 240,00.',
  en: 'Enter an amount above zero, in euros and cents. For example 240.00.',
};

/** The highest amount one booking can have: a trillion euros, far inside 2^53 cents. */
export const MAX_CENTS = 100_000_000_000_000;

/**
 * Reads what a person typed as euros (`1.846,50`, `1846,5`, `€ 20`, `1,846.50`, `20.00`) as cents above zero.
 * A single separator followed by one or two digits is the decimal mark; followed by three digits it parts thousands.
 * @throws Problem 422 naming `field` when it is not such an amount.
 */
export function parseEuros(text: string, field: string): Cents {
  const bare = text.replace(/[€\s\u00a0]/g, '');
  const match = /^(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)?|\d+)(?:([.,])(\d{1,2}))?$/.exec(bare);
  const [, whole, thousandsMark, decimalMark, decimals] = match ?? [];
  const euros = whole?.replace(/[.,]/g, '');
  const oneMarkForBoth = thousandsMark !== undefined && thousandsMark === decimalMark;
  const amount = euros === undefined || oneMarkForBoth ? NaN : Number(euros) * 100 + Number((decimals ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MAX_CENTS) throw badInput(field, amountWords);
  return cents(amount);
}

/**
 * Reads a time a person typed (`12:30`, `12 uur 30`, `3 uur`, `90 min`, `1,5`) as minutes above zero; a bare number is hours.
 * @throws Problem 422 naming `field` when it is not such a time.
 */
export function parseMinutes(text: string, field: string): Minutes {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/\u00a0/g, ' ');
  const clock = /^(\d{1,6})\s*(?::|uur|u|hours?|h)\s*(?:(\d{1,2})\s*(?:min(?:uten|utes)?)?)?$/.exec(bare);
  const short = /^(\d{1,8})\s*(?:min(?:uten|uut|utes|ute)?)$/.exec(bare);
  const decimal = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(bare);
  let amount = NaN;
  if (clock) amount = Number(clock[1]) * 60 + Number(clock[2] ?? 0);
  else if (short) amount = Number(short[1]);
  else if (decimal) amount = ((Number(decimal[1]) * 100 + Number((decimal[2] ?? '').padEnd(2, '0'))) * 3) / 5;
  if (!Number.isSafeInteger(amount) || amount <= 0 || Number(clock?.[2] ?? 0) > 59) {
    throw badInput(field, {
      nl: 'Vul een tijd in van meer dan nul, in hele minuten. Bijvoorbeeld 2 uur 30.',
      en: 'Enter a time above zero, in whole minutes. For example 2:30.',
    });
  }
  return minutes(amount);
}

/** `€ 7.692,31` as a reader of the language expects it, with a no-break space; a negative amount as `− € 5,00`. */
export function formatCents(amount: number, lang: Lang = 'nl'): string {
  const whole = Math.trunc(Math.abs(amount) / 100);
  const rest = String(Math.abs(amount) % 100).padStart(2, '0');
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, lang === 'nl' ? '.' : ',');
  const euros = `€\u00a0${grouped}${lang === 'nl' ? ',' : '.'}${rest}`;
  return amount < 0 ? `−\u00a0${euros}` : euros;
}

/** `12 uur 30` (Dutch) or `12 hours 30`. */
export function formatMinutes(amount: number, lang: Lang = 'nl'): string {
  const hours = Math.trunc(Math.abs(amount) / 60);
  const rest = Math.abs(amount) % 60;
  const sign = amount < 0 ? '−\u00a0' : '';
  const word = lang === 'nl' ? 'uur' : hours === 1 ? 'hour' : 'hours';
  if (hours === 0 && rest > 0) return `${sign}${rest}\u00a0${lang === 'nl' ? 'minuten' : 'minutes'}`;
  return `${sign}${hours}\u00a0${word}${rest === 0 ? '' : `\u00a0${String(rest).padStart(2, '0')}`}`;
}

/** Formats an amount of either unit. */
export function formatAmount(amount: number, unit: Unit, lang: Lang = 'nl'): string {
  return unit === 'EUR' ? formatCents(amount, lang) : formatMinutes(amount, lang);
}

/** The languages of the interface. */
export type Lang = 'nl' | 'en';
