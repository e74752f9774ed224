import { badInput, conflict, type JobState, newId, notFound, requestJob, type Tx, type Words, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { closeYearJob } from './budgets.jobs.js';
import { BUDGET_AND_RULE, type ClosingBudget, type ClosingLine, planClosing } from './closing-lines.service.js';

/** The closing of a year, with how far the job of its last run is. */
export interface YearClosing {
  id: string;
  fiscalYear: number;
  /** How many times it was run. */
  run: number;
  jobId: string;
  requestedAt: Date;
  /** When the year was closed; null until the first run is through. */
  finishedAt: Date | null;
  state: JobState;
  /** Budgets that the last run is through with, of so many. */
  progressDone: number;
  progressTotal: number;
  error: Words | null;
}

/** A fiscal year that has begun, and whether it is closed. */
export interface BookYear {
  fiscalYear: number;
  /** The first day on which it can be closed (ISO). */
  closableFrom: string;
  /** What nobody was granted, now. */
  freeCents: number;
  closing: YearClosing | null;
}

/** A line as it is shown. */
export interface NamedClosingLine extends ClosingLine {
  budgetName: string;
  sourceName: string;
  taskField: string;
}

/** What a closing does now, and what it did. */
export interface ClosingPreview {
  fiscalYear: number;
  /** By the name of the budget and of the source. */
  lines: NamedClosingLine[];
  /** The rules of the ordinances under which the budgets were adopted, each once. */
  rules: Pick<ClosingBudget, 'carryOverBasisPoints' | 'carryOverYears'>[];
}

/** What the runs together did for one budget, in cents. */
export interface BudgetClosing {
  budgetId: string;
  budgetName: string;
  carriedCents: number;
  returnedCents: number;
  /** Committed and not paid when it was last closed. */
  heldCents: number;
  doneAt: Date;
}

const CLOSING = `
  select c.id, c.fiscal_year as "fiscalYear", c.run, c.job_id as "jobId", c.requested_at as "requestedAt", c.finished_at as "finishedAt", j.state,
         j.progress_done as "progressDone", j.progress_total as "progressTotal", j.error
    from year_closings c join jobs j on j.municipality_id = c.municipality_id and j.id = c.job_id
   where c.municipality_id = $1`;

/** Every fiscal year with budgets that has begun, the latest first. */
export async function bookYears(tx: Tx): Promise<BookYear[]> {
  const years = await tx.rows<{ fiscalYear: number; freeCents: number }>(
    `select y.fiscal_year as "fiscalYear", coalesce(f.cents, 0) as "freeCents"
       from (select distinct fiscal_year from instalments
              where municipality_id = $1 and fiscal_year <= $2 and status <> 'withdrawn') y
       left join (select fiscal_year, sum(credits_posted - debits_posted - debits_pending)::bigint as cents from accounts
                   where municipality_id = $1 and kind in ('available', 'available_support') group by fiscal_year) f using (fiscal_year)
      order by y.fiscal_year desc`,
    [tx.municipalityId, yearOf(tx.today)],
  );
  const closings = await tx.rows<YearClosing>(CLOSING, [tx.municipalityId]);
  return years.map((year) => ({
    ...year,
    closableFrom: `${year.fiscalYear + 1}-01-01`,
    closing: closings.find(({ fiscalYear }) => fiscalYear === year.fiscalYear) ?? null,
  }));
}

/** One of those years. @throws Problem 404 */
export async function bookYear(tx: Tx, fiscalYear: number): Promise<BookYear> {
  const year = (await bookYears(tx)).find((one) => one.fiscalYear === fiscalYear);
  if (!year) throw notFound();
  return year;
}

/** The closing of a year. @throws Problem 404 where nobody asked for it */
export async function closingOf(tx: Tx, fiscalYear: number): Promise<YearClosing> {
  const closing = await tx.row<YearClosing>(`${CLOSING} and c.fiscal_year = $2`, [tx.municipalityId, fiscalYear]);
  if (!closing) throw notFound();
  return closing;
}

/** Shows what closing a year would move now, without moving it; of a year that is closed: what came free since. */
export async function previewClosing(tx: Tx, fiscalYear: number): Promise<ClosingPreview> {
  const budgets = await tx.rows<ClosingBudget>(
    `${BUDGET_AND_RULE} and exists (select from instalments i where i.municipality_id = b.municipality_id and i.budget_id = b.id and i.fiscal_year = $2)
      order by b.name, b.first_year`,
    [tx.municipalityId, fiscalYear],
  );
  const sources = await tx.rows<{ id: string; name: string; taskField: string }>(
    `select id, name, task_field as "taskField" from funding_sources where municipality_id = $1 order by name`,
    [tx.municipalityId],
  );
  const { lines } = await planClosing(tx, fiscalYear, budgets);
  const placeOf = new Map(sources.map((source, index) => [source.id, { ...source, index }]));
  const names = new Map(budgets.map(({ id, name }) => [id, name]));
  const rules = new Map(
    budgets.map(({ carryOverBasisPoints, carryOverYears }) => [
      `${carryOverBasisPoints}/${carryOverYears}`,
      { carryOverBasisPoints, carryOverYears },
    ]),
  );
  const order = new Map(budgets.map(({ id }, index) => [id, index]));
  const named = lines.map((line) => {
    const source = placeOf.get(line.fundingSourceId)!;
    return { ...line, budgetName: names.get(line.budgetId)!, sourceName: source.name, taskField: source.taskField };
  });
  named.sort(
    (a, b) =>
      order.get(a.budgetId)! - order.get(b.budgetId)! || placeOf.get(a.fundingSourceId)!.index - placeOf.get(b.fundingSourceId)!.index,
  );
  return { fiscalYear, lines: named, rules: [...rules.values()] };
}

/**
 * Asks for a year to be closed, or for what came free in it since to be moved. A year whose closing is under way, or in which nothing came free, stays as it is.
 * @throws Problem 422 for a year without budgets; 409 `year-not-over` before 1 January, `earlier-year-open` while money of an earlier year waits
 */
export async function requestClosing(tx: Tx, fiscalYear: number): Promise<YearClosing> {
  const years = await bookYears(tx);
  checkYear(tx, fiscalYear, years);
  await tx.rows('select id from year_closings where municipality_id = $1 and fiscal_year = $2 for no key update', [
    tx.municipalityId,
    fiscalYear,
  ]);
  const known = (await bookYear(tx, fiscalYear)).closing;
  if (known?.state === 'pending' || known?.state === 'running') return known;
  if (known?.state === 'done' && !(await movesAnything(tx, fiscalYear))) return known;
  const run = !known ? 1 : known.state === 'done' ? known.run + 1 : known.run;
  const jobId = await requestJob(tx, closeYearJob, { key: `${fiscalYear}/${run}`, payload: { year: fiscalYear, run } });
  await tx.rows(
    `insert into year_closings as c (municipality_id, id, fiscal_year, run, job_id, requested_by, requested_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (municipality_id, fiscal_year) do update
       set run = excluded.run, job_id = excluded.job_id, requested_by = excluded.requested_by, requested_at = excluded.requested_at
       where c.municipality_id = excluded.municipality_id and c.job_id <> excluded.job_id`,
    [tx.municipalityId, newId(), fiscalYear, run, jobId, tx.actor.personId, tx.now],
  );
  const closing = await closingOf(tx, fiscalYear);
  await record(tx, { action: 'year.request-closing', subjectType: 'year-closing', subjectId: closing.id, details: { fiscalYear, run } });
  return closing;
}

function checkYear(tx: Tx, fiscalYear: number, years: readonly BookYear[]): void {
  if (Number.isInteger(fiscalYear) && fiscalYear >= yearOf(tx.today) && fiscalYear < 2200)
    throw conflict(
      'year-not-over',
      {
        nl: `Het jaar ${fiscalYear} loopt nog. U kunt het afsluiten vanaf 1 januari ${fiscalYear + 1}.`,
        en: `The year ${fiscalYear} is not over. It can be closed from 1 January ${fiscalYear + 1}.`,
      },
      'fiscalYear',
    );
  if (!years.some((year) => year.fiscalYear === fiscalYear))
    throw badInput('fiscalYear', { nl: 'Kies een jaar met wijkbudgetten.', en: 'Choose a year that has neighbourhood budgets.' });
  const earlier = years.filter((year) => year.fiscalYear < fiscalYear && !year.closing?.finishedAt).at(-1);
  if (earlier)
    throw conflict(
      'earlier-year-open',
      {
        nl: `Sluit eerst ${earlier.fiscalYear} af: wat daarvan over is, kan meegaan naar ${earlier.fiscalYear + 1}.`,
        en: `Close ${earlier.fiscalYear} first: what is left of it may go along to ${earlier.fiscalYear + 1}.`,
      },
      'fiscalYear',
    );
}

async function movesAnything(tx: Tx, fiscalYear: number): Promise<boolean> {
  const { lines } = await previewClosing(tx, fiscalYear);
  return lines.some((line) => line.carryCents + line.returnCents > 0);
}

/** What a closing did per budget, by name. */
export function budgetClosings(tx: Tx, closingId: string): Promise<BudgetClosing[]> {
  return tx.rows<BudgetClosing>(
    `select d.budget_id as "budgetId", b.name as "budgetName", d.carried_cents as "carriedCents", d.returned_cents as "returnedCents",
            d.held_cents as "heldCents", d.done_at as "doneAt"
       from budget_closings d join neighbourhood_budgets b on b.municipality_id = d.municipality_id and b.id = d.budget_id
      where d.municipality_id = $1 and d.closing_id = $2 order by b.name, b.first_year`,
    [tx.municipalityId, closingId],
  );
}
