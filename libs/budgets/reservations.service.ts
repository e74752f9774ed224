import { addToDay, badInput, collect, conflict, constraintOf, isDay, newId, type Tx, type Words, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { decisionById } from './decisions.service.js';
import { CouncilBudget, type WithdrawalGround } from './reservation.entity.js';

/** Days that the reservation can be invoked after the council adopted the budget of the year: four weeks (Awb 4:34, third paragraph). */
const INVOCATION_DAYS = 28;

/** That the council adopted its budget of a year. */
export interface NewCouncilBudget {
  fiscalYear: number;
  decisionId: string;
  /** ISO day, not after today. */
  adoptedOn: string;
}

/** The budget reservation of one fiscal year. */
export interface Reservation {
  fiscalYear: number;
  /** ISO day on which the council adopted its budget; presumed while nothing is recorded. */
  adoptedOn: string;
  /** No date was recorded: the legal one stands in, on which a municipality has sent in its adopted budget (Gemeentewet 191, second paragraph). */
  presumed: boolean;
  /** The last day on which the reservation can be invoked; after it, it has lapsed. */
  lapsesOn: string;
  /** Whether it has not lapsed today. */
  open: boolean;
  /** The first day on which the year can count: its own first day, or the day after the reservation lapsed when that is later. */
  countsFrom: string;
}

/**
 * The reservation as it would be once this is recorded, without recording it.
 * @throws as `recordCouncilBudget`
 */
export async function previewCouncilBudget(tx: Tx, input: NewCouncilBudget): Promise<Reservation> {
  const { fiscalYear, adoptedOn } = (await checked(tx, input)).input;
  return reservation(fiscalYear, adoptedOn, tx.today);
}

/** What is asked, once it is right, and what is recorded already: the same. */
async function checked(tx: Tx, input: NewCouncilBudget): Promise<{ input: NewCouncilBudget; known: CouncilBudget | undefined }> {
  const { fiscalYear, adoptedOn } = collect({
    fiscalYear: () => checkYear(input.fiscalYear),
    adoptedOn: () => checkDay(tx, input),
  });
  const { id: decisionId } = await decisionById(tx, input.decisionId);
  const known = await councilBudgetOf(tx, fiscalYear);
  if (known && (known.adoptedOn !== adoptedOn || known.decisionId !== decisionId)) throw recorded(known);
  return { input: { fiscalYear, adoptedOn, decisionId }, known };
}

/**
 * Records when the council adopted its budget of a fiscal year. It is recorded once; the same again changes nothing.
 * @throws Problem 422 per field, 404 for an unknown decision, 409 `council-budget-recorded` when another date or decision is recorded
 */
export async function recordCouncilBudget(tx: Tx, input: NewCouncilBudget): Promise<CouncilBudget> {
  const { input: right, known } = await checked(tx, input);
  if (known) return known;
  const { fiscalYear, adoptedOn, decisionId } = right;
  const budget: CouncilBudget = {
    municipalityId: tx.municipalityId,
    id: newId(),
    fiscalYear,
    decisionId,
    adoptedOn,
    lapsesOn: addToDay(adoptedOn, { days: INVOCATION_DAYS }),
    recordedBy: tx.actor.personId,
    recordedAt: tx.now,
  };
  try {
    await tx.manager.insert(CouncilBudget, budget);
  } catch (error) {
    if (constraintOf(error) !== 'council_budget_is_recorded_once') throw error;
    throw conflict('council-budget-recorded', alreadyThere(fiscalYear), 'fiscalYear');
  }
  await record(tx, {
    action: 'council-budget.record',
    subjectType: 'council-budget',
    subjectId: budget.id,
    details: { fiscalYear, adoptedOn, lapsesOn: budget.lapsesOn, decisionId },
  });
  return budget;
}

const isFiscalYear = (year: number) => Number.isInteger(year) && year >= 2000 && year <= 2200;

function checkYear(year: number): number {
  if (!isFiscalYear(year))
    throw badInput('fiscalYear', {
      nl: 'Vul het jaar van de begroting in, bijvoorbeeld 2027.',
      en: 'Enter the year of the budget, for example 2027.',
    });
  return year;
}

function checkDay(tx: Tx, { fiscalYear, adoptedOn }: NewCouncilBudget): string {
  if (!isDay(adoptedOn) || adoptedOn > tx.today)
    throw badInput('adoptedOn', {
      nl: 'Vul in wanneer de raad de begroting vaststelde, niet later dan vandaag.',
      en: 'Enter when the council adopted the budget, not after today.',
    });
  const around = [fiscalYear - 1, fiscalYear];
  // Of a year that is no year the year itself is said to be wrong.
  if (isFiscalYear(fiscalYear) && !around.includes(yearOf(adoptedOn)))
    throw badInput('adoptedOn', {
      nl: `De raad stelt de begroting van ${fiscalYear} vast in ${around[0]} of, als het later werd, in ${fiscalYear}.`,
      en: `The council adopts the budget of ${fiscalYear} in ${around[0]} or, when it was late, in ${fiscalYear}.`,
    });
  return adoptedOn;
}

const alreadyThere = (year: number): Words => ({
  nl: `Van ${year} is al vastgelegd wanneer de raad de begroting vaststelde.`,
  en: `When the council adopted the budget of ${year} is recorded already.`,
});

function recorded({ fiscalYear, adoptedOn }: CouncilBudget) {
  return conflict(
    'council-budget-recorded',
    {
      nl: `Van ${fiscalYear} is al vastgelegd dat de raad de begroting vaststelde op ${dayInWords(adoptedOn, 'nl')}.`,
      en: `It is recorded already that the council adopted the budget of ${fiscalYear} on ${dayInWords(adoptedOn, 'en')}.`,
    },
    'fiscalYear',
  );
}

/** The recorded adoption of a year's budget, if there is one. */
export async function councilBudgetOf(tx: Tx, fiscalYear: number): Promise<CouncilBudget | undefined> {
  return (await tx.manager.findOneBy(CouncilBudget, { municipalityId: tx.municipalityId, fiscalYear })) ?? undefined;
}

/**
 * The budget reservation of a fiscal year: recorded, or presumed. Presumed is 15 November before the year, so that the reservation has
 * lapsed when 13 December is over and the release on 1 January goes on by itself.
 */
export async function reservationOf(tx: Tx, fiscalYear: number): Promise<Reservation> {
  const found = await councilBudgetOf(tx, fiscalYear);
  return reservation(fiscalYear, found?.adoptedOn, tx.today);
}

function reservation(fiscalYear: number, recordedOn: string | undefined, today: string): Reservation {
  const adoptedOn = recordedOn ?? `${fiscalYear - 1}-11-15`;
  const lapsesOn = addToDay(adoptedOn, { days: INVOCATION_DAYS });
  const [dayAfter, newYear] = [addToDay(lapsesOn, { days: 1 }), `${fiscalYear}-01-01`];
  return {
    fiscalYear,
    adoptedOn,
    presumed: recordedOn === undefined,
    lapsesOn,
    open: today <= lapsesOn,
    countsFrom: dayAfter > newYear ? dayAfter : newYear,
  };
}

/** A year that is under reservation or whose adoption is recorded, with its decision and what is under reservation now, in cents. */
export interface ReservationYear extends Reservation {
  decisionId: string | null;
  decisionNumber: string | null;
  reservedCents: number;
}

/** Every year that is under reservation now, or whose council budget is recorded; the latest first. */
export async function reservationYears(tx: Tx): Promise<ReservationYear[]> {
  const rows = await tx.rows<{ year: number; adoptedOn: string | null; decisionId: string | null; number: string | null; cents: number }>(
    `with reserved as (
       select fiscal_year, sum(cents - withdrawn_cents)::bigint as cents from instalments
        where municipality_id = $1 and status = 'reserved' group by fiscal_year
     )
     select coalesce(r.fiscal_year, b.fiscal_year) as year, b.adopted_on as "adoptedOn", b.decision_id as "decisionId", d.number,
            coalesce(r.cents, 0) as cents
       from reserved r
       full join (select fiscal_year, adopted_on, decision_id from council_budgets where municipality_id = $1) b on b.fiscal_year = r.fiscal_year
       left join council_decisions d on d.municipality_id = $1 and d.id = b.decision_id
      order by 1 desc`,
    [tx.municipalityId],
  );
  return rows.map((row) => ({
    ...reservation(row.year, row.adoptedOn ?? undefined, tx.today),
    decisionId: row.decisionId,
    decisionNumber: row.number,
    reservedCents: row.cents,
  }));
}

/** An instalment under reservation, with the names it is known by. */
export interface ReservedInstalment {
  id: string;
  budgetId: string;
  budgetName: string;
  fundingSourceId: string;
  sourceName: string;
  fiscalYear: number;
  /** What counts of it, in cents. */
  cents: number;
}

/** What is under reservation now, by year, budget and source; at most 2,000. */
export function reservedInstalments(tx: Tx): Promise<ReservedInstalment[]> {
  return tx.rows<ReservedInstalment>(
    `select i.id, i.budget_id as "budgetId", b.name as "budgetName", i.funding_source_id as "fundingSourceId", s.name as "sourceName",
            i.fiscal_year as "fiscalYear", (i.cents - i.withdrawn_cents)::bigint as cents
       from instalments i
       join neighbourhood_budgets b on b.municipality_id = i.municipality_id and b.id = i.budget_id
       join funding_sources s on s.municipality_id = i.municipality_id and s.id = i.funding_source_id
      where i.municipality_id = $1 and i.status = 'reserved' order by i.fiscal_year, b.name, s.name, i.sequence limit 2000`,
    [tx.municipalityId],
  );
}

/** What was withdrawn, with the names it is known by. */
export interface WithdrawalView extends Omit<ReservedInstalment, 'id'> {
  id: string;
  instalmentId: string;
  ground: WithdrawalGround;
  reason: string;
  decisionNumber: string;
  withdrawnAt: Date;
}

/** What was withdrawn, the latest first; at most `limit`. */
export function listWithdrawals(tx: Tx, limit = 100): Promise<WithdrawalView[]> {
  return tx.rows<WithdrawalView>(
    `select w.id, w.instalment_id as "instalmentId", i.budget_id as "budgetId", b.name as "budgetName", i.funding_source_id as "fundingSourceId",
            s.name as "sourceName", i.fiscal_year as "fiscalYear", w.cents, w.ground, w.reason, d.number as "decisionNumber",
            w.withdrawn_at as "withdrawnAt"
       from withdrawals w
       join instalments i on i.municipality_id = w.municipality_id and i.id = w.instalment_id
       join neighbourhood_budgets b on b.municipality_id = w.municipality_id and b.id = i.budget_id
       join funding_sources s on s.municipality_id = w.municipality_id and s.id = i.funding_source_id
       join council_decisions d on d.municipality_id = w.municipality_id and d.id = w.decision_id
      where w.municipality_id = $1 order by w.withdrawn_at desc, w.id desc limit $2`,
    [tx.municipalityId, limit],
  );
}

const MONTHS = {
  nl: 'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** `13 december 2026` */
export function dayInWords(day: string, lang: 'nl' | 'en'): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[lang][month - 1]} ${year}`;
}
