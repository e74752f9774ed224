import type { Job } from '../../../libs/core/index.js';
import { allChecks, checkWords, type InvariantFailure, type InvariantRun } from '../../../libs/reporting/index.js';
import {
  DeedForm,
  EmptyState,
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
  Why,
} from '../kit/index.js';
import { crumbs, inFinance } from './words.js';

/** Whether a check of the books waits or runs. */
export const isUnderWay = (job: Job | undefined): boolean => job?.state === 'pending' || job?.state === 'running';

interface ProofProps {
  ctx: MemberContext;
  /** The latest first. */
  runs: readonly InvariantRun[];
  job: Job | undefined;
}

/** Every rule the books are held to, whether it holds, and the rows where it does not. */
export function ProofPage(props: ProofProps) {
  const { ctx, runs, job } = props;
  const t = translator(ctx);
  const latest = runs[0];
  return (
    <Page
      ctx={ctx}
      title={t('Kloppen de boeken?', 'Are the books right?')}
      lead={t(
        'Elke nacht leggen wij alle boekingen naast elkaar. Klopt er iets niet, dan wordt er niets betaald tot het is opgelost.',
        'Every night we lay all entries side by side. When something is not right, nothing is paid until it is solved.',
      )}
      crumbs={crumbs(ctx)}
    >
      <Section title={t('Uitkomst', 'Outcome')}>
        <Stack>
          {latest ? <Outcome ctx={ctx} run={latest} /> : <NotYet ctx={ctx} />}
          {isUnderWay(job) ? (
            <Progress
              done={0}
              total={0}
              text={t('Wij kijken alle boekingen na.', 'We check all entries.')}
              events={inFinance(ctx, 'controle/voortgang')}
              reload={inFinance(ctx, 'controle')}
            />
          ) : (
            <DeedForm ctx={ctx} action={inFinance(ctx, 'controle')} label={t('Controleer nu', 'Check now')} />
          )}
        </Stack>
      </Section>
      {latest?.failures.map((failure) => (
        <Offending ctx={ctx} failure={failure} />
      ))}
      <Section wide title={t('Wat wij nakijken', 'What we check')}>
        <Rules ctx={ctx} run={latest} />
      </Section>
      {runs.length > 1 && (
        <Section title={t('Eerdere controles', 'Earlier checks')}>
          <Earlier ctx={ctx} runs={runs.slice(1)} />
        </Section>
      )}
    </Page>
  );
}

function NotYet({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <EmptyState>
      {t(
        'De boeken zijn nog niet nagekeken. Dat gebeurt elke nacht vanzelf, of nu meteen.',
        'The books were not checked yet. That happens every night by itself, or right now.',
      )}
    </EmptyState>
  );
}

function Outcome({ ctx, run }: { ctx: MemberContext; run: InvariantRun }) {
  const t = translator(ctx);
  const wrong = run.failures.length;
  return (
    <Paragraph>
      <Status kind={wrong === 0 ? 'done' : 'fail'}>
        {wrong === 0
          ? t(`Alle ${run.checks} regels kloppen`, `All ${run.checks} rules hold`)
          : t(`${wrong} van ${run.checks} regels kloppen niet`, `${wrong} of ${run.checks} rules do not hold`)}
      </Status>{' '}
      <span class="bk-small bk-soft">
        <Moment value={run.runAt} />
      </span>
    </Paragraph>
  );
}

const wordsOf = (name: string) => checkWords[name] ?? { nl: name, en: name };

/** The rows where a rule does not hold; an entry leads to its page. */
function Offending({ ctx, failure }: { ctx: MemberContext; failure: InvariantFailure }) {
  const t = translator(ctx);
  const columns = [...new Set(failure.rows.flatMap((row) => Object.keys(row)))];
  const cell = (row: Record<string, unknown>, column: string) => {
    const value = row[column];
    if (value === null || value === undefined) return t('niets', 'nothing');
    const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return column === 'transfer_id' ? <Link href={inFinance(ctx, `boekingen/${shown}`)}>{shown}</Link> : shown;
  };
  return (
    <Section wide title={t(wordsOf(failure.name))}>
      <Table
        scroll
        caption={t(
          'Deze regels horen er niet te zijn; hoogstens twintig. Geef ze door aan de beheerder van Buurtkas.',
          'These rows should not be there; twenty at most. Pass them on to the operator of Buurtkas.',
        )}
        rows={failure.rows}
        columns={columns.map((column) => ({ head: column, cell: (row: Record<string, unknown>) => cell(row, column) }))}
      />
    </Section>
  );
}

function Rules({ ctx, run }: { ctx: MemberContext; run: InvariantRun | undefined }) {
  const t = translator(ctx);
  const failed = new Set(run?.failures.map(({ name }) => name));
  return (
    <Stack>
      <Table
        caption={t(
          'Elke regel is een vraag aan de database die niets mag vinden.',
          'Each rule is a question to the database that may find nothing.',
        )}
        rows={[...allChecks]}
        columns={[
          { head: t('Regel', 'Rule'), cell: ({ name }) => t(wordsOf(name)) },
          {
            head: t('Klopt het?', 'Does it hold?'),
            cell: ({ name }) =>
              !run ? (
                <Status kind="rest">{t('Nog niet nagekeken', 'Not checked yet')}</Status>
              ) : failed.has(name) ? (
                <Status kind="fail">{t('Klopt niet', 'Does not hold')}</Status>
              ) : (
                <Status kind="done">{t('Klopt', 'Holds')}</Status>
              ),
          },
        ]}
      />
      <Why question={t('Waarom wordt er dan niet betaald?', 'Why is nothing paid then?')}>
        <div>
          <Paragraph>
            {t(
              'Een betaling is niet terug te halen. Daarom gaat er pas weer geld uit als een nieuwe controle alles goed vindt. Toekennen, opnemen en bevestigen gaan gewoon door.',
              'A payment cannot be called back. So money only leaves again once a new check finds all right. Granting, drawing and confirming go on.',
            )}
          </Paragraph>
        </div>
      </Why>
    </Stack>
  );
}

function Earlier({ ctx, runs }: { ctx: MemberContext; runs: readonly InvariantRun[] }) {
  const t = translator(ctx);
  return (
    <Table
      caption={t('De laatste controles', 'The latest checks')}
      rows={[...runs]}
      columns={[
        { head: t('Wanneer', 'When'), cell: ({ runAt }) => <Moment value={runAt} /> },
        {
          head: t('Uitkomst', 'Outcome'),
          cell: ({ failures, checks }) =>
            failures.length === 0
              ? t(`Alle ${checks} regels klopten`, `All ${checks} rules held`)
              : failures.map(({ name }) => t(wordsOf(name))).join('; '),
        },
      ]}
    />
  );
}
