import { addToDay, sumCents } from '../../../libs/core/index.js';
import type { Commitment, EndingPreview, Notice } from '../../../libs/budgets/index.js';
import {
  Confirm,
  Actions,
  Amount,
  Button,
  DateField,
  Day,
  EmptyState,
  Form,
  type FormState,
  Link,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  Table,
  text,
  translator,
} from '../kit/index.js';
import { answersOf } from './change-form.js';
import { changeCrumbs, changeHref, type ChangeProps, DecidedFields } from './change-pages.js';
import { EquationSum } from './equation.js';
import { DecisionFirst } from './fields.js';
import { entries, inFinance, yearsInWords } from './words.js';

/** Ending a budget early: when, by which decision, and why; beside it what the law asks. */
export function EndingPage(props: ChangeProps & { form: FormState }) {
  const { ctx, choices, form } = props;
  const { notice } = choices;
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={t(`Wijkbudget ${choices.budget.name}, stap 1 van 2`, `Budget ${choices.budget.name}, step 1 of 2`)}
      title={t('Wanneer eindigt het?', 'When does it end?')}
      lead={t(
        'Wat de wijk heeft toegekend, blijft staan en wordt betaald. Wat over is, gaat terug naar de bronnen.',
        'What the neighbourhood granted stands and is paid. What is left goes back to the sources.',
      )}
      crumbs={changeCrumbs(props)}
    >
      {cannotEnd(props) ?? (
        <Form
          ctx={ctx}
          once
          action={changeHref(props, 'beeindigen')}
          panel={
            <Panel title={t('Wat de wet vraagt', 'What the law asks')}>
              <Steps steps={noticeSteps(props)} />
            </Panel>
          }
        >
          <DateField
            name="einde"
            min={notice.earliestEnd}
            max={notice.latestEnd}
            value={notice.earliestEnd}
            label={t('Wat is de laatste dag?', 'What is the last day?')}
            description={t(
              <>
                Op zijn vroegst <Day value={notice.earliestEnd} />
              </>,
              <>
                At the earliest <Day value={notice.earliestEnd} />
              </>,
            )}
          />
          <DecidedFields {...props} />
          <Actions>
            <Button primary name="naar" value="overzicht">
              {t('Bekijk wat er gebeurt', 'See what happens')}
            </Button>
            <Link href={inFinance(ctx, `budgetten/${choices.budget.id}`)}>{t('Stoppen', 'Cancel')}</Link>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

/** Instead of the form, when an ending is not possible. */
function cannotEnd({ ctx, choices }: ChangeProps) {
  const t = translator(ctx);
  const { ending, notice, decisions } = choices;
  if (ending) {
    const day = <Day value={ending.endsOn} />;
    return <EmptyState>{t(<>Het einde is al aangekondigd, op {day}.</>, <>The end was announced already, on {day}.</>)}</EmptyState>;
  }
  if (notice.earliestEnd > notice.latestEnd)
    return (
      <EmptyState>
        {t(
          <>
            Eerder beëindigen kan niet meer. Op zijn vroegst was dat <Day value={notice.earliestEnd} />, en dan is dit wijkbudget al
            afgelopen. <NoticeInWords ctx={ctx} notice={notice} />
          </>,
          <>
            It is too late to end early. The earliest day is <Day value={notice.earliestEnd} />, and by then this budget has run out.{' '}
            <NoticeInWords ctx={ctx} notice={notice} />
          </>,
        )}
      </EmptyState>
    );
  if (decisions.length === 0)
    return (
      <DecisionFirst ctx={ctx}>
        {t('Een einde rust op een raadsbesluit. Leg dat eerst vast.', 'An ending rests on a council decision. Record that first.')}
      </DecisionFirst>
    );
  return undefined;
}

/** Why there is a notice, or none. */
function NoticeInWords({ ctx, notice }: Pick<ChangeProps, 'ctx'> & { notice: Notice }) {
  const t = translator(ctx);
  const since = <Day value={notice.runsSince} />;
  return notice.threeYears
    ? t(
        <>
          De wijk krijgt dit geld sinds {since}, drie jaar of langer. Dan geldt een redelijke termijn: volgens de verordening{' '}
          {notice.noticeMonths} maanden (Awb 4:51).
        </>,
        <>
          The neighbourhood has had this money since {since}, three years or longer. Then a reasonable term applies: {notice.noticeMonths}{' '}
          months by the ordinance (Awb 4:51).
        </>,
      )
    : t(
        <>De wijk krijgt dit geld sinds {since}, nog geen drie jaar. Dan schrijft de wet geen termijn voor (Awb 4:51).</>,
        <>The neighbourhood has had this money since {since}, less than three years. Then the law sets no term (Awb 4:51).</>,
      );
}

function noticeSteps({ ctx, choices }: ChangeProps): Step[] {
  const t = translator(ctx);
  const { notice } = choices;
  const [last] = notice.commitments;
  const why = <NoticeInWords ctx={ctx} notice={notice} />;
  const until = (day: string, what: Step['what']) => ({ day, when: <Day value={day} />, what });
  const dated = [
    ...(notice.threeYears
      ? [{ ...until(notice.noticeUntil, t('De opzegtermijn loopt tot en met deze dag.', 'The notice runs until this day.')), why }]
      : []),
    ...(last
      ? [
          until(
            last.until,
            `${t('Tot en met deze dag loopt wat is toegekend:', 'Until this day runs what was granted:')} ${listed(notice.commitments, ctx.lang)}`,
          ),
        ]
      : []),
    until(
      notice.latestEnd,
      t(
        'De laatste dag die nog eerder is. De dag erna loopt het wijkbudget vanzelf af.',
        'The last day that is early. The day after, the budget runs out by itself.',
      ),
    ),
  ].sort((a, b) => a.day.localeCompare(b.day));
  return [
    ...(notice.threeYears ? [] : [{ when: t('Geen opzegtermijn', 'No notice'), what: why }]),
    ...dated.map(({ day: _day, ...step }) => step),
  ];
}

function listed(commitments: readonly Commitment[], lang: 'nl' | 'en'): string {
  const names = commitments.slice(0, 4).map(({ title, holderName }) => `${title} (${holderName})`);
  const more = commitments.length - names.length;
  return `${names.join(', ')}${more > 0 ? (lang === 'nl' ? ` en nog ${more}` : ` and ${more} more`) : ''}.`;
}

/** What ends when, to the cent; then the one button. */
export function EndingPreviewPage(props: ChangeProps & { form: FormState; preview: EndingPreview }) {
  const { ctx, choices, form, preview } = props;
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Wijkbudget ${choices.budget.name}, stap 2 van 2`, `Budget ${choices.budget.name}, step 2 of 2`)}
      title={t('Dit gebeurt er als u het einde aankondigt', 'This happens when you announce the end')}
      lead={t('Er is nog niets geboekt.', 'Nothing is booked yet.')}
      crumbs={changeCrumbs(props)}
    >
      {preview.withdrawn.length > 0 && (
        <Section wide title={t('Gaat meteen terug naar de bron', 'Goes back to its source at once')}>
          <Withdrawn {...props} />
        </Section>
      )}
      <Section title={t('Wat er nu is', 'What there is now')} intro={t('Alle jaren die meetellen', 'All years that count')}>
        <EquationSum ctx={ctx} equation={preview.equation} filter={{ budgetId: choices.budget.id }} />
      </Section>
      <Section title={t('Aankondigen', 'Announce')}>
        <Form ctx={ctx} once form={form} action={changeHref(props, 'beeindigen')} hidden={answersOf('beeindigen', form)}>
          <Panel>
            <Stack>
              <Steps steps={endingSteps(props)} />
              <Paragraph>
                {t('De wijk leest waarom:', 'The neighbourhood reads why:')} “{text(form, 'waarom')}”
              </Paragraph>
            </Stack>
          </Panel>
          <Confirm
            name="naar"
            deed={{ value: 'vaststellen', label: t('Einde aankondigen', 'Announce the end') }}
            back={{ value: 'terug', label: t('Terug', 'Back') }}
          />
        </Form>
      </Section>
    </Page>
  );
}

function Withdrawn({ ctx, choices, preview }: ChangeProps & { preview: EndingPreview }) {
  const t = translator(ctx);
  const { id: budgetId } = choices.budget;
  return (
    <Table
      caption={t('De jaren na het einde. Ze tellen nog niet mee.', 'The years after the end. They do not count yet.')}
      rows={preview.withdrawn}
      {...(preview.withdrawn.length > 1 ? { total: t('Samen', 'Together') } : {})}
      columns={[
        {
          head: t('Jaar en bron', 'Year and source'),
          cell: ({ fiscalYear, fundingSourceId }) =>
            `${fiscalYear}, ${choices.sourceYears.find((year) => year.sourceId === fundingSourceId)?.name ?? ''}`,
        },
        {
          head: t('Gaat terug', 'Goes back'),
          cents: ({ cents }) => cents,
          href: ({ fiscalYear, fundingSourceId }) => entries(ctx, { figure: 'planned', fiscalYear, fundingSourceId, budgetId }),
        },
      ]}
    />
  );
}

function endingSteps({ ctx, preview }: Pick<ChangeProps, 'ctx'> & { preview: EndingPreview }): Step[] {
  const t = translator(ctx);
  const years = preview.withdrawn.map((part) => part.fiscalYear);
  const back = <Amount cents={sumCents(preview.withdrawn.map((part) => part.cents))} />;
  const left = <Amount cents={preview.equation.availableCents} />;
  const coming = <Amount cents={preview.comingCents} />;
  const steps: Step[] = [
    {
      when: t('Meteen', 'At once'),
      what:
        years.length > 0
          ? t(
              <>
                De wijk hoort het. {back} voor {yearsInWords(years, ctx)} gaat terug naar de bronnen.
              </>,
              <>
                The neighbourhood is told. {back} for {yearsInWords(years, ctx)} goes back to the sources.
              </>,
            )
          : t('De wijk hoort het.', 'The neighbourhood is told.'),
    },
    {
      when: (
        <>
          {t('Tot en met', 'Until')} <Day value={preview.endsOn} />
        </>
      ),
      what: t(
        'De wijk kan gewoon toekennen, tot en met deze dag. Daarna wordt wat is toegekend nog uitbetaald.',
        'The neighbourhood can grant as ever, up to this day. After it, what was granted is still paid.',
      ),
      why: <NoticeInWords ctx={ctx} notice={preview} />,
    },
    {
      when: <Day value={addToDay(preview.endsOn, { days: 1 })} />,
      what: t(
        <>
          Wat dan nog over is, gaat vanzelf terug naar de bronnen. Nu is {left} beschikbaar
          {preview.comingCents > 0 && <>, en er komt tot die tijd nog {coming} vrij</>}.
        </>,
        <>
          What is left then goes back to the sources by itself. Now {left} is available
          {preview.comingCents > 0 && <>, and until then another {coming} is released</>}.
        </>,
      ),
    },
  ];
  return steps;
}
