import { sumCents, yearOf } from '../../../libs/core/index.js';
import type { ChangedBudget, ChangeLine, ChangePreview, Equation } from '../../../libs/budgets/index.js';
import {
  Confirm,
  Amount,
  type Column,
  Form,
  type FormState,
  type Group,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  Status,
  type Step,
  Steps,
  Table,
  text,
  translator,
} from '../kit/index.js';
import { answersOf, type ChangePath } from './change-form.js';
import { changeCrumbs, changeHref, type ChangeProps } from './change-pages.js';
import { entries, instalmentStates, yearsInWords } from './words.js';

interface PreviewProps extends ChangeProps {
  path: Exclude<ChangePath, 'beeindigen'>;
  form: FormState;
  preview: ChangePreview;
}

/** Step 2: what changes per year and source, the sum before and after, and the one button. */
export function ChangePreviewPage(props: PreviewProps) {
  const { ctx, choices, path, form, preview } = props;
  const t = translator(ctx);
  const counting = preview.budgets.filter((budget) => budget.lines.some((line) => line.begins === 'adopted'));
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Wijkbudget ${choices.budget.name}, stap 2 van 2`, `Budget ${choices.budget.name}, step 2 of 2`)}
      title={t('Dit verandert er', 'This is what changes')}
      lead={t('Er is nog niets geboekt.', 'Nothing is booked yet.')}
      crumbs={changeCrumbs(props)}
    >
      <Section wide title={t('Per jaar en bron', 'Per year and source')}>
        <LinesTable {...props} />
      </Section>
      {counting.length > 0 && (
        <Section wide title={t('De rekensom, voor en na', 'The sum, before and after')}>
          <Stack gap="loose">
            {counting.map((budget) => (
              <BeforeAfter {...props} budget={budget} />
            ))}
          </Stack>
        </Section>
      )}
      <Section title={t('Vaststellen', 'Adopt')}>
        <Form ctx={ctx} once form={form} action={changeHref(props, path)} hidden={answersOf(path, form)}>
          <WhatHappens {...props} />
          <Confirm
            name="naar"
            deed={{ value: 'vaststellen', label: t('Vaststellen', 'Adopt') }}
            back={{ value: 'terug', label: t('Terug', 'Back') }}
          />
        </Form>
      </Section>
    </Page>
  );
}

function LinesTable({ ctx, preview }: PreviewProps) {
  const t = translator(ctx);
  const groups = preview.budgets.map((budget): Group<ChangeLine & { budgetId: string }> => ({
    head: <strong>{budget.name}</strong>,
    rows: budget.lines.map((line) => ({ ...line, budgetId: budget.id })),
    ...(budget.lines.length > 1 ? { total: t('Samen', 'Together') } : {}),
  }));
  const columns: Column<ChangeLine & { budgetId: string }>[] = [
    { head: t('Jaar en bron', 'Year and source'), cell: (line) => `${line.fiscalYear}, ${line.sourceName}` },
    {
      head: t('Nu', 'Now'),
      cents: (line) => line.beforeCents,
      href: (line) =>
        entries(ctx, {
          figure: line.begins === 'adopted' ? 'adopted' : 'planned',
          ...{ fiscalYear: line.fiscalYear, budgetId: line.budgetId, fundingSourceId: line.fundingSourceId },
        }),
    },
    { head: t('Verandert met', 'Changes by'), cents: (line) => line.cents },
    { head: t('Straks', 'After'), cents: (line) => line.afterCents },
    { head: t('Waarvan ondersteuning', 'Of which support'), cents: (line) => line.supportCents },
    {
      head: t('Wat ermee gebeurt', 'What happens to it'),
      cell: (line) =>
        line.cents > 0 ? (
          <Status kind={instalmentStates[line.begins].kind}>{t(instalmentStates[line.begins].words)}</Status>
        ) : (
          <Status kind="stop">{t('Terug naar de bron', 'Back to its source')}</Status>
        ),
    },
  ];
  return (
    <Table
      caption={t(
        'Wat de raad voor elk jaar besloot, en wat dit besluit daaraan verandert.',
        'What the council decided for each year, and what this decision changes in it.',
      )}
      columns={columns}
      groups={groups}
    />
  );
}

const TERMS: readonly { key: keyof Equation; sign: '' | '+' | '−'; nl: string; en: string }[] = [
  { key: 'adoptedCents', sign: '', nl: 'Vastgesteld', en: 'Adopted' },
  { key: 'carriedCents', sign: '+', nl: 'Meegenomen', en: 'Carried over' },
  { key: 'committedCents', sign: '−', nl: 'Toegezegd', en: 'Committed' },
  { key: 'paidCents', sign: '−', nl: 'Betaald', en: 'Paid' },
];

function BeforeAfter({ ctx, budget }: PreviewProps & { budget: ChangedBudget }) {
  const t = translator(ctx);
  const row = ({ key, sign, nl, en }: (typeof TERMS)[number]) => ({
    term: `${sign} ${t(nl, en)}`.trim(),
    before: budget.before[key],
    after: budget.after[key],
  });
  const answer = row({ key: 'availableCents', sign: '', nl: '= Beschikbaar', en: '= Available' });
  return (
    <Table
      caption={t(`${budget.name}, alle jaren die nu meetellen`, `${budget.name}, all years that count now`)}
      rows={[...TERMS.map(row), answer]}
      columns={[
        { head: t('De rekensom', 'The sum'), cell: (line) => (line === answer ? <strong>{line.term}</strong> : line.term) },
        { head: t('Nu', 'Now'), cents: (line) => line.before },
        { head: t('Straks', 'After'), cents: (line) => line.after },
      ]}
    />
  );
}

function WhatHappens(props: PreviewProps) {
  const { ctx, choices, form } = props;
  const t = translator(ctx);
  const decision = choices.decisions.find(({ id }) => id === text(form, 'besluit'));
  return (
    <Panel>
      <Stack>
        <Steps steps={stepsOf(props)} />
        <Paragraph>
          {t(`Dit rust op raadsbesluit ${decision?.number}.`, `This rests on council decision ${decision?.number}.`)}{' '}
          {t('De wijk leest waarom:', 'The neighbourhood reads why:')} “{text(form, 'waarom')}”
        </Paragraph>
      </Stack>
    </Panel>
  );
}

/** What happens when: where the money comes from, and when what is added counts. */
function stepsOf(props: PreviewProps): Step[] {
  const { ctx, choices, preview, path } = props;
  const t = translator(ctx);
  const receiving = preview.budgets.at(-1) as ChangedBudget;
  const now = t('Meteen', 'At once');
  const total = <Amount cents={sumCents(receiving.lines.map((line) => line.cents))} />;
  const first: Step =
    path === 'verplaatsen'
      ? {
          when: now,
          what: t(
            <>
              {total} gaat uit {choices.budget.name} terug naar de bron, en door naar {receiving.name}.
            </>,
            <>
              {total} goes from {choices.budget.name} back to its source, and on to {receiving.name}.
            </>,
          ),
        }
      : { when: now, what: t(<>{total} wordt apart gezet uit de bronnen.</>, <>{total} is set apart from the sources.</>) };
  return [first, ...beginnings(props, receiving)];
}

function beginnings({ ctx, choices }: PreviewProps, { lines }: ChangedBudget): Step[] {
  const t = translator(ctx);
  const year = yearOf(choices.today);
  const of = (status: ChangeLine['begins']) => lines.filter((line) => line.begins === status);
  const amount = (some: readonly ChangeLine[]) => <Amount cents={sumCents(some.map((line) => line.cents))} />;
  const [counts, reserved, planned] = [of('adopted'), of('reserved'), of('planned')];
  const steps: Step[] = [];
  if (counts.length > 0)
    steps.push({
      when: t('Meteen', 'At once'),
      what: t(<>{amount(counts)} telt mee. De wijk kan het gebruiken.</>, <>{amount(counts)} counts. The neighbourhood can use it.</>),
    });
  if (reserved.length > 0)
    steps.push({
      when: t(`Vanaf 1 januari ${year + 1}`, `From 1 January ${year + 1}`),
      what: t(
        <>{amount(reserved)}. Tot dan staat het onder begrotingsvoorbehoud (Awb 4:34).</>,
        <>{amount(reserved)}. Until then it is under budget reservation (Awb 4:34).</>,
      ),
    });
  if (planned.length > 0) {
    const years = planned.map((line) => line.fiscalYear);
    steps.push({
      when: t('Elke 1 januari daarna', 'Each 1 January after that'),
      what: t(
        <>
          {amount(planned)} bij elkaar, voor {yearsInWords(years, ctx)}. Dat gaat vanzelf.
        </>,
        <>
          {amount(planned)} together, for {yearsInWords(years, ctx)}. That happens by itself.
        </>,
      ),
    });
  }
  return steps;
}
