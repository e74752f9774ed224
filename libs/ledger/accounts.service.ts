import { newId, type Tx, type Unit } from '../core/index.js';
import type { AccountKind } from './account.entity.js';

/** What an account belongs to; together with its kind and unit it is unique in a municipality. */
export interface AccountOwner {
  fundingSourceId?: string | null;
  fiscalYear?: number | null;
  budgetId?: string | null;
  instalmentId?: string | null;
  drawingRightId?: string | null;
}

/** Accounts that many postings meet in: they are locked last. */
const CONTENDED: ReadonlySet<AccountKind> = new Set([
  'council',
  'source',
  'available',
  'available_support',
  'payable',
  'paid',
  'minutes_issued',
  'minutes_delivered',
]);

const KEY_COLUMNS = ['kind', 'unit', 'drawing_right_id', 'instalment_id', 'funding_source_id', 'fiscal_year'] as const;

const keysOf = (kind: AccountKind, unit: Unit, owner: AccountOwner) => [
  kind,
  unit,
  owner.drawingRightId ?? null,
  owner.instalmentId ?? null,
  owner.fundingSourceId ?? null,
  owner.fiscalYear ?? null,
];

/** The id of the account of that kind and owner, opened at zero when it is not there yet. */
export async function openAccount(tx: Tx, kind: AccountKind, unit: Unit, owner: AccountOwner = {}): Promise<string> {
  const keys = keysOf(kind, unit, owner);
  const known = await accountBy(tx, keys);
  if (known) return known;
  const opened = await tx.row<{ id: string }>(
    `insert into accounts (municipality_id, ${KEY_COLUMNS.join(', ')}, id, contended, budget_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [tx.municipalityId, ...keys, newId(), CONTENDED.has(kind), owner.budgetId ?? null],
  );
  // Somebody else opened it at the same moment: theirs is visible once the insert has waited for it.
  const account = opened?.id ?? (await accountBy(tx, keys));
  if (!account) throw new Error('an account that exists could not be read');
  return account;
}

/** What is empty is asked for as such: `is not distinct from` would pass by the index and read every account of the kind. */
async function accountBy(tx: Tx, keys: readonly unknown[]): Promise<string | undefined> {
  const given = keys.filter((key) => key !== null);
  const conditions = KEY_COLUMNS.map((column, index) =>
    keys[index] === null ? `${column} is null` : `${column} = $${keys.slice(0, index).filter((key) => key !== null).length + 2}`,
  );
  const row = await tx.row<{ id: string }>(`select id from accounts where municipality_id = $1 and ${conditions.join(' and ')}`, [
    tx.municipalityId,
    ...given,
  ]);
  return row?.id;
}

/** The ids of accounts of one kind in euros, in the order of their owners; what is not there yet is opened at zero, all in one statement. */
export async function openAccounts(tx: Tx, kind: AccountKind, owners: readonly AccountOwner[]): Promise<string[]> {
  const texts = owners.map((owner) => keysOf(kind, 'EUR', owner).join());
  const wanted = new Map(owners.map((owner, index) => [texts[index] as string, { id: newId(), owner }]));
  // In one order everywhere, so that two that open the same accounts cannot wait for each other.
  const rows = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const column = (pick: (owner: AccountOwner) => unknown) => rows.map(({ owner }) => pick(owner) ?? null);
  const opened = await tx.rows<{ id: string }>(
    `insert into accounts (municipality_id, kind, unit, contended, id, drawing_right_id, instalment_id, funding_source_id, fiscal_year, budget_id)
     select $1::uuid, $2, 'EUR', $3::boolean, w.*
       from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::int[], $9::uuid[]) as w on conflict do nothing returning id`,
    [
      ...[tx.municipalityId, kind, CONTENDED.has(kind), rows.map(({ id }) => id)],
      column((owner) => owner.drawingRightId),
      column((owner) => owner.instalmentId),
      column((owner) => owner.fundingSourceId),
      column((owner) => owner.fiscalYear),
      column((owner) => owner.budgetId),
    ],
  );
  const isNew = new Set(opened.map(({ id }) => id));
  for (const row of rows) if (!isNew.has(row.id)) row.id = await openAccount(tx, kind, 'EUR', row.owner);
  return texts.map((text) => wanted.get(text)?.id as string);
}

/** An account as others may see it: its balance and what of it is held by pending transfers, in its unit. */
export interface Balance {
  id: string;
  kind: AccountKind;
  unit: Unit;
  fundingSourceId: string | null;
  fiscalYear: number | null;
  budgetId: string | null;
  instalmentId: string | null;
  drawingRightId: string | null;
  /** Credits minus debits, as posted. */
  balance: number;
  /** What pending transfers hold of it. */
  reserved: number;
  /** What a new transfer may take: balance minus reserved. */
  free: number;
}

/** Reads the balances of the accounts that belong to all the given owners' ids, in the order of their ids. */
export async function balances(tx: Tx, owner: AccountOwner, kinds?: readonly AccountKind[]): Promise<Balance[]> {
  const filters = ['municipality_id = $1'];
  const parameters: unknown[] = [tx.municipalityId];
  const columns = {
    fundingSourceId: 'funding_source_id',
    fiscalYear: 'fiscal_year',
    budgetId: 'budget_id',
    instalmentId: 'instalment_id',
    drawingRightId: 'drawing_right_id',
  } as const;
  for (const [property, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    if (owner[property] === undefined) continue;
    parameters.push(owner[property]);
    filters.push(`${column} = $${parameters.length}`);
  }
  if (kinds) {
    parameters.push(kinds);
    filters.push(`kind = any ($${parameters.length})`);
  }
  const rows = await tx.rows(
    `select id, kind, unit, funding_source_id, fiscal_year, budget_id, instalment_id, drawing_right_id,
            debits_posted as debits, credits_posted as credits, debits_pending as held
       from accounts where ${filters.join(' and ')} order by id`,
    parameters,
  );
  return rows.map(toBalance);
}

function toBalance(row: Record<string, unknown>): Balance {
  const balance = Number(row.credits) - Number(row.debits);
  return {
    id: row.id as string,
    kind: row.kind as AccountKind,
    unit: row.unit as Unit,
    fundingSourceId: row.funding_source_id as string | null,
    fiscalYear: row.fiscal_year as number | null,
    budgetId: row.budget_id as string | null,
    instalmentId: row.instalment_id as string | null,
    drawingRightId: row.drawing_right_id as string | null,
    balance,
    reserved: Number(row.held),
    free: balance - Number(row.held),
  };
}
