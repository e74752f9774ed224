import type { Figure, YearTotal } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { Amount, type MunicipalityContext, Section, translator, type YearBar, Years } from '../kit/index.js';

/** Several years under each other, on one scale, each amount opening to its entries. */
export function YearsPicture({ ctx, years, entries }: { ctx: MunicipalityContext; years: YearTotal[]; entries: string }) {
  const t = translator(ctx);
  if (years.length === 0) return null;
  return (
    <Section
      wide
      title={t('Over de jaren', 'Over the years')}
      intro={t(
        'Wat over is, gaat mee naar het volgende jaar en blijft in de wijk.',
        'What is left goes along to the next year and stays in the neighbourhood.',
      )}
    >
      <Years years={years.map((total) => yearBar(ctx, total, entries))} />
    </Section>
  );
}

function yearBar(ctx: MunicipalityContext, total: YearTotal, entries: string): YearBar {
  const t = translator(ctx);
  const { fiscalYear: year } = total;
  const href = (figure: Figure) => entriesHref(entries, { figure, fiscalYear: year });
  const budgets = total.budgets === 1 ? t('1 wijkbudget', '1 budget') : t(`${total.budgets} wijkbudgetten`, `${total.budgets} budgets`);
  if (total.status === 'planned' || total.status === 'reserved') {
    const note = total.status === 'reserved' ? t('Onder begrotingsvoorbehoud', 'Under budget reservation') : t('Gepland', 'Planned');
    return {
      year,
      note: `${budgets}. ${note}`,
      keys: [{ kind: 'planned', label: t('gepland', 'planned'), cents: total.plannedCents, href: href('planned') }],
    };
  }
  return {
    year,
    note: (
      <>
        {budgets}. {t('Vastgesteld', 'Adopted')} <Amount cents={total.adoptedCents} href={href('adopted')} />
        {total.carriedInCents > 0 && (
          <>
            , {t('meegenomen', 'carried over')} <Amount cents={total.carriedInCents} href={href('carried')} />
          </>
        )}
      </>
    ),
    keys: [
      { kind: 'paid' as const, label: t('betaald', 'paid'), cents: total.paidCents, href: href('paid') },
      { kind: 'committed' as const, label: t('toegezegd', 'committed'), cents: total.committedCents, href: href('committed') },
      { kind: 'available' as const, label: t('beschikbaar', 'available'), cents: total.availableCents, href: href('available') },
      {
        kind: 'out' as const,
        label: t(`naar ${year + 1}`, `to ${year + 1}`),
        cents: total.carriedOutCents,
        href: href('carried'),
      },
    ].filter(({ cents }) => cents > 0),
  };
}
