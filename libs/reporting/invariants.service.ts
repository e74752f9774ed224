import { budgetsChecks } from '../budgets/index.js';
import { conflict, newId, type Tx } from '../core/index.js';
import { drawingRightsChecks } from '../drawing-rights/index.js';
import { type Check, ledgerChecks } from '../ledger/index.js';
import { paymentsChecks } from '../payments/index.js';
import { checkWords } from './check-words.js';
import { reportingChecks } from './reporting.checks.js';
import type { InvariantFailure, InvariantRun } from './reporting.entity.js';

/** Every proof about the books, of every lib. */
export const allChecks: readonly Check[] = [
  ...ledgerChecks,
  ...budgetsChecks,
  ...drawingRightsChecks,
  ...paymentsChecks,
  ...reportingChecks,
];

const ROWS_KEPT = 20;

/** Runs every check over this municipality and keeps the outcome. A failure is an outcome, not an error. */
export async function runInvariants(tx: Tx): Promise<InvariantRun> {
  const started = performance.now();
  const failures: InvariantFailure[] = [];
  for (const { name, sql } of allChecks) {
    const rows = await tx.rows(`select * from (${sql}) found limit ${ROWS_KEPT}`, [tx.municipalityId]);
    if (rows.length > 0) failures.push({ name, rows });
  }
  const tookMs = Math.round(performance.now() - started);
  const run = { municipalityId: tx.municipalityId, id: newId(), runAt: tx.now, checks: allChecks.length, failures, tookMs };
  await tx.rows('insert into invariant_runs (municipality_id, id, run_at, checks, failures, took_ms) values ($1, $2, $3, $4, $5, $6)', [
    run.municipalityId,
    run.id,
    run.runAt,
    run.checks,
    JSON.stringify(failures),
    tookMs,
  ]);
  return run;
}

/** The latest runs, the latest first. */
export function invariantRuns(tx: Tx, limit: number): Promise<InvariantRun[]> {
  return tx.rows<InvariantRun>(
    `select municipality_id as "municipalityId", id, run_at as "runAt", checks, failures, took_ms as "tookMs"
       from invariant_runs where municipality_id = $1 order by run_at desc, id desc limit $2`,
    [tx.municipalityId, limit],
  );
}

/** The latest run, or undefined when none was made yet. */
export async function latestInvariantRun(tx: Tx): Promise<InvariantRun | undefined> {
  return (await invariantRuns(tx, 1))[0];
}

/**
 * Stops what must not happen while the books do not prove right: no payment leaves before the latest proof holds. A municipality without
 * any proof yet has nothing against it.
 * @throws Problem 409 `books-not-sound` that names the first check that failed
 */
export async function requireSoundBooks(tx: Tx): Promise<void> {
  const failed = (await latestInvariantRun(tx))?.failures[0];
  if (!failed) return;
  const rule = checkWords[failed.name] ?? { nl: failed.name, en: failed.name };
  throw conflict('books-not-sound', {
    nl: `Er wordt niets betaald zolang de boeken niet kloppen. Dit klopte niet bij de controle: ${rule.nl}.`,
    en: `Nothing is paid while the books are not right. This did not hold in the check: ${rule.en}.`,
  });
}
