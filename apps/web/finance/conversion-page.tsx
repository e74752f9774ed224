import { dayOf, formatCents, sumCents } from '../../../libs/core/index.js';
import type { ContractView, ConversionPreview, ConversionRequest, CouncilDecision } from '../../../libs/budgets/index.js';
import {
  Confirm,
  Actions,
  Amount,
  Button,
  Form,
  type FormState,
  formatDay,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  Stack,
  type Step,
  Steps,
  text,
  TextField,
  translator,
} from '../kit/index.js';
import { ContractPicture } from './contract-picture.js';
import { conversionNames, proposal, TRANSITION_YEARS } from './conversion-form.js';
import { DecisionField, DecisionFirst, Question, YearField } from './fields.js';
import { crumbs, inFinance, yearsInWords } from './words.js';

interface AskProps {
  ctx: MemberContext;
  contract: ContractView;
  decisions: CouncilDecision[];
  form?: FormState;
}

const placeOf = (ctx: MemberContext, { id, what }: Pick<ContractView, 'id' | 'what'>) => [
  ...crumbs(ctx, 'contracten'),
  { label: what, href: inFinance(ctx, `contracten/${id}`) },
];

/** Converting a contract: five questions, and then the preview. */
export function ConversionPage({ ctx, contract, decisions, form }: AskProps) {
  const t = translator(ctx);
  const known = proposal(contract, dayOf(ctx.now));
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Hoe gaat het geld over?', 'How does the money go over?')}
      lead={t(
        `${contract.what}: ${formatCents(contract.yearlyCents, 'nl')} per jaar, tot en met ${formatDay(contract.endsOn, 'nl')}.`,
        `${contract.what}: ${formatCents(contract.yearlyCents, 'en')} a year, until ${formatDay(contract.endsOn, 'en')}.`,
      )}
      crumbs={placeOf(ctx, contract)}
    >
      {decisions.length === 0 ? (
        <DecisionFirst ctx={ctx}>
          {t('Omzetten rust op een raadsbesluit. Leg dat eerst vast.', 'Converting rests on a council decision. Record that first.')}
        </DecisionFirst>
      ) : (
        <Form ctx={ctx} once action={inFinance(ctx, `contracten/${contract.id}/omzetten`)}>
          <DecisionField ctx={ctx} decisions={decisions} />
          <TextField
            name="naam"
            maxLength={120}
            autoComplete="off"
            value={known.name}
            label={t('Hoe heet de bron die het wordt?', 'What is the source called that it becomes?')}
          />
          <YearField name="vanaf" label={t('Vanaf welk jaar?', 'From which year?')} value={known.firstYear} />
          <Question
            label={t('Welk deel gaat over, in de jaren van de overgang?', 'Which part goes over, in the years of the transition?')}
            description={t(
              'Bijvoorbeeld 25, 50 en 75 procent; een bedrag mag ook, met € ervoor. Laat leeg wat u niet nodig hebt. Is alles leeg, dan gaat meteen alles over.',
              'For example 25, 50 and 75 per cent; or an amount, with € before it. Leave empty what you do not need. Is all empty, then all of it goes over at once.',
            )}
          >
            {Array.from({ length: TRANSITION_YEARS }, (_, index) => (
              <TextField
                name={`deel-${index + 1}`}
                width="short"
                maxLength={24}
                autoComplete="off"
                label={t(`Jaar ${index + 1} van de overgang`, `Year ${index + 1} of the transition`)}
              />
            ))}
          </Question>
          <TextField
            name="daarna"
            width="short"
            maxLength={2}
            inputMode="numeric"
            autoComplete="off"
            value="4"
            label={t('Hoeveel jaar gaat daarna alles over?', 'For how many years after that does all of it go over?')}
            description={t(
              'Zo lang kunnen wijkbudgetten op dit geld rekenen. Samen met de overgang hoogstens 30 jaar.',
              'So long budgets can count on this money. At most 30 years with the transition.',
            )}
          />
          <Actions>
            <Button primary name="naar" value="overzicht">
              {t('Laat zien wat er gebeurt', 'Show what happens')}
            </Button>
            <Link href={inFinance(ctx, `contracten/${contract.id}`)}>{t('Stoppen', 'Cancel')}</Link>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

interface PreviewProps extends ConversionPreview {
  ctx: MemberContext;
  request: ConversionRequest;
  decisions: CouncilDecision[];
  form: FormState;
}

/** What would happen, to the cent, and the one button that does it. */
export function ConversionPreviewPage(props: PreviewProps) {
  const { ctx, contract, years, form } = props;
  const t = translator(ctx);
  const hidden = Object.fromEntries(conversionNames.map((name) => [name, text(form, name)]));
  return (
    <Page
      ctx={ctx}
      title={t('Zo gaat het geld over', 'This is how the money goes over')}
      lead={contract.what}
      crumbs={placeOf(ctx, contract)}
    >
      <Section wide title={t('Per jaar', 'Per year')}>
        <ContractPicture ctx={ctx} years={years} open />
      </Section>
      <Section title={t('Omzetten', 'Convert')}>
        <Form ctx={ctx} once form={form} hidden={hidden} action={inFinance(ctx, `contracten/${contract.id}/omzetten`)}>
          <WhatHappens {...props} />
          <Confirm
            name="naar"
            deed={{ value: 'omzetten', label: t('Omzetten', 'Convert') }}
            back={{ value: 'vragen', label: t('Terug', 'Back') }}
          />
        </Form>
      </Section>
    </Page>
  );
}

function WhatHappens(props: PreviewProps) {
  const { ctx, decisions, request, parts } = props;
  const t = translator(ctx);
  const decision = decisions.find(({ id }) => id === request.decisionId);
  return (
    <Panel>
      <Stack>
        <Steps steps={stepsOf(props)} />
        <Paragraph>
          {t(
            <>
              Samen is het <Amount cents={sumCents(parts.map(({ cents }) => cents))} />. Het rust op raadsbesluit {decision?.number}.
              Omzetten kan één keer; u kunt het niet over doen.
            </>,
            <>
              Together it is <Amount cents={sumCents(parts.map(({ cents }) => cents))} />. It rests on council decision {decision?.number}.
              Converting is done once; you cannot do it over.
            </>,
          )}
        </Paragraph>
      </Stack>
    </Panel>
  );
}

function stepsOf({ ctx, contract, request, parts, years }: PreviewProps): Step[] {
  const t = translator(ctx);
  const inYears = parts.map(({ fiscalYear }) => fiscalYear);
  const steps: Step[] = [
    {
      when: t('Meteen', 'At once'),
      what: t(
        `Wij maken de bron ${request.name.trim()} en boeken daarin het deel van elk jaar, ${yearsInWords(inYears, { lang: 'nl' })}. U kunt er meteen wijkbudgetten van maken.`,
        `We make the source ${request.name.trim()} and book in it the part of each year, ${yearsInWords(inYears, { lang: 'en' })}. You can make budgets of it at once.`,
      ),
    },
  ];
  const less = years.filter(({ remainingCents, runningCents }) => remainingCents < runningCents);
  if (less.length > 0) {
    steps.push({
      when: yearsInWords(
        less.map(({ fiscalYear }) => fiscalYear),
        ctx,
      ),
      what: t(
        <>
          {contract.supplier} krijgt minder dan nu is afgesproken: samen <Amount cents={sumCents(less.map(lessOf))} />. Spreek dat met hen
          af.
        </>,
        <>
          {contract.supplier} gets less than is agreed now: <Amount cents={sumCents(less.map(lessOf))} /> together. Agree on that with them.
        </>,
      ),
    });
  }
  const open = years.filter(({ uncoveredCents }) => uncoveredCents > 0);
  if (open.length > 0) {
    steps.push({
      when: yearsInWords(
        open.map(({ fiscalYear }) => fiscalYear),
        ctx,
      ),
      what: t(
        <>
          <Amount cents={sumCents(open.map(({ uncoveredCents }) => uncoveredCents))} /> is niet gedekt: dat krijgt de leverancier niet en
          een wijkbudget ook niet.
        </>,
        <>
          <Amount cents={sumCents(open.map(({ uncoveredCents }) => uncoveredCents))} /> is not covered: neither the supplier nor a budget
          gets it.
        </>,
      ),
    });
  }
  return steps;
}

const lessOf = ({ runningCents, remainingCents }: { runningCents: number; remainingCents: number }) => runningCents - remainingCents;
