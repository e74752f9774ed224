import { rightKinds } from '../rights/draw-words.js';
import {
  CheckField,
  ChoiceField,
  type Crumb,
  DateField,
  Form,
  type FormState,
  type MemberContext,
  MoneyField,
  Page,
  pathIn,
  SelectField,
  TextArea,
  TextField,
  TimeField,
  translator,
  useTranslator,
} from '../kit/index.js';
import { carried, defaultBegin, defaultEnd, type GrantChoices, WHAT_NAMES, WHY_NAMES } from './grant-form.js';

export interface StepProps {
  ctx: MemberContext;
  choices: GrantChoices;
  form?: FormState;
}

export const ACTION = 'wijkorgaan/trekkingsrechten/nieuw';

export function crumbs(ctx: MemberContext): Crumb[] {
  return [{ label: translator(ctx)('Begin', 'Home'), href: pathIn(ctx, 'wijkorgaan') }];
}

/** Step 1: for whom, and what. */
export function GrantWhatPage({ ctx, choices, form = { values: {} } }: StepProps) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      crumbs={crumbs(ctx)}
      preHeading={t('Stap 1 van 3', 'Step 1 of 3')}
      title={t('Wat kent u toe, en aan wie?', 'What do you grant, and to whom?')}
    >
      <Form
        ctx={ctx}
        action={pathIn(ctx, ACTION)}
        hidden={{ stap: 'wat', ...carried(form, WHY_NAMES) }}
        submit={t('Verder', 'Continue')}
        cancel={pathIn(ctx, 'wijkorgaan')}
      >
        {choices.budgets.length > 1 && (
          <SelectField
            name="budget"
            label={t('Uit welk wijkbudget?', 'From which budget?')}
            empty={t('Kies een wijkbudget', 'Choose a budget')}
            options={choices.budgets.map(({ id, name, firstYear, lastYear }) => ({
              value: id,
              label: `${name}, ${firstYear}–${lastYear}`,
            }))}
          />
        )}
        <SelectField
          name="wie"
          label={t('Voor welk initiatief?', 'For which initiative?')}
          empty={t('Kies een initiatief', 'Choose an initiative')}
          options={choices.holders.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField
          name="naam"
          maxLength={120}
          label={t('Waar is het voor?', 'What is it for?')}
          description={t(
            'Zo heet het trekkingsrecht. Bijvoorbeeld: geld voor materiaal en activiteiten',
            'The name of the drawing right. For example: money for materials and activities',
          )}
        />
        <ChoiceField
          name="soort"
          label={t('Geld of hulp?', 'Money or support?')}
          options={Object.entries(rightKinds).map(([value, { name, about }]) => ({ value, label: t(name), description: t(about) }))}
        />
        <TimeField
          name="hoeveel"
          label={t('Hoeveel?', 'How much?')}
          description={t(
            'Geld in euro’s, bijvoorbeeld 5.000,00. Hulp in uren, bijvoorbeeld 40 uur.',
            'Money in euros, for example 5,000.00. Support in hours, for example 40 hours.',
          )}
        />
        <MoneyField
          name="tarief"
          optional
          label={t('Wat kost een uur?', 'What does an hour cost?')}
          description={t('Alleen bij hulp. Zo weet de wijk wat het kost.', 'Only for support. So the neighbourhood knows what it costs.')}
        />
      </Form>
    </Page>
  );
}

/** Step 2: why, and until when. */
export function GrantWhyPage({ ctx, choices, form = { values: {} } }: StepProps) {
  const t = translator(ctx);
  const several = choices.places.length > 1;
  return (
    <Page
      ctx={ctx}
      form={form}
      crumbs={crumbs(ctx)}
      preHeading={t('Stap 2 van 3', 'Step 2 of 3')}
      title={t('Waarom, en tot wanneer?', 'Why, and until when?')}
      lead={t(
        'U hoeft het niet eens te zijn. Schrijf op wat u tegen elkaar zei.',
        'You need not agree. Write down what you said to each other.',
      )}
    >
      <Form
        ctx={ctx}
        form={form.problem ? form : prefilled(form)}
        action={pathIn(ctx, ACTION)}
        hidden={{ stap: 'waarom', ...carried(form, WHAT_NAMES) }}
        submit={t('Bekijk wat het doet', 'See what it does')}
        cancel={pathIn(ctx, 'wijkorgaan')}
      >
        <ChoiceField
          name="doel"
          label={t('Bij welk doel past het?', 'Which goal does it serve?')}
          options={choices.values.map(({ id, nameNl, nameEn }) => ({ value: id, label: t(nameNl, nameEn) }))}
        />
        {several && (
          <SelectField
            name="wijk"
            label={t('In welke wijk?', 'In which neighbourhood?')}
            empty={t('Kies een wijk', 'Choose a neighbourhood')}
            options={choices.places.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <WhenFields choices={choices} form={form} />
        <TextArea
          name="overwegingen"
          maxLength={4000}
          label={t('Wat gaf de doorslag?', 'What tipped the scales?')}
          description={t(
            'Het initiatief krijgt deze tekst. Iedereen kan hem lezen.',
            'The initiative receives this text. Everyone can read it.',
          )}
        />
        <TextArea
          name="anders"
          optional
          rows={3}
          maxLength={4000}
          label={t('Dacht iemand er anders over?', 'Did somebody think differently?')}
          description={t('Schrijf op wat, niet wie.', 'Write what, not who.')}
        />
        <CheckField
          name="ondersteuning"
          checked={form.values.ondersteuning === 'ja'}
          label={t('Dit is voor de ondersteuning van een bewonersorganisatie', 'This is for the support of a residents’ organisation')}
          description={t('Dan komt het uit het deel dat daarvoor apart staat.', 'It then comes from the part that is set apart for that.')}
        />
      </Form>
    </Page>
  );
}

/** From when and until when; a right that begins next year is granted on condition. */
function WhenFields({ choices, form }: { choices: GrantChoices; form: FormState }) {
  const t = useTranslator();
  const budget = choices.budgets.length === 1 ? choices.budgets[0] : choices.budgets.find(({ id }) => id === form.values.budget);
  const begin = budget ? defaultBegin(budget, choices.today) : choices.today;
  return (
    <>
      <DateField
        name="vanaf"
        label={t('Vanaf wanneer?', 'From when?')}
        value={begin}
        description={t(
          'Begint het volgend jaar? Dan komt het uit het geld van volgend jaar, onder voorbehoud van de begroting.',
          'Does it begin next year? Then it comes out of next year’s money, on condition of the council’s budget.',
        )}
      />
      <DateField
        name="tot"
        label={t('Tot en met wanneer?', 'Until when?')}
        value={defaultEnd(choices.today, begin)}
        description={t('Daarna komt wat over is terug bij de wijk.', 'After that, what is left comes back to the neighbourhood.')}
      />
    </>
  );
}

/** The answers of this step are known when the body came back to it; otherwise the fields begin with their own. */
function prefilled(form: FormState): FormState {
  return { values: Object.fromEntries(Object.entries(form.values).filter(([, value]) => value !== '')) };
}
