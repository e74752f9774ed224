import type { QueryRunner } from 'typeorm';

/**
 * Closes a tenant table: row-level security forced, one policy that shows and takes only the rows of the entered municipality,
 * and just the named privileges for the application role. Every tenant table passes here; a guard in test/architecture fails otherwise.
 */
export async function isolate(runner: QueryRunner, table: string, privileges: string): Promise<void> {
  await runner.query(`alter table ${table} enable row level security`);
  await runner.query(`alter table ${table} force row level security`);
  await runner.query(`
    create policy ${table}_of_this_municipality on ${table}
      using (municipality_id = nullif(current_setting('app.municipality_id', true), '')::uuid)
      with check (municipality_id = nullif(current_setting('app.municipality_id', true), '')::uuid)`);
  if (privileges) await runner.query(`grant ${privileges} on ${table} to buurtkas_app`);
}
