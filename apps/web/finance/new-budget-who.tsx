import { dayOf, type Words, yearOf } from '../../../libs/core/index.js';
import {
  Actions,
  Button,
  ChecksField,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  texts,
  translator,
} from '../kit/index.js';
import { type BudgetChoices, carried, type SplitChoice, SPLITS } from './new-budget-form.js';
import { DecisionField, DecisionFirst, YearField } from './fields.js';
import { crumbs, inFinance } from './words.js';

/** What each step shows: the choices, and the answers so far. */
export interface StepProps {
  ctx: MemberContext;
  choices: BudgetChoices;
  form: FormState;
}

/** How it can be split, in words. */
export const splitWords: Readonly<Record<SplitChoice, { name: Words; about: Words }>> = {
  pooled: {
    name: { nl: 'Eén budget samen', en: 'One budget together' },
    about: { nl: 'De wijken beslissen samen over één pot.', en: 'The neighbourhoods decide together on one pot.' },
  },
  equal: {
    name: { nl: 'Ieder evenveel', en: 'Each the same' },
    about: {
      nl: 'Elke wijk krijgt een eigen budget, allemaal even groot.',
      en: 'Each neighbourhood gets its own budget, all of one size.',
    },
  },
  residents: {
    name: { nl: 'Naar het aantal inwoners', en: 'By residents' },
    about: {
      nl: 'Elke wijk krijgt een eigen budget. Wonen er meer mensen, dan is het groter.',
      en: 'Each gets its own budget. More people make it larger.',
    },
  },
  weights: {
    name: { nl: 'Met gewichten', en: 'By weights' },
    about: {
      nl: 'U zegt zelf hoe zwaar elke wijk telt. Dat vult u in de volgende stap in.',
      en: 'You say how much each counts. You do so in the next step.',
    },
  },
  fixed: {
    name: { nl: 'Met vaste bedragen', en: 'By fixed amounts' },
    about: {
      nl: 'U vult in de volgende stap per wijk een bedrag in. Samen is dat wat de bronnen geven.',
      en: 'You enter an amount for each in the next step. Together they are what the sources give.',
    },
  },
  'mix-residents': {
    name: { nl: 'Een vast bedrag, de rest naar inwoners', en: 'A fixed amount, the rest by residents' },
    about: {
      nl: 'Elke wijk krijgt eerst een vast bedrag. Wat overblijft, gaat naar het aantal inwoners.',
      en: 'Each gets a fixed amount first. What is left goes by the number of residents.',
    },
  },
  'mix-weights': {
    name: { nl: 'Een vast bedrag, de rest met gewichten', en: 'A fixed amount, the rest by weights' },
    about: {
      nl: 'Elke wijk krijgt eerst een vast bedrag. Voor wat overblijft, zegt u hoe zwaar elke wijk telt.',
      en: 'Each gets a fixed amount first. For what is left you say how much each counts.',
    },
  },
};

const ACTION = 'budgetten/nieuw';

/** Step 1: on which decision, for which neighbourhoods, and for how long. */
export function WhoPage({ ctx, choices, form }: StepProps) {
  const t = translator(ctx);
  const { decisions, places, ordinance } = choices;
  const year = yearOf(dayOf(ctx.now));
  const missing = decisions.length === 0 || places.length === 0;
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={t('Nieuw wijkbudget, stap 1 van 3', 'New neighbourhood budget, step 1 of 3')}
      title={t('Voor welke wijken?', 'For which neighbourhoods?')}
      crumbs={crumbs(ctx, 'budgetten')}
    >
      {missing ? (
        <NothingToChoose ctx={ctx} choices={choices} />
      ) : (
        <Form ctx={ctx} once action={inFinance(ctx, ACTION)} hidden={carried(form, 'wie', choices)}>
          <DecisionField ctx={ctx} decisions={decisions} />
          <ChecksField
            name="wijken"
            label={t('Welke wijken doen mee?', 'Which neighbourhoods take part?')}
            options={places.map(({ id, name, residents }) => ({
              value: id,
              label: name,
              description:
                residents === null ? undefined : t(`${number(residents, 'nl')} inwoners`, `${number(residents, 'en')} residents`),
            }))}
            checked={texts(form, 'wijken')}
          />
          <ChoiceField
            name="verdeling"
            label={t('Hoe wordt het geld verdeeld?', 'How is the money split?')}
            options={SPLITS.map((value) => ({ value, label: t(splitWords[value].name), description: t(splitWords[value].about) }))}
          />
          <YearField name="vanaf" label={t('Eerste jaar', 'First year')} value={year} />
          <YearField
            name="tot"
            label={t('Laatste jaar', 'Last year')}
            description={t(
              `Een wijkbudget duurt minstens ${ordinance.minimumTermYears} jaar, zodat de wijk ergens op kan rekenen.`,
              `A neighbourhood budget runs at least ${ordinance.minimumTermYears} years, so that the neighbourhood can count on it.`,
            )}
            value={year + 3}
          />
          <Actions>
            <Button primary name="naar" value="bedragen">
              {t('Verder', 'Continue')}
            </Button>
            <Link href={inFinance(ctx, 'budgetten')}>{t('Stoppen', 'Cancel')}</Link>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

function NothingToChoose({ ctx, choices }: { ctx: MemberContext; choices: BudgetChoices }) {
  const t = translator(ctx);
  if (choices.decisions.length > 0)
    return (
      <EmptyState>
        {t(
          'Er is nog geen wijkindeling. Zonder wijken kan er geen wijkbudget zijn.',
          'There is no division into neighbourhoods yet, and without one no budget.',
        )}
      </EmptyState>
    );
  return (
    <DecisionFirst ctx={ctx}>
      {t(
        'Een wijkbudget rust op een raadsbesluit. Leg dat eerst vast.',
        'A neighbourhood budget rests on a council decision. Record that first.',
      )}
    </DecisionFirst>
  );
}

const number = (value: number, lang: 'nl' | 'en') => value.toLocaleString(lang === 'nl' ? 'nl-NL' : 'en-GB');
