import { dayOf } from '../../../libs/core/index.js';
import { type BodyView, type CouncilDecision, isRecognised } from '../../../libs/budgets/index.js';
import {
  ButtonLink,
  DateField,
  Day,
  EmptyState,
  Form,
  type FormState,
  Item,
  Link,
  List,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  SelectField,
  Stack,
  Status,
  Steps,
  Table,
  TextArea,
  TextField,
  translator,
} from '../kit/index.js';
import { DecisionField, DecisionFirst } from './fields.js';
import { crumbs, inFinance } from './words.js';

/** Every neighbourhood body: since when and by which decision it is recognised, and what it decides on. */
export function BodiesPage({ ctx, bodies }: { ctx: MemberContext; bodies: BodyView[] }) {
  const t = translator(ctx);
  const begin = (
    <ButtonLink primary href={inFinance(ctx, 'wijkorganen/nieuw')}>
      {t('Wijkorgaan erkennen', 'Recognise a body')}
    </ButtonLink>
  );
  return (
    <Page
      ctx={ctx}
      title={t('Wijkorganen', 'Neighbourhood bodies')}
      lead={t(
        'Een wijkorgaan beslist over de uitgaven van een wijk. De raad erkent het; daarna kunt u er een wijkbudget aan overdragen.',
        'A neighbourhood body decides on the spending of a neighbourhood. The council recognises it; then you can delegate a budget to it.',
      )}
      crumbs={crumbs(ctx)}
    >
      {bodies.length === 0 ? (
        <EmptyState action={begin}>
          {t(
            'Er is nog geen wijkorgaan. Begin met het besluit waarmee de raad er een erkent. Niemand hoeft te bewijzen dat het de wijk vertegenwoordigt.',
            'There is no neighbourhood body yet. Begin with the decision by which the council recognises one. Nobody has to prove to be representative.',
          )}
        </EmptyState>
      ) : (
        <Stack gap="loose">
          <div>{begin}</div>
          <BodiesTable ctx={ctx} bodies={bodies} />
        </Stack>
      )}
    </Page>
  );
}

function BodiesTable({ ctx, bodies }: { ctx: MemberContext; bodies: BodyView[] }) {
  const t = translator(ctx);
  return (
    <Table
      caption={t('Op alfabet', 'By name')}
      rows={bodies}
      columns={[
        { head: t('Wijkorgaan', 'Neighbourhood body'), cell: (row) => row.name },
        { head: t('Erkenning', 'Recognition'), cell: (row) => <Recognition ctx={ctx} body={row} /> },
        {
          head: t('Raadsbesluit', 'Council decision'),
          cell: ({ recognition }) =>
            recognition && (
              <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${recognition.decisionId}`}>{recognition.decisionNumber}</Link>
            ),
        },
        { head: t('Beslist over', 'Decides on'), cell: (row) => <Budgets ctx={ctx} body={row} /> },
        {
          head: t('Wijzigen', 'Change'),
          cell: (row) =>
            isRecognised(row) ? (
              <Link href={inFinance(ctx, `wijkorganen/${row.id}/beeindigen`)}>
                {t('Erkenning stoppen', 'End recognition')}
                <span class="bk-hidden">
                  {' '}
                  {t('van', 'of')} {row.name}
                </span>
              </Link>
            ) : (
              <Link href={inFinance(ctx, `wijkorganen/nieuw?organisatie=${row.id}`)}>
                {t('Erkennen', 'Recognise')}
                <span class="bk-hidden"> {row.name}</span>
              </Link>
            ),
        },
      ]}
    />
  );
}

function Recognition({ ctx, body }: { ctx: MemberContext; body: BodyView }) {
  const t = translator(ctx);
  const { recognition } = body;
  if (!recognition) return <Status kind="wait">{t('Nog niet erkend', 'Not recognised yet')}</Status>;
  if (recognition.endedOn)
    return (
      <Status kind="rest">
        {t('Gestopt op', 'Ended on')} <Day value={recognition.endedOn} />
      </Status>
    );
  return (
    <Status kind="done">
      {t('Sinds', 'Since')} <Day value={recognition.recognisedOn} />
    </Status>
  );
}

function Budgets({ ctx, body }: { ctx: MemberContext; body: BodyView }) {
  const t = translator(ctx);
  if (body.budgets.length === 0) return <span class="bk-soft">{t('nog geen wijkbudget', 'no budget yet')}</span>;
  return (
    <span>
      {body.budgets.map(({ id, name, firstYear, lastYear }, index) => (
        <>
          {index > 0 && ', '}
          <Link href={inFinance(ctx, `budgetten/${id}`)}>{name}</Link>{' '}
          <span class="bk-soft">
            ({firstYear}–{lastYear})
          </span>
        </>
      ))}
    </span>
  );
}

/** What a recognition can be made of. */
export interface RecogniseChoices {
  decisions: CouncilDecision[];
  /** The bodies that are not recognised now. */
  bodies: BodyView[];
}

/** Recording that the council recognised a body: a known one, or a new one by its name. */
export function RecognisePage({ ctx, decisions, bodies, form }: RecogniseChoices & { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      form={form}
      title={t('Wijkorgaan erkennen', 'Recognise a neighbourhood body')}
      lead={t(
        'U legt vast welk wijkorgaan de raad erkende. Meer dan dat besluit is niet nodig.',
        'You record which body the council recognised. Nothing but that decision is needed.',
      )}
      crumbs={crumbs(ctx, 'wijkorganen')}
    >
      {decisions.length === 0 ? (
        <DecisionFirst ctx={ctx}>
          {t(
            'Leg eerst het raadsbesluit vast. De erkenning rust daarop.',
            'Record the council decision first. The recognition rests on it.',
          )}
        </DecisionFirst>
      ) : (
        <Form
          ctx={ctx}
          submit={t('Erkennen', 'Recognise')}
          cancel={inFinance(ctx, 'wijkorganen')}
          panel={<WhatRecognitionDoes ctx={ctx} />}
        >
          {bodies.length > 0 && (
            <SelectField
              name="organisatie"
              label={t('Welk wijkorgaan?', 'Which neighbourhood body?')}
              empty={t('Een nieuw wijkorgaan', 'A new neighbourhood body')}
              options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
              value={ctx.query.organisatie}
            />
          )}
          <TextField
            name="naam"
            maxLength={120}
            autoComplete="off"
            optional={bodies.length > 0}
            label={bodies.length > 0 ? t('Naam van een nieuw wijkorgaan', 'Name of a new body') : t('Hoe heet het?', 'What is its name?')}
          />
          <DecisionField ctx={ctx} decisions={decisions} />
          <DateField name="datum" max={dayOf(ctx.now)} value={dayOf(ctx.now)} label={t('Erkend vanaf', 'Recognised from')} />
        </Form>
      )}
    </Page>
  );
}

function WhatRecognitionDoes({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <Panel>
      <Steps
        steps={[
          {
            when: t('Meteen', 'At once'),
            what: t('Het wijkorgaan staat in de lijst. Er gaat nog geen geld.', 'The body is on the list. No money moves yet.'),
          },
          {
            when: t('Daarna', 'After that'),
            what: t(
              'U draagt een wijkbudget over. Dan beslist het wijkorgaan over de uitgaven, en u niet meer.',
              'You delegate a budget. Then the body decides on its spending, and you no longer do.',
            ),
          },
        ]}
      />
    </Panel>
  );
}

interface EndProps {
  ctx: MemberContext;
  body: BodyView;
  decisions: CouncilDecision[];
  form?: FormState;
}

/** Ending a recognition: only once somebody else decides on its budgets. */
export function EndRecognitionPage({ ctx, body, decisions, form }: EndProps) {
  const t = translator(ctx);
  const year = Number(dayOf(ctx.now).slice(0, 4));
  const held = body.budgets.filter(({ lastYear }) => lastYear >= year);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={body.name}
      title={t('Erkenning stoppen', 'End the recognition')}
      crumbs={crumbs(ctx, 'wijkorganen')}
    >
      {!isRecognised(body) ? (
        <Paragraph>
          {t('Dit wijkorgaan is nu niet erkend. Er valt niets te stoppen.', 'This body is not recognised now. There is nothing to end.')}
        </Paragraph>
      ) : held.length > 0 ? (
        <Stack gap="loose">
          <Paragraph>
            {t(
              'Dit wijkorgaan beslist nog over een wijkbudget. Draag dat eerst over, zodat er altijd iemand is die beslist.',
              'This body still decides on a budget. Delegate that first, so that there always is somebody who decides.',
            )}
          </Paragraph>
          <List>
            {held.map(({ id, name, firstYear, lastYear }) => (
              <Item
                heading={false}
                title={<Link href={inFinance(ctx, `budgetten/${id}/overdragen`)}>{t(`${name} overdragen`, `Delegate ${name}`)}</Link>}
                note={t(`${firstYear} tot en met ${lastYear}`, `${firstYear} to ${lastYear}`)}
              />
            ))}
          </List>
        </Stack>
      ) : (
        <Form
          ctx={ctx}
          submit={t('Erkenning stoppen', 'End the recognition')}
          cancel={inFinance(ctx, 'wijkorganen')}
          panel={
            <Panel>
              <Steps
                steps={[
                  {
                    when: t('Vanaf vandaag', 'From today'),
                    what: t(
                      `Aan ${body.name} kan geen wijkbudget meer worden overgedragen. Wat eerder besloten is, blijft gelden.`,
                      `No budget can be delegated to ${body.name} any more. What was decided before stays.`,
                    ),
                  },
                ]}
              />
            </Panel>
          }
        >
          <DecisionField ctx={ctx} decisions={decisions} />
          <TextArea
            name="reden"
            rows={4}
            maxLength={500}
            label={t('Waarom stopt de erkenning?', 'Why does the recognition end?')}
            description={t('Het wijkorgaan leest dit.', 'The body reads this.')}
          />
        </Form>
      )}
    </Page>
  );
}
