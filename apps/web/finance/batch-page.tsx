import { sumCents } from '../../../libs/core/index.js';
import type { PayableView, PaymentBatch } from '../../../libs/payments/index.js';
import {
  Amount,
  Day,
  Facts,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  Status,
  Steps,
  Table,
  translator,
} from '../kit/index.js';
import { paymentsInWords } from './waiting.js';
import { crumbs, entries, inFinance } from './words.js';

/** What the page shows. */
export interface BatchData {
  batch: PaymentBatch;
  payables: PayableView[];
}

interface BatchProps extends BatchData {
  ctx: MemberContext;
  form?: FormState;
}

/** Payments that were put together: what approving them does, and the one button, for the second person only. */
export function BatchPage(props: BatchProps) {
  const { ctx, batch, payables, form } = props;
  const t = translator(ctx);
  const own = batch.preparedBy === ctx.viewer.personId;
  const count = paymentsInWords(payables.length, ctx);
  const title = batch.approvedAt
    ? t('Betaald', 'Paid')
    : own
      ? t('Een collega keurt goed', 'A colleague approves')
      : t('Mag dit betaald worden?', 'May this be paid?');
  return (
    <Page ctx={ctx} form={form} preHeading={count} title={title} crumbs={crumbs(ctx, 'betalen')}>
      <Section title={t('De betalingen samen', 'The payments together')}>
        <BatchFacts {...props} own={own} />
      </Section>
      <Section wide title={t('Wat er in zit', 'What is in it')}>
        <PayablesTable ctx={ctx} payables={payables} />
      </Section>
      {!batch.approvedAt && (
        <Section title={own ? t('Het vierogenprincipe', 'Four eyes') : t('Goedkeuren', 'Approve')}>
          {own ? (
            <Paragraph>
              {t(
                'U zette deze betalingen zelf klaar. Een collega keurt ze goed. Zo kijken er altijd twee mensen.',
                'You prepared these payments yourself. A colleague approves them. So two people always look.',
              )}
            </Paragraph>
          ) : (
            <Form
              ctx={ctx}
              action={inFinance(ctx, `betalen/${batch.id}/goedkeuring`)}
              panel={<WhatHappens ctx={ctx} payables={payables} />}
              submit={t('Goedkeuren', 'Approve')}
              cancel={inFinance(ctx, 'betalen')}
            />
          )}
        </Section>
      )}
    </Page>
  );
}

function BatchFacts({ ctx, batch, payables, own }: BatchProps & { own: boolean }) {
  const t = translator(ctx);
  const who = (personId: string | null) => (personId === ctx.viewer.personId ? t('u', 'you') : t('een collega', 'a colleague'));
  const total = sumCents(payables.map((payable) => payable.cents));
  const state = batch.approvedAt ? (
    <Status kind="done">{t('Goedgekeurd en geboekt', 'Approved and booked')}</Status>
  ) : (
    <Status kind="wait">{own ? t('Wacht op een collega', 'Waits for a colleague') : t('Wacht op u', 'Waits for you')}</Status>
  );
  return (
    <Facts
      facts={[
        [t('Samen', 'Together'), <Amount cents={total} href="#betalingen" />],
        [t('Stand', 'State'), state],
        [
          t('Klaargezet', 'Prepared'),
          <>
            <Day value={batch.preparedAt} /> {t('door', 'by')} {who(batch.preparedBy)}
          </>,
        ],
        [
          t('Goedgekeurd', 'Approved'),
          batch.approvedAt && (
            <>
              <Day value={batch.approvedAt} /> {t('door', 'by')} {who(batch.approvedBy)}
            </>
          ),
        ],
        [t('Uiterlijk betalen', 'Pay by'), !batch.approvedAt && payables[0] && <Day value={payables[0].dueOn} />],
      ]}
    />
  );
}

function PayablesTable({ ctx, payables }: { ctx: MemberContext; payables: PayableView[] }) {
  const t = translator(ctx);
  return (
    <div id="betalingen">
      <Table
        caption={t('Elk bedrag opent de boekingen van die opname.', 'Each amount opens the entries of that draw.')}
        rows={payables}
        total={t('Samen', 'Together')}
        columns={[
          { head: t('Waarvoor', 'What for'), cell: (row) => row.purpose },
          { head: t('Leverancier', 'Supplier'), cell: (row) => row.supplierName },
          { head: t('Voor wie', 'For whom'), cell: (row) => row.holderName },
          { head: t('Trekkingsrecht', 'Drawing right'), cell: (row) => row.rightTitle },
          { head: t('Uiterlijk betalen', 'Pay by'), end: true, cell: (row) => <Day value={row.dueOn} /> },
          { head: t('Bedrag', 'Amount'), cents: (row) => row.cents, href: (row) => entries(ctx, { drawId: row.drawId }) },
        ]}
      />
    </div>
  );
}

function WhatHappens({ ctx, payables }: { ctx: MemberContext; payables: PayableView[] }) {
  const t = translator(ctx);
  const total = <Amount cents={sumCents(payables.map((payable) => payable.cents))} href="#betalingen" />;
  return (
    <Panel>
      <Stack>
        <Steps
          steps={[
            {
              when: t('Meteen', 'At once'),
              what: t(<>Wij boeken {total} van toegezegd naar betaald.</>, <>We book {total} from committed to paid.</>),
            },
            {
              when: t('Zelf doen', 'To do yourself'),
              what: t(
                'Maak het geld over in uw bankpakket. Buurtkas betaalt zelf niets uit.',
                'Transfer the money in your banking software. Buurtkas pays nothing out by itself.',
              ),
            },
            {
              when: t('Daarna', 'After that'),
              what: t(
                'De leverancier en het initiatief zien dat er betaald is. Dit is niet terug te draaien.',
                'The supplier and the initiative see that it was paid. This cannot be undone.',
              ),
            },
          ]}
        />
      </Stack>
    </Panel>
  );
}
