import { badInput, isId, type Words } from '../../../libs/core/index.js';

/** A fiscal year that a person typed. @throws Problem 422 naming the field */
export function parseYear(text: string, field: string): number {
  if (!/^[12]\d{3}$/.test(text))
    throw badInput(field, {
      nl: 'Vul een jaar in van vier cijfers. Bijvoorbeeld 2027.',
      en: 'Enter a year of four digits. For example 2027.',
    });
  return Number(text);
}

/** One of the rows that were offered; what belongs to somebody else was not. @throws Problem 422 naming the field */
export function oneOf<Row extends { id: string }>(rows: readonly Row[], id: string, field: string, words: Words): Row {
  const row = isId(id) ? rows.find((candidate) => candidate.id === id.toLowerCase()) : undefined;
  if (!row) throw badInput(field, words);
  return row;
}

export const chooseDecision: Words = { nl: 'Kies het raadsbesluit waar dit op rust.', en: 'Choose the council decision this rests on.' };
