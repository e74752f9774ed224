import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, refs } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { MAX_CENTS, type Unit, type Words } from '../../../libs/core/index.js';
import { Choice, type Extra, field, Line, Whole } from './fields.js';

/** An amount of euros as it is answered; below zero where it says so. */
export class MoneyDto {
  @Whole('Whole euro cents.', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, { example: 769_231 })
  amountCents!: number;

  @Choice('Always euros.', ['EUR'], { example: 'EUR' })
  currency!: 'EUR';
}

/** An amount of euros as it is asked: above zero. */
export class PositiveMoneyDto {
  @Whole('Whole euro cents, above zero.', 1, MAX_CENTS, { example: 2_500_000 })
  amountCents!: number;

  @Choice('Always euros.', ['EUR'], { example: 'EUR' })
  currency!: 'EUR';
}

/** A time of support as it is answered. */
export class TimeDto {
  @Whole('Whole minutes.', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, { example: 90 })
  minutes!: number;
}

/** A time of support as it is asked: above zero. */
export class PositiveTimeDto {
  @Whole('Whole minutes, above zero.', 1, MAX_CENTS, { example: 90 })
  minutes!: number;
}

/** A name in both languages. */
export class WordsDto implements Words {
  @Line('In Dutch.', 200, { example: 'Zorgzaamheid & zorg' })
  nl!: string;

  @Line('In English.', 200, { example: 'Caring & care' })
  en!: string;
}

/** Euros or minutes, whichever a drawing right is in. */
export type AmountDto = { amountCents: number; currency: 'EUR' } | { minutes: number };

const amountWords = {
  nl: 'Vul een bedrag in (amountCents, currency EUR) of een tijd (minutes): een heel getal boven nul.',
  en: 'Give an amount (amountCents, currency EUR) or a time (minutes): a whole number above zero.',
};

function isAmount(value: unknown): value is AmountDto {
  if (typeof value !== 'object' || value === null) return false;
  const { amountCents, currency, minutes, ...others } = value as Record<string, unknown>;
  const number = minutes ?? amountCents;
  const oneUnit = minutes === undefined ? currency === 'EUR' : amountCents === undefined && currency === undefined;
  return oneUnit && Object.keys(others).length === 0 && Number.isSafeInteger(number) && Number(number) > 0 && Number(number) <= MAX_CENTS;
}

/** Euros or minutes above zero, as it is asked. */
export function Amount(description: string, extra: Extra = {}): PropertyDecorator {
  const schema = { oneOf: refs(PositiveMoneyDto, PositiveTimeDto), example: { amountCents: 24_000, currency: 'EUR' } };
  return applyDecorators(
    models(PositiveMoneyDto, PositiveTimeDto),
    field(
      description,
      schema,
      amountWords,
      [(options) => ValidateBy({ name: 'isAmount', validator: { validate: isAmount } }, options)],
      extra,
    ),
  );
}

/** Euros or minutes, as it is answered. */
export function AmountShown(description: string): PropertyDecorator {
  const schema = { oneOf: refs(MoneyDto, TimeDto), example: { amountCents: 24_000, currency: 'EUR' } };
  return applyDecorators(models(MoneyDto, TimeDto), field(description, schema, amountWords, [() => IsOptional()]));
}

/** Lets the document know classes that only a reference names. */
function models(...classes: Parameters<typeof ApiExtraModels>): PropertyDecorator {
  return (target) => ApiExtraModels(...classes)(target.constructor as never);
}

/** The number and unit of an amount that was asked. */
export function amountFrom(amount: AmountDto): { unit: Unit; amount: number } {
  return 'minutes' in amount ? { unit: 'MIN', amount: amount.minutes } : { unit: 'EUR', amount: amount.amountCents };
}

/** Cents as they are answered. */
export function money(cents: number): MoneyDto {
  return { amountCents: cents, currency: 'EUR' };
}

/** An amount of either unit as it is answered. */
export function amountOf(unit: Unit, amount: number): AmountDto {
  return unit === 'EUR' ? { amountCents: amount, currency: 'EUR' } : { minutes: amount };
}
