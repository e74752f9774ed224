import { LessThan, IsNull } from 'typeorm';
import { badInput, newId, notFound, Problem, type Tx } from '../core/index.js';
import { record } from '../audit/index.js';
import { decisionById } from './decisions.service.js';
import { adoptRead, knownForBudgets } from './import-adoption.service.js';
import { BUDGET_COLUMNS, type ReadBudget, readBudgets } from './import-budgets.js';
import { Remarks } from './import-cells.js';
import { type CsvTable, type ImportColumn, type LineRemark, readTable } from './import-csv.js';
import { readSources, type ReadSource, SOURCE_COLUMNS } from './import-sources.js';
import { ImportFile, type ImportKind, type ImportMade } from './import.entity.js';
import { createSources, sourceYears } from './sources.service.js';

/** A file as it is uploaded, and the council decision that what is in it rests on. */
export interface NewImport {
  kind: ImportKind;
  decisionId: string;
  file: { name: string; bytes: Buffer };
}

/** What a source gives in one year in a file of sources, or what a file of budgets takes from it and what is free. */
export interface ImportTotal {
  name: string;
  fiscalYear: number;
  cents: number;
  /** Null for a source that the file itself makes. */
  freeCents: number | null;
}

/** What a file would make, and everything that is wrong with it. Nothing was made for it. */
export interface ImportPreview {
  file: ImportFile;
  columns: readonly ImportColumn[];
  table: Pick<CsvTable, 'encoding' | 'separator' | 'lines'>;
  /** In the order of the lines; at most `MAX_PROBLEMS_SHOWN`. */
  problems: LineRemark[];
  /** How many there are in all. */
  problemCount: number;
  /** What was read in a way that deserves a look. */
  notes: LineRemark[];
  sources: ReadSource[];
  budgets: ReadBudget[];
  totals: ImportTotal[];
}

/** The columns of each kind of file. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportColumn[]>> = { sources: SOURCE_COLUMNS, budgets: BUDGET_COLUMNS };

/** More than this is counted, not listed. */
export const MAX_PROBLEMS_SHOWN = 200;
/** A file that nobody confirmed is thrown away after this many days, when the next one is uploaded. */
const KEPT_DAYS = 30;
/** A refused confirmation names the first few; the preview has them all. */
const FIELDS_TOLD = 20;

/**
 * Keeps a file, so that what is previewed is what is made. Makes nothing yet.
 * @throws Problem 422 per field, 413 for a file that is too large, 404 for an unknown decision
 */
export async function storeImport(tx: Tx, { kind, decisionId, file }: NewImport): Promise<ImportFile> {
  if (!(kind in IMPORT_COLUMNS)) throw badInput('kind', { nl: 'Kies wat er in het bestand staat.', en: 'Choose what the file holds.' });
  if (file.bytes.length === 0) throw badInput('file', { nl: 'Dit bestand is leeg.', en: 'This file is empty.' });
  readTable(file.bytes, IMPORT_COLUMNS[kind]);
  await decisionById(tx, decisionId);
  const stored = {
    municipalityId: tx.municipalityId,
    id: newId(),
    kind,
    fileName: file.name.replace(/[^\p{L}\p{N}._ -]/gu, '').slice(-120) || 'bestand.csv',
    decisionId,
    uploadedBy: tx.actor.personId,
    uploadedAt: tx.now,
    doneAt: null,
    made: null,
  };
  const forgotten = new Date(tx.now.getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  await tx.manager.delete(ImportFile, { municipalityId: tx.municipalityId, doneAt: IsNull(), uploadedAt: LessThan(forgotten) });
  await tx.manager.insert(ImportFile, { ...stored, content: file.bytes });
  return stored as unknown as ImportFile;
}

/** One import, without its bytes. @throws Problem 404 */
export async function importById(tx: Tx, id: string): Promise<ImportFile> {
  const file = await tx.manager.findOneBy(ImportFile, { municipalityId: tx.municipalityId, id });
  if (!file) throw notFound();
  return file;
}

/** The latest imports that were done, newest first. */
export async function listImports(tx: Tx): Promise<ImportFile[]> {
  const files = await tx.manager.find(ImportFile, {
    where: { municipalityId: tx.municipalityId },
    order: { uploadedAt: 'DESC' },
    take: 50,
  });
  return files.filter((file) => file.doneAt !== null);
}

/** A source or budget that an import made. */
export interface MadeByImport {
  id: string;
  name: string;
  totalCents: number;
}

/** What an import made, in the order of the file: each with what it was given at that moment, in cents. */
export async function madeByImport(tx: Tx, { made, kind }: ImportFile): Promise<MadeByImport[]> {
  const ids = (kind === 'sources' ? made?.sourceIds : made?.budgetIds) ?? [];
  const rows = await tx.rows<MadeByImport>(
    kind === 'sources'
      ? `select s.id, s.name, coalesce(sum(t.amount), 0)::bigint as "totalCents" from funding_sources s
           join accounts a on a.municipality_id = s.municipality_id and a.funding_source_id = s.id and a.kind = 'source'
           join transfers t on t.municipality_id = a.municipality_id and t.credit_account_id = a.id and t.kind = 'fund'
          where s.municipality_id = $1 and s.id = any ($2::uuid[]) group by s.id, s.name`
      : `select b.id, b.name, coalesce(sum(i.cents), 0)::bigint as "totalCents" from neighbourhood_budgets b
           join instalments i on i.municipality_id = b.municipality_id and i.budget_id = b.id and i.sequence = 0
          where b.municipality_id = $1 and b.id = any ($2::uuid[]) group by b.id, b.name`,
    [tx.municipalityId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What a file would make and everything that is wrong with it, as things stand now. Changes nothing. @throws Problem 404 */
export async function previewImport(tx: Tx, id: string): Promise<ImportPreview> {
  const file = await importById(tx, id);
  const [stored] = await tx.rows<{ content: Buffer }>('select content from imports where municipality_id = $1 and id = $2', [
    tx.municipalityId,
    id,
  ]);
  const columns = IMPORT_COLUMNS[file.kind];
  const table = readTable(stored?.content ?? Buffer.alloc(0), columns);
  const remarks = new Remarks();
  remarks.problems.push(...table.problems);
  const sources = file.kind === 'sources' ? readSources(table.lines, await sourceNames(tx), remarks) : [];
  const budgets = file.kind === 'budgets' ? readBudgets(table.lines, await knownForBudgets(tx), remarks) : [];
  const problems = remarks.problems.sort((a, b) => a.line - b.line);
  return {
    file,
    columns,
    table,
    problems: problems.slice(0, MAX_PROBLEMS_SHOWN),
    problemCount: problems.length,
    // What is about a whole budget first: there can be many amounts with a point.
    notes: remarks.notes.sort((a, b) => Number(a.column !== null) - Number(b.column !== null) || a.line - b.line),
    sources,
    budgets,
    totals: file.kind === 'sources' ? givenBy(sources) : await takenBy(tx, budgets),
  };
}

async function sourceNames(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>('select name from funding_sources where municipality_id = $1', [tx.municipalityId]);
  return rows.map(({ name }) => name);
}

function givenBy(sources: readonly ReadSource[]): ImportTotal[] {
  return sources.flatMap(({ name, years }) =>
    [...years].sort((a, b) => a.fiscalYear - b.fiscalYear).map(({ fiscalYear, cents }) => ({ name, fiscalYear, cents, freeCents: null })),
  );
}

async function takenBy(tx: Tx, budgets: readonly ReadBudget[]): Promise<ImportTotal[]> {
  const taken = new Map<string, number>();
  for (const { sourceId, fiscalYear, cents } of budgets.flatMap((budget) => budget.instalments))
    taken.set(`${sourceId} ${fiscalYear}`, (taken.get(`${sourceId} ${fiscalYear}`) ?? 0) + cents);
  return (await sourceYears(tx)).flatMap(({ sourceId, name, fiscalYear, freeCents }) => {
    const cents = taken.get(`${sourceId} ${fiscalYear}`);
    return cents === undefined ? [] : [{ name, fiscalYear, cents, freeCents }];
  });
}

/**
 * Makes everything in a file, or nothing. A file that was done before answers what it made then.
 * @throws Problem 404; 409 `import-has-problems` while a line is wrong, with the first of them as `regel N`
 */
export async function doImport(tx: Tx, id: string): Promise<ImportMade> {
  // A second tap waits here for the first.
  await tx.rows('select id from imports where municipality_id = $1 and id = $2 for no key update', [tx.municipalityId, id]);
  const file = await importById(tx, id);
  if (file.made) return file.made;
  const { problems, problemCount, sources, budgets } = await previewImport(tx, id);
  if (problemCount > 0) throw hasProblems(problems, problemCount);
  const created = await createSources(
    tx,
    sources.map((source) => ({ ...source, decisionId: file.decisionId })),
  );
  const budgetIds = await adoptRead(tx, id, file.decisionId, budgets);
  const made = { sourceIds: created.map(({ id }) => id), budgetIds };
  await tx.manager.update(ImportFile, { municipalityId: tx.municipalityId, id }, { doneAt: tx.now, made });
  await record(tx, {
    action: 'import.confirm',
    subjectType: 'import',
    subjectId: id,
    details: { kind: file.kind, fileName: file.fileName, sources: made.sourceIds.length, budgets: budgetIds.length },
  });
  return made;
}

function hasProblems(problems: readonly LineRemark[], count: number): Problem {
  const words = {
    nl: `${count === 1 ? 'Er klopt nog één ding' : `Er kloppen nog ${count} dingen`} niet in dit bestand. Er is niets gemaakt.`,
    en: `${count === 1 ? 'One thing' : `${count} things`} in this file ${count === 1 ? 'is' : 'are'} not right yet. Nothing was made.`,
  };
  const fields = problems.slice(0, FIELDS_TOLD).map(({ line, words }) => ({ field: `regel-${line}`, words }));
  return new Problem(409, 'import-has-problems', words, fields);
}
