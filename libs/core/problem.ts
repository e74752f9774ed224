/** One sentence in both languages of the interface. */
export interface Words {
  nl: string;
  en: string;
}

/** A problem with one field: its name as the door knows it, and what to do. */
export interface FieldProblem {
  field: string;
  words: Words;
}

/**
 * An error a person can act on (RFC 9457). The doors turn it into problem+json or into the page it came from;
 * everything else that is thrown is a defect and becomes a 500 without internals.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The stable name of the problem, in kebab case; the API prefixes it with `/problems/`. */
    readonly type: string,
    readonly words: Words,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(words.en);
    this.name = 'Problem';
  }
}

/** 422 for one field. */
export function badInput(field: string, words: Words, type = 'bad-input'): Problem {
  return new Problem(422, type, words, [{ field, words }]);
}

/** 422 for several fields at once, so that a form shows everything in one go. */
export function badInputs(fields: readonly FieldProblem[]): Problem {
  const first = fields[0];
  if (!first) throw new Error('badInputs needs at least one field');
  const words = fields.length === 1 ? first.words : { nl: 'Een paar velden kloppen nog niet.', en: 'A few fields need another look.' };
  return new Problem(422, 'bad-input', words, fields);
}

/** 404; also the answer for whatever belongs to another municipality. */
export function notFound(words: Words = { nl: 'Dit bestaat niet, of niet meer.', en: 'This does not exist, or no longer does.' }): Problem {
  return new Problem(404, 'not-found', words);
}

/** 403 with the reason. */
export function forbidden(words: Words, type = 'forbidden'): Problem {
  return new Problem(403, type, words);
}

/** 409: it was fine, but not in this state or not any more. */
export function conflict(type: string, words: Words, field?: string): Problem {
  return new Problem(409, type, words, field ? [{ field, words }] : []);
}

/**
 * Runs several checks and throws their field problems together.
 * @throws Problem 422 listing each field that failed; the first other error as it is.
 */
export function collect<T extends Record<string, () => unknown>>(checks: T): { [K in keyof T]: ReturnType<T[K]> } {
  const values: Record<string, unknown> = {};
  const fields: FieldProblem[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      values[name] = check();
    } catch (error) {
      if (!(error instanceof Problem) || error.fields.length === 0) throw error;
      fields.push(...error.fields);
    }
  }
  if (fields.length > 0) throw badInputs(fields);
  return values as { [K in keyof T]: ReturnType<T[K]> };
}
