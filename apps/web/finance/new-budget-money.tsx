import { formatCents } from '../../../libs/core/index.js';
import {
  Actions,
  Button,
  EmptyState,
  Form,
  Link,
  MoneyField,
  Page,
  Paragraph,
  SelectField,
  text,
  TextField,
  texts,
  translator,
  type MemberContext,
} from '../kit/index.js';
import { carried, formatPercent, offeredSources, type OfferedSource } from './new-budget-form.js';
import type { StepProps } from './new-budget-who.js';
import { Question } from './fields.js';
import { crumbs, inFinance, sourceKinds } from './words.js';

const ACTION = 'budgetten/nieuw';

/** Step 2: how much a year, from which sources, and who decides on it. */
export function MoneyPage({ ctx, choices, form }: StepProps) {
  const t = translator(ctx);
  const years = { firstYear: Number(text(form, 'vanaf')), lastYear: Number(text(form, 'tot')) };
  const sources = offeredSources(choices, form);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={t('Nieuw wijkbudget, stap 2 van 3', 'New neighbourhood budget, step 2 of 3')}
      title={t('Hoeveel, en waaruit?', 'How much, and from what?')}
      lead={t(
        `Voor de jaren ${years.firstYear} tot en met ${years.lastYear}, elk jaar evenveel.`,
        `For the years ${years.firstYear} to ${years.lastYear}, the same each year.`,
      )}
      crumbs={crumbs(ctx, 'budgetten')}
    >
      <Form ctx={ctx} once action={inFinance(ctx, ACTION)} hidden={carried(form, 'bedragen')}>
        {sources.length > 0 ? <MoneyFields ctx={ctx} choices={choices} form={form} sources={sources} /> : <NoSources ctx={ctx} />}
        <Actions>
          {sources.length > 0 && (
            <Button primary name="naar" value="overzicht">
              {t('Bekijk de verdeling', 'See the split')}
            </Button>
          )}
          <Button name="naar" value="wie">
            {t('Terug', 'Back')}
          </Button>
        </Actions>
      </Form>
    </Page>
  );
}

function MoneyFields({ ctx, choices, form, sources }: StepProps & { sources: OfferedSource[] }) {
  const t = translator(ctx);
  const { ordinance, bodies } = choices;
  const by = text(form, 'verdeling');
  return (
    <>
      <Question
        label={t('Hoeveel per jaar, uit welke bron?', 'How much a year, from which source?')}
        description={t('Laat leeg wat u niet gebruikt.', 'Leave empty what you do not use.')}
      >
        {sources.map(({ sourceId, name, kind, yearlyFreeCents }) => (
          <MoneyField
            name={`bron-${sourceId}`}
            label={name}
            description={t(
              `${sourceKinds[kind].name.nl}. Vrij per jaar: ${formatCents(yearlyFreeCents, 'nl')}`,
              `${sourceKinds[kind].name.en}. Free each year: ${formatCents(yearlyFreeCents, 'en')}`,
            )}
          />
        ))}
      </Question>
      {by === 'weights' && <Weights ctx={ctx} choices={choices} form={form} />}
      {by === 'pooled' && (
        <TextField
          name="naam"
          optional
          maxLength={120}
          autoComplete="off"
          label={t('Hoe heet het budget?', 'What is the budget called?')}
          description={t('Vult u niets in, dan heet het naar de wijken.', 'If you enter nothing, it is named after the neighbourhoods.')}
        />
      )}
      <TextField
        name="ondersteuning"
        width="short"
        maxLength={7}
        autoComplete="off"
        label={t('Hoeveel procent is voor ondersteuning?', 'How many per cent is for support?')}
        description={t(
          `Dat deel is alleen voor de ondersteuning van bewonersorganisaties. De verordening zegt ${formatPercent(ordinance.supportShareBasisPoints, { lang: 'nl' })} procent.`,
          `That part is only for the support of residents’ organisations. The ordinance says ${formatPercent(ordinance.supportShareBasisPoints, { lang: 'en' })} per cent.`,
        )}
        value={formatPercent(ordinance.supportShareBasisPoints, ctx)}
      />
      {bodies.length > 0 ? (
        <SelectField
          name="wijkorgaan"
          label={t('Wie beslist over de uitgaven?', 'Who decides on spending?')}
          description={t('Dit wijkorgaan kent toe. De gemeente doet dat niet.', 'This body grants. The municipality does not.')}
          empty={t('Kies een wijkorgaan', 'Choose a neighbourhood body')}
          options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
          value={bodies.length === 1 ? bodies[0]?.id : undefined}
        />
      ) : (
        <Paragraph>
          {t(
            'Er is nog geen wijkorgaan. Zolang dat zo is, kan niemand uit dit budget toekennen.',
            'There is no neighbourhood body yet. Until there is, nobody can grant from this budget.',
          )}
        </Paragraph>
      )}
    </>
  );
}

function Weights({ ctx, choices, form }: StepProps) {
  const t = translator(ctx);
  const chosen = texts(form, 'wijken');
  return (
    <Question
      label={t('Hoe zwaar telt elke wijk?', 'How much does each neighbourhood count?')}
      description={t(
        'Hele getallen. Wie 2 heeft, krijgt twee keer zoveel als wie 1 heeft.',
        'Whole numbers. A 2 gets twice as much as a 1.',
      )}
    >
      {choices.places
        .filter(({ id }) => chosen.includes(id))
        .map(({ id, name }) => (
          <TextField name={`gewicht-${id}`} width="short" inputMode="numeric" maxLength={6} autoComplete="off" label={name} value="1" />
        ))}
    </Question>
  );
}

function NoSources({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <EmptyState action={<Link href={inFinance(ctx, 'bronnen')}>{t('Naar de bronnen', 'To the sources')}</Link>}>
      {t(
        'Geen enkele bron heeft in al deze jaren nog geld vrij. Voeg een bron toe, of ga terug en kies andere jaren.',
        'No source has money free in all of these years. Add a source, or go back and choose other years.',
      )}
    </EmptyState>
  );
}
