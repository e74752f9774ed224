import { dayOf } from '../../../libs/core/index.js';
import type { BookYear } from '../../../libs/budgets/index.js';
import {
  ButtonLink,
  Day,
  EmptyState,
  Link,
  type MemberContext,
  Page,
  Paragraph,
  Section,
  Stack,
  Status,
  Table,
  translator,
} from '../kit/index.js';
import { crumbs, entries, inFinance } from './words.js';

/** The oldest year that is over and not closed: it goes first. */
export function yearToClose(years: readonly BookYear[], today: string): BookYear | undefined {
  return years.filter((year) => year.closableFrom <= today && !year.closing?.finishedAt).at(-1);
}

/** Every year that has begun: open, to be closed, or closed. */
export function ClosingsPage({ ctx, years }: { ctx: MemberContext; years: BookYear[] }) {
  const t = translator(ctx);
  const next = yearToClose(years, dayOf(ctx.now));
  return (
    <Page
      ctx={ctx}
      title={t('Een jaar afsluiten', 'Close a year')}
      lead={t(
        'Wat een wijk in een jaar niet gebruikte, gaat mee naar het volgende jaar of terug naar de bron. U ziet het eerst, en sluit dan af.',
        'What a neighbourhood did not use in a year goes along to the next year or back to its source. You see it first, and then close.',
      )}
      crumbs={crumbs(ctx)}
    >
      <Section wide title={t('De jaren', 'The years')}>
        {years.length > 0 ? (
          <Stack>
            <YearsTable ctx={ctx} years={years} />
            {next ? (
              <Paragraph>
                <ButtonLink primary href={inFinance(ctx, `jaarafsluiting/${next.fiscalYear}`)}>
                  {t(`Bekijk de afsluiting van ${next.fiscalYear}`, `See the closing of ${next.fiscalYear}`)}
                </ButtonLink>
              </Paragraph>
            ) : (
              <Paragraph soft>{t('Er is nu geen jaar om af te sluiten.', 'There is no year to close now.')}</Paragraph>
            )}
          </Stack>
        ) : (
          <EmptyState
            action={<ButtonLink href={inFinance(ctx, 'budgetten/nieuw')}>{t('Nieuw wijkbudget', 'New neighbourhood budget')}</ButtonLink>}
          >
            {t(
              'Er is nog geen wijkbudget. Zodra een jaar ervan voorbij is, sluit u het hier af.',
              'There is no neighbourhood budget yet. Once a year of it is over, you close it here.',
            )}
          </EmptyState>
        )}
      </Section>
    </Page>
  );
}

function YearsTable({ ctx, years }: { ctx: MemberContext; years: BookYear[] }) {
  const t = translator(ctx);
  return (
    <Table
      caption={t('Het laatste jaar bovenaan.', 'The latest year at the top.')}
      rows={years}
      columns={[
        {
          head: t('Jaar', 'Year'),
          cell: ({ fiscalYear }) => <Link href={inFinance(ctx, `jaarafsluiting/${fiscalYear}`)}>{fiscalYear}</Link>,
        },
        { head: t('Stand', 'State'), cell: (year) => <YearState ctx={ctx} year={year} /> },
        {
          head: t('Nog vrij', 'Still free'),
          cents: (year) => year.freeCents,
          href: ({ fiscalYear }) => entries(ctx, { figure: 'available', fiscalYear }),
        },
      ]}
    />
  );
}

/** Open, to be closed, under way, or closed, with the date; one element, so that a card keeps it together. */
export function YearState({ ctx, year }: { ctx: MemberContext; year: BookYear }) {
  const t = translator(ctx);
  const { closing, closableFrom } = year;
  if (closing?.state === 'failed') return <Status kind="fail">{t('Afsluiten is niet gelukt', 'Could not be closed')}</Status>;
  if (closing && closing.state !== 'done') return <Status kind="wait">{t('Wordt afgesloten', 'Being closed')}</Status>;
  if (closing?.finishedAt)
    return (
      <span>
        <Status kind="done">{t('Afgesloten', 'Closed')}</Status>{' '}
        <span class="bk-small bk-soft">
          {t('op', 'on')} <Day value={dayOf(closing.finishedAt)} />
        </span>
      </span>
    );
  if (closableFrom <= dayOf(ctx.now)) return <Status kind="wait">{t('Kan worden afgesloten', 'Can be closed')}</Status>;
  return (
    <span>
      <Status kind="rest">{t('Loopt nog', 'Not over')}</Status>{' '}
      <span class="bk-small bk-soft">
        {t('af te sluiten vanaf', 'to be closed from')} <Day value={closableFrom} />
      </span>
    </span>
  );
}
