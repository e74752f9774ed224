import type { Lang } from '../../../libs/core/index.js';
import {
  type Basis,
  commitmentColumns,
  type CommitmentRow,
  type Commitments,
  type EntryFilter,
  type Figure,
  type Grouping,
  groupingWords,
} from '../../../libs/reporting/index.js';
import {
  Actions,
  ButtonLink,
  type Column,
  DateField,
  EmptyState,
  Form,
  formatDay,
  type FormState,
  type Group,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  SelectField,
  Stack,
  Table,
  translator,
  Why,
} from '../kit/index.js';
import { crumbs, entries, inFinance } from './words.js';

/** What the view shows; without a day: now, without a year: all of them. */
export interface Chosen {
  by: Grouping;
  fiscalYear: number | undefined;
  on: string | undefined;
  basis: Basis;
}

/** How the address calls each. */
export const GROUPING_NAMES: Readonly<Record<Grouping, string>> = { budget: 'wijkbudget', source: 'bron', 'task-field': 'taakveld' };
export const BASIS_NAMES: Readonly<Record<Basis, string>> = { booked: 'geboekt', effective: 'geldend' };

interface CommitmentsProps {
  ctx: MemberContext;
  years: readonly number[];
  today: string;
  /** Absent when the choice was refused. */
  found?: { chosen: Chosen; view: Commitments };
  form?: FormState;
}

/** What was decided, promised, paid and is left: per budget, source or task field, of any year and any day. */
export function CommitmentsPage({ ctx, years, today, found, form }: CommitmentsProps) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('Hoe staat het geld ervoor?', 'How does the money stand?')}
      preHeading={found && aboutView(found.chosen, ctx.lang)}
      lead={t(
        'Wat is vastgesteld, toegezegd en betaald, en wat is er over. Elk bedrag opent de boekingen eronder.',
        'What was adopted, committed and paid, and what is left. Each amount opens the entries under it.',
      )}
      crumbs={crumbs(ctx)}
      form={form}
      stamp
    >
      <Section wide title={t('Kies wat u ziet', 'Choose what you see')}>
        <Choose ctx={ctx} years={years} today={today} chosen={found?.chosen} />
      </Section>
      {found && <View ctx={ctx} {...found} />}
    </Page>
  );
}

function Choose({ ctx, years, today, chosen }: Pick<CommitmentsProps, 'ctx' | 'years' | 'today'> & { chosen: Chosen | undefined }) {
  const t = translator(ctx);
  const year = chosen?.fiscalYear;
  const offered = [...new Set([...years, ...(year === undefined ? [] : [year])])].sort((a, b) => a - b);
  return (
    <Form ctx={ctx} choosing submit={t('Tonen', 'Show')}>
      <SelectField
        name="per"
        label={t('Per', 'By')}
        value={GROUPING_NAMES[chosen?.by ?? 'budget']}
        options={Object.entries(GROUPING_NAMES).map(([by, value]) => ({ value, label: t(groupingWords[by as Grouping]) }))}
      />
      <SelectField
        name="jaar"
        label={t('Jaar', 'Year')}
        value={String(year ?? 'alle')}
        options={[
          { value: 'alle', label: t('Alle jaren', 'All years') },
          ...offered.map((value) => ({ value: String(value), label: String(value) })),
        ]}
      />
      <DateField name="op" label={t('Op welke dag', 'On which day')} optional max={today} value={chosen?.on} />
      <SelectField
        name="lezing"
        label={t('Hoe leest u die dag', 'How to read that day')}
        value={BASIS_NAMES[chosen?.basis ?? 'booked']}
        options={[
          { value: BASIS_NAMES.booked, label: t('Zoals toen geboekt', 'As booked then') },
          { value: BASIS_NAMES.effective, label: t('Zoals het toen gold', 'As it counted then') },
        ]}
      />
    </Form>
  );
}

/** Which year and which moment, in one line. */
export function aboutView({ fiscalYear, on, basis }: Chosen, lang: Lang): string {
  const t = translator({ lang });
  const year = fiscalYear === undefined ? t('Alle jaren', 'All years') : t(`Jaar ${fiscalYear}`, `Year ${fiscalYear}`);
  if (on === undefined) return `${year} · ${t('stand van nu', 'as it is now')}`;
  const day = formatDay(on, lang);
  return basis === 'booked'
    ? `${year} · ${t(`zoals geboekt tot en met ${day}`, `as booked up to and including ${day}`)}`
    : `${year} · ${t(`zoals het gold op ${day}`, `as it counted on ${day}`)}`;
}

function View({ ctx, chosen, view }: { ctx: MemberContext; chosen: Chosen; view: Commitments }) {
  const t = translator(ctx);
  const by = t(groupingWords[chosen.by]);
  return (
    <Section wide title={t(`Per ${by.toLowerCase()}`, `By ${by.toLowerCase()}`)}>
      {view.rows.length === 0 ? (
        <Empty ctx={ctx} chosen={chosen} />
      ) : (
        <Stack>
          <CommitmentsTable ctx={ctx} chosen={chosen} rows={view.rows} />
          <Actions>
            <Link href={fileHref(ctx, 'csv')} download>
              {t('Dit overzicht als CSV', 'This view as CSV')}
            </Link>
            <Link href={fileHref(ctx, 'xlsx')} download>
              {t('Dit overzicht als spreadsheet (XLSX)', 'This view as a spreadsheet (XLSX)')}
            </Link>
          </Actions>
          <Readings ctx={ctx} />
        </Stack>
      )}
    </Section>
  );
}

/** The file of what is shown: the same address with another end. */
function fileHref(ctx: MemberContext, end: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams(
    ['per', 'jaar', 'op', 'lezing'].flatMap((name) => (ctx.query[name] ? [[name, ctx.query[name]]] : [])) as [string, string][],
  );
  return `${inFinance(ctx, `overzicht.${end}`)}${query.size > 0 ? `?${query}` : ''}`;
}

const figureOf = (pick: string) => pick.replace('Cents', '') as Figure;

function CommitmentsTable({ ctx, chosen, rows }: { ctx: MemberContext; chosen: Chosen; rows: CommitmentRow[] }) {
  const t = translator(ctx);
  const moment: EntryFilter =
    chosen.on === undefined ? {} : chosen.basis === 'booked' ? { bookedUntil: chosen.on } : { effectiveUntil: chosen.on };
  const all: EntryFilter = { ...moment, ...(chosen.fiscalYear === undefined ? {} : { fiscalYear: chosen.fiscalYear }) };
  const columns: (Column<CommitmentRow> & { figure?: Figure })[] = [
    { head: t(groupingWords[chosen.by]), cell: (row) => <Name ctx={ctx} by={chosen.by} row={row} /> },
    ...commitmentColumns.map(({ pick, words }) => ({
      figure: figureOf(pick),
      head: t(words),
      cents: (row: CommitmentRow) => row[pick],
      href: (row: CommitmentRow) =>
        entries(ctx, { ...moment, ...ofRow(chosen.by, row), fiscalYear: row.fiscalYear, figure: figureOf(pick) }),
      totalHref: entries(ctx, { ...all, figure: figureOf(pick) }),
    })),
  ];
  const years = [...new Set(rows.map((row) => row.fiscalYear))];
  const groups = years.map((fiscalYear): Group<CommitmentRow> => ({
    head: years.length > 1 ? <strong>{fiscalYear}</strong> : null,
    rows: rows.filter((row) => row.fiscalYear === fiscalYear),
    ...(years.length > 1 ? { total: t(`Samen ${fiscalYear}`, `Together ${fiscalYear}`) } : {}),
    totalHref: (column) => {
      const figure = columns.find((one) => one === column)?.figure;
      return figure && entries(ctx, { ...moment, fiscalYear, figure });
    },
  }));
  return (
    <Table
      scroll
      caption={t(
        'Beschikbaar is vastgesteld plus meegenomen, min toegezegd, min betaald. Gepland telt nog niet mee.',
        'Available is adopted plus carried over, minus committed, minus paid. What is planned does not count yet.',
      )}
      columns={columns}
      groups={groups}
      total={t('Alles samen', 'All together')}
    />
  );
}

function ofRow(by: Grouping, { key }: CommitmentRow): EntryFilter {
  if (by === 'budget') return { budgetId: key };
  return by === 'source' ? { fundingSourceId: key } : { taskField: key };
}

function Name({ ctx, by, row }: { ctx: MemberContext; by: Grouping; row: CommitmentRow }) {
  if (by === 'budget') return <Link href={inFinance(ctx, `budgetten/${row.key}`)}>{row.name}</Link>;
  return <>{row.name}</>;
}

function Empty({ ctx, chosen }: { ctx: MemberContext; chosen: Chosen }) {
  const t = translator(ctx);
  const wide = chosen.fiscalYear === undefined && chosen.on === undefined;
  return wide ? (
    <EmptyState
      action={<ButtonLink href={inFinance(ctx, 'budgetten/nieuw')}>{t('Nieuw wijkbudget', 'New neighbourhood budget')}</ButtonLink>}
    >
      {t(
        'Er is nog geen wijkbudget. Zodra er een is, staat hier wat ervan is toegezegd, betaald en over.',
        'There is no neighbourhood budget yet. Once there is, this shows what of it is committed, paid and left.',
      )}
    </EmptyState>
  ) : (
    <EmptyState action={<ButtonLink href={`${inFinance(ctx, 'overzicht')}?jaar=alle`}>{t('Alle jaren, nu', 'All years, now')}</ButtonLink>}>
      {t(
        'Voor dit jaar en deze dag staat er niets in de boeken. Kies een ander jaar of een latere dag.',
        'For this year and this day there is nothing in the books. Choose another year or a later day.',
      )}
    </EmptyState>
  );
}

/** What the two readings of a past day are, and how reservation is known of the past. */
function Readings({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Why question={t('Hoe leest u een dag die voorbij is?', 'How do you read a day that is over?')}>
      <Stack gap="tight">
        <Paragraph>
          {t(
            'Zoals toen geboekt: wat er aan het eind van die dag in de boeken stond. Wat later is geboekt of verbeterd, telt niet mee. Zo vergelijkt u met een oud verslag.',
            'As booked then: what stood in the books at the end of that day. What was booked or corrected later does not count. So you compare with an old report.',
          )}
        </Paragraph>
        <Paragraph>
          {t(
            'Zoals het toen gold: alles wat voor die dag of eerder telt, ook als het later is geboekt. Zo ziet u hoe het werkelijk was.',
            'As it counted then: everything that counts for that day or earlier, also when it was booked later. So you see how it really was.',
          )}
        </Paragraph>
        <Paragraph>
          {t(
            'Onder voorbehoud op een dag die voorbij is: wat toen gepland was voor het lopende of het volgende jaar, en sindsdien is vastgesteld of ingetrokken; of wat er nu nog onder staat en toen al.',
            'Reserved on a day that is over: what was planned then for that year or the next, and was adopted or withdrawn since; or what still is reserved now and was then.',
          )}
        </Paragraph>
      </Stack>
    </Why>
  );
}
