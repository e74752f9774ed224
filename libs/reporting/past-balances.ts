import { endOfDay, stoodReserved } from './legs.js';
import { POSTED, SUMMED_UNTIL } from './movements.service.js';

/** Which balances: those of now, or those of a day, as booked or as effective. */
export type Reading = 'now' | 'booked' | 'effective';

/**
 * The common table expression `own` (and what it needs before it): the accounts of budgets in euros with their balance at a moment, and whether
 * the instalment stood under budget reservation then. `$1` is the municipality, `$2` a fiscal year or null, `$3` the day (null for now).
 * What it costs depends on the number of accounts and on what was booked behind the mark, and not on all the transfers before it.
 */
export function ownBalances(reading: Reading): string {
  const { before, joins, balance } = BALANCES[reading];
  return `${before}
    own as (
      select a.id, a.kind, a.budget_id, a.funding_source_id, a.fiscal_year, ${stoodReserved('$3::date')} as reserved, ${balance} as balance
        from accounts a
        join instalments i on i.municipality_id = $1 and i.id = a.instalment_id
        ${joins}
       where a.municipality_id = $1 and a.budget_id is not null and a.unit = 'EUR' and ($2::int is null or a.fiscal_year = $2)
    )`;
}

const DAY_ENDS = endOfDay('$3::date');

/**
 * What was booked behind the mark, per account. A transfer has one account that it credits, so each is met once; and it is looked for only on
 * accounts that moved since, which hold something else than what was summed. `offset 0` keeps this a look into the index per account: how short
 * the tail is cannot be foreseen, and all transfers would be read instead.
 */
const tail = (needed: string, until: string) => `
    tail as (
      select side.account_id, sum(side.amount) as amount from (
        select a.id as credited, t.debited, t.amount from accounts a
          left join lateral (
            select l.credits from account_days l where l.municipality_id = $1 and l.account_id = a.id order by l.day desc limit 1) summed on true
          cross join lateral (
            select t.debit_account_id as debited, t.amount from transfers t
             where t.municipality_id = $1 and t.credit_account_id = a.id and t.booked_at >= ${SUMMED_UNTIL} and ${until} and ${POSTED} offset 0) t
         where a.municipality_id = $1 and ${needed} and a.credits_posted <> coalesce(summed.credits, 0)) moved
        cross join lateral (values (moved.credited, moved.amount), (moved.debited, -moved.amount)) side (account_id, amount)
       group by side.account_id
    ),`;

/** The latest total up to the day, and what came behind the mark. */
const JOINS = `
  left join lateral (
    select l.credits - l.debits as balance from account_days l
     where l.municipality_id = $1 and l.account_id = a.id and l.day <= $3::date order by l.day desc limit 1) d on true
  left join tail on tail.account_id = a.id`;

const shifts = (which: string) => `
  coalesce((select sum(s.credits - s.debits) from account_shifts s where s.municipality_id = $1 and s.account_id = a.id and ${which}), 0)`;

/** What counts by the day although it was booked later, less what was booked by then and counts later. Two ranges of one index. */
const SHIFTED = `${shifts('s.booked_on > $3::date and s.effective_on <= $3::date')} - ${shifts('s.booked_on <= $3::date and s.effective_on > $3::date')}`;

const BALANCES: Record<Reading, { before: string; joins: string; balance: string }> = {
  now: { before: '', joins: '', balance: 'a.credits_posted - a.debits_posted' },
  booked: {
    before: tail(`${DAY_ENDS} > ${SUMMED_UNTIL}`, `t.booked_at < ${DAY_ENDS}`),
    joins: JOINS,
    balance: 'coalesce(d.balance, 0) + coalesce(tail.amount, 0)',
  },
  effective: {
    before: tail('true', 't.effective_on <= $3::date'),
    joins: JOINS,
    balance: `coalesce(d.balance, 0) + coalesce(tail.amount, 0) + ${SHIFTED}`,
  },
};
