import {
  Day,
  Facts,
  Form,
  type FormState,
  type MunicipalityContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Status,
  TextField,
  translator,
} from '../kit/index.js';
import { ConfirmSection, type DeliveryData, deliveryFacts } from '../rights/confirm.js';
import { drawStates } from '../rights/draw-words.js';

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
export function CodedDrawPage(props: DeliveryData & { ctx: MunicipalityContext; form?: FormState }) {
  const { ctx, draw, payable, form } = props;
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
          <Facts facts={deliveryFacts(ctx, props)} />
        </Stack>
      </Section>
      {waits && <ConfirmSection {...props} action={pathIn(ctx, `bevestig/${draw.code}`)} />}
      {draw.state === 'confirmed' && payable && (
        <Paragraph>
          {t('Bedankt. De gemeente betaalt uiterlijk op', 'Thank you. The municipality pays by')} <Day value={payable.dueOn} />.
        </Paragraph>
      )}
    </Page>
  );
}
