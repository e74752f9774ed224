import { type BudgetView, type EquationLine, sumEquation } from '../../../libs/budgets/index.js';
import type { Figure } from '../../../libs/reporting/index.js';
import type { Neighbourhood } from '../../../libs/tenancy/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { OtherYears } from '../public/years.js';
import { EmptyState, Link, type MemberContext, Page, Paragraph, pathIn, Table, translator } from '../kit/index.js';

interface BudgetsProps {
  ctx: MemberContext;
  year: number;
  years: number[];
  budgets: BudgetView[];
  lines: EquationLine[];
  places: Neighbourhood[];
}

/** Every budget of a year, by name: never by size or by lack. */
export function BudgetsPage({ ctx, year, years, budgets, lines, places }: BudgetsProps) {
  const t = translator(ctx);
  const rows = budgets
    .map((budget) => ({ budget, sum: sumEquation(lines.filter((line) => line.budgetId === budget.id && line.fiscalYear === year)) }))
    .filter(({ sum }) => sum.adoptedCents > 0 || sum.carriedCents !== 0);
  type Row = (typeof rows)[number];
  const column = (head: string, figure: Figure, pick: (row: Row) => number) => ({
    head,
    cents: pick,
    href: (row: Row) => entriesHref(pathIn(ctx, 'raad/boekingen'), { figure, fiscalYear: year, budgetId: row.budget.id }),
    totalHref: entriesHref(pathIn(ctx, 'raad/boekingen'), { figure, fiscalYear: year }),
  });
  const place = (row: Row) => places.find(({ id }) => row.budget.neighbourhoodIds.includes(id));
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Stand van ${year}`, `As of ${year}`)}
      title={t('Wijkbudgetten', 'Neighbourhood budgets')}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'raad') }]}
      stamp
    >
      <Paragraph>
        <OtherYears ctx={ctx} year={year} years={years} />
      </Paragraph>
      {rows.length > 0 ? (
        <Table<Row>
          caption={t('Elk bedrag opent de boekingen eronder.', 'Every amount opens the entries under it.')}
          rows={rows}
          total={t('Samen', 'Together')}
          columns={[
            {
              head: t('Wijkbudget', 'Budget'),
              cell: (row) => {
                const home = place(row);
                return home ? <Link href={pathIn(ctx, `wijken/${home.slug}`)}>{row.budget.name}</Link> : row.budget.name;
              },
            },
            column(t('Vastgesteld', 'Adopted'), 'adopted', (row) => row.sum.adoptedCents),
            column(t('Meegenomen', 'Carried over'), 'carried', (row) => row.sum.carriedCents),
            column(t('Toegezegd', 'Committed'), 'committed', (row) => row.sum.committedCents),
            column(t('Betaald', 'Paid'), 'paid', (row) => row.sum.paidCents),
            column(t('Beschikbaar', 'Available'), 'available', (row) => row.sum.availableCents),
          ]}
        />
      ) : (
        <EmptyState>{t(`In ${year} telt er nog geen wijkbudget mee.`, `No budget counts in ${year} yet.`)}</EmptyState>
      )}
    </Page>
  );
}
