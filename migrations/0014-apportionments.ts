import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a split was worked out from, so that it can be explained years later. */
export class Apportionments1760000000014 implements MigrationInterface {
  name = 'Apportionments1760000000014';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
