import type { Figure } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import {
  Bar,
  EmptyState,
  Heading,
  Keys,
  type MunicipalityContext,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Sum,
  type SumLine,
  translator,
} from '../kit/index.js';
import type { NeighbourhoodData, OpenBudget } from './neighbourhood-data.js';
import { namesInWords } from './places.js';
import { OtherYears } from './years.js';

/** The money of one year: the equation of every budget the neighbourhood takes part in. */
export function MoneySection({ ctx, year, years, budgets }: NeighbourhoodData & { ctx: MunicipalityContext }) {
  const t = translator(ctx);
  return (
    <Section title={t(`Het geld in ${year}`, `The money in ${year}`)} intro={<OtherYears ctx={ctx} year={year} years={years} />}>
      {budgets.length === 0 ? (
        <EmptyState>
          {t(
            'De raad stelde hier nog geen wijkbudget vast. Zodra dat gebeurt, ziet u hier hoeveel er is en wat de wijk ermee doet.',
            'The council has not adopted a budget here yet. As soon as it does, you see how much there is and what the neighbourhood does with it.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          {budgets.map((budget) => (
            <BudgetMoney ctx={ctx} budget={budget} year={year} named={budgets.length > 1} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

interface BudgetProps {
  ctx: MunicipalityContext;
  budget: OpenBudget;
  year: number;
  /** Whether its name stands above it: where there are several. */
  named?: boolean;
}

function BudgetMoney(props: BudgetProps) {
  const { ctx, budget, named } = props;
  const t = translator(ctx);
  const others = namesInWords(
    budget.sharedWith.map(({ name }) => name),
    ctx.lang,
  );
  return (
    <Stack gap="loose">
      {named && <Heading level={3}>{budget.name}</Heading>}
      {others && (
        <Paragraph>
          {t(
            `Dit is één wijkbudget samen met ${others}. Het geld is van deze wijken samen.`,
            `This is one budget together with ${others}. The money is of these neighbourhoods together.`,
          )}
        </Paragraph>
      )}
      {budget.counts ? <Counting {...props} /> : <Planned {...props} />}
    </Stack>
  );
}

/** Money that stands ready for a year that has not begun. */
function Planned({ ctx, budget, year }: BudgetProps) {
  const t = translator(ctx);
  const { plannedCents } = budget;
  if (plannedCents === 0) return <Paragraph>{t(`Voor ${year} is er niets vastgesteld.`, `Nothing was adopted for ${year}.`)}</Paragraph>;
  const note = t('Onder voorbehoud van de begroting, telt nog niet mee', 'Under budget reservation, does not count yet');
  return (
    <>
      <Sum lines={[{ term: t('Gepland', 'Planned'), note, cents: plannedCents, href: hrefOf(ctx, budget, year)('planned') }]} />
      <Bar height={40} segments={[{ kind: 'planned', value: plannedCents }]} />
      <Paragraph>
        {t(
          `Dit komt vrij op 1 januari ${year}, als de raad de begroting van dat jaar vaststelt. Niemand hoeft het opnieuw aan te vragen.`,
          `This comes free on 1 January ${year}, when the council adopts the budget of that year. Nobody has to apply again.`,
        )}
      </Paragraph>
    </>
  );
}

/** The equation as in a cash book, and its bar: full is paid, striped committed, open available. */
function Counting({ ctx, budget, year }: BudgetProps) {
  const t = translator(ctx);
  const { paidCents, committedCents, availableCents, carriedCents } = budget.equation;
  const gone = Math.max(0, -carriedCents);
  return (
    <>
      <Sum lines={sumLines(ctx, budget, year)} />
      <div>
        <Bar
          height={40}
          segments={[
            { kind: 'paid', value: paidCents },
            { kind: 'committed', value: committedCents },
            { kind: 'available', value: availableCents },
            { kind: 'out', value: gone },
          ]}
        />
        <Keys
          keys={[
            { kind: 'paid', label: t('betaald', 'paid') },
            { kind: 'committed', label: t('toegezegd', 'committed') },
            { kind: 'available', label: t('nog te besteden', 'still to spend') },
            ...(gone > 0 ? [{ kind: 'out' as const, label: t(`naar ${year + 1}`, `to ${year + 1}`) }] : []),
          ]}
        />
      </div>
    </>
  );
}

function sumLines(ctx: MunicipalityContext, budget: OpenBudget, year: number): SumLine[] {
  const t = translator(ctx);
  const { adoptedCents, carriedCents, committedCents, paidCents, availableCents } = budget.equation;
  const href = hrefOf(ctx, budget, year);
  const { firstYear, lastYear, decision } = budget;
  const onwards = carriedCents < 0;
  const carriedTerm = onwards ? t(`Naar ${year + 1}`, `To ${year + 1}`) : t('Meegenomen', 'Carried over');
  const carriedNote = onwards
    ? t('Was over, blijft in de wijk', 'Was left, stays in the neighbourhood')
    : carriedCents > 0 && t(`Over uit ${year - 1}, blijft in de wijk`, `Left from ${year - 1}, stays in the neighbourhood`);
  return [
    {
      term: t('Vastgesteld', 'Adopted'),
      note: t(
        `Raadsbesluit ${decision.number}, voor ${firstYear} tot en met ${lastYear}`,
        `Council decision ${decision.number}, for ${firstYear} to ${lastYear}`,
      ),
      cents: adoptedCents,
      href: href('adopted'),
    },
    {
      term: carriedTerm,
      note: carriedNote,
      sign: onwards ? '−' : '+',
      cents: Math.abs(carriedCents),
      href: href('carried'),
    },
    {
      term: t('Toegezegd', 'Committed'),
      note: t('Afgesproken, nog niet betaald', 'Agreed, not yet paid'),
      sign: '−',
      cents: committedCents,
      href: href('committed'),
    },
    { term: t('Betaald', 'Paid'), sign: '−', cents: paidCents, href: href('paid') },
    { term: t('Nog te besteden', 'Still to spend'), answer: true, cents: availableCents, href: href('available') },
  ];
}

const hrefOf = (ctx: MunicipalityContext, budget: OpenBudget, year: number) => (figure: Figure) =>
  entriesHref(pathIn(ctx, 'boekingen'), { figure, fiscalYear: year, budgetId: budget.id });
