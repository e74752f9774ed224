import type { Words } from '../../../libs/core/index.js';
import { entriesHref } from '../entries/entries-href.js';
import {
  EmptyState,
  Facts,
  Item,
  Link,
  List,
  type MunicipalityContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stack,
  translator,
} from '../kit/index.js';

/** The columns of the entries file, in its order, and what they hold. */
export const entryColumns: readonly [head: string, about: Words][] = [
  ['Datum', { nl: 'De dag waarop de boeking telt.', en: 'The day on which the entry counts.' }],
  ['Geboekt op', { nl: 'Het moment waarop zij is geboekt (UTC).', en: 'The moment at which it was booked (UTC).' }],
  ['Soort', { nl: 'Wat er gebeurde: vastgesteld, toegekend, opgenomen, betaald …', en: 'What happened: adopted, granted, drawn, paid …' }],
  [
    'Stand',
    {
      nl: 'Of de boeking al vaststaat, of nog wacht op een bevestiging.',
      en: 'Whether the entry is final, or still waits for a confirmation.',
    },
  ],
  ['Wijkbudget', { nl: 'Het budget waar het om gaat.', en: 'The budget it is about.' }],
  ['Wijk', { nl: 'De wijk waar het geld voor is.', en: 'The neighbourhood the money is for.' }],
  ['Jaar', { nl: 'Het begrotingsjaar.', en: 'The fiscal year.' }],
  ['Bron', { nl: 'Waar het geld vandaan komt.', en: 'Where the money comes from.' }],
  ['Taakveld', { nl: 'Het taakveld van de bron, volgens Iv3.', en: 'The task field of the source, by Iv3.' }],
  ['Doel', { nl: 'De publieke waarde.', en: 'The public value.' }],
  ['Trekkingsrecht', { nl: 'Waarvoor een initiatief mag opnemen.', en: 'What an initiative may draw for.' }],
  [
    'Initiatief',
    {
      nl: 'Wie opneemt. Altijd een organisatie of groep, nooit een persoon.',
      en: 'Who draws. Always an organisation or group, never a person.',
    },
  ],
  ['Leverancier', { nl: 'Wie levert.', en: 'Who supplies.' }],
  ['Waarvoor', { nl: 'Eén regel van het initiatief zelf.', en: 'One line by the initiative itself.' }],
  [
    'Bedrag in euro',
    { nl: 'Met een komma. Een terugboeking staat er met een min.', en: 'With a decimal comma. What is taken back has a minus.' },
  ],
  ['Minuten', { nl: 'Bij uren hulp: het aantal minuten.', en: 'For hours of help: the minutes.' }],
  ['Raadsbesluit', { nl: 'Het nummer van het besluit eronder.', en: 'The number of the decision under it.' }],
  ['Boeking', { nl: 'Het kenmerk van deze boeking.', en: 'The reference of this entry.' }],
  ['Draait terug', { nl: 'Het kenmerk van de boeking die is teruggedraaid.', en: 'The reference of the entry that was taken back.' }],
];

/** What can be downloaded, what is in it, and what one may do with it. */
export function OpenDataPage({ ctx, years }: { ctx: MunicipalityContext; years: { year: number; entries: number }[] }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      band
      crumbs={[{ label: ctx.municipality.name, href: pathIn(ctx) }]}
      title={t('Open data', 'Open data')}
      lead={t(
        'Alle cijfers van deze pagina’s, om zelf mee te rekenen. U hoeft niets te vragen en niet in te loggen.',
        'All figures of these pages, to work with yourself. You need not ask, nor log in.',
      )}
      stamp
    >
      <Section title={t('Boekingen', 'Entries')} intro={t('CSV, voor een spreadsheet', 'CSV, for a spreadsheet')}>
        <Files ctx={ctx} years={years} />
      </Section>
      <Section title={t('Voor systemen', 'For systems')} intro={t('JSON, altijd bij', 'JSON, always up to date')}>
        <Questions ctx={ctx} />
      </Section>
      <Section
        title={t('Wat er in het bestand staat', 'What is in the file')}
        intro={t('Elke regel is één boeking', 'Every line is one entry')}
      >
        <Stack>
          <Paragraph>
            {t(
              'De kolommen zijn gescheiden door een puntkomma. De tekst is UTF-8. De koppen zijn in het Nederlands.',
              'The columns are separated by a semicolon. The text is UTF-8. The heads are in Dutch.',
            )}
          </Paragraph>
          <Facts facts={entryColumns.map(([head, about]) => [head, t(about)])} />
        </Stack>
      </Section>
      <Rights ctx={ctx} />
    </Page>
  );
}

function Files({ ctx, years }: { ctx: MunicipalityContext; years: { year: number; entries: number }[] }) {
  const t = translator(ctx);
  if (years.length === 0) {
    return (
      <EmptyState>
        {t(
          'Er zijn nog geen boekingen. Zodra de raad een wijkbudget vaststelt, staat hier een bestand per jaar.',
          'There are no entries yet. As soon as the council adopts a budget, there is a file per year here.',
        )}
      </EmptyState>
    );
  }
  return (
    <List>
      {[...years].reverse().map(({ year, entries }) => (
        <Item
          heading={false}
          title={
            <Link href={entriesHref(pathIn(ctx, 'boekingen.csv'), { fiscalYear: year })} download>
              {t(`Boekingen van ${year} (CSV)`, `Entries of ${year} (CSV)`)}
            </Link>
          }
          end={
            <span class="bk-soft bk-small">
              {t(entries === 1 ? '1 regel' : `${entries} regels`, entries === 1 ? '1 line' : `${entries} lines`)}
            </span>
          }
        />
      ))}
      <Item
        heading={false}
        title={
          <Link href={pathIn(ctx, 'boekingen.csv')} download>
            {t('Boekingen van alle jaren (CSV)', 'Entries of all years (CSV)')}
          </Link>
        }
      />
    </List>
  );
}

/** The same figures for systems, over the public part of the API. */
function Questions({ ctx }: { ctx: MunicipalityContext }) {
  const t = translator(ctx);
  const api = `/api/v1/municipalities/${ctx.municipality.slug}`;
  const questions: [path: string, name: string][] = [
    [
      'neighbourhood-budgets',
      t(
        'Wijkbudgetten, met wat er is en wat er nog te besteden is',
        'Neighbourhood budgets, with what there is and what is still to spend',
      ),
    ],
    ['entries', t('Boekingen', 'Entries')],
    ['neighbourhoods', t('Wijken', 'Neighbourhoods')],
    ['public-values', t('Doelen', 'Goals')],
  ];
  return (
    <List>
      {questions.map(([path, name]) => (
        <Item heading={false} title={<Link href={`${api}/${path}`}>{name}</Link>} />
      ))}
      <Item heading={false} title={<Link href="/api/docs">{t('Beschrijving van de API', 'Description of the API')}</Link>} />
    </List>
  );
}

/** The licence, and how fresh the files are. */
function Rights({ ctx }: { ctx: MunicipalityContext }) {
  const t = translator(ctx);
  return (
    <Section title={t('Wat u ermee mag', 'What you may do with it')}>
      <Stack measure>
        <Paragraph>
          {t(
            <>
              Alles. De cijfers vallen onder <Link href="https://creativecommons.org/publicdomain/zero/1.0/deed.nl">CC0 1.0</Link>: u mag ze
              gebruiken, delen en bewerken, ook zonder bron te noemen.
            </>,
            <>
              Anything. The figures are under <Link href="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</Link>: you may use,
              share and change them, also without naming the source.
            </>,
          )}
        </Paragraph>
        <Paragraph>
          {t(
            'Een bestand wordt gemaakt op het moment dat u het ophaalt. Het is dus altijd bij. Een boeking verandert nooit: wat niet klopte, wordt met een nieuwe boeking teruggedraaid.',
            'A file is made at the moment you fetch it, so it is always up to date. An entry never changes: what was wrong is taken back by a new entry.',
          )}
        </Paragraph>
        <Paragraph>
          {t(
            'Er staan geen persoonsgegevens in. Namen zijn van organisaties en groepen.',
            'There are no personal data in it. Names are those of organisations and groups.',
          )}
        </Paragraph>
      </Stack>
    </Section>
  );
}
