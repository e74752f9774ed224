/**
 * The three ways a balance moves. Each takes the municipality from the transaction, never from its caller, names it in every
 * statement, and locks accounts in one order everywhere: own accounts first, contended ones last, then by id; so no two postings
 * can wait for each other. Accounts are locked when everything else is done, so that others wait for them as short as can be.
 * A replay (same id, same content) books nothing; the same id with another content is refused.
 */
const OPEN = `language plpgsql security definer set search_path = public, pg_temp`;

/** Books one transfer; answers false when it was booked before. */
export const POST_TRANSFER = `
create function post_transfer(
  p_id uuid, p_kind text, p_pending boolean, p_debit uuid, p_credit uuid, p_amount bigint, p_effective_on date,
  p_draw uuid, p_decision uuid, p_value uuid, p_neighbourhood uuid, p_reverses uuid
) returns boolean ${OPEN} as $$
declare
  m uuid := nullif(current_setting('app.municipality_id', true), '')::uuid;
  debit_unit text; credit_unit text; debit_contended boolean; credit_contended boolean;
begin
  select d.unit, d.contended, c.unit, c.contended into debit_unit, debit_contended, credit_unit, credit_contended
    from accounts d join accounts c on c.municipality_id = m and c.id = p_credit where d.municipality_id = m and d.id = p_debit;
  if debit_unit is null or credit_unit is null then
    raise exception 'a transfer needs two accounts of this municipality' using errcode = '23503', constraint = 'transfer_accounts_exist';
  elsif debit_unit <> credit_unit then
    raise exception 'a transfer moves one unit' using errcode = '23514', constraint = 'transfer_moves_one_unit';
  end if;

  insert into transfers (municipality_id, id, kind, phase, reverses_id, debit_account_id, credit_account_id, unit, amount,
                         draw_id, decision_id, public_value_id, neighbourhood_id, effective_on)
  values (m, p_id, p_kind, case when p_pending then 'pending' else 'posted' end, p_reverses, p_debit, p_credit, debit_unit, p_amount,
          p_draw, p_decision, p_value, p_neighbourhood, p_effective_on)
  on conflict (municipality_id, id) do nothing;
  if not found then
    perform 1 from transfers t where t.municipality_id = m and t.id = p_id and t.kind = p_kind
      and t.phase = case when p_pending then 'pending' else 'posted' end and t.debit_account_id = p_debit and t.credit_account_id = p_credit
      and t.amount = p_amount and t.draw_id is not distinct from p_draw and t.decision_id is not distinct from p_decision
      and t.public_value_id is not distinct from p_value and t.neighbourhood_id is not distinct from p_neighbourhood
      and t.reverses_id is not distinct from p_reverses;
    if found then return false; end if;
    raise exception 'this transfer id has another content' using errcode = '23505', constraint = 'transfer_id_has_one_content';
  end if;
  if p_reverses is not null then
    perform 1 from transfers t where t.municipality_id = m and t.id = p_reverses and t.phase in ('posted', 'post')
      and t.kind = p_kind and t.debit_account_id = p_credit and t.credit_account_id = p_debit and t.amount = p_amount
      and t.draw_id is not distinct from p_draw and t.public_value_id is not distinct from p_value
      and t.neighbourhood_id is not distinct from p_neighbourhood;
    if not found then
      raise exception 'a reversal mirrors a booked transfer' using errcode = '23514', constraint = 'reversal_mirrors_its_transfer';
    end if;
  end if;

  if (debit_contended, p_debit) <= (credit_contended, p_credit) then
    update accounts set debits_posted = debits_posted + case when p_pending then 0 else p_amount end,
                        debits_pending = debits_pending + case when p_pending then p_amount else 0 end
      where municipality_id = m and id = p_debit;
    update accounts set credits_posted = credits_posted + case when p_pending then 0 else p_amount end,
                        credits_pending = credits_pending + case when p_pending then p_amount else 0 end
      where municipality_id = m and id = p_credit;
  else
    update accounts set credits_posted = credits_posted + case when p_pending then 0 else p_amount end,
                        credits_pending = credits_pending + case when p_pending then p_amount else 0 end
      where municipality_id = m and id = p_credit;
    update accounts set debits_posted = debits_posted + case when p_pending then 0 else p_amount end,
                        debits_pending = debits_pending + case when p_pending then p_amount else 0 end
      where municipality_id = m and id = p_debit;
  end if;
  return true;
end $$`;

/** Books many transfers, all or none; answers how many were new. The arrays have one element per transfer. */
export const POST_TRANSFERS = `
create function post_transfers(
  p_ids uuid[], p_kinds text[], p_pending boolean[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_effective_on date[],
  p_draws uuid[], p_decisions uuid[], p_values uuid[], p_neighbourhoods uuid[], p_reverses uuid[]
) returns int ${OPEN} as $$
declare
  m uuid := nullif(current_setting('app.municipality_id', true), '')::uuid;
  booked int;
  known int;
  new_debits uuid[]; new_credits uuid[]; new_amounts bigint[]; new_pending boolean[];
begin
  if cardinality(p_ids) > 1000 then
    raise exception 'at most 1000 transfers at once' using errcode = '23514', constraint = 'batch_has_a_thousand_at_most';
  end if;

  -- In the order of their ids, so that two batches with the same transfers cannot wait for each other.
  with booked_now as (
    insert into transfers (municipality_id, id, kind, phase, reverses_id, debit_account_id, credit_account_id, unit, amount,
                           draw_id, decision_id, public_value_id, neighbourhood_id, effective_on)
    select m, i.id, i.kind, case when i.pending then 'pending' else 'posted' end, i.reverses, i.debit, i.credit, d.unit, i.amount,
           i.draw, i.decision, i.value, i.neighbourhood, i.effective_on
      from unnest(p_ids, p_kinds, p_pending, p_debits, p_credits, p_amounts, p_effective_on, p_draws, p_decisions, p_values, p_neighbourhoods, p_reverses)
             as i (id, kind, pending, debit, credit, amount, effective_on, draw, decision, value, neighbourhood, reverses)
      join accounts d on d.municipality_id = m and d.id = i.debit
      join accounts c on c.municipality_id = m and c.id = i.credit and c.unit = d.unit
     order by i.id
    on conflict (municipality_id, id) do nothing
    returning debit_account_id, credit_account_id, amount, phase = 'pending' as pending
  )
  select count(*), array_agg(debit_account_id), array_agg(credit_account_id), array_agg(amount), array_agg(pending)
    into booked, new_debits, new_credits, new_amounts, new_pending from booked_now;

  if booked < cardinality(p_ids) then
    select count(*) into known
      from unnest(p_ids, p_kinds, p_pending, p_debits, p_credits, p_amounts, p_draws, p_decisions, p_values, p_neighbourhoods, p_reverses)
             as i (id, kind, pending, debit, credit, amount, draw, decision, value, neighbourhood, reverses)
      join transfers t on t.municipality_id = m and t.id = i.id and t.kind = i.kind
       and t.phase = case when i.pending then 'pending' else 'posted' end
       and t.debit_account_id = i.debit and t.credit_account_id = i.credit and t.amount = i.amount
       and t.draw_id is not distinct from i.draw and t.decision_id is not distinct from i.decision
       and t.public_value_id is not distinct from i.value and t.neighbourhood_id is not distinct from i.neighbourhood
       and t.reverses_id is not distinct from i.reverses;
    if known < cardinality(p_ids) then
      perform 1 from unnest(p_ids) as i (id) join transfers t on t.municipality_id = m and t.id = i.id
       having count(*) = cardinality(p_ids);
      if found then
        raise exception 'this transfer id has another content' using errcode = '23505', constraint = 'transfer_id_has_one_content';
      end if;
      raise exception 'a transfer needs two accounts of this municipality, of one unit' using errcode = '23503', constraint = 'transfer_accounts_exist';
    end if;
  end if;
  if exists (select 1 from unnest(p_reverses) as r (id) where r.id is not null) then
    perform 1 from unnest(p_kinds, p_debits, p_credits, p_amounts, p_draws, p_values, p_neighbourhoods, p_reverses)
                     as i (kind, debit, credit, amount, draw, value, neighbourhood, reverses)
      where i.reverses is not null and not exists (
        select 1 from transfers t where t.municipality_id = m and t.id = i.reverses and t.phase in ('posted', 'post') and t.kind = i.kind
           and t.debit_account_id = i.credit and t.credit_account_id = i.debit and t.amount = i.amount
           and t.draw_id is not distinct from i.draw and t.public_value_id is not distinct from i.value
           and t.neighbourhood_id is not distinct from i.neighbourhood);
    if found then
      raise exception 'a reversal mirrors a booked transfer' using errcode = '23514', constraint = 'reversal_mirrors_its_transfer';
    end if;
  end if;

  perform 1 from accounts where municipality_id = m and id = any (new_debits || new_credits) order by contended, id for update;
  update accounts a set debits_pending = a.debits_pending + x.debit_pending, debits_posted = a.debits_posted + x.debit_posted,
                        credits_pending = a.credits_pending + x.credit_pending, credits_posted = a.credits_posted + x.credit_posted
    from (
      select id, coalesce(sum(amount) filter (where is_debit and pending), 0)::bigint as debit_pending,
             coalesce(sum(amount) filter (where is_debit and not pending), 0)::bigint as debit_posted,
             coalesce(sum(amount) filter (where not is_debit and pending), 0)::bigint as credit_pending,
             coalesce(sum(amount) filter (where not is_debit and not pending), 0)::bigint as credit_posted
        from (select unnest(new_debits) as id, unnest(new_amounts) as amount, unnest(new_pending) as pending, true as is_debit
              union all select unnest(new_credits), unnest(new_amounts), unnest(new_pending), false) sides
       group by id) x
   where a.municipality_id = m and a.id = x.id;
  return booked;
end $$`;

/**
 * Ends pending transfers: 'post' books them (whole, or the smaller amount given; the rest is free again), 'void' and 'expire' free them.
 * All or none; answers how many were ended now. A second end of the same pending transfer is refused by transfer_is_resolved_once.
 */
export const RESOLVE_TRANSFERS = `
create function resolve_transfers(p_ids uuid[], p_pending_ids uuid[], p_phase text, p_amounts bigint[], p_effective_on date) returns int ${OPEN} as $$
declare
  m uuid := nullif(current_setting('app.municipality_id', true), '')::uuid;
  found_pending int;
  resolved int;
  account_ids uuid[]; freed_debits bigint[]; posted_debits bigint[]; freed_credits bigint[]; posted_credits bigint[];
begin
  if cardinality(p_ids) > 1000 then
    raise exception 'at most 1000 transfers at once' using errcode = '23514', constraint = 'batch_has_a_thousand_at_most';
  end if;
  if p_phase not in ('post', 'void', 'expire') then
    raise exception 'a pending transfer is posted, voided or expired' using errcode = '23514', constraint = 'transfer_phase_is_known';
  end if;
  select count(*) into found_pending from unnest(p_pending_ids, p_amounts) as i (pending_id, amount)
    join transfers t on t.municipality_id = m and t.id = i.pending_id and t.phase = 'pending' and i.amount between 1 and t.amount
     and (p_phase = 'post' or i.amount = t.amount);
  if found_pending < cardinality(p_ids) then
    raise exception 'only a pending transfer can be ended, for at most its amount' using errcode = '23503', constraint = 'pending_transfer_exists';
  end if;

  with ended as (
    insert into transfers (municipality_id, id, kind, phase, pending_id, debit_account_id, credit_account_id, unit, amount,
                           draw_id, decision_id, public_value_id, neighbourhood_id, effective_on)
    select m, i.id, t.kind, p_phase, t.id, t.debit_account_id, t.credit_account_id, t.unit, i.amount,
           t.draw_id, t.decision_id, t.public_value_id, t.neighbourhood_id, p_effective_on
      from unnest(p_ids, p_pending_ids, p_amounts) as i (id, pending_id, amount)
      join transfers t on t.municipality_id = m and t.id = i.pending_id
     order by i.id
    on conflict (municipality_id, id) do nothing
    returning pending_id, debit_account_id, credit_account_id, amount
  ), sides as (
    select e.debit_account_id as id, p.amount as debit_freed, case when p_phase = 'post' then e.amount else 0 end as debit_posted,
           0::bigint as credit_freed, 0::bigint as credit_posted
      from ended e join transfers p on p.municipality_id = m and p.id = e.pending_id
    union all
    select e.credit_account_id, 0, 0, p.amount, case when p_phase = 'post' then e.amount else 0 end
      from ended e join transfers p on p.municipality_id = m and p.id = e.pending_id
  ), deltas as (
    select id, sum(debit_freed)::bigint as debit_freed, sum(debit_posted)::bigint as debit_posted,
           sum(credit_freed)::bigint as credit_freed, sum(credit_posted)::bigint as credit_posted
      from sides group by id
  )
  select (select count(*) from ended), array_agg(id), array_agg(debit_freed), array_agg(debit_posted), array_agg(credit_freed), array_agg(credit_posted)
    into resolved, account_ids, freed_debits, posted_debits, freed_credits, posted_credits from deltas;

  if resolved < cardinality(p_ids) and exists (
    select 1 from unnest(p_ids, p_pending_ids, p_amounts) as i (id, pending_id, amount)
      join transfers t on t.municipality_id = m and t.id = i.id
     where t.pending_id is distinct from i.pending_id or t.phase <> p_phase or t.amount <> i.amount) then
    raise exception 'this transfer id has another content' using errcode = '23505', constraint = 'transfer_id_has_one_content';
  end if;

  perform 1 from accounts where municipality_id = m and id = any (account_ids) order by contended, id for update;
  update accounts a set debits_pending = a.debits_pending - x.debit_freed, debits_posted = a.debits_posted + x.debit_posted,
                        credits_pending = a.credits_pending - x.credit_freed, credits_posted = a.credits_posted + x.credit_posted
    from unnest(account_ids, freed_debits, posted_debits, freed_credits, posted_credits) as x (id, debit_freed, debit_posted, credit_freed, credit_posted)
   where a.municipality_id = m and a.id = x.id;
  return resolved;
end $$`;
