import { drawStates } from '../initiative/draw-words.js';
import { quantity } from '../initiative/home-page.js';
import {
  Amount,
  Day,
  DeedForm,
  Facts,
  Form,
  type FormState,
  type MunicipalityContext,
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
import type { DeliveryData } from './delivery-page.js';

/** Type the code. */
export function CodePage({ ctx, form }: { ctx: MunicipalityContext; form?: FormState }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Welke code kreeg u?', 'Which code were you given?')}
      lead={t(
        'Een initiatief liet u een code zien. Daarmee bevestigt u dat u leverde.',
        'An initiative showed you a code. With it you confirm that you delivered.',
      )}
    >
      <Form ctx={ctx} action={pathIn(ctx, 'bevestig')} submit={t('Verder', 'Continue')}>
        <TextField
          name="code"
          width="short"
          maxLength={12}
          autoComplete="off"
          label={t('Code', 'Code')}
          description={t('Zes letters en cijfers. Bijvoorbeeld K7M 4QX', 'Six letters and digits. For example K7M 4QX')}
        />
      </Form>
    </Page>
  );
}

/** The draw behind a code: confirm it with one tap, or read what came of it. */
export function CodedDrawPage({ ctx, draw, payable, payBy, form }: DeliveryData & { ctx: MunicipalityContext; form?: FormState }) {
  const t = translator(ctx);
  const { kind, words } = drawStates[draw.state];
  const waits = draw.state === 'reserved';
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={draw.supplierName}
      title={waits ? t('Heeft u dit geleverd?', 'Did you deliver this?') : t(words)}
    >
      <Section title={t('De opname', 'The draw')}>
        <Stack gap="loose">
          {!waits && (
            <p>
              <Status kind={kind}>{t(words)}</Status>
            </p>
          )}
          <Facts
            facts={[
              [draw.unit === 'EUR' ? t('Bedrag', 'Amount') : t('Tijd', 'Time'), <Amount {...quantity(draw, draw.amount)} />],
              [t('U krijgt', 'You are paid'), draw.unit === 'MIN' && <Amount cents={draw.cents} />],
              [t('Waarvoor', 'What for'), draw.purpose],
              [t('Voor', 'For'), draw.holderName],
              [t('Levert', 'Delivers'), draw.supplierName],
              [t('Te bevestigen tot en met', 'To confirm until'), waits && <Day value={draw.expiresOn} />],
            ]}
          />
        </Stack>
      </Section>
      {waits ? (
        <Section title={t('Dit gebeurt er', 'This is what happens')}>
          <Stack gap="loose">
            <Panel title={t('Als u bevestigt', 'When you confirm')}>
              <Steps
                steps={[
                  {
                    when: t('Meteen', 'At once'),
                    what: t(
                      <>
                        Wij noteren dat {draw.supplierName} <Amount cents={draw.cents} /> krijgt.
                      </>,
                      <>
                        We record that {draw.supplierName} is owed <Amount cents={draw.cents} />.
                      </>,
                    ),
                  },
                  {
                    when: (
                      <>
                        {t('Uiterlijk', 'By')} <Day value={payBy} />
                      </>
                    ),
                    what: t('De gemeente betaalt. Een factuur is niet nodig.', 'The municipality pays. No invoice is needed.'),
                  },
                ]}
              />
            </Panel>
            <DeedForm primary ctx={ctx} action={pathIn(ctx, `bevestig/${draw.code}`)} label={t('Bevestigen', 'Confirm')} />
          </Stack>
        </Section>
      ) : (
        payable &&
        payable.state !== 'cancelled' && (
          <Paragraph>
            {payable.paidOn
              ? t('Betaald op', 'Paid on')
              : t('Bedankt. De gemeente betaalt uiterlijk op', 'Thank you. The municipality pays by')}{' '}
            <Day value={payable.paidOn ?? payable.dueOn} />.
          </Paragraph>
        )
      )}
    </Page>
  );
}
