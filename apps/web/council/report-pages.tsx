import { dayOf, type Lang } from '../../../libs/core/index.js';
import type { CouncilReport } from '../../../libs/reporting/index.js';
import {
  ButtonLink,
  type Crumb,
  DateField,
  EmptyState,
  Facts,
  Form,
  type FormState,
  Day,
  Item,
  Link,
  List,
  type MemberContext,
  Moment,
  Page,
  Panel,
  Paragraph,
  pathIn,
  Progress,
  type ProgressState,
  Section,
  SelectField,
  Status,
  Steps,
  translator,
} from '../kit/index.js';

function crumbs(ctx: MemberContext, list = false): Crumb[] {
  const t = translator(ctx);
  const home = { label: t('Begin', 'Home'), href: pathIn(ctx, 'raad') };
  return list ? [home, { label: t('Verslagen', 'Reports'), href: pathIn(ctx, 'raad/verslagen') }] : [home];
}

/** Every report, the latest first. */
export function ReportsPage({ ctx, reports }: { ctx: MemberContext; reports: CouncilReport[] }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('Verslagen voor de raad', 'Reports for the council')}
      crumbs={crumbs(ctx)}
      lead={t(
        'Een verslag staat vast: wie het ook leest, de cijfers zijn dezelfde.',
        'A report is fixed: whoever reads it, the figures are the same.',
      )}
    >
      <Section title={t('De verslagen', 'The reports')}>
        {reports.length > 0 ? (
          <List>
            {reports.map((report) => (
              <Item
                title={
                  <Link href={pathIn(ctx, `raad/verslagen/${report.id}`)}>
                    {t(`Verslag over ${report.fiscalYear}`, `Report on ${report.fiscalYear}`)}
                  </Link>
                }
                note={
                  <>
                    {t('Stand van', 'As of')} <Moment value={report.cutOff} />
                    {report.meetingOn && (
                      <>
                        , {t('voor de raad van', 'for the council of')} <Day value={report.meetingOn} />
                      </>
                    )}
                  </>
                }
                end={
                  <Status kind={report.finishedAt ? 'done' : 'wait'}>
                    {report.finishedAt ? t('Klaar', 'Ready') : t('Wordt gemaakt', 'Being made')}
                  </Status>
                }
              />
            ))}
          </List>
        ) : (
          <EmptyState>
            {t(
              'Er is nog geen verslag. Een verslag duurt hoogstens een paar minuten en u hoeft er niet op te wachten.',
              'There is no report yet. A report takes a few minutes at most, and you need not wait for it.',
            )}
          </EmptyState>
        )}
        <Paragraph after>
          <ButtonLink primary href={pathIn(ctx, 'raad/verslagen/nieuw')}>
            {t('Verslag laten maken', 'Have a report made')}
          </ButtonLink>
        </Paragraph>
      </Section>
    </Page>
  );
}

/** Asking for a report. */
export function NewReportPage({ ctx, years, today, form }: { ctx: MemberContext; years: number[]; today: string; form?: FormState }) {
  const t = translator(ctx);
  if (years.length === 0) {
    return (
      <Page ctx={ctx} title={t('Verslag laten maken', 'Have a report made')} crumbs={crumbs(ctx, true)}>
        <EmptyState>
          {t('Er is nog geen jaar met een wijkbudget om over te verslaan.', 'There is no year with a budget to report on yet.')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page ctx={ctx} form={form} title={t('Verslag laten maken', 'Have a report made')} crumbs={crumbs(ctx, true)}>
      <Form
        ctx={ctx}
        submit={t('Verslag maken', 'Make the report')}
        cancel={pathIn(ctx, 'raad/verslagen')}
        panel={
          <Panel>
            <Steps
              steps={[
                { when: t('Meteen', 'At once'), what: t('De cijfers van nu worden vastgelegd.', 'The figures of this moment are fixed.') },
                {
                  when: t('Binnen een paar minuten', 'Within a few minutes'),
                  what: t(
                    'Er komt een PDF, een spreadsheet en open data. U ziet hoe ver het is.',
                    'A PDF, a spreadsheet and open data are made. You see how far it is.',
                  ),
                },
                {
                  when: t('Daarna', 'After that'),
                  what: t('Niemand kan het verslag nog veranderen.', 'Nobody can change the report any more.'),
                },
              ]}
            />
          </Panel>
        }
      >
        <SelectField
          name="jaar"
          label={t('Over welk jaar?', 'On which year?')}
          value={String(years.at(-1))}
          options={[...years].reverse().map((year) => ({ value: String(year), label: String(year) }))}
        />
        <DateField
          name="vergadering"
          optional
          min={today}
          label={t('Voor welke vergadering?', 'For which meeting?')}
          description={t('De datum komt op het verslag te staan.', 'The date is shown on the report.')}
        />
      </Form>
    </Page>
  );
}

/** How far a report is, in words. */
export function reportProgress(lang: Lang, report: CouncilReport): ProgressState {
  const t = translator({ lang });
  const { progressDone: done, progressTotal: total, state } = report;
  const finished = state === 'done' || state === 'failed';
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  const text = finished
    ? t('Het verslag is klaar.', 'The report is ready.')
    : total === 0
      ? t('Het verslag wacht op zijn beurt.', 'The report waits for its turn.')
      : t(`${percent} procent: ${done} van ${total} boekingen`, `${percent} per cent: ${done} of ${total} entries`);
  return { done, total, text, finished };
}

const FORMATS = {
  pdf: { nl: 'Verslag als PDF', en: 'Report as PDF' },
  xlsx: { nl: 'Alle cijfers als spreadsheet (XLSX)', en: 'All figures as a spreadsheet (XLSX)' },
  csv: { nl: 'Alle boekingen als open data (CSV)', en: 'All entries as open data (CSV)' },
} as const;

/** One report: how far it is, or its files. */
export function ReportPage({ ctx, report }: { ctx: MemberContext; report: CouncilReport }) {
  const t = translator(ctx);
  const own = pathIn(ctx, `raad/verslagen/${report.id}`);
  const { done, total, text } = reportProgress(ctx.lang, report);
  const title = t(`Verslag over ${report.fiscalYear}`, `Report on ${report.fiscalYear}`);
  return (
    <Page ctx={ctx} title={title} crumbs={crumbs(ctx, true)}>
      <Section title={t('Het verslag', 'The report')}>
        <Facts
          facts={[
            [t('Stand van', 'As of'), <Moment value={report.cutOff} />],
            [t('Voor de raad van', 'For the council of'), report.meetingOn && <Day value={report.meetingOn} />],
            [t('Gevraagd op', 'Asked on'), <Day value={dayOf(report.requestedAt)} />],
          ]}
        />
      </Section>
      <Section title={report.finishedAt ? t('Bestanden', 'Files') : t('Hoe ver het is', 'How far it is')}>
        {report.finishedAt ? (
          <Files ctx={ctx} report={report} own={own} />
        ) : report.state === 'failed' ? (
          <EmptyState
            action={<ButtonLink href={pathIn(ctx, 'raad/verslagen/nieuw')}>{t('Opnieuw laten maken', 'Have it made again')}</ButtonLink>}
          >
            {t(
              'Het maken is niet gelukt. De beheerder kan zien waarom. Er is niets aan de cijfers veranderd.',
              'It could not be made. The operator can see why. Nothing about the figures has changed.',
            )}
          </EmptyState>
        ) : (
          <Progress done={done} total={total} text={text} events={`${own}/voortgang`} reload={own} />
        )}
      </Section>
    </Page>
  );
}

function Files({ ctx, report, own }: { ctx: MemberContext; report: CouncilReport; own: string }) {
  const t = translator(ctx);
  return (
    <List>
      {report.files.map((file) => (
        <Item
          heading={false}
          title={
            <Link href={`${own}/bestanden/${file.format}`} download>
              {t(FORMATS[file.format])}
            </Link>
          }
          end={
            <span class="bk-soft bk-small">
              {file.format === 'pdf'
                ? t(`${file.lines} bladzijden`, `${file.lines} pages`)
                : t(`${file.lines} regels`, `${file.lines} lines`)}
              , {Math.max(1, Math.round(file.size / 1024))} kB
            </span>
          }
        />
      ))}
    </List>
  );
}
