import type { EndingView } from '../../../libs/budgets/index.js';
import { Day, Item, Link, List, type MemberContext, Section, Status, translator } from '../kit/index.js';
import { inFinance } from './words.js';

/** The notices that run: which budgets end early, and when; nothing when none does. */
export function Notices({ ctx, endings }: { ctx: MemberContext; endings: readonly EndingView[] }) {
  const t = translator(ctx);
  if (endings.length === 0) return null;
  return (
    <Section
      title={t('Eindigt eerder', 'Ends early')}
      intro={t('Wat over is, gaat de dag erna vanzelf terug', 'What is left goes back by itself the day after')}
    >
      <List>
        {endings.map((ending) => {
          const link = (
            <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${ending.decisionId}`}>
              {t('raadsbesluit', 'council decision')} {ending.decisionNumber}
            </Link>
          );
          const until = <Day value={ending.noticeUntil} />;
          return (
            <Item
              title={<Link href={`${inFinance(ctx, `budgetten/${ending.budgetId}`)}#wijzigingen`}>{ending.budgetName}</Link>}
              note={
                ending.noticeUntil > ending.announcedOn
                  ? t(
                      <>
                        De opzegtermijn loopt tot en met {until}, {link}
                      </>,
                      <>
                        The notice runs until {until}, {link}
                      </>,
                    )
                  : t(<>Zonder opzegtermijn, {link}</>, <>Without notice, {link}</>)
              }
              end={
                <Status kind="wait">
                  {t('Tot en met', 'Until')} <Day value={ending.endsOn} />
                </Status>
              }
            />
          );
        })}
      </List>
    </Section>
  );
}
