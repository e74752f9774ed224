import { dayOf, sumCents, type Tx } from '../../../libs/core/index.js';
import { batchesOf, type BatchView, type CorrectionView, payablesOf, type PayableView } from '../../../libs/payments/index.js';
import { Amount, ButtonLink, EmptyState, type MemberContext, Status, Task, Tasks, translator } from '../kit/index.js';
import { type ReservedYear, reservedItem } from './reservation-waiting.js';
import { inFinance } from './words.js';

/** Payments that wait for a person. */
export interface WaitingPayments {
  /** To be prepared, what is due first at the top. */
  open: PayableView[];
  /** Prepared, and waiting for a second person; with the first day that something in it is due. */
  batches: (BatchView & { dueOn: string })[];
}

/** What waits to be paid; only what is owed for these draws when they are given. */
export async function waitingPayments(tx: Tx, draws?: ReadonlySet<string>): Promise<WaitingPayments> {
  const concerned = (payable: PayableView) => !draws || draws.has(payable.drawId);
  const open = (await payablesOf(tx, { states: ['open'] })).filter(concerned);
  const batches: WaitingPayments['batches'] = [];
  for (const batch of await batchesOf(tx)) {
    if (batch.approvedAt !== null) continue;
    const first = (await payablesOf(tx, { batchId: batch.id })).find(concerned);
    if (first) batches.push({ ...batch, dueOn: first.dueOn });
  }
  return { open, batches };
}

/** Something that needs the finance officer: the last day first, then the deed. */
interface Item {
  by?: string;
  title: string;
  text: preact.ComponentChildren;
  label: string;
  href: string;
}

interface NeedsProps {
  ctx: MemberContext;
  payments: WaitingPayments;
  /** Checks that did not hold in the last run. */
  failing?: number;
  reserved?: ReservedYear[];
  /** Proposals to take an entry back. */
  corrections?: CorrectionView[];
  /** The oldest year that is over and not closed. */
  toClose?: number | undefined;
}

/** What needs me: what is wrong first, then by date. The first one has the primary button. */
export function NeedsMe({ ctx, payments, failing = 0, reserved = [], corrections = [], toClose }: NeedsProps) {
  const t = translator(ctx);
  const dated = [...openItem(ctx, payments.open), ...payments.batches.map((batch) => batchItem(ctx, batch))];
  const items = [
    ...(failing > 0 ? [failingItem(ctx, failing)] : []),
    ...corrections.filter(({ proposedBy }) => proposedBy !== ctx.viewer.personId).map((one) => correctionItem(ctx, one)),
    ...dated.sort((a, b) => (a.by ?? '').localeCompare(b.by ?? '')),
    ...(toClose === undefined ? [] : [closingItem(ctx, toClose)]),
    ...reserved.map((year) => reservedItem(ctx, year)),
  ];
  if (items.length === 0) {
    return (
      <EmptyState>
        {t(
          'Er wacht niets op u. Wat leveranciers bevestigen en wat u moet goedkeuren, komt hier te staan.',
          'Nothing waits for you. What suppliers confirm and what you have to approve will stand here.',
        )}
      </EmptyState>
    );
  }
  return (
    <Tasks>
      {items.map(({ by, title, text, label, href }, index) => (
        <Task
          by={by}
          title={title}
          action={
            <ButtonLink href={href} primary={index === 0}>
              {label}
            </ButtonLink>
          }
        >
          {text}
        </Task>
      ))}
    </Tasks>
  );
}

/** `één betaling` or `4 betalingen`. */
export const paymentsInWords = (count: number, { lang }: { lang: 'nl' | 'en' }) =>
  lang === 'nl' ? (count === 1 ? 'één betaling' : `${count} betalingen`) : count === 1 ? 'one payment' : `${count} payments`;

/** Says so when the day has passed on which it should have been paid. */
function Late({ ctx, dueOn }: { ctx: MemberContext; dueOn: string | null }) {
  if (dueOn === null || dueOn >= dayOf(ctx.now)) return null;
  return <Status kind="fail">{translator(ctx)('Te laat', 'Overdue')}</Status>;
}

function openItem(ctx: MemberContext, open: PayableView[]): Item[] {
  const [first] = open;
  if (!first) return [];
  const t = translator(ctx);
  const href = inFinance(ctx, 'betalen');
  const total = <Amount cents={sumCents(open.map((payable) => payable.cents))} href={href} />;
  const count = paymentsInWords(open.length, ctx);
  return [
    {
      by: first.dueOn,
      title: t('Betalingen klaarzetten', 'Prepare payments'),
      text: t(
        <>
          <Late ctx={ctx} dueOn={first.dueOn} /> Leveranciers bevestigden {count}, samen {total}. Een collega keurt ze daarna goed.
        </>,
        <>
          <Late ctx={ctx} dueOn={first.dueOn} /> Suppliers confirmed {count}, together {total}. A colleague approves them after that.
        </>,
      ),
      label: t('Klaarzetten', 'Prepare'),
      href,
    },
  ];
}

function batchItem(ctx: MemberContext, batch: WaitingPayments['batches'][number]): Item {
  const t = translator(ctx);
  const href = inFinance(ctx, `betalen/${batch.id}`);
  const total = <Amount cents={batch.totalCents} href={href} />;
  const count = paymentsInWords(batch.payables, ctx);
  if (batch.preparedBy === ctx.viewer.personId) {
    return {
      by: batch.dueOn,
      title: t('Een collega keurt goed', 'A colleague approves'),
      text: t(
        <>
          <Late ctx={ctx} dueOn={batch.dueOn} /> U zette {count} klaar, samen {total}. Iemand anders keurt ze goed.
        </>,
        <>
          <Late ctx={ctx} dueOn={batch.dueOn} /> You prepared {count}, together {total}. Somebody else approves them.
        </>,
      ),
      label: t('Bekijken', 'Look'),
      href,
    };
  }
  return {
    by: batch.dueOn,
    title: t('Betalingen goedkeuren', 'Approve payments'),
    text: t(
      <>
        <Late ctx={ctx} dueOn={batch.dueOn} /> Het gaat om {count}, samen {total}. Een collega zette ze klaar. U bent het tweede paar ogen.
      </>,
      <>
        <Late ctx={ctx} dueOn={batch.dueOn} /> This is about {count}, together {total}. A colleague prepared them. You are the second pair
        of eyes.
      </>,
    ),
    label: t('Betalingen bekijken', 'Look at the payments'),
    href,
  };
}

function correctionItem(ctx: MemberContext, correction: CorrectionView): Item {
  const t = translator(ctx);
  const href = inFinance(ctx, `correcties/${correction.id}`);
  const amount = <Amount cents={correction.cents} href={href} />;
  return {
    title: t('Vraagt uw goedkeuring', 'Asks your approval'),
    text: t(
      <>
        {correction.proposedByName} wil {amount} terugdraaien: {correction.reason}
      </>,
      <>
        {correction.proposedByName} wants to reverse {amount}: {correction.reason}
      </>,
    ),
    label: t('Correctie bekijken', 'Look at the correction'),
    href,
  };
}

function failingItem(ctx: MemberContext, failing: number): Item {
  const t = translator(ctx);
  return {
    title: t('De controle vond iets', 'The check found something'),
    text: t(
      failing === 1
        ? 'Eén ding klopt niet in de boeken. Kijk wat het is voordat u betaalt.'
        : `${failing} dingen kloppen niet in de boeken. Kijk wat het is voordat u betaalt.`,
      failing === 1
        ? 'One thing in the books is not right. See what it is before you pay.'
        : `${failing} things in the books are not right. See what they are before you pay.`,
    ),
    label: t('Bekijken', 'Look'),
    href: `${inFinance(ctx, 'jaar')}#controle`,
  };
}

function closingItem(ctx: MemberContext, year: number): Item {
  const t = translator(ctx);
  return {
    title: t(`Jaar ${year} afsluiten`, `Close ${year}`),
    text: t(
      `${year} is voorbij. Kijk wat er over is, wat meegaat naar ${year + 1} en wat teruggaat naar zijn bron.`,
      `${year} is over. See what is left, what goes along to ${year + 1} and what goes back to its source.`,
    ),
    label: t('Afsluiting bekijken', 'See the closing'),
    href: inFinance(ctx, `jaarafsluiting/${year}`),
  };
}
