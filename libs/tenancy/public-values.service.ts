import { badInput, newId, type Tx, type Words } from '../core/index.js';
import { PublicValue } from './public-value.entity.js';

/** The public values of the municipality, in their order. */
export async function publicValues(tx: Tx): Promise<PublicValue[]> {
  return tx.manager.find(PublicValue, { where: { municipalityId: tx.municipalityId }, order: { position: 'ASC' } });
}

/** Adds public values after those that exist. @throws Problem 422 when a name is missing or too long */
export async function addPublicValues(tx: Tx, names: readonly Words[]): Promise<PublicValue[]> {
  const bad = names.length === 0 || names.some(({ nl, en }) => !nl.trim() || !en.trim() || nl.length > 120 || en.length > 120);
  if (bad)
    throw badInput('name', {
      nl: 'Geef elke waarde een naam van hoogstens 120 tekens.',
      en: 'Give each value a name of at most 120 characters.',
    });
  const existing = await publicValues(tx);
  const last = existing.at(-1)?.position ?? 0;
  const added = names.map(({ nl, en }, index) =>
    tx.manager.create(PublicValue, {
      municipalityId: tx.municipalityId,
      id: newId(),
      position: last + index + 1,
      nameNl: nl.trim(),
      nameEn: en.trim(),
    }),
  );
  await tx.manager.insert(PublicValue, added);
  return added;
}
