import type { ComponentChildren } from 'preact';
import { dayOf } from '../../../libs/core/index.js';
import type { ReservationYear } from '../../../libs/budgets/index.js';
import { Amount, Day, type MemberContext, translator } from '../kit/index.js';
import { inFinance } from './words.js';

/** An amount of a fiscal year that is under budget reservation, and the entries under it. */
export type ReservedYear = ReservationYear & { href: string };

/** From when a finance officer is asked whether the council adopted next year's budget: councils do so in November. */
const ASKED_FROM = '11-01';

interface ReservedItem {
  by?: string;
  title: string;
  text: ComponentChildren;
  label: string;
  href: string;
}

/** What a year under reservation asks: to record the adoption, to mind the last day of the reservation, or nothing at all. */
export function reservedItem(ctx: MemberContext, year: ReservedYear): ReservedItem {
  const t = translator(ctx);
  const { fiscalYear, presumed, open } = year;
  if (presumed && dayOf(ctx.now) >= `${fiscalYear - 1}-${ASKED_FROM}`) {
    return {
      title: t(`Stelde de raad de begroting van ${fiscalYear} al vast?`, `Did the council adopt the budget of ${fiscalYear}?`),
      text: <AdoptionText year={year} ctx={ctx} />,
      label: t('Vaststelling vastleggen', 'Record the adoption'),
      href: inFinance(ctx, 'begrotingen/nieuw'),
    };
  }
  if (!presumed && open) {
    return {
      by: year.lapsesOn,
      title: t(`Voorbehoud ${fiscalYear}`, `Reservation of ${fiscalYear}`),
      text: <WindowText year={year} ctx={ctx} />,
      label: t('Voorbehoud bekijken', 'See the reservation'),
      href: inFinance(ctx, 'begrotingen'),
    };
  }
  return {
    title: t(`Begroting ${fiscalYear}`, `Budget of ${fiscalYear}`),
    text: <ByItselfText year={year} ctx={ctx} />,
    label: t(`${fiscalYear} bekijken`, `See ${fiscalYear}`),
    href: inFinance(ctx, 'jaar'),
  };
}

interface TextProps {
  ctx: MemberContext;
  year: ReservedYear;
}

function AdoptionText({ ctx, year: { fiscalYear, reservedCents, href, countsFrom } }: TextProps) {
  const t = translator(ctx);
  const amount = <Amount cents={reservedCents} href={href} />;
  return t(
    <>
      Leg vast wanneer de raad de begroting van {fiscalYear} vaststelde. {amount} staat onder begrotingsvoorbehoud. Doet u niets, dan telt
      het mee vanaf <Day value={countsFrom} />.
    </>,
    <>
      Record when the council adopted the budget of {fiscalYear}. {amount} is under budget reservation. When you do nothing, it counts from{' '}
      <Day value={countsFrom} />.
    </>,
  );
}

function WindowText({ ctx, year: { reservedCents, href, lapsesOn, countsFrom } }: TextProps) {
  const t = translator(ctx);
  const amount = <Amount cents={reservedCents} href={href} />;
  return t(
    <>
      De raad kan het voorbehoud over {amount} inroepen tot en met <Day value={lapsesOn} />. Doet u niets, dan telt het mee vanaf{' '}
      <Day value={countsFrom} />.
    </>,
    <>
      The council can invoke the reservation over {amount} until <Day value={lapsesOn} />. When you do nothing, it counts from{' '}
      <Day value={countsFrom} />.
    </>,
  );
}

function ByItselfText({ ctx, year: { reservedCents, href, countsFrom } }: TextProps) {
  const t = translator(ctx);
  const amount = <Amount cents={reservedCents} href={href} />;
  return t(
    <>
      {amount} staat onder begrotingsvoorbehoud en telt mee vanaf <Day value={countsFrom} />. Dat gaat vanzelf.
    </>,
    <>
      {amount} is under budget reservation and counts from <Day value={countsFrom} />. That happens by itself.
    </>,
  );
}
