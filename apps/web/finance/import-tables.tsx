import { formatCents, sumCents } from '../../../libs/core/index.js';
import type { CsvLine, ImportPreview, ImportTotal, LineRemark, ReadBudget, SourceYear } from '../../../libs/budgets/index.js';
import { type Column, type Group, Link, type MemberContext, Paragraph, Stack, Table, translator } from '../kit/index.js';
import { formatPercent } from './new-budget-form.js';
import { sourceKinds } from './words.js';

interface TableProps {
  ctx: MemberContext;
  preview: ImportPreview;
}

/** A file with thousands of lines is not shown whole; its totals are. */
const SHOWN = 200;

function More({ ctx, count }: { ctx: MemberContext; count: number }) {
  const t = translator(ctx);
  return count > 0 ? (
    <Paragraph>{t(`En nog ${count}; ze tellen mee in de totalen.`, `And ${count} more; they count in the totals.`)}</Paragraph>
  ) : null;
}

/** Every wrong line: where, what stands there, and what to do. */
export function ProblemsTable({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const lines = new Map(preview.table.lines.map((line) => [line.number, line]));
  const there = ({ line, column }: LineRemark) => (column === null ? '' : (lines.get(line)?.cells[column] ?? column));
  return (
    <Table
      caption={t('De regels zijn genummerd zoals in uw spreadsheet', 'Lines are numbered as in your spreadsheet')}
      rows={preview.problems}
      columns={[
        {
          head: t('Regel', 'Line'),
          cell: (problem) =>
            lines.has(problem.line) ? (
              <Link href={`#regel-${problem.line}`}>
                {t('Regel', 'Line')} {problem.line}
              </Link>
            ) : (
              `${t('Regel', 'Line')} ${problem.line}`
            ),
        },
        { head: t('Kolom', 'Column'), cell: (problem) => problem.column ?? t('hele regel', 'whole line') },
        { head: t('Er staat', 'It says'), cell: (problem) => there(problem) || <span class="bk-soft">{t('niets', 'nothing')}</span> },
        { head: t('Uitleg', 'Explanation'), cell: (problem) => t(problem.words) },
      ]}
    />
  );
}

/** The lines as they were read: every wrong one, and the first of the others. */
export function LinesOfFile({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const wrong = new Set(preview.problems.map((problem) => problem.line));
  const lines = preview.table.lines.filter((line, index) => wrong.has(line.number) || index < 25);
  const columns: Column<CsvLine>[] = [
    { head: t('Regel', 'Line'), cell: (line) => <span id={`regel-${line.number}`}>{line.number}</span> },
    ...preview.columns.map(({ name }) => ({ head: name, cell: (line: CsvLine) => line.cells[name] ?? '' })),
  ];
  const left = preview.table.lines.length - lines.length;
  return (
    <Stack>
      <Table
        caption={t('Elke cel zoals hij in het bestand staat', 'Each cell as it stands in the file')}
        rows={lines}
        columns={columns}
        scroll={columns.length > 6}
      />
      {left > 0 && <Paragraph>{t(`En nog ${left} regels waar niets mis mee is.`, `And ${left} more lines that are fine.`)}</Paragraph>}
    </Stack>
  );
}

/** Each source with its years. */
export function SourcesToMake({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const groups = preview.sources.slice(0, SHOWN).map((source): Group<{ fiscalYear: number; cents: number }> => ({
    head: (
      <>
        <strong>{source.name}</strong>
        <span>
          {t(sourceKinds[source.kind].name)}, {t('taakveld', 'task field')} {source.taskField}
        </span>
      </>
    ),
    rows: [...source.years].sort((a, b) => a.fiscalYear - b.fiscalYear),
    ...(source.years.length > 1 ? { total: t('Samen', 'Together') } : {}),
  }));
  return (
    <Stack>
      <Table
        caption={t('In de volgorde van het bestand', 'In the order of the file')}
        groups={groups}
        columns={[
          { head: t('Jaar', 'Year'), cell: (row) => row.fiscalYear },
          { head: t('Bedrag', 'Amount'), cents: (row) => row.cents },
        ]}
      />
      <More ctx={ctx} count={preview.sources.length - SHOWN} />
    </Stack>
  );
}

/** `Welzijnswerk: € 3.333,33 per jaar`, or its years where they differ. */
function fromSources(budget: ReadBudget, names: ReadonlyMap<string, string>, { lang }: MemberContext): string[] {
  const years = budget.lastYear - budget.firstYear + 1;
  return [...new Set(budget.instalments.map((part) => part.sourceId))].map((sourceId) => {
    const parts = budget.instalments.filter((part) => part.sourceId === sourceId).sort((a, b) => a.fiscalYear - b.fiscalYear);
    const same = parts.length === years && parts.every((part) => part.cents === parts[0]?.cents);
    const amounts = same
      ? `${formatCents(parts[0]?.cents ?? 0, lang)} ${lang === 'nl' ? 'per jaar' : 'a year'}`
      : parts.map((part) => `${part.fiscalYear} ${formatCents(part.cents, lang)}`).join(', ');
    return `${names.get(sourceId)}: ${amounts}`;
  });
}

/** Each budget with its neighbourhoods, terms and amounts. */
export function BudgetsToMake({ ctx, preview, sourceYears }: TableProps & { sourceYears: readonly SourceYear[] }) {
  const t = translator(ctx);
  const names = new Map(sourceYears.map((year) => [year.sourceId, year.name]));
  return (
    <Stack>
      <Table
        caption={t('In de volgorde van het bestand', 'In the order of the file')}
        rows={preview.budgets.slice(0, SHOWN)}
        {...(preview.budgets.length <= SHOWN ? { total: t('Samen', 'Together') } : {})}
        columns={[
          { head: t('Wijkbudget', 'Budget'), cell: (budget) => budget.name },
          { head: t('Wijken', 'Neighbourhoods'), cell: (budget) => budget.neighbourhoodNames.join(', ') },
          { head: t('Jaren', 'Years'), cell: (budget) => `${budget.firstYear}–${budget.lastYear}` },
          {
            head: t('Uit', 'From'),
            cell: (budget) =>
              fromSources(budget, names, ctx).map((text, index) => (
                <>
                  {index > 0 && <br />}
                  {text}
                </>
              )),
          },
          { head: t('Ondersteuning', 'Support'), cell: (budget) => `${formatPercent(budget.supportShareBasisPoints, ctx)}%` },
          { head: t('Wijkorgaan', 'Body'), cell: (budget) => budget.bodyName ?? <span class="bk-soft">{t('nog geen', 'none yet')}</span> },
          { head: t('Alle jaren', 'All years'), cents: (budget) => budget.totalCents },
        ]}
      />
      <More ctx={ctx} count={preview.budgets.length - SHOWN} />
    </Stack>
  );
}

/** Of sources the sum per year; of budgets what they take from each source and year, and what stays free. */
export function TotalsTable({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const caption = t('Alle regels van het bestand samen', 'All lines of the file together');
  if (preview.file.kind === 'sources') {
    const years = [...new Set(preview.totals.map((total) => total.fiscalYear))].sort();
    const rows = years.map((year) => ({ year, own: preview.totals.filter((total) => total.fiscalYear === year) }));
    return (
      <Table
        caption={caption}
        rows={rows}
        total={t('Samen', 'Together')}
        columns={[
          { head: t('Jaar', 'Year'), cell: (row) => row.year },
          { head: t('Bronnen', 'Sources'), cell: (row) => row.own.length, end: true },
          { head: t('Bedrag', 'Amount'), cents: (row) => sumCents(row.own.map((total) => total.cents)) },
        ]}
      />
    );
  }
  const free = (total: ImportTotal) => total.freeCents ?? 0;
  return (
    <Table
      caption={caption}
      rows={preview.totals}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Bron en jaar', 'Source and year'), cell: (total) => `${total.name}, ${total.fiscalYear}` },
        { head: t('Nu nog vrij', 'Free now'), cents: free },
        { head: t('Naar wijkbudgetten', 'Into budgets'), cents: (total) => total.cents },
        { head: t('Blijft vrij', 'Stays free'), cents: (total) => free(total) - total.cents },
      ]}
    />
  );
}
