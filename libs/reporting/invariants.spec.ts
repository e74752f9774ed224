import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StoppedClock } from '../core/index.js';
import { confirmDelivery } from '../payments/index.js';
import { type BusyTown, busyTown, happenings } from '../../test/fixtures/busy-town.js';
import { draw, giveRight, storyDatabase } from '../../test/fixtures/town.js';
import type { TestDatabase } from '../../test/setup/database.js';
import {
  allChecks,
  buildCouncilReport,
  checkWords,
  latestInvariantRun,
  requestCouncilReport,
  requireSoundBooks,
  runInvariants,
} from './index.js';

const one = (table: string, which: string) =>
  `municipality_id = $1 and id = (select id from ${table} where municipality_id = $1 and ${which} order by id limit 1)`;
const account = (which: string) => one('accounts', which);
const transfer = (which: string) => one('transfers', which);

/** What goes wrong, per check. Where the database itself refuses it, its constraint goes first. */
const PLANTS: Record<string, string[]> = {
  'every balance equals the sum of its transfers': [
    `update accounts set credits_posted = credits_posted + 1 where ${account(`kind = 'available'`)}`,
  ],
  'debits equal credits, per unit': [`update accounts set debits_posted = debits_posted + 1 where ${account(`kind = 'council'`)}`],
  'no account is overdrawn': [
    'alter table accounts drop constraint account_never_overdrawn',
    `update accounts set debits_posted = credits_posted + 1 where ${account(`kind = 'available'`)}`,
  ],
  'every transfer has a decision or a draw': [
    'alter table transfers drop constraint transfer_has_a_decision_or_a_draw',
    `update transfers set decision_id = null where ${transfer(`kind = 'plan'`)}`,
  ],
  'both accounts of a transfer exist and keep its unit': [`update transfers set unit = 'MIN' where ${transfer(`unit = 'EUR'`)}`],
  'available = adopted + carried over − committed − paid, per instalment': [
    `update transfers set amount = amount + 1 where ${transfer(`kind = 'adopt'`)}`,
  ],
  'an adopted instalment brings exactly what the council decided, and no other brings anything': [
    `update instalments set status = 'reserved' where ${one('instalments', `status = 'adopted'`)}`,
  ],
  'what a contract became brings no more than was converted, per year': [
    `insert into contracts (municipality_id, id, what, supplier, kind, task_field, yearly_cents, ends_on, recorded_at)
     values ($1, gen_random_uuid(), 'Opdracht', 'Leverancier', 'contract', '6.1', 1, '2026-12-31', clock_timestamp())`,
    `insert into conversions (municipality_id, id, contract_id, decision_id, funding_source_id, decided_at)
     select c.municipality_id, gen_random_uuid(), c.id, s.decision_id, s.id, clock_timestamp()
       from contracts c join funding_sources s on s.municipality_id = c.municipality_id where c.municipality_id = $1 limit 1`,
  ],
  'a draw holds or has taken exactly its amount': [`update draws set cents = cents + 1 where ${one('draws', 'true')}`],
  'a right was committed for exactly what it holds, used and gave back': [
    `update drawing_rights set committed_cents = committed_cents + 1 where ${one('drawing_rights', 'true')}`,
  ],
  'a conditional right holds exactly what it commits; no other holds any, and one that fell let all of it go': [
    `update drawing_rights set state = 'conditional' where ${one('drawing_rights', `state = 'active'`)}`,
  ],
  'conditional grants fit in the support share and the rest of what counts of their instalment': [
    `update instalments i set withdrawn_cents = cents - 1 where i.municipality_id = $1 and i.id = (
       select a.instalment_id from accounts a where a.municipality_id = $1 and a.kind = 'right' and a.credits_pending > 0 order by a.id limit 1)`,
  ],
  'a right that is over holds nothing but what its open reservations hold': [
    `update drawing_rights set state = 'ended', ended_at = granted_at, end_reason = 'klaar' where ${one('drawing_rights', `state = 'active'`)}`,
  ],
  'every confirmed draw is owed or paid, once and in full': [
    `update payables set state = 'cancelled' where ${one('payables', `state = 'open'`)}`,
  ],
  'what is payable in the ledger equals the payables that are not paid': [
    `update payables set cents = cents + 1 where ${one('payables', `state = 'open'`)}`,
  ],
  'whatever is taken back of the frame has its reason and, above the mandate, its second person': [
    `update transfers set reverses_id = id where ${transfer(`kind = 'fund'`)}`,
  ],
  'what budgets received equals what sources gave, per source and year': [
    `update accounts set credits_posted = credits_posted + 1 where ${account(`kind = 'paid'`)}`,
  ],
  'money stays with its source and its budget': [
    `update accounts a set funding_source_id = (select s.id from funding_sources s where s.municipality_id = $1 and s.id <> a.funding_source_id limit 1)
      where ${account(`kind = 'right' and credits_posted > 0`)}`,
  ],
  'whatever is granted, drawn or paid names a public value and a neighbourhood': [
    `update transfers set public_value_id = null where ${transfer(`kind = 'grant'`)}`,
  ],
  'an account belongs to the budget, source and year of its instalment': [
    `update accounts set fiscal_year = fiscal_year + 1 where ${account(`kind = 'paid'`)}`,
  ],
  'what was summed per day is what the accounts hold': [
    'insert into movement_marks (municipality_id, summed_until) values ($1, clock_timestamp())',
  ],
  'a report to the council has every entry from before its cut-off': [
    `update transfers set booked_at = clock_timestamp() + interval '1 day' where ${transfer(`kind = 'adopt' and effective_on < '2027-01-01'`)}`,
  ],
};

it('says in words what each of them proves', () => {
  expect(Object.keys(checkWords).sort()).toEqual(allChecks.map(({ name }) => name).sort());
});

describe('the invariants', () => {
  let db: TestDatabase & { clock: StoppedClock };
  let town: BusyTown;
  beforeAll(async () => {
    db = await storyDatabase();
    const [story = []] = fc.sample(happenings, { seed: 7, numRuns: 1 });
    town = await busyTown(db, story);
    const rightId = await giveRight(town, town.budgetIds[0]!, { amount: 20_000, validTo: '2027-12-31' });
    const { id } = await draw(town, rightId, 10_001);
    await town.run((tx) => confirmDelivery(tx, id, { as: 'supplier' }), town.as.supplier);
    await giveRight(town, town.budgetIds[0]!, { amount: 30_000, validFrom: '2028-01-01', validTo: '2028-12-31' });
    const { reportId } = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2026 }));
    await buildCouncilReport({ payload: { reportId }, transaction: town.run, progress: async () => undefined });
  });
  afterAll(() => db.close());

  it('hold after everything that can happen, and the run is kept', async () => {
    expect(await town.run(latestInvariantRun)).toBeUndefined();
    const run = await town.run(runInvariants);
    expect(run).toMatchObject({ checks: allChecks.length, failures: [] });
    expect(await town.run(latestInvariantRun)).toEqual(run);
    await expect(town.run(requireSoundBooks)).resolves.toBeUndefined();
  });

  it('are each planted below', () => {
    expect(Object.keys(PLANTS).sort()).toEqual(allChecks.map((check) => check.name).sort());
  });

  it.each(allChecks.map(({ name, sql }) => ({ name, sql })))('notice when this no longer holds: $name', async ({ name, sql }) => {
    const client = await db.owner.connect();
    try {
      await client.query('begin');
      expect((await client.query(sql, [town.municipalityId])).rows).toEqual([]);
      for (const plant of PLANTS[name]!) {
        const { rowCount } = await client.query(plant, plant.includes('$1') ? [town.municipalityId] : []);
        if (plant.startsWith('update')) expect(rowCount).toBe(1);
      }
      expect((await client.query(sql, [town.municipalityId])).rows).not.toEqual([]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('that fail are told with at most twenty rows, and the latest run says so', async () => {
    await db.owner.query(`update transfers set public_value_id = null where municipality_id = $1 and kind in ('grant', 'draw', 'pay')`, [
      town.municipalityId,
    ]);
    const run = await town.run(runInvariants);
    const [failure] = run.failures;
    expect(run.failures).toHaveLength(1);
    expect(failure).toMatchObject({ name: 'whatever is granted, drawn or paid names a public value and a neighbourhood' });
    expect(failure!.rows).toHaveLength(20);
    expect(await town.run(latestInvariantRun)).toEqual(run);
    await expect(town.run(requireSoundBooks)).rejects.toMatchObject({ status: 409, type: 'books-not-sound' });
  });
});
