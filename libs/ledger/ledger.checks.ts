/** A proof about the books: a statement that must return no rows. `$1` is the municipality. */
export interface Check {
  /** A sentence that is true while no row comes back. */
  name: string;
  sql: string;
}

/** What must hold of accounts and transfers, whatever the rest of the product did. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'every balance equals the sum of its transfers',
    sql: `
      with resolved as (
        select p.id, 1 as ended from transfers p join transfers e on e.municipality_id = p.municipality_id and e.pending_id = p.id
         where p.municipality_id = $1 and p.phase = 'pending'
      ), sides as (
        select debit_account_id as id, case when phase in ('posted', 'post') then amount else 0 end as dp, 0::bigint as cp,
               case when phase = 'pending' and not exists (select 1 from resolved r where r.id = t.id) then amount else 0 end as dh, 0::bigint as ch
          from transfers t where municipality_id = $1
        union all
        select credit_account_id, 0, case when phase in ('posted', 'post') then amount else 0 end, 0,
               case when phase = 'pending' and not exists (select 1 from resolved r where r.id = t.id) then amount else 0 end
          from transfers t where municipality_id = $1
      ), sums as (select id, sum(dp) as dp, sum(cp) as cp, sum(dh) as dh, sum(ch) as ch from sides group by id)
      select a.id, a.kind from accounts a left join sums s on s.id = a.id
       where a.municipality_id = $1
         and (a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending)
             is distinct from (coalesce(s.dp, 0), coalesce(s.cp, 0), coalesce(s.dh, 0), coalesce(s.ch, 0))`,
  },
  {
    name: 'debits equal credits, per unit',
    sql: `select unit, sum(debits_posted) as debits, sum(credits_posted) as credits from accounts where municipality_id = $1
           group by unit having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)`,
  },
  {
    name: 'no account is overdrawn',
    sql: `select id, kind from accounts where municipality_id = $1 and kind not in ('council', 'minutes_issued')
             and credits_posted - debits_posted - debits_pending < 0`,
  },
  {
    name: 'every transfer has a decision or a draw',
    sql: `select id as transfer_id from transfers where municipality_id = $1 and decision_id is null and draw_id is null`,
  },
  {
    name: 'both accounts of a transfer exist and keep its unit',
    sql: `select t.id as transfer_id from transfers t
            left join accounts d on d.municipality_id = t.municipality_id and d.id = t.debit_account_id and d.unit = t.unit
            left join accounts c on c.municipality_id = t.municipality_id and c.id = t.credit_account_id and c.unit = t.unit
           where t.municipality_id = $1 and (d.id is null or c.id is null)`,
  },
];
