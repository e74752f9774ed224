import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Year-end closings, per budget. */
export class Closings1760000000016 implements MigrationInterface {
  name = 'Closings1760000000016';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
