import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import {
  Actions,
  Amount,
  Beside,
  Day,
  DeedForm,
  Facts,
  type FormState,
  Heading,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  pathIn,
  Stack,
  Status,
  type Step,
  Steps,
  Ticket,
  translator,
} from '../kit/index.js';
import { drawStates } from '../rights/draw-words.js';
import { quantity } from '../rights/parts.js';

interface DrawProps {
  ctx: MemberContext;
  draw: DrawView;
  right: RightView;
  payable: Payable | undefined;
  form?: FormState;
}

/** The code to show; once the draw has ended, what came of it. */
export function DrawPage(props: DrawProps) {
  return props.draw.state === 'reserved' ? <CodePage {...props} /> : <EndedPage {...props} />;
}

const factsOf = ({ ctx, draw }: DrawProps): [string, preact.ComponentChildren][] => {
  const t = translator(ctx);
  return [
    [draw.unit === 'EUR' ? t('Bedrag', 'Amount') : t('Tijd', 'Time'), <Amount {...quantity(draw, draw.amount)} />],
    [t('Voor', 'For'), draw.purpose],
    [t('Van', 'From'), draw.supplierName],
  ];
};

function CodePage(props: DrawProps) {
  const { ctx, draw, right } = props;
  const t = translator(ctx);
  const path = pathIn(ctx, `bevestig/${draw.code}`);
  const short = `${ctx.publicUrl.replace(/^https?:\/\//, '')}${pathIn(ctx, 'bevestig')}`;
  const link = `${ctx.publicUrl}${path}`;
  const mail = `mailto:?subject=${encodeURIComponent(t('Code van Buurtkas', 'Buurtkas code'))}&body=${encodeURIComponent(`${draw.purpose}\n${link}`)}`;
  return (
    <Page
      ctx={ctx}
      form={props.form}
      title={t('Klaar. Laat deze code zien.', 'Done. Show this code.')}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'initiatief') }]}
    >
      <Beside>
        <Ticket
          url={link}
          code={draw.code}
          hint={t(`Scan, of typ de code op ${short}`, `Scan, or type the code at ${short}`)}
          facts={[
            ...factsOf(props),
            [
              t('Geldig', 'Valid'),
              <>
                {t('tot en met', 'until')} <Day value={draw.expiresOn} />
              </>,
            ],
          ]}
        />
        <Stack gap="loose">
          <Stack>
            <Heading>{t('Wat er nu gebeurt', 'What happens now')}</Heading>
            <Steps steps={codeSteps(ctx, draw, right)} />
          </Stack>
          <Stack>
            <Heading>{t('Niet bij de leverancier?', 'Not with the supplier?')}</Heading>
            <Paragraph>
              {t(
                'Stuur de code door. De leverancier bevestigt dan zelf, zonder in te loggen.',
                'Send the code on. The supplier then confirms by itself, without logging in.',
              )}
            </Paragraph>
            <Actions>
              <Link href={mail}>{t('Code mailen', 'Mail the code')}</Link>
              <Link href={pathIn(ctx, 'initiatief')}>{t('Naar het begin', 'To the beginning')}</Link>
            </Actions>
          </Stack>
          <Stack>
            <Heading>{t('Toch niet nodig?', 'Not needed after all?')}</Heading>
            <Paragraph>
              {t('Trek de opname in. U kunt het dan meteen weer opnemen.', 'Withdraw it. You can draw it again at once.')}
            </Paragraph>
            <DeedForm
              ctx={ctx}
              action={pathIn(ctx, `initiatief/opnames/${draw.id}/intrekking`)}
              label={t('Opname intrekken', 'Withdraw')}
            />
          </Stack>
        </Stack>
      </Beside>
    </Page>
  );
}

function codeSteps(ctx: MemberContext, draw: DrawView, right: RightView): Step[] {
  const t = translator(ctx);
  const own = pathIn(ctx, `initiatief/rechten/${right.id}`);
  return [
    {
      done: true,
      when: t('Nu', 'Now'),
      what: t(
        <>
          Wij houden <Amount {...quantity(draw, draw.amount)} /> apart. U kunt nog <Amount {...quantity(right, right.free, own)} /> opnemen.
        </>,
        <>
          We set <Amount {...quantity(draw, draw.amount)} /> apart. You can still draw <Amount {...quantity(right, right.free, own)} />.
        </>,
      ),
    },
    {
      when: (
        <>
          {t('Tot en met', 'Until')} <Day value={draw.expiresOn} short />
        </>
      ),
      what: t('De leverancier bevestigt. U ziet dat op uw beginpagina.', 'The supplier confirms. You see that on your home page.'),
    },
    {
      when: t('Binnen zes weken daarna', 'Within six weeks after that'),
      what: t('De gemeente betaalt. U hoeft niets te doen.', 'The municipality pays. You need not do anything.'),
    },
  ];
}

function EndedPage(props: DrawProps) {
  const { ctx, draw, payable } = props;
  const t = translator(ctx);
  const { kind, words } = drawStates[draw.state];
  return (
    <Page
      ctx={ctx}
      form={props.form}
      preHeading={t('Opname', 'Draw')}
      title={draw.purpose}
      crumbs={[
        { label: t('Begin', 'Home'), href: pathIn(ctx, 'initiatief') },
        { label: draw.rightTitle, href: pathIn(ctx, `initiatief/rechten/${draw.drawingRightId}`) },
      ]}
    >
      <Stack gap="loose" measure>
        <p>
          <Status kind={kind}>{t(words)}</Status>
        </p>
        <Facts
          facts={[
            ...factsOf(props),
            [t('Opgenomen op', 'Drawn on'), <Day value={draw.reservedAt} />],
            [t('Afgehandeld op', 'Ended on'), draw.endedAt && <Day value={draw.endedAt} />],
            [t('Kost het budget', 'Costs the budget'), draw.unit === 'MIN' && <Amount cents={draw.cents} />],
            [
              t('Wordt betaald', 'To be paid'),
              payable && payable.state !== 'paid' && payable.state !== 'cancelled' && <Day value={payable.dueOn} />,
            ],
            [t('Betaald op', 'Paid on'), payable?.paidOn && <Day value={payable.paidOn} />],
          ]}
        />
        <Paragraph>
          <Link href={pathIn(ctx, 'initiatief')}>{t('Naar het begin', 'To the beginning')}</Link>
        </Paragraph>
      </Stack>
    </Page>
  );
}
