import {
  formatDay,
  Goals,
  Item,
  Link,
  List,
  type MunicipalityContext,
  Page,
  Paragraph,
  pathIn,
  Section,
  Stories,
  translator,
  Why,
} from '../kit/index.js';
import { entriesHref } from '../entries/entries-href.js';
import { HouseRulesSection } from '../rights/house-rules.js';
import type { NeighbourhoodData } from './neighbourhood-data.js';
import { MoneySection } from './neighbourhood-money.js';
import { RightStory } from './right-story.js';

type Props = NeighbourhoodData & { ctx: MunicipalityContext };

/** How many rights are told at once; the rest opens under them. */
const TOLD = 6;

/** One neighbourhood: its money, where it went and why, who does it, and the same as data. */
export function NeighbourhoodPage(props: Props) {
  const { ctx, neighbourhood } = props;
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      band
      crumbs={[
        { label: ctx.municipality.name, href: pathIn(ctx) },
        { label: t('Wijken', 'Neighbourhoods'), href: pathIn(ctx, 'wijken') },
      ]}
      title={neighbourhood.name}
      lead={lead(props)}
      stamp
    >
      <MoneySection {...props} />
      <WhereItWent {...props} />
      <RightsSection {...props} />
      {props.budgets.map(({ name, houseRules }) => (
        <HouseRulesSection budgetName={name} rules={houseRules} />
      ))}
      <Initiatives {...props} />
      <OpenData {...props} />
    </Page>
  );
}

function lead({ ctx, budgets }: Props): string {
  const t = translator(ctx);
  const body = budgets.find(({ bodyName }) => bodyName)?.bodyName;
  if (body) {
    return t(
      `${body} beslist hier over het wijkbudget. Dit is het geld, en dit komt ervan.`,
      `${body} decides about the budget here. This is the money, and this is what comes of it.`,
    );
  }
  if (budgets.length === 0) return t('Hier ziet u wat er in deze wijk gebeurt.', 'Here you see what happens in this neighbourhood.');
  return t('Dit is het geld van de wijk, en dit komt ervan.', 'This is the money of the neighbourhood, and this is what comes of it.');
}

function WhereItWent({ ctx, neighbourhood, budgets, goals, year }: Props) {
  if (!budgets.some(({ counts }) => counts)) return null;
  const t = translator(ctx);
  const shared = budgets.some(({ counts, sharedWith }) => counts && sharedWith.length > 0);
  const intro = shared
    ? t(`Betaald en toegezegd in ${year} in deze wijk, per doel`, `Paid and committed in ${year} in this neighbourhood, per goal`)
    : t(`Betaald en toegezegd in ${year}, per doel`, `Paid and committed in ${year}, per goal`);
  return (
    <Section title={t('Waar het naartoe ging', 'Where it went')} intro={intro}>
      <Goals
        goals={goals.map(({ id, name, cents }) => ({
          name: t(name),
          cents,
          href: entriesHref(pathIn(ctx, 'boekingen'), {
            figure: 'spent',
            fiscalYear: year,
            neighbourhoodId: neighbourhood.id,
            publicValueId: id,
          }),
        }))}
      />
    </Section>
  );
}

function RightsSection({ ctx, rights, year }: Props) {
  const t = translator(ctx);
  if (rights.length === 0) return null;
  const story = (right: (typeof rights)[number]) => (
    <RightStory
      ctx={ctx}
      right={right}
      when={t(`tot en met ${formatDay(right.validTo, 'nl')}`, `until ${formatDay(right.validTo, 'en')}`)}
    />
  );
  const more = rights.slice(TOLD);
  return (
    <Section
      title={t('Trekkingsrechten', 'Drawing rights')}
      intro={t(`Wat de wijk voor ${year} toekende, en waarom`, `What the neighbourhood granted for ${year}, and why`)}
    >
      <Stories>{rights.slice(0, TOLD).map(story)}</Stories>
      {more.length > 0 && (
        <Why question={t(`Toon ook de andere ${more.length}`, `Show the other ${more.length} too`)}>
          <div>
            <Stories>{more.map(story)}</Stories>
          </div>
        </Why>
      )}
    </Section>
  );
}

function Initiatives({ ctx, initiatives }: Props) {
  const t = translator(ctx);
  return (
    <Section title={t('Initiatieven', 'Initiatives')} intro={t('Op alfabet', 'By name')}>
      {initiatives.length > 0 ? (
        <List>
          {initiatives.map(({ name, about }) => (
            <Item title={name} note={about} />
          ))}
        </List>
      ) : (
        <Paragraph>
          {t(
            'In deze wijk is nog geen initiatief bekend. Wie iets begint, komt hier te staan.',
            'No initiative is known in this neighbourhood yet. Whoever begins something is listed here.',
          )}
        </Paragraph>
      )}
    </Section>
  );
}

function OpenData({ ctx, budgets, year }: Props) {
  const t = translator(ctx);
  const decisions = [...new Map(budgets.map(({ decision }) => [decision.id, decision])).values()];
  return (
    <Section title={t('Open data', 'Open data')}>
      <List>
        {budgets.map(({ id, name }) => (
          <Item
            heading={false}
            title={
              <Link href={entriesHref(pathIn(ctx, 'boekingen.csv'), { fiscalYear: year, budgetId: id })} download>
                {budgets.length > 1
                  ? t(`Boekingen van ${year}, ${name} (CSV)`, `Entries of ${year}, ${name} (CSV)`)
                  : t(`Alle boekingen van ${year} (CSV)`, `All entries of ${year} (CSV)`)}
              </Link>
            }
          />
        ))}
        {decisions.map(({ id, number, title, decidedOn, documentName }) => {
          const name = t(`Raadsbesluit ${number}: ${title}`, `Council decision ${number}: ${title}`);
          return (
            <Item
              heading={false}
              title={documentName ? <Link href={pathIn(ctx, `raadsbesluiten/${id}`)} download>{`${name} (PDF)`}</Link> : name}
              end={<span class="bk-soft bk-small">{formatDay(decidedOn, ctx.lang)}</span>}
            />
          );
        })}
        <Item
          heading={false}
          title={
            <Link href={pathIn(ctx, 'open-data')}>{t('Alles om te downloaden, met uitleg', 'Everything to download, explained')}</Link>
          }
        />
      </List>
    </Section>
  );
}
