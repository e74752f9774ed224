import type { Check } from '../ledger/index.js';
import { WRONG_MOVEMENTS } from './movements.service.js';

/** What must hold for numbers to lead to their source, budget and goal. */
export const reportingChecks: readonly Check[] = [
  {
    name: 'what budgets received equals what sources gave, per source and year',
    sql: `
      with gave as (
        select a.funding_source_id, a.fiscal_year, sum(case when t.debit_account_id = a.id then t.amount else -t.amount end) as amount
          from accounts a join transfers t on t.municipality_id = a.municipality_id and a.id in (t.debit_account_id, t.credit_account_id)
         where a.municipality_id = $1 and a.kind = 'source' and t.kind in ('plan', 'withdraw', 'give_back', 'close') group by a.funding_source_id, a.fiscal_year
      ), received as (
        select funding_source_id, fiscal_year, sum(credits_posted - debits_posted) as amount
          from accounts where municipality_id = $1 and budget_id is not null and unit = 'EUR' group by funding_source_id, fiscal_year
      ), carried as (
        select x.funding_source_id, x.fiscal_year, sum(x.amount) as amount from (
          select a.funding_source_id, a.fiscal_year, case when t.credit_account_id = a.id then t.amount else -t.amount end as amount
            from accounts a join transfers t on t.municipality_id = a.municipality_id and a.id in (t.debit_account_id, t.credit_account_id)
           where a.municipality_id = $1 and a.budget_id is not null and t.kind = 'carry_over') x
         group by x.funding_source_id, x.fiscal_year
      )
      select coalesce(g.funding_source_id, r.funding_source_id) as funding_source_id, coalesce(g.fiscal_year, r.fiscal_year) as fiscal_year
        from gave g full join received r on r.funding_source_id = g.funding_source_id and r.fiscal_year = g.fiscal_year
        left join carried c on c.funding_source_id = r.funding_source_id and c.fiscal_year = r.fiscal_year
       where coalesce(g.amount, 0) + coalesce(c.amount, 0) <> coalesce(r.amount, 0)`,
  },
  {
    name: 'money stays with its source and its budget',
    sql: `
      select t.id as transfer_id from transfers t
        join accounts d on d.municipality_id = t.municipality_id and d.id = t.debit_account_id
        join accounts c on c.municipality_id = t.municipality_id and c.id = t.credit_account_id
       where t.municipality_id = $1 and t.unit = 'EUR' and t.kind <> 'fund'
         and (d.funding_source_id is distinct from c.funding_source_id
           or (t.kind <> 'carry_over' and d.fiscal_year is distinct from c.fiscal_year)
           or (t.kind not in ('plan', 'withdraw', 'give_back', 'close') and d.budget_id is distinct from c.budget_id))`,
  },
  {
    name: 'whatever is granted, drawn or paid names a public value and a neighbourhood',
    sql: `
      select id as transfer_id from transfers where municipality_id = $1 and kind in ('grant', 'return', 'draw', 'pay')
         and (public_value_id is null or neighbourhood_id is null)`,
  },
  {
    name: 'an account belongs to the budget, source and year of its instalment',
    sql: `
      select a.id from accounts a join instalments i on i.municipality_id = a.municipality_id and i.id = a.instalment_id
       where a.municipality_id = $1 and (a.budget_id, a.funding_source_id, a.fiscal_year)
             is distinct from (i.budget_id, i.funding_source_id, i.fiscal_year)`,
  },
  { name: 'what was summed per day is what the accounts hold', sql: WRONG_MOVEMENTS },
  {
    // The latest ten: older ones were proven then, and what was booked does not change.
    name: 'a report to the council has every entry from before its cut-off',
    sql: `
      select c.id from (
        select r.report_id, r.summary from council_report_results r where r.municipality_id = $1 order by r.finished_at desc, r.report_id limit 10) f
        join council_reports c on c.municipality_id = $1 and c.id = f.report_id
       where (f.summary->>'entries')::int <> (
         select count(*) from transfers t
           join accounts a on a.municipality_id = t.municipality_id and a.id = t.credit_account_id
           join accounts d on d.municipality_id = t.municipality_id and d.id = t.debit_account_id
          where t.municipality_id = $1 and c.fiscal_year in (a.fiscal_year, d.fiscal_year) and t.booked_at <= c.cut_off)`,
  },
];
