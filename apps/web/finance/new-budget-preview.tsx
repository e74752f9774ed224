import { formatCents, sumCents, yearOf } from '../../../libs/core/index.js';
import type { BudgetRequest, PlannedBudget } from '../../../libs/budgets/index.js';
import type { Ordinance } from '../../../libs/tenancy/index.js';
import {
  Confirm,
  Amount,
  type Column,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  Table,
  translator,
} from '../kit/index.js';
import { type BudgetChoices, carried, formatPercent } from './new-budget-form.js';
import { crumbs, inFinance, yearsInWords } from './words.js';

/** What would be adopted. */
export interface BudgetPreview {
  request: BudgetRequest;
  budgets: PlannedBudget[];
  ordinance: Ordinance;
  today: string;
}

interface PreviewProps extends BudgetPreview {
  ctx: MemberContext;
  choices: BudgetChoices;
  form: FormState;
}

/** What a budget gets from a source in one year; each year is the same. */
const yearly = (budget: PlannedBudget, { firstYear }: BudgetRequest, sourceId?: string) =>
  sumCents(
    budget.instalments
      .filter((part) => part.fiscalYear === firstYear && (!sourceId || part.sourceId === sourceId))
      .map((part) => part.cents),
  );

/** Step 3: how it is split, to the cent, and what happens; then the one button. */
export function PreviewPage(props: PreviewProps) {
  const { ctx, request, budgets, form } = props;
  const t = translator(ctx);
  const count = budgets.length;
  return (
    <Page
      ctx={ctx}
      preHeading={t('Nieuw wijkbudget, stap 3 van 3', 'New neighbourhood budget, step 3 of 3')}
      title={t('Zo wordt het verdeeld', 'This is the split')}
      lead={t(
        `${count === 1 ? 'Eén wijkbudget' : `${count} wijkbudgetten`} voor ${yearsInWords([request.firstYear, request.lastYear], { lang: 'nl' })}.`,
        `${count === 1 ? 'One neighbourhood budget' : `${count} neighbourhood budgets`} for ${yearsInWords([request.firstYear, request.lastYear], { lang: 'en' })}.`,
      )}
      crumbs={crumbs(ctx, 'budgetten')}
    >
      <Section wide title={t('Per wijkbudget en bron', 'Per budget and source')}>
        <Stack>
          <SplitTable {...props} />
          <CentsExplained {...props} />
        </Stack>
      </Section>
      <Section title={t('Vaststellen', 'Adopt')}>
        <Form ctx={ctx} once form={form} action={inFinance(ctx, 'budgetten/nieuw')} hidden={carried(form, 'overzicht', props.choices)}>
          <WhatHappens {...props} />
          <Confirm
            name="naar"
            deed={{ value: 'vaststellen', label: t('Vaststellen', 'Adopt') }}
            back={{ value: 'bedragen', label: t('Terug', 'Back') }}
          />
        </Form>
      </Section>
    </Page>
  );
}

const sourceName = ({ choices }: PreviewProps, sourceId: string) =>
  choices.sourceYears.find((year) => year.sourceId === sourceId)?.name ?? '';

function SplitTable(props: PreviewProps) {
  const { ctx, request, budgets } = props;
  const t = translator(ctx);
  const several = request.sources.length > 1;
  const years = request.lastYear - request.firstYear + 1;
  const floors = request.split.by === 'mix' ? request.split.floors : null;
  const floor = (budget: PlannedBudget) => floors?.[request.neighbourhoodIds.indexOf(budget.neighbourhoodIds[0] ?? '')] ?? 0;
  const columns: Column<PlannedBudget>[] = [
    { head: t('Wijkbudget', 'Budget'), cell: (budget) => budget.name },
    ...(floors ? [{ head: t('Vast bedrag, zit erin', 'Fixed amount, inside it'), cents: floor }] : []),
    ...request.sources.map(({ sourceId }) => ({
      head: several ? sourceName(props, sourceId) : t(`${sourceName(props, sourceId)}, per jaar`, `${sourceName(props, sourceId)}, a year`),
      cents: (budget: PlannedBudget) => yearly(budget, request, sourceId),
    })),
    ...(several ? [{ head: t('Samen per jaar', 'Together a year'), cents: (budget: PlannedBudget) => yearly(budget, request) }] : []),
    { head: t(`In ${years} jaar`, `In ${years} years`), cents: (budget) => budget.totalCents },
  ];
  return (
    <Table
      caption={t('Bedragen per jaar. Elke kolom telt op de cent op.', 'Amounts a year. Each column adds up to the cent.')}
      columns={columns}
      rows={budgets}
      total={t('Samen', 'Together')}
      scroll={columns.length > 6}
    />
  );
}

/** `10 × € 7.692,31 en 3 × € 7.692,30` for each source that does not split evenly; nothing when sizes differ on purpose. */
function CentsExplained(props: PreviewProps) {
  const { ctx, request, budgets } = props;
  const t = translator(ctx);
  const uneven = request.sources.flatMap(({ sourceId, yearlyCents }) => {
    const counts = new Map<number, number>();
    for (const budget of budgets) counts.set(yearly(budget, request, sourceId), (counts.get(yearly(budget, request, sourceId)) ?? 0) + 1);
    return counts.size === 2 && request.split.by === 'equal'
      ? [{ sourceId, yearlyCents, parts: [...counts].sort(([a], [b]) => b - a) }]
      : [];
  });
  const listed = (parts: [number, number][], lang: 'nl' | 'en') =>
    parts.map(([cents, times]) => `${times} × ${formatCents(cents, lang)}`).join(lang === 'nl' ? ' en ' : ' and ');
  return (
    <>
      {uneven.map(({ sourceId, yearlyCents, parts }) => (
        <Paragraph>
          {t(
            `${formatCents(yearlyCents)} uit ${sourceName(props, sourceId)} is niet precies door ${budgets.length} te delen. Het wordt ${listed(parts, 'nl')}. Zo gaat er geen cent verloren.`,
            `${formatCents(yearlyCents, 'en')} from ${sourceName(props, sourceId)} cannot be divided by ${budgets.length} exactly. It becomes ${listed(parts, 'en')}. So no cent is lost.`,
          )}
        </Paragraph>
      ))}
    </>
  );
}

function WhatHappens(props: PreviewProps) {
  const { ctx, request, choices } = props;
  const t = translator(ctx);
  const decision = choices.decisions.find(({ id }) => id === request.decisionId);
  const body = choices.bodies.find(({ id }) => id === request.bodyId)?.name;
  const share = formatPercent(request.supportShareBasisPoints ?? 0, ctx);
  return (
    <Panel>
      <Stack>
        <Steps steps={yearSteps(props)} />
        <Paragraph>
          {t(
            `Het geld rust op raadsbesluit ${decision?.number}. Van elke euro is ${share} procent alleen voor ondersteuning.`,
            `The money rests on council decision ${decision?.number}. Of each euro ${share} per cent is for support only.`,
          )}{' '}
          {body && t(`${body} beslist over de uitgaven, de gemeente niet.`, `${body} decides on spending, the municipality does not.`)}
        </Paragraph>
      </Stack>
    </Panel>
  );
}

/** The years of the term by what happens to them: counted now, under reservation, or planned. */
function yearSteps({ ctx, request, budgets, today }: PreviewProps): Step[] {
  const t = translator(ctx);
  const now = yearOf(today);
  const years = Array.from({ length: request.lastYear - request.firstYear + 1 }, (_, index) => request.firstYear + index);
  const each = sumCents(budgets.map((budget) => yearly(budget, request)));
  const adopted = years.filter((year) => year <= now);
  const later = years.filter((year) => year > now + 1);
  const steps: Step[] = [];
  if (adopted.length > 0) {
    steps.push({
      when: t('Meteen', 'At once'),
      what: t(
        <>
          <Amount cents={each * adopted.length} /> voor {yearsInWords(adopted, ctx)} is vastgesteld. De wijk kan het gebruiken.
        </>,
        <>
          <Amount cents={each * adopted.length} /> for {yearsInWords(adopted, ctx)} is adopted. The neighbourhood can use it.
        </>,
      ),
    });
  }
  if (years.includes(now + 1)) {
    steps.push({
      when: t(`Vanaf 1 januari ${now + 1}`, `From 1 January ${now + 1}`),
      what: t(
        <>
          <Amount cents={each} /> voor {now + 1}. Tot dan staat het onder begrotingsvoorbehoud (Awb 4:34).
        </>,
        <>
          <Amount cents={each} /> for {now + 1}. Until then it is under budget reservation (Awb 4:34).
        </>,
      ),
    });
  }
  if (later.length > 0) {
    steps.push({
      when: t('Elke 1 januari daarna', 'Each 1 January after that'),
      what: t(
        <>
          <Amount cents={each} /> per jaar, voor {yearsInWords(later, ctx)}. Dat gaat vanzelf. Niemand vraagt opnieuw aan.
        </>,
        <>
          <Amount cents={each} /> a year, for {yearsInWords(later, ctx)}. That happens by itself. Nobody applies again.
        </>,
      ),
    });
  }
  return steps;
}
