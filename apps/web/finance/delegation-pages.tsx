import type { BodyView, BudgetView, CouncilDecision, DelegationPreview } from '../../../libs/budgets/index.js';
import {
  Confirm,
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Facts,
  Form,
  type FormState,
  type MemberContext,
  Page,
  Panel,
  Section,
  SelectField,
  type Step,
  Steps,
  text,
  TextArea,
  translator,
} from '../kit/index.js';
import { HouseRules } from '../rights/house-rules.js';
import { DecisionField, DecisionFirst } from './fields.js';
import { crumbs, inFinance } from './words.js';

/** What a delegation starts from. */
export interface DelegationData {
  budget: BudgetView;
  /** Who decides now. */
  current: BodyView | undefined;
  /** The recognised bodies. */
  bodies: BodyView[];
  decisions: CouncilDecision[];
  houseRules: string[];
}

interface DelegationProps extends DelegationData {
  ctx: MemberContext;
  form?: FormState;
}

const budgetCrumbs = ({ ctx, budget }: DelegationProps) => [
  ...crumbs(ctx, 'budgetten'),
  { label: budget.name, href: inFinance(ctx, `budgetten/${budget.id}`) },
];

/** Who will decide, by which decision, and with which house rules. */
export function DelegationPage(props: DelegationProps) {
  const { ctx, budget, bodies, decisions, form } = props;
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={budget.name}
      title={t('Wie beslist over dit wijkbudget?', 'Who decides on this budget?')}
      lead={t(
        'Bij een besluit van de raad draagt u het wijkbudget over aan een wijkorgaan, of spreekt u andere spelregels af.',
        'By a decision of the council you delegate the budget to a neighbourhood body, or agree on other house rules.',
      )}
      crumbs={budgetCrumbs(props)}
    >
      {decisions.length === 0 && (
        <DecisionFirst ctx={ctx}>
          {t(
            'Leg eerst het raadsbesluit vast. De overdracht rust daarop.',
            'Record the council decision first. The delegation rests on it.',
          )}
        </DecisionFirst>
      )}
      {decisions.length > 0 && bodies.length === 0 && (
        <EmptyState
          action={
            <ButtonLink primary href={inFinance(ctx, 'wijkorganen/nieuw')}>
              {t('Wijkorgaan erkennen', 'Recognise a body')}
            </ButtonLink>
          }
        >
          {t('De raad erkende nog geen wijkorgaan. Leg dat eerst vast.', 'The council has not recognised a body yet. Record that first.')}
        </EmptyState>
      )}
      {decisions.length > 0 && bodies.length > 0 && <DelegationForm {...props} />}
    </Page>
  );
}

function DelegationForm({ ctx, current, bodies, decisions, houseRules }: DelegationProps) {
  const t = translator(ctx);
  return (
    <Form ctx={ctx}>
      <SelectField
        name="wijkorgaan"
        label={t('Welk wijkorgaan beslist over de uitgaven?', 'Which body decides on spending?')}
        description={
          current
            ? t(`Nu beslist ${current.name}.`, `${current.name} decides now.`)
            : t('Nu beslist nog niemand. Er kan niets worden toegekend.', 'Nobody decides yet. Nothing can be granted.')
        }
        empty={t('Kies een wijkorgaan', 'Choose a body')}
        options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
        value={bodies.some(({ id }) => id === current?.id) ? current?.id : undefined}
      />
      <DecisionField ctx={ctx} decisions={decisions} />
      <TextArea
        name="spelregels"
        optional
        rows={8}
        maxLength={4000}
        label={t('Spelregels', 'House rules')}
        description={t(
          'Gewone zinnen, elke regel op een eigen regel. Iedereen kan ze lezen.',
          'Plain sentences, each rule on its own line. Everybody can read them.',
        )}
        value={houseRules.join('\n')}
      />
      <Actions>
        <Button primary name="naar" value="overzicht">
          {t('Bekijk wat er gebeurt', 'See what happens')}
        </Button>
      </Actions>
    </Form>
  );
}

/** What the delegation does; then the one button. */
export function DelegationPreviewPage(props: DelegationProps & { preview: DelegationPreview; form: FormState }) {
  const { ctx, budget, bodies, decisions, preview, form } = props;
  const t = translator(ctx);
  const body = bodies.find(({ id }) => id === preview.toBodyId);
  const decision = decisions.find(({ id }) => id === text(form, 'besluit'));
  const same = preview.fromBodyId === preview.toBodyId;
  const hidden = Object.fromEntries(['wijkorgaan', 'besluit', 'spelregels'].map((name) => [name, text(form, name)]));
  return (
    <Page ctx={ctx} preHeading={budget.name} title={t('Klopt dit?', 'Is this right?')} crumbs={budgetCrumbs(props)}>
      <Section title={t('De overdracht', 'The delegation')}>
        <Facts
          facts={[
            [t('Wijkorgaan', 'Neighbourhood body'), body?.name],
            [t('Raadsbesluit', 'Council decision'), decision && `${decision.number}, ${decision.title}`],
          ]}
        />
      </Section>
      <Section title={t('Spelregels', 'House rules')}>
        <HouseRules rules={preview.houseRules} />
      </Section>
      <Section title={same ? t('Vastleggen', 'Record') : t('Overdragen', 'Delegate')}>
        <Form ctx={ctx} once form={null} hidden={hidden}>
          <Panel>
            <Steps steps={stepsOf(props, body?.name ?? '')} />
          </Panel>
          <Confirm
            name="naar"
            deed={{ value: 'overdragen', label: same ? t('Vastleggen', 'Record') : t('Overdragen', 'Delegate') }}
            back={{ value: 'terug', label: t('Terug', 'Back') }}
          />
        </Form>
      </Section>
    </Page>
  );
}

function stepsOf({ ctx, current, preview }: DelegationProps & { preview: DelegationPreview }, name: string): Step[] {
  const t = translator(ctx);
  const same = preview.fromBodyId === preview.toBodyId;
  const count = preview.runningRights;
  return [
    {
      when: t('Meteen', 'At once'),
      what: same
        ? t(
            `${name} blijft beslissen. Deze spelregels komen in de plaats van de vorige.`,
            `${name} goes on deciding. These house rules replace the earlier ones.`,
          )
        : t(
            `Alleen ${name} beslist over de uitgaven${current ? `; ${current.name} niet meer` : ''}. U kunt ze alleen nog bekijken.`,
            `Only ${name} decides on spending${current ? `; ${current.name} no longer does` : ''}. You can only look at it.`,
          ),
    },
    {
      when: t('Blijft', 'Stays'),
      what:
        count === 0
          ? t('Er lopen geen trekkingsrechten. Er gaat geen geld.', 'No drawing rights run. No money moves.')
          : t(
              `${count === 1 ? 'Eén trekkingsrecht loopt' : `${count} trekkingsrechten lopen`} gewoon door. Er gaat geen geld.`,
              `${count === 1 ? 'One drawing right runs' : `${count} drawing rights run`} on as before. No money moves.`,
            ),
    },
  ];
}
