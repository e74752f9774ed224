import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addToDay, dayOf, newId, type StoppedClock } from '../core/index.js';
import { buildTown, giveBudget, storyDatabase, type Town } from '../../test/fixtures/town.js';
import { collectStatements, statementViolations } from '../../test/architecture/statement-guards.js';
import type { TestDatabase } from '../../test/setup/database.js';
import { bases, type Basis, commitmentLines, type CommitmentLine, forgetWrongMovements, sumMovements } from './index.js';

const today = dayOf(new Date());
const year = Number(today.slice(0, 4));

/** A transfer as it may come: what it does, how it ends, when it was booked and for which day it counts. */
const bookings = fc.array(
  fc.record({
    kind: fc.constantFrom('adopt', 'give_back', 'close', 'carry_over', 'grant', 'return', 'draw', 'pay' as const),
    which: fc.nat(100),
    amount: fc.integer({ min: 1, max: 900_000 }),
    phase: fc.constantFrom('posted', 'posted', 'posted', 'pending', 'post', 'void', 'expire' as const),
    hoursAgo: fc.oneof(fc.integer({ min: 3, max: 24 * 45 }), fc.constantFrom(0.01, 0.5, 24, 48, 24 * 30)),
    shift: fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 20 })),
  }),
  { minLength: 20, maxLength: 60 },
);
type Bookings = typeof bookings extends fc.Arbitrary<infer T> ? T : never;

const WAYS: Record<string, [from: string, to: string]> = {
  adopt: ['planned', 'available'],
  give_back: ['available', 'source'],
  close: ['available_support', 'source'],
  carry_over: ['available', 'available'],
  grant: ['available', 'right'],
  return: ['right', 'available_support'],
  draw: ['right', 'payable'],
  pay: ['payable', 'paid'],
};

let db: TestDatabase & { clock: StoppedClock };
beforeAll(async () => {
  db = await storyDatabase(today);
  // Amounts come by chance here, from accounts that need not have them.
  await db.owner.query('alter table accounts drop constraint account_never_overdrawn');
});
afterAll(() => db.close());

interface Account {
  id: string;
  kind: string;
}

async function townWithAccounts(): Promise<{ town: Town; accounts: Account[] }> {
  const town = await buildTown(db);
  await giveBudget(town, { bodyId: null });
  await giveBudget(town, {
    bodyId: null,
    neighbourhoodIds: [town.neighbourhoods[1]!.id],
    amounts: [5_000_001],
    firstYear: year + 1,
    lastYear: year + 2,
  });
  await db.owner.query(
    `insert into accounts (municipality_id, id, kind, unit, contended, funding_source_id, fiscal_year, budget_id, instalment_id)
     select i.municipality_id, gen_random_uuid(), kind, 'EUR', false, i.funding_source_id, i.fiscal_year, i.budget_id, i.id
       from instalments i, unnest(array['available', 'available_support', 'right', 'payable', 'paid']) kind
      where i.municipality_id = $1 on conflict do nothing`,
    [town.municipalityId],
  );
  const { rows } = await db.owner.query<Account>('select id, kind from accounts where municipality_id = $1 order by id', [
    town.municipalityId,
  ]);
  return { town, accounts: rows };
}

/** Books as the ledger would have at that time, past every service. */
async function book(town: Town, accounts: readonly Account[], list: Bookings): Promise<void> {
  for (const { kind, which, amount, phase, hoursAgo, shift } of list) {
    const [from, to] = WAYS[kind]!.map((name) => accounts.filter((account) => account.kind === name)) as [Account[], Account[]];
    const debit = from[which % from.length]!.id;
    const credit = to.filter((account) => account.id !== debit)[which % 3]!.id;
    const bookedAt = new Date(Date.now() - hoursAgo * 3_600_000);
    await db.owner.query(
      `insert into transfers (municipality_id, id, kind, phase, pending_id, debit_account_id, credit_account_id, unit, amount, decision_id, effective_on, booked_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'EUR', $8, $9, $10, $11)`,
      [
        ...[town.municipalityId, newId(), kind, phase, ['post', 'void', 'expire'].includes(phase) ? newId() : null, debit, credit, amount],
        ...[town.decisionId, addToDay(dayOf(bookedAt), { days: shift }), bookedAt],
      ],
    );
    if (phase === 'posted' || phase === 'post')
      await db.owner.query(
        `update accounts set debits_posted = debits_posted + case when id = $2 then $4::bigint else 0 end,
                             credits_posted = credits_posted + case when id = $3 then $4::bigint else 0 end
          where municipality_id = $1 and id in ($2, $3)`,
        [town.municipalityId, debit, credit, amount],
      );
  }
}

/** Every transfer and both its accounts, to count by hand. */
async function everything(town: Town) {
  const { rows } = await db.owner.query(
    `select t.kind, t.amount, t.booked_at, t.effective_on, a.kind as account, a.budget_id, a.funding_source_id, a.fiscal_year, a.id = t.credit_account_id as credit,
            i.status, i.status_on
       from transfers t join accounts a on a.municipality_id = t.municipality_id and a.id in (t.credit_account_id, t.debit_account_id)
       join instalments i on i.municipality_id = a.municipality_id and i.id = a.instalment_id
      where t.municipality_id = $1 and t.phase in ('posted', 'post')`,
    [town.municipalityId],
  );
  return rows;
}

function byHand(rows: Awaited<ReturnType<typeof everything>>, day: string | undefined, basis: Basis) {
  const lines = new Map<string, Record<string, number>>();
  for (const row of rows) {
    if (day && (basis === 'booked' ? dayOf(row.booked_at) : row.effective_on) > day) continue;
    const id = `${row.fiscal_year} ${row.budget_id} ${row.funding_source_id}`;
    const line = lines.get(id) ?? {};
    lines.set(id, line);
    const add = (figure: string) => (line[figure] = (line[figure] ?? 0) + (row.credit ? 1 : -1) * Number(row.amount));
    if (row.account.startsWith('available')) add('availableCents');
    if (row.account.startsWith('available') && ['adopt', 'give_back'].includes(row.kind)) add('adoptedCents');
    if (row.account.startsWith('available') && ['carry_over', 'close'].includes(row.kind)) add('carriedCents');
    if (['right', 'payable'].includes(row.account)) add('committedCents');
    if (row.account === 'payable') add('payableCents');
    if (row.account === 'paid') add('paidCents');
    if (row.account === 'planned') add('plannedCents');
    const now = day === undefined || (basis === 'booked' && day === today);
    const reserved = now
      ? row.status === 'reserved'
      : (row.status === 'reserved' && row.status_on <= day) || (row.status === 'adopted' && row.fiscal_year <= Number(day.slice(0, 4)) + 1);
    if (row.account === 'planned' && reserved) add('reservedCents');
  }
  return Object.fromEntries(
    [...lines]
      .map(([id, line]) => [id, Object.fromEntries(Object.entries(line).filter(([, cents]) => cents !== 0))] as const)
      .filter(([, line]) => Object.keys(line).length > 0),
  );
}

const asTable = (lines: readonly CommitmentLine[]) =>
  Object.fromEntries(
    lines.map(({ budgetId, fundingSourceId, fiscalYear, taskField: _, ...cents }) => [
      `${fiscalYear} ${budgetId} ${fundingSourceId}`,
      Object.fromEntries(Object.entries(cents).filter(([, amount]) => amount !== 0)),
    ]),
  );

async function sameAsByHand(town: Town, days: readonly string[]): Promise<void> {
  const rows = await everything(town);
  expect(asTable(await town.run((tx) => commitmentLines(tx)))).toEqual(byHand(rows, undefined, 'booked'));
  for (const basis of bases)
    for (const on of days) {
      const found = asTable(await town.run((tx) => commitmentLines(tx, { on, basis })));
      expect({ on, basis, found }).toEqual({ on, basis, found: byHand(rows, on, basis) });
    }
}

const marks = async (town: Town) =>
  (
    await db.owner.query<{ day: string; days: number }>(
      `select to_char(summed_until at time zone 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') as day,
              (select count(*)::int from account_days where municipality_id = $1) as days
         from movement_marks where municipality_id = $1`,
      [town.municipalityId],
    )
  ).rows[0];

describe('what moved per account and day', () => {
  it('gives any past day to the cent, in both readings, whether it was summed never, half or to the end', async () => {
    await fc.assert(
      fc.asyncProperty(bookings, fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }), async (list, ago) => {
        const { town, accounts } = await townWithAccounts();
        await book(town, accounts, list);
        const days = [...ago, 0, 1].map((days) => addToDay(today, { days: -days }));
        await sameAsByHand(town, days);
        await town.run((tx) => sumMovements(tx, 5));
        await sameAsByHand(town, days);
        while (await town.run((tx) => sumMovements(tx, 5)));
        await sameAsByHand(town, days);
        await book(
          town,
          accounts,
          list.map((one) => ({ ...one, hoursAgo: 0.001 })),
        );
        await sameAsByHand(town, days);
        expect(await town.run(forgetWrongMovements)).toBe(0);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);

  it('is summed to the same rows in one step or in many, by one or by two at once, and again changes nothing', async () => {
    const { town, accounts } = await townWithAccounts();
    const [list] = fc.sample(bookings, { seed: 3, numRuns: 1 }) as [Bookings];
    await book(town, accounts, list);
    const rows = async () =>
      (
        await db.owner.query('select account_id, day, debits, credits from account_days where municipality_id = $1 order by 1, 2', [
          town.municipalityId,
        ])
      ).rows;
    await town.run((tx) => sumMovements(tx, 1_000));
    const whole = await rows();
    const mark = await marks(town);
    expect(whole.length).toBeGreaterThan(10);
    expect(await town.run((tx) => sumMovements(tx))).toBe(false);
    expect(await marks(town)).toEqual(mark);
    await db.owner.query('delete from account_days where municipality_id = $1', [town.municipalityId]);
    await db.owner.query('delete from account_shifts where municipality_id = $1', [town.municipalityId]);
    await db.owner.query('delete from movement_marks where municipality_id = $1', [town.municipalityId]);
    for (let more = true; more;) more = (await Promise.all([0, 1].map(() => town.run((tx) => sumMovements(tx, 3))))).includes(true);
    expect(await rows()).toEqual(whole);
    expect(await marks(town)).toEqual(mark);
  });

  it('waits until an hour is over for two hours, and completes a day that was summed in part', async () => {
    const { town, accounts } = await townWithAccounts();
    await book(town, accounts, [{ kind: 'grant', which: 1, amount: 5, phase: 'posted', hoursAgo: 3, shift: -2 }]);
    await town.run((tx) => sumMovements(tx));
    const sumsOf = async (table: string) =>
      (await db.owner.query(`select sum(debits)::int as debits from ${table} where municipality_id = $1`, [town.municipalityId])).rows[0]
        .debits;
    expect([await sumsOf('account_days'), await sumsOf('account_shifts')]).toEqual([5, 5]);
    const { rows } = await db.owner.query(
      `select summed_until = date_trunc('hour', now() - interval '2 hours') as held from movement_marks where municipality_id = $1`,
      [town.municipalityId],
    );
    expect(rows).toEqual([{ held: true }]);
    // As if that was an hour ago, and more was booked since on the same day.
    await db.owner.query(`update movement_marks set summed_until = summed_until - interval '1 hour' where municipality_id = $1`, [
      town.municipalityId,
    ]);
    await db.owner.query(
      `update transfers set booked_at = (select summed_until from movement_marks where municipality_id = $1) - interval '1 second' where municipality_id = $1 and kind = 'grant'`,
      [town.municipalityId],
    );
    await book(town, accounts, [{ kind: 'grant', which: 1, amount: 7, phase: 'posted', hoursAgo: 0, shift: 0 }]);
    await db.owner.query(
      `update transfers set booked_at = (select summed_until from movement_marks where municipality_id = $1) + interval '1 second' where municipality_id = $1 and amount = 7`,
      [town.municipalityId],
    );
    await town.run((tx) => sumMovements(tx));
    expect(await town.run(forgetWrongMovements)).toBe(0);
    expect(
      (await db.owner.query('select max(debits)::int as most from account_days where municipality_id = $1', [town.municipalityId])).rows,
    ).toEqual([{ most: 12 }]);
  });

  it('is summed and read by statements that name the municipality of every table', async () => {
    const { town, accounts } = await townWithAccounts();
    await book(town, accounts, fc.sample(bookings, { seed: 4, numRuns: 1 })[0]!);
    const statements = collectStatements(db.database.dataSource);
    await town.run(async (tx) => {
      while (await sumMovements(tx));
      await forgetWrongMovements(tx);
      for (const basis of bases) await commitmentLines(tx, { on: addToDay(today, { days: -1 }), basis });
    });
    expect([...statements].join()).toContain('account_shifts');
    const tables = new Set(['accounts', 'transfers', 'instalments', 'funding_sources', 'account_days', 'account_shifts', 'movement_marks']);
    expect(statementViolations(statements, tables)).toEqual([]);
  });

  it('that does not add up is forgotten, and made anew', async () => {
    const { town, accounts } = await townWithAccounts();
    await book(town, accounts, fc.sample(bookings, { seed: 5, numRuns: 1 })[0]!);
    while (await town.run((tx) => sumMovements(tx)));
    // As a transaction that lasted longer than days are held back would leave it.
    await book(town, accounts, [{ kind: 'grant', which: 1, amount: 7, phase: 'posted', hoursAgo: 24 * 20, shift: 0 }]);
    expect(await town.run(forgetWrongMovements)).toBe(2);
    while (await town.run((tx) => sumMovements(tx)));
    await sameAsByHand(town, [addToDay(today, { days: -10 }), addToDay(today, { days: -21 })]);
    expect(await town.run(forgetWrongMovements)).toBe(0);
  });
});
