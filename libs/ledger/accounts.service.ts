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

const KEYS = `municipality_id = $1 and kind = $2 and unit = $3 and drawing_right_id is not distinct from $4
  and instalment_id is not distinct from $5 and funding_source_id is not distinct from $6 and fiscal_year is not distinct from $7`;

/** The id of the account of that kind and owner, opened at zero when it is not there yet. */
export async function openAccount(tx: Tx, kind: AccountKind, unit: Unit, owner: AccountOwner = {}): Promise<string> {
  const keys = [
    tx.municipalityId,
    kind,
    unit,
    owner.drawingRightId ?? null,
    owner.instalmentId ?? null,
    owner.fundingSourceId ?? null,
    owner.fiscalYear ?? null,
  ];
  const known = await tx.row<{ id: string }>(`select id from accounts where ${KEYS}`, keys);
  if (known) return known.id;
  const opened = await tx.row<{ id: string }>(
    `insert into accounts (municipality_id, kind, unit, drawing_right_id, instalment_id, funding_source_id, fiscal_year, id, contended, budget_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
    [...keys, newId(), CONTENDED.has(kind), owner.budgetId ?? null],
  );
  // Somebody else opened it at the same moment: theirs is visible once the insert has waited for it.
  const account = opened ?? (await tx.row<{ id: string }>(`select id from accounts where ${KEYS}`, keys));
  if (!account) throw new Error('an account that exists could not be read');
  return account.id;
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
