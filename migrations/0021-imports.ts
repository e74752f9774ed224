import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of sources and budgets, previewed before anything is made. */
export class Imports1760000000021 implements MigrationInterface {
  name = 'Imports1760000000021';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
