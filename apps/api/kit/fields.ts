import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { isDay, type Words } from '../../../libs/core/index.js';

/** What a field may have beside its kind. */
export interface Extra {
  /** May be left out. */
  optional?: boolean;
  /** May be null; in a request it may then also be left out. */
  nullable?: boolean;
  example?: unknown;
  default?: unknown;
}

type Rule = (options: ValidationOptions) => PropertyDecorator;

/** One field: how the document shows it, and what it must be. Every rule of a field gives the same sentence, in both languages. */
export function field(description: string, schema: object, words: Words, rules: readonly Rule[], extra: Extra = {}): PropertyDecorator {
  const { optional = false, nullable = false, ...shown } = extra;
  return applyDecorators(
    ApiProperty({ description, ...schema, ...shown, required: !optional, ...(nullable ? { nullable } : {}) } as ApiPropertyOptions),
    ...(optional || nullable ? [IsOptional()] : []),
    ...rules.map((rule) => rule({ context: words, message: words.en })),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);
const lowerCase = ({ value }: { value: unknown }): unknown => (Array.isArray(value) ? value.map(lower) : lower(value));
const idWords = { nl: 'Dit moet een id zijn: een UUID.', en: 'This must be an id: a UUID.' };
const idExample = '019a9f3e-7c1e-7d38-9a51-5f0f7b6f2c11';

/** An id; what it stands for must exist in the municipality of the token. */
export function Id(description: string, extra: Extra = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'uuid', example: idExample };
  return applyDecorators(Transform(lowerCase), field(description, schema, idWords, [(options) => Matches(UUID, options)], extra));
}

/** A list of different ids. */
export function Ids(description: string, most: number, extra: Extra & { least?: number } = {}): PropertyDecorator {
  const { least = 1, ...rest } = extra;
  const schema = {
    type: 'string',
    format: 'uuid',
    isArray: true,
    minItems: least,
    maxItems: most,
    uniqueItems: true,
    example: [idExample],
  };
  const words = {
    nl: `Geef een lijst van ${least} tot ${most} verschillende id’s: UUID’s.`,
    en: `Give a list of ${least} to ${most} different ids: UUIDs.`,
  };
  const rules: Rule[] = [
    IsArray,
    (options) => ArrayMinSize(least, options),
    (options) => ArrayMaxSize(most, options),
    (options) => ArrayUnique(options),
    (options) => Matches(UUID, { ...options, each: true }),
  ];
  return applyDecorators(Transform(lowerCase), field(description, schema, words, rules, rest));
}

function text(description: string, most: number, pattern: RegExp, words: Words, extra: Extra): PropertyDecorator {
  const schema = { type: 'string', minLength: 1, maxLength: most };
  const fits = (value: unknown) =>
    typeof value === 'string' && value.trim().length > 0 && value.length <= most && pattern.test(value) && !/\p{Cs}/u.test(value);
  return field(description, schema, words, [(options) => ValidateBy({ name: 'isText', validator: { validate: fits } }, options)], extra);
}

/** One line of readable text. */
export function Line(description: string, most: number, extra: Extra = {}): PropertyDecorator {
  const words = {
    nl: `Vul één regel tekst in van hoogstens ${most} tekens, zonder stuurtekens.`,
    en: `Give one line of text of at most ${most} characters, without control characters.`,
  };
  return text(description, most, /^\P{Cc}*$/u, words, extra);
}

/** Readable text that may have several lines. */
export function Text(description: string, most: number, extra: Extra = {}): PropertyDecorator {
  const words = {
    nl: `Vul een tekst in van hoogstens ${most} tekens, zonder stuurtekens.`,
    en: `Give a text of at most ${most} characters, without control characters.`,
  };
  return text(description, most, /^[\P{Cc}\n\r\t]*$/u, words, extra);
}

const dayWords = {
  nl: 'Vul een bestaande dag in als JJJJ-MM-DD, bijvoorbeeld 2027-01-01.',
  en: 'Give a day that exists as YYYY-MM-DD, for example 2027-01-01.',
};

/** A calendar day in Dutch time. */
export function Day(description: string, extra: Extra = {}): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && isDay(value) && value >= '1900' && value < '2300';
  const rule: Rule = (options) => ValidateBy({ name: 'isDay', validator: { validate } }, options);
  return field(description, { type: 'string', format: 'date', example: '2027-01-01' }, dayWords, [rule], extra);
}

/** An instant; only in answers. */
export function Instant(description: string, extra: Extra = {}): PropertyDecorator {
  return field(description, { type: 'string', format: 'date-time', example: '2027-01-04T09:30:00.000Z' }, dayWords, [], extra);
}

/** A whole number; out of a query its text is read as one. */
export function Whole(description: string, from: number, to: number, extra: Extra & { inQuery?: boolean } = {}): PropertyDecorator {
  const { inQuery = false, ...rest } = extra;
  const words = { nl: `Vul een heel getal in van ${from} tot en met ${to}.`, en: `Give a whole number from ${from} to ${to}.` };
  const rules: Rule[] = [IsInt, (options) => Min(from, options), (options) => Max(to, options)];
  const schema = { type: 'integer', minimum: from, maximum: to, ...(to > 2 ** 31 ? { format: 'int64' } : {}) };
  return applyDecorators(...(inQuery ? [Type(() => Number)] : []), field(description, schema, words, rules, rest));
}

/** A fiscal year. */
export function Year(description: string, extra: Extra & { inQuery?: boolean } = {}): PropertyDecorator {
  return Whole(description, 2000, 2200, { example: 2027, ...extra });
}

/** One of a few words. */
export function Choice(description: string, values: readonly string[], extra: Extra = {}): PropertyDecorator {
  const words = { nl: `Kies een van: ${values.join(', ')}.`, en: `Choose one of: ${values.join(', ')}.` };
  return field(description, { type: 'string', enum: [...values] }, words, [(options) => IsIn([...values], options)], extra);
}

/** Several of a few words. */
export function Choices(description: string, values: readonly string[], extra: Extra = {}): PropertyDecorator {
  const words = { nl: `Kies een of meer van: ${values.join(', ')}.`, en: `Choose one or more of: ${values.join(', ')}.` };
  const rules: Rule[] = [
    IsArray,
    (options) => ArrayMinSize(1, options),
    (options) => ArrayUnique(options),
    (options) => IsIn([...values], { ...options, each: true }),
  ];
  const schema = { type: 'string', enum: [...values], isArray: true, minItems: 1, uniqueItems: true };
  return field(description, schema, words, rules, extra);
}

const yesWords = { nl: 'Dit is true of false.', en: 'This is true or false.' };

/** Yes or no; out of a query `true` and `false` are read as such. */
export function Flag(description: string, extra: Extra & { inQuery?: boolean } = {}): PropertyDecorator {
  const { inQuery = false, ...rest } = extra;
  const read = ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value);
  return applyDecorators(...(inQuery ? [Transform(read)] : []), field(description, { type: 'boolean' }, yesWords, [IsBoolean], rest));
}

/** One object of a class. */
export function Part(description: string, type: Class, extra: Extra = {}): PropertyDecorator {
  const words = { nl: 'Dit moet een object zijn.', en: 'This must be an object.' };
  return applyDecorators(
    Type(() => type),
    field(description, { type }, words, [IsObject, ValidateNested], extra),
  );
}

/** A list of objects of a class. */
export function Parts(description: string, type: Class, most: number, extra: Extra & { least?: number } = {}): PropertyDecorator {
  const { least = 1, ...rest } = extra;
  const words = { nl: `Geef een lijst van ${least} tot ${most} objecten.`, en: `Give a list of ${least} to ${most} objects.` };
  const rules: Rule[] = [
    IsArray,
    (options) => ArrayMinSize(least, options),
    (options) => ArrayMaxSize(most, options),
    (options) => IsObject({ ...options, each: true }),
    ValidateNested,
  ];
  return applyDecorators(
    Type(() => type),
    field(description, { type, isArray: true, minItems: least, maxItems: most }, words, rules, rest),
  );
}
