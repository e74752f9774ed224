import { dayOf } from '../../../libs/core/index.js';
import type { CouncilDecision } from '../../../libs/budgets/index.js';
import {
  ButtonLink,
  DateField,
  Day,
  EmptyState,
  FileField,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Stack,
  Table,
  TextField,
  translator,
} from '../kit/index.js';
import { crumbs, inFinance } from './words.js';

/** Every decision, newest first, with its document. */
export function DecisionsPage({ ctx, decisions }: { ctx: MemberContext; decisions: CouncilDecision[] }) {
  const t = translator(ctx);
  const begin = (
    <ButtonLink primary href={inFinance(ctx, 'besluiten/nieuw')}>
      {t('Besluit vastleggen', 'Record a decision')}
    </ButtonLink>
  );
  return (
    <Page
      ctx={ctx}
      title={t('Raadsbesluiten', 'Council decisions')}
      lead={t(
        'Elke euro in Buurtkas rust op een besluit van de gemeenteraad.',
        'Every euro in Buurtkas rests on a decision of the council.',
      )}
      crumbs={crumbs(ctx)}
    >
      {decisions.length === 0 ? (
        <EmptyState action={begin}>
          {t(
            'Er ligt nog geen besluit vast. Begin hiermee: zonder besluit kan er geen bron en geen wijkbudget zijn.',
            'No decision is recorded yet. Begin here: without one there can be no source and no neighbourhood budget.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          <div>{begin}</div>
          <Table
            caption={t('Het nieuwste bovenaan', 'The newest at the top')}
            rows={decisions}
            columns={[
              { head: t('Nummer', 'Number'), cell: (row) => <span id={`besluit-${row.id}`}>{row.number}</span> },
              { head: t('Waar het over gaat', 'What it is about'), cell: (row) => row.title },
              { head: t('Genomen op', 'Taken on'), cell: (row) => <Day value={row.decidedOn} /> },
              {
                head: t('Document', 'Document'),
                cell: (row) =>
                  row.documentName ? (
                    <Link href={inFinance(ctx, `besluiten/${row.id}/document`)}>
                      PDF
                      <span class="bk-hidden">
                        {' '}
                        {t('van besluit', 'of decision')} {row.number}
                      </span>
                    </Link>
                  ) : (
                    <span class="bk-soft">{t('geen', 'none')}</span>
                  ),
              },
            ]}
          />
        </Stack>
      )}
    </Page>
  );
}

/** Recording a decision: number, day, subject, and the document itself. */
export function NewDecisionPage({ ctx, form }: { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  return (
    <Page ctx={ctx} form={form} title={t('Raadsbesluit vastleggen', 'Record a council decision')} crumbs={crumbs(ctx, 'besluiten')}>
      <Form ctx={ctx} upload submit={t('Vastleggen', 'Record')} cancel={inFinance(ctx, 'besluiten')}>
        <TextField
          name="nummer"
          width="short"
          maxLength={40}
          autoComplete="off"
          label={t('Nummer van het besluit', 'Number of the decision')}
          description={t('Bijvoorbeeld 2026-118', 'For example 2026-118')}
        />
        <DateField name="datum" max={dayOf(ctx.now)} label={t('Wanneer nam de raad het besluit?', 'When did the council take it?')} />
        <TextField
          name="titel"
          maxLength={200}
          autoComplete="off"
          label={t('Waar gaat het over?', 'What is it about?')}
          description={t('Bijvoorbeeld: wijkbudgetten 2027 tot en met 2030', 'For example: neighbourhood budgets 2027 to 2030')}
        />
        <FileField
          name="document"
          optional
          accept="application/pdf,.pdf"
          label={t('Het besluit als PDF', 'The decision as PDF')}
          description={
            form
              ? t(
                  'Kies het bestand opnieuw: dat onthoudt een browser niet. Hoogstens 10 MB.',
                  'Choose the file again: a browser does not remember it. At most 10 MB.',
                )
              : t('Hoogstens 10 MB', 'At most 10 MB')
          }
        />
      </Form>
    </Page>
  );
}
