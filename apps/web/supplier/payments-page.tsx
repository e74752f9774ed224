import type { PayableView } from '../../../libs/payments/index.js';
import { ButtonLink, Day, EmptyState, type MemberContext, Page, pathIn, Section, Status, Table, translator } from '../kit/index.js';

/** What a supplier is owed and was paid, what is due first at the top. */
export function PaymentsPage({ ctx, payables }: { ctx: MemberContext; payables: PayableView[] }) {
  const t = translator(ctx);
  const open = payables.filter((payable) => payable.state === 'open' || payable.state === 'prepared');
  const paid = payables.filter((payable) => payable.state === 'paid').reverse();
  return (
    <Page
      ctx={ctx}
      preHeading={ctx.viewer.organisationName}
      title={t('Uw betalingen', 'Your payments')}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'leverancier') }]}
      stamp
    >
      <Section wide title={t('Dit krijgt u nog', 'Still to be paid')}>
        {open.length > 0 ? (
          <PayablesTable
            ctx={ctx}
            payables={open}
            caption={t(
              'De gemeente betaalt binnen zes weken na uw bevestiging.',
              'The municipality pays within six weeks after you confirm.',
            )}
          />
        ) : (
          <EmptyState
            action={
              <ButtonLink href={pathIn(ctx, 'leverancier')}>{t('Kijk wat er te bevestigen is', 'See what there is to confirm')}</ButtonLink>
            }
          >
            {t('Er staat niets open. Wat u bevestigt, komt hier te staan.', 'Nothing is open. What you confirm will stand here.')}
          </EmptyState>
        )}
      </Section>
      {paid.length > 0 && (
        <Section wide title={t('Betaald', 'Paid')}>
          <PayablesTable ctx={ctx} payables={paid} caption={t('Het laatste bovenaan.', 'The latest at the top.')} />
        </Section>
      )}
    </Page>
  );
}

function PayablesTable({ ctx, payables, caption }: { ctx: MemberContext; payables: PayableView[]; caption: string }) {
  const t = translator(ctx);
  return (
    <Table
      caption={caption}
      rows={payables}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Waarvoor', 'What for'), cell: (row) => row.purpose },
        { head: t('Voor wie', 'For whom'), cell: (row) => row.holderName },
        { head: t('Bevestigd', 'Confirmed'), end: true, cell: (row) => <Day value={row.confirmedOn} /> },
        {
          head: t('Betaling', 'Payment'),
          end: true,
          cell: (row) =>
            row.paidOn ? (
              <Status kind="done">
                <Day value={row.paidOn} />
              </Status>
            ) : (
              <>
                {t('uiterlijk', 'by')} <Day value={row.dueOn} />
              </>
            ),
        },
        { head: t('Bedrag', 'Amount'), cents: (row) => row.cents, href: (row) => pathIn(ctx, `leverancier/opnames/${row.drawId}`) },
      ]}
    />
  );
}
