import type { BudgetView, EquationLine } from '../../../libs/budgets/index.js';
import type { Organisation } from '../../../libs/relations/index.js';
import { Actions, ButtonLink, EmptyState, Link, type MemberContext, Page, Stack, Table, translator } from '../kit/index.js';
import { crumbs, entries, inFinance } from './words.js';

interface BudgetsProps {
  ctx: MemberContext;
  budgets: BudgetView[];
  lines: EquationLine[];
  bodies: Organisation[];
  year: number;
}

interface BudgetRow extends BudgetView {
  body: string | undefined;
  /** What the council decided for this year; it counts once it is adopted. */
  yearCents: number;
  counts: boolean;
  availableCents: number;
}

/** Every neighbourhood budget, by name. */
export function BudgetsPage({ ctx, budgets, lines, bodies, year }: BudgetsProps) {
  const t = translator(ctx);
  const begin = (
    <Actions>
      <ButtonLink primary href={inFinance(ctx, 'budgetten/nieuw')}>
        {t('Nieuw wijkbudget', 'New neighbourhood budget')}
      </ButtonLink>
      <Link href={inFinance(ctx, 'inlezen?soort=wijkbudgetten')}>
        {t('Veel wijkbudgetten? Lees een bestand in', 'Many budgets? Import a file')}
      </Link>
    </Actions>
  );
  const rows = budgets.map((budget): BudgetRow => {
    const own = lines.filter((line) => line.budgetId === budget.id && line.fiscalYear === year);
    return {
      ...budget,
      body: bodies.find(({ id }) => id === budget.bodyId)?.name,
      yearCents: own.reduce((sum, line) => sum + line.instalmentCents, 0),
      counts: own.some((line) => line.status === 'adopted'),
      availableCents: own.reduce((sum, line) => sum + line.availableCents, 0),
    };
  });
  return (
    <Page ctx={ctx} title={t('Wijkbudgetten', 'Neighbourhood budgets')} crumbs={crumbs(ctx)} stamp>
      {rows.length === 0 ? (
        <EmptyState action={begin}>
          {t(
            'Er is nog geen wijkbudget. U maakt er een uit een of meer bronnen, voor een of meer wijken, voor minstens twee jaar.',
            'There is no neighbourhood budget yet. You make one from one or more sources, for one or more neighbourhoods, for two years or more.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          <div>{begin}</div>
          <BudgetsTable ctx={ctx} rows={rows} year={year} />
        </Stack>
      )}
    </Page>
  );
}

function BudgetsTable({ ctx, rows, year }: { ctx: MemberContext; rows: BudgetRow[]; year: number }) {
  const t = translator(ctx);
  return (
    <Table
      caption={t('Op volgorde van het alfabet', 'By name')}
      rows={rows}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Wijkbudget', 'Budget'), cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.id}`)}>{row.name}</Link> },
        { head: t('Jaren', 'Years'), cell: (row) => `${row.firstYear}–${row.lastYear}` },
        {
          head: t('Wijkorgaan', 'Neighbourhood body'),
          cell: (row) => row.body ?? <span class="bk-soft">{t('nog geen', 'none yet')}</span>,
        },
        {
          head: t(`Voor ${year}`, `For ${year}`),
          cents: (row) => row.yearCents,
          href: (row) => entries(ctx, { figure: row.counts ? 'adopted' : 'planned', fiscalYear: year, budgetId: row.id }),
          // One figure can only be behind the total when the year counts in every budget.
          ...(rows.every((row) => row.counts || row.yearCents === 0)
            ? { totalHref: entries(ctx, { figure: 'adopted', fiscalYear: year }) }
            : {}),
        },
        {
          head: t('Beschikbaar', 'Available'),
          cents: (row) => row.availableCents,
          href: (row) => entries(ctx, { figure: 'available', fiscalYear: year, budgetId: row.id }),
          totalHref: entries(ctx, { figure: 'available', fiscalYear: year }),
        },
      ]}
    />
  );
}
