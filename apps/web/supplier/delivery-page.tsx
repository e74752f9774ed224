import type { DrawView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { drawStates } from '../initiative/draw-words.js';
import { quantity } from '../initiative/home-page.js';
import {
  Amount,
  Day,
  DeedForm,
  Facts,
  Form,
  type FormState,
  Heading,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Status,
  Steps,
  TextField,
  translator,
} from '../kit/index.js';

/** One draw as its supplier sees it. */
export interface DeliveryData {
  draw: DrawView;
  payable: Payable | undefined;
  /** The last day of payment when it is confirmed today. */
  payBy: string;
}

/** Did you deliver this? One button; after it the date of payment. */
export function DeliveryPage({ ctx, draw, payable, payBy, form }: DeliveryData & { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  const { kind, words } = drawStates[draw.state];
  const waits = draw.state === 'reserved';
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={draw.holderName}
      title={draw.purpose}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'leverancier') }]}
    >
      <Section title={t('De opname', 'The draw')}>
        <Stack gap="loose">
          <p>
            <Status kind={kind}>{t(words)}</Status>
          </p>
          <Facts facts={deliveryFacts(ctx, draw, payable)} />
        </Stack>
      </Section>
      {waits && (
        <Section title={t('Heeft u dit geleverd?', 'Did you deliver this?')}>
          <Stack gap="loose">
            <Panel>
              <Steps
                steps={[
                  {
                    when: t('Meteen', 'At once'),
                    what: t(
                      <>
                        Wij noteren dat u <Amount cents={draw.cents} /> krijgt.
                      </>,
                      <>
                        We record that you are owed <Amount cents={draw.cents} />.
                      </>,
                    ),
                  },
                  {
                    when: (
                      <>
                        {t('Uiterlijk', 'By')} <Day value={payBy} />
                      </>
                    ),
                    what: t(
                      'De gemeente betaalt u. U hoeft geen factuur te sturen.',
                      'The municipality pays you. You need not send an invoice.',
                    ),
                  },
                ]}
              />
            </Panel>
            <DeedForm
              primary
              ctx={ctx}
              action={pathIn(ctx, `leverancier/opnames/${draw.id}/bevestiging`)}
              label={t('Bevestigen', 'Confirm')}
            />
          </Stack>
        </Section>
      )}
      {waits && (
        <Section title={t('Levert u dit niet?', 'You do not deliver this?')}>
          <Form
            ctx={ctx}
            form={null}
            action={pathIn(ctx, `leverancier/opnames/${draw.id}/afwijzing`)}
            submit={t('Ik lever dit niet', 'I do not deliver this')}
            secondary
          >
            <TextField
              name="reden"
              optional
              label={t('Wat wilt u erbij zeggen?', 'What would you like to add?')}
              description={t('Het initiatief leest dit.', 'The initiative reads this.')}
            />
          </Form>
        </Section>
      )}
      {!waits && (
        <Stack>
          {draw.state === 'confirmed' && payable && (
            <>
              <Heading>{t('Bedankt. Wij betalen u.', 'Thank you. We will pay you.')}</Heading>
              <Paragraph>
                {t('Uiterlijk op', 'By')} <Day value={payable.dueOn} />. {t('U hoeft niets te doen.', 'You need not do anything.')}
              </Paragraph>
            </>
          )}
          <Paragraph>
            <Link href={pathIn(ctx, 'leverancier')}>{t('Naar het begin', 'To the beginning')}</Link>
          </Paragraph>
        </Stack>
      )}
    </Page>
  );
}

function deliveryFacts(ctx: MemberContext, draw: DrawView, payable: Payable | undefined): [string, preact.ComponentChildren][] {
  const t = translator(ctx);
  return [
    [draw.unit === 'EUR' ? t('Bedrag', 'Amount') : t('Tijd', 'Time'), <Amount {...quantity(draw, draw.amount)} />],
    [t('U krijgt', 'You are paid'), draw.unit === 'MIN' && <Amount cents={draw.cents} />],
    [t('Voor', 'For'), draw.holderName],
    [t('In', 'In'), draw.neighbourhoodName],
    [t('Gevraagd op', 'Asked on'), <Day value={draw.reservedAt} />],
    [t('Te bevestigen tot en met', 'To confirm until'), draw.state === 'reserved' && <Day value={draw.expiresOn} />],
    [t('Wordt betaald', 'To be paid by'), payable && !payable.paidOn && payable.state !== 'cancelled' && <Day value={payable.dueOn} />],
    [t('Betaald op', 'Paid on'), payable?.paidOn && <Day value={payable.paidOn} />],
  ];
}
