import { dayOf, type StoppedClock, yearOf } from '../../libs/core/index.js';
import { hashPassword } from '../../libs/identity/index.js';
import { buildTown, giveBudget, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { type Answer, openWeb, Visitor, type WebDoor } from '../setup/visitor.js';

export const today = dayOf(new Date());
export const year = yearOf(today);

const password = 'een zin die ik onthoud';
const villages = [
  ...['Bleskensgraaf', 'Brandwijk', 'Gijbeland', 'Goudriaan', 'Langerak', 'Molenaarsgraaf', 'Nieuw-Lekkerland'],
  ...['Nieuwpoort', 'Ottoland', 'Oud-Alblas', 'Streefkerk', 'Vuilendam', 'Wijngaarden'],
];

/** A town of thirteen villages with a web door, two finance officers and a councillor who are logged in, and a budget for the first village. */
export interface FinanceTown {
  db: TestDatabase & { clock: StoppedClock };
  web: WebDoor;
  town: Town;
  /** Another municipality, whose ids must mean nothing here. */
  other: Town;
  budgetId: string;
  officer: Visitor;
  colleague: Visitor;
  councillor: Visitor;
  close(): Promise<void>;
}

/** Builds the town and opens its door. */
export async function openFinanceTown(): Promise<FinanceTown> {
  const db = await storyDatabase(today);
  const town = await buildTown(db, villages);
  const other = await buildTown(db);
  await db.owner.query('update municipalities set slug = $2 where id = $1', [town.municipalityId, 'molenwaard']);
  const budgetId = await giveBudget(town, { pooledName: 'Samen' });
  const hash = await hashPassword(password);
  const web = await openWeb(db.appUrl);
  const known = async (who: 'finance' | 'finance2' | 'councillor') => {
    const email = `${who}@example.org`;
    await db.owner.query('update people set email = $2, password_hash = $3 where id = $1', [town.as[who].personId, email, hash]);
    const visitor = new Visitor(web);
    await visitor.logIn(email, password);
    return visitor;
  };
  return {
    ...{ db, web, town, other, budgetId },
    officer: await known('finance'),
    colleague: await known('finance2'),
    councillor: await known('councillor'),
    close: async () => {
      await web.close();
      await db.close();
    },
  };
}

/** A page of the finance officer. */
export const at = (path: string) => `/molenwaard/financien${path}`;

/** How much of everything there is; what was refused changes none of it. */
export async function everything({ town }: FinanceTown): Promise<Record<string, number>> {
  const [row] = await town.run((tx) =>
    tx.rows(
      `select (select count(*) from council_decisions where municipality_id = $1)::int as decisions,
              (select count(*) from funding_sources where municipality_id = $1)::int as sources,
              (select count(*) from neighbourhood_budgets where municipality_id = $1)::int as budgets,
              (select count(*) from payment_batches where municipality_id = $1)::int as batches,
              (select count(*) from transfers where municipality_id = $1)::int as transfers`,
      [town.municipalityId],
    ),
  );
  return row as Record<string, number>;
}

/** Sends a form with a file, as a browser does. */
export async function postFile(
  { web, officer }: FinanceTown,
  path: string,
  fields: Record<string, string>,
  file?: { name: string; bytes: Buffer },
): Promise<Answer> {
  const page = await officer.get(path);
  const body = new FormData();
  body.set('_csrf', /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  if (file) body.set('document', new Blob([new Uint8Array(file.bytes)], { type: 'application/pdf' }), file.name);
  const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(web.address + path, { method: 'POST', headers: { cookie }, body, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), headers: response.headers, body: await response.text() };
}

/** The ids that a query answers; `$1` is the municipality. */
export const ids = ({ town }: FinanceTown, sql: string, ...more: unknown[]) =>
  town.run((tx) => tx.rows<{ id: string }>(sql, [town.municipalityId, ...more]).then((rows) => rows.map(({ id }) => id)));

/** The id of a source by its name. */
export const sourceNamed = async (place: FinanceTown, name: string) =>
  (await ids(place, 'select id from funding_sources where municipality_id = $1 and name = $2', name))[0] as string;

/** A new source that is right, but for the decision it rests on. */
export const sourceFields = {
  naam: 'Nog een bron',
  soort: 'converted',
  taakveld: '6.1',
  bedrag: '100.000,00',
  vanaf: String(year),
  tot: String(year + 3),
};

/** The first step of a new budget, for all villages. */
export async function whoFields(place: FinanceTown) {
  const [besluit] = await ids(place, 'select id from council_decisions where municipality_id = $1 order by number');
  return {
    besluit: besluit as string,
    wijken: place.town.neighbourhoods.map(({ id }) => id),
    verdeling: 'pooled',
    vanaf: String(year),
    tot: String(year + 3),
  };
}
