import { TIME_ZONE, type Tx } from '../core/index.js';

/**
 * How long an hour is over before it is summed. A transfer is booked at the clock of the database and seen when its transaction commits, so nobody
 * may still be busy with a transaction of that hour. The database ends a statement and a pause in a transaction after a minute each, and none of
 * ours that writes has a hundred of them.
 */
const HELD_BACK = '2 hours';

/** Days that one step sums at most. */
const DAYS = 7;

/** The day of an instant, in SQL. */
const dayAt = (instant: string) => `(${instant} at time zone '${TIME_ZONE}')::date`;

/** Until when movements are summed; before that `account_days` knows. */
export const SUMMED_UNTIL = `(select coalesce(max(summed_until), '-infinity') from movement_marks where municipality_id = $1)`;

/** What counts in a balance: booked at once, or reserved and then booked. */
export const POSTED = `t.phase in ('posted', 'post')`;

/**
 * Sums what comes next, per account and day: what each was debited and credited up to then, and as far as the last day goes up to the whole hour
 * that is over long enough. Each step goes on where the last one ended, whoever did it; days without any movement are passed over.
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
  if (stretch.from) await sumStretch(tx, stretch.from, stretch.before);
  await tx.rows('update movement_marks set summed_until = $2::timestamptz where municipality_id = $1', [tx.municipalityId, stretch.before]);
  return !stretch.last;
}

interface Stretch {
  /** When the first transfer of it was booked, as text to the microsecond; null when nothing moved. */
  from: string | null;
  /** The first instant that is not summed now. */
  before: string;
  last: boolean;
}

/** What to sum now. By the clock of the database, as `booked_at` is: the one of the product may have been moved. */
async function nextStretch(tx: Tx, days: number): Promise<Stretch | undefined> {
  return tx.row<Stretch>(
    `with mark as (
       select summed_until as until, date_trunc('hour', now() - interval '${HELD_BACK}') as over from movement_marks where municipality_id = $1
     ), first as (
       select min(n.booked_at) as at from accounts a
         cross join lateral (
           select t.booked_at from transfers t where t.municipality_id = $1 and t.credit_account_id = a.id and t.booked_at >= (select until from mark)
            order by t.booked_at limit 1) n
        where a.municipality_id = $1
     ), stretch as (
       select case when f.at < m.over then f.at end as first_at, m.over, m.until,
              case when f.at < m.over then least((${dayAt('f.at')} + $2::int)::timestamp at time zone '${TIME_ZONE}', m.over) else m.over end as before
         from mark m cross join first f
     )
     select first_at::text as "from", before::text, before = over as last from stretch where before > until`,
    [tx.municipalityId, days],
  );
}

/** What moved from one instant up to another, as rows of `account_id`, the day of booking, the day it counts for, and amounts. */
const MOVED = `
  moved as (
    select a.id as account_id, ${dayAt('s.booked_at')} as day, s.effective_on, sum(s.debit) as debits, sum(s.credit) as credits
      from accounts a
      cross join lateral (
        select t.booked_at, t.effective_on, t.amount as debit, 0::bigint as credit from transfers t
         where t.municipality_id = $1 and t.debit_account_id = a.id and ${POSTED}
           and t.booked_at >= $2::timestamptz and t.booked_at < $3::timestamptz
        union all
        select t.booked_at, t.effective_on, 0, t.amount from transfers t
         where t.municipality_id = $1 and t.credit_account_id = a.id and ${POSTED}
           and t.booked_at >= $2::timestamptz and t.booked_at < $3::timestamptz) s
     where a.municipality_id = $1
     group by 1, 2, 3
  )`;

/** Writes the totals and the shifts of a stretch; a day that was summed in part is completed. */
async function sumStretch(tx: Tx, from: string, before: string): Promise<void> {
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
       on conflict (municipality_id, account_id, day) do update set debits = excluded.debits, credits = excluded.credits
       returning 1
     ), shifts as (
       insert into account_shifts (municipality_id, account_id, booked_on, effective_on, debits, credits)
       select $1, account_id, day, effective_on, debits, credits from moved where effective_on <> day
       on conflict (municipality_id, account_id, booked_on, effective_on)
         do update set debits = account_shifts.debits + excluded.debits, credits = account_shifts.credits + excluded.credits
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
