import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { badInput, badInputs, type FieldProblem, type Words } from '../../../libs/core/index.js';

/** No request of the API needs more; what is deeper would only cost time to look at. */
const DEEPEST = 8;

const notAnObject = { nl: 'Stuur één JSON-object.', en: 'Send one JSON object.' };
const tooDeep = { nl: 'Dit is te diep genest.', en: 'This is nested too deep.' };
const unknownField: Words = { nl: 'Dit veld kennen wij niet.', en: 'We do not know this field.' };
const wrongField: Words = { nl: 'Dit klopt niet.', en: 'This is not right.' };

/** Reads a body or a query as its class. Everything is checked, and what the class does not name is refused. @throws Problem 422 naming each field */
export class ParsePipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype) return value;
    const plain = value ?? {};
    if (typeof plain !== 'object' || Array.isArray(plain)) throw badInput('body', notAnObject);
    if (deeperThan(plain, DEEPEST)) throw badInput('body', tooDeep);
    const parsed = plainToInstance(metatype, plain) as object;
    const errors = validateSync(parsed, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
    if (errors.length > 0) throw badInputs(problemsOf(errors, ''));
    return parsed;
  }
}

function problemsOf(errors: readonly ValidationError[], path: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const [said] = Object.values(error.contexts ?? {}) as Words[];
    const words = error.constraints?.whitelistValidation ? unknownField : (said ?? wrongField);
    const own = error.constraints ? [{ field: field.slice(0, 200), words }] : [];
    return [...own, ...problemsOf(error.children ?? [], field)];
  });
}

/** Level by level, so that depth costs no stack. */
function deeperThan(value: object, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((one) => Object.values(one as object).filter((inner) => typeof inner === 'object' && inner !== null));
  }
  return false;
}
