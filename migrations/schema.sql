-- What the migrations make, written by `npm run schema` and read in reviews. `npm run check` fails when it differs.

create domain account_kind as text constraint account_kind_is_known CHECK ((VALUE = ANY (ARRAY['council'::text, 'source'::text, 'planned'::text, 'available'::text, 'available_support'::text, 'right'::text, 'payable'::text, 'paid'::text, 'minutes_issued'::text, 'right_minutes'::text, 'minutes_delivered'::text])));

create domain account_total as bigint constraint account_totals_are_not_negative CHECK ((VALUE >= 0)) constraint account_totals_stay_exact CHECK ((VALUE <= '4503599627370495'::bigint));

create domain draw_amount as bigint constraint draw_is_above_zero CHECK ((VALUE > 0));

create domain draw_cents as bigint constraint draw_is_worth_something CHECK ((VALUE > 0));

create domain draw_code as text constraint draw_code_is_six_characters CHECK ((VALUE ~ '^[A-HJ-NP-Z2-9]{6}$'::text));

create domain draw_purpose as text constraint draw_says_what_for CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 120)));

create domain draw_state as text constraint draw_state_is_known CHECK ((VALUE = ANY (ARRAY['reserved'::text, 'confirmed'::text, 'voided'::text, 'expired'::text, 'reversed'::text, 'paid'::text])));

create domain ledger_unit as text constraint ledger_unit_is_known CHECK ((VALUE = ANY (ARRAY['EUR'::text, 'MIN'::text])));

create domain transfer_amount as bigint constraint transfer_amount_is_above_zero CHECK (((VALUE > 0) AND (VALUE <= '100000000000000'::bigint)));

create domain transfer_kind as text constraint transfer_kind_is_known CHECK ((VALUE = ANY (ARRAY['fund'::text, 'plan'::text, 'withdraw'::text, 'adopt'::text, 'give_back'::text, 'carry_over'::text, 'close'::text, 'grant'::text, 'return'::text, 'draw'::text, 'pay'::text])));

create domain transfer_phase as text constraint transfer_phase_is_known CHECK ((VALUE = ANY (ARRAY['posted'::text, 'pending'::text, 'post'::text, 'void'::text, 'expire'::text])));

create table account_days (
  municipality_id uuid not null,
  account_id uuid not null,
  day date not null,
  debits account_total not null,
  credits account_total not null,
  constraint account_days_pkey PRIMARY KEY (municipality_id, account_id, day) INCLUDE (debits, credits),
  constraint day_of_an_account FOREIGN KEY (municipality_id, account_id) REFERENCES accounts(municipality_id, id)
);
alter table account_days enable row level security;
alter table account_days force row level security;
create policy account_days_of_this_municipality on account_days as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on account_days to buurtkas_app;
grant update (debits, credits) on account_days to buurtkas_app;

create table account_shifts (
  municipality_id uuid not null,
  account_id uuid not null,
  booked_on date not null,
  effective_on date not null,
  debits account_total not null,
  credits account_total not null,
  constraint account_shifts_pkey PRIMARY KEY (municipality_id, account_id, booked_on, effective_on) INCLUDE (debits, credits),
  constraint shift_of_an_account FOREIGN KEY (municipality_id, account_id) REFERENCES accounts(municipality_id, id),
  constraint a_shift_counts_for_another_day CHECK ((effective_on <> booked_on))
);
alter table account_shifts enable row level security;
alter table account_shifts force row level security;
create policy account_shifts_of_this_municipality on account_shifts as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on account_shifts to buurtkas_app;
grant update (debits, credits) on account_shifts to buurtkas_app;

create table accounts (
  municipality_id uuid not null,
  id uuid not null,
  kind account_kind not null,
  unit ledger_unit not null,
  contended boolean not null,
  funding_source_id uuid,
  fiscal_year integer,
  budget_id uuid,
  instalment_id uuid,
  drawing_right_id uuid,
  debits_pending account_total not null default 0,
  debits_posted account_total not null default 0,
  credits_pending account_total not null default 0,
  credits_posted account_total not null default 0,
  constraint accounts_pkey PRIMARY KEY (municipality_id, id),
  constraint account_is_opened_once UNIQUE NULLS NOT DISTINCT (municipality_id, kind, unit, drawing_right_id, instalment_id, funding_source_id, fiscal_year),
  constraint account_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint account_of_a_right FOREIGN KEY (municipality_id, drawing_right_id) REFERENCES drawing_rights(municipality_id, id),
  constraint account_of_a_source FOREIGN KEY (municipality_id, funding_source_id) REFERENCES funding_sources(municipality_id, id),
  constraint account_of_an_instalment FOREIGN KEY (municipality_id, instalment_id) REFERENCES instalments(municipality_id, id),
  constraint accounts_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint account_never_overdrawn CHECK ((((kind)::text = ANY (ARRAY['council'::text, 'minutes_issued'::text])) OR ((((credits_posted)::bigint - (debits_posted)::bigint) - (debits_pending)::bigint) >= 0)))
);
CREATE INDEX accounts_of_a_budget ON public.accounts USING btree (municipality_id, budget_id, fiscal_year) WHERE (budget_id IS NOT NULL);
CREATE INDEX accounts_of_a_right ON public.accounts USING btree (municipality_id, drawing_right_id) WHERE (drawing_right_id IS NOT NULL);
alter table accounts enable row level security;
alter table accounts force row level security;
create policy accounts_of_this_municipality on accounts as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant select on accounts to buurtkas_app;
grant insert (municipality_id, id, kind, unit, contended, funding_source_id, fiscal_year, budget_id, instalment_id, drawing_right_id) on accounts to buurtkas_app;

create table api_tokens (
  municipality_id uuid not null,
  id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  role text not null,
  organisation_id uuid,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  expires_on date not null,
  last_used_on date,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint api_tokens_pkey PRIMARY KEY (municipality_id, id),
  constraint api_token_is_unique UNIQUE (municipality_id, token_hash),
  constraint api_token_is_made_by_a_person FOREIGN KEY (created_by) REFERENCES people(id),
  constraint api_token_is_revoked_by_a_person FOREIGN KEY (revoked_by) REFERENCES people(id),
  constraint api_tokens_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint token_acts_for_an_organisation FOREIGN KEY (municipality_id, organisation_id) REFERENCES organisations(municipality_id, id),
  constraint api_token_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint api_token_has_a_scope CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 50)))
);
alter table api_tokens enable row level security;
alter table api_tokens force row level security;
create policy api_tokens_of_this_municipality on api_tokens as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on api_tokens to buurtkas_app;
grant update (last_used_on, revoked_at, revoked_by) on api_tokens to buurtkas_app;

create table apportionments (
  municipality_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  inputs jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint apportionments_pkey PRIMARY KEY (municipality_id, id),
  constraint apportionment_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint apportionment_was_made_by_a_person FOREIGN KEY (created_by) REFERENCES people(id),
  constraint apportionments_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint apportionment_has_inputs CHECK ((jsonb_typeof(inputs) = 'object'::text))
);
alter table apportionments enable row level security;
alter table apportionments force row level security;
create policy apportionments_of_this_municipality on apportionments as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on apportionments to buurtkas_app;

create table audit_entries (
  municipality_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  person_id uuid,
  role text not null,
  organisation_id uuid,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  details jsonb not null,
  constraint audit_entries_pkey PRIMARY KEY (municipality_id, id),
  constraint audit_entries_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint audit_entry_names_a_person FOREIGN KEY (person_id) REFERENCES people(id),
  constraint action_is_a_noun_and_a_verb CHECK ((action ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$'::text)),
  constraint details_are_an_object CHECK ((jsonb_typeof(details) = 'object'::text)),
  constraint subject_has_a_type CHECK ((subject_type <> ''::text))
);
CREATE INDEX audit_entries_by_subject ON public.audit_entries USING btree (municipality_id, subject_id, at);
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_entries_of_this_municipality on audit_entries as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on audit_entries to buurtkas_app;

create table body_recognitions (
  municipality_id uuid not null,
  id uuid not null,
  organisation_id uuid not null,
  decision_id uuid not null,
  recognised_on date not null,
  recorded_by uuid,
  recorded_at timestamp with time zone not null,
  ended_on date,
  end_decision_id uuid,
  end_reason text,
  ended_by uuid,
  ended_at timestamp with time zone,
  constraint body_recognitions_pkey PRIMARY KEY (municipality_id, id),
  constraint recognition_ends_by_a_decision FOREIGN KEY (municipality_id, end_decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint recognition_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint recognition_of_an_organisation FOREIGN KEY (municipality_id, organisation_id) REFERENCES organisations(municipality_id, id),
  constraint recognition_was_ended_by_a_person FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint recognition_was_recorded_by_a_person FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint recognition_ends_after_it_began CHECK ((ended_on >= recognised_on)),
  constraint recognition_ends_for_a_reason CHECK (((length(end_reason) >= 1) AND (length(end_reason) <= 500))),
  constraint recognition_ends_whole_or_not CHECK ((num_nulls(ended_on, end_decision_id, end_reason, ended_at) = ANY (ARRAY[0, 4])))
);
CREATE UNIQUE INDEX a_body_has_one_running_recognition ON public.body_recognitions USING btree (municipality_id, organisation_id) WHERE (ended_on IS NULL);
alter table body_recognitions enable row level security;
alter table body_recognitions force row level security;
create policy body_recognitions_of_this_municipality on body_recognitions as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on body_recognitions to buurtkas_app;
grant update (ended_on, end_decision_id, end_reason, ended_by, ended_at) on body_recognitions to buurtkas_app;

create table budget_changes (
  municipality_id uuid not null,
  id uuid not null,
  kind text not null,
  budget_id uuid not null,
  other_budget_id uuid,
  decision_id uuid not null,
  reasons text not null,
  basis_points integer,
  made_by uuid,
  made_at timestamp with time zone not null,
  details jsonb not null,
  constraint budget_changes_pkey PRIMARY KEY (municipality_id, id),
  constraint budget_changes_made_by_fkey FOREIGN KEY (made_by) REFERENCES people(id),
  constraint change_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint change_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint change_of_the_other_budget FOREIGN KEY (municipality_id, other_budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint a_budget_does_not_give_to_itself CHECK ((other_budget_id <> budget_id)),
  constraint change_has_reasons CHECK (((length(reasons) >= 1) AND (length(reasons) <= 4000))),
  constraint change_kind_is_known CHECK ((kind = ANY (ARRAY['increase'::text, 'indexation'::text, 'reallocation'::text, 'ending'::text]))),
  constraint indexation_is_at_most_a_quarter CHECK (((basis_points >= 1) AND (basis_points <= 2500))),
  constraint only_a_reallocation_has_another_budget CHECK (((kind = 'reallocation'::text) = (other_budget_id IS NOT NULL))),
  constraint only_an_indexation_has_a_percentage CHECK (((kind = 'indexation'::text) = (basis_points IS NOT NULL)))
);
CREATE INDEX changes_of_a_budget ON public.budget_changes USING btree (municipality_id, budget_id, made_at);
CREATE INDEX changes_of_the_other_budget ON public.budget_changes USING btree (municipality_id, other_budget_id, made_at) WHERE (other_budget_id IS NOT NULL);
alter table budget_changes enable row level security;
alter table budget_changes force row level security;
create policy budget_changes_of_this_municipality on budget_changes as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on budget_changes to buurtkas_app;

create table budget_closings (
  municipality_id uuid not null,
  closing_id uuid not null,
  budget_id uuid not null,
  run integer not null,
  carried_cents bigint not null,
  returned_cents bigint not null,
  held_cents bigint not null,
  done_at timestamp with time zone not null,
  constraint budget_closings_pkey PRIMARY KEY (municipality_id, closing_id, budget_id),
  constraint budget_closing_of_a_closing FOREIGN KEY (municipality_id, closing_id) REFERENCES year_closings(municipality_id, id),
  constraint closing_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint budget_closing_runs_count_from_one CHECK ((run >= 1)),
  constraint carried_is_not_negative CHECK ((carried_cents >= 0)),
  constraint held_is_not_negative CHECK ((held_cents >= 0)),
  constraint returned_is_not_negative CHECK ((returned_cents >= 0))
);
alter table budget_closings enable row level security;
alter table budget_closings force row level security;
create policy budget_closings_of_this_municipality on budget_closings as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on budget_closings to buurtkas_app;
grant update (run, carried_cents, returned_cents, held_cents, done_at) on budget_closings to buurtkas_app;

create table budget_endings (
  municipality_id uuid not null,
  budget_id uuid not null,
  change_id uuid not null,
  announced_on date not null,
  notice_until date not null,
  ends_on date not null,
  ended_at timestamp with time zone,
  constraint budget_endings_pkey PRIMARY KEY (municipality_id, budget_id),
  constraint ending_has_a_change FOREIGN KEY (municipality_id, change_id) REFERENCES budget_changes(municipality_id, id),
  constraint ending_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint a_budget_ends_after_its_notice CHECK ((ends_on >= notice_until)),
  constraint a_budget_ends_after_the_announcement CHECK ((ends_on >= announced_on)),
  constraint notice_begins_with_the_announcement CHECK ((notice_until >= announced_on))
);
alter table budget_endings enable row level security;
alter table budget_endings force row level security;
create policy budget_endings_of_this_municipality on budget_endings as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on budget_endings to buurtkas_app;
grant update (ended_at) on budget_endings to buurtkas_app;

create table budget_neighbourhoods (
  municipality_id uuid not null,
  budget_id uuid not null,
  neighbourhood_id uuid not null,
  constraint budget_neighbourhoods_pkey PRIMARY KEY (municipality_id, budget_id, neighbourhood_id),
  constraint budget_of_a_neighbourhood FOREIGN KEY (municipality_id, neighbourhood_id) REFERENCES neighbourhoods(municipality_id, id),
  constraint neighbourhood_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id)
);
CREATE INDEX budgets_by_neighbourhood ON public.budget_neighbourhoods USING btree (municipality_id, neighbourhood_id);
alter table budget_neighbourhoods enable row level security;
alter table budget_neighbourhoods force row level security;
create policy budget_neighbourhoods_of_this_municipality on budget_neighbourhoods as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on budget_neighbourhoods to buurtkas_app;

create table code_attempts (
  municipality_id uuid not null,
  id uuid not null,
  address text not null,
  at timestamp with time zone not null,
  constraint code_attempts_pkey PRIMARY KEY (municipality_id, id),
  constraint code_attempts_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id)
);
CREATE INDEX code_attempts_by_address ON public.code_attempts USING btree (municipality_id, address, at);
alter table code_attempts enable row level security;
alter table code_attempts force row level security;
create policy code_attempts_of_this_municipality on code_attempts as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on code_attempts to buurtkas_app;

create table contracts (
  municipality_id uuid not null,
  id uuid not null,
  what text not null,
  supplier text not null,
  kind text not null,
  task_field text not null,
  yearly_cents bigint not null,
  ends_on date not null,
  recorded_by uuid,
  recorded_at timestamp with time zone not null,
  constraint contracts_pkey PRIMARY KEY (municipality_id, id),
  constraint contract_amount_is_known_with_its_id UNIQUE (municipality_id, id, yearly_cents),
  constraint contract_was_recorded_by_a_person FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint contracts_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint contract_end_is_sane CHECK (((ends_on >= '2000-01-01'::date) AND (ends_on <= '2200-12-31'::date))),
  constraint contract_is_above_zero CHECK (((yearly_cents >= 1) AND (yearly_cents <= '100000000000000'::bigint))),
  constraint contract_kind_is_known CHECK ((kind = ANY (ARRAY['contract'::text, 'grant'::text]))),
  constraint contract_names_its_supplier CHECK (((length(supplier) >= 1) AND (length(supplier) <= 120))),
  constraint contract_says_what_it_is_for CHECK (((length(what) >= 1) AND (length(what) <= 120))),
  constraint contract_task_field_is_of_iv3 CHECK ((task_field ~ '^[0-9]{1,2}\.[0-9]{1,3}[a-z]?$'::text))
);
alter table contracts enable row level security;
alter table contracts force row level security;
create policy contracts_of_this_municipality on contracts as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on contracts to buurtkas_app;

create table conversion_parts (
  municipality_id uuid not null,
  contract_id uuid not null,
  fiscal_year integer not null,
  conversion_id uuid not null,
  cents bigint not null,
  yearly_cents bigint not null,
  constraint a_contract_year_is_converted_once PRIMARY KEY (municipality_id, contract_id, fiscal_year),
  constraint conversion_part_is_of_its_contract FOREIGN KEY (municipality_id, contract_id, yearly_cents) REFERENCES contracts(municipality_id, id, yearly_cents),
  constraint conversion_part_is_of_its_conversion FOREIGN KEY (municipality_id, conversion_id, contract_id) REFERENCES conversions(municipality_id, id, contract_id),
  constraint conversion_stays_within_the_contract CHECK (((cents >= 1) AND (cents <= yearly_cents))),
  constraint conversion_years_are_sane CHECK (((fiscal_year >= 2000) AND (fiscal_year <= 2200)))
);
alter table conversion_parts enable row level security;
alter table conversion_parts force row level security;
create policy conversion_parts_of_this_municipality on conversion_parts as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on conversion_parts to buurtkas_app;

create table conversions (
  municipality_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  decision_id uuid not null,
  funding_source_id uuid not null,
  decided_by uuid,
  decided_at timestamp with time zone not null,
  constraint conversions_pkey PRIMARY KEY (municipality_id, id),
  constraint a_contract_is_converted_once UNIQUE (municipality_id, contract_id),
  constraint a_conversion_has_a_source_of_its_own UNIQUE (municipality_id, funding_source_id),
  constraint conversion_is_known_with_its_contract UNIQUE (municipality_id, id, contract_id),
  constraint conversion_fills_a_source FOREIGN KEY (municipality_id, funding_source_id) REFERENCES funding_sources(municipality_id, id),
  constraint conversion_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint conversion_of_a_contract FOREIGN KEY (municipality_id, contract_id) REFERENCES contracts(municipality_id, id),
  constraint conversion_was_made_by_a_person FOREIGN KEY (decided_by) REFERENCES people(id)
);
alter table conversions enable row level security;
alter table conversions force row level security;
create policy conversions_of_this_municipality on conversions as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on conversions to buurtkas_app;

create table corrections (
  municipality_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  cents bigint not null,
  reason text not null,
  mandate_cents bigint not null,
  needs_second boolean not null,
  proposed_by uuid not null,
  proposed_at timestamp with time zone not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  refused_by uuid,
  refused_at timestamp with time zone,
  refusal text,
  reversal_id uuid,
  constraint corrections_pkey PRIMARY KEY (municipality_id, id),
  constraint correction_is_booked_as_a_transfer FOREIGN KEY (municipality_id, reversal_id) REFERENCES transfers(municipality_id, id),
  constraint correction_of_a_transfer FOREIGN KEY (municipality_id, transfer_id) REFERENCES transfers(municipality_id, id),
  constraint correction_was_approved_by_a_person FOREIGN KEY (approved_by) REFERENCES people(id),
  constraint correction_was_proposed_by_a_person FOREIGN KEY (proposed_by) REFERENCES people(id),
  constraint correction_was_refused_by_a_person FOREIGN KEY (refused_by) REFERENCES people(id),
  constraint approval_has_a_person_and_a_time CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint correction_has_a_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint correction_is_above_zero CHECK ((cents > 0)),
  constraint correction_is_approved_by_a_second_person CHECK ((approved_by <> proposed_by)),
  constraint correction_is_approved_or_refused CHECK (((approved_at IS NULL) OR (refused_at IS NULL))),
  constraint large_correction_is_booked_when_approved CHECK (((NOT needs_second) OR ((reversal_id IS NULL) = (approved_at IS NULL)))),
  constraint mandate_is_not_below_zero CHECK ((mandate_cents >= 0)),
  constraint refusal_has_a_person_a_time_and_words CHECK ((num_nulls(refused_by, refused_at, refusal) = ANY (ARRAY[0, 3]))),
  constraint refusal_says_why CHECK (((length(refusal) >= 1) AND (length(refusal) <= 500))),
  constraint second_person_is_for_above_the_mandate CHECK ((needs_second = (cents > mandate_cents))),
  constraint small_correction_is_booked_at_once CHECK ((needs_second OR ((reversal_id IS NOT NULL) AND (approved_at IS NULL) AND (refused_at IS NULL))))
);
CREATE UNIQUE INDEX a_transfer_is_corrected_once ON public.corrections USING btree (municipality_id, transfer_id) WHERE (refused_at IS NULL);
CREATE INDEX corrections_in_time ON public.corrections USING btree (municipality_id, proposed_at, id);
alter table corrections enable row level security;
alter table corrections force row level security;
create policy corrections_of_this_municipality on corrections as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on corrections to buurtkas_app;
grant update (approved_by, approved_at, refused_by, refused_at, refusal, reversal_id) on corrections to buurtkas_app;

create table council_budgets (
  municipality_id uuid not null,
  id uuid not null,
  fiscal_year integer not null,
  decision_id uuid not null,
  adopted_on date not null,
  lapses_on date not null,
  recorded_by uuid,
  recorded_at timestamp with time zone not null,
  constraint council_budgets_pkey PRIMARY KEY (municipality_id, id),
  constraint council_budget_is_recorded_once UNIQUE (municipality_id, fiscal_year),
  constraint council_budget_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint council_budget_was_recorded_by_a_person FOREIGN KEY (recorded_by) REFERENCES people(id),
  constraint council_budget_year_is_sane CHECK (((fiscal_year >= 2000) AND (fiscal_year <= 2200))),
  constraint reservation_lapses_after_four_weeks CHECK ((lapses_on = (adopted_on + 28)))
);
alter table council_budgets enable row level security;
alter table council_budgets force row level security;
create policy council_budgets_of_this_municipality on council_budgets as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on council_budgets to buurtkas_app;

create table council_decisions (
  municipality_id uuid not null,
  id uuid not null,
  number text not null,
  decided_on date not null,
  title text not null,
  document bytea,
  document_name text,
  recorded_at timestamp with time zone not null,
  constraint council_decisions_pkey PRIMARY KEY (municipality_id, id),
  constraint decision_number_is_unique UNIQUE (municipality_id, number),
  constraint council_decisions_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint decision_document_has_a_name CHECK (((document IS NULL) = (document_name IS NULL))),
  constraint decision_document_is_ten_megabytes_at_most CHECK ((length(document) <= 10485760)),
  constraint decision_has_a_number CHECK (((length(number) >= 1) AND (length(number) <= 40))),
  constraint decision_has_a_title CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
alter table council_decisions enable row level security;
alter table council_decisions force row level security;
create policy council_decisions_of_this_municipality on council_decisions as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on council_decisions to buurtkas_app;

create table council_report_results (
  municipality_id uuid not null,
  report_id uuid not null,
  summary jsonb not null,
  finished_at timestamp with time zone not null,
  constraint council_report_results_pkey PRIMARY KEY (municipality_id, report_id),
  constraint result_of_a_report FOREIGN KEY (municipality_id, report_id) REFERENCES council_reports(municipality_id, id)
);
alter table council_report_results enable row level security;
alter table council_report_results force row level security;
create policy council_report_results_of_this_municipality on council_report_results as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on council_report_results to buurtkas_app;

create table council_reports (
  municipality_id uuid not null,
  id uuid not null,
  fiscal_year integer not null,
  meeting_on date,
  cut_off timestamp with time zone not null,
  job_id uuid not null,
  requested_by uuid,
  requested_at timestamp with time zone not null,
  constraint council_reports_pkey PRIMARY KEY (municipality_id, id),
  constraint report_is_made_by_a_job FOREIGN KEY (municipality_id, job_id) REFERENCES jobs(municipality_id, id),
  constraint report_was_requested_by_a_person FOREIGN KEY (requested_by) REFERENCES people(id)
);
CREATE INDEX council_reports_by_time ON public.council_reports USING btree (municipality_id, cut_off DESC, id);
alter table council_reports enable row level security;
alter table council_reports force row level security;
create policy council_reports_of_this_municipality on council_reports as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on council_reports to buurtkas_app;

create table delegations (
  municipality_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  number integer not null,
  body_id uuid not null,
  decision_id uuid not null,
  house_rules text not null,
  from_on date not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  constraint delegations_pkey PRIMARY KEY (municipality_id, id),
  constraint delegations_of_a_budget_are_numbered UNIQUE (municipality_id, budget_id, number),
  constraint delegation_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint delegation_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint delegation_to_a_body FOREIGN KEY (municipality_id, body_id) REFERENCES organisations(municipality_id, id),
  constraint delegation_was_made_by_a_person FOREIGN KEY (made_by) REFERENCES people(id),
  constraint delegations_count_from_one CHECK ((number >= 1)),
  constraint house_rules_are_four_pages_at_most CHECK ((length(house_rules) <= 4000))
);
alter table delegations enable row level security;
alter table delegations force row level security;
create policy delegations_of_this_municipality on delegations as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on delegations to buurtkas_app;

create table divisions (
  municipality_id uuid not null,
  id uuid not null,
  version integer not null,
  valid_from date not null,
  constraint divisions_pkey PRIMARY KEY (municipality_id, id),
  constraint division_version_is_unique UNIQUE (municipality_id, version),
  constraint divisions_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint division_version_is_positive CHECK ((version > 0))
);
alter table divisions enable row level security;
alter table divisions force row level security;
create policy divisions_of_this_municipality on divisions as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on divisions to buurtkas_app;

create table drawing_rights (
  municipality_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  holder_id uuid not null,
  neighbourhood_id uuid not null,
  public_value_id uuid not null,
  title text not null,
  kind text not null,
  unit text not null,
  amount bigint not null,
  tariff_cents_per_hour bigint,
  committed_cents bigint not null,
  for_support boolean not null,
  valid_from date not null,
  valid_to date not null,
  state text not null,
  considerations text not null,
  dissent text not null default ''::text,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  constraint drawing_rights_pkey PRIMARY KEY (municipality_id, id),
  constraint right_has_one_holder UNIQUE (municipality_id, id, holder_id),
  constraint right_has_a_holder FOREIGN KEY (municipality_id, holder_id) REFERENCES organisations(municipality_id, id),
  constraint right_in_a_neighbourhood_of_its_budget FOREIGN KEY (municipality_id, budget_id, neighbourhood_id) REFERENCES budget_neighbourhoods(municipality_id, budget_id, neighbourhood_id),
  constraint right_names_a_public_value FOREIGN KEY (municipality_id, public_value_id) REFERENCES public_values(municipality_id, id),
  constraint right_on_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint right_was_granted_by_a_person FOREIGN KEY (granted_by) REFERENCES people(id),
  constraint an_ended_right_has_a_reason CHECK (((state = ANY (ARRAY['ended'::text, 'expired'::text])) = ((ended_at IS NOT NULL) AND (end_reason IS NOT NULL)))),
  constraint considerations_are_recorded CHECK (((length(considerations) >= 1) AND (length(considerations) <= 4000))),
  constraint minutes_carry_a_tariff CHECK ((((unit = 'MIN'::text) = (tariff_cents_per_hour IS NOT NULL)) AND ((tariff_cents_per_hour IS NULL) OR ((tariff_cents_per_hour >= 1) AND (tariff_cents_per_hour <= 100000000))))),
  constraint right_begins_before_it_ends CHECK ((valid_from <= valid_to)),
  constraint right_commits_money CHECK ((committed_cents > 0)),
  constraint right_has_a_title CHECK (((length(title) >= 1) AND (length(title) <= 120))),
  constraint right_is_above_zero CHECK (((amount > 0) AND (amount <= '100000000000000'::bigint))),
  constraint right_kind_is_known CHECK ((kind = ANY (ARRAY['money'::text, 'community_work'::text, 'civil_servant'::text, 'freelancer'::text, 'space'::text]))),
  constraint right_state_is_known CHECK ((state = ANY (ARRAY['conditional'::text, 'active'::text, 'suspended'::text, 'ended'::text, 'expired'::text]))),
  constraint right_unit_follows_its_kind CHECK ((((kind = 'money'::text) AND (unit = 'EUR'::text)) OR ((kind <> 'money'::text) AND (unit = 'MIN'::text))))
);
CREATE INDEX rights_of_a_holder ON public.drawing_rights USING btree (municipality_id, holder_id);
CREATE INDEX rights_on_a_budget ON public.drawing_rights USING btree (municipality_id, budget_id);
CREATE INDEX rights_under_reservation ON public.drawing_rights USING btree (municipality_id, budget_id) WHERE (state = 'conditional'::text);
alter table drawing_rights enable row level security;
alter table drawing_rights force row level security;
create policy drawing_rights_of_this_municipality on drawing_rights as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on drawing_rights to buurtkas_app;
grant update (state, ended_at, end_reason) on drawing_rights to buurtkas_app;

create table draws (
  municipality_id uuid not null,
  id uuid not null,
  drawing_right_id uuid not null,
  holder_id uuid not null,
  supplier_id uuid not null,
  unit ledger_unit not null,
  amount draw_amount not null,
  cents draw_cents not null,
  purpose draw_purpose not null,
  state draw_state not null,
  code draw_code not null,
  reserved_at timestamp with time zone not null,
  reserved_by uuid,
  expires_on date not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  end_reason text,
  constraint draws_pkey PRIMARY KEY (municipality_id, id),
  constraint code_is_used_once UNIQUE (municipality_id, code),
  constraint draw_by_the_holder_of_its_right FOREIGN KEY (municipality_id, drawing_right_id, holder_id) REFERENCES drawing_rights(municipality_id, id, holder_id),
  constraint draw_has_a_supplier FOREIGN KEY (municipality_id, supplier_id) REFERENCES organisations(municipality_id, id),
  constraint draw_was_ended_by_a_person FOREIGN KEY (ended_by) REFERENCES people(id),
  constraint an_ended_draw_says_when CHECK ((((state)::text = 'reserved'::text) = (ended_at IS NULL))),
  constraint nobody_supplies_itself CHECK ((supplier_id <> holder_id))
);
CREATE INDEX draws_at_a_supplier ON public.draws USING btree (municipality_id, supplier_id, state, reserved_at DESC, id);
CREATE INDEX draws_by_date ON public.draws USING btree (municipality_id, reserved_at DESC, id);
CREATE INDEX draws_of_a_right ON public.draws USING btree (municipality_id, drawing_right_id, reserved_at DESC, id);
CREATE INDEX draws_that_can_expire ON public.draws USING btree (municipality_id, expires_on) WHERE ((state)::text = 'reserved'::text);
alter table draws enable row level security;
alter table draws force row level security;
create policy draws_of_this_municipality on draws as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on draws to buurtkas_app;
grant update (state, ended_at, ended_by, end_reason) on draws to buurtkas_app;

create table funded_places (
  municipality_id uuid not null,
  neighbourhood_id uuid not null,
  funding_source_id uuid not null,
  fiscal_year integer not null,
  budget_id uuid not null,
  constraint a_neighbourhood_gets_a_source_once_a_year PRIMARY KEY (municipality_id, neighbourhood_id, funding_source_id, fiscal_year),
  constraint funded_place_has_a_source FOREIGN KEY (municipality_id, funding_source_id) REFERENCES funding_sources(municipality_id, id),
  constraint funded_place_is_of_its_budget FOREIGN KEY (municipality_id, budget_id, neighbourhood_id) REFERENCES budget_neighbourhoods(municipality_id, budget_id, neighbourhood_id)
);
CREATE INDEX funded_places_of_a_budget ON public.funded_places USING btree (municipality_id, budget_id, fiscal_year);
alter table funded_places enable row level security;
alter table funded_places force row level security;
create policy funded_places_of_this_municipality on funded_places as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on funded_places to buurtkas_app;

create table funding_sources (
  municipality_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  task_field text not null,
  decision_id uuid not null,
  created_at timestamp with time zone not null,
  constraint funding_sources_pkey PRIMARY KEY (municipality_id, id),
  constraint source_name_is_unique UNIQUE (municipality_id, name),
  constraint source_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint source_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint source_kind_is_known CHECK ((kind = ANY (ARRAY['regular'::text, 'converted'::text, 'extra'::text, 'external'::text]))),
  constraint task_field_is_of_iv3 CHECK ((task_field ~ '^[0-9]{1,2}\.[0-9]{1,3}[a-z]?$'::text))
);
alter table funding_sources enable row level security;
alter table funding_sources force row level security;
create policy funding_sources_of_this_municipality on funding_sources as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on funding_sources to buurtkas_app;

create table idempotency_keys (
  municipality_id uuid not null,
  key text not null,
  caller text not null,
  request_hash text not null,
  status integer not null,
  response jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (municipality_id, caller, key),
  constraint idempotency_key_is_short CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy idempotency_keys_of_this_municipality on idempotency_keys as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on idempotency_keys to buurtkas_app;

create table imports (
  municipality_id uuid not null,
  id uuid not null,
  kind text not null,
  file_name text not null,
  content bytea not null,
  decision_id uuid not null,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null,
  done_at timestamp with time zone,
  made jsonb,
  constraint imports_pkey PRIMARY KEY (municipality_id, id),
  constraint import_rests_on_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint import_was_uploaded_by_a_person FOREIGN KEY (uploaded_by) REFERENCES people(id),
  constraint import_file_has_a_name CHECK (((length(file_name) >= 1) AND (length(file_name) <= 120))),
  constraint import_file_is_five_megabytes_at_most CHECK (((length(content) >= 1) AND (length(content) <= 5242880))),
  constraint import_kind_is_known CHECK ((kind = ANY (ARRAY['sources'::text, 'budgets'::text]))),
  constraint import_says_what_it_made_once_done CHECK (((done_at IS NULL) = (made IS NULL)))
);
CREATE INDEX imports_by_day ON public.imports USING btree (municipality_id, uploaded_at);
alter table imports enable row level security;
alter table imports force row level security;
create policy imports_of_this_municipality on imports as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on imports to buurtkas_app;
grant update (done_at, made) on imports to buurtkas_app;

create table instalments (
  municipality_id uuid not null,
  id uuid not null,
  budget_id uuid not null,
  funding_source_id uuid not null,
  fiscal_year integer not null,
  cents bigint not null,
  support_cents bigint not null,
  status text not null,
  status_on date not null,
  sequence integer not null default 0,
  withdrawn_cents bigint not null default 0,
  change_id uuid,
  constraint instalments_pkey PRIMARY KEY (municipality_id, id),
  constraint instalment_is_planned_once UNIQUE (municipality_id, budget_id, fiscal_year, funding_source_id, sequence),
  constraint instalment_has_a_source FOREIGN KEY (municipality_id, funding_source_id) REFERENCES funding_sources(municipality_id, id),
  constraint instalment_of_a_budget FOREIGN KEY (municipality_id, budget_id) REFERENCES neighbourhood_budgets(municipality_id, id),
  constraint instalment_was_added_by_a_change FOREIGN KEY (municipality_id, change_id) REFERENCES budget_changes(municipality_id, id),
  constraint instalment_is_above_zero CHECK (((cents > 0) AND (cents <= '100000000000000'::bigint))),
  constraint instalment_sequence_counts_up CHECK ((sequence >= 0)),
  constraint instalment_status_is_known CHECK ((status = ANY (ARRAY['planned'::text, 'reserved'::text, 'adopted'::text, 'withdrawn'::text]))),
  constraint support_is_part_of_the_instalment CHECK (((support_cents >= 1) AND (support_cents <= cents))),
  constraint withdrawn_is_part_of_the_instalment CHECK (((withdrawn_cents >= 0) AND (withdrawn_cents <= cents))),
  constraint withdrawn_means_all_of_it CHECK (((status = 'withdrawn'::text) = (withdrawn_cents = cents)))
);
alter table instalments enable row level security;
alter table instalments force row level security;
create policy instalments_of_this_municipality on instalments as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on instalments to buurtkas_app;
grant update (status, status_on, withdrawn_cents) on instalments to buurtkas_app;

create table invariant_runs (
  municipality_id uuid not null,
  id uuid not null,
  run_at timestamp with time zone not null,
  checks integer not null,
  failures jsonb not null,
  took_ms integer not null,
  constraint invariant_runs_pkey PRIMARY KEY (municipality_id, id),
  constraint invariant_runs_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint a_run_checks_something CHECK ((checks > 0)),
  constraint failures_are_a_list CHECK ((jsonb_typeof(failures) = 'array'::text))
);
CREATE INDEX invariant_runs_by_time ON public.invariant_runs USING btree (municipality_id, run_at DESC, id);
alter table invariant_runs enable row level security;
alter table invariant_runs force row level security;
create policy invariant_runs_of_this_municipality on invariant_runs as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on invariant_runs to buurtkas_app;

create table jobs (
  municipality_id uuid not null,
  id uuid not null,
  name text not null,
  key text not null,
  payload jsonb not null,
  state text not null,
  progress_done integer not null default 0,
  progress_total integer not null default 0,
  checkpoint jsonb,
  result jsonb,
  error jsonb,
  attempts integer not null default 0,
  due_at timestamp with time zone,
  lease uuid,
  created_by uuid,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint jobs_pkey PRIMARY KEY (municipality_id, id),
  constraint job_key_is_unique UNIQUE (municipality_id, name, key),
  constraint jobs_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint job_attempts_are_not_negative CHECK ((attempts >= 0)),
  constraint job_has_a_lease_while_it_runs CHECK (((state = 'running'::text) = (lease IS NOT NULL))),
  constraint job_is_due_until_it_ends CHECK (((state = ANY (ARRAY['pending'::text, 'running'::text])) = (due_at IS NOT NULL))),
  constraint job_key_is_short CHECK (((length(key) >= 1) AND (length(key) <= 200))),
  constraint job_name_is_plain CHECK ((name ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'::text)),
  constraint job_progress_stays_within_its_total CHECK (((progress_done >= 0) AND (progress_done <= progress_total))),
  constraint job_state_is_known CHECK ((state = ANY (ARRAY['pending'::text, 'running'::text, 'done'::text, 'failed'::text]))),
  constraint job_that_ended_has_finished_at CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (finished_at IS NOT NULL))),
  constraint job_that_failed_says_why CHECK (((state <> 'failed'::text) OR (error IS NOT NULL))),
  constraint job_that_ran_has_started_at CHECK (((state = 'pending'::text) OR (started_at IS NOT NULL)))
);
CREATE INDEX jobs_by_name ON public.jobs USING btree (municipality_id, name, created_at, id);
CREATE INDEX jobs_that_are_due ON public.jobs USING btree (municipality_id, due_at) WHERE (due_at IS NOT NULL);
alter table jobs enable row level security;
alter table jobs force row level security;
create policy jobs_of_this_municipality on jobs as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select, update on jobs to buurtkas_app;

create table login_attempts (
  id uuid not null,
  email_lower text not null,
  network cidr not null,
  at timestamp with time zone not null,
  outcome text not null,
  constraint login_attempts_pkey PRIMARY KEY (id),
  constraint login_outcome_is_known CHECK ((outcome = ANY (ARRAY['failed'::text, 'succeeded'::text, 'refused'::text])))
);
CREATE INDEX login_attempts_by_email ON public.login_attempts USING btree (email_lower, at);
CREATE INDEX login_attempts_by_network ON public.login_attempts USING btree (network, at);
CREATE INDEX login_attempts_by_time ON public.login_attempts USING btree (at);
grant delete, insert, select on login_attempts to buurtkas_app;
grant update (outcome) on login_attempts to buurtkas_app;

create table memberships (
  municipality_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  organisation_id uuid,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint memberships_pkey PRIMARY KEY (municipality_id, id),
  constraint membership_is_of_a_person FOREIGN KEY (person_id) REFERENCES people(id),
  constraint membership_of_an_organisation FOREIGN KEY (municipality_id, organisation_id) REFERENCES organisations(municipality_id, id),
  constraint memberships_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint membership_names_its_organisation CHECK (((role = ANY (ARRAY['neighbourhood_body'::text, 'initiative'::text, 'supplier'::text])) = (organisation_id IS NOT NULL))),
  constraint membership_role_is_known CHECK ((role = ANY (ARRAY['finance_officer'::text, 'neighbourhood_body'::text, 'initiative'::text, 'supplier'::text, 'contact_officer'::text, 'councillor'::text, 'visit_panel'::text])))
);
CREATE UNIQUE INDEX membership_is_unique ON public.memberships USING btree (municipality_id, person_id, role, organisation_id) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE INDEX memberships_by_person ON public.memberships USING btree (person_id, municipality_id);
alter table memberships enable row level security;
alter table memberships force row level security;
create policy memberships_of_this_municipality on memberships as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
create policy memberships_of_this_person on memberships as permissive for select to public using ((person_id = (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid)) with check ();
grant insert, select on memberships to buurtkas_app;
grant update (ended_at) on memberships to buurtkas_app;

create table movement_marks (
  municipality_id uuid not null,
  summed_until timestamp with time zone not null,
  constraint movement_marks_pkey PRIMARY KEY (municipality_id),
  constraint movement_marks_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id)
);
alter table movement_marks enable row level security;
alter table movement_marks force row level security;
create policy movement_marks_of_this_municipality on movement_marks as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on movement_marks to buurtkas_app;
grant update (summed_until) on movement_marks to buurtkas_app;

create table municipalities (
  id uuid not null,
  slug text not null,
  name text not null,
  cbs_code text,
  theme text not null default 'rivier'::text,
  fictional boolean not null default false,
  created_at timestamp with time zone not null,
  constraint municipalities_pkey PRIMARY KEY (id),
  constraint municipality_slug_is_unique UNIQUE (slug),
  constraint municipality_cbs_code_is_right CHECK ((cbs_code ~ '^GM[0-9]{4}$'::text)),
  constraint municipality_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint municipality_slug_is_free CHECK ((slug <> ALL (ARRAY['api'::text, 'assets'::text, 'beheer'::text, 'health'::text, 'hulp'::text, 'inloggen'::text, 'privacy'::text, 'rol'::text, 'toegankelijkheid'::text, 'uitloggen'::text]))),
  constraint municipality_slug_is_plain CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
grant select on municipalities to buurtkas_app;

create table neighbourhood_budgets (
  municipality_id uuid not null,
  id uuid not null,
  name text not null,
  decision_id uuid not null,
  ordinance_id uuid not null,
  body_id uuid,
  first_year integer not null,
  last_year integer not null,
  support_share_basis_points integer not null,
  created_at timestamp with time zone not null,
  apportionment_id uuid,
  constraint neighbourhood_budgets_pkey PRIMARY KEY (municipality_id, id),
  constraint budget_name_is_unique_per_term UNIQUE (municipality_id, name, first_year),
  constraint budget_comes_from_an_apportionment FOREIGN KEY (municipality_id, apportionment_id) REFERENCES apportionments(municipality_id, id),
  constraint budget_has_a_body FOREIGN KEY (municipality_id, body_id) REFERENCES organisations(municipality_id, id),
  constraint budget_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint budget_keeps_its_ordinance FOREIGN KEY (municipality_id, ordinance_id) REFERENCES ordinances(municipality_id, id),
  constraint a_budget_runs_two_years_or_more CHECK (((last_year > first_year) AND ((last_year - first_year) < 30))),
  constraint budget_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint budget_has_a_support_share CHECK (((support_share_basis_points >= 1) AND (support_share_basis_points <= 10000))),
  constraint budget_years_are_sane CHECK (((first_year >= 2000) AND (first_year <= 2200)))
);
alter table neighbourhood_budgets enable row level security;
alter table neighbourhood_budgets force row level security;
create policy neighbourhood_budgets_of_this_municipality on neighbourhood_budgets as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on neighbourhood_budgets to buurtkas_app;
grant update (body_id) on neighbourhood_budgets to buurtkas_app;

create table neighbourhoods (
  municipality_id uuid not null,
  id uuid not null,
  division_id uuid not null,
  slug text not null,
  name text not null,
  cbs_code text,
  residents integer,
  constraint neighbourhoods_pkey PRIMARY KEY (municipality_id, id),
  constraint neighbourhood_slug_is_unique UNIQUE (municipality_id, division_id, slug),
  constraint neighbourhood_is_in_a_division FOREIGN KEY (municipality_id, division_id) REFERENCES divisions(municipality_id, id),
  constraint neighbourhood_cbs_code_is_right CHECK ((cbs_code ~ '^(WK[0-9]{6}|BU[0-9]{8})$'::text)),
  constraint neighbourhood_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint neighbourhood_slug_is_plain CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint residents_are_not_negative CHECK ((residents >= 0))
);
alter table neighbourhoods enable row level security;
alter table neighbourhoods force row level security;
create policy neighbourhoods_of_this_municipality on neighbourhoods as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select, update on neighbourhoods to buurtkas_app;

create table ordinances (
  municipality_id uuid not null,
  id uuid not null,
  version integer not null,
  valid_from date not null,
  title text not null,
  minimum_term_years integer not null,
  support_share_basis_points integer not null,
  mandate_cents bigint not null,
  match_basis_points integer not null,
  carry_over_basis_points integer not null,
  confirmation_days integer not null,
  payment_weeks integer not null,
  first_contact_hours integer not null,
  proposal_working_days integer not null,
  tiers jsonb not null,
  carry_over_years integer,
  notice_months integer not null default 12,
  constraint ordinances_pkey PRIMARY KEY (municipality_id, id),
  constraint ordinance_version_is_unique UNIQUE (municipality_id, version),
  constraint ordinances_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint a_proposal_takes_a_day_or_more CHECK ((proposal_working_days > 0)),
  constraint a_term_is_at_least_two_years CHECK ((minimum_term_years >= 2)),
  constraint carry_over_is_a_share CHECK (((carry_over_basis_points >= 0) AND (carry_over_basis_points <= 10000))),
  constraint carry_over_takes_a_year_or_more CHECK (((carry_over_years >= 1) AND (carry_over_years <= 30))),
  constraint confirmation_takes_a_day_or_more CHECK (((confirmation_days >= 1) AND (confirmation_days <= 365))),
  constraint first_contact_takes_an_hour_or_more CHECK ((first_contact_hours > 0)),
  constraint mandate_is_not_negative CHECK ((mandate_cents >= 0)),
  constraint match_is_a_share CHECK (((match_basis_points >= 0) AND (match_basis_points <= 10000))),
  constraint notice_takes_a_month_or_more CHECK (((notice_months >= 1) AND (notice_months <= 60))),
  constraint ordinance_has_a_title CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint ordinance_version_is_positive CHECK ((version > 0)),
  constraint payment_is_within_six_weeks CHECK (((payment_weeks >= 1) AND (payment_weeks <= 6))),
  constraint support_share_is_above_zero CHECK (((support_share_basis_points >= 1) AND (support_share_basis_points <= 10000))),
  constraint tiers_are_a_list CHECK ((jsonb_typeof(tiers) = 'array'::text))
);
alter table ordinances enable row level security;
alter table ordinances force row level security;
create policy ordinances_of_this_municipality on ordinances as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on ordinances to buurtkas_app;

create table organisation_neighbourhoods (
  municipality_id uuid not null,
  organisation_id uuid not null,
  neighbourhood_id uuid not null,
  constraint organisation_neighbourhoods_pkey PRIMARY KEY (municipality_id, organisation_id, neighbourhood_id),
  constraint organisation_in_a_neighbourhood FOREIGN KEY (municipality_id, neighbourhood_id) REFERENCES neighbourhoods(municipality_id, id),
  constraint place_of_an_organisation FOREIGN KEY (municipality_id, organisation_id) REFERENCES organisations(municipality_id, id)
);
alter table organisation_neighbourhoods enable row level security;
alter table organisation_neighbourhoods force row level security;
create policy organisation_neighbourhoods_of_this_municipality on organisation_neighbourhoods as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant delete, insert, select on organisation_neighbourhoods to buurtkas_app;

create table organisations (
  municipality_id uuid not null,
  id uuid not null,
  slug text not null,
  name text not null,
  kinds text[] not null,
  about text not null default ''::text,
  created_at timestamp with time zone not null,
  constraint organisations_pkey PRIMARY KEY (municipality_id, id),
  constraint organisation_slug_is_unique UNIQUE (municipality_id, slug),
  constraint organisations_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint organisation_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint organisation_kinds_are_known CHECK (((cardinality(kinds) > 0) AND (kinds <@ ARRAY['initiative'::text, 'neighbourhood_body'::text, 'supplier'::text]))),
  constraint organisation_slug_is_plain CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations_of_this_municipality on organisations as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select, update on organisations to buurtkas_app;

create table payables (
  municipality_id uuid not null,
  id uuid not null,
  draw_id uuid not null,
  supplier_id uuid not null,
  cents bigint not null,
  confirmed_on date not null,
  due_on date not null,
  state text not null,
  batch_id uuid,
  paid_on date,
  constraint payables_pkey PRIMARY KEY (municipality_id, id),
  constraint a_draw_is_owed_once UNIQUE (municipality_id, draw_id),
  constraint payable_in_a_known_batch FOREIGN KEY (municipality_id, batch_id) REFERENCES payment_batches(municipality_id, id),
  constraint payable_of_a_draw FOREIGN KEY (municipality_id, draw_id) REFERENCES draws(municipality_id, id),
  constraint payable_to_a_supplier FOREIGN KEY (municipality_id, supplier_id) REFERENCES organisations(municipality_id, id),
  constraint paid_payable_has_a_date CHECK (((state = 'paid'::text) = (paid_on IS NOT NULL))),
  constraint payable_in_a_batch_or_not CHECK (((state = ANY (ARRAY['prepared'::text, 'paid'::text])) = (batch_id IS NOT NULL))),
  constraint payable_is_above_zero CHECK ((cents > 0)),
  constraint payable_is_due_after_its_confirmation CHECK ((due_on >= confirmed_on)),
  constraint payable_state_is_known CHECK ((state = ANY (ARRAY['open'::text, 'prepared'::text, 'paid'::text, 'cancelled'::text])))
);
CREATE INDEX payables_by_due_date ON public.payables USING btree (municipality_id, state, due_on, id);
CREATE INDEX payables_of_a_batch ON public.payables USING btree (municipality_id, batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX payables_of_a_supplier ON public.payables USING btree (municipality_id, supplier_id, due_on, id);
alter table payables enable row level security;
alter table payables force row level security;
create policy payables_of_this_municipality on payables as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on payables to buurtkas_app;
grant update (state, batch_id, paid_on) on payables to buurtkas_app;

create table payment_batches (
  municipality_id uuid not null,
  id uuid not null,
  prepared_by uuid not null,
  prepared_at timestamp with time zone not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  constraint payment_batches_pkey PRIMARY KEY (municipality_id, id),
  constraint batch_was_approved_by_a_person FOREIGN KEY (approved_by) REFERENCES people(id),
  constraint batch_was_prepared_by_a_person FOREIGN KEY (prepared_by) REFERENCES people(id),
  constraint payment_batches_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint batch_approval_has_a_person_and_a_time CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint batch_is_approved_by_a_second_person CHECK ((approved_by <> prepared_by))
);
alter table payment_batches enable row level security;
alter table payment_batches force row level security;
create policy payment_batches_of_this_municipality on payment_batches as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on payment_batches to buurtkas_app;
grant update (approved_by, approved_at) on payment_batches to buurtkas_app;

create table people (
  id uuid not null,
  email text not null,
  email_lower text not null generated always as (lower(email)) stored,
  name text not null,
  password_hash text,
  language text not null default 'nl'::text,
  is_operator boolean not null default false,
  created_at timestamp with time zone not null,
  constraint people_pkey PRIMARY KEY (id),
  constraint person_email_is_unique UNIQUE (email_lower),
  constraint person_email_is_an_address CHECK (((email ~ '^[!-~]+@[!-~]+$'::text) AND (length(email) <= 254))),
  constraint person_has_a_name CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint person_language_is_known CHECK ((language = ANY (ARRAY['nl'::text, 'en'::text])))
);
grant select on people to buurtkas_app;
grant insert (id, email, name, password_hash, language, created_at) on people to buurtkas_app;
grant update (name, password_hash, language) on people to buurtkas_app;

create table public_values (
  municipality_id uuid not null,
  id uuid not null,
  "position" integer not null,
  name_nl text not null,
  name_en text not null,
  constraint public_values_pkey PRIMARY KEY (municipality_id, id),
  constraint public_value_position_is_unique UNIQUE (municipality_id, "position"),
  constraint public_values_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES municipalities(id),
  constraint public_value_has_a_name CHECK (((length(name_nl) >= 1) AND (length(name_nl) <= 120))),
  constraint public_value_has_an_english_name CHECK (((length(name_en) >= 1) AND (length(name_en) <= 120)))
);
alter table public_values enable row level security;
alter table public_values force row level security;
create policy public_values_of_this_municipality on public_values as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select, update on public_values to buurtkas_app;

create table report_files (
  municipality_id uuid not null,
  report_id uuid not null,
  format text not null,
  name text not null,
  bytes bytea not null,
  sha256 text not null,
  size integer not null,
  lines integer not null,
  constraint report_files_pkey PRIMARY KEY (municipality_id, report_id, format),
  constraint file_of_a_finished_report FOREIGN KEY (municipality_id, report_id) REFERENCES council_report_results(municipality_id, report_id),
  constraint report_file_has_a_name CHECK ((name ~ '^[a-z0-9.-]{1,200}$'::text)),
  constraint report_format_is_known CHECK ((format = ANY (ARRAY['xlsx'::text, 'pdf'::text, 'csv'::text]))),
  constraint sha256_is_of_the_bytes CHECK ((sha256 = encode(sha256(bytes), 'hex'::text))),
  constraint size_is_of_the_bytes CHECK ((size = length(bytes)))
);
alter table report_files enable row level security;
alter table report_files force row level security;
create policy report_files_of_this_municipality on report_files as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on report_files to buurtkas_app;

create table sessions (
  token_hash bytea not null,
  person_id uuid not null,
  active_municipality_id uuid,
  active_membership_id uuid,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (token_hash),
  constraint session_is_of_a_person FOREIGN KEY (person_id) REFERENCES people(id),
  constraint session_is_in_a_municipality_by_membership CHECK (((active_municipality_id IS NULL) = (active_membership_id IS NULL)))
);
CREATE INDEX sessions_by_expiry ON public.sessions USING btree (expires_at);
grant delete, insert, select on sessions to buurtkas_app;
grant update (active_municipality_id, active_membership_id, last_seen_at, expires_at) on sessions to buurtkas_app;

create table transfers (
  municipality_id uuid not null,
  id uuid not null,
  kind transfer_kind not null,
  phase transfer_phase not null,
  pending_id uuid,
  reverses_id uuid,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  unit ledger_unit not null,
  amount transfer_amount not null,
  draw_id uuid,
  decision_id uuid,
  public_value_id uuid,
  neighbourhood_id uuid,
  effective_on date not null,
  booked_at timestamp with time zone not null default clock_timestamp(),
  constraint transfers_pkey PRIMARY KEY (municipality_id, id),
  constraint transfer_has_a_known_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint reversal_is_booked_at_once CHECK (((reverses_id IS NULL) OR ((phase)::text = 'posted'::text))),
  constraint transfer_has_a_decision_or_a_draw CHECK (((decision_id IS NOT NULL) OR (draw_id IS NOT NULL))),
  constraint transfer_has_two_accounts CHECK ((debit_account_id <> credit_account_id)),
  constraint transfer_resolves_a_pending_one CHECK ((((phase)::text = ANY (ARRAY['post'::text, 'void'::text, 'expire'::text])) = (pending_id IS NOT NULL)))
);
CREATE UNIQUE INDEX transfer_is_resolved_once ON public.transfers USING btree (municipality_id, pending_id) WHERE (pending_id IS NOT NULL);
CREATE UNIQUE INDEX transfer_is_reversed_once ON public.transfers USING btree (municipality_id, reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE INDEX transfers_by_credit ON public.transfers USING btree (municipality_id, credit_account_id, booked_at, id);
CREATE INDEX transfers_by_debit ON public.transfers USING btree (municipality_id, debit_account_id, booked_at, id);
CREATE INDEX transfers_of_a_draw ON public.transfers USING btree (municipality_id, draw_id) WHERE (draw_id IS NOT NULL);
CREATE INDEX transfers_of_the_frame ON public.transfers USING btree (municipality_id, credit_account_id, kind) INCLUDE (debit_account_id, amount, reverses_id) WHERE ((kind)::text = ANY (ARRAY['adopt'::text, 'give_back'::text, 'carry_over'::text, 'close'::text]));
alter table transfers enable row level security;
alter table transfers force row level security;
create policy transfers_of_this_municipality on transfers as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant select on transfers to buurtkas_app;

create table withdrawals (
  municipality_id uuid not null,
  id uuid not null,
  instalment_id uuid not null,
  decision_id uuid not null,
  cents bigint not null,
  ground text not null,
  reason text not null,
  withdrawn_by uuid,
  withdrawn_at timestamp with time zone not null,
  constraint withdrawals_pkey PRIMARY KEY (municipality_id, id),
  constraint withdrawal_has_a_decision FOREIGN KEY (municipality_id, decision_id) REFERENCES council_decisions(municipality_id, id),
  constraint withdrawal_of_an_instalment FOREIGN KEY (municipality_id, instalment_id) REFERENCES instalments(municipality_id, id),
  constraint withdrawal_was_made_by_a_person FOREIGN KEY (withdrawn_by) REFERENCES people(id),
  constraint withdrawal_ground_is_known CHECK ((ground = ANY (ARRAY['reservation'::text, 'reallocation'::text, 'ending'::text]))),
  constraint withdrawal_has_a_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 4000))),
  constraint withdrawal_is_above_zero CHECK (((cents > 0) AND (cents <= '100000000000000'::bigint)))
);
CREATE INDEX withdrawals_by_instalment ON public.withdrawals USING btree (municipality_id, instalment_id, withdrawn_at, id);
alter table withdrawals enable row level security;
alter table withdrawals force row level security;
create policy withdrawals_of_this_municipality on withdrawals as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on withdrawals to buurtkas_app;

create table year_closings (
  municipality_id uuid not null,
  id uuid not null,
  fiscal_year integer not null,
  run integer not null,
  job_id uuid not null,
  requested_by uuid,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint year_closings_pkey PRIMARY KEY (municipality_id, id),
  constraint a_year_has_one_closing UNIQUE (municipality_id, fiscal_year),
  constraint closing_is_done_by_a_job FOREIGN KEY (municipality_id, job_id) REFERENCES jobs(municipality_id, id),
  constraint closing_was_requested_by_a_person FOREIGN KEY (requested_by) REFERENCES people(id),
  constraint closing_runs_count_from_one CHECK ((run >= 1)),
  constraint closing_year_is_sane CHECK (((fiscal_year >= 2000) AND (fiscal_year <= 2200)))
);
alter table year_closings enable row level security;
alter table year_closings force row level security;
create policy year_closings_of_this_municipality on year_closings as permissive for all to public using ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)) with check ((municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid));
grant insert, select on year_closings to buurtkas_app;
grant update (run, job_id, requested_by, requested_at, finished_at) on year_closings to buurtkas_app;

CREATE OR REPLACE FUNCTION public.enter(m uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$ begin execute format('set local app.municipality_id = %L', m); end $function$
;

CREATE OR REPLACE FUNCTION public.enter_as_person(p uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$ begin execute format('set local app.person_id = %L', p); end $function$
;

CREATE OR REPLACE FUNCTION public.post_transfer(p_id uuid, p_kind text, p_pending boolean, p_debit uuid, p_credit uuid, p_amount bigint, p_effective_on date, p_draw uuid, p_decision uuid, p_value uuid, p_neighbourhood uuid, p_reverses uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function post_transfer(uuid,text,boolean,uuid,uuid,bigint,date,uuid,uuid,uuid,uuid,uuid) to buurtkas_app;

CREATE OR REPLACE FUNCTION public.post_transfers(p_ids uuid[], p_kinds text[], p_pending boolean[], p_debits uuid[], p_credits uuid[], p_amounts bigint[], p_effective_on date[], p_draws uuid[], p_decisions uuid[], p_values uuid[], p_neighbourhoods uuid[], p_reverses uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function post_transfers(uuid[],text[],boolean[],uuid[],uuid[],bigint[],date[],uuid[],uuid[],uuid[],uuid[],uuid[]) to buurtkas_app;

CREATE OR REPLACE FUNCTION public.resolve_transfers(p_ids uuid[], p_pending_ids uuid[], p_phase text, p_amounts bigint[], p_effective_on date)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function resolve_transfers(uuid[],uuid[],text,bigint[],date) to buurtkas_app;
