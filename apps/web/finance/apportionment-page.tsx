import { dayOf, formatCents, sumCents } from '../../../libs/core/index.js';
import type { BudgetExplanation, CouncilDecision, Share, WorkedOutBudget } from '../../../libs/budgets/index.js';
import {
  Amount,
  type Column,
  Day,
  Facts,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  Stack,
  Status,
  Table,
  translator,
} from '../kit/index.js';
import { formatPercent, type SplitChoice } from './new-budget-form.js';
import { splitWords } from './new-budget-who.js';
import { crumbs, entries, inFinance, yearsInWords } from './words.js';

interface ApportionmentProps {
  ctx: MemberContext;
  explanation: BudgetExplanation;
  /** The names of the sources, by id. */
  names: ReadonlyMap<string, string>;
  decision: CouncilDecision;
}

/** How the amount of a budget came about: over the neighbourhoods, out of each source, and whether that is what is booked. */
export function ApportionmentPage(props: ApportionmentProps) {
  const { ctx, explanation } = props;
  const { budget, inputs, all, own } = explanation;
  const t = translator(ctx);
  const total = sumCents(inputs.sources.map((source) => source.yearlyCents));
  const years = [inputs.firstYear, inputs.lastYear];
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Wijkbudget ${budget.name}`, `Neighbourhood budget ${budget.name}`)}
      title={t('Zo is dit bedrag verdeeld', 'How this amount was split')}
      lead={t(
        <>
          {own.name} krijgt elk jaar <Amount cents={own.yearlyCents} />
          {all.length > 1 && (
            <>
              {' '}
              van <Amount cents={total} />
            </>
          )}
          , van {yearsInWords(years, { lang: 'nl' })}.
        </>,
        <>
          {own.name} gets <Amount cents={own.yearlyCents} />
          {all.length > 1 && (
            <>
              {' '}
              of <Amount cents={total} />
            </>
          )}{' '}
          each year, {yearsInWords(years, { lang: 'en' })}.
        </>,
      )}
      crumbs={[...crumbs(ctx, 'budgetten'), { label: budget.name, href: inFinance(ctx, `budgetten/${budget.id}`) }]}
    >
      <WorkedWith {...props} />
      <OverBudgets {...props} />
      <OverSources {...props} />
      <AsBooked {...props} />
    </Page>
  );
}

function WorkedWith({ ctx, explanation, decision }: ApportionmentProps) {
  const t = translator(ctx);
  const { inputs, apportionment } = explanation;
  const { split } = inputs;
  const choice: SplitChoice = split.by === 'mix' ? `mix-${split.rest.by}` : split.by;
  return (
    <Section title={t('Waarmee is gerekend?', 'What was it worked out from?')}>
      <Stack>
        <Paragraph>
          {t(
            'Dit is zoals het was op de dag van vaststellen. Wat daarna veranderde, telt hier niet mee.',
            'This is as it was on the day of adoption. What changed since does not count here.',
          )}
        </Paragraph>
        <Facts
          facts={[
            [t('Vastgesteld', 'Adopted'), <Day value={dayOf(apportionment.createdAt)} />],
            [
              t('Raadsbesluit', 'Council decision'),
              <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${decision.id}`}>{`${decision.number}, ${decision.title}`}</Link>,
            ],
            [t('Verdeling', 'Split'), t(splitWords[choice].name)],
            [
              t('Voor ondersteuning', 'For support'),
              t(
                `${formatPercent(inputs.supportShareBasisPoints, ctx)} procent`,
                `${formatPercent(inputs.supportShareBasisPoints, ctx)} per cent`,
              ),
            ],
          ]}
        />
      </Stack>
    </Section>
  );
}

/** The yearly total over all budgets that were adopted in one go. */
function OverBudgets({ ctx, explanation }: ApportionmentProps) {
  const t = translator(ctx);
  const { inputs, all, own } = explanation;
  const { by } = inputs.split;
  const mix = inputs.split.by === 'mix' ? inputs.split.rest.by : null;
  if (by === 'pooled')
    return (
      <Section title={t('Over de wijken', 'Over the neighbourhoods')}>
        <Paragraph>
          {t(
            'Het is één budget samen. Er is niets over de wijken verdeeld.',
            'It is one budget together. Nothing was split over the neighbourhoods.',
          )}
        </Paragraph>
      </Section>
    );
  const weighed = mix ?? by;
  const columns: Column<WorkedOutBudget>[] = [
    { head: t('Wijkbudget', 'Budget'), cell: (one) => (one === own ? <strong>{one.name}</strong> : one.name) },
    ...(weighed === 'residents' || weighed === 'weights'
      ? [
          {
            head: weighed === 'residents' ? t('Inwoners toen', 'Residents then') : t('Gewicht', 'Weight'),
            cell: (one: WorkedOutBudget) => (one.weight ?? 0).toLocaleString(ctx.lang === 'nl' ? 'nl-NL' : 'en-GB'),
            end: true,
          },
        ]
      : []),
    ...(mix ? [{ head: t('Vast bedrag', 'Fixed amount'), cents: (one: WorkedOutBudget) => one.fixedCents }] : []),
    ...(by === 'fixed' ? [] : shareColumns<WorkedOutBudget>(ctx, (one) => one.share, mix !== null)),
    { head: t('Per jaar', 'A year'), cents: (one) => one.yearlyCents },
  ];
  return (
    <Section wide title={t('Over de wijken', 'Over the neighbourhoods')}>
      <Stack>
        <Table
          caption={
            by === 'fixed'
              ? t('Elke wijk kreeg het bedrag dat is besloten.', 'Each got the amount that was decided on.')
              : t(
                  'Het precieze deel, naar beneden afgerond, met de cent die overbleef.',
                  'The exact share, rounded down, with the cent that was left.',
                )
          }
          columns={columns}
          rows={all}
          total={t('Samen', 'Together')}
        />
        {by !== 'fixed' && <LeftOver ctx={ctx} parts={all.map((one) => ({ name: one.name, share: one.share }))} />}
      </Stack>
    </Section>
  );
}

/** How this budget is taken from each source, and where the cents of each source went. */
function OverSources({ ctx, explanation, names }: ApportionmentProps) {
  const t = translator(ctx);
  const { inputs, all, own } = explanation;
  const [only] = inputs.sources;
  if (inputs.sources.length === 1)
    return (
      <Section title={t('Uit welke bron', 'From which source')}>
        <Paragraph>
          {t(`Alles komt uit ${names.get(only?.sourceId ?? '')}.`, `All of it comes from ${names.get(only?.sourceId ?? '')}.`)}
        </Paragraph>
      </Section>
    );
  const rows = inputs.sources.map((source, index) => ({
    ...source,
    index,
    name: names.get(source.sourceId) ?? '',
    share: own.fromSources[index] ?? null,
  }));
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { head: t('Bron', 'Source'), cell: (row) => row.name },
    ...(all.length > 1 ? [{ head: t('De hele bron, per jaar', 'The whole source, a year'), cents: (row: Row) => row.yearlyCents }] : []),
    ...(all.length > 1 ? shareColumns<Row>(ctx, (row) => row.share, false) : []),
    { head: t('Per jaar', 'A year'), cents: (row) => row.share?.cents ?? 0 },
  ];
  return (
    <Section wide title={t('Uit welke bron', 'From which source')}>
      <Stack>
        <Table
          caption={t(
            'Elke bron geeft naar verhouding: wie een tiende van het geld krijgt, krijgt een tiende van elke bron.',
            'Each source gives in proportion: who gets a tenth of the money gets a tenth of each source.',
          )}
          columns={columns}
          rows={rows}
          total={t('Samen', 'Together')}
        />
        {all.length > 1 &&
          rows.map((row) => (
            <LeftOver ctx={ctx} of={row.name} parts={all.map((one) => ({ name: one.name, share: one.fromSources[row.index] ?? null }))} />
          ))}
      </Stack>
    </Section>
  );
}

function shareColumns<Row>(ctx: MemberContext, share: (row: Row) => Share | null, ofRest: boolean): Column<Row>[] {
  const t = translator(ctx);
  return [
    {
      head: ofRest ? t('Deel van de rest, precies', 'Share of the rest, exact') : t('Precies', 'Exact'),
      cell: (row) => exactly(share(row), ctx),
      end: true,
    },
    { head: t('Naar beneden', 'Rounded down'), cents: (row) => share(row)?.floorCents ?? 0 },
    { head: t('Cent erbij', 'Cent added'), cents: (row) => share(row)?.extraCents ?? 0 },
  ];
}

/** Who got the cents that rounding left over. */
function LeftOver({ ctx, of, parts }: { ctx: MemberContext; of?: string; parts: { name: string; share: Share | null }[] }) {
  const t = translator(ctx);
  const lucky = parts.filter(({ share }) => share?.extraCents === 1).map(({ name }) => name);
  const start = { nl: of ? `${of}: na het afronden` : 'Na het afronden', en: of ? `${of}: after rounding` : 'After rounding' };
  if (lucky.length === 0) return <Paragraph>{t(`${start.nl} bleef niets over.`, `${start.en} nothing was left.`)}</Paragraph>;
  const listed = (and: string) => [lucky.slice(0, -1).join(', '), lucky.at(-1)].filter(Boolean).join(` ${and} `);
  return (
    <Paragraph>
      {t(
        `${start.nl} ${lucky.length === 1 ? 'bleef één cent over. Die ging' : `bleven ${lucky.length} centen over. Die gingen`} naar ${listed('en')}${of ? '' : `, met de grootste ${lucky.length === 1 ? 'rest' : 'resten'}`}.`,
        `${start.en} ${lucky.length === 1 ? 'one cent was left. It' : `${lucky.length} cents were left. They`} went to ${listed('and')}${of ? '' : `, with the largest remainder${lucky.length === 1 ? '' : 's'}`}.`,
      )}
    </Paragraph>
  );
}

function AsBooked({ ctx, explanation }: ApportionmentProps) {
  const t = translator(ctx);
  const { asBooked, budget, all, inputs } = explanation;
  const link = (
    <Link href={entries(ctx, { budgetId: budget.id })}>
      {t('Bekijk de boekingen van dit wijkbudget', 'See the entries of this budget')}
    </Link>
  );
  return (
    <Section title={t('Klopt het met de boeken?', 'Is it what is booked?')}>
      <Stack>
        <Paragraph>
          <Status kind={asBooked ? 'done' : 'fail'}>{asBooked ? t('Klopt', 'It is') : t('Klopt niet', 'It is not')}</Status>{' '}
          {asBooked
            ? t(
                'Wij rekenden het net opnieuw uit, met de gegevens van toen. Het is tot op de cent wat er bij het vaststellen is geboekt.',
                'We worked it out again just now, from what was known then. To the cent it is what was booked at adoption.',
              )
            : t(
                'Wij rekenden het net opnieuw uit, met de gegevens van toen. Er is bij het vaststellen iets anders geboekt. Laat dit nakijken.',
                'We worked it out again just now, from what was known then. Something else was booked at adoption. Have this checked.',
              )}
        </Paragraph>
        {all.length > 1 && inputs.sources.length > 1 && (
          <Paragraph small soft>
            {t(
              'Elke wijk en elke bron telt op de cent op. Daarom krijgt bij een bron soms een andere wijk de cent dan die met de grootste rest. Zijn resten gelijk, dan gaat de wijk voor die het eerst in de wijkindeling staat.',
              'Each neighbourhood and each source adds up to the cent, so at a source the cent sometimes goes to another than the one with the largest remainder. Where remainders are equal, the one that comes first in the division goes first.',
            )}
          </Paragraph>
        )}
        <Paragraph>{link}</Paragraph>
      </Stack>
    </Section>
  );
}

/** `€ 7.692,307692…`: euros with six decimals, or with as many as it takes. */
function exactly(share: Share | null, { lang }: { lang: 'nl' | 'en' }): string {
  if (!share) return '';
  const millionths = share.numerator * 10_000n;
  const whole = formatCents(share.floorCents, lang);
  const more = String((millionths / share.denominator) % 10_000n).padStart(4, '0');
  return millionths % share.denominator === 0n ? whole + more.replace(/0+$/, '') : `${whole}${more}…`;
}
