import type { CorrectionView } from '../../../libs/payments/index.js';
import { kindWords } from '../../../libs/reporting/index.js';
import { Day, EmptyState, Link, type MemberContext, Page, Section, Table, translator } from '../kit/index.js';
import { CorrectionStatus } from './correction-page.js';
import { crumbs, inFinance } from './words.js';

/** Every correction: what waits for a second person, and what was booked or refused. */
export function CorrectionsPage({ ctx, corrections }: { ctx: MemberContext; corrections: CorrectionView[] }) {
  const t = translator(ctx);
  const waits = (one: CorrectionView) => one.reversalId === null && one.refusedAt === null;
  const [waiting, ended] = [corrections.filter(waits), corrections.filter((one) => !waits(one))];
  return (
    <Page
      ctx={ctx}
      title={t('Correcties', 'Corrections')}
      lead={t(
        'Wat niet klopte, is teruggedraaid met een tweede boeking. Er wordt nooit iets gewijzigd of weggehaald.',
        'What was wrong was reversed by a second entry. Nothing is ever changed or removed.',
      )}
      crumbs={crumbs(ctx)}
    >
      {corrections.length === 0 && (
        <EmptyState>
          {t(
            'Er is nog niets teruggedraaid. Klopt een boeking niet? Open haar in de boekingen en kies “Boeking terugdraaien”.',
            'Nothing was reversed yet. Is an entry wrong? Open it in the entries and choose “Reverse the entry”.',
          )}{' '}
          <Link href={inFinance(ctx, 'boekingen')}>{t('Naar de boekingen', 'To the entries')}</Link>
        </EmptyState>
      )}
      {waiting.length > 0 && (
        <Section wide title={t('Wacht op een tweede persoon', 'Waiting for a second person')}>
          <CorrectionsTable
            ctx={ctx}
            corrections={waiting}
            caption={t('Wie voorstelt, keurt niet goed.', 'Who proposes does not approve.')}
          />
        </Section>
      )}
      {ended.length > 0 && (
        <Section wide title={t('Geboekt of afgewezen', 'Booked or refused')}>
          <CorrectionsTable ctx={ctx} corrections={ended} caption={t('De laatste bovenaan.', 'The latest at the top.')} />
        </Section>
      )}
    </Page>
  );
}

function CorrectionsTable({ ctx, corrections, caption }: { ctx: MemberContext; corrections: CorrectionView[]; caption: string }) {
  const t = translator(ctx);
  return (
    <Table
      caption={caption}
      rows={corrections}
      columns={[
        {
          head: t('Boeking', 'Entry'),
          cell: (row) => (
            <Link href={inFinance(ctx, `correcties/${row.id}`)}>
              {[t(kindWords[row.kind]), row.budgetName ?? row.sourceName, row.fiscalYear].filter(Boolean).join(', ')}
            </Link>
          ),
        },
        { head: t('Reden', 'Reason'), cell: (row) => row.reason },
        { head: t('Door', 'By'), cell: (row) => row.proposedByName },
        { head: t('Datum', 'Date'), end: true, cell: (row) => <Day value={row.proposedAt} /> },
        { head: t('Stand', 'State'), cell: (row) => <CorrectionStatus ctx={ctx} correction={row} /> },
        {
          head: t('Bedrag', 'Amount'),
          cents: (row) => row.cents,
          href: (row) => inFinance(ctx, `boekingen/${row.transferId}`),
          noTotal: true,
        },
      ]}
    />
  );
}
