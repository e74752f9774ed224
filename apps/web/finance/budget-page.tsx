import { yearOf } from '../../../libs/core/index.js';
import { sumEquation } from '../../../libs/budgets/index.js';
import { Amount, Link, Page, Paragraph, Section, Steps, translator } from '../kit/index.js';
import type { BudgetProps } from './budget-data.js';
import { BudgetRights } from './budget-rights.js';
import { termsOf } from './budget-terms.js';
import { BudgetYears } from './budget-years.js';
import { ChangeHistory } from './change-history.js';
import { EquationSum } from './equation.js';
import { NeedsMe } from './waiting.js';
import { WhoDecides } from './who-decides.js';
import { crumbs, entries, inFinance } from './words.js';

/** One budget: what waits, the sum of this year, every year and source, the terms, and what the neighbourhood granted. */
export function BudgetPage(props: BudgetProps) {
  const { ctx, budget, payments, rights } = props;
  const t = translator(ctx);
  const waits = payments.open.length + payments.batches.length > 0;
  return (
    <Page
      ctx={ctx}
      preHeading={t(
        `Wijkbudget ${budget.firstYear} tot en met ${budget.lastYear}`,
        `Neighbourhood budget ${budget.firstYear} to ${budget.lastYear}`,
      )}
      title={budget.name}
      crumbs={crumbs(ctx, 'budgetten')}
      stamp
    >
      {waits && (
        <Section title={t('Dit wacht op u', 'This waits for you')}>
          <NeedsMe ctx={ctx} payments={payments} />
        </Section>
      )}
      <TheSum {...props} />
      <Section wide title={t('Per jaar en bron', 'Per year and source')}>
        <BudgetYears {...props} />
        {budget.apportionmentId && (
          <Paragraph after>
            <Link href={inFinance(ctx, `budgetten/${budget.id}/verdeling`)}>
              {t('Zo is dit bedrag verdeeld', 'How this amount was split')}
            </Link>
          </Paragraph>
        )}
      </Section>
      <Section title={t('Termijnen', 'Terms')} intro={t('De datum eerst, de wet erachter', 'The date first, the law behind it')}>
        <Steps terms steps={termsOf(props)} />
      </Section>
      <ChangeHistory {...props} />
      <WhoDecides {...props} />
      <Section
        wide
        title={t('Trekkingsrechten', 'Drawing rights')}
        intro={
          rights.length > 0 && t('De wijk kende ze toe. U kunt ze alleen bekijken.', 'The neighbourhood granted them. You can only look.')
        }
      >
        <BudgetRights ctx={ctx} rights={rights} />
      </Section>
    </Page>
  );
}

/** The equation of this year; of the nearest year of the term when this year is not in it. */
function TheSum({ ctx, budget, lines, decision, today }: BudgetProps) {
  const t = translator(ctx);
  const year = Math.min(Math.max(yearOf(today), budget.firstYear), budget.lastYear);
  const own = lines.filter((line) => line.fiscalYear === year);
  const filter = { budgetId: budget.id, fiscalYear: year };
  const link = (
    <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${decision.id}`}>
      {t(`Raadsbesluit ${decision.number}`, `Council decision ${decision.number}`)}
    </Link>
  );
  const support = own.reduce((sum, line) => sum + line.supportAdoptedCents, 0);
  const supportLeft = own.reduce((sum, line) => sum + line.supportAvailableCents, 0);
  const carried = own.some((line) => line.carriedCents > 0);
  const of = <Amount cents={support} href={entries(ctx, { ...filter, figure: 'adopted', supportOnly: true })} />;
  const left = <Amount cents={supportLeft} href={entries(ctx, { ...filter, figure: 'available', supportOnly: true })} />;
  return (
    <Section title={t(`De rekensom van ${year}`, `The sum of ${year}`)}>
      {own.every((line) => line.status !== 'adopted') && (
        <Paragraph>
          {t(
            `${year} telt nog niet mee. Dan is er ook nog niets te besteden.`,
            `${year} does not count yet, so there is nothing to spend yet.`,
          )}
        </Paragraph>
      )}
      <EquationSum ctx={ctx} equation={sumEquation(own)} filter={filter} decision={link} />
      {support > 0 && (
        <Paragraph after>
          {t(
            <>
              Van het budget is {of} in {year} alleen bedoeld voor de ondersteuning van bewonersorganisaties. Daarvoor is nu nog {left}{' '}
              beschikbaar{carried && ', met wat overbleef uit het jaar ervoor erbij'}.
            </>,
            <>
              Of the budget {of} in {year} is only for the support of residents’ organisations. For that {left} is still available
              {carried && ', with what was left of the year before'}.
            </>,
          )}
        </Paragraph>
      )}
    </Section>
  );
}
