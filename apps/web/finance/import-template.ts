import { stringify } from 'csv-stringify/sync';
import { IMPORT_COLUMNS, type ImportKind, type SourceYear } from '../../../libs/budgets/index.js';
import { plainText } from '../../../libs/reporting/index.js';
import { columnWords } from './import-words.js';

/** What a template is filled in with, so that only the amounts are left to type. */
export interface TemplateFacts {
  year: number;
  minimumTermYears: number;
  neighbourhoods: readonly { name: string }[];
  sourceYears: readonly SourceYear[];
}

/** A file to begin with, as a Dutch spreadsheet opens it: semicolons, behind the mark of UTF-8. */
export function importTemplate(kind: ImportKind, facts: TemplateFacts): string {
  const head = IMPORT_COLUMNS[kind].map(({ name }) => name);
  const rows = kind === 'sources' ? sourceRows(facts) : budgetRows(facts);
  const safe = [head, ...rows].map((row) => row.map(plainText));
  return `\ufeff${stringify(safe, { delimiter: ';', record_delimiter: '\r\n' })}`;
}

const examples = (kind: ImportKind) => columnWords[kind].map(({ example }) => example);

/** One example over four years. */
function sourceRows({ year }: TemplateFacts): string[][] {
  const [name = '', kind = '', taskField = '', , amount = ''] = examples('sources');
  return [0, 1, 2, 3].map((later) => [name, kind, taskField, String(year + later), amount]);
}

/** A line for each neighbourhood, with the first source that has money; the amount is left to fill in. */
function budgetRows({ year, minimumTermYears, neighbourhoods, sourceYears }: TemplateFacts): string[][] {
  const last = year + Math.max(4, minimumTermYears) - 1;
  const source = sourceYears.find((one) => one.fiscalYear === year && one.freeCents > 0)?.name ?? '';
  const places = neighbourhoods.length > 0 ? neighbourhoods : [{ name: examples('budgets')[0] as string }];
  return places.map(({ name }) => [name, name, String(year), String(last), source, '', '', '', '']);
}
