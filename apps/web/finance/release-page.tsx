import type { Job } from '../../../libs/core/index.js';
import type { BudgetView, EquationLine, InstalmentStatus, Reservation } from '../../../libs/budgets/index.js';
import {
  Day,
  Link,
  type MemberContext,
  Moment,
  Page,
  Paragraph,
  Progress,
  Section,
  Stack,
  Status,
  Table,
  translator,
  useTranslator,
} from '../kit/index.js';
import { crumbs, entries, inFinance, instalmentStates } from './words.js';

interface ReleaseProps {
  ctx: MemberContext;
  year: number;
  /** The lines of that year. */
  lines: EquationLine[];
  budgets: BudgetView[];
  reservation: Reservation;
  /** The latest run of the job for that year. */
  run: Job | undefined;
}

/** What was released of a year, per budget, and what still waits and until when. Nothing to press: the job does it every night. */
export function ReleasePage(props: ReleaseProps) {
  const { ctx, year, lines } = props;
  const t = translator(ctx);
  const waits = lines.some((line) => line.status === 'reserved' || line.status === 'planned');
  return (
    <Page
      ctx={ctx}
      title={waits ? t(`${year} komt vrij`, `${year} is released`) : t(`${year} is vrijgegeven`, `${year} was released`)}
      lead={t(
        'Het geld van een jaar telt vanzelf mee. Niemand vraagt opnieuw aan.',
        'The money of a year counts by itself. Nobody applies again.',
      )}
      crumbs={[...crumbs(ctx), { label: t('De jaren', 'The years'), href: inFinance(ctx, 'jaar') }]}
      stamp
    >
      <Section title={t('Hoe ver het is', 'How far it is')}>
        <HowFar {...props} waits={waits} />
      </Section>
      <Section wide title={t('Per wijkbudget', 'Per neighbourhood budget')}>
        <PerBudget {...props} />
      </Section>
    </Page>
  );
}

function HowFar({ ctx, year, run, reservation, waits }: ReleaseProps & { waits: boolean }) {
  const t = translator(ctx);
  const { countsFrom, lapsesOn, presumed } = reservation;
  if (run && (run.state === 'running' || (run.state === 'pending' && run.attempts > 0))) {
    const { progressDone: done, progressTotal: total } = run;
    return (
      <Progress
        done={done}
        total={total}
        text={t(`${done} van ${total} wijkbudgetten klaar`, `${done} of ${total} budgets done`)}
        reload={inFinance(ctx, `vrijgave/${year}`)}
      />
    );
  }
  return (
    <Stack>
      {waits && (
        <Paragraph>
          {t(
            <>
              Dit geld telt mee vanaf <Day value={countsFrom} />. Het voorbehoud {presumed ? 'loopt volgens de wet' : 'loopt'} tot en met{' '}
              <Day value={lapsesOn} />.
            </>,
            <>
              This money counts from <Day value={countsFrom} />. The reservation runs {presumed ? 'by law ' : ''}until{' '}
              <Day value={lapsesOn} />.
            </>,
          )}{' '}
          <Link href={inFinance(ctx, 'begrotingen')}>{t('Begrotingen van de raad', 'Budgets of the council')}</Link>
        </Paragraph>
      )}
      {run ? (
        <Paragraph>
          <Status kind={run.state === 'failed' ? 'fail' : run.state === 'done' ? 'done' : 'wait'}>
            {run.state === 'failed'
              ? t('Niet gelukt', 'Failed')
              : run.state === 'done'
                ? t('Nagekeken', 'Looked at')
                : t('Staat klaar', 'Waiting')}
          </Status>{' '}
          <span class="bk-small bk-soft">
            <Moment value={run.finishedAt ?? run.createdAt} />
          </span>{' '}
          {run.error && t(run.error)}
        </Paragraph>
      ) : (
        <Paragraph small soft>
          {t('Elke nacht kijken wij wat er vrij moet komen.', 'Every night we see what must be released.')}
        </Paragraph>
      )}
    </Stack>
  );
}

interface Row {
  id: string;
  name: string;
  status: InstalmentStatus;
  statusOn: string;
  cents: number;
}

function PerBudget({ ctx, year, lines, budgets, reservation }: ReleaseProps) {
  const t = translator(ctx);
  const rows = budgets.flatMap(({ id, name }): Row[] => {
    const own = lines.filter((line) => line.budgetId === id);
    const keys = [...new Set(own.map((line) => `${line.status} ${line.statusOn}`))];
    return keys.map((key) => {
      const same = own.filter((line) => `${line.status} ${line.statusOn}` === key);
      const { status, statusOn } = same[0]!;
      return { id, name, status, statusOn, cents: same.reduce((sum, line) => sum + line.instalmentCents, 0) };
    });
  });
  const href = (row: Row) => entries(ctx, { figure: row.status === 'adopted' ? 'adopted' : 'planned', fiscalYear: year, budgetId: row.id });
  return (
    <Table
      caption={t('Wat van dit jaar meetelt, en wat nog wacht', 'What of this year counts, and what still waits')}
      rows={rows}
      columns={[
        { head: t('Wijkbudget', 'Budget'), cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.id}`)}>{row.name}</Link> },
        {
          head: t('Stand', 'State'),
          cell: (row) => <Status kind={instalmentStates[row.status].kind}>{t(instalmentStates[row.status].words)}</Status>,
        },
        { head: t('Telt mee', 'Counts'), cell: (row) => <When row={row} reservation={reservation} /> },
        { head: t(`Voor ${year}`, `For ${year}`), cents: (row) => row.cents, href },
      ]}
    />
  );
}

/** Since when it counts, or from when. */
function When({ row, reservation: { countsFrom } }: { row: Row; reservation: Reservation }) {
  const t = useTranslator();
  if (row.status === 'withdrawn') return <span>{t('nee, ingetrokken', 'no, withdrawn')}</span>;
  if (row.status === 'adopted')
    return (
      <span>
        {t('sinds', 'since')} <Day value={row.statusOn} />
      </span>
    );
  return (
    <span>
      {t('vanaf', 'from')} <Day value={countsFrom} />
    </span>
  );
}
