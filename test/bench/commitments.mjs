// The commitment view of two municipalities that differ in one thing: how many transfers they have.

const SMALL = 10_000;
const LARGE = 1_000_000;
/** Years that the transfers are spread over, up to today. */
const YEARS = 3;
const BUDGETS = 20;
const RIGHTS_PER_BUDGET = 5;
const TURNS = 30;
const WARM_UP = 5;

/** Twenty budgets of four years and two sources, each with rights, and as many draws and payments as make up the number. */
async function makeTown({ owner, town: fixtures }, transfers) {
  const { buildTown, giveBudget, giveRight } = fixtures;
  const town = await buildTown(
    fixtures.db,
    Array.from({ length: BUDGETS }, (_, index) => `Wijk ${index + 1}`),
  );
  const year = new Date().getFullYear();
  const term = { validFrom: `${year}-01-01`, validTo: `${year}-12-31` };
  for (const { id: neighbourhoodId } of town.neighbourhoods) {
    const budgetId = await giveBudget(town, { neighbourhoodIds: [neighbourhoodId] });
    for (let count = 0; count < RIGHTS_PER_BUDGET; count++) await giveRight(town, budgetId, { ...term, neighbourhoodId });
  }
  await fillBooks(owner, town.municipalityId, transfers);
  return town;
}

/** Draws and payments of a cent each, in the order of time, one in a hundred counted back some days; and the totals of their accounts. */
async function fillBooks(owner, municipalityId, transfers) {
  const client = await owner.connect();
  try {
    await client.query('begin');
    // The frame and the rights were there before the draws.
    await client.query(
      `update transfers set booked_at = booked_at - interval '${YEARS} years' where municipality_id = '${municipalityId}'`,
    );
    await client.query(
      `create temporary table ways on commit drop as
       select (row_number() over (order by r.id) - 1)::int as number, r.id as right_id, p.id as payable_id, d.id as paid_id
         from accounts r
         join accounts p on p.municipality_id = r.municipality_id and p.instalment_id = r.instalment_id and p.kind = 'payable'
         join accounts d on d.municipality_id = r.municipality_id and d.instalment_id = r.instalment_id and d.kind = 'paid'
        where r.municipality_id = '${municipalityId}' and r.kind = 'right' and r.unit = 'EUR'`,
    );
    await client.query(
      `insert into transfers (municipality_id, id, kind, phase, debit_account_id, credit_account_id, unit, amount, draw_id, public_value_id, neighbourhood_id, effective_on, booked_at)
       select '${municipalityId}', ('10000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, case when n % 2 = 1 then 'draw' else 'pay' end, 'posted',
              case when n % 2 = 1 then w.right_id else w.payable_id end, case when n % 2 = 1 then w.payable_id else w.paid_id end, 'EUR', 1,
              ('20000000-0000-4000-8000-' || lpad(((n + 1) / 2)::text, 12, '0'))::uuid, v.id, p.id,
              (at.booked at time zone 'Europe/Amsterdam')::date - case when n % 100 = 0 then n % 7 else 0 end, at.booked
         from generate_series(1, ${transfers}) n
         cross join lateral (select now() - interval '1 hour' - (${transfers} - n)::float8 / ${transfers} * interval '${YEARS} years' as booked) at
         join ways w on w.number = ((n + 1) / 2) % (select count(*)::int from ways)
         cross join lateral (select id from public_values where municipality_id = '${municipalityId}' order by position limit 1) v
         cross join lateral (select id from neighbourhoods where municipality_id = '${municipalityId}' order by id limit 1) p
        order by n`,
    );
    await client.query(
      `update accounts a set debits_posted = a.debits_posted + s.debits, credits_posted = a.credits_posted + s.credits
         from (select id, sum(debits) as debits, sum(credits) as credits from (
                 select debit_account_id as id, amount as debits, 0 as credits from transfers where municipality_id = '${municipalityId}' and id::text like '1%' and kind in ('draw', 'pay')
                 union all
                 select credit_account_id, 0, amount from transfers where municipality_id = '${municipalityId}' and id::text like '1%' and kind in ('draw', 'pay')) x group by id) s
        where a.municipality_id = '${municipalityId}' and a.id = s.id`,
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/**
 * Milliseconds of the view with 10,000 and with 1,000,000 transfers: now, and on a day of a year ago in both readings. Both are looked at in
 * turn, so that whatever else this machine does weighs on both alike.
 */
export async function commitmentViews({ owner, database, town: fixtures, reporting, core }, say) {
  const world = { owner, town: { ...fixtures, db: { owner, database } } };
  const started = performance.now();
  const small = await makeTown(world, SMALL);
  const large = await makeTown(world, LARGE);
  for (const town of [small, large]) while (await town.run((tx) => reporting.sumMovements(tx)));
  await owner.query('vacuum analyze');
  say(`  two municipalities with ${SMALL} and ${LARGE} transfers, summed per day: ${Math.round((performance.now() - started) / 1000)} s`);
  const wrong = await large.run((tx) => reporting.forgetWrongMovements(tx));
  if (wrong > 0) throw new Error(`the sums of ${wrong} accounts are not what they hold`);

  const on = core.addToDay(database.clock.today(), { years: -1 });
  const moments = { now: {}, booked: { on, basis: 'booked' }, effective: { on, basis: 'effective' } };
  const found = [];
  for (const [name, moment] of Object.entries(moments)) {
    const times = new Map([small, large].map((town) => [town, []]));
    for (let turn = -WARM_UP; turn < TURNS; turn++) {
      for (const town of [small, large]) {
        const begun = performance.now();
        await town.run((tx) => reporting.commitments(tx, { by: 'budget', ...moment }));
        if (turn >= 0) times.get(town).push(performance.now() - begun);
      }
    }
    found.push({ name, small: median(times.get(small)), large: median(times.get(large)) });
  }
  return found;
}
