import type { entryById } from '../../../libs/reporting/index.js';
import { Amount, Day, Facts, Link, Moment, type MunicipalityContext, Page, Section, translator } from '../kit/index.js';
import { home } from './entries-page.js';
import { entriesHref } from './entries-href.js';
import { CorrectionSection, type EntryCorrection } from './entry-correction.js';
import { entryWords } from './entry-words.js';

type WholeEntry = Awaited<ReturnType<typeof entryById>>;

interface EntryProps extends EntryCorrection {
  ctx: MunicipalityContext;
  entry: WholeEntry;
}

/** One entry: from where to where, why, what belongs to it, and whether it was taken back. */
export function EntryPage({ ctx, entry, correction }: EntryProps) {
  const t = translator(ctx);
  const list = ctx.path.replace(/\/[^/]+$/, '');
  const same = (label: string, filter: Parameters<typeof entriesHref>[1]) => <Link href={entriesHref(list, filter)}>{label}</Link>;
  return (
    <Page
      ctx={ctx}
      preHeading={t('Boeking', 'Entry')}
      title={entry.purpose ?? entry.rightTitle ?? t(entryWords(entry))}
      crumbs={[home(ctx), { label: t('Boekingen', 'Entries'), href: list }]}
    >
      <Section title={t(entryWords(entry))}>
        <Facts
          facts={[
            [t('Bedrag', 'Amount'), <Amount {...(entry.unit === 'EUR' ? { cents: entry.amount } : { minutes: entry.amount })} />],
            [t('Van', 'From'), t(entry.from)],
            [t('Naar', 'To'), t(entry.to)],
            [t('Telt vanaf', 'Counts from'), <Day value={entry.effectiveOn} />],
            [t('Geboekt op', 'Booked on'), <Moment value={entry.bookedAt} />],
            [t('Initiatief', 'Initiative'), entry.holderName],
            [t('Leverancier', 'Supplier'), entry.supplierName],
            [
              t('Trekkingsrecht', 'Drawing right'),
              entry.rightTitle && same(entry.rightTitle, { drawingRightId: entry.drawingRightId ?? undefined }),
            ],
            [t('Wijkbudget', 'Budget'), entry.budgetName && same(entry.budgetName, { budgetId: entry.budgetId ?? undefined })],
            [t('Bron en jaar', 'Source and year'), [entry.sourceName, entry.fiscalYear].filter(Boolean).join(' ')],
            [
              t('Doel', 'Goal'),
              entry.publicValueName && same(t(entry.publicValueName), { publicValueId: entry.publicValueId ?? undefined }),
            ],
            [t('Wijk', 'Neighbourhood'), entry.neighbourhoodName],
            [t('Raadsbesluit', 'Council decision'), entry.decisionNumber],
            [
              t('Alles van deze opname', 'Everything of this draw'),
              entry.drawId && same(t('Bekijk de boekingen', 'See the entries'), { drawId: entry.drawId }),
            ],
            [t('Kenmerk', 'Reference'), <span class="bk-small">{entry.id}</span>],
          ]}
        />
      </Section>
      <CorrectionSection ctx={ctx} entry={entry} correction={correction} list={list} forFinance={ctx.path.split('/')[2] === 'financien'} />
    </Page>
  );
}
