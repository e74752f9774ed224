import type { ClosingPreview, NamedClosingLine } from '../../../libs/budgets/index.js';
import type { Figure } from '../../../libs/reporting/index.js';
import { type Column, EmptyState, type Group, Link, type MemberContext, Table, translator } from '../kit/index.js';
import { entries, inFinance } from './words.js';

interface TableProps {
  ctx: MemberContext;
  preview: ClosingPreview;
}

type FigureColumn = Column<NamedClosingLine> & { figure: Figure };

/** What closing moves now: per budget its sources, with totals to the cent. */
export function PreviewTable({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const next = preview.fiscalYear + 1;
  return (
    <ClosingTable
      ctx={ctx}
      preview={preview}
      caption={t('Elk bedrag opent de boekingen eronder.', 'Each amount opens the entries under it.')}
      figures={[
        { head: t('Vrij', 'Free'), figure: 'available', cents: (line) => line.freeCents },
        { head: t(`Gaat mee naar ${next}`, `Goes along to ${next}`), figure: 'available', cents: (line) => line.carryCents },
        { head: t('Terug naar de bron', 'Back to its source'), figure: 'available', cents: (line) => line.returnCents },
        { head: t('Blijft toegezegd', 'Stays committed'), figure: 'committed', cents: (line) => line.heldCents },
      ]}
    />
  );
}

/** What the closing moved. */
export function ReportTable({ ctx, preview }: TableProps) {
  const t = translator(ctx);
  const next = preview.fiscalYear + 1;
  return (
    <ClosingTable
      ctx={ctx}
      preview={preview}
      caption={t('Elk bedrag opent de boekingen eronder.', 'Each amount opens the entries under it.')}
      figures={[
        { head: t(`Meegegaan naar ${next}`, `Went along to ${next}`), figure: 'carried', cents: (line) => line.carriedCents },
        { head: t('Terug naar de bron', 'Back to its source'), figure: 'carried', cents: (line) => line.returnedCents },
        { head: t('Nog toegezegd', 'Still committed'), figure: 'committed', cents: (line) => line.heldCents },
        { head: t('Nog vrij', 'Still free'), figure: 'available', cents: (line) => line.freeCents },
      ]}
    />
  );
}

function ClosingTable(
  props: TableProps & { caption: string; figures: { head: string; figure: Figure; cents: (line: NamedClosingLine) => number }[] },
) {
  const { ctx, preview, caption, figures } = props;
  const t = translator(ctx);
  const { fiscalYear, lines } = preview;
  if (lines.length === 0)
    return (
      <EmptyState>
        {t(
          `Er is in ${fiscalYear} niets vrijgegeven aan de wijken. Er valt niets te verdelen.`,
          `Nothing was released to the neighbourhoods in ${fiscalYear}. There is nothing to divide.`,
        )}
      </EmptyState>
    );
  const columns: Column<NamedClosingLine>[] = [
    { head: t('Bron', 'Source'), cell: (line) => line.sourceName },
    ...figures.map(({ head, figure, cents }): FigureColumn => ({
      head,
      figure,
      cents,
      href: ({ budgetId, fundingSourceId }) => entries(ctx, { figure, fiscalYear, budgetId, fundingSourceId }),
      totalHref: entries(ctx, { figure, fiscalYear }),
    })),
  ];
  const budgetIds = [...new Set(lines.map((line) => line.budgetId))];
  const groups = budgetIds.map((budgetId): Group<NamedClosingLine> => {
    const rows = lines.filter((line) => line.budgetId === budgetId);
    return {
      head: <Link href={inFinance(ctx, `budgetten/${budgetId}`)}>{rows[0]!.budgetName}</Link>,
      rows,
      ...(rows.length > 1 ? { total: t('Samen', 'Together') } : {}),
      totalHref: (column) => entries(ctx, { figure: (column as FigureColumn).figure, fiscalYear, budgetId }),
    };
  });
  return <Table caption={caption} columns={columns} groups={groups} total={t('Alle wijkbudgetten', 'All budgets')} />;
}
