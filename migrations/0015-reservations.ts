import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The council’s budget of a year, its four weeks, and what was withdrawn. */
export class Reservations1760000000015 implements MigrationInterface {
  name = 'Reservations1760000000015';

  async up(_runner: QueryRunner): Promise<void> {}

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
