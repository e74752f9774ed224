import type { followTheEuro } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { EmptyState, type MunicipalityContext, Sankey, Section, Table, translator, Why } from '../kit/index.js';

type Flow = Awaited<ReturnType<typeof followTheEuro>>;

interface FlowProps {
  ctx: MunicipalityContext;
  flow: Flow;
  year: number;
  /** Where the entries are read: the public's, the council's. */
  entries: string;
}

/** From source, by way of neighbourhood, to goal: one picture, and the same numbers as a table; each opens to its entries. */
export function FollowTheEuro(props: FlowProps) {
  const { ctx, flow, year } = props;
  const t = translator(ctx);
  return (
    <Section
      wide
      title={t('Volg de euro', 'Follow the euro')}
      intro={t(
        'Van bron, via wijk, naar doel. Kies een naam of bedrag om verder te kijken.',
        'From source, by way of neighbourhood, to goal. Choose a name or an amount to look further.',
      )}
    >
      {flow.budgets.length === 0 ? (
        <EmptyState>
          {t(
            `In ${year} is er nog geen wijkbudget vastgesteld. Zodra de raad dat doet, staat hier waar het geld naartoe gaat.`,
            `No budget was adopted in ${year} yet. As soon as the council does so, this shows where the money goes.`,
          )}
        </EmptyState>
      ) : (
        <>
          <Picture {...props} />
          <Why question={t('Toon als tabel', 'Show as a table')}>
            <div>
              <SourceTable {...props} />
              <GoalTable {...props} />
            </div>
          </Why>
        </>
      )}
    </Section>
  );
}

function Picture({ ctx, flow, year, entries }: FlowProps) {
  const t = translator(ctx);
  const left = t('Nog te besteden', 'Still to spend');
  const href = (filter: Parameters<typeof entriesHref>[1]) => entriesHref(entries, { fiscalYear: year, ...filter });
  const spend = flow.values.filter(({ cents }) => cents > 0);
  return (
    <Sankey
      label={t('Volg de euro: van bron, via wijk, naar doel', 'Follow the euro: from source, by way of neighbourhood, to goal')}
      columns={[
        {
          title: t('Bron', 'Source'),
          nodes: flow.sources.map(({ id, name, cents }) => ({
            id,
            label: name,
            cents,
            href: href({ figure: 'frame', fundingSourceId: id }),
          })),
        },
        {
          title: t('Wijk', 'Neighbourhood'),
          nodes: flow.budgets.map(({ id, name, cents }) => ({
            id,
            label: name,
            cents,
            href: href({ figure: 'frame', budgetId: id }),
          })),
        },
        {
          title: t('Doel', 'Goal'),
          nodes: [
            ...spend.map(({ id, name, cents }) => ({
              id,
              label: t(name),
              cents,
              href: href({ figure: 'spent', publicValueId: id }),
            })),
            { id: 'rest', label: left, cents: flow.availableCents, href: href({ figure: 'available' }), rest: true },
          ],
        },
      ]}
      links={[
        ...flow.sourceToBudget,
        ...flow.budgetToValue,
        ...flow.budgetToAvailable.map(({ from, cents }) => ({ from, to: 'rest', cents, rest: true })),
      ]}
    />
  );
}

type Row = Flow['budgets'][number];

function SourceTable({ ctx, flow, year, entries }: FlowProps) {
  const t = translator(ctx);
  const between = (from: string, to: string) => flow.sourceToBudget.find((link) => link.from === from && link.to === to)?.cents ?? 0;
  return (
    <Table<Row>
      scroll
      caption={t('Van bron naar wijk: vastgesteld en meegenomen', 'From source to neighbourhood: adopted and carried over')}
      rows={flow.budgets}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Wijk', 'Neighbourhood'), cell: (row) => row.name },
        ...flow.sources.map((source) => ({
          head: source.name,
          cents: (row: Row) => between(source.id, row.id),
          href: (row: Row) =>
            entriesHref(entries, { figure: 'frame' as const, fiscalYear: year, budgetId: row.id, fundingSourceId: source.id }),
          totalHref: entriesHref(entries, { figure: 'frame', fiscalYear: year, fundingSourceId: source.id }),
        })),
        {
          head: t('Samen', 'Together'),
          cents: (row) => row.cents,
          href: (row) => entriesHref(entries, { figure: 'frame', fiscalYear: year, budgetId: row.id }),
          totalHref: entriesHref(entries, { figure: 'frame', fiscalYear: year }),
        },
      ]}
    />
  );
}

function GoalTable({ ctx, flow, year, entries }: FlowProps) {
  const t = translator(ctx);
  const toValue = (from: string, to: string) => flow.budgetToValue.find((link) => link.from === from && link.to === to)?.cents ?? 0;
  const left = (from: string) => flow.budgetToAvailable.find((link) => link.from === from)?.cents ?? 0;
  return (
    <Table<Row>
      scroll
      caption={t('Van wijk naar doel: betaald of toegezegd', 'From neighbourhood to goal: paid or committed')}
      rows={flow.budgets}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Wijk', 'Neighbourhood'), cell: (row) => row.name },
        ...flow.values.map((value) => ({
          head: t(value.name),
          cents: (row: Row) => toValue(row.id, value.id),
          href: (row: Row) =>
            entriesHref(entries, { figure: 'spent' as const, fiscalYear: year, budgetId: row.id, publicValueId: value.id }),
          totalHref: entriesHref(entries, { figure: 'spent', fiscalYear: year, publicValueId: value.id }),
        })),
        {
          head: t('Nog te besteden', 'Still to spend'),
          cents: (row) => left(row.id),
          href: (row) => entriesHref(entries, { figure: 'available', fiscalYear: year, budgetId: row.id }),
          totalHref: entriesHref(entries, { figure: 'available', fiscalYear: year }),
        },
        {
          head: t('Samen', 'Together'),
          cents: (row) => row.cents,
          href: (row) => entriesHref(entries, { figure: 'frame', fiscalYear: year, budgetId: row.id }),
          totalHref: entriesHref(entries, { figure: 'frame', fiscalYear: year }),
        },
      ]}
    />
  );
}
