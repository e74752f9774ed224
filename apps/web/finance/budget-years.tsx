import { type EquationLine, type InstalmentStatus, sumEquation } from '../../../libs/budgets/index.js';
import { Amount, formatDay, type Group, Status, Table, translator } from '../kit/index.js';
import type { BudgetProps } from './budget-data.js';
import { type EquationColumn, equationColumns } from './equation.js';
import { entries, instalmentStates, sourceKinds, yearsInWords } from './words.js';

/** The equation per year and source. A year that does not count yet says what it will bring, and from when. */
export function BudgetYears({ ctx, budget, lines, sources, reservations }: BudgetProps) {
  const t = translator(ctx);
  const years = [...new Set(lines.map((line) => line.fiscalYear))];
  const counted = years.filter((year) => lines.some((line) => line.fiscalYear === year && line.status === 'adopted'));
  const source = (line: EquationLine) => sources.find(({ id }) => id === line.fundingSourceId);
  const columns = [
    {
      head: t('Jaar en bron', 'Year and source'),
      cell: (line: EquationLine) => {
        const found = source(line);
        return (
          <>
            {found?.name} {found && <span class="bk-soft">({t(sourceKinds[found.kind].name).toLowerCase()})</span>}
          </>
        );
      },
    },
    ...equationColumns<EquationLine>(
      ctx,
      (line) => ({ budgetId: budget.id, fiscalYear: line.fiscalYear, fundingSourceId: line.fundingSourceId }),
      { budgetId: budget.id },
    ),
  ];
  const groups = years.map((year): Group<EquationLine> => {
    const own = lines.filter((line) => line.fiscalYear === year);
    const rows = bySource(own.filter((line) => line.status === 'adopted'));
    return {
      head: <YearHead ctx={ctx} year={year} lines={own} budgetId={budget.id} reservations={reservations} />,
      rows,
      ...(rows.length > 1 ? { total: t(`Samen ${year}`, `Together ${year}`) } : {}),
      totalHref: (column) =>
        entries(ctx, { figure: (column as EquationColumn<EquationLine>).figure, fiscalYear: year, budgetId: budget.id }),
    };
  });
  return (
    <Table
      caption={t('Elk bedrag opent de boekingen eronder.', 'Each amount opens the entries under it.')}
      columns={columns}
      groups={groups}
      {...(counted.length > 1
        ? { total: t(`Samen ${yearsInWords(counted, { lang: 'nl' })}`, `Together ${yearsInWords(counted, { lang: 'en' })}`) }
        : {})}
    />
  );
}

/** One line per source: what a later decision added to it is in it. */
function bySource(lines: readonly EquationLine[]): EquationLine[] {
  const ids = [...new Set(lines.map((line) => line.fundingSourceId))];
  return ids.flatMap((id) => {
    const own = lines.filter((line) => line.fundingSourceId === id);
    return own[0] ? [{ ...own[0], ...sumEquation(own) }] : [];
  });
}

const COUNTS: Readonly<Record<InstalmentStatus, (from: string) => { nl: string; en: string }>> = {
  adopted: () => ({ nl: '', en: '' }),
  reserved: (from) => ({ nl: `telt mee vanaf ${formatDay(from, 'nl')}`, en: `counts from ${formatDay(from, 'en')}` }),
  planned: () => ({ nl: 'telt nog niet mee', en: 'does not count yet' }),
  withdrawn: () => ({ nl: 'telt niet meer mee', en: 'no longer counts' }),
};

interface YearHeadProps extends Pick<BudgetProps, 'ctx' | 'lines' | 'reservations'> {
  year: number;
  budgetId: string;
}

function YearHead({ ctx, year, lines, budgetId, reservations }: YearHeadProps) {
  const from = reservations.find(({ fiscalYear }) => fiscalYear === year)?.countsFrom ?? `${year}-01-01`;
  const t = translator(ctx);
  const statuses = [...new Set(lines.map((line) => line.status))];
  return (
    <>
      <strong>{year}</strong>
      {statuses.map((status) => {
        const cents = lines.filter((line) => line.status === status).reduce((sum, line) => sum + line.instalmentCents, 0);
        return (
          <>
            <Status kind={instalmentStates[status].kind}>{t(instalmentStates[status].words)}</Status>
            {status !== 'adopted' && (
              <span>
                {cents > 0 && <Amount cents={cents} href={entries(ctx, { figure: 'planned', fiscalYear: year, budgetId })} />}{' '}
                {t(COUNTS[status](from))}
              </span>
            )}
          </>
        );
      })}
    </>
  );
}
