// The posting functions called directly, and through the transaction boundary in Node.
import { randomUUID } from 'node:crypto';

/** A thousand accounts: a hundred in each of ten municipalities. */
const MUNICIPALITIES = 10;
const ACCOUNTS = 100;
const BATCH = 200;

/** The id that stands for a number, in SQL and in Node. */
const idOf = (number) => `('00000000-0000-4000-8000-' || lpad((${number})::text, 12, '0'))::uuid`;
const id = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const HOT = `'${id(ACCOUNTS + 1)}'::uuid`;

/** The accounts, and in each municipality one that everybody meets in; all rich enough never to run dry. */
export async function makeAccounts(owner) {
  await owner.query(`
    insert into municipalities (id, slug, name, fictional, created_at)
    select ${idOf('m')}, 'maatstad-' || m, 'Maatstad ' || m, true, now() from generate_series(1, ${MUNICIPALITIES}) m`);
  await owner.query(`
    insert into accounts (municipality_id, id, kind, unit, contended, fiscal_year, credits_posted)
    select ${idOf('m')}, ${idOf('i')}, case when i > ${ACCOUNTS} then 'available' else 'right' end, 'EUR', i > ${ACCOUNTS}, i, 1000000000000000
      from generate_series(1, ${MUNICIPALITIES}) m, generate_series(1, ${ACCOUNTS} + 1) i`);
  await owner.query('vacuum analyze accounts');
}

const spread = { m: [1, MUNICIPALITIES], i: [1, ACCOUNTS], j: [1, ACCOUNTS - 1] };
const one = { i: spread.i, j: spread.j };
const inOne = `'${id(1)}'::uuid`;
const inAny = idOf(':m::int');
const first = idOf(':i::int');
/** Another account than the first, just as likely as any. */
const second = idOf(`(:i::int + :j::int - 1) % ${ACCOUNTS} + 1`);

/** One call of a posting function: an explicit transaction that enters a municipality first, sent in one trip. */
const call = (municipality, variables, sql) => ({
  variables,
  statements: ['begin', `select enter(${municipality})`, sql, 'commit'],
  inOneTrip: true,
});

const post = (debit, credit) =>
  `select post_transfer(gen_random_uuid(), 'draw', false, ${debit}, ${credit}, 1, current_date, gen_random_uuid(), null, null, null, null)`;

const postBatch = (debit, credit) => `
  select post_transfers(array_agg(gen_random_uuid()), array_agg('draw'::text), array_agg(false), array_agg(${debit}), array_agg(${credit}),
    array_agg(1::bigint), array_agg(current_date), array_agg(gen_random_uuid()), array_agg(null::uuid), array_agg(null::uuid),
    array_agg(null::uuid), array_agg(null::uuid))
  from generate_series(1, ${BATCH}) n`;
const nth = idOf(`(n * 7 + :i::int) % ${ACCOUNTS} + 1`);
const nthOther = idOf(`(n * 7 + :i::int + :j::int) % ${ACCOUNTS} + 1`);

/** The transactions of the figures, and how many transfers each books. */
export const postings = {
  'post-spread': { counts: 1, transaction: call(inAny, spread, post(first, second)) },
  'post-hot': { counts: 1, transaction: call(inOne, { i: spread.i }, post(HOT, first)) },
  'batch-spread': { counts: BATCH, transaction: call(inAny, spread, postBatch(nth, nthOther)) },
  'batch-hot': { counts: BATCH, transaction: call(inOne, one, postBatch(HOT, nthOther)) },
};

/** Postings per second through `database.transaction` and `post`, by as many callers at once as there are clients. */
export async function throughTheBoundary({ database, post }, { clients, seconds }) {
  const any = (most) => 1 + Math.floor(Math.random() * most);
  const until = performance.now() + seconds * 1000;
  const caller = async () => {
    let done = 0;
    for (; performance.now() < until; done++) {
      const debit = any(ACCOUNTS);
      const credit = 1 + ((debit + any(ACCOUNTS - 1) - 1) % ACCOUNTS);
      const posting = { id: randomUUID(), kind: 'draw', debitAccountId: id(debit), creditAccountId: id(credit), amount: 1 };
      // As a draw does it: nobody needs the answer before the commit.
      await database.transaction(id(any(MUNICIPALITIES)), async (tx) => tx.atCommit(post(tx, { ...posting, drawId: posting.id })));
    }
    return done;
  };
  const counts = await Promise.all(Array.from({ length: clients }, caller));
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}
