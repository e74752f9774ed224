import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What changes in the frame after it was adopted: instalments that are added by a later decision or withdrawn in part, money that goes back to its
 * source, and the figures of the ordinance that say how long unspent money stays and how long before its end a budget is given notice.
 */
export class Frame1760000000012 implements MigrationInterface {
  name = 'Frame1760000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter domain transfer_kind drop constraint transfer_kind_is_known`);
    await runner.query(`
      alter domain transfer_kind add constraint transfer_kind_is_known check (value in (
        'fund', 'plan', 'withdraw', 'adopt', 'give_back', 'carry_over', 'close', 'grant', 'return', 'draw', 'pay'))`);

    await runner.query(`drop index transfers_of_the_frame`);
    await runner.query(`
      create index transfers_of_the_frame on transfers (municipality_id, credit_account_id, kind) include (debit_account_id, amount, reverses_id)
        where kind in ('adopt', 'give_back', 'carry_over', 'close')`);

    await runner.query(`alter table instalments add column sequence int not null default 0`);
    await runner.query(`alter table instalments add column withdrawn_cents bigint not null default 0`);
    await runner.query(`alter table instalments add constraint instalment_sequence_counts_up check (sequence >= 0)`);
    await runner.query(
      `alter table instalments add constraint withdrawn_is_part_of_the_instalment check (withdrawn_cents between 0 and cents)`,
    );
    await runner.query(
      `alter table instalments add constraint withdrawn_means_all_of_it check ((status = 'withdrawn') = (withdrawn_cents = cents))`,
    );
    await runner.query(`alter table instalments drop constraint instalment_is_planned_once`);
    await runner.query(`
      alter table instalments add constraint instalment_is_planned_once
        unique (municipality_id, budget_id, fiscal_year, funding_source_id, sequence)`);
    await runner.query(`grant update (withdrawn_cents) on instalments to buurtkas_app`);

    await runner.query(`
      alter table ordinances add column carry_over_years int
        constraint carry_over_takes_a_year_or_more check (carry_over_years between 1 and 30)`);
    await runner.query(`
      alter table ordinances add column notice_months int not null default 12
        constraint notice_takes_a_month_or_more check (notice_months between 1 and 60)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
