import { cents, type Tx } from '../core/index.js';
import type { AccountKind } from '../ledger/index.js';
import { type CarryOverRule, closeRemainder, youngCents } from './closing.js';
import type { InstalmentStatus } from './instalment.entity.js';

/** An account of a budget in which money can be left: the support share has its own. With what moved over it in all, in cents. */
interface Pot {
  accountId: string;
  budgetId: string;
  fundingSourceId: string;
  fiscalYear: number;
  kind: Extract<AccountKind, 'available' | 'available_support'>;
  instalmentId: string;
  freeCents: number;
  adoptedCents: number;
  carriedCents: number;
  returnedCents: number;
}

/** Why money returns to its source: the budget has no next year, this source has none, the money is too old, or the ordinance lets a share go along. */
export type ReturnReason = 'no-next-year' | 'no-instalment' | 'age' | 'share';

/** What a closing does, or did, for one source in one budget, in cents. Free is what it takes along, returns, and lets wait together. */
export interface ClosingLine {
  budgetId: string;
  fundingSourceId: string;
  freeCents: number;
  carryCents: number;
  returnCents: number;
  /** Waits until the next year counts: its budget reservation can still be invoked. */
  waitCents: number;
  /** What earlier runs took along and returned. */
  carriedCents: number;
  returnedCents: number;
  /** Committed and not paid, open reservations included: stays in its year. */
  heldCents: number;
  reasons: ReturnReason[];
}

/** What moves out of one account. */
export interface ClosingMove {
  accountId: string;
  kind: Pot['kind'];
  fundingSourceId: string;
  carryCents: number;
  returnCents: number;
  /** The instalment and the account of the next year that it goes along to; the account is undefined until it is opened. */
  nextInstalmentId: string | undefined;
  nextAccountId: string | undefined;
}

/** A budget of the year with the ordinance it was adopted under. */
export interface ClosingBudget extends CarryOverRule {
  id: string;
  name: string;
  decisionId: string;
}

/** Reads budgets as `ClosingBudget`; a further condition may follow. */
export const BUDGET_AND_RULE = `
  select b.id, b.name, b.decision_id as "decisionId", o.carry_over_basis_points as "carryOverBasisPoints", o.carry_over_years as "carryOverYears"
    from neighbourhood_budgets b join ordinances o on o.municipality_id = b.municipality_id and o.id = b.ordinance_id
   where b.municipality_id = $1`;

/** Lines and moves of one closing. */
export interface ClosingPlan {
  lines: ClosingLine[];
  moves: ClosingMove[];
}

const OF_A_BUDGET = 'and budget_id = $3';

/** Every account of the year, the years before (for the age of what is left) and the next (to go along to). */
const pots = (one: boolean) => `
  select a.id as "accountId", a.budget_id as "budgetId", a.funding_source_id as "fundingSourceId", a.fiscal_year as "fiscalYear", a.kind,
         a.instalment_id as "instalmentId", a.credits_posted - a.debits_posted - a.debits_pending as "freeCents",
         (came.adopted - went.adopted)::bigint as "adoptedCents", (went.carried - came.carried)::bigint as "carriedCents",
         (went.returned - came.returned)::bigint as "returnedCents"
    from accounts a
   cross join lateral (
     select coalesce(sum(t.amount) filter (where t.kind = 'adopt'), 0) as adopted,
            coalesce(sum(t.amount) filter (where t.kind = 'carry_over' and t.reverses_id is not null), 0) as carried,
            coalesce(sum(t.amount) filter (where t.kind = 'close'), 0) as returned
       from transfers t
      where t.municipality_id = $1 and t.credit_account_id = a.id and t.kind in ('adopt', 'carry_over', 'close')) came
   cross join lateral (
     select coalesce(sum(t.amount) filter (where t.kind = 'adopt'), 0) as adopted,
            coalesce(sum(t.amount) filter (where t.kind = 'carry_over' and t.reverses_id is null), 0) as carried,
            coalesce(sum(t.amount) filter (where t.kind = 'close'), 0) as returned
       from transfers t
      where t.municipality_id = $1 and t.debit_account_id = a.id and t.kind in ('adopt', 'carry_over', 'close')) went
   where a.municipality_id = $1 and a.kind in ('available', 'available_support') and a.fiscal_year <= $2 + 1 ${one ? OF_A_BUDGET : ''}
   order by a.fiscal_year, a.id`;

/** The instalments of the next year that were not withdrawn; of one source the one that counts first. */
const nextInstalments = (one: boolean) => `
  select budget_id as "budgetId", funding_source_id as "fundingSourceId", id, status from instalments
   where municipality_id = $1 and fiscal_year = $2 + 1 and status <> 'withdrawn' ${one ? OF_A_BUDGET : ''}
   order by (status = 'adopted') desc, sequence`;

const held = (one: boolean) => `
  select budget_id as "budgetId", funding_source_id as "fundingSourceId", sum(credits_posted - debits_posted)::bigint as cents from accounts
   where municipality_id = $1 and kind in ('right', 'payable') and unit = 'EUR' and fiscal_year = $2 ${one ? OF_A_BUDGET : ''}
   group by budget_id, funding_source_id`;

interface Next {
  budgetId: string;
  fundingSourceId: string;
  id: string;
  status: InstalmentStatus;
}

/**
 * What closing a year moves now, for the given budgets; read in three statements, of one budget or of all.
 * @returns a line per budget and source, and a move per account that something leaves
 */
export async function planClosing(tx: Tx, year: number, budgets: readonly ClosingBudget[]): Promise<ClosingPlan> {
  const one = budgets.length === 1;
  const parameters = one ? [tx.municipalityId, year, budgets[0]!.id] : [tx.municipalityId, year];
  const name = (what: string) => (one ? `${what} of a budget that is closed` : undefined);
  const read = <Row>(sql: (one: boolean) => string, what: string) => tx.rows<Row>(sql(one), parameters, name(what));
  const byBudget = {
    pots: groupBy(await read<Pot>(pots, 'money'), ({ budgetId }) => budgetId),
    next: groupBy(await read<Next>(nextInstalments, 'the next year'), ({ budgetId }) => budgetId),
    held: groupBy(
      await read<{ budgetId: string; fundingSourceId: string; cents: number }>(held, 'what is held'),
      ({ budgetId }) => budgetId,
    ),
  };
  const plan: ClosingPlan = { lines: [], moves: [] };
  for (const budget of budgets) {
    const own = byBudget.pots.get(budget.id) ?? [];
    const next = byBudget.next.get(budget.id) ?? [];
    for (const [fundingSourceId, ofSource] of groupBy(own, (pot) => pot.fundingSourceId)) {
      if (!ofSource.some((pot) => pot.fiscalYear === year)) continue;
      const closed = closeSource(
        budget,
        year,
        ofSource,
        next.find((one) => one.fundingSourceId === fundingSourceId),
        next.length > 0,
      );
      const heldCents = byBudget.held.get(budget.id)?.find((one) => one.fundingSourceId === fundingSourceId)?.cents ?? 0;
      plan.lines.push({ budgetId: budget.id, fundingSourceId, ...closed.line, heldCents });
      plan.moves.push(...closed.moves);
    }
  }
  return plan;
}

/** The two parts of one source are closed apart, since the support share stays support share. */
function closeSource(budget: ClosingBudget, year: number, pots: readonly Pot[], next: Next | undefined, hasNextYear: boolean) {
  const line = {
    freeCents: 0,
    carryCents: 0,
    returnCents: 0,
    waitCents: 0,
    carriedCents: 0,
    returnedCents: 0,
    reasons: [] as ReturnReason[],
  };
  const moves: ClosingMove[] = [];
  for (const ofKind of groupBy(pots, (pot) => pot.kind).values()) {
    const own = ofKind.filter((pot) => pot.fiscalYear === year);
    const remainder = {
      freeCents: sum(own, 'freeCents'),
      carriedCents: sum(own, 'carriedCents'),
      returnedCents: sum(own, 'returnedCents'),
    };
    line.freeCents += remainder.freeCents;
    line.carriedCents += remainder.carriedCents;
    line.returnedCents += remainder.returnedCents;
    if (next && next.status !== 'adopted') {
      line.waitCents += remainder.freeCents;
      continue;
    }
    const young = youngCents(yearsOf(ofKind), year, budget.carryOverYears);
    const { carryCents, returnCents } = closeRemainder({
      ...remainder,
      youngCents: young,
      carryOverBasisPoints: budget.carryOverBasisPoints,
      hasNextYear: next !== undefined,
    });
    line.carryCents += carryCents;
    line.returnCents += returnCents;
    if (returnCents > 0) line.reasons.push(...reasonsOf(budget, remainder, young, next !== undefined, hasNextYear));
    const nextAccountId = ofKind.find((pot) => pot.instalmentId === next?.id)?.accountId;
    moves.push(...leave(own, carryCents).map((move) => ({ ...move, nextInstalmentId: next?.id, nextAccountId })));
  }
  return { line: { ...line, reasons: [...new Set(line.reasons)] }, moves };
}

function reasonsOf(
  { carryOverBasisPoints }: ClosingBudget,
  { freeCents, carriedCents, returnedCents }: Record<'freeCents' | 'carriedCents' | 'returnedCents', number>,
  young: number,
  hasInstalment: boolean,
  hasNextYear: boolean,
): ReturnReason[] {
  if (!hasInstalment) return [hasNextYear ? 'no-instalment' : 'no-next-year'];
  const old = freeCents + carriedCents + returnedCents > young;
  return [...(old ? (['age'] as const) : []), ...(carryOverBasisPoints < 10_000 && young > 0 ? (['share'] as const) : [])];
}

/** What leaves each account: what goes along comes out of the first ones. */
function leave(pots: readonly Pot[], carryCents: number): Omit<ClosingMove, 'nextInstalmentId' | 'nextAccountId'>[] {
  let left = carryCents;
  return pots
    .filter((pot) => pot.freeCents > 0)
    .map(({ accountId, kind, fundingSourceId, freeCents }) => {
      const along = Math.min(left, freeCents);
      left -= along;
      return { accountId, kind, fundingSourceId, carryCents: cents(along), returnCents: cents(freeCents - along) };
    });
}

const yearsOf = (pots: readonly Pot[]) =>
  [...groupBy(pots, (pot) => pot.fiscalYear)].map(([fiscalYear, own]) => ({
    fiscalYear,
    adoptedCents: sum(own, 'adoptedCents'),
    carriedCents: sum(own, 'carriedCents'),
  }));

const sum = <Name extends string>(rows: readonly Record<Name, number>[], name: Name): number =>
  rows.reduce((total, row) => total + row[name], 0);

function groupBy<Row, Key>(rows: readonly Row[], key: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
