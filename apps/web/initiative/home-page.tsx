import { dayOf } from '../../../libs/core/index.js';
import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import {
  Amount,
  Bar,
  ButtonLink,
  Day,
  DayRange,
  EmptyState,
  type MemberContext,
  Page,
  Paragraph,
  pathIn,
  Right,
  Rights,
  Section,
  Status,
  translator,
} from '../kit/index.js';
import { rightKinds } from '../rights/draw-words.js';
import { ConditionalNote } from '../rights/conditional.js';
import { quantity } from '../rights/parts.js';
import { Happened } from '../rights/happened.js';

interface HomeProps {
  ctx: MemberContext;
  rights: RightView[];
  draws: DrawView[];
  payables: Map<string, Payable>;
}

/** What can I draw, now? One big number per right, one button each. */
export function InitiativeHomePage({ ctx, rights, draws, payables }: HomeProps) {
  const t = translator(ctx);
  return (
    <Page ctx={ctx} preHeading={ctx.viewer.organisationName} title={t('Dit kunt u nu opnemen', 'This is what you can draw now')} stamp>
      {rights.length > 0 ? (
        <Rights>
          {rights.map((right) => (
            <RunningRight ctx={ctx} right={right} />
          ))}
        </Rights>
      ) : (
        <EmptyState action={<ButtonLink href={pathIn(ctx, 'wijken')}>{t('Zoek uw wijk', 'Find your neighbourhood')}</ButtonLink>}>
          {t(
            'U heeft nu geen trekkingsrecht. Het bewonersplatform van uw wijk kan u er een geven. Op de pagina van uw wijk ziet u hoeveel er nog te besteden is.',
            'You have no drawing right now. The residents’ platform of your neighbourhood can grant you one. The page of your neighbourhood shows how much is left.',
          )}
        </EmptyState>
      )}
      <Section title={t('Wat er gebeurde', 'What happened')} intro={draws.length > 0 && t('De laatste opnames', 'The latest draws')}>
        {draws.length > 0 ? (
          <Happened
            now={ctx.now}
            draws={draws}
            payables={payables}
            by="supplier"
            href={(draw) => pathIn(ctx, `initiatief/opnames/${draw.id}`)}
          />
        ) : (
          <EmptyState>
            {t(
              'U nam nog niets op. Kies hierboven “Opnemen”, dan staat het hier.',
              'You have not drawn anything yet. Choose “Draw” above, and it will stand here.',
            )}
          </EmptyState>
        )}
      </Section>
    </Page>
  );
}

function RunningRight({ ctx, right }: { ctx: MemberContext; right: RightView }) {
  const t = translator(ctx);
  const today = dayOf(ctx.now);
  const open = right.state === 'active' && right.validFrom <= today && right.free > 0;
  const own = pathIn(ctx, `initiatief/rechten/${right.id}`);
  return (
    <Right
      title={right.title}
      quiet={!open}
      {...quantity(right, right.conditionalUntil === null ? right.free : right.amount, own)}
      bar={
        right.conditionalUntil === null && (
          <Bar
            height={14}
            segments={[
              { kind: 'paid', value: right.used },
              { kind: 'committed', value: right.reserved },
              { kind: 'available', value: right.free },
            ]}
          />
        )
      }
      more={<RightMore ctx={ctx} right={right} today={today} />}
      action={
        open && (
          <ButtonLink
            primary
            href={pathIn(ctx, `initiatief/opnemen/${right.id}`)}
            context={t(`van: ${right.title}`, `from: ${right.title}`)}
          >
            {t('Opnemen', 'Draw')}
          </ButtonLink>
        )
      }
    />
  );
}

/** What was drawn of a right, what waits, and until when it can be used. */
function RightMore({ ctx, right, today }: { ctx: MemberContext; right: RightView; today: string }) {
  const t = translator(ctx);
  return (
    <>
      <ConditionalNote right={right} />
      {right.state === 'suspended' && (
        <p>
          <Status kind="wait">{t('Staat even stil', 'On hold')}</Status>
        </p>
      )}
      {right.conditionalUntil === null && <Drawn ctx={ctx} right={right} />}
      <Paragraph small soft>
        {right.validFrom > today ? (
          <>
            {t('Te gebruiken', 'Can be used')} <DayRange from={right.validFrom} to={right.validTo} />.
          </>
        ) : (
          <>
            {t('Geldig tot en met', 'Valid until')} <Day value={right.validTo} />. {right.unit === 'MIN' && t(rightKinds[right.kind].about)}
          </>
        )}
      </Paragraph>
    </>
  );
}

/** What was drawn of a right, and what of that waits. */
function Drawn({ ctx, right }: { ctx: MemberContext; right: RightView }) {
  const t = translator(ctx);
  const own = pathIn(ctx, `initiatief/rechten/${right.id}`);
  const drawn = right.used + right.reserved;
  return (
    <Paragraph>
      {t(
        <>
          U nam <Amount {...quantity(right, drawn, own)} /> op van <Amount {...quantity(right, right.amount, own)} />.
        </>,
        <>
          You drew <Amount {...quantity(right, drawn, own)} /> of <Amount {...quantity(right, right.amount, own)} />.
        </>,
      )}{' '}
      {right.reserved > 0 &&
        t(
          <>
            Daarvan wacht <Amount {...quantity(right, right.reserved, own)} /> op bevestiging.
          </>,
          <>
            Of that <Amount {...quantity(right, right.reserved, own)} /> waits for confirmation.
          </>,
        )}
    </Paragraph>
  );
}
