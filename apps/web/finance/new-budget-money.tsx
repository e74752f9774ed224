import { formatCents, type Words } from '../../../libs/core/index.js';
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
  translator,
  type MemberContext,
} from '../kit/index.js';
import {
  carried,
  chosenPlaces,
  formatPercent,
  offeredSources,
  type OfferedSource,
  placeColumns,
  type SplitChoice,
} from './new-budget-form.js';
import type { StepProps } from './new-budget-who.js';
import { Question } from './fields.js';
import { PlaceFields } from './place-fields.js';
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
      <Form ctx={ctx} once action={inFinance(ctx, ACTION)} hidden={carried(form, 'bedragen', choices)}>
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
      {placeColumns(by).length > 0 && <PlaceQuestion ctx={ctx} choices={choices} form={form} />}
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

/** What is asked of each neighbourhood, in one table; before it the fixed amount for all of them, where there is one. */
function PlaceQuestion({ ctx, choices, form }: StepProps) {
  const t = translator(ctx);
  const split = text(form, 'verdeling') as SplitChoice;
  const words = placeWords[split];
  const columns = placeColumns(split);
  return (
    <>
      {columns.includes('vloer') && (
        <MoneyField
          name="vloer"
          label={t('Welk vast bedrag krijgt elke wijk per jaar?', 'Which fixed amount does each neighbourhood get a year?')}
          description={t(
            'Dat krijgt elke wijk in elk geval, samen uit alle bronnen.',
            'Each gets this in any case, from all sources together.',
          )}
        />
      )}
      {words && (
        <Question label={t(words.label)} description={t(words.description)}>
          <PlaceFields ctx={ctx} places={chosenPlaces(form, choices)} columns={columns} residents={split === 'mix-residents'} />
        </Question>
      )}
    </>
  );
}

const placeWords: Partial<Record<SplitChoice, { label: Words; description: Words }>> = {
  weights: {
    label: { nl: 'Hoe zwaar telt elke wijk?', en: 'How much does each neighbourhood count?' },
    description: {
      nl: 'Hele getallen. Wie 2 heeft, krijgt twee keer zoveel als wie 1 heeft.',
      en: 'Whole numbers. A 2 gets twice as much as a 1.',
    },
  },
  fixed: {
    label: { nl: 'Hoeveel krijgt elke wijk per jaar?', en: 'How much does each neighbourhood get a year?' },
    description: {
      nl: 'Samen is dat precies wat de bronnen per jaar geven. Uit elke bron gaat er naar verhouding geld naar elke wijk.',
      en: 'Together exactly what the sources give a year. Each source gives to each in proportion.',
    },
  },
  'mix-residents': {
    label: { nl: 'Krijgt een wijk een ander vast bedrag?', en: 'Does a neighbourhood get another fixed amount?' },
    description: {
      nl: 'Vul het dan hier in. Laat de andere leeg. De rest gaat naar het aantal inwoners.',
      en: 'Enter it here, and leave the others empty. The rest goes by the number of residents.',
    },
  },
  'mix-weights': {
    label: { nl: 'Hoe zwaar telt elke wijk voor de rest?', en: 'How much does each count for the rest?' },
    description: {
      nl: 'Hele getallen. Krijgt een wijk een ander vast bedrag, vul dat dan ook in.',
      en: 'Whole numbers. If one gets another fixed amount, enter that too.',
    },
  },
};

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
