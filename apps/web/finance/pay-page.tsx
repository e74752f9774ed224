import { dayOf } from '../../../libs/core/index.js';
import type { BatchView, PayableView } from '../../../libs/payments/index.js';
import {
  Day,
  EmptyState,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Section,
  Stack,
  Status,
  Steps,
  Table,
  translator,
  useField,
} from '../kit/index.js';
import { crumbs, entries, inFinance } from './words.js';

/** What the page shows. */
export interface PayData {
  open: PayableView[];
  batches: BatchView[];
}

/** What is to be paid, what waits for a second person, and what was paid. */
export function PayPage({ ctx, open, batches, form }: PayData & { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  const waiting = batches.filter((batch) => batch.approvedAt === null);
  const paid = batches.filter((batch) => batch.approvedAt !== null);
  return (
    <Page ctx={ctx} form={form} title={t('Betalen', 'Pay')} crumbs={crumbs(ctx)} stamp>
      {waiting.length > 0 && (
        <Section wide title={t('Wacht op een tweede persoon', 'Waiting for a second person')}>
          <BatchesTable ctx={ctx} batches={waiting} caption={t('Wie klaarzet, keurt niet goed.', 'Who prepares does not approve.')} />
        </Section>
      )}
      <Section wide title={t('Te betalen', 'To be paid')}>
        {open.length > 0 ? (
          <PrepareForm ctx={ctx} open={open} />
        ) : (
          <EmptyState>
            {t(
              'Er staat niets open. Zodra een leverancier een opname bevestigt, komt die hier te staan met de laatste dag om te betalen.',
              'Nothing is open. As soon as a supplier confirms a draw, it will stand here with the last day to pay.',
            )}
          </EmptyState>
        )}
      </Section>
      {paid.length > 0 && (
        <Section wide title={t('Betaald', 'Paid')}>
          <BatchesTable ctx={ctx} batches={paid} caption={t('De laatste bovenaan.', 'The latest at the top.')} />
        </Section>
      )}
    </Page>
  );
}

function PrepareForm({ ctx, open }: { ctx: MemberContext; open: PayableView[] }) {
  const t = translator(ctx);
  return (
    <Form ctx={ctx} action={inFinance(ctx, 'betalen')} submit={t('Klaarzetten', 'Prepare')}>
      <Choice ctx={ctx} open={open} />
      <Panel>
        <Steps
          steps={[
            {
              when: t('Meteen', 'At once'),
              what: t(
                'De gekozen betalingen staan samen klaar. Er is nog niets betaald.',
                'The chosen payments are put together. Nothing is paid yet.',
              ),
            },
            {
              when: t('Daarna', 'After that'),
              what: t('Een collega kijkt ze na en keurt ze goed.', 'A colleague looks at them and approves them.'),
            },
          ]}
        />
      </Panel>
    </Form>
  );
}

/** The open payables with a box each; all are ticked until somebody unticks one. */
function Choice({ ctx, open }: { ctx: MemberContext; open: PayableView[] }) {
  const t = translator(ctx);
  const { id: fieldId, values, sent, error } = useField('betaling');
  const idOf = (payable: PayableView) => (payable.id === open[0]?.id ? fieldId : `betaling-${payable.id}`);
  return (
    <Stack>
      {error && (
        <p class="utrecht-form-field-error-message" id={`${fieldId}-fout`}>
          <span class="bk-hidden">{t('Fout: ', 'Error: ')}</span>
          {error}
        </p>
      )}
      <Table
        caption={t(
          'Wat het eerst betaald moet zijn, staat bovenaan. Haal weg wat nog niet mee mag.',
          'What must be paid first stands at the top. Untick what must wait.',
        )}
        rows={open}
        total={t('Alles samen', 'All together')}
        columns={[
          {
            head: t('Waarvoor', 'What for'),
            cell: (row) => (
              <div class="bk-choice">
                <input
                  class="utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"
                  type="checkbox"
                  name="betaling"
                  id={idOf(row)}
                  value={row.id}
                  checked={sent ? values.includes(row.id) : true}
                  aria-describedby={error ? `${fieldId}-fout` : undefined}
                />
                <label class="utrecht-form-label utrecht-form-label--checkbox" for={idOf(row)}>
                  {row.purpose}
                </label>
              </div>
            ),
          },
          { head: t('Leverancier', 'Supplier'), cell: (row) => row.supplierName },
          { head: t('Voor wie', 'For whom'), cell: (row) => row.holderName },
          { head: t('Bevestigd', 'Confirmed'), end: true, cell: (row) => <Day value={row.confirmedOn} /> },
          { head: t('Uiterlijk betalen', 'Pay by'), end: true, cell: (row) => <Due ctx={ctx} payable={row} /> },
          { head: t('Bedrag', 'Amount'), cents: (row) => row.cents, href: (row) => entries(ctx, { drawId: row.drawId }) },
        ]}
      />
    </Stack>
  );
}

/** The last day to pay; in so many words once it has passed. */
function Due({ ctx, payable }: { ctx: MemberContext; payable: PayableView }) {
  const t = translator(ctx);
  if (payable.dueOn >= dayOf(ctx.now)) return <Day value={payable.dueOn} />;
  return (
    <Status kind="fail">
      <Day value={payable.dueOn} />, {t('te laat', 'overdue')}
    </Status>
  );
}

function BatchesTable({ ctx, batches, caption }: { ctx: MemberContext; batches: BatchView[]; caption: string }) {
  const t = translator(ctx);
  const own = (batch: BatchView) => batch.preparedBy === ctx.viewer.personId;
  return (
    <Table
      caption={caption}
      rows={batches}
      columns={[
        { head: t('Klaargezet', 'Prepared'), cell: (row) => <Day value={row.preparedAt} /> },
        { head: t('Door', 'By'), cell: (row) => (own(row) ? t('u', 'you') : t('een collega', 'a colleague')) },
        { head: t('Betalingen', 'Payments'), end: true, cell: (row) => row.payables },
        {
          head: t('Stand', 'State'),
          cell: (row) =>
            row.approvedAt ? (
              <Status kind="done">
                {t('Betaald op', 'Paid on')} <Day value={row.approvedAt} />
              </Status>
            ) : (
              <Status kind="wait">
                {own(row) ? t('Wacht op een collega', 'Waits for a colleague') : t('Wacht op u', 'Waits for you')}
              </Status>
            ),
        },
        { head: t('Samen', 'Together'), cents: (row) => row.totalCents, href: (row) => inFinance(ctx, `betalen/${row.id}`) },
      ]}
    />
  );
}
