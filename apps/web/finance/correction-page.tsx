import type { CorrectionView } from '../../../libs/payments/index.js';
import type { EntryDetail } from '../../../libs/reporting/index.js';
import {
  Amount,
  Day,
  Facts,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Quote,
  Section,
  Stack,
  Status,
  Steps,
  TextArea,
  translator,
} from '../kit/index.js';
import { EntryFacts } from './correction-ask-page.js';
import { crumbs, inFinance } from './words.js';

/** What the page shows. */
export interface CorrectionData {
  correction: CorrectionView;
  entry: EntryDetail;
}

interface CorrectionProps extends CorrectionData {
  ctx: MemberContext;
  form?: FormState;
}

/** One correction: what it takes back and why, and for the second person what approving does. */
export function CorrectionPage(props: CorrectionProps) {
  const { ctx, correction, entry, form } = props;
  const t = translator(ctx);
  const waits = correction.reversalId === null && correction.refusedAt === null;
  const own = correction.proposedBy === ctx.viewer.personId;
  const title = !waits
    ? t('Correctie', 'Correction')
    : own
      ? t('Een collega keurt goed', 'A colleague approves')
      : t('Mag dit worden teruggedraaid?', 'May this be reversed?');
  return (
    <Page ctx={ctx} form={form} title={title} crumbs={crumbs(ctx, 'correcties')}>
      <Section title={t('De boeking', 'The entry')}>
        <EntryFacts ctx={ctx} entry={entry} />
      </Section>
      <Section title={t('Wat er niet klopt', 'What is wrong')}>
        <Stack>
          <Quote>{correction.reason}</Quote>
          <CorrectionFacts {...props} />
        </Stack>
      </Section>
      {waits && !own && (
        <Section title={t('Goedkeuren', 'Approve')}>
          <Form
            ctx={ctx}
            form={null}
            action={inFinance(ctx, `correcties/${correction.id}/goedkeuring`)}
            submit={t('Goedkeuren', 'Approve')}
            cancel={inFinance(ctx, 'correcties')}
            panel={<WhatHappens {...props} />}
          />
        </Section>
      )}
      {waits && (
        <Section title={own ? t('Toch niet nodig?', 'Not needed after all?') : t('Of afwijzen', 'Or refuse')}>
          <Form
            ctx={ctx}
            secondary
            action={inFinance(ctx, `correcties/${correction.id}/weigering`)}
            submit={own ? t('Voorstel intrekken', 'Withdraw the proposal') : t('Afwijzen', 'Refuse')}
          >
            <TextArea
              name="reden"
              rows={3}
              maxLength={500}
              label={own ? t('Waarom trekt u het in?', 'Why do you withdraw it?') : t('Waarom niet?', 'Why not?')}
              description={t('De boeking blijft dan staan zoals zij is.', 'The entry then stays as it is.')}
            />
          </Form>
        </Section>
      )}
    </Page>
  );
}

function WhatHappens({ ctx, correction, entry }: CorrectionProps) {
  const t = translator(ctx);
  const amount = <Amount cents={correction.cents} />;
  return (
    <Panel>
      <Steps
        steps={[
          {
            when: t('Meteen', 'At once'),
            what: t(
              <>
                Wij boeken {amount} terug: van “{entry.to.nl}” naar “{entry.from.nl}”. Beide boekingen blijven staan.
              </>,
              <>
                We book {amount} back: from “{entry.to.en}” to “{entry.from.en}”. Both entries stay.
              </>,
            ),
          },
        ]}
      />
    </Panel>
  );
}

function CorrectionFacts({ ctx, correction }: CorrectionProps) {
  const t = translator(ctx);
  const by = (at: Date | null, name: string | null) =>
    at && (
      <>
        <Day value={at} /> {t('door', 'by')} {name}
      </>
    );
  return (
    <Facts
      facts={[
        [t('Stand', 'State'), <CorrectionStatus ctx={ctx} correction={correction} />],
        [
          correction.needsSecond ? t('Voorgesteld', 'Proposed') : t('Teruggedraaid', 'Reversed'),
          by(correction.proposedAt, correction.proposedByName),
        ],
        [t('Goedgekeurd', 'Approved'), by(correction.approvedAt, correction.approvedByName)],
        [
          correction.refusedBy === correction.proposedBy ? t('Ingetrokken', 'Withdrawn') : t('Afgewezen', 'Refused'),
          by(correction.refusedAt, correction.refusedByName),
        ],
        [t('Omdat', 'Because'), correction.refusal],
        [
          t('Geboekt als', 'Booked as'),
          correction.reversalId && (
            <Link href={inFinance(ctx, `boekingen/${correction.reversalId}`)}>{t('deze boeking', 'this entry')}</Link>
          ),
        ],
        [t('Mandaat', 'Mandate'), <MandateFact ctx={ctx} correction={correction} />],
      ]}
    />
  );
}

function MandateFact({ ctx, correction }: { ctx: MemberContext; correction: CorrectionView }) {
  const t = translator(ctx);
  const amount = <Amount cents={correction.mandateCents} />;
  return (
    <Paragraph small soft>
      {correction.needsSecond
        ? t(<>Boven {amount} kijken er twee mensen.</>, <>Above {amount} two people look.</>)
        : t(<>Tot en met {amount} mag één persoon het.</>, <>Up to {amount} one person may.</>)}
    </Paragraph>
  );
}

/** How far a correction is. */
export function CorrectionStatus({ ctx, correction }: { ctx: MemberContext; correction: CorrectionView }) {
  const t = translator(ctx);
  if (correction.reversalId) return <Status kind="done">{t('Geboekt', 'Booked')}</Status>;
  if (correction.refusedAt)
    return (
      <Status kind="rest">
        {correction.refusedBy === correction.proposedBy ? t('Ingetrokken', 'Withdrawn') : t('Afgewezen', 'Refused')}
      </Status>
    );
  return (
    <Status kind="wait">
      {correction.proposedBy === ctx.viewer.personId
        ? t('Wacht op een collega', 'Waits for a colleague')
        : t('Wacht op u', 'Waits for you')}
    </Status>
  );
}
