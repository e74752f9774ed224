import type { BudgetView, CouncilDecision, FundingSource, Instalment, Reservation } from '../../../libs/budgets/index.js';
import type { ConditionalRight, InvocationPreview } from '../../../libs/drawing-rights/index.js';
import {
  Confirm,
  Amount,
  ButtonLink,
  Day,
  EmptyState,
  Form,
  type FormState,
  type MemberContext,
  MoneyField,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  Sum,
  Table,
  text,
  TextArea,
  translator,
} from '../kit/index.js';
import { DecisionField } from './fields.js';
import { ReservationStatus } from './reservation-words.js';
import { crumbs, entries, inFinance } from './words.js';

/** One instalment, with what invoking its reservation needs. */
export interface InvocationData {
  budget: BudgetView;
  instalment: Instalment;
  source: FundingSource;
  reservation: Reservation;
  /** The rights that hold something of it, newest first. */
  conditional: ConditionalRight[];
  decisions: CouncilDecision[];
}

type Props = InvocationData & { ctx: MemberContext };

const address = ({ ctx, budget, instalment }: Props) => inFinance(ctx, `budgetten/${budget.id}/voorbehoud/${instalment.id}`);

function plannedHref({ ctx, budget, instalment }: Props): string {
  const { fiscalYear, fundingSourceId } = instalment;
  return entries(ctx, { figure: 'planned', budgetId: budget.id, fiscalYear, fundingSourceId });
}

/** The amount, the decision and the reason; or why it is not possible now, with the dates. */
export function InvocationForm(props: Props & { form?: FormState }) {
  const { ctx, budget, instalment, reservation, decisions, form } = props;
  const t = translator(ctx);
  const possible = instalment.status === 'reserved' && reservation.open && !reservation.presumed;
  const left = <Amount cents={instalment.cents - instalment.withdrawnCents} href={plannedHref(props)} />;
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={budget.name}
      title={t(`Voorbehoud ${instalment.fiscalYear} inroepen`, `Invoke the reservation of ${instalment.fiscalYear}`)}
      lead={t(
        'Kreeg dit jaar minder geld in de begroting? Dan gaat hier geld terug naar de bron, bij raadsbesluit.',
        'Did this year get less money in the council’s budget? Then money goes back to its source here, by council decision.',
      )}
      crumbs={crumbs(ctx, 'budgetten')}
    >
      <Section title={props.source.name}>
        <Stack>
          <Paragraph>
            <ReservationStatus reservation={reservation} /> {t('tot en met', 'until')} <Day value={reservation.lapsesOn} />
          </Paragraph>
          <Paragraph>
            {t(
              <>
                Onder voorbehoud staat {left} voor {instalment.fiscalYear}.
              </>,
              <>
                {left} for {instalment.fiscalYear} is on condition.
              </>,
            )}
          </Paragraph>
          {props.conditional.length > 0 && <ConditionalTable {...props} rights={props.conditional} />}
        </Stack>
      </Section>
      {possible ? (
        <Section title={t('Wat besloot de raad?', 'What did the council decide?')}>
          <Form
            ctx={ctx}
            action={address(props)}
            hidden={{ stap: 'overzicht' }}
            submit={t('Bekijk wat het doet', 'See what it does')}
            cancel={inFinance(ctx, 'begrotingen')}
          >
            <MoneyField
              name="bedrag"
              label={t('Hoeveel gaat terug naar de bron?', 'How much goes back to the source?')}
              description={t('Alles of een deel.', 'All of it or a part.')}
            />
            <DecisionField ctx={ctx} decisions={decisions} />
            <TextArea
              name="reden"
              maxLength={4000}
              label={t('Waarom?', 'Why?')}
              description={t('De wijk leest dit.', 'The neighbourhood reads this.')}
            />
          </Form>
        </Section>
      ) : (
        <NotNow {...props} />
      )}
    </Page>
  );
}

function NotNow({ ctx, instalment, reservation }: Props) {
  const t = translator(ctx);
  const { adoptedOn, lapsesOn, presumed } = reservation;
  const { fiscalYear, status } = instalment;
  if (status === 'reserved' && presumed) {
    return (
      <EmptyState
        action={
          <ButtonLink primary href={inFinance(ctx, 'begrotingen/nieuw')}>
            {t('Vaststelling vastleggen', 'Record the adoption')}
          </ButtonLink>
        }
      >
        {t(
          `Er is niet vastgelegd wanneer de raad de begroting van ${fiscalYear} vaststelde. Leg dat eerst vast. Vanaf die dag kan het voorbehoud vier weken worden ingeroepen.`,
          `When the council adopted the budget of ${fiscalYear} is not recorded. Record that first. From that day the reservation can be invoked for four weeks.`,
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState action={<ButtonLink href={inFinance(ctx, 'begrotingen')}>{t('Naar de begrotingen', 'To the budgets')}</ButtonLink>}>
      {status === 'reserved'
        ? t(
            <>
              Inroepen kan niet meer. De raad stelde de begroting vast op <Day value={adoptedOn} />; inroepen kon tot en met{' '}
              <Day value={lapsesOn} />.
            </>,
            <>
              It can no longer be invoked. The council adopted its budget on <Day value={adoptedOn} />; it could be invoked until{' '}
              <Day value={lapsesOn} />.
            </>,
          )
        : t(
            'Dit geld staat niet onder voorbehoud. Er valt niets in te roepen.',
            'This money is not on condition. There is nothing to invoke.',
          )}
    </EmptyState>
  );
}

function ConditionalTable(props: Props & { rights: ConditionalRight[] }) {
  const t = translator(props.ctx);
  return (
    <Table
      caption={t('Hieruit onder voorbehoud toegekend, het nieuwste bovenaan', 'Granted conditionally from it, the newest at the top')}
      rows={props.rights}
      total={t('Samen', 'Together')}
      columns={[
        {
          head: t('Voor', 'For'),
          cell: (right) => (
            <>
              {right.title} <span class="bk-soft">({right.holderName})</span>
            </>
          ),
        },
        { head: t('Toegekend op', 'Granted on'), cell: (right) => <Day value={right.grantedOn} /> },
        {
          head: t('Het hele recht', 'The whole right'),
          end: true,
          cell: (right) => <Amount cents={right.committedCents} href={entries(props.ctx, { drawingRightId: right.id })} />,
        },
        {
          head: t('Houdt hiervan vast', 'Holds of this'),
          cents: (right) => right.heldCents,
          href: (right) => entries(props.ctx, { drawingRightId: right.id }),
        },
      ]}
    />
  );
}

/** What invoking does, before it happens; the one button. */
export function InvocationPreviewPage(props: Props & { form: FormState; preview: InvocationPreview }) {
  const { ctx, budget, instalment, preview, form } = props;
  const t = translator(ctx);
  const decision = props.decisions.find(({ id }) => id === text(form, 'besluit').toLowerCase());
  return (
    <Page
      ctx={ctx}
      preHeading={`${budget.name}, ${instalment.fiscalYear}`}
      title={t('Dit gebeurt er als u het voorbehoud inroept', 'This happens when you invoke the reservation')}
      crumbs={crumbs(ctx, 'budgetten')}
    >
      <Section title={props.source.name} intro={decision && t(`Raadsbesluit ${decision.number}`, `Council decision ${decision.number}`)}>
        <Sum
          lines={[
            { term: t('Onder voorbehoud', 'On condition'), cents: preview.beforeCents, href: plannedHref(props) },
            { term: t('Terug naar de bron', 'Back to the source'), sign: '−', cents: preview.beforeCents - preview.afterCents },
            {
              term: t('Blijft voor de wijk', 'Stays with the neighbourhood'),
              note: t(`Telt vanaf ${instalment.fiscalYear}`, `Counts from ${instalment.fiscalYear}`),
              answer: true,
              cents: preview.afterCents,
            },
          ]}
        />
      </Section>
      {preview.falling.length > 0 && (
        <Section wide title={t('Deze trekkingsrechten vervallen', 'These drawing rights fall')}>
          <Stack>
            <ConditionalTable {...props} rights={preview.falling} />
            <Paragraph>
              {t(
                'Ze zijn onder voorbehoud toegekend. Wat het laatst is toegekend, vervalt het eerst. Het wijkorgaan en het initiatief zien waarom.',
                'They were granted conditionally. What was granted last falls first. The body and the initiative see why.',
              )}
            </Paragraph>
          </Stack>
        </Section>
      )}
      <Section title={t('Inroepen', 'Invoke')}>
        <DeedOf {...props} />
      </Section>
    </Page>
  );
}

function DeedOf(props: Props & { form: FormState; preview: InvocationPreview }) {
  const { ctx, form, preview, source } = props;
  const t = translator(ctx);
  const fall = preview.falling.length;
  const steps: Step[] = [
    {
      when: t('Meteen', 'At once'),
      what: t(
        <>
          <Amount cents={preview.beforeCents - preview.afterCents} /> is weer vrij in {source.name}.
        </>,
        <>
          <Amount cents={preview.beforeCents - preview.afterCents} /> is free in {source.name} again.
        </>,
      ),
    },
    ...(fall > 0
      ? [
          {
            when: t('Meteen', 'At once'),
            what: t(
              fall === 1 ? 'Eén trekkingsrecht vervalt.' : `${fall} trekkingsrechten vervallen.`,
              fall === 1 ? 'One drawing right falls.' : `${fall} drawing rights fall.`,
            ),
          },
        ]
      : []),
    { when: t('Daarna', 'Then'), what: t('U laat het de wijk weten, met de reden.', 'You let the neighbourhood know, with the reason.') },
  ];
  return (
    <Form
      ctx={ctx}
      form={null}
      once
      action={address(props)}
      hidden={{ bedrag: text(form, 'bedrag'), besluit: text(form, 'besluit'), reden: text(form, 'reden') }}
      panel={
        <Panel>
          <Steps steps={steps} />
        </Panel>
      }
    >
      <Confirm
        name="stap"
        deed={{ value: 'inroepen', label: t('Voorbehoud inroepen', 'Invoke the reservation') }}
        back={{ value: 'terug', label: t('Iets veranderen', 'Change something') }}
      />
    </Form>
  );
}
