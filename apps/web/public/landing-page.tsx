import type { Municipality } from '../../../libs/tenancy/index.js';
import {
  Bar,
  ButtonLink,
  EmptyState,
  Item,
  Keys,
  Link,
  List,
  Page,
  type PageContext,
  Paragraph,
  Section,
  Stack,
  Steps,
  translator,
} from '../kit/index.js';

/** What Buurtkas is, who takes part, and the way in. */
export function LandingPage({ ctx, municipalities }: { ctx: PageContext; municipalities: Municipality[] }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('De kas van de buurt', 'The neighbourhood’s purse')}
      tabTitle={t('Begin', 'Home')}
      band
      lead={t(
        'Met Buurtkas beslissen bewoners zelf over het geld voor hun buurt. De gemeente besteedt het werk niet meer aan: zij gaat een subsidierelatie aan die blijft. En iedereen kan elke euro volgen.',
        'With Buurtkas, residents decide about the money for their neighbourhood themselves. The municipality no longer puts the work out to tender: it enters a subsidy relation that lasts. And everyone can follow every euro.',
      )}
    >
      <Section
        title={t('Kies uw gemeente', 'Choose your municipality')}
        intro={t('Deze gemeenten doen mee. U hoeft niet in te loggen.', 'These municipalities take part. You need not log in.')}
      >
        {municipalities.length > 0 ? (
          <List>
            {municipalities.map(({ slug, name, fictional }) => (
              <Item
                title={<Link href={`/${slug}`}>{name}</Link>}
                end={fictional && <span class="bk-demo">{t('Fictieve cijfers', 'Fictional figures')}</span>}
              />
            ))}
          </List>
        ) : (
          <EmptyState>
            {t(
              'Er doet nog geen gemeente mee. Zodra de eerste begint, vindt u haar hier.',
              'No municipality takes part yet. As soon as the first one begins, you find it here.',
            )}
          </EmptyState>
        )}
      </Section>
      <Section title={t('Zo werkt het', 'How it works')}>
        <Stack measure>
          <Steps steps={idea(ctx)} />
        </Stack>
      </Section>
      <HowToRead ctx={ctx} />
      {!ctx.viewer && (
        <Section title={t('Werkt u mee?', 'Do you take part?')}>
          <Stack measure>
            <Paragraph>
              {t(
                'Bent u van een initiatief, een wijkorgaan, een leverancier, de gemeente of de raad? Log in en zie wat u kunt doen.',
                'Are you from an initiative, a neighbourhood body, a supplier, the municipality or the council? Log in and see what you can do.',
              )}
            </Paragraph>
            <p>
              <ButtonLink href="/inloggen" primary>
                {t('Inloggen', 'Log in')}
              </ButtonLink>
            </p>
          </Stack>
        </Section>
      )}
    </Page>
  );
}

function idea(ctx: PageContext) {
  const t = translator(ctx);
  return [
    {
      when: t('De raad geeft wijken vertrouwen', 'The council trusts neighbourhoods'),
      what: t(
        'De gemeenteraad stelt per wijk een budget vast, voor meer jaren. Niemand hoeft elk jaar opnieuw aan te vragen.',
        'The council adopts a budget per neighbourhood, for several years. Nobody has to apply again each year.',
      ),
    },
    {
      when: t('De wijk beslist', 'The neighbourhood decides'),
      what: t(
        'De wijk geeft trekkingsrechten aan initiatieven: geld, of uren hulp. Die kiezen zelf wie hen helpt. Er is geen wedstrijd en geen stemming.',
        'The neighbourhood grants drawing rights to initiatives: money, or hours of help. They choose themselves who helps them. There is no contest and no vote.',
      ),
    },
    {
      when: t('Iedereen kijkt mee', 'Everyone can look'),
      what: t(
        'Elk bedrag opent de boekingen eronder: van bron, via wijk, naar doel. Met het verhaal erbij, want daar leert een wijk van.',
        'Every amount opens the entries under it: from source, by way of neighbourhood, to goal. With its story, since that is what a neighbourhood learns from.',
      ),
    },
  ];
}

/** The bar that stands on every page with money, and what its parts mean. */
function HowToRead({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  return (
    <Section
      title={t('Zo leest u het geld', 'How to read the money')}
      intro={t('Deze balk ziet u bij elk wijkbudget', 'You see this bar with every budget')}
    >
      <Bar
        height={40}
        segments={[
          { kind: 'paid', value: 6 },
          { kind: 'committed', value: 2 },
          { kind: 'available', value: 2 },
        ]}
      />
      <Keys
        keys={[
          { kind: 'paid', label: t('vol: betaald', 'full: paid') },
          { kind: 'committed', label: t('gestreept: toegezegd, nog niet betaald', 'striped: committed, not yet paid') },
          { kind: 'available', label: t('open: nog te besteden', 'open: still to spend') },
        ]}
      />
    </Section>
  );
}
