import { badInput, cents, collect, dayOf, isDay, MAX_CENTS, newId, notFound, type Tx, yearOf } from '../core/index.js';
import { record } from '../audit/index.js';
import { Contract, type ContractKind } from './contract.entity.js';
import { type ContractYear, contractYears, type PlannedPart } from './conversion.js';

/** A contract or yearly grant to record. */
export interface NewContract {
  what: string;
  supplier: string;
  kind: ContractKind;
  /** Iv3 task field, for example 6.1 */
  taskField: string;
  /** Cents in a whole year. */
  yearlyCents: number;
  /** The last ISO day it runs. May be past: an old budget line that was never put to use again. */
  endsOn: string;
}

const KINDS: readonly ContractKind[] = ['contract', 'grant'];
const LONGEST_YEARS = 30;

/** Records a contract of the tender cycle. No money is booked. @throws Problem 422 per field */
export async function recordContract(tx: Tx, input: NewContract): Promise<Contract> {
  const checked = collect({
    what: () =>
      line(input.what, 'what', {
        nl: 'Vul in waar het geld voor is, in hoogstens 120 tekens.',
        en: 'Enter what the money is for, in at most 120 characters.',
      }),
    supplier: () =>
      line(input.supplier, 'supplier', {
        nl: 'Vul in wie het geld krijgt, in hoogstens 120 tekens.',
        en: 'Enter who gets the money, in at most 120 characters.',
      }),
    kind: () => {
      if (!KINDS.includes(input.kind))
        throw badInput('kind', { nl: 'Kies of het een contract of een subsidie is.', en: 'Choose whether it is a contract or a grant.' });
      return input.kind;
    },
    taskField: () => {
      const field = input.taskField.trim();
      if (!/^\d{1,2}\.\d{1,3}[a-z]?$/.test(field))
        throw badInput('taskField', { nl: 'Vul het taakveld in, bijvoorbeeld 6.1.', en: 'Enter the task field, for example 6.1.' });
      return field;
    },
    yearlyCents: () => {
      if (!Number.isSafeInteger(input.yearlyCents) || input.yearlyCents <= 0 || input.yearlyCents > MAX_CENTS)
        throw badInput('yearlyCents', { nl: 'Vul een bedrag per jaar in van meer dan nul.', en: 'Enter an amount a year above zero.' });
      return cents(input.yearlyCents);
    },
    endsOn: () => endDay(tx, input.endsOn),
  });
  const contract = {
    municipalityId: tx.municipalityId,
    id: newId(),
    ...checked,
    recordedBy: tx.actor.personId,
    recordedAt: tx.now,
  };
  await tx.manager.insert(Contract, contract);
  await record(tx, { action: 'contract.record', subjectType: 'contract', subjectId: contract.id, details: { ...checked } });
  return contract;
}

function line(value: string, field: string, words: { nl: string; en: string }): string {
  const trimmed = value.trim();
  if (trimmed.length === 0 || trimmed.length > 120) throw badInput(field, words);
  return trimmed;
}

function endDay(tx: Tx, day: string): string {
  const latest = yearOf(tx.today) + LONGEST_YEARS;
  if (!isDay(day) || day < '2000-01-01' || yearOf(day) > latest) {
    throw badInput('endsOn', {
      nl: `Vul de laatste dag in waarop het loopt, niet na ${latest}.`,
      en: `Enter the last day it runs, not after ${latest}.`,
    });
  }
  return day;
}

/** A contract in a list, with how far it is converted. */
export interface ContractView extends Omit<Contract, 'municipalityId'> {
  /** Null while it is not converted. */
  conversion: {
    id: string;
    decisionId: string;
    decisionNumber: string;
    fundingSourceId: string;
    sourceName: string;
    decidedAt: Date;
    parts: PlannedPart[];
  } | null;
}

/** Every contract, by what it is for and its supplier; or the one with this id. */
export async function listContracts(tx: Tx, ids?: readonly string[]): Promise<ContractView[]> {
  const rows = await tx.rows<ContractView>(
    `select c.id, c.what, c.supplier, c.kind, c.task_field as "taskField", c.yearly_cents as "yearlyCents", c.ends_on as "endsOn",
            c.recorded_by as "recordedBy", c.recorded_at as "recordedAt",
            case when v.id is null then null else json_build_object(
              'id', v.id, 'decisionId', v.decision_id, 'decisionNumber', d.number, 'fundingSourceId', v.funding_source_id, 'sourceName', s.name,
              'decidedAt', v.decided_at,
              'parts', (select json_agg(json_build_object('fiscalYear', p.fiscal_year, 'cents', p.cents) order by p.fiscal_year)
                          from conversion_parts p where p.municipality_id = v.municipality_id and p.contract_id = v.contract_id)) end as conversion
       from contracts c
       left join conversions v on v.municipality_id = c.municipality_id and v.contract_id = c.id
       left join council_decisions d on d.municipality_id = v.municipality_id and d.id = v.decision_id
       left join funding_sources s on s.municipality_id = v.municipality_id and s.id = v.funding_source_id
      where c.municipality_id = $1 and ($2::uuid[] is null or c.id = any ($2))
      order by c.what, c.supplier, c.id limit 1000`,
    [tx.municipalityId, ids ?? null],
  );
  return rows.map(({ conversion, ...row }) => ({
    ...row,
    conversion: conversion && { ...conversion, decidedAt: new Date(conversion.decidedAt) },
  }));
}

/** What one budget took over of a contract in one year, in cents. */
export interface TakenOver {
  fiscalYear: number;
  budgetId: string;
  budgetName: string;
  cents: number;
}

/** A contract with all its years, and where the money that it became is now. */
export interface ContractOverview extends ContractView {
  years: ContractYear[];
  /** By year and name. With `unplanned` it adds up to what was converted, to the cent. */
  takenOver: TakenOver[];
  /** What no budget has planned yet of the money it became, per year that has any. */
  unplanned: { fiscalYear: number; cents: number }[];
}

/** One contract from the year it was recorded in, or converted from, up to its last. @throws Problem 404 */
export async function contractById(tx: Tx, id: string): Promise<ContractOverview> {
  const [contract] = await listContracts(tx, [id]);
  if (!contract) throw notFound();
  const { conversion } = contract;
  const years = contractYears(contract, yearOf(dayOf(contract.recordedAt)), conversion?.parts ?? []);
  if (!conversion) return { ...contract, years, takenOver: [], unplanned: [] };
  const source = [tx.municipalityId, conversion.fundingSourceId];
  // Read from the books, so that what was withdrawn or went back to the source counts as not planned.
  const takenOver = await tx.rows<TakenOver>(
    `select m.fiscal_year as "fiscalYear", b.id as "budgetId", b.name as "budgetName", sum(m.amount)::bigint as cents
       from (select a.fiscal_year, o.budget_id, t.amount
               from accounts a join transfers t on t.municipality_id = a.municipality_id and t.debit_account_id = a.id
               join accounts o on o.municipality_id = t.municipality_id and o.id = t.credit_account_id
              where a.municipality_id = $1 and a.funding_source_id = $2 and a.kind = 'source'
              union all
             select a.fiscal_year, o.budget_id, -t.amount
               from accounts a join transfers t on t.municipality_id = a.municipality_id and t.credit_account_id = a.id
               join accounts o on o.municipality_id = t.municipality_id and o.id = t.debit_account_id
              where a.municipality_id = $1 and a.funding_source_id = $2 and a.kind = 'source') m
       join neighbourhood_budgets b on b.municipality_id = $1 and b.id = m.budget_id
      group by m.fiscal_year, b.id, b.name having sum(m.amount) <> 0 order by m.fiscal_year, b.name, b.id`,
    source,
  );
  const unplanned = await tx.rows<{ fiscalYear: number; cents: number }>(
    `select fiscal_year as "fiscalYear", credits_posted - debits_posted - debits_pending as cents from accounts
      where municipality_id = $1 and funding_source_id = $2 and kind = 'source' and credits_posted - debits_posted - debits_pending > 0
      order by fiscal_year`,
    source,
  );
  return { ...contract, years, takenOver, unplanned };
}
