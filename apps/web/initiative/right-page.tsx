import type { DrawView, RightView } from '../../../libs/drawing-rights/index.js';
import type { Payable } from '../../../libs/payments/index.js';
import { ButtonLink, type MemberContext, Page, pathIn, Section, Stack, translator } from '../kit/index.js';
import { ConditionalNote } from '../rights/conditional.js';
import { HouseRulesSection } from '../rights/house-rules.js';
import { RightDraws, RightReasons, RightSum } from '../rights/parts.js';

interface RightProps {
  ctx: MemberContext;
  right: RightView;
  houseRules: string[];
  draws: DrawView[];
  payables: Map<string, Payable>;
}

/** One right: its sum, and every draw under it. */
export function RightPage({ ctx, right, houseRules, draws, payables }: RightProps) {
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
        <Stack gap="loose">
          <ConditionalNote right={right} />
          <RightSum right={right} />
        </Stack>
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
        <RightReasons right={right} />
      </Section>
      <HouseRulesSection budgetName={right.budgetName} rules={houseRules} />
      <RightDraws now={ctx.now} draws={draws} payables={payables} href={(draw) => pathIn(ctx, `initiatief/opnames/${draw.id}`)} />
    </Page>
  );
}
