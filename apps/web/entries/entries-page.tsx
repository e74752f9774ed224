import { formatAmount } from '../../../libs/core/index.js';
import type { Entry, EntryFilter } from '../../../libs/reporting/index.js';
import type { PublicValue } from '../../../libs/tenancy/index.js';
import {
  Day,
  EmptyState,
  Figure,
  formatDay,
  Link,
  type MunicipalityContext,
  Page,
  Pagination,
  Paragraph,
  Section,
  Stack,
  Table,
  translator,
} from '../kit/index.js';
import { entriesHref } from './entries-href.js';
import { entryWords, figureWords } from './entry-words.js';

/** The names of what the entries were chosen by. */
export interface FilterNames {
  budget: string | undefined;
  source: string | undefined;
  value: PublicValue | undefined;
  neighbourhood: string | undefined;
}

interface EntriesProps {
  ctx: MunicipalityContext;
  filter: EntryFilter;
  names: FilterNames;
  entries: Entry[];
  totalCents: number;
  count: number;
  next?: string | undefined;
}

/** What a number is made of: its total, and every entry under it. */
export function EntriesPage({ ctx, filter, names, entries, totalCents, count, next }: EntriesProps) {
  const t = translator(ctx);
  const title = filter.figure ? t(figureWords[filter.figure]) : t('Alle boekingen', 'All entries');
  const value = names.value && t(names.value.nameNl, names.value.nameEn);
  const about = [
    filter.fiscalYear,
    names.source,
    names.budget,
    names.neighbourhood,
    value,
    filter.supportOnly && t('ondersteuningsdeel', 'support share'),
    filter.taskField && t(`taakveld ${filter.taskField}`, `task field ${filter.taskField}`),
    filter.bookedUntil &&
      t(`geboekt tot en met ${formatDay(filter.bookedUntil, 'nl')}`, `booked up to and including ${formatDay(filter.bookedUntil, 'en')}`),
    filter.effectiveUntil &&
      t(`geldend op ${formatDay(filter.effectiveUntil, 'nl')}`, `in effect on ${formatDay(filter.effectiveUntil, 'en')}`),
  ].filter(Boolean);
  const further = next
    ? `${entriesHref(ctx.path, filter)}${entriesHref(ctx.path, filter).includes('?') ? '&' : '?'}na=${encodeURIComponent(next)}`
    : undefined;
  return (
    <Page ctx={ctx} preHeading={about.join(' · ') || t('Alle jaren', 'All years')} title={title} crumbs={[home(ctx)]} stamp>
      {filter.figure && (
        <Section title={t('Samen', 'Together')}>
          <Stack gap="tight">
            <Figure cents={totalCents} />
            <Paragraph soft>
              {count === 1 ? t('Eén boeking', 'One entry') : t(`${count} boekingen, tot op de cent`, `${count} entries, to the cent`)}
            </Paragraph>
          </Stack>
        </Section>
      )}
      <Section wide title={t('De boekingen', 'The entries')}>
        {entries.length > 0 ? (
          <>
            <EntriesTable ctx={ctx} entries={entries} />
            <Pagination previous={ctx.query.na ? entriesHref(ctx.path, filter) : undefined} next={further} />
            <Paragraph after>
              <Link href={entriesHref(`${ctx.path}.csv`, filter)} download>
                {t('Deze boekingen als CSV', 'These entries as CSV')}
              </Link>
            </Paragraph>
          </>
        ) : (
          <EmptyState>
            {t(
              'Hier staan nog geen boekingen. Zodra er geld wordt vastgesteld, toegezegd of betaald, ziet u elke stap hier terug.',
              'There are no entries here yet. As soon as money is adopted, committed or paid, every step shows here.',
            )}
          </EmptyState>
        )}
      </Section>
    </Page>
  );
}

/** Where the entries pages lead back to: the home of their own door. */
export function home(ctx: MunicipalityContext): { label: string; href: string } {
  const [, slug, door] = ctx.path.split('/');
  const path = door === 'raad' || door === 'financien' ? `/${slug}/${door}` : `/${slug}`;
  return { label: translator(ctx)('Begin', 'Home'), href: path };
}

function EntriesTable({ ctx, entries }: { ctx: MunicipalityContext; entries: Entry[] }) {
  const t = translator(ctx);
  return (
    <Table<Entry>
      caption={t(
        'De laatste boeking staat bovenaan. Elk bedrag opent de boeking.',
        'The latest entry is at the top. Every amount opens its entry.',
      )}
      rows={entries}
      columns={[
        { head: t('Wat', 'What'), cell: (entry) => <What ctx={ctx} entry={entry} /> },
        {
          head: t('Wie', 'Who'),
          cell: (entry) =>
            [entry.holderName, entry.supplierName].filter(Boolean).join(' → ') ||
            (entry.decisionNumber && t(`Raadsbesluit ${entry.decisionNumber}`, `Council decision ${entry.decisionNumber}`)),
        },
        { head: t('Wijkbudget', 'Budget'), cell: (entry) => entry.budgetName },
        { head: t('Bron en jaar', 'Source and year'), cell: (entry) => [entry.sourceName, entry.fiscalYear].filter(Boolean).join(' ') },
        { head: t('Datum', 'Date'), end: true, cell: (entry) => <Day value={entry.effectiveOn} /> },
        {
          head: t('Bedrag', 'Amount'),
          ...(entries.every((entry) => entry.unit === 'EUR')
            ? { cents: (entry: Entry) => entry.amount, href: (entry: Entry) => `${ctx.path}/${entry.id}` }
            : {
                end: true,
                cell: (entry: Entry) => <Link href={`${ctx.path}/${entry.id}`}>{formatAmount(entry.amount, entry.unit, ctx.lang)}</Link>,
              }),
        },
      ]}
    />
  );
}

function What({ ctx, entry }: { ctx: MunicipalityContext; entry: Entry }) {
  const t = translator(ctx);
  const words = t(entryWords(entry));
  const about = entry.purpose ?? entry.rightTitle;
  return about ? (
    <>
      {about} <span class="bk-soft">({words.toLowerCase()})</span>
    </>
  ) : (
    <>{words}</>
  );
}
