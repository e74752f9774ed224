import type { GrantPreview, GrantRequest } from '../../../libs/drawing-rights/index.js';
import { ConditionWords } from '../rights/conditional.js';
import { rightKinds } from '../rights/draw-words.js';
import {
  Confirm,
  Amount,
  Day,
  DayRange,
  Facts,
  Form,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  pathIn,
  Quote,
  Section,
  Steps,
  Sum,
  translator,
} from '../kit/index.js';
import { carried, type GrantChoices, WHAT_NAMES, WHY_NAMES } from './grant-form.js';
import { ACTION, crumbs, type StepProps } from './grant-pages.js';

/** Step 3: what it does, shown before it happens. */
export function GrantPreviewPage({
  ctx,
  choices,
  form = { values: {} },
  grant,
  preview,
}: StepProps & { grant: GrantRequest; preview: GrantPreview }) {
  const t = translator(ctx);
  return (
    <Page ctx={ctx} crumbs={crumbs(ctx)} preHeading={t('Stap 3 van 3', 'Step 3 of 3')} title={t('Klopt dit?', 'Is this right?')}>
      <TheRight ctx={ctx} choices={choices} grant={grant} />
      {preview.condition && (
        <Section title={t('Onder voorbehoud', 'Conditional')}>
          <ConditionWords
            fiscalYear={preview.condition.fiscalYear}
            until={preview.condition.lapsesOn}
            from={preview.condition.countsFrom}
          />
        </Section>
      )}
      <Section
        title={t('Wat het kost', 'What it costs')}
        intro={grant.forSupport ? t('Uit het ondersteuningsdeel', 'From the support share') : undefined}
      >
        <Sum
          lines={[
            {
              term: preview.condition
                ? t(`Voor ${preview.condition.fiscalYear} te verdelen`, `To be granted for ${preview.condition.fiscalYear}`)
                : t('Nu beschikbaar', 'Available now'),
              cents: preview.availableBeforeCents,
            },
            {
              term: t('Dit trekkingsrecht', 'This drawing right'),
              sign: '−',
              cents: preview.committedCents,
              note: <Sources choices={choices} preview={preview} />,
            },
            {
              term: preview.condition
                ? t('Daarna te verdelen', 'To be granted after that')
                : t('Daarna beschikbaar', 'Available after that'),
              answer: true,
              cents: preview.availableAfterCents,
            },
          ]}
        />
      </Section>
      <Section title={t('Waarom', 'Why')}>
        <Quote>{grant.considerations}</Quote>
        {grant.dissent && (
          <Paragraph after>
            {t(`Iemand dacht er anders over: ${grant.dissent}`, `Somebody thought differently: ${grant.dissent}`)}
          </Paragraph>
        )}
      </Section>
      <DecideForm ctx={ctx} condition={preview.condition} answers={carried(form, [...WHAT_NAMES, ...WHY_NAMES])} />
    </Page>
  );
}

function TheRight({ ctx, choices, grant }: Pick<StepProps, 'ctx' | 'choices'> & { grant: GrantRequest }) {
  const t = translator(ctx);
  const holder = choices.holders.find(({ id }) => id === grant.holderId)?.name;
  const value = choices.values.find(({ id }) => id === grant.publicValueId);
  const quantity = grant.kind === 'money' ? { cents: grant.amount } : { minutes: grant.amount };
  return (
    <Section title={t('Het trekkingsrecht', 'The drawing right')}>
      <Facts
        facts={[
          [t('Voor', 'For'), holder],
          [t('Waarvoor', 'What for'), grant.title],
          [
            t('Wat', 'What'),
            <>
              <Amount {...quantity} />
              {grant.kind !== 'money' && <> {t(rightKinds[grant.kind].name).toLowerCase()}</>}
            </>,
          ],
          [t('Per uur', 'An hour'), grant.tariffCentsPerHour ? <Amount cents={grant.tariffCentsPerHour} /> : undefined],
          [t('Doel', 'Goal'), value && t(value.nameNl, value.nameEn)],
          [t('Te gebruiken', 'To be used'), <DayRange from={grant.validFrom} to={grant.validTo} />],
        ]}
      />
    </Section>
  );
}

interface DecideProps {
  ctx: MemberContext;
  condition: GrantPreview['condition'];
  answers: Record<string, string>;
}

function DecideForm({ ctx, condition, answers }: DecideProps) {
  const t = translator(ctx);
  return (
    <Form
      ctx={ctx}
      form={null}
      once
      action={pathIn(ctx, ACTION)}
      hidden={answers}
      panel={
        <Panel>
          <Steps
            steps={[
              {
                when: t('Meteen', 'At once'),
                what: condition
                  ? t('Het geld wordt apart gehouden. Opnemen kan nog niet.', 'The money is held. It cannot be drawn yet.')
                  : t('Het geld is toegezegd. Het initiatief kan opnemen.', 'The money is committed. The initiative can draw.'),
              },
              ...(condition
                ? [
                    {
                      when: <Day value={condition.countsFrom} />,
                      what: t(
                        'Het recht telt vanzelf, als het voorbehoud niet is ingeroepen. Dan kan het initiatief opnemen.',
                        'The right counts by itself, unless the reservation was invoked. Then the initiative can draw.',
                      ),
                    },
                  ]
                : []),
              {
                when: t('Vandaag nog', 'Today'),
                what: t('Uw besluit komt op de pagina van de wijk.', 'Your decision is shown on the page of the neighbourhood.'),
              },
            ]}
          />
        </Panel>
      }
    >
      <Confirm
        name="stap"
        deed={{ value: 'vaststellen', label: t('Toekennen', 'Grant') }}
        back={{ value: 'terug', label: t('Iets veranderen', 'Change something') }}
      />
    </Form>
  );
}

function Sources({ choices, preview }: { choices: GrantChoices; preview: GrantPreview }) {
  return (
    <>
      {preview.shares.map((share, index) => (
        <>
          {index > 0 && ', '}
          {choices.sources.find(({ id }) => id === share.fundingSourceId)?.name} {share.fiscalYear}: <Amount cents={share.cents} />
        </>
      ))}
    </>
  );
}
