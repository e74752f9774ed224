import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the ledger: a domain is checked when its own column is written, and kept ready for the session. */
const DOMAINS: [column: string, domain: string, check: string][] = [
  ['unit', 'ledger_unit', ''],
  ['amount', 'draw_amount', 'as bigint constraint draw_is_above_zero check (value > 0)'],
  ['cents', 'draw_cents', 'as bigint constraint draw_is_worth_something check (value > 0)'],
  ['purpose', 'draw_purpose', 'as text constraint draw_says_what_for check (length(value) between 1 and 120)'],
  [
    'state',
    'draw_state',
    `as text constraint draw_state_is_known check (value in ('reserved', 'confirmed', 'voided', 'expired', 'reversed', 'paid'))`,
  ],
  ['code', 'draw_code', `as text constraint draw_code_is_six_characters check (value ~ '^[A-HJ-NP-Z2-9]{6}$')`],
];
const REPLACED = [
  'draw_unit_is_known',
  'draw_is_above_zero',
  'draw_is_worth_something',
  'draw_says_what_for',
  'draw_state_is_known',
  'draw_code_is_six_characters',
];

/** Draws with one index less and lighter checks. */
export class FewerSteps1760000000011 implements MigrationInterface {
  name = 'FewerSteps1760000000011';

  async up(runner: QueryRunner): Promise<void> {
    // A code never comes back, so that one index answers who has it, open or ended. Among a million draws, one new code in a thousand is taken by chance; that draw gets another.
    await runner.query(`drop index an_open_code_is_unique`);
    await runner.query(`drop index draws_by_code`);
    await runner.query(`alter table draws add constraint code_is_used_once unique (municipality_id, code)`);

    for (const [, domain, check] of DOMAINS) if (check) await runner.query(`create domain ${domain} ${check}`);
    await runner.query(`alter table draws ${REPLACED.map((name) => `drop constraint ${name}`).join(', ')}`);
    await runner.query(`alter table draws ${DOMAINS.map(([column, domain]) => `alter ${column} type ${domain}`).join(', ')}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
