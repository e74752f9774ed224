import { formatCents } from '../../../libs/core/index.js';
import type { Correctable } from '../../../libs/payments/index.js';
import type { EntryDetail } from '../../../libs/reporting/index.js';
import { entryWords } from '../entries/entry-words.js';
import {
  Amount,
  Day,
  Facts,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  Section,
  type Step,
  Steps,
  TextArea,
  translator,
} from '../kit/index.js';
import { crumbs, inFinance } from './words.js';

/** What the page shows. */
export interface AskData {
  entry: EntryDetail;
  state: Correctable;
}

interface AskProps extends AskData {
  ctx: MemberContext;
  form?: FormState;
}

/** Taking one entry back: what it is, what happens, and why; or which other way is the right one. */
export function AskCorrectionPage(props: AskProps) {
  const { ctx, entry, form } = props;
  const t = translator(ctx);
  const here = inFinance(ctx, `boekingen/${entry.id}`);
  return (
    <Page
      ctx={ctx}
      form={form}
      preHeading={t('Boeking', 'Entry')}
      title={t('Deze boeking terugdraaien', 'Reverse this entry')}
      crumbs={[...crumbs(ctx), { label: t(entryWords(entry)), href: here }]}
    >
      <Section title={t(entryWords(entry))}>
        <EntryFacts ctx={ctx} entry={entry} />
      </Section>
      <Section title={t('Terugdraaien', 'Reverse')}>
        <HowOrWhyNot {...props} />
      </Section>
    </Page>
  );
}

/** What an entry is, in short. */
export function EntryFacts({ ctx, entry }: { ctx: MemberContext; entry: EntryDetail }) {
  const t = translator(ctx);
  const here = inFinance(ctx, `boekingen/${entry.id}`);
  return (
    <Facts
      facts={[
        [t('Bedrag', 'Amount'), <Amount {...(entry.unit === 'EUR' ? { cents: entry.amount } : { minutes: entry.amount })} href={here} />],
        [t('Van', 'From'), t(entry.from)],
        [t('Naar', 'To'), t(entry.to)],
        [t('Telt vanaf', 'Counts from'), <Day value={entry.effectiveOn} />],
        [t('Raadsbesluit', 'Council decision'), entry.decisionNumber],
      ]}
    />
  );
}

function HowOrWhyNot(props: AskProps) {
  const { ctx, entry, state } = props;
  const t = translator(ctx);
  if (state.otherWay) return <Paragraph>{t(state.otherWay)}</Paragraph>;
  if (state.correction) {
    return (
      <Paragraph>
        {state.correction.reversalId
          ? t('Deze boeking is al teruggedraaid.', 'This entry was reversed already.')
          : t('Iemand stelde dit al voor.', 'Somebody proposed this already.')}{' '}
        <Link href={inFinance(ctx, `correcties/${state.correction.id}`)}>{t('Bekijk de correctie', 'See the correction')}</Link>
      </Paragraph>
    );
  }
  if (state.freeCents < state.cents) {
    const [nl, en] = [formatCents(state.freeCents), formatCents(state.freeCents, 'en')];
    return (
      <Paragraph>
        {t(
          `Hiervan is nog ${nl} vrij; de rest is al gebruikt. Een boeking gaat alleen als geheel terug. Maak eerst vrij wat ervan gebruikt is.`,
          `Of this ${en} is still free; the rest was used. An entry goes back only as a whole. First free what was used of it.`,
        )}
      </Paragraph>
    );
  }
  return (
    <Form
      ctx={ctx}
      once
      submit={state.needsSecond ? t('Voorstellen', 'Propose') : t('Terugdraaien', 'Reverse')}
      cancel={inFinance(ctx, `boekingen/${entry.id}`)}
      panel={
        <Panel>
          <Steps steps={stepsOf(props)} />
        </Panel>
      }
    >
      <TextArea
        name="reden"
        rows={4}
        maxLength={500}
        label={t('Wat klopt er niet?', 'What is wrong?')}
        description={t(
          'Dit staat bij de boeking en is voor iedereen te lezen. Noem geen personen.',
          'This stands with the entry, for everybody to read. Name no people.',
        )}
      />
    </Form>
  );
}

function stepsOf({ ctx, entry, state }: AskProps): Step[] {
  const t = translator(ctx);
  const amount = <Amount cents={state.cents} />;
  const back = t(
    <>
      Wij boeken {amount} terug: van “{entry.to.nl}” naar “{entry.from.nl}”. Beide boekingen blijven staan.
    </>,
    <>
      We book {amount} back: from “{entry.to.en}” to “{entry.from.en}”. Both entries stay.
    </>,
  );
  if (!state.needsSecond) return [{ when: t('Meteen', 'At once'), what: back }];
  return [
    {
      when: t('Meteen', 'At once'),
      what: t(
        'Uw voorstel staat klaar voor een collega. Er is nog niets geboekt.',
        'Your proposal waits for a colleague. Nothing is booked yet.',
      ),
      why: t(
        `Boven ${formatCents(state.mandateCents)} kijken er twee mensen. Dat bedrag staat in de subsidieverordening.`,
        `Above ${formatCents(state.mandateCents, 'en')} two people look. That amount stands in the subsidy ordinance.`,
      ),
    },
    { when: t('Na goedkeuring', 'Once approved'), what: back },
  ];
}
