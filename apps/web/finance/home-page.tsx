import {
  type BudgetView,
  type EndingView,
  type Equation,
  type EquationLine,
  type ReservationYear,
  sumEquation,
} from '../../../libs/budgets/index.js';
import type { CorrectionView } from '../../../libs/payments/index.js';
import type { InvariantRun } from '../../../libs/reporting/index.js';
import { ButtonLink, EmptyState, Item, Link, List, type MemberContext, Page, Section, Table, translator } from '../kit/index.js';
import { CheckStatus } from './checks.js';
import { EquationSum, equationColumns } from './equation.js';
import { Notices } from './notices.js';
import type { ReservedYear } from './reservation-waiting.js';
import { NeedsMe, type WaitingPayments } from './waiting.js';
import { entries, inFinance } from './words.js';

interface HomeProps {
  ctx: MemberContext;
  budgets: BudgetView[];
  lines: EquationLine[];
  payments: WaitingPayments;
  reservations: ReservationYear[];
  /** The notices that run. */
  endings: EndingView[];
  corrections: CorrectionView[];
  /** The oldest year that is over and not closed. */
  toClose: number | undefined;
  run: InvariantRun | undefined;
  year: number;
  /** How many decisions and sources there are, for a municipality that begins. */
  begun: { decisions: number; sources: number };
}

/** What needs me, does it add up, and where is it. */
export function FinanceHomePage(props: HomeProps) {
  const { ctx, budgets, lines, payments, run, year } = props;
  const t = translator(ctx);
  if (budgets.length === 0) return <Begin {...props} />;
  const current = lines.filter((line) => line.fiscalYear === year);
  return (
    <Page ctx={ctx} title={t('Wat de wijken te besteden hebben', 'What neighbourhoods can spend')} stamp>
      <Section title={t('Dit wacht op u', 'This waits for you')}>
        <NeedsMe
          ctx={ctx}
          payments={payments}
          corrections={props.corrections}
          toClose={props.toClose}
          failing={run?.failures.length ?? 0}
          reserved={reservedYears(ctx, props.reservations)}
        />
      </Section>
      <Section
        title={t(`De rekensom van ${year}`, `The sum of ${year}`)}
        intro={t('Alle wijkbudgetten samen', 'All neighbourhood budgets together')}
      >
        <EquationSum ctx={ctx} equation={sumEquation(current)} filter={{ fiscalYear: year }} />
        <div class="bk-after">
          <CheckStatus ctx={ctx} run={run} />
        </div>
      </Section>
      <Section wide title={t('Per wijkbudget', 'Per neighbourhood budget')}>
        <BudgetsOfYear {...props} lines={current} />
      </Section>
      <Notices ctx={ctx} endings={props.endings} />
      <Section title={t('Door de jaren', 'Through the years')}>
        <ThroughTheYears ctx={ctx} />
      </Section>
      <Section title={t('Het kader', 'The frame')}>
        <Frame ctx={ctx} />
      </Section>
    </Page>
  );
}

/** What stands under budget reservation, per year. */
function reservedYears(ctx: MemberContext, reservations: readonly ReservationYear[]): ReservedYear[] {
  return reservations
    .filter((year) => year.reservedCents > 0)
    .sort((a, b) => a.fiscalYear - b.fiscalYear)
    .map((year) => ({ ...year, href: entries(ctx, { figure: 'planned', fiscalYear: year.fiscalYear }) }));
}

type BudgetRow = Equation & { id: string; name: string };

function BudgetsOfYear({ ctx, budgets, lines, year }: HomeProps) {
  const t = translator(ctx);
  const rows = budgets
    .filter(({ id }) => lines.some((line) => line.budgetId === id))
    .map(({ id, name }): BudgetRow => ({ id, name, ...sumEquation(lines.filter((line) => line.budgetId === id)) }));
  if (rows.length === 0) {
    return <EmptyState>{t(`Geen wijkbudget heeft iets voor ${year}.`, `No neighbourhood budget has anything for ${year}.`)}</EmptyState>;
  }
  return (
    <Table
      caption={t('Elk bedrag opent de boekingen eronder.', 'Each amount opens the entries under it.')}
      rows={rows}
      total={t('Samen', 'Together')}
      columns={[
        { head: t('Wijkbudget', 'Budget'), cell: (row) => <Link href={inFinance(ctx, `budgetten/${row.id}`)}>{row.name}</Link> },
        ...equationColumns<BudgetRow>(ctx, (row) => ({ fiscalYear: year, budgetId: row.id }), { fiscalYear: year }),
      ]}
    />
  );
}

function ThroughTheYears({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  const link = (path: string, label: string) => <Link href={inFinance(ctx, path)}>{label}</Link>;
  return (
    <List>
      <Item
        title={link('overzicht', t('Overzicht', 'Overview'))}
        note={t('Vastgesteld, toegekend en betaald, op elke dag die u kiest', 'Adopted, committed and paid, on any day you choose')}
      />
      <Item
        title={link('begrotingen', t('Begrotingen en voorbehoud', 'Council budgets and reservations'))}
        note={t(
          'Wanneer de raad een begroting vaststelde, en tot wanneer het voorbehoud telt',
          'When the council adopted a budget, and until when its reservation counts',
        )}
      />
      <Item
        title={link('jaarafsluiting', t('Een jaar afsluiten', 'Close a year'))}
        note={t(
          'Wat meegaat naar het volgende jaar, en wat teruggaat naar zijn bron',
          'What is carried to the next year, and what goes back to its source',
        )}
      />
      <Item
        title={link('correcties', t('Correcties', 'Corrections'))}
        note={t(
          'Boekingen die zijn teruggedraaid, en wat op een tweede persoon wacht',
          'Entries that were reversed, and what waits for a second person',
        )}
      />
    </List>
  );
}

function Frame({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  const link = (path: string, label: string) => <Link href={inFinance(ctx, path)}>{label}</Link>;
  return (
    <List>
      <Item
        title={link('budgetten/nieuw', t('Nieuw wijkbudget', 'New neighbourhood budget'))}
        note={t(
          'Geld uit een bron wordt van een wijk, voor minstens twee jaar',
          'Money of a source becomes a neighbourhood’s, for two years or more',
        )}
      />
      <Item
        title={link('bronnen', t('Bronnen', 'Sources'))}
        note={t('Waar het geld vandaan komt, en wat nog vrij is', 'Where the money comes from, and what is still free')}
      />
      <Item
        title={link('contracten', t('Contracten en jaarsubsidies', 'Contracts and yearly grants'))}
        note={t('Wat afloopt, en wat het overneemt', 'What runs out, and what takes over')}
      />
      <Item
        title={link('wijkorganen', t('Wijkorganen', 'Neighbourhood bodies'))}
        note={t('Wie de raad erkende, en over welk budget zij beslissen', 'Whom the council recognised, and on which budget they decide')}
      />
      <Item
        title={link('inlezen', t('Inlezen uit een bestand', 'Import from a file'))}
        note={t('Veel bronnen of wijkbudgetten in één keer', 'Many sources or budgets at once')}
      />
      <Item
        title={link('besluiten', t('Raadsbesluiten', 'Council decisions'))}
        note={t('Waar elke boeking op rust', 'What every entry rests on')}
      />
      <Item
        title={link('koppelingen', t('Koppelingen', 'Connections'))}
        note={t('Welke systemen meelezen of boeken', 'Which systems read along or book')}
      />
    </List>
  );
}

/** A municipality that begins: one step at a time. */
function Begin({ ctx, begun }: HomeProps) {
  const t = translator(ctx);
  const step =
    begun.decisions === 0
      ? { path: 'besluiten/nieuw', label: t('Besluit vastleggen', 'Record a decision') }
      : begun.sources === 0
        ? { path: 'bronnen/nieuw', label: t('Bron toevoegen', 'Add a source') }
        : { path: 'budgetten/nieuw', label: t('Nieuw wijkbudget', 'New neighbourhood budget') };
  return (
    <Page ctx={ctx} title={t('Begin met een wijkbudget', 'Begin with a neighbourhood budget')}>
      <Section title={t('De eerste stap', 'The first step')}>
        <EmptyState
          action={
            <ButtonLink primary href={inFinance(ctx, step.path)}>
              {step.label}
            </ButtonLink>
          }
        >
          {t(
            'Er is nog geen wijkbudget. U legt een raadsbesluit vast, voegt een bron toe, en maakt er een wijkbudget van. Vanaf dan beslist de wijk over de uitgaven.',
            'There is no neighbourhood budget yet. You record a council decision, add a source, and make a budget of it. From then on the neighbourhood decides on spending.',
          )}
        </EmptyState>
      </Section>
      <Section title={t('Het kader', 'The frame')}>
        <Frame ctx={ctx} />
      </Section>
    </Page>
  );
}
