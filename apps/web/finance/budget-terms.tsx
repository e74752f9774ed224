import { sumCents } from '../../../libs/core/index.js';
import type { EndingView } from '../../../libs/budgets/index.js';
import { Amount, Day, Link, type Step, translator } from '../kit/index.js';
import type { BudgetProps } from './budget-data.js';
import { paymentsInWords } from './waiting.js';
import { inFinance } from './words.js';

/** The law terms of a budget that follow from what is booked, in the order of their dates. */
export function termsOf(props: BudgetProps): Step[] {
  const terms = [decided(props), ...payBy(props), ...released(props), ...ends(props)];
  return terms.sort((a, b) => a.on.localeCompare(b.on)).map(({ on, ...step }) => ({ ...step, when: <Day value={on} /> }));
}

type Term = Omit<Step, 'when'> & { on: string };

function decided({ ctx, decision }: BudgetProps): Term {
  const t = translator(ctx);
  return {
    on: decision.decidedOn,
    done: true,
    what: t(
      <>
        <strong>De raad besloot.</strong> {decision.title}.
      </>,
      <>
        <strong>The council decided.</strong> {decision.title}.
      </>,
    ),
  };
}

function payBy({ ctx, payments, today }: BudgetProps): Term[] {
  const t = translator(ctx);
  const [first] = payments.open;
  if (!first) return [];
  const late = first.dueOn < today;
  const due = payments.open.filter((payable) => payable.dueOn === first.dueOn);
  const total = <Amount cents={sumCents(due.map((payable) => payable.cents))} href={inFinance(ctx, 'betalen')} />;
  const count = paymentsInWords(due.length, ctx);
  return [
    {
      on: first.dueOn,
      what: t(
        <>
          <strong>{late ? 'Dit had al betaald moeten zijn.' : 'Laatste dag om te betalen.'}</strong> Het gaat om {count}, samen {total}.
        </>,
        <>
          <strong>{late ? 'This should have been paid.' : 'Last day to pay.'}</strong> It concerns {count}, together {total}.
        </>,
      ),
      why: t(
        'De gemeente betaalt binnen de termijn van de subsidieverordening, hoogstens zes weken nadat de leverancier bevestigde. Zie artikel 4:87 van de Algemene wet bestuursrecht.',
        'The municipality pays within the term of the subsidy ordinance, at most six weeks after the supplier confirmed. See article 4:87 of the General Administrative Law Act (Awb).',
      ),
    },
  ];
}

function released({ ctx, lines, reservations }: BudgetProps): Term[] {
  const t = translator(ctx);
  const next = lines.find((line) => line.status === 'reserved')?.fiscalYear;
  if (next === undefined) return [];
  return [
    {
      on: reservations.find(({ fiscalYear }) => fiscalYear === next)?.countsFrom ?? `${next}-01-01`,
      what: t(
        <>
          <strong>Jaar {next} komt vrij.</strong> Dat gaat vanzelf. Niemand vraagt opnieuw aan.{' '}
          <Link href={inFinance(ctx, 'begrotingen')}>Begrotingsvoorbehoud</Link>
        </>,
        <>
          <strong>{next} is released.</strong> That happens by itself. Nobody applies again.{' '}
          <Link href={inFinance(ctx, 'begrotingen')}>Budget reservation</Link>
        </>,
      ),
      why: t(
        'Het geld is toegekend voordat de raad de begroting van dat jaar vaststelde. Daarom staat het tot dan onder begrotingsvoorbehoud. Zie artikel 4:34 van de Algemene wet bestuursrecht.',
        'The money was granted before the council adopted that year’s budget, so until then it is under budget reservation. See article 4:34 of the General Administrative Law Act (Awb).',
      ),
    },
  ];
}

/** The end of the term, or the early end that was announced, with its notice. */
function ends(props: BudgetProps): Term[] {
  const { ctx, budget, ending, today } = props;
  const t = translator(ctx);
  if (ending) return endsEarly(props, ending);
  const years = budget.lastYear - budget.firstYear + 1;
  return [
    {
      on: `${budget.lastYear}-12-31`,
      done: `${budget.lastYear}-12-31` < today,
      what: t(
        <>
          <strong>Einde van dit wijkbudget.</strong> Stoppen of veranderen? Dan hoort de wijk dat op tijd.
        </>,
        <>
          <strong>End of this budget.</strong> To stop or change it, the neighbourhood is told in good time.
        </>,
      ),
      ...(years >= 3
        ? {
            why: t(
              'Na drie jaar of langer geldt een redelijke termijn. Zie artikel 4:51 van de Algemene wet bestuursrecht.',
              'After three years or more a reasonable term applies. See article 4:51 of the General Administrative Law Act (Awb).',
            ),
          }
        : {}),
    },
  ];
}

function endsEarly({ ctx, today }: BudgetProps, ending: EndingView): Term[] {
  const t = translator(ctx);
  const { announcedOn, noticeUntil, endsOn } = ending;
  const why = t(
    'Na drie jaar of langer geldt een redelijke termijn; de subsidieverordening zegt hoe lang. Zie artikel 4:51 van de Algemene wet bestuursrecht.',
    'After three years or more a reasonable term applies; the subsidy ordinance says how long. See article 4:51 of the General Administrative Law Act (Awb).',
  );
  const notice: Term = {
    on: noticeUntil,
    done: noticeUntil < today,
    what: t(<strong>De opzegtermijn loopt tot en met deze dag.</strong>, <strong>The notice runs until this day.</strong>),
    why,
  };
  const link = (
    <Link href={`${inFinance(ctx, 'besluiten')}#besluit-${ending.decisionId}`}>
      {t('raadsbesluit', 'council decision')} {ending.decisionNumber}
    </Link>
  );
  const end: Term = {
    on: endsOn,
    done: ending.endedAt !== null,
    what: t(
      <>
        <strong>Dit wijkbudget eindigt eerder</strong>, door {link}. Wat is toegekend, wordt nog betaald. Wat over is, gaat terug naar de
        bronnen.
      </>,
      <>
        <strong>This budget ends early</strong>, by {link}. What was granted is still paid. What is left goes back to the sources.
      </>,
    ),
    ...(noticeUntil > announcedOn
      ? {}
      : {
          why: t(
            'De wijk kreeg dit geld nog geen drie jaar. Dan schrijft artikel 4:51 van de Algemene wet bestuursrecht geen termijn voor.',
            'The neighbourhood had this money for less than three years. Then article 4:51 of the General Administrative Law Act (Awb) sets no term.',
          ),
        }),
  };
  return noticeUntil > announcedOn ? [notice, end] : [end];
}
