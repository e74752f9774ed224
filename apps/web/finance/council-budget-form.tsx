import type { CouncilDecision, NewCouncilBudget, Reservation } from '../../../libs/budgets/index.js';
import {
  Confirm,
  Amount,
  DateField,
  Day,
  Facts,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Section,
  Steps,
  translator,
} from '../kit/index.js';
import { DecisionField, DecisionFirst, YearField } from './fields.js';
import { crumbs, entries, inFinance } from './words.js';

interface FormProps {
  ctx: MemberContext;
  decisions: CouncilDecision[];
  /** The year that is most likely meant. */
  year: number;
  today: string;
  form?: FormState;
}

/** When the council adopted its budget: the year, the decision, the day. */
export function CouncilBudgetForm({ ctx, decisions, year, today, form }: FormProps) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Wanneer stelde de raad de begroting vast?', 'When did the council adopt its budget?')}
      lead={t('Vanaf die dag loopt de termijn van vier weken.', 'From that day the term of four weeks runs.')}
      crumbs={crumbs(ctx, 'begrotingen')}
    >
      {decisions.length === 0 ? (
        <DecisionFirst ctx={ctx}>
          {t(
            'Leg eerst het raadsbesluit vast waarmee de begroting is vastgesteld.',
            'Record the council decision that adopted the budget first.',
          )}
        </DecisionFirst>
      ) : (
        <Form ctx={ctx} hidden={{ stap: 'overzicht' }} submit={t('Verder', 'Continue')} cancel={inFinance(ctx, 'begrotingen')}>
          <YearField name="jaar" label={t('De begroting van welk jaar?', 'The budget of which year?')} value={year} />
          <DecisionField ctx={ctx} decisions={decisions} />
          <DateField
            name="datum"
            optional
            max={today}
            label={t('Op welke dag?', 'On which day?')}
            description={t('Leeg: de dag van het besluit.', 'Empty: the day of the decision.')}
          />
        </Form>
      )}
    </Page>
  );
}

interface PreviewProps {
  ctx: MemberContext;
  asked: NewCouncilBudget;
  decision: CouncilDecision;
  reservation: Reservation;
  reservedCents: number;
}

/** What follows from it, before it is recorded. */
export function CouncilBudgetPreview({ ctx, asked, decision, reservation, reservedCents }: PreviewProps) {
  const t = translator(ctx);
  const { fiscalYear, adoptedOn, lapsesOn, countsFrom, open } = reservation;
  const amount = <Amount cents={reservedCents} href={entries(ctx, { figure: 'planned', fiscalYear })} />;
  const steps = [
    {
      when: (
        <>
          {t('Tot en met', 'Until')} <Day value={lapsesOn} />
        </>
      ),
      done: !open,
      what: t(
        open ? 'De raad kan het voorbehoud inroepen, voor alles of een deel.' : 'Inroepen kan niet meer: de vier weken zijn voorbij.',
        open ? 'The council can invoke the reservation, for all of it or a part.' : 'It can no longer be invoked: the four weeks are over.',
      ),
    },
    ...(reservedCents > 0
      ? [
          {
            when: <Day value={countsFrom} />,
            what: t(<>{amount} telt vanzelf mee. Niemand vraagt opnieuw aan.</>, <>{amount} counts by itself. Nobody applies again.</>),
          },
        ]
      : []),
  ];
  return (
    <Page
      ctx={ctx}
      title={t('Klopt dit?', 'Is this right?')}
      lead={t('U kunt het daarna niet meer veranderen.', 'You cannot change it afterwards.')}
      crumbs={crumbs(ctx, 'begrotingen')}
    >
      <Section title={t(`De begroting van ${fiscalYear}`, `The budget of ${fiscalYear}`)}>
        <Facts
          facts={[
            [t('Vastgesteld op', 'Adopted on'), <Day value={adoptedOn} />],
            [t('Raadsbesluit', 'Council decision'), `${decision.number}, ${decision.title}`],
          ]}
        />
      </Section>
      <Section title={t('Vastleggen', 'Record')}>
        <Form
          ctx={ctx}
          form={null}
          action={inFinance(ctx, 'begrotingen/nieuw')}
          hidden={{ jaar: String(fiscalYear), besluit: asked.decisionId, datum: adoptedOn }}
          panel={
            <Panel>
              <Steps steps={steps} />
            </Panel>
          }
        >
          <Confirm
            name="stap"
            deed={{ value: 'vastleggen', label: t('Vastleggen', 'Record') }}
            back={{ value: 'terug', label: t('Iets veranderen', 'Change something') }}
          />
        </Form>
      </Section>
    </Page>
  );
}
