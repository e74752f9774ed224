import type { Check } from '../ledger/index.js';

/** What must hold of payables. */
export const paymentsChecks: readonly Check[] = [
  {
    name: 'every confirmed draw is owed or paid, once and in full',
    sql: `
      select d.id from draws d left join payables p on p.municipality_id = d.municipality_id and p.draw_id = d.id
       where d.municipality_id = $1
         and case d.state when 'confirmed' then p.state is null or p.state not in ('open', 'prepared') or p.cents <> d.cents
                          when 'paid' then p.state is distinct from 'paid' or p.cents <> d.cents
                          when 'reversed' then p.state is distinct from 'cancelled'
                          else p.id is not null end`,
  },
  {
    name: 'what is payable in the ledger equals the payables that are not paid',
    sql: `
      select 1 as off where
        (select coalesce(sum(credits_posted - debits_posted), 0) from accounts where municipality_id = $1 and kind = 'payable')
        <> (select coalesce(sum(cents), 0) from payables where municipality_id = $1 and state in ('open', 'prepared'))`,
  },
  {
    name: 'whatever is taken back of the frame has its reason and, above the mandate, its second person',
    sql: `
      select t.id from transfers t
        left join corrections c on c.municipality_id = $1 and c.reversal_id = t.id and c.transfer_id = t.reverses_id and c.cents = t.amount
       where t.municipality_id = $1 and t.reverses_id is not null and t.draw_id is null
         and (c.id is null or c.refused_at is not null or (c.needs_second and c.approved_by is null))
      union all
      select c.id from corrections c
        left join transfers t on t.municipality_id = $1 and t.id = c.reversal_id and t.reverses_id = c.transfer_id
       where c.municipality_id = $1 and c.reversal_id is not null and t.id is null`,
  },
];
