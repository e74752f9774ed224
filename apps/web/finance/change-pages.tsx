import { formatCents } from '../../../libs/core/index.js';
import {
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Form,
  type FormState,
  Item,
  Link,
  List,
  type MemberContext,
  MoneyField,
  Page,
  SelectField,
  TextArea,
  TextField,
  translator,
} from '../kit/index.js';
import { type ChangeChoices, type ChangePath, freeYears, movableKey } from './change-form.js';
import { ChangePanel } from './change-panel.js';
import { DecisionField, DecisionFirst, YearField } from './fields.js';
import { crumbs, inFinance } from './words.js';

export interface ChangeProps {
  ctx: MemberContext;
  choices: ChangeChoices;
}

/** A page of the changes of one budget. */
export const changeHref = ({ ctx, choices }: ChangeProps, path = '') =>
  inFinance(ctx, `budgetten/${choices.budget.id}/wijzigen${path && `/${path}`}`);

/** The way back to the budget, and to the choice of what to change. */
export function changeCrumbs({ ctx, choices }: ChangeProps, deep = true) {
  const t = translator(ctx);
  return [
    ...crumbs(ctx, 'budgetten'),
    { label: choices.budget.name, href: inFinance(ctx, `budgetten/${choices.budget.id}`) },
    ...(deep ? [{ label: t('Wijzigen', 'Change'), href: changeHref({ ctx, choices }) }] : []),
  ];
}

/** What the council can do to a budget that was adopted: four ways, each with a decision. */
export function ChooseChangePage(props: ChangeProps) {
  const { ctx, choices } = props;
  const t = translator(ctx);
  const link = (path: ChangePath, label: string) => <Link href={changeHref(props, path)}>{label}</Link>;
  const over = choices.ending && (choices.ending.endedAt !== null || choices.ending.endsOn < choices.today);
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Wijkbudget ${choices.budget.name}`, `Neighbourhood budget ${choices.budget.name}`)}
      title={t('Wat besloot de raad?', 'What did the council decide?')}
      lead={t(
        'Een vastgesteld wijkbudget verandert alleen met een raadsbesluit. U ziet eerst wat er gebeurt.',
        'An adopted budget changes only by a council decision. You see first what happens.',
      )}
      crumbs={changeCrumbs(props, false)}
    >
      {over ? (
        <EmptyState>
          {t('Dit wijkbudget is voorbij. Er is niets meer te wijzigen.', 'This budget is over. There is nothing left to change.')}
        </EmptyState>
      ) : (
        <List>
          <Item
            heading={false}
            title={link('verhogen', t('Verhogen', 'Increase'))}
            note={t('Er komt geld bij uit een bron, in een of meer jaren', 'Money comes from a source, in one or more years')}
          />
          <Item
            heading={false}
            title={link('indexeren', t('Indexeren', 'Index'))}
            note={t('Een percentage erbij vanaf een jaar, uit dezelfde bronnen', 'A percentage more from a year on, from the same sources')}
          />
          <Item
            heading={false}
            title={link('verplaatsen', t('Verplaatsen', 'Reallocate'))}
            note={t('Wat vrij is, gaat naar een ander wijkbudget', 'What is free goes to another budget')}
          />
          {!choices.ending && (
            <Item
              heading={false}
              title={link('beeindigen', t('Eerder beëindigen', 'End early'))}
              note={t('Met redenen, en met een redelijke termijn', 'With reasons, and with a reasonable term')}
            />
          )}
        </List>
      )}
    </Page>
  );
}

/** Increasing, indexing or reallocating: a few fields, then the preview. */
export function ChangePage(props: ChangeProps & { path: Exclude<ChangePath, 'beeindigen'>; form: FormState }) {
  const { ctx, choices, path, form } = props;
  const t = translator(ctx);
  const titles = {
    verhogen: t('Hoeveel komt erbij?', 'How much is added?'),
    indexeren: t('Met welk percentage?', 'By which percentage?'),
    verplaatsen: t('Wat gaat waarheen?', 'What goes where?'),
  };
  const leads = {
    verhogen: t(
      'Extra geld uit een bron, elk gekozen jaar evenveel.',
      'Extra money from a source, the same amount in each year you choose.',
    ),
    indexeren: t('Elk jaar en elke bron krijgt hetzelfde percentage erbij.', 'Each year and each source gets the same percentage more.'),
    verplaatsen: t(
      'Geld dat nog niet is toegekend, gaat naar een ander wijkbudget. Het ondersteuningsdeel blijft.',
      'Money that is not granted yet goes to another budget. The support share stays.',
    ),
  };
  const nothing = missing(props);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={t(`Wijkbudget ${choices.budget.name}, stap 1 van 2`, `Budget ${choices.budget.name}, step 1 of 2`)}
      title={titles[path]}
      lead={leads[path]}
      crumbs={changeCrumbs(props)}
    >
      {nothing ?? (
        <Form ctx={ctx} once action={changeHref(props, path)} panel={<ChangePanel {...props} />}>
          {path === 'verhogen' && <IncreaseFields {...props} />}
          {path === 'indexeren' && <IndexationFields {...props} />}
          {path === 'verplaatsen' && <ReallocationFields {...props} />}
          <DecidedFields {...props} />
          <Actions>
            <Button primary name="naar" value="overzicht">
              {t('Bekijk wat er gebeurt', 'See what happens')}
            </Button>
            <Link href={inFinance(ctx, `budgetten/${choices.budget.id}`)}>{t('Stoppen', 'Cancel')}</Link>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

/** The decision and the reasons, with every change. */
export function DecidedFields({ ctx, choices }: ChangeProps) {
  const t = translator(ctx);
  return (
    <>
      <DecisionField ctx={ctx} decisions={choices.decisions} />
      <TextArea
        name="waarom"
        rows={3}
        maxLength={4000}
        label={t('Waarom?', 'Why?')}
        description={t('De wijk leest dit.', 'The neighbourhood reads this.')}
      />
    </>
  );
}

/** Instead of a form, when something is not there that it needs. */
function missing({ ctx, choices, path }: ChangeProps & { path: ChangePath }) {
  const t = translator(ctx);
  if (choices.decisions.length === 0)
    return (
      <DecisionFirst ctx={ctx}>
        {t('Een wijziging rust op een raadsbesluit. Leg dat eerst vast.', 'A change rests on a council decision. Record that first.')}
      </DecisionFirst>
    );
  const free = freeYears(choices);
  if (path !== 'verplaatsen' && free.length === 0)
    return (
      <EmptyState
        action={
          <ButtonLink primary href={inFinance(ctx, 'bronnen/nieuw')}>
            {t('Bron toevoegen', 'Add a source')}
          </ButtonLink>
        }
      >
        {t(
          'Geen bron heeft in deze jaren nog iets vrij. Voeg eerst een bron toe.',
          'No source has anything free in these years. Add a source first.',
        )}
      </EmptyState>
    );
  if (path === 'verplaatsen' && (choices.movable.length === 0 || choices.others.length === 0))
    return (
      <EmptyState>
        {choices.others.length === 0
          ? t('Er is geen ander wijkbudget in dezelfde jaren.', 'There is no other budget in the same years.')
          : t('Alles is toegekend. Er is niets vrij om te verplaatsen.', 'Everything is granted. Nothing is free to move.')}
      </EmptyState>
    );
  return undefined;
}

function IncreaseFields({ ctx, choices }: ChangeProps) {
  const t = translator(ctx);
  const sources = new Map(freeYears(choices).map((year) => [year.sourceId, year.name]));
  return (
    <>
      <SelectField
        name="bron"
        label={t('Uit welke bron?', 'From which source?')}
        empty={t('Kies een bron', 'Choose a source')}
        options={[...sources].map(([value, label]) => ({ value, label }))}
        value={sources.size === 1 ? [...sources.keys()][0] : undefined}
      />
      <MoneyField name="bedrag" label={t('Hoeveel per jaar erbij?', 'How much more a year?')} />
      <YearField name="vanaf" label={t('Vanaf welk jaar?', 'From which year?')} value={choices.firstYear} />
      <YearField name="tot" label={t('Tot en met welk jaar?', 'Until which year?')} value={choices.lastYear} />
    </>
  );
}

function IndexationFields({ ctx, choices }: ChangeProps) {
  const t = translator(ctx);
  const next = Math.min(choices.firstYear + 1, choices.lastYear);
  return (
    <>
      <TextField
        name="percentage"
        width="short"
        maxLength={7}
        autoComplete="off"
        inputMode="decimal"
        label={t('Hoeveel procent erbij?', 'How many per cent more?')}
        description={t('Hoogstens 25. Bijvoorbeeld 2,5.', 'At most 25. For example 2.5.')}
      />
      <YearField name="vanaf" label={t('Vanaf welk jaar?', 'From which year?')} value={next} />
    </>
  );
}

function ReallocationFields({ ctx, choices }: ChangeProps) {
  const t = translator(ctx);
  const free = (cents: number) => t(`${formatCents(cents)} vrij`, `${formatCents(cents, 'en')} free`);
  return (
    <>
      <SelectField
        name="geld"
        label={t('Welk geld verplaatst u?', 'Which money do you move?')}
        empty={t('Kies een jaar en een bron', 'Choose a year and a source')}
        options={choices.movable.map((part) => ({
          value: movableKey(part),
          label: `${part.fiscalYear}, ${part.sourceName} (${free(part.cents)})`,
        }))}
        value={choices.movable.length === 1 ? movableKey(choices.movable[0] as (typeof choices.movable)[number]) : undefined}
      />
      <MoneyField name="bedrag" label={t('Hoeveel?', 'How much?')} />
      <SelectField
        name="naar-budget"
        label={t('Naar welk wijkbudget?', 'To which budget?')}
        empty={t('Kies een wijkbudget', 'Choose a budget')}
        options={choices.others.map(({ id, name, firstYear, lastYear }) => ({ value: id, label: `${name} (${firstYear}–${lastYear})` }))}
        value={choices.others.length === 1 ? choices.others[0]?.id : undefined}
      />
    </>
  );
}
