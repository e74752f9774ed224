import type { ReservationYear, ReservedInstalment, WithdrawalView } from '../../../libs/budgets/index.js';
import {
  ButtonLink,
  Day,
  EmptyState,
  Event,
  Events,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  Stack,
  Table,
  translator,
  Why,
} from '../kit/index.js';
import { ReservationStatus } from './reservation-words.js';
import { crumbs, entries, inFinance } from './words.js';

interface ListProps {
  ctx: MemberContext;
  years: ReservationYear[];
  instalments: ReservedInstalment[];
  withdrawals: WithdrawalView[];
}

/** Which years' budget the council adopted, until when the reservation can be invoked, and where. */
export function CouncilBudgetsPage(props: ListProps) {
  const { ctx, years, withdrawals } = props;
  const t = translator(ctx);
  const open = years.filter((year) => year.open && !year.presumed && year.reservedCents > 0);
  return (
    <Page
      ctx={ctx}
      title={t('Begrotingen van de raad', 'Budgets of the council')}
      lead={t(
        'Geld voor volgend jaar staat onder voorbehoud. Stelt de raad de begroting vast? Dan kan hij het voorbehoud nog vier weken inroepen.',
        'Next year’s money is on condition. Once the council adopts its budget, it can invoke the reservation for four weeks.',
      )}
      crumbs={crumbs(ctx)}
      stamp
    >
      <Section wide title={t('Per jaar', 'Per year')}>
        <Stack gap="loose">
          <div>
            <ButtonLink primary href={inFinance(ctx, 'begrotingen/nieuw')}>
              {t('Vaststelling vastleggen', 'Record an adoption')}
            </ButtonLink>
          </div>
          <YearsTable {...props} />
          <WhyTheseDates ctx={ctx} />
        </Stack>
      </Section>
      {open.map((year) => (
        <InvokeYear {...props} year={year} />
      ))}
      {withdrawals.length > 0 && (
        <Section title={t('Wat is ingetrokken', 'What was withdrawn')} intro={t('Het laatste bovenaan', 'The latest at the top')}>
          <Withdrawals ctx={ctx} withdrawals={withdrawals} />
        </Section>
      )}
    </Page>
  );
}

function YearsTable({ ctx, years }: ListProps) {
  const t = translator(ctx);
  if (years.length === 0) {
    return (
      <EmptyState>
        {t(
          'Er staat nu geen geld onder voorbehoud. Zodra een wijkbudget volgend jaar doorloopt, staat dat jaar hier.',
          'No money is on condition now. Once a neighbourhood budget goes on next year, that year stands here.',
        )}
      </EmptyState>
    );
  }
  return (
    <Table
      caption={t('Het laatste jaar bovenaan', 'The latest year at the top')}
      rows={years}
      columns={[
        { head: t('Jaar', 'Year'), cell: (year) => <strong>{year.fiscalYear}</strong> },
        {
          head: t('Vastgesteld op', 'Adopted on'),
          cell: (year) =>
            year.presumed ? <span class="bk-soft">{t('nog niet vastgelegd', 'not recorded yet')}</span> : <Day value={year.adoptedOn} />,
        },
        {
          head: t('Besluit', 'Decision'),
          cell: (year) =>
            year.decisionId && <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${year.decisionId}`}>{year.decisionNumber}</Link>,
        },
        { head: t('Voorbehoud', 'Reservation'), cell: (year) => <ReservationStatus reservation={year} /> },
        { head: t('Tot en met', 'Until'), cell: (year) => <Day value={year.lapsesOn} /> },
        { head: t('Telt vanaf', 'Counts from'), cell: (year) => <Day value={year.countsFrom} /> },
        {
          head: t('Nu onder voorbehoud', 'On condition now'),
          cents: (year) => year.reservedCents,
          href: (year) => entries(ctx, { figure: 'planned', fiscalYear: year.fiscalYear }),
        },
      ]}
    />
  );
}

function WhyTheseDates({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Why question={t('Waarom deze datums?', 'Why these dates?')}>
      <Paragraph>
        {t(
          'Geld dat is toegekend voordat de raad de begroting vaststelde, mag onder voorbehoud staan. Dat voorbehoud vervalt als het niet binnen vier weken na de vaststelling is ingeroepen. Zie artikel 4:34 van de Algemene wet bestuursrecht. Legt u geen datum vast, dan gaan wij uit van 15 november: dan moet de begroting bij de provincie zijn (artikel 191 van de Gemeentewet).',
          'Money granted before the council adopted its budget may be on condition. The condition lapses when it is not invoked within four weeks after the adoption. See article 4:34 of the General Administrative Law Act (Awb). When no date is recorded, 15 November is presumed: the budget must have been sent to the province by then (article 191 of the Municipalities Act).',
        )}
      </Paragraph>
    </Why>
  );
}

function InvokeYear({ ctx, year, instalments }: ListProps & { year: ReservationYear }) {
  const t = translator(ctx);
  return (
    <Section
      wide
      id={`jaar-${year.fiscalYear}`}
      title={t(`Voorbehoud ${year.fiscalYear} inroepen`, `Invoke the reservation of ${year.fiscalYear}`)}
      intro={
        <>
          {t('Alleen bij raadsbesluit, tot en met', 'By council decision only, until')} <Day value={year.lapsesOn} />
        </>
      }
    >
      <Table
        caption={t('Doet u niets, dan telt dit geld vanzelf mee.', 'When you do nothing, this money counts by itself.')}
        rows={instalments.filter((instalment) => instalment.fiscalYear === year.fiscalYear)}
        total={t('Samen', 'Together')}
        columns={[
          {
            head: t('Wijkbudget', 'Budget'),
            cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.budgetId}`)}>{row.budgetName}</Link>,
          },
          { head: t('Bron', 'Source'), cell: (row) => row.sourceName },
          {
            head: t('Onder voorbehoud', 'On condition'),
            cents: (row) => row.cents,
            href: (row) =>
              entries(ctx, { figure: 'planned', fiscalYear: row.fiscalYear, budgetId: row.budgetId, fundingSourceId: row.fundingSourceId }),
            totalHref: entries(ctx, { figure: 'planned', fiscalYear: year.fiscalYear }),
          },
          {
            head: t('Inroepen', 'Invoke'),
            cell: (row) => (
              <Link href={inFinance(ctx, `budgetten/${row.budgetId}/voorbehoud/${row.id}`)}>
                {t('Inroepen', 'Invoke')}
                <span class="bk-hidden">
                  {' '}
                  {t('over', 'over')} {row.budgetName}, {row.sourceName}
                </span>
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

const GROUNDS = {
  reservation: { nl: 'Voorbehoud ingeroepen', en: 'Reservation invoked' },
  reallocation: { nl: 'Verschoven', en: 'Reallocated' },
  ending: { nl: 'Wijkbudget gestopt', en: 'Budget ended' },
};

function Withdrawals({ ctx, withdrawals }: { ctx: MemberContext; withdrawals: WithdrawalView[] }) {
  const t = translator(ctx);
  return (
    <Events>
      {withdrawals.map((row) => (
        <Event
          year
          on={row.withdrawnAt}
          what={`${row.budgetName}, ${row.fiscalYear}, ${row.sourceName}`}
          note={
            <>
              {t(GROUNDS[row.ground])}, {t('besluit', 'decision')} {row.decisionNumber}: {row.reason}
            </>
          }
          cents={row.cents}
          href={entries(ctx, {
            figure: 'planned',
            fiscalYear: row.fiscalYear,
            budgetId: row.budgetId,
            fundingSourceId: row.fundingSourceId,
          })}
        />
      ))}
    </Events>
  );
}
