import { Problem } from '../../../libs/core/index.js';

/** A file that was sent with a form. */
export interface Upload {
  filename: string;
  /** What the sender says it is; look at the bytes before believing it. */
  mimetype: string;
  bytes: Buffer;
}

/** What a person typed, and what is wrong with it. A page that shows a form takes one and gives it to `Page`. */
export interface FormState {
  values: Record<string, string | string[]>;
  problem?: Problem;
}

/** A form that was refused. */
export type FailedForm = FormState & { problem: Problem };

const MAX_TEXT = 20_000;

/** The body of a form as texts: names to values, lists where a name came more than once. Files and anything else are left out. */
export function formValues(body: unknown): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  if (typeof body !== 'object' || body === null) return values;
  for (const [name, value] of Object.entries(body)) {
    const list = (Array.isArray(value) ? value : [value])
      .filter((item) => typeof item === 'string')
      .map((text) => text.slice(0, MAX_TEXT).replace(/\0/g, ''));
    if (list.length > 0) values[name] = list.length === 1 ? (list[0] as string) : list;
  }
  return values;
}

/** One field as trimmed text; empty when it was not sent. */
export function text(form: FormState, name: string): string {
  const value = form.values[name];
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
}

/** One field that may be sent more than once (boxes, repeated rows) as a list of trimmed texts. */
export function texts(form: FormState, name: string): string[] {
  const value = form.values[name];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((item) => item.trim());
}

/** The file of one field, or undefined when none was chosen. */
export function upload(body: unknown, name: string): Upload | undefined {
  const value = (body as Record<string, unknown> | null)?.[name];
  const file = (Array.isArray(value) ? value[0] : value) as Upload | undefined;
  return file && Buffer.isBuffer(file.bytes) && file.bytes.length > 0 ? file : undefined;
}

/**
 * Runs the work of a form. A problem with what was typed or with the moment (400, 401, 409, 413, 422, 429) comes back as a form that shows it; everything else is thrown on.
 * `names` renames the fields of a problem to those of the form: `{ amountCents: 'bedrag' }`.
 */
export async function submit<T>(
  body: unknown,
  work: (form: FormState) => Promise<T>,
  names: Record<string, string> = {},
): Promise<{ value: T; failed?: undefined } | { failed: FailedForm }> {
  const form: FormState = { values: formValues(body) };
  try {
    return { value: await work(form) };
  } catch (error) {
    if (!(error instanceof Problem) || ![400, 401, 409, 413, 422, 429].includes(error.status)) throw error;
    const fields = error.fields.map(({ field, words }) => ({ field: names[field] ?? field, words }));
    return { failed: { ...form, problem: new Problem(error.status, error.type, error.words, fields) } };
  }
}
