import { sumCents, type Words } from '../../../libs/core/index.js';
import type { ClosingPreview, NamedClosingLine, ReturnReason } from '../../../libs/budgets/index.js';
import { Amount, type MemberContext, Paragraph, translator } from '../kit/index.js';
import { entries } from './words.js';

/** What the ordinances say, in words. */
export function Rule({ ctx, preview }: { ctx: MemberContext; preview: ClosingPreview }) {
  const t = translator(ctx);
  const said = preview.rules.map(({ carryOverBasisPoints, carryOverYears }) => {
    const share = (carryOverBasisPoints / 100).toLocaleString(ctx.lang);
    if (carryOverBasisPoints === 0) return t('niets gaat mee', 'nothing goes along');
    if (carryOverYears === null)
      return t(`${share} procent gaat mee, zolang het budget loopt`, `${share} per cent goes along while the budget lasts`);
    return carryOverYears === 1
      ? t(`${share} procent gaat mee, één jaar lang`, `${share} per cent goes along, for one year`)
      : t(
          `${share} procent gaat mee, hoogstens ${carryOverYears} jaar`,
          `${share} per cent goes along, for ${carryOverYears} years at most`,
        );
  });
  return said.length === 1
    ? t(`De verordening: ${said[0]}`, `The ordinance: ${said[0]}`)
    : t(`De verordeningen van de budgetten: ${said.join('; ')}`, `The ordinances of the budgets: ${said.join('; ')}`);
}

const REASONS: Readonly<Record<ReturnReason, Words>> = {
  'no-next-year': { nl: 'dit was het laatste jaar van het wijkbudget', en: 'this was the last year of the budget' },
  'no-instalment': { nl: 'deze bron draagt in het volgende jaar niet meer bij', en: 'this source brings nothing in the next year' },
  age: { nl: 'het geld is te oud om nog mee te gaan', en: 'the money is too old to go along' },
  share: { nl: 'de verordening laat een deel meegaan', en: 'the ordinance lets a part go along' },
};

/** Why money goes back, and what waits. */
export function WhatReturns({ ctx, lines, year }: { ctx: MemberContext; lines: NamedClosingLine[]; year: number }) {
  const t = translator(ctx);
  const reasons = [...new Set(lines.flatMap((line) => line.reasons))].map((reason) => t(REASONS[reason]));
  return (
    <>
      {reasons.length > 0 && (
        <Paragraph soft>
          {t('Waarom er geld teruggaat:', 'Why money goes back:')} {reasons.join('; ')}.
        </Paragraph>
      )}
      <Waiting ctx={ctx} lines={lines} year={year} />
    </>
  );
}
/** What waits for the next year to count. */
export function Waiting({ ctx, lines, year }: { ctx: MemberContext; lines: NamedClosingLine[]; year: number }) {
  const t = translator(ctx);
  const waiting = sumCents(lines.map((line) => line.waitCents));
  if (waiting === 0) return null;
  const amount = <Amount cents={waiting} href={entries(ctx, { figure: 'available', fiscalYear: year })} />;
  return (
    <Paragraph>
      {t(
        <>
          {amount} wacht: {year + 1} staat nog onder begrotingsvoorbehoud. Sluit opnieuw af zodra {year + 1} is vrijgegeven.
        </>,
        <>
          {amount} waits: {year + 1} is still under budget reservation. Close again once {year + 1} is released.
        </>,
      )}
    </Paragraph>
  );
}
