import { record } from '../audit/index.js';
import { addToDay, badInputs, type Database, type FieldProblem, forbidden, isDay, newId, notFound, type Tx } from '../core/index.js';
import { ApiToken } from './api-token.entity.js';
import { can, type Permission, PERMISSIONS, permissionsOf, requirePermission, type ScopedActor } from './permissions.js';
import { hashSecret, newSecret } from './secrets.js';

/** What a token can never do, whoever makes it: hand out access itself. */
const NEVER: ReadonlySet<Permission> = new Set<Permission>(['token.manage', 'membership.manage']);

/** The scopes a token of this role can have. */
export function scopesOf(role: string): readonly Permission[] {
  return permissionsOf(role).filter((permission) => !NEVER.has(permission));
}

/**
 * Makes a token with which another system acts in the role and for the organisation of whoever makes it. The token is answered once and not kept.
 * @param expiresOn the last ISO day on which it works, at most a year from now
 * @throws Problem 422 naming the field, also for a scope wider than the maker's role; 403
 */
export async function createApiToken(
  tx: Tx,
  { name, scopes, expiresOn }: { name: string; scopes: readonly string[]; expiresOn: string },
): Promise<{ id: string; token: string }> {
  requirePermission(tx.actor, 'token.manage');
  const { personId, role, organisationId } = tx.actor;
  if (!personId) throw forbidden({ nl: 'Alleen een persoon kan een koppeling maken.', en: 'Only a person can make a connection.' });
  const granted = check(tx, name, scopes, expiresOn);
  const id = newId();
  const token = `bk_${tx.municipalityId.replaceAll('-', '')}_${newSecret()}`;
  await tx.rows(
    `insert into api_tokens (municipality_id, id, name, token_hash, scopes, role, organisation_id, created_by, created_at, expires_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tx.municipalityId, id, name.trim(), hashSecret(token), granted, role, organisationId, personId, tx.now, expiresOn],
  );
  await record(tx, {
    action: 'api-token.create',
    subjectType: 'api-token',
    subjectId: id,
    details: { name: name.trim(), scopes: granted, expiresOn },
  });
  return { id, token };
}

function check(tx: Tx, name: string, scopes: readonly string[], expiresOn: string): Permission[] {
  const fields: FieldProblem[] = [];
  if (!name.trim() || name.length > 120)
    fields.push({
      field: 'name',
      words: { nl: 'Geef de koppeling een naam van hoogstens 120 tekens.', en: 'Give the connection a name of at most 120 characters.' },
    });
  const allowed = scopesOf(tx.actor.role);
  const granted = PERMISSIONS.filter((permission) => scopes.includes(permission));
  if (granted.length === 0)
    fields.push({ field: 'scopes', words: { nl: 'Kies wat de koppeling mag.', en: 'Choose what the connection may do.' } });
  else if (granted.length < new Set(scopes).size || granted.some((permission) => !allowed.includes(permission)))
    fields.push({
      field: 'scopes',
      words: { nl: 'Een koppeling mag nooit meer dan uw eigen rol.', en: 'A connection may never do more than your own role.' },
    });
  if (!isDay(expiresOn) || expiresOn < tx.today || expiresOn > addToDay(tx.today, { years: 1 }))
    fields.push({
      field: 'expiresOn',
      words: { nl: 'Kies een datum van vandaag tot over een jaar.', en: 'Choose a date from today to a year from now.' },
    });
  if (fields.length > 0) throw badInputs(fields);
  return granted;
}

/** The tokens the actor may see, the newest first, at most 200: those of its own organisation and role; a finance officer sees all. @throws Problem 403 */
export async function listApiTokens(tx: Tx): Promise<ApiToken[]> {
  requirePermission(tx.actor, 'token.manage');
  const tokens = await tx.manager.find(ApiToken, {
    where: { municipalityId: tx.municipalityId },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: 200,
  });
  return tokens.filter((token) => mayManage(tx, token));
}

/** One token that the actor may see. @throws Problem 404, 403 */
export async function apiTokenById(tx: Tx, id: string): Promise<ApiToken> {
  requirePermission(tx.actor, 'token.manage');
  const token = await tx.manager.findOneBy(ApiToken, { municipalityId: tx.municipalityId, id });
  if (!token || !mayManage(tx, token)) throw notFound();
  return token;
}

function mayManage({ actor }: Tx, token: ApiToken): boolean {
  return can(actor, 'membership.manage') || (token.role === actor.role && token.organisationId === actor.organisationId);
}

/** Revokes a token; again is fine. Every door refuses it within ten seconds. @throws Problem 404, 403 */
export async function revokeApiToken(tx: Tx, id: string): Promise<void> {
  const token = await apiTokenById(tx, id);
  if (token.revokedAt) return;
  await tx.rows('update api_tokens set revoked_at = $3, revoked_by = $4 where municipality_id = $1 and id = $2 and revoked_at is null', [
    tx.municipalityId,
    id,
    tx.now,
    tx.actor.personId,
  ]);
  await record(tx, { action: 'api-token.revoke', subjectType: 'api-token', subjectId: id });
}

/** Whom a token speaks for. */
export interface TokenActor {
  municipalityId: string;
  /** Its `scopes` limit what `can` and `requirePermission` allow. */
  actor: ScopedActor;
  scopes: readonly Permission[];
}

const KEPT_MS = 10_000;
const MOST_KEPT = 1_000;
const kept = new WeakMap<Database, Map<string, { found: TokenActor; until: number }>>();

/**
 * Whom a token speaks for; undefined when it is malformed, unknown, expired or revoked.
 * Answers are remembered for ten seconds, so that a call costs no extra trip: a revocation takes effect within those ten seconds.
 */
export async function actorByToken(database: Database, token: string): Promise<TokenActor | undefined> {
  const hex = /^bk_([0-9a-f]{32})_[A-Za-z0-9_-]{43}$/.exec(token)?.[1];
  if (!hex) return undefined;
  const cache = kept.get(database) ?? new Map<string, { found: TokenActor; until: number }>();
  kept.set(database, cache);
  const tokenHash = hashSecret(token);
  const key = tokenHash.toString('base64');
  const now = database.clock.now().getTime();
  const known = cache.get(key);
  if (known && known.until > now) return known.found;
  cache.delete(key);
  const municipalityId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const found = await database.transaction(municipalityId, (tx) => lookUp(tx, tokenHash));
  if (!found) return undefined;
  // A map keeps the order of insertion: the first is the one that was looked up longest ago.
  if (cache.size >= MOST_KEPT) cache.delete(cache.keys().next().value as string);
  cache.set(key, { found, until: now + KEPT_MS });
  return found;
}

async function lookUp(tx: Tx, tokenHash: Buffer): Promise<TokenActor | undefined> {
  const { municipalityId, today } = tx;
  const token = await tx.row<
    Pick<ApiToken, 'id' | 'scopes' | 'role'> & { organisationId: string | null; createdBy: string; lastUsedOn: string | null }
  >(
    `select id, scopes, role, organisation_id as "organisationId", created_by as "createdBy", last_used_on as "lastUsedOn"
     from api_tokens where municipality_id = $1 and token_hash = $2 and revoked_at is null and expires_on >= $3`,
    [municipalityId, tokenHash, today],
  );
  if (!token) return undefined;
  if (token.lastUsedOn !== today)
    await tx.rows('update api_tokens set last_used_on = $3 where municipality_id = $1 and id = $2', [municipalityId, token.id, today]);
  const { scopes, role, organisationId, createdBy } = token;
  return { municipalityId, actor: { personId: createdBy, role, organisationId, scopes }, scopes };
}
