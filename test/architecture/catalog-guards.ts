import type pg from 'pg';

/** A guard reads the catalog and answers a sentence per violation; none is what one wants. */
export type Guard = (client: Pick<pg.Pool, 'query'>) => Promise<string[]>;

/** Tables that all municipalities share, and why. No other table may lack a municipality. */
export const SHARED_TABLES: Readonly<Record<string, string>> = {
  municipalities: 'the list of tenants itself',
  people: 'one person can have roles in several municipalities',
  sessions: 'a session belongs to a person, who switches between municipalities',
  login_attempts: 'a login happens before a municipality is known',
  migrations: 'the list of migrations that ran, kept by TypeORM',
};

/** What a foreign key may point at without a municipality: copied to every node of a distributed database. */
const REFERENCE_TABLES = ['municipalities', 'people'];

const NAMESPACE = `'public'::regnamespace`;
const TENANT_TABLES = `
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
   where c.relnamespace = ${NAMESPACE} and c.relkind in ('r', 'p') and c.relname <> all ('{${Object.keys(SHARED_TABLES).join(',')}}')`;

const lines = async (client: Pick<pg.Pool, 'query'>, sql: string): Promise<string[]> =>
  (await client.query<{ line: string }>(sql)).rows.map((row) => row.line);

/** A guard that is one statement with a column `line`. */
const guard =
  (sql: string): Guard =>
  (client) =>
    lines(client, sql);

/** Every table says whose row it is, in a column that is never empty. */
export const everyTableHasAMunicipality = guard(`
  select t.relname || ' has no municipality_id uuid not null' as line from (${TENANT_TABLES}) t
   where not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'municipality_id'
                      and a.atttypid = 'uuid'::regtype and a.attnotnull and not a.attisdropped)`);

/** Row-level security is on, holds for the owner too, and something says what it shows. */
export const everyTableIsIsolated = guard(`
  select t.relname || ' does not force row-level security' as line from (${TENANT_TABLES}) t where not (t.relrowsecurity and t.relforcerowsecurity)
  union all
  select t.relname || ' has no policy for all that is done to it' from (${TENANT_TABLES}) t
   where not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive and p.polwithcheck is not null)`);

/** The one condition a row has to meet. */
const OF_THIS_MUNICIPALITY = `(municipality_id = (NULLIF(current_setting('app.municipality_id'::text, true), ''::text))::uuid)`;

/** Policies that show something else, and why. */
const OTHER_POLICIES: Readonly<Record<string, string>> = {
  memberships_of_this_person: 'a person reads their own memberships, in every municipality, to switch between them',
};

/** Every policy lets through the rows of the entered municipality and no others. */
export const everyPolicyIsTheSame = guard(`
  select t.relname || ': ' || p.polname || ' shows other rows than those of the entered municipality' as line
    from pg_policy p join (${TENANT_TABLES}) t on t.oid = p.polrelid
   where p.polname <> all ('{${Object.keys(OTHER_POLICIES).join(',')}}')
     and (pg_get_expr(p.polqual, p.polrelid) is distinct from $$${OF_THIS_MUNICIPALITY}$$
       or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from $$${OF_THIS_MUNICIPALITY}$$)
  union all
  select p.polname || ' lets more than reading through' from pg_policy p
   where p.polname = any ('{${Object.keys(OTHER_POLICIES).join(',')}}') and p.polcmd <> 'r'`);

const FIRST_COLUMN = (oid: string, keys: string) => `(select attname from pg_attribute where attrelid = ${oid} and attnum = ${keys})`;

/** Primary keys, unique indexes and foreign keys begin with the municipality, on both sides. */
export const everyKeyBeginsWithTheMunicipality = guard(`
  select c.relname || ': ' || i.relname || ' is unique over municipalities' as line
    from pg_index x join pg_class i on i.oid = x.indexrelid join (${TENANT_TABLES}) c on c.oid = x.indrelid
   where (x.indisunique or x.indisprimary) and ${FIRST_COLUMN('x.indrelid', 'x.indkey[0]')} is distinct from 'municipality_id'
  union all
  select c.relname || ': ' || f.conname || ' can point at another municipality'
    from pg_constraint f join (${TENANT_TABLES}) c on c.oid = f.conrelid join pg_class r on r.oid = f.confrelid
   where f.contype = 'f' and r.relname <> all ('{${REFERENCE_TABLES.join(',')}}')
     and (${FIRST_COLUMN('f.conrelid', 'f.conkey[1]')} <> 'municipality_id' or ${FIRST_COLUMN('f.confrelid', 'f.confkey[1]')} <> 'municipality_id')
  union all
  select c.relname || ': ' || f.conname || ' points from a shared table at a tenant''s'
    from pg_constraint f join pg_class c on c.oid = f.conrelid join (${TENANT_TABLES}) r on r.oid = f.confrelid
   where f.contype = 'f' and c.relname = any ('{${Object.keys(SHARED_TABLES).join(',')}}')
  union all
  select t.relname || ' has no primary key' from (${TENANT_TABLES}) t
   where not exists (select 1 from pg_index x where x.indrelid = t.oid and x.indisprimary)`);

/** Amounts are whole: nothing is kept in a type that rounds. */
export const noColumnRounds = guard(`
  select c.relname || '.' || a.attname || ' is ' || format_type(a.atttypid, a.atttypmod) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_type e on e.oid = a.atttypid left join pg_type b on b.oid = e.typelem
   where c.relnamespace = ${NAMESPACE} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
     and array[e.typname, b.typname, (select typname from pg_type where oid = e.typbasetype)]::text[] && array['float4', 'float8', 'money', 'numeric']`);

/** Names fit with the suffix of a shard behind them; nothing waits for the commit; nothing is emptied or changed from afar. */
export const constraintsFitEverywhere = guard(`
  select conrelid::regclass || ': ' || conname || ' is longer than 55 characters' as line from pg_constraint
   where connamespace = ${NAMESPACE} and length(conname) > 55 and contype <> 'n'
  union all
  select indrelid::regclass || ': ' || c.relname || ' is longer than 55 characters' from pg_index x join pg_class c on c.oid = x.indexrelid
   where c.relnamespace = ${NAMESPACE} and length(c.relname) > 55
  union all
  select conrelid::regclass || ': ' || conname || ' is deferrable' from pg_constraint where connamespace = ${NAMESPACE} and condeferrable
  union all
  select conrelid::regclass || ': ' || conname || ' changes rows when another row goes' from pg_constraint
   where connamespace = ${NAMESPACE} and contype = 'f' and (confdeltype in ('n', 'd', 'c') or confupdtype in ('n', 'd', 'c'))
  union all
  select conrelid::regclass || ': ' || conname || ' was never validated' from pg_constraint where connamespace = ${NAMESPACE} and not convalidated`);

/** The role of the doors owns nothing, is bound by every policy and cannot become anybody else; nor can the owner log in or pass a policy. */
export const rolesAreHarmless = guard(`
  select 'buurtkas_app may ' || array_to_string(array_remove(array[
      case when rolsuper then 'do anything' end, case when rolbypassrls then 'pass row-level security' end,
      case when rolcreaterole then 'make roles' end, case when rolcreatedb then 'make databases' end,
      case when rolreplication then 'replicate' end], null), ', ') as line
    from pg_roles where rolname = 'buurtkas_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
  union all
  select 'buurtkas_owner may log in or pass row-level security' from pg_roles
   where rolname = 'buurtkas_owner' and (rolcanlogin or rolsuper or rolbypassrls)
  union all
  select 'buurtkas_app is a member of ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
   where m.member = 'buurtkas_app'::regrole
  union all
  select 'buurtkas_app owns ' || pg_describe_object(classid, objid, objsubid) from pg_shdepend
   where refobjid = 'buurtkas_app'::regrole and deptype = 'o' and dbid = (select oid from pg_database where datname = current_database())
  union all
  select 'buurtkas_app may make tables in public' where has_schema_privilege('buurtkas_app', 'public', 'create')
  union all
  select format('everybody may %s %s', a.privilege_type, c.relname) from pg_class c, aclexplode(c.relacl) a
   where c.relnamespace = ${NAMESPACE} and a.grantee = 0`);

/** Functions that run as the owner name the schema they read from, and only the doors may call them. */
export const ownersFunctionsAreClosed = guard(`
  select p.proname || ' runs as its owner without a search_path of its own' as line from pg_proc p
   where p.pronamespace = ${NAMESPACE} and p.prosecdef and not exists (select 1 from unnest(p.proconfig) as c where c like 'search_path=%')
  union all
  select p.proname || ' runs as its owner for everybody' from pg_proc p
   where p.pronamespace = ${NAMESPACE} and p.prosecdef and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0))`);

/**
 * What the role of the doors may do, per table, sorted: more than `expected` is a violation, and so is a table it does not know.
 * A privilege on some columns reads `update (state, ended_at)`.
 */
export const privilegesAre =
  (expected: Readonly<Record<string, string>>): Guard =>
  async (client) => {
    const { rows } = await client.query<{ name: string; whole: string[] | null; columns: string[] | null }>(`
      select c.relname as name,
             (select array_agg(lower(a.privilege_type)) from aclexplode(c.relacl) a where a.grantee = 'buurtkas_app'::regrole) as whole,
             (select array_agg(l order by l) from (
                select lower(a.privilege_type) || ' (' || string_agg(t.attname, ', ' order by t.attname) || ')' as l
                  from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = 'buurtkas_app'::regrole
                 group by a.privilege_type) s) as columns
        from pg_class c where c.relnamespace = ${NAMESPACE} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') order by c.relname`);
    return rows.flatMap(({ name, whole, columns }) => {
      const may = [...(whole ?? []), ...(columns ?? [])].sort().join('; ');
      return may === (expected[name] ?? '')
        ? []
        : [`buurtkas_app on ${name}: ${may || 'nothing'}, expected ${expected[name] || 'nothing'}`];
    });
  };

/** The words that have no place here: nobody competes for a neighbourhood's money. Also their Dutch. */
const NEVER = new Set(
  'tender tenders bid bids bidder score scores scoring rank ranks ranking vote votes voting lot lots aanbesteding bod kavel perceel stem stemmen ranglijst'.split(
    ' ',
  ),
);

/** Which of these names hold a word that has no place here. */
export function namesNeverUsed(names: Iterable<string>): string[] {
  const parts = (name: string) =>
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z]+/);
  return [...names].filter((name) => parts(name).some((part) => NEVER.has(part)));
}

/** No table, column, constraint or function names a competition. */
export const nobodyCompetes: Guard = async (client) =>
  namesNeverUsed(
    await lines(
      client,
      `select relname as line from pg_class where relnamespace = ${NAMESPACE}
       union select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = ${NAMESPACE} and a.attnum > 0
       union select conname from pg_constraint where connamespace = ${NAMESPACE}
       union select proname from pg_proc where pronamespace = ${NAMESPACE}`,
    ),
  );
