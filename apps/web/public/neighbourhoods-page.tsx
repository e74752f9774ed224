import { type MunicipalityContext, Page, pathIn, Section, translator } from '../kit/index.js';
import { NoDivision } from './municipality-page.js';
import { type Place, PlaceIndex } from './places.js';
import { OtherYears } from './years.js';

/** Every neighbourhood by name, with what it can still spend. */
export function NeighbourhoodsPage({
  ctx,
  year,
  years,
  places,
}: {
  ctx: MunicipalityContext;
  year: number;
  years: number[];
  places: Place[];
}) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      band
      crumbs={[{ label: ctx.municipality.name, href: pathIn(ctx) }]}
      title={t('Wijken', 'Neighbourhoods')}
      lead={t(
        'Kies uw wijk. U ziet hoeveel er is, wat ermee gebeurt en waarom.',
        'Choose your neighbourhood. You see how much there is, what happens with it and why.',
      )}
      stamp
    >
      <Section
        title={t(`Nog te besteden in ${year}`, `Still to spend in ${year}`)}
        intro={<OtherYears ctx={ctx} year={year} years={years} />}
      >
        {places.length > 0 ? <PlaceIndex ctx={ctx} places={places} year={year} /> : <NoDivision ctx={ctx} />}
      </Section>
    </Page>
  );
}
