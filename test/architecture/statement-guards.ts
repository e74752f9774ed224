import type { DataSource, Logger } from 'typeorm';

/** Collects every statement that is sent through a data source from now on, each once. */
export function collectStatements(source: DataSource): Set<string> {
  const statements = new Set<string>();
  const nothing = () => undefined;
  const logger: Logger = {
    logQuery: (sql) => void statements.add(sql),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  Object.assign(source, { logger });
  return statements;
}

const IDENTIFIER = /[a-z_][a-z0-9_]*/;
const REFERENCE = new RegExp(`\\b(?:from|join|into|update|using)\\s+(?:only\\s+)?"?(${IDENTIFIER.source})"?`, 'gi');
const VOLATILE = /\b(clock_timestamp|statement_timestamp|timeofday|now|gen_random_uuid|random|nextval|uuidv7|uuidv4)\s*\(/i;

/** Statements over municipalities, and why. */
const OVER_MUNICIPALITIES: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /"?memberships"?.*person_id/is, why: 'a person reads their own memberships; row-level security shows no others' },
];

/**
 * What would not run on a database that is distributed by municipality: a statement that names a tenant's table without its municipality, or
 * fewer times than it names tables; and one that changes rows by a function that answers differently on every node.
 */
export function statementViolations(statements: Iterable<string>, tenantTables: ReadonlySet<string>): string[] {
  const wrong: string[] = [];
  for (const sql of statements) {
    const tables = [...sql.matchAll(REFERENCE)].map((match) => match[1]!.toLowerCase()).filter((name) => tenantTables.has(name));
    const short = sql.replace(/\s+/g, ' ').trim().slice(0, 160);
    if (/\b(update|delete)\b(?!\s+of\b)/i.test(withoutLocks(sql)) && VOLATILE.test(sql))
      wrong.push(`a volatile function changes rows: ${short}`);
    if (tables.length === 0 || OVER_MUNICIPALITIES.some(({ pattern }) => pattern.test(sql))) continue;
    const named = sql.match(/municipality_?id"?/gi)?.length ?? 0;
    const given =
      /municipality_?id"?\s*=\s*\$\d|\bmunicipality_id"?\s*=\s*m\b|into\s+"?[a-z_]+"?\s*(?:as\s+[a-z_]+\s*)?\(\s*"?municipality_id/i.test(
        sql,
      );
    if (named < tables.length || !given) wrong.push(`municipality_id is not named for each of ${tables.join(', ')}: ${short}`);
  }
  return wrong;
}

/** `for update` locks rows, it changes none. */
function withoutLocks(sql: string): string {
  return sql.replace(/for\s+(no\s+key\s+)?update/gi, '').replace(/on conflict[^;]*do update/gi, 'update');
}
