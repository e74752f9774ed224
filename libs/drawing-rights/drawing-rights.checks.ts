import type { Check } from '../ledger/index.js';

/** What must hold of rights and draws. */
export const drawingRightsChecks: readonly Check[] = [
  {
    name: 'a draw holds or has taken exactly its amount',
    sql: `
      with booked as (
        select d.id, d.state, d.cents, d.unit, d.amount,
               coalesce(sum(case when t.phase = 'post' or (t.phase = 'posted' and t.reverses_id is not null) then case when t.reverses_id is null then t.amount else -t.amount end end) filter (where t.unit = 'EUR'), 0) as posted,
               coalesce(sum(t.amount) filter (where t.phase = 'pending' and t.unit = 'EUR'), 0) as pending,
               coalesce(sum(t.amount) filter (where t.phase = 'pending' and t.unit = 'MIN'), 0) as minutes
          from draws d left join transfers t on t.municipality_id = d.municipality_id and t.draw_id = d.id and t.kind = 'draw'
         where d.municipality_id = $1 group by d.id, d.state, d.cents, d.unit, d.amount
      )
      select id from booked
       where pending <> cents or (unit = 'MIN' and minutes <> amount)
          or posted <> case when state in ('confirmed', 'paid') then cents else 0 end`,
  },
  {
    name: 'a right was committed for exactly what it holds, used and gave back',
    sql: `
      select r.id from drawing_rights r
       where r.municipality_id = $1 and r.committed_cents <> (
         select coalesce(sum(a.credits_posted), 0) - coalesce((
             select sum(t.amount) from transfers t join accounts c on c.municipality_id = t.municipality_id and c.id = t.credit_account_id
              where t.municipality_id = r.municipality_id and t.reverses_id is not null and c.drawing_right_id = r.id and c.kind = 'right'), 0)
           from accounts a where a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind = 'right')`,
  },
  {
    name: 'a right that is over holds nothing but what its open reservations hold',
    sql: `
      select r.id from drawing_rights r
        join accounts a on a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind in ('right', 'right_minutes')
       where r.municipality_id = $1 and r.state in ('ended', 'expired') and a.credits_posted - a.debits_posted - a.debits_pending <> 0`,
  },
];
