import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts and yearly grants, and the schedules that turn them into funding of multi-year budgets. */
export class Conversions1760000000013 implements MigrationInterface {
  name = 'Conversions1760000000013';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
