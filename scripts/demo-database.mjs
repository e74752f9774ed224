// What the launcher asks of the database it is given. A comment on the table of municipalities says that the demo made it.
import pg from 'pg';

const MAKING = 'demo data, being made';
const MADE = 'demo data';

async function connected(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const one = async (client, sql) => (await client.query(sql)).rows[0]?.value ?? undefined;
const comment = (url) =>
  connected(url, (client) => one(client, `select obj_description(to_regclass('public.municipalities'), 'pg_class') as value`));
const mark = (url, words) =>
  connected(url, (client) => client.query(`set role buurtkas_owner; comment on table municipalities is '${words}'`));

/** @throws Error that says which address does not answer, without its password */
export async function assertReachable(url) {
  await connected(url, () => {}).catch((error) => {
    const { host, pathname } = new URL(url);
    throw new Error(`DATABASE_URL: expected a PostgreSQL that answers at ${host}${pathname}, but: ${error.message || error.code}`);
  });
}

/** Whether there is no municipality yet. */
export const isEmpty = (url) => connected(url, async (client) => !(await one(client, 'select 1 as value from municipalities limit 1')));

/** Whether the launcher made what is in it. */
export const isDemo = async (url) => (await comment(url)) === MADE;

/** Whether the launcher was stopped while it made the demo data. */
export const isHalfMade = async (url) => (await comment(url)) === MAKING;

/** Runs `seed` with the database marked, so that a seed that was stopped halfway is seen and done again. */
export async function make(url, seed) {
  await mark(url, MAKING);
  await seed();
  await mark(url, MADE);
}

/**
 * Drops everything the owner's role owns in this database.
 * @throws Error when it holds something else than demo data
 */
export async function empty(url) {
  const hasTable = await connected(url, (client) => one(client, `select to_regclass('public.municipalities') as value`));
  if (!hasTable) return;
  if (!(await comment(url)) && !(await isEmpty(url))) {
    throw new Error(
      '--reset: this database holds municipalities that `npm start` did not make, so it stays as it is. Empty it yourself if you mean it.',
    );
  }
  await connected(url, (client) => client.query('drop owned by buurtkas_owner cascade'));
}

/** One line per role of the demo, with somebody who has it. */
export async function rolesToTry(url, address) {
  const people = await connected(url, async (client) => {
    const { rows } = await client.query(`
      select distinct on (m.role) m.role, p.email, g.name
      from memberships m join people p on p.id = m.person_id join municipalities g on g.id = m.municipality_id
      order by m.role, g.slug, p.email`);
    return rows;
  });
  const lines = people.map(({ role, email, name }) => `  ${role.replaceAll('_', ' ').padEnd(20)} ${email} (${name})`);
  return `Log in with a button per role on ${address}/inloggen:\n${lines.join('\n')}`;
}
