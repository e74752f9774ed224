import { type BudgetView, type EndingView, type Equation, type EquationLine, sumEquation } from '../../../libs/budgets/index.js';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import type { Figure } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { HouseRulesSection } from '../rights/house-rules.js';
import { quantity } from '../rights/parts.js';
import { BudgetEnds } from './budget-ends.js';
import {
  Amount,
  Bar,
  ButtonLink,
  Day,
  EmptyState,
  Item,
  Keys,
  Link,
  List,
  type MemberContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Status,
  Sum,
  translator,
  useTranslator,
} from '../kit/index.js';

interface BodyHomeProps {
  ctx: MemberContext;
  budgets: BudgetView[];
  lines: EquationLine[];
  rights: RightView[];
  /** Which of the budgets end early. */
  endings: EndingView[];
  /** By budget. */
  houseRules: ReadonlyMap<string, string[]>;
  year: number;
}

/** Our budget: its sum, and what we granted from it. */
export function BodyHomePage({ ctx, budgets, houseRules, lines, rights, endings, year }: BodyHomeProps) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      preHeading={ctx.viewer.organisationName}
      title={t('Dit kan de wijk nog besteden', 'This is what the neighbourhood can still spend')}
      stamp
    >
      {budgets.length === 0 && (
        <EmptyState>
          {t(
            'De raad gaf u nog geen wijkbudget. Zodra dat er is, ziet u hier hoeveel er te besteden is.',
            'The council has not given you a budget yet. Once there is one, you see here how much there is to spend.',
          )}
        </EmptyState>
      )}
      {budgets.map((budget) => (
        <OneBudget ctx={ctx} budget={budget} year={year} lines={lines.filter((line) => line.budgetId === budget.id)} endings={endings} />
      ))}
      {budgets.length > 0 && (
        <Section
          title={t('Trekkingsrechten', 'Drawing rights')}
          intro={t('Wat initiatieven nu kunnen opnemen, op alfabet', 'What initiatives can draw now, by name')}
        >
          {rights.length > 0 ? (
            <List>
              {rights.map((right) => (
                <Item
                  title={<Link href={pathIn(ctx, `wijkorgaan/trekkingsrechten/${right.id}`)}>{right.title}</Link>}
                  note={
                    <>
                      {right.holderName}, {t('tot en met', 'until')} <Day value={right.validTo} />
                      {right.conditionalUntil && (
                        <>
                          , {t('onder voorbehoud tot en met', 'conditional until')} <Day value={right.conditionalUntil} />
                        </>
                      )}
                    </>
                  }
                  end={
                    <>
                      {right.state === 'suspended' && <Status kind="wait">{t('Staat even stil', 'On hold')}</Status>}
                      {right.conditionalUntil && <Status kind="wait">{t('Onder voorbehoud', 'Conditional')}</Status>}
                      <Amount {...quantity(right, right.free, pathIn(ctx, `wijkorgaan/trekkingsrechten/${right.id}`))} />
                      <span class="bk-soft bk-small">
                        {t('nog van', 'left of')}{' '}
                        <Amount {...quantity(right, right.amount, pathIn(ctx, `wijkorgaan/trekkingsrechten/${right.id}`))} />
                      </span>
                    </>
                  }
                />
              ))}
            </List>
          ) : (
            <EmptyState>
              {t('U kende nog niets toe. Kies “Toekennen” om te beginnen.', 'You have not granted anything yet. Choose “Grant” to begin.')}
            </EmptyState>
          )}
        </Section>
      )}
      {budgets.map(({ id, name }) => (
        <HouseRulesSection budgetName={name} rules={houseRules.get(id) ?? []} />
      ))}
    </Page>
  );
}

function OneBudget(props: { ctx: MemberContext; budget: BudgetView; year: number; lines: EquationLine[]; endings: EndingView[] }) {
  const { ctx, budget, year, lines } = props;
  const ending = props.endings.find((one) => one.budgetId === budget.id);
  const t = translator(ctx);
  const ofYear = lines.filter((line) => line.fiscalYear === year);
  const sum = sumEquation(ofYear);
  const href = (figure: Figure, fiscalYear = year) => entriesHref(pathIn(ctx, 'boekingen'), { figure, fiscalYear, budgetId: budget.id });
  const support = ofYear.reduce((total, line) => total + line.supportAvailableCents, 0);
  const planned = lines
    .filter((line) => line.fiscalYear === year + 1 && line.status !== 'withdrawn')
    .reduce((total, line) => total + line.instalmentCents, 0);
  return (
    <Section
      title={budget.name}
      intro={t(
        `Wijkbudget ${budget.firstYear} tot en met ${budget.lastYear}, dit is ${year}`,
        `Budget ${budget.firstYear} to ${budget.lastYear}, this is ${year}`,
      )}
    >
      <Stack gap="loose">
        {ending && <BudgetEnds ending={ending} />}
        <Sum
          lines={[
            {
              term: t('Vastgesteld', 'Adopted'),
              note: t('Door de gemeenteraad', 'By the council'),
              cents: sum.adoptedCents,
              href: href('adopted'),
            },
            {
              term: t('Meegenomen', 'Carried over'),
              note: t(`Over uit ${year - 1}, blijft in de wijk`, `Left from ${year - 1}, stays in the neighbourhood`),
              sign: '+',
              cents: sum.carriedCents,
              href: href('carried'),
            },
            {
              term: t('Toegezegd', 'Committed'),
              note: t('Afgesproken, nog niet betaald', 'Granted, not paid yet'),
              sign: '−',
              cents: sum.committedCents,
              href: href('committed'),
            },
            { term: t('Betaald', 'Paid'), sign: '−', cents: sum.paidCents, href: href('paid') },
            { term: t('Beschikbaar', 'Available'), answer: true, cents: sum.availableCents, href: href('available') },
          ]}
        />
        <SumBar sum={sum} />
        <SupportLine
          cents={support}
          href={entriesHref(pathIn(ctx, 'boekingen'), { figure: 'available', fiscalYear: year, budgetId: budget.id, supportOnly: true })}
        />
        {planned > 0 && <NextYear year={year + 1} cents={planned} href={href('planned', year + 1)} />}
        <div>
          <ButtonLink primary href={pathIn(ctx, 'wijkorgaan/trekkingsrechten/nieuw')}>
            {t('Toekennen', 'Grant')}
          </ButtonLink>
        </div>
      </Stack>
    </Section>
  );
}

function SumBar({ sum }: { sum: Equation }) {
  const t = useTranslator();
  return (
    <div>
      <Bar
        height={40}
        segments={[
          { kind: 'paid', value: sum.paidCents },
          { kind: 'committed', value: sum.committedCents },
          { kind: 'available', value: sum.availableCents },
        ]}
      />
      <Keys
        keys={[
          { kind: 'paid', label: t('betaald', 'paid') },
          { kind: 'committed', label: t('toegezegd', 'committed') },
          { kind: 'available', label: t('beschikbaar', 'available') },
        ]}
      />
    </div>
  );
}

function SupportLine({ cents, href }: { cents: number; href: string }) {
  const t = useTranslator();
  const amount = <Amount cents={cents} href={href} />;
  return (
    <Paragraph>
      {t(
        <>Van wat beschikbaar is, is {amount} alleen voor de ondersteuning van bewonersorganisaties.</>,
        <>Of what is available, {amount} is only for the support of residents’ organisations.</>,
      )}
    </Paragraph>
  );
}

function NextYear({ year, cents, href }: { year: number; cents: number; href: string }) {
  const t = useTranslator();
  const day = <Day value={`${year}-01-01`} />;
  const amount = <Amount cents={cents} href={href} />;
  return (
    <Paragraph small soft>
      {t(
        <>
          Op {day} komt er {amount} bij. U hoeft niets aan te vragen.
        </>,
        <>
          On {day} another {amount} comes in. You need not apply.
        </>,
      )}
    </Paragraph>
  );
}
