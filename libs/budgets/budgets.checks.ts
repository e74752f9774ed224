import type { Check } from '../ledger/index.js';

/** What must hold of budgets. The equation is taken from three independent readings: transfers, balances and the council's instalments. */
export const budgetsChecks: readonly Check[] = [
  {
    name: 'available = adopted + carried over − committed − paid, per instalment',
    sql: `
      with totals as (
        select instalment_id, sum(credits_posted - debits_posted) filter (where kind in ('available', 'available_support')) as available,
               sum(credits_posted - debits_posted) filter (where kind in ('right', 'payable', 'paid')) as spent
          from accounts where municipality_id = $1 and instalment_id is not null and unit = 'EUR' group by instalment_id
      ), frame as (
        select a.instalment_id, sum(case when t.credit_account_id = a.id then t.amount else -t.amount end) as amount
          from transfers t join accounts a on a.municipality_id = t.municipality_id and a.id in (t.credit_account_id, t.debit_account_id)
         where t.municipality_id = $1 and t.kind in ('adopt', 'give_back', 'carry_over', 'close') and a.kind in ('available', 'available_support') group by a.instalment_id
      )
      select t.instalment_id from totals t left join frame f using (instalment_id)
       where coalesce(t.available, 0) <> coalesce(f.amount, 0) - coalesce(t.spent, 0)`,
  },
  {
    name: 'an adopted instalment brings exactly what the council decided, and no other brings anything',
    sql: `
      select i.id from instalments i
        left join accounts p on p.municipality_id = i.municipality_id and p.instalment_id = i.id and p.kind = 'planned'
       where i.municipality_id = $1
         and (coalesce(p.credits_posted - p.debits_posted, 0) <> case when i.status in ('planned', 'reserved') then i.cents - i.withdrawn_cents else 0 end
           or (select coalesce(sum(t.amount), 0) from transfers t
                where t.municipality_id = i.municipality_id and t.debit_account_id = p.id and t.kind = 'adopt')
              <> case when i.status = 'adopted' then i.cents - i.withdrawn_cents else 0 end)`,
  },
  {
    name: 'what a contract became brings no more than was converted, per year',
    sql: `
      with funded as (
        select v.contract_id, a.fiscal_year, sum(case when t.credit_account_id = a.id then t.amount else -t.amount end) as amount
          from conversions v
          join accounts a on a.municipality_id = v.municipality_id and a.funding_source_id = v.funding_source_id and a.kind = 'source'
          join transfers t on t.municipality_id = a.municipality_id and a.id in (t.credit_account_id, t.debit_account_id)
         where v.municipality_id = $1 and t.kind = 'fund' group by v.contract_id, a.fiscal_year
      )
      select f.contract_id, f.fiscal_year from funded f
        left join conversion_parts p on p.municipality_id = $1 and p.contract_id = f.contract_id and p.fiscal_year = f.fiscal_year
       where f.amount > coalesce(p.cents, 0)`,
  },
];
