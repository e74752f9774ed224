import { buildTown, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';

/** Who can be tried on the login page, as it calls them. */
export const FIRST_OFFICER = 'Financiën, eerste paar ogen';
export const SECOND_OFFICER = 'Financiën, tweede paar ogen';
export const COUNCILLOR = 'Raadslid Voorbeeldstad';
export const BODY = 'Bewonersplatform';
export const INITIATIVE = 'Verkeerstuin';
export const SUPPLIER = 'Hoveniersbedrijf De Linde';

/** A town without a budget yet, at `/voorbeeldstad`, whose people are called by what they do. */
export async function openTown(db: TestDatabase): Promise<Town> {
  const town = await buildTown(db);
  await db.owner.query(`update municipalities set slug = 'voorbeeldstad' where id = $1`, [town.municipalityId]);
  const names = { finance: FIRST_OFFICER, finance2: SECOND_OFFICER, councillor: COUNCILLOR } as const;
  for (const [role, name] of Object.entries(names)) {
    await db.owner.query('update people set name = $2 where id = $1', [town.as[role as keyof typeof names].personId, name]);
  }
  return town;
}
