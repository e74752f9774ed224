import { dayOf } from '../../../libs/core/index.js';
import type { DrawView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { Day, Event, Events, Status, useTranslator } from '../kit/index.js';
import { drawStates } from './draw-words.js';

/** What happened: draws, newest first, each opening to its own page. */
export function Happened({
  draws,
  payables,
  href,
  by,
  now,
}: {
  draws: DrawView[];
  payables: Map<string, Payable>;
  href: (draw: DrawView) => string;
  /** Whose name stands under the line: the other side's. */
  by: 'supplier' | 'holder';
  /** A date in another year says so. */
  now: Date;
}) {
  const t = useTranslator();
  return (
    <Events>
      {draws.map((draw) => {
        const payable = payables.get(draw.id);
        const { kind, words } = drawStates[draw.state];
        const came =
          draw.state === 'expired' && t('Niet bevestigd. Dit kan weer opgenomen worden.', 'Not confirmed. It can be drawn again.');
        const name = by === 'supplier' ? draw.supplierName : draw.holderName;
        return (
          <Event
            on={draw.reservedAt}
            year={dayOf(draw.reservedAt).slice(0, 4) !== dayOf(now).slice(0, 4)}
            what={draw.purpose}
            note={came || name}
            status={
              <Status kind={kind}>
                {draw.state === 'paid' && payable?.paidOn ? (
                  <>
                    {t('Betaald op', 'Paid on')} <Day value={payable.paidOn} short />
                  </>
                ) : (
                  t(words)
                )}
              </Status>
            }
            href={href(draw)}
            {...(draw.unit === 'EUR' ? { cents: draw.amount } : { minutes: draw.amount })}
          />
        );
      })}
    </Events>
  );
}
