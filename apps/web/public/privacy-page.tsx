import type { Words } from '../../../libs/core/index.js';
import { Item, List, Page, type PageContext, Paragraph, Section, Stack, translator } from '../kit/index.js';

type Kept = readonly { what: Words; why: Words }[];

const KEPT: Kept = [
  {
    what: { nl: 'Uw naam, e-mailadres, wachtwoord en taal', en: 'Your name, e-mail address, password and language' },
    why: {
      nl: 'Om u te laten inloggen. Het wachtwoord bewaren wij alleen versleuteld, zodat niemand het kan teruglezen.',
      en: 'To let you log in. We keep the password only as a hash, so that nobody can read it back.',
    },
  },
  {
    what: { nl: 'Uw rollen', en: 'Your roles' },
    why: { nl: 'Om te weten wat u in welke gemeente mag.', en: 'To know what you may do in which municipality.' },
  },
  {
    what: { nl: 'Wie wat deed, en wanneer', en: 'Who did what, and when' },
    why: {
      nl: 'Om besluiten over geld te kunnen uitleggen. Alleen de gemeente kan dit lezen. Het wordt nooit gewijzigd.',
      en: 'To be able to explain decisions about money. Only the municipality can read this. It is never changed.',
    },
  },
  {
    what: {
      nl: 'Pogingen om in te loggen en verkeerde codes, met het internetadres',
      en: 'Attempts to log in and wrong codes, with the internet address',
    },
    why: { nl: 'Om te stoppen wie wachtwoorden of codes probeert te raden.', en: 'To stop whoever tries to guess passwords or codes.' },
  },
];

const COOKIES: Kept = [
  {
    what: { nl: 'sessie', en: 'sessie (session)' },
    why: {
      nl: 'Als u inlogt: om te weten dat u het bent. Verloopt na 8 uur zonder gebruik, en in elk geval na 30 dagen.',
      en: 'When you log in: to know that it is you. Runs out after 8 hours without use, and after 30 days in any case.',
    },
  },
  {
    what: { nl: 'taal', en: 'taal (language)' },
    why: { nl: 'Als u een taal kiest: om die te onthouden, een jaar lang.', en: 'When you choose a language: to remember it, for a year.' },
  },
  {
    what: { nl: '_csrf', en: '_csrf' },
    why: {
      nl: 'Als een pagina een formulier heeft: om te weten dat het van onze pagina komt.',
      en: 'When a page has a form: to know that it comes from our page.',
    },
  },
  {
    what: { nl: 'bericht', en: 'bericht (message)' },
    why: {
      nl: 'Na een formulier: om u één keer te zeggen wat er gebeurde. Verdwijnt daarna, en anders na twee minuten.',
      en: 'After a form: to tell you once what happened. Gone after that, or else after two minutes.',
    },
  },
];

/** What is kept of people and why, and which cookies there are. */
export function PrivacyPage({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('Privacy', 'Privacy')}
      lead={t(
        'Wie alleen kijkt, laat hier niets achter: geen account, geen cookie.',
        'Who only looks leaves nothing here: no account, no cookie.',
      )}
    >
      <Section title={t('Wat iedereen ziet', 'What everyone sees')}>
        <Stack measure>
          <Paragraph>
            {t(
              'De openbare pagina’s en de open data gaan over geld en over organisaties. Er staan geen namen of adressen van personen in.',
              'The public pages and the open data are about money and about organisations. They hold no names or addresses of people.',
            )}
          </Paragraph>
          <Paragraph>
            {t(
              'Initiatieven en wijkorganen schrijven zelf waarvoor iets is en waarom. Staat daar toch iets in over een persoon? Vertel het de gemeente.',
              'Initiatives and neighbourhood bodies write themselves what something is for and why. Does it tell about a person after all? Tell the municipality.',
            )}
          </Paragraph>
        </Stack>
      </Section>
      <Section
        title={t('Wat wij bewaren', 'What we keep')}
        intro={t('Alleen van wie een account heeft of probeert in te loggen', 'Only of who has an account or tries to log in')}
      >
        <Reasons ctx={ctx} kept={KEPT} />
      </Section>
      <Section title={t('Cookies', 'Cookies')} intro={t('Alleen wat nodig is', 'Only what is needed')}>
        <Reasons ctx={ctx} kept={COOKIES} />
      </Section>
      <Section title={t('Niemand kijkt mee', 'Nobody looks along')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Pagina’s halen niets op bij anderen: geen lettertypen, geen statistiek, geen advertenties. Wij volgen niemand en maken van niemand een profiel.',
              'Pages fetch nothing from others: no fonts, no statistics, no advertisements. We follow nobody and make a profile of nobody.',
            )}
          </Paragraph>
          <Paragraph>
            {t(
              'Gegevens van de ene gemeente kan een andere gemeente niet zien. De database zelf bewaakt dat.',
              'One municipality cannot see the data of another. The database itself guards that.',
            )}
          </Paragraph>
        </Stack>
      </Section>
      <Section title={t('Uw rechten', 'Your rights')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Uw gemeente is verantwoordelijk voor deze gegevens. Vraag haar om inzage, verbetering of verwijdering; zij heeft ook een functionaris voor gegevensbescherming.',
              'Your municipality is responsible for these data. Ask it to see, correct or remove them; it has a data protection officer too.',
            )}
          </Paragraph>
        </Stack>
      </Section>
    </Page>
  );
}

function Reasons({ ctx, kept }: { ctx: PageContext; kept: Kept }) {
  const t = translator(ctx);
  return (
    <List>
      {kept.map(({ what, why }) => (
        <Item title={t(what)} note={t(why)} />
      ))}
    </List>
  );
}
