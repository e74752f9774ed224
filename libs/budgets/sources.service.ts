import {
  badInput,
  collect,
  conflict,
  constraintOf,
  derivedId,
  type Cents,
  cents,
  MAX_CENTS,
  newId,
  notFound,
  type Tx,
} from '../core/index.js';
import { record } from '../audit/index.js';
import { openAccount, openAccounts, postInBatches, type Posting } from '../ledger/index.js';
import { decisionById } from './decisions.service.js';
import { FundingSource, type SourceKind } from './funding-source.entity.js';

/** A funding source and what it brings per fiscal year. */
export interface NewSource {
  name: string;
  kind: SourceKind;
  /** Iv3 task field, for example 6.1 */
  taskField: string;
  decisionId: string;
  years: { fiscalYear: number; cents: number }[];
}

const KINDS: readonly SourceKind[] = ['regular', 'converted', 'extra', 'external'];

/** What a source must be before it is booked, its texts trimmed. @throws Problem 422 per field */
export function checkSource(input: Omit<NewSource, 'decisionId'>): Omit<NewSource, 'decisionId' | 'years'> & {
  years: { fiscalYear: number; cents: Cents }[];
} {
  return collect({
    name: () => {
      const name = input.name.trim();
      if (!name || name.length > 120) throw badInput('name', { nl: 'Geef de bron een naam.', en: 'Name the source.' });
      return name;
    },
    kind: () => {
      if (!KINDS.includes(input.kind)) throw badInput('kind', { nl: 'Kies wat voor geld het is.', en: 'Choose what kind of money it is.' });
      return input.kind;
    },
    taskField: () => {
      const field = input.taskField.trim();
      if (!/^\d{1,2}\.\d{1,3}[a-z]?$/.test(field))
        throw badInput('taskField', { nl: 'Vul het taakveld in, bijvoorbeeld 6.1.', en: 'Enter the task field, for example 6.1.' });
      return field;
    },
    years: () => checkYears(input.years),
  });
}

/** Creates a funding source and books its yearly amounts, each on its own account. @throws Problem 422 per field, 409 when the name is taken */
export async function createSource(tx: Tx, input: NewSource): Promise<FundingSource> {
  return (await createSources(tx, [input]))[0] as FundingSource;
}

/** Creates any number of sources, all or none. @throws as `createSource` */
export async function createSources(tx: Tx, inputs: readonly NewSource[]): Promise<FundingSource[]> {
  const checked = inputs.map((input) => ({ ...checkSource(input), decisionId: input.decisionId }));
  for (const decisionId of new Set(inputs.map((input) => input.decisionId))) await decisionById(tx, decisionId);
  const sources: FundingSource[] = [];
  const given: { sourceId: string; fiscalYear: number; cents: Cents; decisionId: string }[] = [];
  for (const { years, ...named } of checked) {
    const source = { municipalityId: tx.municipalityId, id: newId(), ...named, createdAt: tx.now };
    await insertSource(tx, source);
    const details = { name: source.name, years };
    await record(tx, { action: 'source.create', subjectType: 'funding-source', subjectId: source.id, details });
    sources.push(source);
    given.push(...years.map((year) => ({ ...year, sourceId: source.id, decisionId: source.decisionId })));
  }
  await fund(tx, given);
  return sources;
}

async function insertSource(tx: Tx, source: FundingSource): Promise<void> {
  try {
    await tx.manager.insert(FundingSource, source);
  } catch (error) {
    if (constraintOf(error) !== 'source_name_is_unique') throw error;
    throw conflict(
      'source-name-taken',
      { nl: 'Er is al een bron met deze naam.', en: 'There is a source with this name already.' },
      'name',
    );
  }
}

async function fund(tx: Tx, given: readonly { sourceId: string; fiscalYear: number; cents: Cents; decisionId: string }[]): Promise<void> {
  const council = await openAccount(tx, 'council', 'EUR');
  const accounts = await openAccounts(
    tx,
    'source',
    given.map(({ sourceId, fiscalYear }) => ({ fundingSourceId: sourceId, fiscalYear })),
  );
  const postings = given.map(({ sourceId, fiscalYear, cents, decisionId }, index): Posting => ({
    id: derivedId(sourceId, 'fund', fiscalYear),
    kind: 'fund',
    debitAccountId: council,
    creditAccountId: accounts[index] as string,
    amount: cents,
    effectiveOn: laterDay(tx.today, `${fiscalYear}-01-01`),
    decisionId,
  }));
  await postInBatches(tx, postings);
}

function checkYears(years: NewSource['years']): { fiscalYear: number; cents: Cents }[] {
  const sane = years.every((year) => Number.isInteger(year.fiscalYear) && year.fiscalYear >= 2000 && year.fiscalYear <= 2200);
  if (years.length === 0 || years.length > 30 || !sane || new Set(years.map((year) => year.fiscalYear)).size < years.length) {
    throw badInput('years', {
      nl: 'Geef per jaar één bedrag, voor hoogstens 30 jaren.',
      en: 'Give one amount per year, for at most 30 years.',
    });
  }
  if (years.some((year) => !Number.isSafeInteger(year.cents) || year.cents <= 0 || year.cents > MAX_CENTS)) {
    throw badInput('years', { nl: 'Vul voor elk jaar een bedrag van meer dan nul in.', en: 'Enter an amount above zero for each year.' });
  }
  return years.map((year) => ({ fiscalYear: year.fiscalYear, cents: cents(year.cents) }));
}

function laterDay(a: string, b: string): string {
  return a > b ? a : b;
}

/** What a source brings in one year and what of it no budget has planned yet, in cents. */
export interface SourceYear {
  sourceId: string;
  name: string;
  kind: SourceKind;
  taskField: string;
  fiscalYear: number;
  fundedCents: number;
  freeCents: number;
}

/** Every source and year, by name and year. */
export function sourceYears(tx: Tx): Promise<SourceYear[]> {
  return tx.rows<SourceYear>(
    `select s.id as "sourceId", s.name, s.kind, s.task_field as "taskField", a.fiscal_year as "fiscalYear",
            f.cents as "fundedCents", a.credits_posted - a.debits_posted - a.debits_pending as "freeCents"
       from funding_sources s
       join accounts a on a.municipality_id = s.municipality_id and a.funding_source_id = s.id and a.kind = 'source'
       -- Not what came back from budgets.
       cross join lateral (
         select coalesce(sum(amount), 0)::bigint as cents from (
           select t.amount from transfers t where t.municipality_id = $1 and t.credit_account_id = a.id and t.kind = 'fund'
           union all select -t.amount from transfers t where t.municipality_id = $1 and t.debit_account_id = a.id and t.kind = 'fund') funded) f
      where s.municipality_id = $1 order by s.name, a.fiscal_year`,
    [tx.municipalityId],
  );
}

/** All sources, by name. */
export function listSources(tx: Tx): Promise<FundingSource[]> {
  return tx.manager.find(FundingSource, { where: { municipalityId: tx.municipalityId }, order: { name: 'ASC' }, take: 500 });
}

/** One source. @throws Problem 404 */
export async function sourceById(tx: Tx, id: string): Promise<FundingSource> {
  const source = await tx.manager.findOneBy(FundingSource, { municipalityId: tx.municipalityId, id });
  if (!source) throw notFound();
  return source;
}
