import type { Job } from '../../../libs/core/index.js';
import type { BudgetView, EquationLine, ReservationYear } from '../../../libs/budgets/index.js';
import type { InvariantRun, YearTotal } from '../../../libs/reporting/index.js';
import {
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
  Status,
  type StatusKind,
  Table,
  translator,
} from '../kit/index.js';
import { CheckStatus } from './checks.js';
import { crumbs, entries, inFinance, instalmentStates } from './words.js';
import { equationColumns } from './equation.js';

interface YearProps {
  ctx: MemberContext;
  years: YearTotal[];
  budgets: BudgetView[];
  lines: EquationLine[];
  reservations: ReservationYear[];
  /** The latest runs of the job that releases a year. */
  releases: Job[];
  run: InvariantRun | undefined;
}

/** Every fiscal year, what comes by itself, and whether the books are right. Nothing to press: jobs do it. */
export function YearPage(props: YearProps) {
  const { ctx, run, years } = props;
  const t = translator(ctx);
  return (
    <Page ctx={ctx} title={t('De jaren', 'The years')} crumbs={crumbs(ctx)} stamp>
      <Section wide title={t('Per jaar', 'Per year')}>
        {years.length > 0 ? (
          <>
            <YearsTable {...props} />
            <Paragraph after>
              <Link href={inFinance(ctx, 'overzicht')}>
                {t('Per budget, bron of taakveld, op elke dag', 'Per budget, source or task field, on any day')}
              </Link>
            </Paragraph>
            <Paragraph after>
              <Link href={inFinance(ctx, 'jaarafsluiting')}>{t('Een jaar afsluiten', 'Close a year')}</Link>
            </Paragraph>
          </>
        ) : (
          <EmptyState>
            {t(
              'Er is nog geen wijkbudget. Zodra er een is, staan hier de jaren.',
              'There is no neighbourhood budget yet. Once there is, its years stand here.',
            )}
          </EmptyState>
        )}
      </Section>
      <NextYear {...props} />
      <Section title={t('Wat vanzelf gaat', 'What happens by itself')} intro={t('De laatste keren', 'The latest times')}>
        <Releases {...props} />
      </Section>
      <Section title={t('Controle', 'Check')} id="controle">
        <CheckStatus ctx={ctx} run={run} />
      </Section>
    </Page>
  );
}

function YearsTable({ ctx, years }: YearProps) {
  const t = translator(ctx);
  const rows = years.map((year) => ({ ...year, carriedCents: year.carriedInCents - year.carriedOutCents }));
  return (
    <Table
      caption={t(
        'Alle wijkbudgetten samen. Elk bedrag opent de boekingen eronder.',
        'All neighbourhood budgets together. Each amount opens the entries under it.',
      )}
      rows={rows}
      total={t('Alle jaren samen', 'All years together')}
      columns={[
        {
          head: t('Jaar', 'Year'),
          cell: (row) => (
            <>
              <strong>{row.fiscalYear}</strong>{' '}
              <Status kind={instalmentStates[row.status].kind}>{t(instalmentStates[row.status].words)}</Status>
            </>
          ),
        },
        ...equationColumns<(typeof rows)[number]>(ctx, (row) => ({ fiscalYear: row.fiscalYear }), {}),
        {
          head: t('Telt later mee', 'Counts later'),
          cents: (row) => row.plannedCents,
          href: (row) => entries(ctx, { figure: 'planned', fiscalYear: row.fiscalYear }),
          totalHref: entries(ctx, { figure: 'planned' }),
        },
      ]}
    />
  );
}

/** What stands under budget reservation: the year that comes next. */
function NextYear({ ctx, lines, budgets, reservations }: YearProps) {
  const t = translator(ctx);
  const reserved = lines.filter((line) => line.status === 'reserved');
  const year = Math.min(...reserved.map((line) => line.fiscalYear));
  const own = reserved.filter((line) => line.fiscalYear === year);
  if (own.length === 0) return null;
  const from = reservations.find(({ fiscalYear }) => fiscalYear === year)?.countsFrom ?? `${year}-01-01`;
  const rows = budgets
    .filter(({ id }) => own.some((line) => line.budgetId === id))
    .map(({ id, name }) => ({
      id,
      name,
      cents: own.filter((line) => line.budgetId === id).reduce((sum, line) => sum + line.instalmentCents, 0),
    }));
  return (
    <Section
      title={t(`${year} komt vrij`, `${year} is released`)}
      intro={
        <>
          {t('Op', 'On')} <Day value={from} />
        </>
      }
    >
      <Stack>
        <Paragraph>
          {t(
            'Dat gaat vanzelf. Niemand vraagt opnieuw aan. Tot dan staat dit onder begrotingsvoorbehoud (Awb 4:34).',
            'That happens by itself. Nobody applies again. Until then this is under budget reservation (Awb 4:34).',
          )}{' '}
          <Link href={inFinance(ctx, 'begrotingen')}>{t('Begrotingen van de raad', 'Budgets of the council')}</Link>
        </Paragraph>
        <Table
          caption={t('Wat dan mee gaat tellen', 'What then begins to count')}
          rows={rows}
          total={t('Samen', 'Together')}
          columns={[
            { head: t('Wijkbudget', 'Budget'), cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.id}`)}>{row.name}</Link> },
            {
              head: t(`Voor ${year}`, `For ${year}`),
              cents: (row) => row.cents,
              href: (row) => entries(ctx, { figure: 'planned', fiscalYear: year, budgetId: row.id }),
              totalHref: entries(ctx, { figure: 'planned', fiscalYear: year }),
            },
          ]}
        />
      </Stack>
    </Section>
  );
}

const JOB_STATES: Readonly<Record<Job['state'], { kind: StatusKind; nl: string; en: string }>> = {
  pending: { kind: 'wait', nl: 'Staat klaar', en: 'Waiting' },
  running: { kind: 'wait', nl: 'Bezig', en: 'Running' },
  done: { kind: 'done', nl: 'Gelukt', en: 'Done' },
  failed: { kind: 'fail', nl: 'Niet gelukt', en: 'Failed' },
};

/** The latest runs of the job that releases a year, with what each released. */
function Releases({ ctx, releases }: YearProps) {
  const t = translator(ctx);
  if (releases.length === 0) {
    return (
      <EmptyState>
        {t(
          'Elke nacht kijken wij of er een jaar vrij moet komen. Dat is hier nog niet gebeurd.',
          'Every night we see whether a year must be released. That did not happen here yet.',
        )}
      </EmptyState>
    );
  }
  return (
    <Events>
      {releases.map((job) => {
        const { year } = job.payload as { year: number };
        const released = (job.result as { releasedCents: number } | null)?.releasedCents ?? 0;
        const state = JOB_STATES[job.state];
        return (
          <Event
            year
            on={job.finishedAt ?? job.createdAt}
            what={<Link href={inFinance(ctx, `vrijgave/${year}`)}>{t(`Jaar ${year} vrijgeven`, `Release ${year}`)}</Link>}
            note={
              job.error
                ? t(job.error)
                : job.state === 'done' && released === 0
                  ? t('Er was niets vrij te geven.', 'There was nothing to release.')
                  : undefined
            }
            status={<Status kind={state.kind}>{t(state)}</Status>}
            {...(released > 0 ? { cents: released, href: entries(ctx, { figure: 'adopted', fiscalYear: year }) } : {})}
          />
        );
      })}
    </Events>
  );
}
