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
    // A conditional one holds it instead, and one that fell while it was conditional let it go: see the next.
    sql: `
      select r.id from drawing_rights r
       where r.municipality_id = $1 and r.state <> 'conditional'
         and (r.state <> 'ended' or exists (
           select 1 from accounts a where a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind = 'right' and a.credits_posted > 0))
         and r.committed_cents <> (
         select coalesce(sum(a.credits_posted), 0) - coalesce((
             select sum(t.amount) from transfers t join accounts c on c.municipality_id = t.municipality_id and c.id = t.credit_account_id
              where t.municipality_id = r.municipality_id and t.reverses_id is not null and c.drawing_right_id = r.id and c.kind = 'right'), 0)
           from accounts a where a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind = 'right')`,
  },
  {
    name: 'a conditional right holds exactly what it commits; no other holds any, and one that fell let all of it go',
    sql: `
      with held as (
        select drawing_right_id as id, sum(credits_pending) as held, sum(credits_posted) as posted
          from accounts where municipality_id = $1 and drawing_right_id is not null and kind = 'right' group by drawing_right_id
      ), gone as (
        select a.drawing_right_id as id, sum(t.amount) as amount
          from accounts a join transfers t on t.municipality_id = a.municipality_id and t.credit_account_id = a.id and t.kind = 'grant' and t.phase = 'void'
         where a.municipality_id = $1 and a.drawing_right_id is not null and a.kind = 'right' group by a.drawing_right_id
      )
      select r.id from drawing_rights r left join held h on h.id = r.id left join gone g on g.id = r.id
       where r.municipality_id = $1 and case
         when r.state = 'conditional' then coalesce(h.held, 0) <> r.committed_cents or h.posted <> 0
         when coalesce(h.posted, 0) = 0 then coalesce(h.held, 0) <> 0 or r.state <> 'ended' or coalesce(g.amount, 0) <> r.committed_cents
         else h.held <> 0 end`,
  },
  {
    name: 'conditional grants fit in the support share and the rest of what counts of their instalment',
    sql: `
      with held as (
        select a.instalment_id, sum(a.credits_pending) filter (where r.for_support) as support, sum(a.credits_pending) filter (where not r.for_support) as rest
          from accounts a join drawing_rights r on r.municipality_id = a.municipality_id and r.id = a.drawing_right_id
         where a.municipality_id = $1 and a.kind = 'right' and a.credits_pending > 0 group by a.instalment_id
      ), parts as (
        select id, status, cents - withdrawn_cents as counts,
               greatest(1, (support_cents::numeric * (cents - withdrawn_cents) * 2 + cents)::bigint / (2 * cents)) as support
          from instalments where municipality_id = $1
      )
      select p.id from held h join parts p on p.id = h.instalment_id
       where p.status <> 'reserved' or coalesce(h.support, 0) > p.support or coalesce(h.rest, 0) > p.counts - p.support`,
  },
  {
    name: 'a right that is over holds nothing but what its open reservations hold',
    sql: `
      select r.id from drawing_rights r
        join accounts a on a.municipality_id = r.municipality_id and a.drawing_right_id = r.id and a.kind in ('right', 'right_minutes')
       where r.municipality_id = $1 and r.state in ('ended', 'expired') and a.credits_posted - a.debits_posted - a.debits_pending <> 0`,
  },
];
