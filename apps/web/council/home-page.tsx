import { dayOf } from '../../../libs/core/index.js';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import type { EuroFlow, listCouncilReports, YearTotal } from '../../../libs/reporting/index.js';
import { entriesHref } from '../entries/entries-href.js';
import {
  Amount,
  ButtonLink,
  Day,
  EmptyState,
  formatMonth,
  Item,
  Link,
  List,
  type MemberContext,
  Page,
  type PageContext,
  Paragraph,
  pathIn,
  Section,
  Stories,
  Story,
  Three,
  translator,
} from '../kit/index.js';
import { FollowTheEuro } from './follow-the-euro.js';
import { YearsPicture } from './years-picture.js';

interface CouncilHomeProps {
  ctx: MemberContext;
  year: number;
  flow: EuroFlow;
  years: YearTotal[];
  stories: RightView[];
  reports: Awaited<ReturnType<typeof listCouncilReports>>;
}

/** Where the money went: three numbers, one picture, what people said, the years, and the report for the next meeting. */
export function CouncilHomePage({ ctx, year, flow, years, stories, reports }: CouncilHomeProps) {
  const t = translator(ctx);
  const entries = pathIn(ctx, 'raad/boekingen');
  const total = years.find((candidate) => candidate.fiscalYear === year);
  return (
    <Page
      ctx={ctx}
      preHeading={t(`Wijkbudgetten ${year}`, `Neighbourhood budgets ${year}`)}
      title={t('Waar ging het buurtgeld naartoe?', 'Where did the neighbourhood money go?')}
      stamp
    >
      {total && <YearInThree total={total} entries={entries} ctx={ctx} />}
      <FollowTheEuro ctx={ctx} flow={flow} year={year} entries={entries} />
      {stories.length > 0 && (
        <Section
          title={t('Het verhaal erbij', 'The story beside it')}
          intro={t('Waarom wijken dit toekenden. De laatste drie', 'Why neighbourhoods granted this. The latest three')}
        >
          <Stories>
            {stories.map((right) => (
              <Story
                cents={right.committedCents}
                href={entriesHref(entries, { drawingRightId: right.id })}
                what={
                  <>
                    {right.title}, {t('in', 'in')} {right.neighbourhoodName}
                  </>
                }
                by={`${right.holderName}, ${formatMonth(dayOf(right.grantedAt), ctx.lang)}`}
              >
                {right.considerations}
              </Story>
            ))}
          </Stories>
        </Section>
      )}
      <YearsPicture ctx={ctx} years={years} entries={entries} />
      <Meeting ctx={ctx} reports={reports} />
    </Page>
  );
}

function Meeting({ ctx, reports }: Pick<CouncilHomeProps, 'ctx' | 'reports'>) {
  const t = translator(ctx);
  return (
    <Section title={t('Uw volgende vergadering', 'Your next meeting')}>
      {reports.length > 0 ? (
        <List>
          {reports.map((report) => (
            <Item
              heading={false}
              title={
                <Link href={pathIn(ctx, `raad/verslagen/${report.id}`)}>
                  {t(`Verslag over ${report.fiscalYear}`, `Report on ${report.fiscalYear}`)}
                </Link>
              }
              end={
                <span class="bk-soft bk-small">
                  {t('stand van', 'as of')} <Day value={report.cutOff} />
                </span>
              }
            />
          ))}
        </List>
      ) : (
        <EmptyState>
          {t(
            'Er is nog geen verslag. Laat er een maken: iedereen leest dan dezelfde cijfers.',
            'There is no report yet. Have one made: then everyone reads the same figures.',
          )}
        </EmptyState>
      )}
      <Paragraph after>
        <ButtonLink href={pathIn(ctx, 'raad/verslagen/nieuw')}>{t('Verslag laten maken', 'Have a report made')}</ButtonLink>
      </Paragraph>
    </Section>
  );
}

/** One year in three numbers that are one sum. */
export function YearInThree({ ctx, total, entries }: { ctx: Pick<PageContext, 'lang'>; total: YearTotal; entries: string }) {
  const t = translator(ctx);
  const carried = total.carriedInCents - total.carriedOutCents;
  const href = (figure: 'frame' | 'carried' | 'spent' | 'paid' | 'available') =>
    entriesHref(entries, { figure, fiscalYear: total.fiscalYear });
  return (
    <Three
      parts={[
        {
          term: t('Vastgesteld en meegenomen', 'Adopted and carried over'),
          cents: total.adoptedCents + carried,
          href: href('frame'),
          note: carried !== 0 && (
            <>
              {t('Waarvan', 'Of which')} <Amount cents={carried} href={href('carried')} />{' '}
              {carried > 0
                ? t(`over uit ${total.fiscalYear - 1}`, `left from ${total.fiscalYear - 1}`)
                : t(`naar ${total.fiscalYear + 1}`, `to ${total.fiscalYear + 1}`)}
            </>
          ),
        },
        {
          term: t('Betaald of toegezegd', 'Paid or committed'),
          sign: '−',
          cents: total.committedCents + total.paidCents,
          href: href('spent'),
          note: (
            <>
              {t('Waarvan', 'Of which')} <Amount cents={total.paidCents} href={href('paid')} /> {t('betaald', 'paid')}
            </>
          ),
        },
        {
          term: t('Nog te besteden', 'Still to spend'),
          sign: '=',
          cents: total.availableCents,
          href: href('available'),
          note: t('Blijft in de wijken', 'Stays in the neighbourhoods'),
        },
      ]}
    />
  );
}
