import type { ComponentChildren } from 'preact';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { Amount, Day, type MunicipalityContext, pathIn, Status, Story, translator } from '../kit/index.js';

/** A drawing right as it was granted: how much, for what, and why; what others thought stands with it. */
export function RightStory({
  ctx,
  right,
  where,
  when,
}: {
  ctx: MunicipalityContext;
  right: RightView;
  where?: string;
  when: ComponentChildren;
}) {
  const t = translator(ctx);
  const base = pathIn(ctx, 'boekingen');
  const all = entriesHref(base, { drawingRightId: right.id });
  // What a running right was granted for is exactly what its grant booked; of one that ended, a part went back.
  const granted = running(right) ? entriesHref(base, { figure: 'spent', drawingRightId: right.id }) : all;
  return (
    <Story
      {...(right.unit === 'MIN' ? { minutes: right.amount, href: all } : { cents: right.committedCents, href: granted })}
      what={
        <>
          {right.title}
          {where && t(`, in ${where}`, `, in ${where}`)}
          {right.unit === 'MIN' && (
            <>
              , {t('uit het wijkbudget', 'from the budget')} <Amount cents={right.committedCents} href={granted} />
            </>
          )}
        </>
      }
      status={<Ended ctx={ctx} right={right} />}
      by={
        <>
          {right.holderName}, {when}
          {right.dissent && (
            <span class="bk-dissent">
              {t('Er was ook een andere mening:', 'There was another opinion too:')} {right.dissent}
            </span>
          )}
        </>
      }
    >
      {right.considerations}
    </Story>
  );
}

const running = ({ state }: RightView) => state === 'active' || state === 'suspended';

/** A good ending is grey, never red. */
function Ended({ ctx, right }: { ctx: MunicipalityContext; right: RightView }) {
  const t = translator(ctx);
  if (right.state === 'ended') return <Status kind="stop">{t('Gestopt, met lessen', 'Stopped, with lessons')}</Status>;
  if (right.state === 'expired') return <Status kind="rest">{t('Afgelopen', 'Over')}</Status>;
  if (right.conditionalUntil !== null)
    return (
      <>
        <Status kind="rest">{t('Onder voorbehoud', 'Conditional')}</Status> {t('tot en met', 'until')}{' '}
        <Day value={right.conditionalUntil} />
      </>
    );
  if (right.state === 'suspended') return <Status kind="rest">{t('Even stil', 'Paused')}</Status>;
  return null;
}
