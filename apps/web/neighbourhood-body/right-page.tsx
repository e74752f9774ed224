import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { ConditionalNote } from '../rights/conditional.js';
import { quantity, RightDraws, RightReasons, RightSum } from '../rights/parts.js';
import {
  Amount,
  Day,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Status,
  Steps,
  TextArea,
  translator,
} from '../kit/index.js';

interface GrantedProps {
  ctx: MemberContext;
  right: RightView;
  draws: DrawView[];
  payables: Map<string, Payable>;
  form?: FormState;
}

/** A right as the body that granted it sees it: its sum, its draws, and ending it. */
export function GrantedRightPage({ ctx, right, draws, payables, form }: GrantedProps) {
  const t = translator(ctx);
  const over = right.state === 'ended' || right.state === 'expired';
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={right.holderName}
      title={right.title}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'wijkorgaan') }]}
      stamp
    >
      <Section title={t('De rekensom', 'The sum')}>
        {over && (
          <p>
            <Status kind="rest">{right.state === 'ended' ? t('Gestopt', 'Ended') : t('Voorbij', 'Over')}</Status>{' '}
            {right.endedAt && <Day value={right.endedAt} />}
          </p>
        )}
        <Stack gap="loose">
          <ConditionalNote right={right} />
          <RightSum right={right} />
        </Stack>
        <Paragraph after>
          {t('Hiervoor is', 'For this')} <Amount cents={right.committedCents} />{' '}
          {right.conditionalUntil === null
            ? t(`toegezegd uit wijkbudget ${right.budgetName}.`, `was committed from the budget ${right.budgetName}.`)
            : t(
                `onder voorbehoud vastgehouden in wijkbudget ${right.budgetName}.`,
                `is held conditionally in the budget ${right.budgetName}.`,
              )}
        </Paragraph>
      </Section>
      <Section title={t('Waarom', 'Why')}>
        <RightReasons right={right} />
      </Section>
      <RightDraws
        now={ctx.now}
        draws={draws}
        payables={payables}
        href={() => entriesHref(pathIn(ctx, 'boekingen'), { drawingRightId: right.id })}
      />
      {!over && <EndEarly ctx={ctx} right={right} />}
    </Page>
  );
}

function EndEarly({ ctx, right }: { ctx: MemberContext; right: RightView }) {
  const t = translator(ctx);
  return (
    <Section title={t('Eerder stoppen', 'End early')} intro={t('Alleen als het echt moet', 'Only when it has to be')}>
      <Form
        ctx={ctx}
        secondary
        action={pathIn(ctx, `wijkorgaan/trekkingsrechten/${right.id}/einde`)}
        submit={t('Trekkingsrecht stoppen', 'End the drawing right')}
        panel={
          <Panel>
            <Steps
              steps={[
                {
                  when: t('Meteen', 'At once'),
                  what: (
                    <>
                      <Amount {...quantity(right, right.conditionalUntil === null ? right.free : right.amount)} />{' '}
                      {t(
                        'komt terug bij de wijk. Opnames die wachten, gaan gewoon door.',
                        'comes back to the neighbourhood. Draws that wait simply go on.',
                      )}
                    </>
                  ),
                },
                { when: t('Daarna', 'Then'), what: t('Het initiatief leest waarom.', 'The initiative reads why.') },
              ]}
            />
          </Panel>
        }
      >
        <TextArea name="reden" maxLength={500} label={t('Waarom stopt u?', 'Why do you end it?')} />
      </Form>
    </Section>
  );
}
