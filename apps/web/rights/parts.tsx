import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { DayRange, EmptyState, Paragraph, Quote, Section, Sum, type SumLine, useTranslator } from '../kit/index.js';
import { Happened } from './happened.js';

/** An amount of a right in its unit, for the parts that show numbers. */
export function quantity(right: Pick<RightView, 'unit'>, amount: number, href?: string) {
  return right.unit === 'EUR' ? { cents: amount, href } : { minutes: amount, href };
}

/** The sum of a right, in its unit: granted, minus what was drawn and what went back. Its draws stand under `#opnames` of the same page. */
export function RightSum({ right }: { right: RightView }) {
  const t = useTranslator();
  const conditional = right.conditionalUntil !== null;
  const given = conditional ? 0 : right.amount - right.used - right.reserved - right.free;
  const lines: SumLine[] = [
    { term: t('Toegekend', 'Granted'), note: <DayRange from={right.validFrom} to={right.validTo} />, ...quantity(right, right.amount) },
    { term: t('Bevestigd', 'Confirmed'), sign: '−', ...quantity(right, right.used, '#opnames') },
    { term: t('Wacht op bevestiging', 'Waiting for confirmation'), sign: '−', ...quantity(right, right.reserved, '#opnames') },
    ...(given > 0 ? [{ term: t('Terug naar het wijkbudget', 'Back to the budget'), sign: '−' as const, ...quantity(right, given) }] : []),
    ...(conditional
      ? [{ term: t('Nog onder voorbehoud', 'Still conditional'), sign: '−' as const, ...quantity(right, right.amount) }]
      : []),
    {
      term: conditional ? t('Nu op te nemen', 'To be drawn now') : t('Nog op te nemen', 'Left to draw'),
      answer: true,
      ...quantity(right, right.free),
    },
  ];
  return <Sum lines={lines} />;
}

/** Why a right was granted, what others thought, and why it ended if it did. */
export function RightReasons({ right }: { right: RightView }) {
  const t = useTranslator();
  const over = right.state === 'ended' || right.state === 'expired';
  return (
    <>
      <Quote>{right.considerations}</Quote>
      {right.dissent && (
        <Paragraph after>{t(`Iemand dacht er anders over: ${right.dissent}`, `Somebody thought differently: ${right.dissent}`)}</Paragraph>
      )}
      {over && right.endReason && (
        <Paragraph after>{t(`Waarom het stopte: ${right.endReason}`, `Why it ended: ${right.endReason}`)}</Paragraph>
      )}
    </>
  );
}

/** Every draw on a right. */
export function RightDraws({
  now,
  draws,
  payables,
  href,
}: {
  now: Date;
  draws: DrawView[];
  payables: Map<string, Payable>;
  href: (draw: DrawView) => string;
}) {
  const t = useTranslator();
  return (
    <Section title={t('Opnames', 'Draws')} id="opnames">
      {draws.length > 0 ? (
        <Happened now={now} draws={draws} payables={payables} by="supplier" href={href} />
      ) : (
        <EmptyState>{t('Van dit trekkingsrecht is nog niets opgenomen.', 'Nothing was drawn from this right yet.')}</EmptyState>
      )}
    </Section>
  );
}
