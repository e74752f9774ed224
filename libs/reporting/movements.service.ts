import { TIME_ZONE, type Tx } from '../core/index.js';
import { endOfDay, stoodReserved } from './legs.js';

/**
 * How long a day is over before it is summed. A transfer is booked at the clock of the database and seen when its transaction commits, so nobody
 * may still be busy with a transaction of that day. The database ends a statement and a pause in a transaction after a minute each, and none of
 * ours that writes has a hundred of them.
 */
const HELD_BACK = '2 hours';

/** Days that one step sums at most. */
const DAYS = 7;

/** The day of an instant, in SQL. */
const dayAt = (instant: string) => `(${instant} at time zone '${TIME_ZONE}')::date`;

/** Until when movements are summed; before that `account_days` knows. */
export const SUMMED_UNTIL = `(select coalesce(max(summed_until), '-infinity') from movement_marks where municipality_id = $1)`;

const POSTED = `t.phase in ('posted', 'post')`;

/**
 * Sums the next days that are over, per account: what each was debited and credited up to then. Each step goes on where the last one ended, whoever
 * did it; days without any movement are passed over.
 * @returns whether there may be more
 */
export async function sumMovements(tx: Tx, days = DAYS): Promise<boolean> {
  // A second worker waits here for the first and goes on behind it.
  await tx.rows(
    `insert into movement_marks (municipality_id, summed_until) values ($1, '-infinity') on conflict (municipality_id) do nothing`,
    [tx.municipalityId],
  );
  await tx.rows('select 1 from movement_marks where municipality_id = $1 for update', [tx.municipalityId]);
  const stretch = await nextStretch(tx, days);
  if (!stretch) return false;
  const { from, before, last } = stretch;
  if (from) await sumDays(tx, from, before);
  await tx.rows(`update movement_marks set summed_until = $2::date::timestamp at time zone '${TIME_ZONE}' where municipality_id = $1`, [
    tx.municipalityId,
    before,
  ]);
  return !last;
}

interface Stretch {
  /** The first day on which anything moved; null when nothing did. */
  from: string | null;
  /** The first day that is not summed now. */
  before: string;
  last: boolean;
}

/** The days to sum now. By the clock of the database, as `booked_at` is: the one of the product may have been moved. */
async function nextStretch(tx: Tx, days: number): Promise<Stretch | undefined> {
  return tx.row<Stretch>(
    `with mark as (
       select summed_until as until, ${dayAt(`(now() - interval '${HELD_BACK}')`)} as over from movement_marks where municipality_id = $1
     ), first as (
       select ${dayAt('min(n.booked_at)')} as day from accounts a
         cross join lateral (
           select t.booked_at from transfers t where t.municipality_id = $1 and t.credit_account_id = a.id and t.booked_at >= (select until from mark)
            order by t.booked_at limit 1) n
        where a.municipality_id = $1
     ), stretch as (
       select case when f.day < m.over then f.day end as from_day, m.over, m.until,
              case when f.day < m.over then least(f.day + $2::int, m.over) else m.over end as before
         from mark m cross join first f
     )
     select from_day as "from", before, before = over as last from stretch
      where before::timestamp at time zone '${TIME_ZONE}' > until`,
    [tx.municipalityId, days],
  );
}

/** What moved from one day up to another, as rows of `account_id`, the day of booking, the day it counts for, and amounts. */
const MOVED = `
  moved as (
    select a.id as account_id, ${dayAt('s.booked_at')} as day, s.effective_on, sum(s.debit) as debits, sum(s.credit) as credits
      from accounts a
      cross join lateral (
        select t.booked_at, t.effective_on, t.amount as debit, 0::bigint as credit from transfers t
         where t.municipality_id = $1 and t.debit_account_id = a.id and ${POSTED}
           and t.booked_at >= $2::date::timestamp at time zone '${TIME_ZONE}' and t.booked_at < $3::date::timestamp at time zone '${TIME_ZONE}'
        union all
        select t.booked_at, t.effective_on, 0, t.amount from transfers t
         where t.municipality_id = $1 and t.credit_account_id = a.id and ${POSTED}
           and t.booked_at >= $2::date::timestamp at time zone '${TIME_ZONE}' and t.booked_at < $3::date::timestamp at time zone '${TIME_ZONE}') s
     where a.municipality_id = $1
     group by 1, 2, 3
  )`;

/** Writes the totals and the shifts of some days, the last one not included. */
async function sumDays(tx: Tx, from: string, before: string): Promise<void> {
  await tx.rows(
    `with ${MOVED}, daily as (
       select account_id, day, sum(debits) as debits, sum(credits) as credits from moved group by account_id, day
     ), days as (
       insert into account_days (municipality_id, account_id, day, debits, credits)
       select $1, d.account_id, d.day, coalesce(l.debits, 0) + sum(d.debits) over so_far, coalesce(l.credits, 0) + sum(d.credits) over so_far
         from daily d
         left join lateral (
           select debits, credits from account_days b where b.municipality_id = $1 and b.account_id = d.account_id order by b.day desc limit 1) l on true
       window so_far as (partition by d.account_id order by d.day)
       returning 1
     ), shifts as (
       insert into account_shifts (municipality_id, account_id, booked_on, effective_on, debits, credits)
       select $1, account_id, day, effective_on, debits, credits from moved where effective_on <> day
       returning 1
     ) select (select count(*)::int from days) as days, (select count(*)::int from shifts) as shifts`,
    [tx.municipalityId, from, before],
  );
}

/** SQL that answers a row for each account whose sums and the tail behind them are not what it holds. `$1` is the municipality. */
export const WRONG_MOVEMENTS = `
  select a.id, a.kind from accounts a
    left join lateral (
      select debits, credits from account_days b where b.municipality_id = $1 and b.account_id = a.id order by b.day desc limit 1) l on true
    cross join lateral (
      select coalesce(sum(t.amount), 0) as amount from transfers t
       where t.municipality_id = $1 and t.debit_account_id = a.id and t.booked_at >= ${SUMMED_UNTIL} and ${POSTED}) d
    cross join lateral (
      select coalesce(sum(t.amount), 0) as amount from transfers t
       where t.municipality_id = $1 and t.credit_account_id = a.id and t.booked_at >= ${SUMMED_UNTIL} and ${POSTED}) c
   where a.municipality_id = $1
     and (coalesce(l.debits, 0) + d.amount, coalesce(l.credits, 0) + c.amount) is distinct from (a.debits_posted, a.credits_posted)`;

/**
 * Looks whether the sums are what the accounts hold, and forgets them all when they are not: the next steps then make them anew. A cheap look,
 * in case a transaction ever lasted longer than days are held back.
 * @returns how many accounts were wrong
 */
export async function forgetWrongMovements(tx: Tx): Promise<number> {
  const wrong = await tx.rows(WRONG_MOVEMENTS, [tx.municipalityId]);
  if (wrong.length === 0) return 0;
  await tx.rows('delete from account_days where municipality_id = $1', [tx.municipalityId]);
  await tx.rows('delete from account_shifts where municipality_id = $1', [tx.municipalityId]);
  await tx.rows(`update movement_marks set summed_until = '-infinity' where municipality_id = $1`, [tx.municipalityId]);
  return wrong.length;
}

/** Which balances: those of now, or those of a day, as booked or as effective. */
export type Reading = 'now' | 'booked' | 'effective';

/**
 * The common table expression `own`: the accounts of budgets in euros with their balance at a moment, and whether the instalment stands under
 * budget reservation then. `$1` is the municipality, `$2` a fiscal year or null, `$3` the day (null for now).
 * What it costs depends on the number of accounts, and not on that of transfers before the mark.
 */
export function ownBalances(reading: Reading): string {
  return `
    own as (
      select a.id, a.kind, a.budget_id, a.funding_source_id, a.fiscal_year, ${stoodReserved('$3::date')} as reserved, ${BALANCES[reading].balance} as balance
        from accounts a
        join instalments i on i.municipality_id = $1 and i.id = a.instalment_id
        ${BALANCES[reading].joins}
       where a.municipality_id = $1 and a.budget_id is not null and a.unit = 'EUR' and ($2::int is null or a.fiscal_year = $2)
    )`;
}

const tail = (side: 'credit' | 'debit', until: string) => `
  coalesce((select sum(t.amount) from transfers t
    where t.municipality_id = $1 and t.${side}_account_id = a.id and t.booked_at >= ${SUMMED_UNTIL} and ${until} and ${POSTED}), 0)`;

/** The latest total of a day that is not later. */
const LATEST = `
  left join lateral (
    select l.credits - l.debits as balance from account_days l
     where l.municipality_id = $1 and l.account_id = a.id and l.day <= $3::date order by l.day desc limit 1) d on true`;

/** What counts by the day although it was booked later, less what was booked by then and counts later. */
const SHIFTED = `
  coalesce((select sum(case when s.booked_on > $3::date then s.credits - s.debits else s.debits - s.credits end) from account_shifts s
    where s.municipality_id = $1 and s.account_id = a.id and (s.booked_on > $3::date) = (s.effective_on <= $3::date)), 0)`;

const until = { booked: `t.booked_at < ${endOfDay('$3::date')}`, effective: `t.effective_on <= $3::date` };

const BALANCES: Record<Reading, { balance: string; joins: string }> = {
  now: { balance: 'a.credits_posted - a.debits_posted', joins: '' },
  booked: {
    balance: `coalesce(d.balance, 0) + ${tail('credit', until.booked)} - ${tail('debit', until.booked)}`,
    joins: LATEST,
  },
  effective: {
    balance: `coalesce(d.balance, 0) + ${SHIFTED} + ${tail('credit', until.effective)} - ${tail('debit', until.effective)}`,
    joins: LATEST,
  },
};
