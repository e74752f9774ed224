import { formatCents, sumCents } from '../../../libs/core/index.js';
import type { ContractOverview, TakenOver } from '../../../libs/budgets/index.js';
import {
  Actions,
  Amount,
  ButtonLink,
  Day,
  Facts,
  formatDay,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  Table,
  translator,
} from '../kit/index.js';
import { ContractPicture } from './contract-picture.js';
import { contractKinds } from './contract-words.js';
import { crumbs, entries, inFinance, yearsInWords } from './words.js';

interface ContractProps {
  ctx: MemberContext;
  contract: ContractOverview;
}

/** One contract: what runs out, what takes over, from when, and what is still uncovered. */
export function ContractPage({ ctx, contract }: ContractProps) {
  const t = translator(ctx);
  const { conversion } = contract;
  return (
    <Page
      ctx={ctx}
      title={contract.what}
      preHeading={t(contractKinds[contract.kind].name)}
      lead={t(
        `${contract.supplier} krijgt ${formatCents(contract.yearlyCents, 'nl')} per jaar, tot en met ${formatDay(contract.endsOn, 'nl')}.`,
        `${contract.supplier} gets ${formatCents(contract.yearlyCents, 'en')} a year, until ${formatDay(contract.endsOn, 'en')}.`,
      )}
      crumbs={crumbs(ctx, 'contracten')}
      stamp
    >
      <Section title={t('In het kort', 'In short')}>
        <Stack>
          <Steps terms steps={termsOf(ctx, contract)} />
          {!conversion && (
            <Actions>
              <ButtonLink primary href={inFinance(ctx, `contracten/${contract.id}/omzetten`)}>
                {t('Omzetten', 'Convert')}
              </ButtonLink>
            </Actions>
          )}
          {conversion && (
            <Facts
              facts={[
                [
                  t('Raadsbesluit', 'Council decision'),
                  <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${conversion.decisionId}`}>{conversion.decisionNumber}</Link>,
                ],
                [t('Bron', 'Source'), <Link href={inFinance(ctx, 'bronnen')}>{conversion.sourceName}</Link>],
                [t('Taakveld', 'Task field'), contract.taskField],
                [t('Omgezet op', 'Converted on'), <Day value={conversion.decidedAt} />],
              ]}
            />
          )}
        </Stack>
      </Section>
      <Section wide title={t('Wat afloopt, en wat het overneemt', 'What runs out, and what takes over')}>
        <ContractPicture ctx={ctx} years={contract.years} sourceId={conversion?.fundingSourceId} />
      </Section>
      {conversion && <TakenOverSection ctx={ctx} contract={contract} />}
    </Page>
  );
}

/** Until when it runs, from when budgets take over, and what is left without money. */
function termsOf(ctx: MemberContext, { kind, endsOn, conversion, years, yearlyCents }: ContractOverview): Step[] {
  const t = translator(ctx);
  const [first, last] = [conversion?.parts[0], conversion?.parts.at(-1)];
  const full = conversion?.parts.find((part) => part.cents === yearlyCents);
  const steps: Step[] = [
    {
      when: t(`Tot en met ${formatDay(endsOn, 'nl')}`, `Until ${formatDay(endsOn, 'en')}`),
      what:
        kind === 'contract'
          ? t('Zo lang loopt het contract.', 'So long the contract runs.')
          : t('Zo lang loopt de subsidie.', 'So long the grant runs.'),
    },
  ];
  if (first && last) {
    const grows = full && full !== first;
    steps.push({
      when: t(`Vanaf 1 januari ${first.fiscalYear}`, `From 1 January ${first.fiscalYear}`),
      what: grows
        ? t(
            `Een deel gaat naar wijkbudgetten. Vanaf ${full.fiscalYear} gaat alles, tot en met ${last.fiscalYear}.`,
            `A part goes to neighbourhood budgets. From ${full.fiscalYear} all of it goes, up to ${last.fiscalYear}.`,
          )
        : full
          ? t(
              `Alles gaat naar wijkbudgetten, tot en met ${last.fiscalYear}.`,
              `All of it goes to neighbourhood budgets, up to ${last.fiscalYear}.`,
            )
          : t(
              `Een deel gaat naar wijkbudgetten, tot en met ${last.fiscalYear}.`,
              `A part goes to neighbourhood budgets, up to ${last.fiscalYear}.`,
            ),
    });
  }
  for (const gap of gapsOf(years)) steps.push(gapStep(ctx, gap));
  const end = years.at(-1)?.fiscalYear;
  if (conversion) steps.push({ when: t(`Na ${end}`, `After ${end}`), what: t('Er is nog niets besloten.', 'Nothing is decided yet.') });
  return steps;
}

/** Years in a row with the same amount that nobody pays for. */
interface Gap {
  from: number;
  to: number;
  cents: number;
}

function gapsOf(years: ContractOverview['years']): Gap[] {
  const gaps: Gap[] = [];
  for (const { fiscalYear, uncoveredCents } of years.filter((year) => year.uncoveredCents > 0)) {
    const last = gaps.at(-1);
    if (last?.to === fiscalYear - 1 && last.cents === uncoveredCents) last.to = fiscalYear;
    else gaps.push({ from: fiscalYear, to: fiscalYear, cents: uncoveredCents });
  }
  return gaps;
}

function gapStep(ctx: MemberContext, { from, to, cents }: Gap): Step {
  const t = translator(ctx);
  const each = to > from;
  return {
    when: t(`In ${yearsInWords([from, to], { lang: 'nl' })}`, `In ${yearsInWords([from, to], { lang: 'en' })}`),
    what: t(
      <>
        <Amount cents={cents} /> {each ? 'per jaar ' : ''}is nog niet gedekt: de leverancier krijgt het dan niet meer, en een wijkbudget nog
        niet.
      </>,
      <>
        <Amount cents={cents} /> {each ? 'a year ' : ''}is not covered yet: the supplier no longer gets it then, and a budget does not yet.
      </>,
    ),
  };
}

/** Which budgets the money went to, and what of it no budget has planned yet. */
function TakenOverSection({ ctx, contract }: ContractProps) {
  const t = translator(ctx);
  const { conversion, takenOver, unplanned } = contract;
  const sourceId = conversion?.fundingSourceId ?? '';
  const inBudgets = (year: number) => sumCents(takenOver.filter(({ fiscalYear }) => fiscalYear === year).map(({ cents }) => cents));
  const free = (year: number) => unplanned.find(({ fiscalYear }) => fiscalYear === year)?.cents ?? 0;
  const begin = (
    <ButtonLink primary href={inFinance(ctx, 'budgetten/nieuw')}>
      {t('Wijkbudget maken', 'Make a budget')}
    </ButtonLink>
  );
  return (
    <Section wide title={t('Waar het geld nu is', 'Where the money is now')}>
      <Stack gap="loose">
        {takenOver.length === 0 && (
          <Paragraph>
            {t(
              'Nog geen wijkbudget gebruikt dit geld. Het staat klaar in de bron.',
              'No neighbourhood budget uses this money yet. It is ready in the source.',
            )}
          </Paragraph>
        )}
        <Table
          caption={t('Omgezet = in wijkbudgetten + nog vrij', 'Converted = in budgets + still free')}
          rows={conversion?.parts ?? []}
          total={t('Samen', 'Together')}
          columns={[
            { head: t('Jaar', 'Year'), cell: (row) => row.fiscalYear },
            {
              head: t('Omgezet', 'Converted'),
              cents: (row) => row.cents,
              href: (row) => entries(ctx, { figure: 'funded', fundingSourceId: sourceId, fiscalYear: row.fiscalYear }),
              totalHref: entries(ctx, { figure: 'funded', fundingSourceId: sourceId }),
            },
            { head: t('In wijkbudgetten', 'In budgets'), cents: (row) => inBudgets(row.fiscalYear) },
            { head: t('Nog vrij', 'Still free'), cents: (row) => free(row.fiscalYear) },
          ]}
        />
        {takenOver.length > 0 && <Budgets ctx={ctx} takenOver={takenOver} />}
        {unplanned.length > 0 && <div>{begin}</div>}
      </Stack>
    </Section>
  );
}

function Budgets({ ctx, takenOver }: { ctx: MemberContext; takenOver: TakenOver[] }) {
  const t = translator(ctx);
  const ids = [...new Set(takenOver.map(({ budgetId }) => budgetId))];
  const rows = ids.map((id) => {
    const own = takenOver.filter(({ budgetId }) => budgetId === id);
    return {
      id,
      name: own[0]?.budgetName ?? '',
      years: yearsInWords(
        own.map(({ fiscalYear }) => fiscalYear),
        ctx,
      ),
      cents: sumCents(own.map(({ cents }) => cents)),
    };
  });
  return (
    <Table
      caption={t('Welke wijkbudgetten het overnamen', 'Which budgets took over')}
      rows={rows}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Wijkbudget', 'Budget'), cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.id}`)}>{row.name}</Link> },
        { head: t('Jaren', 'Years'), cell: (row) => row.years },
        {
          head: t('Uit dit contract', 'From this contract'),
          cents: (row) => row.cents,
          href: (row) => inFinance(ctx, `budgetten/${row.id}`),
        },
      ]}
    />
  );
}
