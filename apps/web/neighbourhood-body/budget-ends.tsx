import type { EndingView } from '../../../libs/budgets/index.js';
import { Day, Paragraph, Quote, Stack, useTranslator, Why } from '../kit/index.js';

/** That the council ends this budget early: when, why, and what stays. */
export function BudgetEnds({ ending }: { ending: EndingView }) {
  const t = useTranslator();
  const [day, told, until] = [<Day value={ending.endsOn} />, <Day value={ending.announcedOn} />, <Day value={ending.noticeUntil} />];
  const notice = ending.noticeUntil > ending.announcedOn;
  return (
    <Stack>
      <Paragraph>
        {ending.endedAt
          ? t(
              <>
                <strong>Dit wijkbudget eindigde op {day}.</strong> Wat u toekende, wordt nog betaald. Wat over was, ging terug naar de
                gemeente.
              </>,
              <>
                <strong>This budget ended on {day}.</strong> What you granted is still paid. What was left went back to the municipality.
              </>,
            )
          : t(
              <>
                <strong>Dit wijkbudget eindigt op {day}.</strong> Tot en met die dag kunt u toekennen. Wat u toekende, blijft staan en wordt
                betaald.
              </>,
              <>
                <strong>This budget ends on {day}.</strong> Until that day you can grant. What you granted stands and is paid.
              </>,
            )}
      </Paragraph>
      <Paragraph>
        {t(
          <>
            De raad besloot dit (raadsbesluit {ending.decisionNumber}) en kondigde het aan op {told}. De redenen:
          </>,
          <>
            The council decided this (council decision {ending.decisionNumber}) and announced it on {told}. The reasons:
          </>,
        )}
      </Paragraph>
      <Quote>{ending.reasons}</Quote>
      <Why question={t('Waarom deze datum?', 'Why this date?')}>
        <Paragraph>
          {notice
            ? t(
                <>
                  U krijgt dit geld drie jaar of langer. Dan geldt een redelijke termijn, tot en met {until}. Zie artikel 4:51 van de
                  Algemene wet bestuursrecht.
                </>,
                <>
                  You have had this money for three years or longer. Then a reasonable term applies, until {until}. See article 4:51 of the
                  General Administrative Law Act (Awb).
                </>,
              )
            : t(
                'U kreeg dit geld nog geen drie jaar. Dan schrijft artikel 4:51 van de Algemene wet bestuursrecht geen termijn voor.',
                'You had this money for less than three years. Then article 4:51 of the General Administrative Law Act (Awb) sets no term.',
              )}
        </Paragraph>
      </Why>
    </Stack>
  );
}
