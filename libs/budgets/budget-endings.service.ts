import { addToDay, badInput, collect, conflict, derivedId, isDay, newId, type Tx, type Words, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { balances, openAccount, postAll, type Posting } from '../ledger/index.js';
import { Ordinance } from '../tenancy/index.js';
import type { ChangePart } from './budget-change.entity.js';
import { BudgetEnding } from './budget-ending.entity.js';
import { type BudgetView, budgetById, lockBudget } from './budgets.service.js';
import { endingOf, knownChange, writeChange } from './change-records.service.js';
import { checkReasons, totalOf } from './change-request.js';
import { decisionById } from './decisions.service.js';
import { type Equation, type EquationLine, equationLines, sumEquation } from './equation.service.js';
import { freePlaces } from './funded-places.service.js';
import { dayInWords } from './reservations.service.js';
import { withdrawInstalment } from './withdrawals.service.js';

/** What a budget still owes somebody: a drawing right that runs, or a draw that waits to be confirmed. */
export interface Commitment {
  kind: 'right' | 'draw';
  title: string;
  holderName: string;
  /** The last ISO day on which it can be used or confirmed. */
  until: string;
}

/** Reads the commitments of a budget. A right is known by a lib above this one, so the door passes its reading. */
export type CommitmentsOf = (tx: Tx, budgetId: string) => Promise<Commitment[]>;

/** What the council decides about an ending. */
export interface EndingRequest {
  budgetId: string;
  decisionId: string;
  reasons: string;
  /** The last ISO day on which the neighbourhood can use the budget. */
  endsOn: string;
}

/** When a budget can end at the earliest, were it announced today. All days are ISO days. */
export interface Notice {
  announcedOn: string;
  /** The first day of the budget, or of the budgets that went before it without a gap. */
  runsSince: string;
  /** Three years or longer on the day of the announcement: then a reasonable term is due (Awb 4:51). */
  threeYears: boolean;
  /** Months of notice in the budget's ordinance. */
  noticeMonths: number;
  noticeUntil: string;
  commitments: Commitment[];
  /** The first day on which it can end: after the notice, and not before what was granted is over. */
  earliestEnd: string;
  /** The last day on which ending is early: the day before the last of the term. */
  latestEnd: string;
}

/** What an ending would do, to the cent. */
export interface EndingPreview extends Notice {
  endsOn: string;
  /** The instalments of later years that go back to their sources at once. */
  withdrawn: ChangePart[];
  /** What is still released before it ends, in cents. */
  comingCents: number;
  /** The equation of the years that count; what of `availableCents` is not granted by the end goes back then. */
  equation: Equation;
}

/** The notice of a budget and what holds its ending up. @throws Problem 404 */
export async function noticeOf(tx: Tx, budgetId: string, commitmentsOf: CommitmentsOf): Promise<Notice> {
  const budget = await budgetById(tx, budgetId);
  const { noticeMonths } = await tx.manager.findOneByOrFail(Ordinance, { municipalityId: tx.municipalityId, id: budget.ordinanceId });
  const runsSince = `${await firstYearWithoutGap(tx, budget)}-01-01`;
  const threeYears = addToDay(runsSince, { years: 3 }) <= tx.today;
  const noticeUntil = threeYears ? addToDay(tx.today, { months: noticeMonths }) : tx.today;
  const commitments = (await commitmentsOf(tx, budgetId)).sort((a, b) => b.until.localeCompare(a.until) || a.title.localeCompare(b.title));
  const lastUntil = commitments[0]?.until ?? noticeUntil;
  const earliestEnd = lastUntil > noticeUntil ? lastUntil : noticeUntil;
  const latestEnd = `${budget.lastYear}-12-30`;
  return { announcedOn: tx.today, runsSince, threeYears, noticeMonths, noticeUntil, commitments, earliestEnd, latestEnd };
}

/** The first year of the budget, or of the first of the budgets for the same neighbourhoods that ran up to it, one after the other. */
async function firstYearWithoutGap(tx: Tx, budget: BudgetView): Promise<number> {
  const others = await tx.rows<{ first: number; last: number }>(
    `select b.first_year as first, b.last_year as last
       from neighbourhood_budgets b join budget_neighbourhoods p on p.municipality_id = b.municipality_id and p.budget_id = b.id
      where b.municipality_id = $1 and b.last_year < $2
        and not exists (select 1 from budget_endings e where e.municipality_id = b.municipality_id and e.budget_id = b.id)
      group by b.id, b.first_year, b.last_year
     having array_agg(p.neighbourhood_id order by p.neighbourhood_id) = (select array_agg(id order by id) from unnest($3::uuid[]) as id)
      order by b.last_year desc, b.first_year`,
    [tx.municipalityId, budget.firstYear, budget.neighbourhoodIds],
  );
  let first = budget.firstYear;
  for (const other of others) if (other.last >= first - 1) first = Math.min(first, other.first);
  return first;
}

/**
 * Shows what an ending would do, without doing it.
 * @throws Problem 422 per field; 404 for an unknown budget or decision; 409 `commitments-left` that names what was granted beyond the day,
 * `ending-announced` when an ending was announced already
 */
export async function previewEnding(tx: Tx, request: EndingRequest, commitmentsOf: CommitmentsOf): Promise<EndingPreview> {
  const budget = await budgetById(tx, request.budgetId);
  await decisionById(tx, request.decisionId);
  if (await endingOf(tx, budget.id))
    throw conflict('ending-announced', {
      nl: 'Het einde van dit wijkbudget is al aangekondigd.',
      en: 'The end of this budget was announced already.',
    });
  const notice = await noticeOf(tx, budget.id, commitmentsOf);
  collect({
    reasons: () => checkReasons(request.reasons),
    endsOn: () => checkEnd(request.endsOn, notice),
  });
  const open = notice.commitments.filter((commitment) => commitment.until > request.endsOn);
  if (open.length > 0) throw commitmentsLeft(open);
  const lines = await equationLines(tx, [budget.id]);
  const waiting = lines.filter((line) => line.status === 'planned' || line.status === 'reserved');
  const withdrawn = perYearAndSource(waiting.filter((line) => line.fiscalYear > yearOf(request.endsOn)));
  const comingCents = totalOf(perYearAndSource(waiting)) - totalOf(withdrawn);
  return { ...notice, endsOn: request.endsOn, withdrawn, comingCents, equation: sumEquation(lines) };
}

function perYearAndSource(lines: readonly EquationLine[]): ChangePart[] {
  const parts = new Map<string, ChangePart>();
  for (const { fundingSourceId, fiscalYear, instalmentCents } of lines) {
    const key = `${fiscalYear} ${fundingSourceId}`;
    parts.set(key, { fundingSourceId, fiscalYear, cents: (parts.get(key)?.cents ?? 0) + instalmentCents });
  }
  return [...parts.values()];
}

function checkEnd(endsOn: string, { announcedOn, noticeUntil, threeYears, noticeMonths, latestEnd }: Notice): void {
  if (!isDay(endsOn) || endsOn < announcedOn)
    throw badInput('endsOn', { nl: 'Kies een laatste dag, vandaag of later.', en: 'Choose a last day, today or later.' });
  if (endsOn > latestEnd)
    throw badInput('endsOn', {
      nl: `Dit wijkbudget loopt vanzelf af op ${dayInWords(`${yearOf(latestEnd)}-12-31`, 'nl')}. Eerder beëindigen kan tot en met ${dayInWords(latestEnd, 'nl')}.`,
      en: `This budget runs out by itself on ${dayInWords(`${yearOf(latestEnd)}-12-31`, 'en')}. It can end early until ${dayInWords(latestEnd, 'en')}.`,
    });
  if (endsOn < noticeUntil && threeYears)
    throw badInput('endsOn', {
      nl: `Na drie jaar geldt een redelijke termijn: ${noticeMonths} maanden. Kies ${dayInWords(noticeUntil, 'nl')} of later.`,
      en: `After three years a reasonable term applies: ${noticeMonths} months. Choose ${dayInWords(noticeUntil, 'en')} or later.`,
    });
}

function commitmentsLeft(open: readonly Commitment[]) {
  const last = open[0]?.until ?? '';
  const names = open.slice(0, 5).map(({ title, holderName }) => `${title} (${holderName})`);
  const more = open.length - names.length;
  const words: Words = {
    nl: `Er lopen nog trekkingsrechten tot en met ${dayInWords(last, 'nl')}: ${names.join(', ')}${more > 0 ? ` en nog ${more}` : ''}. Wat is toegekend, blijft staan. Kies die dag of later.`,
    en: `Drawing rights still run until ${dayInWords(last, 'en')}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}. What was granted stands. Choose that day or later.`,
  };
  return conflict('commitments-left', words, 'endsOn');
}

/**
 * Announces that a budget ends early: the notice begins to run, and the instalments of later years go back to their sources at once. What was
 * granted stands, and is paid; what is left on the day after goes back by `endBudget`.
 * @param requestId the caller's, and the id of the change: the same request announces once
 * @throws as `previewEnding`; Problem 409 `request-id-taken` when the id was used for another request
 */
export async function announceEnding(
  tx: Tx,
  requestId: string,
  request: EndingRequest,
  commitmentsOf: CommitmentsOf,
): Promise<BudgetEnding> {
  // Grants on the budget wait: none can slip in between the reading of what was granted and the ending.
  const budget = await lockBudget(tx, request.budgetId);
  const asked = { ...request, kind: 'ending' as const };
  if (await knownChange(tx, requestId, asked))
    return tx.manager.findOneByOrFail(BudgetEnding, { municipalityId: tx.municipalityId, budgetId: budget.id });
  const { announcedOn, noticeUntil, endsOn, withdrawn } = await previewEnding(tx, request, commitmentsOf);
  const reasons = checkReasons(request.reasons);
  const change = await writeChange(tx, requestId, asked, { reasons, parts: withdrawn });
  const ending = {
    municipalityId: tx.municipalityId,
    budgetId: budget.id,
    changeId: change.id,
    announcedOn,
    noticeUntil,
    endsOn,
    endedAt: null,
  };
  await tx.manager.insert(BudgetEnding, ending);
  const instalments = await tx.rows<{ id: string; cents: number }>(
    `select id, cents - withdrawn_cents as cents from instalments
      where municipality_id = $1 and budget_id = $2 and fiscal_year > $3 and status in ('planned', 'reserved') order by id for update`,
    [tx.municipalityId, budget.id, yearOf(endsOn)],
  );
  for (const { id: instalmentId, cents } of instalments)
    await withdrawInstalment(tx, derivedId(change.id, 'withdraw', instalmentId), {
      instalmentId,
      decisionId: change.decisionId,
      cents,
      reason: reasons,
      ground: 'ending',
    });
  await freePlaces(tx, budget.id, yearOf(endsOn) + 1);
  return ending;
}

/** The budgets whose last day has passed with something still to give back, in the order of their ids. */
export async function budgetsToEnd(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select e.budget_id as id from budget_endings e
      where e.municipality_id = $1 and e.ends_on < $2
        and (e.ended_at is null or exists (
              select 1 from accounts a where a.municipality_id = e.municipality_id and a.budget_id = e.budget_id
                 and a.kind in ('available', 'available_support') and a.credits_posted > a.debits_posted + a.debits_pending))
      order by e.budget_id`,
    [tx.municipalityId, tx.today],
  );
  return rows.map((row) => row.id);
}

/**
 * Ends a budget whose last day has passed: what is still available goes back to its sources, the support share too. What was granted stays, and
 * is paid; what comes back of it later follows when this is done again. Doing it twice changes nothing.
 * @returns what went back now, in cents
 * @throws RangeError when the last day has not passed
 */
export async function endBudget(tx: Tx, budgetId: string): Promise<number> {
  await lockBudget(tx, budgetId);
  const ending = await endingOf(tx, budgetId);
  if (!ending || ending.endsOn >= tx.today) throw new RangeError(`the budget ${budgetId} has not ended`);
  const [{ decisionId } = { decisionId: '' }] = await tx.rows<{ decisionId: string }>(
    'select decision_id as "decisionId" from budget_changes where municipality_id = $1 and id = $2',
    [tx.municipalityId, ending.changeId],
  );
  const postings: Posting[] = [];
  for (const account of await balances(tx, { budgetId }, ['available', 'available_support'])) {
    if (account.free <= 0) continue;
    const owner = { fundingSourceId: account.fundingSourceId, fiscalYear: account.fiscalYear };
    const creditAccountId = await openAccount(tx, 'source', 'EUR', owner);
    postings.push({ id: newId(), kind: 'give_back', debitAccountId: account.id, creditAccountId, amount: account.free, decisionId });
  }
  await postAll(tx, postings);
  const givenBack = postings.reduce((sum, posting) => sum + posting.amount, 0);
  if (ending.endedAt && givenBack === 0) return 0;
  if (!ending.endedAt) await tx.manager.update(BudgetEnding, { municipalityId: tx.municipalityId, budgetId }, { endedAt: tx.now });
  await record(tx, {
    action: 'budget.end',
    subjectType: 'neighbourhood-budget',
    subjectId: budgetId,
    details: { changeId: ending.changeId, givenBackCents: givenBack },
  });
  return givenBack;
}
