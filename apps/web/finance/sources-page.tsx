import { yearOf, dayOf } from '../../../libs/core/index.js';
import type { CouncilDecision, FundingSource, SourceYear } from '../../../libs/budgets/index.js';
import type { Figure } from '../../../libs/reporting/index.js';
import {
  Actions,
  ButtonLink,
  ChoiceField,
  type Column,
  EmptyState,
  Form,
  type FormState,
  type Group,
  Link,
  type MemberContext,
  MoneyField,
  Page,
  Panel,
  Paragraph,
  Stack,
  Table,
  TextField,
  translator,
} from '../kit/index.js';
import { DecisionField, DecisionFirst, Question, YearField, TaskField } from './fields.js';
import { crumbs, entries, inFinance, sourceKinds } from './words.js';

/** One source in one year: funded = adopted + planned + free. */
export interface SourceRow extends SourceYear {
  adoptedCents: number;
  plannedCents: number;
}

/** A column that knows its figure; what is free is a difference, and has none. */
type FigureColumn = Column<SourceRow> & { figure?: Figure };

interface SourcesProps {
  ctx: MemberContext;
  rows: SourceRow[];
  sources: FundingSource[];
  decisions: CouncilDecision[];
}

/** Where the money comes from, per source and year, and what of it is not in a budget yet. */
export function SourcesPage({ ctx, rows, sources, decisions }: SourcesProps) {
  const t = translator(ctx);
  const begin = (
    <Actions>
      <ButtonLink primary href={inFinance(ctx, 'bronnen/nieuw')}>
        {t('Bron toevoegen', 'Add a source')}
      </ButtonLink>
      <Link href={inFinance(ctx, 'contracten')}>{t('Loopt er een contract af? Zet het om', 'Does a contract end? Convert it')}</Link>
      <Link href={inFinance(ctx, 'inlezen?soort=bronnen')}>{t('Veel bronnen? Lees een bestand in', 'Many sources? Import a file')}</Link>
    </Actions>
  );
  return (
    <Page
      ctx={ctx}
      title={t('Bronnen', 'Sources')}
      lead={t('Waar het geld vandaan komt, tot op de cent.', 'Where the money comes from, to the cent.')}
      crumbs={crumbs(ctx)}
      stamp
    >
      {rows.length === 0 ? (
        <EmptyState action={begin}>
          {t(
            'Er is nog geen bron. Een bron is geld met een naam: een contract dat afliep, een post op de begroting, of geld van buiten. Wijkbudgetten worden daaruit gevuld.',
            'There is no source yet. A source is money with a name: a contract that ran out, a line of the budget, or money from outside. Neighbourhood budgets are filled from it.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          {begin}
          <SourcesTable ctx={ctx} rows={rows} sources={sources} decisions={decisions} />
        </Stack>
      )}
    </Page>
  );
}

function SourcesTable({ ctx, rows, sources, decisions }: SourcesProps) {
  const t = translator(ctx);
  const groups = sources.map((source): Group<SourceRow> => {
    const decision = decisions.find(({ id }) => id === source.decisionId);
    return {
      head: (
        <>
          <strong>{source.name}</strong>
          <span>
            {t(sourceKinds[source.kind].name)}, {t('taakveld', 'task field')} {source.taskField}
            {decision && (
              <>
                ,{' '}
                <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${decision.id}`}>
                  {t('raadsbesluit', 'council decision')} {decision.number}
                </Link>
              </>
            )}
          </span>
        </>
      ),
      rows: rows.filter((row) => row.sourceId === source.id),
      total: t('Samen', 'Together'),
      totalHref: (column) => {
        const { figure } = column as FigureColumn;
        return figure && entries(ctx, { figure, fundingSourceId: source.id });
      },
    };
  });
  const column = (head: string, figure: Figure, cents: (row: SourceRow) => number): FigureColumn => ({
    head,
    figure,
    cents,
    href: (row) => entries(ctx, { figure, fundingSourceId: row.sourceId, fiscalYear: row.fiscalYear }),
  });
  return (
    <Table
      caption={t(
        'Gegeven = vastgesteld in wijkbudgetten + gepland voor later + nog vrij',
        'Given = adopted in budgets + planned for later + free',
      )}
      groups={groups}
      columns={[
        { head: t('Jaar', 'Year'), cell: (row) => row.fiscalYear },
        column(t('Gegeven', 'Given'), 'funded', (row) => row.fundedCents),
        column(t('Vastgesteld', 'Adopted'), 'adopted', (row) => row.adoptedCents),
        column(t('Gepland', 'Planned'), 'planned', (row) => row.plannedCents),
        { head: t('Nog vrij', 'Still free'), cents: (row) => row.freeCents },
      ]}
    />
  );
}

/** Adding a source: five questions. */
export function NewSourcePage({ ctx, decisions, form }: { ctx: MemberContext; decisions: CouncilDecision[]; form?: FormState }) {
  const t = translator(ctx);
  const year = yearOf(dayOf(ctx.now));
  return (
    <Page ctx={ctx} form={form} title={t('Bron toevoegen', 'Add a source')} crumbs={crumbs(ctx, 'bronnen')}>
      {decisions.length === 0 ? (
        <DecisionFirst ctx={ctx}>
          {t('Een bron rust op een raadsbesluit. Leg dat eerst vast.', 'A source rests on a council decision. Record that first.')}
        </DecisionFirst>
      ) : (
        <Form ctx={ctx} submit={t('Toevoegen', 'Add')} cancel={inFinance(ctx, 'bronnen')} panel={<WhatHappens ctx={ctx} />}>
          <TextField
            name="naam"
            maxLength={120}
            autoComplete="off"
            label={t('Hoe heet de bron?', 'What is the source called?')}
            description={t('Bijvoorbeeld: contract welzijnswerk', 'For example: welfare contract')}
          />
          <ChoiceField
            name="soort"
            label={t('Wat voor geld is het?', 'What kind of money is it?')}
            options={Object.entries(sourceKinds).map(([value, { name, about }]) => ({ value, label: t(name), description: t(about) }))}
          />
          <TaskField ctx={ctx} />
          <DecisionField ctx={ctx} decisions={decisions} />
          <Question label={t('Hoeveel per jaar, en hoe lang?', 'How much a year, and for how long?')}>
            <MoneyField name="bedrag" label={t('Bedrag per jaar', 'Amount a year')} />
            <YearField name="vanaf" label={t('Eerste jaar', 'First year')} value={year} />
            <YearField name="tot" label={t('Laatste jaar', 'Last year')} value={year + 3} />
          </Question>
        </Form>
      )}
    </Page>
  );
}

function WhatHappens({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Panel>
      <Paragraph>
        {t(
          'Wij boeken voor elk jaar het bedrag, met het besluit erbij. Het geld is dan vrij: het is nog van geen wijk. Daarna maakt u er een wijkbudget van.',
          'We book the amount for each year, with the decision. The money is then free: it belongs to no neighbourhood yet. After that you make a budget of it.',
        )}
      </Paragraph>
    </Panel>
  );
}
