import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import {
  ButtonLink,
  DayRange,
  EmptyState,
  type MemberContext,
  Page,
  Paragraph,
  pathIn,
  Quote,
  Section,
  Sum,
  type SumLine,
  translator,
  useTranslator,
} from '../kit/index.js';
import { Happened } from './happened.js';
import { quantity } from './home-page.js';

interface RightProps {
  ctx: MemberContext;
  right: RightView;
  draws: DrawView[];
  payables: Map<string, Payable>;
}

/** One right: its sum, and every draw under it. */
export function RightPage({ ctx, right, draws, payables }: RightProps) {
  const t = translator(ctx);
  const over = right.state === 'ended' || right.state === 'expired';
  return (
    <Page
      ctx={ctx}
      preHeading={right.holderName}
      title={right.title}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'initiatief') }]}
      lead={over ? t('Dit trekkingsrecht is voorbij.', 'This drawing right is over.') : undefined}
      stamp
    >
      <Section title={t('De rekensom', 'The sum')}>
        <RightSum right={right} />
        {right.state === 'active' && right.free > 0 && (
          <p class="bk-after">
            <ButtonLink primary href={pathIn(ctx, `initiatief/opnemen/${right.id}`)}>
              {t('Opnemen', 'Draw')}
            </ButtonLink>
          </p>
        )}
      </Section>
      <Section
        title={t('Waarom u dit kreeg', 'Why you were granted this')}
        intro={t(`Besluit van de wijk: ${right.budgetName}`, `Decision of the neighbourhood: ${right.budgetName}`)}
      >
        <Quote>{right.considerations}</Quote>
        {right.dissent && (
          <Paragraph after>
            {t(`Iemand dacht er anders over: ${right.dissent}`, `Somebody thought differently: ${right.dissent}`)}
          </Paragraph>
        )}
        {right.endReason && over && (
          <Paragraph after>{t(`Waarom het stopte: ${right.endReason}`, `Why it ended: ${right.endReason}`)}</Paragraph>
        )}
      </Section>
      <Section title={t('Opnames', 'Draws')} id="opnames">
        {draws.length > 0 ? (
          <Happened
            now={ctx.now}
            draws={draws}
            payables={payables}
            by="supplier"
            href={(draw) => pathIn(ctx, `initiatief/opnames/${draw.id}`)}
          />
        ) : (
          <EmptyState>{t('Van dit trekkingsrecht is nog niets opgenomen.', 'Nothing was drawn from this right yet.')}</EmptyState>
        )}
      </Section>
    </Page>
  );
}

/** The sum of a right, in its unit: granted, minus what was drawn and what went back. Its draws stand under `#opnames` of the same page. */
export function RightSum({ right }: { right: RightView }) {
  const t = useTranslator();
  const given = right.amount - right.used - right.reserved - right.free;
  const lines: SumLine[] = [
    { term: t('Toegekend', 'Granted'), note: <DayRange from={right.validFrom} to={right.validTo} />, ...quantity(right, right.amount) },
    { term: t('Bevestigd', 'Confirmed'), sign: '−', ...quantity(right, right.used, '#opnames') },
    { term: t('Wacht op bevestiging', 'Waiting for confirmation'), sign: '−', ...quantity(right, right.reserved, '#opnames') },
    ...(given > 0 ? [{ term: t('Terug naar het wijkbudget', 'Back to the budget'), sign: '−' as const, ...quantity(right, given) }] : []),
    { term: t('Nog op te nemen', 'Left to draw'), answer: true, ...quantity(right, right.free) },
  ];
  return <Sum lines={lines} />;
}
