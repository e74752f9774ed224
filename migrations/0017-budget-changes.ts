import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Increases, indexations, reallocations and early endings, each by council decision. */
export class BudgetChanges1760000000017 implements MigrationInterface {
  name = 'BudgetChanges1760000000017';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
