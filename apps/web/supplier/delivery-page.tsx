import {
  Day,
  Facts,
  Form,
  type FormState,
  Heading,
  Link,
  type MemberContext,
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

interface DeliveryProps extends DeliveryData {
  ctx: MemberContext;
  form?: FormState;
}

/** Did you deliver this? One button; after it the date of payment. */
export function DeliveryPage(props: DeliveryProps) {
  const { ctx, draw, form } = props;
  const t = translator(ctx);
  const { kind, words } = drawStates[draw.state];
  const own = pathIn(ctx, `leverancier/opnames/${draw.id}`);
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
          <Facts facts={deliveryFacts(ctx, props)} />
        </Stack>
      </Section>
      {draw.state === 'reserved' ? (
        <>
          <ConfirmSection {...props} action={`${own}/bevestiging`} />
          <Section title={t('Levert u dit niet?', 'You do not deliver this?')}>
            <Form ctx={ctx} form={null} action={`${own}/afwijzing`} submit={t('Ik lever dit niet', 'I do not deliver this')} secondary>
              <TextField
                name="reden"
                optional
                label={t('Wat wilt u erbij zeggen?', 'What would you like to add?')}
                description={t('Het initiatief leest dit.', 'The initiative reads this.')}
              />
            </Form>
          </Section>
        </>
      ) : (
        <Afterwards {...props} />
      )}
      {draw.state === 'confirmed' && props.payable?.state === 'open' && (
        <Section
          title={t('Toch niet geleverd?', 'Not delivered after all?')}
          intro={t('Zolang er niet betaald wordt', 'As long as no payment is under way')}
        >
          <Form ctx={ctx} action={`${own}/terugdraaiing`} submit={t('Bevestiging terugdraaien', 'Reverse the confirmation')} secondary>
            <TextField
              name="waarom"
              label={t('Waarom?', 'Why?')}
              description={t(
                'Het initiatief leest dit. Het kan het bedrag daarna weer opnemen.',
                'The initiative reads this. It can draw the amount again after that.',
              )}
            />
          </Form>
        </Section>
      )}
    </Page>
  );
}

function Afterwards({ ctx, draw, payable }: DeliveryProps) {
  const t = translator(ctx);
  return (
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
  );
}
