import { newId, notFound, type Tx } from '../core/index.js';
import { Municipality } from './municipality.entity.js';

const unknown = () =>
  notFound({ nl: 'Deze gemeente doet niet mee aan Buurtkas.', en: 'This municipality does not take part in Buurtkas.' });

/** All municipalities, by name. Works in any transaction, also outside a municipality. */
export async function listMunicipalities(tx: Tx): Promise<Municipality[]> {
  return tx.manager.find(Municipality, { order: { name: 'ASC' } });
}

/** The municipality with this part of the address. Works in any transaction. @throws Problem 404 */
export async function municipalityBySlug(tx: Tx, slug: string): Promise<Municipality> {
  const municipality = await tx.manager.findOneBy(Municipality, { slug });
  if (!municipality) throw unknown();
  return municipality;
}

/** The municipality with this id. Works in any transaction. @throws Problem 404 */
export async function municipalityById(tx: Tx, id: string): Promise<Municipality> {
  const municipality = await tx.manager.findOneBy(Municipality, { id });
  if (!municipality) throw unknown();
  return municipality;
}

/** What onboarding knows of a new municipality. */
export interface NewMunicipality {
  slug: string;
  name: string;
  cbsCode?: string | null;
  /** The name of its set of design tokens. */
  theme?: string;
  fictional?: boolean;
  createdAt: Date;
}

/** Adds a municipality over the owner's connection (the doors may not) and answers its id. */
export async function insertMunicipality(
  query: (sql: string, parameters: unknown[]) => Promise<unknown>,
  { slug, name, cbsCode = null, theme = 'rivier', fictional = false, createdAt }: NewMunicipality,
): Promise<string> {
  const id = newId();
  await query('insert into municipalities (id, slug, name, cbs_code, theme, fictional, created_at) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    slug,
    name,
    cbsCode,
    theme,
    fictional,
    createdAt,
  ]);
  return id;
}
