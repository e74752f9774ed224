import { sumCents } from '../../../libs/core/index.js';
import type { DrawView } from '../../../libs/drawing-rights/index.js';
import type { Payable, PayableView } from '../../../libs/payments/index.js';
import { Happened } from '../rights/happened.js';
import { quantity } from '../rights/parts.js';
import {
  Amount,
  ButtonLink,
  Day,
  EmptyState,
  Figure,
  type MemberContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Task,
  Tasks,
  translator,
} from '../kit/index.js';

interface SupplierHomeProps {
  ctx: MemberContext;
  waiting: DrawView[];
  owed: PayableView[];
  happened: DrawView[];
  payables: Map<string, Payable>;
}

/** What must I confirm; what will I be paid, and when. */
export function SupplierHomePage({ ctx, waiting, owed, happened, payables }: SupplierHomeProps) {
  const t = translator(ctx);
  const next = owed[0];
  return (
    <Page ctx={ctx} preHeading={ctx.viewer.organisationName} title={t('Heeft u dit geleverd?', 'Did you deliver this?')} stamp>
      <Waiting ctx={ctx} waiting={waiting} />
      <Section title={t('Wat u nog krijgt', 'What you will be paid')}>
        <Stack gap="tight">
          <Figure
            cents={sumCents(owed.map((payable) => payable.cents))}
            href={owed.length > 0 ? pathIn(ctx, 'leverancier/betalingen') : undefined}
          />
          <Paragraph soft>
            {next ? (
              <>
                {t('Het eerste bedrag uiterlijk op', 'The first amount by')} <Day value={next.dueOn} />.
              </>
            ) : (
              t('Alles is betaald.', 'Everything is paid.')
            )}
          </Paragraph>
        </Stack>
      </Section>
      <Section title={t('Wat er gebeurde', 'What happened')}>
        {happened.length > 0 ? (
          <Happened
            now={ctx.now}
            draws={happened}
            payables={payables}
            by="holder"
            href={(draw) => pathIn(ctx, `leverancier/opnames/${draw.id}`)}
          />
        ) : (
          <EmptyState>{t('Hier komt te staan wat u leverde.', 'What you delivered will stand here.')}</EmptyState>
        )}
      </Section>
    </Page>
  );
}

function Waiting({ ctx, waiting }: Pick<SupplierHomeProps, 'ctx' | 'waiting'>) {
  const t = translator(ctx);
  return (
    <Section
      title={t('Te bevestigen', 'To confirm')}
      intro={waiting.length > 0 && t(`Dit wacht op u: ${waiting.length}`, `Waiting for you: ${waiting.length}`)}
    >
      {waiting.length > 0 ? (
        <Tasks>
          {waiting.map((draw) => (
            <Task
              by={draw.expiresOn}
              title={draw.purpose}
              action={
                <ButtonLink href={pathIn(ctx, `leverancier/opnames/${draw.id}`)} context={draw.purpose}>
                  {t('Bekijken', 'Look')}
                </ButtonLink>
              }
            >
              <Amount {...quantity(draw, draw.amount, pathIn(ctx, `leverancier/opnames/${draw.id}`))} /> {t('voor', 'for')}{' '}
              {draw.holderName}
            </Task>
          ))}
        </Tasks>
      ) : (
        <EmptyState action={<ButtonLink href={pathIn(ctx, 'bevestig')}>{t('Code invullen', 'Enter a code')}</ButtonLink>}>
          {t(
            'Er wacht niets op u. Kreeg u een code van een initiatief? Vul die in, of scan hem.',
            'Nothing waits for you. Did an initiative give you a code? Enter it, or scan it.',
          )}
        </EmptyState>
      )}
      {waiting.length > 0 && (
        <Paragraph after>
          <a class="utrecht-link utrecht-link--html-a" href={pathIn(ctx, 'bevestig')}>
            {t('Een code invullen', 'Enter a code')}
          </a>
        </Paragraph>
      )}
    </Section>
  );
}
