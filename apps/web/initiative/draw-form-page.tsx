import { addToDay, formatAmount } from '../../../libs/core/index.js';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import type { Organisation } from '../../../libs/relations/index.js';
import type { Ordinance } from '../../../libs/tenancy/index.js';
import {
  Amount,
  ChoiceField,
  Day,
  Form,
  type FormState,
  type MemberContext,
  MoneyField,
  Page,
  Panel,
  pathIn,
  SelectField,
  Steps,
  TextField,
  TimeField,
  translator,
} from '../kit/index.js';
import { quantity } from '../rights/parts.js';

/** What the form shows. */
export interface DrawFormData {
  right: RightView;
  suppliers: Organisation[];
  /** Who delivered the last time. */
  usual: string | undefined;
  ordinance: Ordinance;
  today: string;
}

/** Drawing: who, how much, what for; with what will happen beside it. */
export function DrawFormPage({ ctx, form, ...data }: DrawFormData & { ctx: MemberContext; form?: FormState }) {
  const t = translator(ctx);
  const { right } = data;
  const money = right.unit === 'EUR';
  const own = pathIn(ctx, `initiatief/rechten/${right.id}`);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={ctx.viewer.organisationName}
      title={money ? t('Geld opnemen', 'Draw money') : t('Hulp opnemen', 'Draw support')}
      crumbs={[{ label: t('Begin', 'Home'), href: pathIn(ctx, 'initiatief') }]}
      lead={t(
        <>
          U kunt nu <Amount {...quantity(right, right.free, own)} /> opnemen: {right.title}.
        </>,
        <>
          You can now draw <Amount {...quantity(right, right.free, own)} />: {right.title}.
        </>,
      )}
    >
      <Form ctx={ctx} once submit={t('Opnemen', 'Draw')} cancel={pathIn(ctx, 'initiatief')} panel={<WhatHappens ctx={ctx} {...data} />}>
        <WhoField ctx={ctx} {...data} />
        {money ? (
          <MoneyField
            name="hoeveel"
            label={t('Hoeveel is het?', 'How much is it?')}
            description={t('In euro’s, met btw. Bijvoorbeeld 240,00', 'In euros, with VAT. For example 240.00')}
          />
        ) : (
          <TimeField
            name="hoeveel"
            label={t('Hoe lang is het?', 'How long is it?')}
            description={t('In uren en minuten. Bijvoorbeeld 2 uur 30', 'In hours and minutes. For example 2:30')}
          />
        )}
        <TextField
          name="waarvoor"
          maxLength={120}
          label={t('Waarvoor is het?', 'What is it for?')}
          description={t(
            'Eén regel is genoeg. Iedereen kan dit later lezen, dus noem geen namen.',
            'One line is enough. Everyone can read this later, so name nobody.',
          )}
        />
      </Form>
    </Page>
  );
}

function WhoField({ ctx, suppliers, usual }: DrawFormData & { ctx: MemberContext }) {
  const t = translator(ctx);
  const label = t('Wie levert het?', 'Who delivers it?');
  const options = suppliers.map(({ id, name, about }) => ({
    value: id,
    label: name,
    description: id === usual ? t('Net als de vorige keer', 'As the last time') : about,
  }));
  // A few are quickest as buttons; more than six are quicker in a list that a phone can search. Always by name.
  if (options.length > 6)
    return <SelectField name="wie" label={label} options={options} value={usual} empty={t('Kies een leverancier', 'Choose a supplier')} />;
  return <ChoiceField name="wie" label={label} options={options} value={usual} />;
}

function WhatHappens({ ctx, right, ordinance, today }: DrawFormData & { ctx: MemberContext }) {
  const t = translator(ctx);
  const last = addToDay(today, { days: ordinance.confirmationDays });
  return (
    <Panel>
      <Steps
        steps={[
          {
            when: t('Meteen', 'At once'),
            what:
              right.unit === 'EUR'
                ? t('Wij houden het bedrag voor u apart. U krijgt een code.', 'We set the amount apart for you. You get a code.')
                : t('Wij houden de tijd voor u apart. U krijgt een code.', 'We set the time apart for you. You get a code.'),
          },
          {
            when: (
              <>
                {t('Tot en met', 'Until')} <Day value={last} short />
              </>
            ),
            what: t(
              'U laat de code zien. De leverancier bevestigt. Gebeurt dat niet, dan komt het bij u terug.',
              'You show the code. The supplier confirms. If that does not happen, it comes back to you.',
            ),
          },
          {
            when: t(`Binnen ${ordinance.paymentWeeks} weken daarna`, `Within ${ordinance.paymentWeeks} weeks after that`),
            what: t(
              'De gemeente betaalt de leverancier. U hoeft niets te doen.',
              'The municipality pays the supplier. You need not do anything.',
            ),
          },
        ]}
      />
      {right.tariffCentsPerHour !== null && (
        <p class="utrecht-paragraph bk-small bk-soft">
          {t(
            `De leverancier krijgt ${formatAmount(right.tariffCentsPerHour, 'EUR')} per uur.`,
            `The supplier is paid ${formatAmount(right.tariffCentsPerHour, 'EUR', 'en')} an hour.`,
          )}
        </p>
      )}
    </Panel>
  );
}
