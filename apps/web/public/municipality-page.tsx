import { dayOf } from '../../../libs/core/index.js';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import type { EuroFlow, YearTotal } from '../../../libs/reporting/index.js';
import { FollowTheEuro } from '../council/follow-the-euro.js';
import { YearInThree } from '../council/home-page.js';
import { YearsPicture } from '../council/years-picture.js';
import {
  ButtonLink,
  EmptyState,
  formatMonth,
  type MunicipalityContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stack,
  Stories,
  translator,
} from '../kit/index.js';
import { type Place, PlaceIndex } from './places.js';
import { RightStory } from './right-story.js';
import { OtherYears } from './years.js';

interface MunicipalityProps {
  ctx: MunicipalityContext;
  year: number;
  years: number[];
  totals: YearTotal[];
  flow: EuroFlow;
  places: Place[];
  latest: RightView[];
}

/** How much there is for neighbourhoods, where it went, and one's own neighbourhood. */
export function MunicipalityPage({ ctx, year, years, totals, flow, places, latest }: MunicipalityProps) {
  const t = translator(ctx);
  const entries = pathIn(ctx, 'boekingen');
  const total = totals.find(({ fiscalYear, adoptedCents }) => fiscalYear === year && adoptedCents > 0);
  return (
    <Page
      ctx={ctx}
      band
      preHeading={t(`Wijkbudgetten ${year}`, `Neighbourhood budgets ${year}`)}
      title={t('Wat is er voor de wijken?', 'What is there for the neighbourhoods?')}
      lead={t(
        'Hier volgt u het geld van de wijken in deze gemeente. Elk bedrag kunt u openen.',
        'Here you follow the money of the neighbourhoods in this municipality. You can open every amount.',
      )}
      stamp
    >
      {total && (
        <Section wide title={t(`Het geld in ${year}`, `The money in ${year}`)} intro={<OtherYears ctx={ctx} year={year} years={years} />}>
          <YearInThree ctx={ctx} total={total} entries={entries} />
        </Section>
      )}
      <FollowTheEuro ctx={ctx} flow={flow} year={year} entries={entries} />
      <Section
        title={t('Vind uw wijk', 'Find your neighbourhood')}
        intro={t(`Op alfabet, met wat er in ${year} nog te besteden is`, `By name, with what is still to spend in ${year}`)}
        id="wijken"
      >
        {places.length > 0 ? <PlaceIndex ctx={ctx} places={places} year={year} /> : <NoDivision ctx={ctx} />}
      </Section>
      {latest.length > 0 && (
        <Section
          title={t('Zo beslisten wijken', 'How neighbourhoods decided')}
          intro={t('De laatste toekenningen, met waarom', 'The latest grants, with the reason')}
        >
          <Stories>
            {latest.map((right) => (
              <RightStory ctx={ctx} right={right} where={right.neighbourhoodName} when={formatMonth(dayOf(right.grantedAt), ctx.lang)} />
            ))}
          </Stories>
        </Section>
      )}
      <YearsPicture ctx={ctx} years={totals} entries={entries} />
      {!ctx.viewer && (
        <Section title={t('Werkt u mee? Log in', 'Do you take part? Log in')}>
          <Stack measure>
            <Paragraph>
              {t(
                'Initiatieven nemen hier geld of uren op, leveranciers bevestigen, wijkorganen beslissen, en de raad leest mee.',
                'Initiatives draw money or hours here, suppliers confirm, neighbourhood bodies decide, and the council reads along.',
              )}
            </Paragraph>
            <p>
              <ButtonLink href={`/inloggen?terug=${encodeURIComponent(pathIn(ctx))}`} primary>
                {t('Inloggen', 'Log in')}
              </ButtonLink>
            </p>
          </Stack>
        </Section>
      )}
    </Page>
  );
}

/** There are no neighbourhoods yet. */
export function NoDivision({ ctx }: { ctx: MunicipalityContext }) {
  const t = translator(ctx);
  return (
    <EmptyState>
      {t(
        'De gemeente legde de wijkindeling nog niet vast. Daarna vindt u hier elke wijk op alfabet.',
        'The municipality has not recorded its neighbourhoods yet. After that you find each of them here by name.',
      )}
    </EmptyState>
  );
}
