import { v5, v7, validate } from 'uuid';
import { badInput, notFound } from './problem.js';

/** A new id: UUID v7, so that ids made later sort later. */
export function newId(): string {
  return v7();
}

/** The same id for the same parts, always: for what must be booked once however often it is tried. The first part is a UUID. */
export function derivedId(namespace: string, ...parts: (string | number)[]): string {
  return v5(parts.join('/'), namespace);
}

/** Whether a text is a UUID. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && validate(text);
}

/** An id out of an address: what is no id does not exist. @throws Problem 404 */
export function idFromPath(text: string): string {
  if (!isId(text)) throw notFound();
  return text.toLowerCase();
}

/** An id out of a form or a body. @throws Problem 422 naming the field */
export function idFromInput(text: unknown, field: string): string {
  if (!isId(text)) throw badInput(field, { nl: 'Kies een van de mogelijkheden.', en: 'Choose one of the options.' });
  return text.toLowerCase();
}
