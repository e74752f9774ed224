import type { DrawView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { Amount, Day, DeedForm, type PageContext, Panel, Section, Stack, Steps, translator } from '../kit/index.js';
import { quantity } from './parts.js';

/** One draw as its supplier sees it. */
export interface DeliveryData {
  draw: DrawView;
  payable: Payable | undefined;
  /** The last day of payment when it is confirmed today. */
  payBy: string;
}

/** Did you deliver this? What happens when one confirms, and the one button. */
export function ConfirmSection({ ctx, draw, payBy, action }: Omit<DeliveryData, 'payable'> & { ctx: PageContext; action: string }) {
  const t = translator(ctx);
  const owed = <Amount cents={draw.cents} />;
  return (
    <Section title={t('Heeft u dit geleverd?', 'Did you deliver this?')}>
      <Stack gap="loose">
        <Panel>
          <Steps
            steps={[
              {
                when: t('Meteen', 'At once'),
                what: t(
                  <>
                    Wij noteren dat {draw.supplierName} {owed} krijgt.
                  </>,
                  <>
                    We record that {draw.supplierName} is owed {owed}.
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
        <DeedForm primary ctx={ctx} action={action} label={t('Bevestigen', 'Confirm')} />
      </Stack>
    </Section>
  );
}

/** What the supplier delivers, for whom, and when it is paid. */
export function deliveryFacts(
  ctx: PageContext,
  { draw, payable }: Pick<DeliveryData, 'draw' | 'payable'>,
): [string, preact.ComponentChildren][] {
  const t = translator(ctx);
  const owed = payable && payable.state !== 'paid' && payable.state !== 'cancelled';
  return [
    [draw.unit === 'EUR' ? t('Bedrag', 'Amount') : t('Tijd', 'Time'), <Amount {...quantity(draw, draw.amount)} />],
    [t('Wordt betaald', 'Is paid'), draw.unit === 'MIN' && <Amount cents={draw.cents} />],
    [t('Waarvoor', 'What for'), draw.purpose],
    [t('Voor', 'For'), draw.holderName],
    [t('Levert', 'Delivers'), draw.supplierName],
    [t('In', 'In'), draw.neighbourhoodName],
    [t('Gevraagd op', 'Asked on'), <Day value={draw.reservedAt} />],
    [t('Te bevestigen tot en met', 'To confirm until'), draw.state === 'reserved' && <Day value={draw.expiresOn} />],
    [t('Betaling uiterlijk', 'Payment by'), owed && <Day value={payable.dueOn} />],
    [t('Betaald op', 'Paid on'), payable?.paidOn && <Day value={payable.paidOn} />],
  ];
}
