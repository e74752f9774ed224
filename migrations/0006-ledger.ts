import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolate } from './isolate.js';
import { POST_TRANSFER, POST_TRANSFERS, RESOLVE_TRANSFERS } from './0006-ledger-functions.js';

/**
 * What a column may hold. A domain is checked when its own column is written and kept ready for the session, where a check of the table
 * is read anew by every statement: together they took a third of the time of a posting.
 */
const DOMAINS = [
  `create domain account_kind as text constraint account_kind_is_known check (value in (
     'council', 'source', 'planned', 'available', 'available_support', 'right', 'payable', 'paid',
     'minutes_issued', 'right_minutes', 'minutes_delivered'))`,
  `create domain ledger_unit as text constraint ledger_unit_is_known check (value in ('EUR', 'MIN'))`,
  // Two of them together stay below 2^53, so that every balance is exact as a number in JavaScript too.
  `create domain account_total as bigint
     constraint account_totals_are_not_negative check (value >= 0)
     constraint account_totals_stay_exact check (value <= 4503599627370495)`,
  `create domain transfer_kind as text constraint transfer_kind_is_known check (value in (
     'fund', 'plan', 'withdraw', 'adopt', 'carry_over', 'grant', 'return', 'draw', 'pay'))`,
  `create domain transfer_phase as text constraint transfer_phase_is_known check (value in ('posted', 'pending', 'post', 'void', 'expire'))`,
  `create domain transfer_amount as bigint constraint transfer_amount_is_above_zero check (value > 0 and value <= 100000000000000)`,
];

/**
 * Accounts and transfers. The application role may read both and open an empty account; balances and transfers are
 * written by three functions only, which run as the owner and stay under row-level security.
 */
export class Ledger1760000000006 implements MigrationInterface {
  name = 'Ledger1760000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of DOMAINS) await runner.query(sql);
    await runner.query(`
      create table accounts (
        municipality_id uuid not null references municipalities (id),
        id uuid not null,
        kind account_kind not null,
        unit ledger_unit not null,
        -- Shared by many postings at once: locked last. Fixed for life, so that every posting locks in one order.
        contended boolean not null,
        funding_source_id uuid,
        fiscal_year int,
        budget_id uuid,
        instalment_id uuid,
        drawing_right_id uuid,
        debits_pending account_total not null default 0,
        debits_posted account_total not null default 0,
        credits_pending account_total not null default 0,
        credits_posted account_total not null default 0,
        primary key (municipality_id, id),
        constraint account_is_opened_once unique nulls not distinct
          (municipality_id, kind, unit, drawing_right_id, instalment_id, funding_source_id, fiscal_year),
        -- Only where money or minutes come from may go below zero.
        constraint account_never_overdrawn
          check (kind in ('council', 'minutes_issued') or credits_posted - debits_posted - debits_pending >= 0)
      ) with (fillfactor = 70)`);
    await runner.query(
      `create index accounts_of_a_budget on accounts (municipality_id, budget_id, fiscal_year) where budget_id is not null`,
    );
    await runner.query(
      `create index accounts_of_a_right on accounts (municipality_id, drawing_right_id) where drawing_right_id is not null`,
    );
    await isolate(runner, 'accounts', 'select');
    await runner.query(`
      grant insert (municipality_id, id, kind, unit, contended, funding_source_id, fiscal_year, budget_id, instalment_id, drawing_right_id)
        on accounts to buurtkas_app`);

    await runner.query(`
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
        booked_at timestamptz not null default clock_timestamp(),
        primary key (municipality_id, id),
        constraint transfer_has_two_accounts check (debit_account_id <> credit_account_id),
        constraint transfer_resolves_a_pending_one check ((phase in ('post', 'void', 'expire')) = (pending_id is not null)),
        constraint reversal_is_booked_at_once check (reverses_id is null or phase = 'posted'),
        constraint transfer_has_a_decision_or_a_draw check (decision_id is not null or draw_id is not null)
      )`);
    await runner.query(
      `create unique index transfer_is_resolved_once on transfers (municipality_id, pending_id) where pending_id is not null`,
    );
    await runner.query(
      `create unique index transfer_is_reversed_once on transfers (municipality_id, reverses_id) where reverses_id is not null`,
    );
    await runner.query(`create index transfers_by_debit on transfers (municipality_id, debit_account_id, booked_at, id)`);
    await runner.query(`create index transfers_by_credit on transfers (municipality_id, credit_account_id, booked_at, id)`);
    await runner.query(`create index transfers_of_a_draw on transfers (municipality_id, draw_id) where draw_id is not null`);
    await runner.query(`
      create index transfers_of_the_frame on transfers (municipality_id, credit_account_id, kind) include (debit_account_id, amount, reverses_id)
        where kind in ('adopt', 'carry_over')`);
    await isolate(runner, 'transfers', 'select');

    for (const sql of [POST_TRANSFER, POST_TRANSFERS, RESOLVE_TRANSFERS]) await runner.query(sql);
    for (const name of ['post_transfer', 'post_transfers', 'resolve_transfers']) {
      await runner.query(`revoke execute on function ${name} from public`);
      await runner.query(`grant execute on function ${name} to buurtkas_app`);
    }
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
