import type { Words } from '../../../libs/core/index.js';
import type { Role } from '../../../libs/identity/index.js';
import { ButtonLink, homePath, Item, Link, List, Page, type PageContext, Paragraph, Section, Stack, translator } from '../kit/index.js';

const ROLES: readonly { role: Role; name: Words; can: Words }[] = [
  {
    role: 'initiative',
    name: { nl: 'Initiatief', en: 'Initiative' },
    can: {
      nl: 'U ziet wat u nu kunt opnemen. Kies ‘Opnemen’, vul in wie levert, hoeveel en waarvoor, en laat de code zien. Meer hoeft u niet te doen.',
      en: 'You see what you can draw now. Choose ‘Draw’, enter who supplies, how much and what for, and show the code. You need do no more.',
    },
  },
  {
    role: 'supplier',
    name: { nl: 'Leverancier', en: 'Supplier' },
    can: {
      nl: 'Scan de code van het initiatief of typ haar over, en bevestig wat u leverde. U ziet meteen wanneer u wordt betaald.',
      en: 'Scan the initiative’s code or type it, and confirm what you delivered. You see at once when you are paid.',
    },
  },
  {
    role: 'neighbourhood_body',
    name: { nl: 'Wijkorgaan', en: 'Neighbourhood body' },
    can: {
      nl: 'U beslist over het budget van de wijk. Ken een trekkingsrecht toe en schrijf op waarom; ook wie er anders over dacht, krijgt een plek.',
      en: 'You decide about the neighbourhood’s budget. Grant a drawing right and write down why; other opinions get a place too.',
    },
  },
  {
    role: 'finance_officer',
    name: { nl: 'Financieel medewerker', en: 'Finance officer' },
    can: {
      nl: 'U maakt van bronnen wijkbudgetten, na een raadsbesluit. U zet betalingen klaar; een collega keurt ze goed. Over uitgaven beslist de wijk.',
      en: 'You turn sources into neighbourhood budgets, after a council decision. You prepare payments; a colleague approves them. The neighbourhood decides on spending.',
    },
  },
  {
    role: 'councillor',
    name: { nl: 'Raadslid', en: 'Councillor' },
    can: {
      nl: 'U volgt elke euro van bron naar doel, en laat een verslag maken voor de volgende vergadering. Iedereen leest dan dezelfde cijfers.',
      en: 'You follow every euro from source to goal, and have a report made for the next meeting. Everyone then reads the same figures.',
    },
  },
];

const WORDS: readonly { word: Words; about: Words }[] = [
  {
    word: { nl: 'Wijkbudget', en: 'Neighbourhood budget' },
    about: {
      nl: 'Geld van de gemeente voor een of meer wijken, voor ten minste twee jaar.',
      en: 'Money of the municipality for one or more neighbourhoods, for two years at least.',
    },
  },
  {
    word: { nl: 'Trekkingsrecht', en: 'Drawing right' },
    about: {
      nl: 'Wat een initiatief van dat budget mag opnemen: geld, of uren hulp.',
      en: 'What an initiative may draw from that budget: money, or hours of help.',
    },
  },
  { word: { nl: 'Toegezegd', en: 'Committed' }, about: { nl: 'Afgesproken, en nog niet betaald.', en: 'Agreed, and not yet paid.' } },
  {
    word: { nl: 'Boeking', en: 'Entry' },
    about: {
      nl: 'Eén stap van geld, met datum en reden. Een boeking verandert nooit.',
      en: 'One step of money, with a date and a reason. An entry never changes.',
    },
  },
];

/** What each role can do here, in a few lines, with the way in. */
export function HelpPage({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('Hulp', 'Help')}
      lead={t(
        'Wat u hier kunt doen, hangt af van wie u bent. Kijken mag iedereen.',
        'What you can do here depends on who you are. Everyone may look.',
      )}
    >
      <Section title={t('Iedereen', 'Everyone')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Kies uw gemeente, en dan uw wijk. U ziet hoeveel er is, waar het naartoe ging en waarom. Kies een bedrag om de boekingen te zien waaruit het bestaat.',
              'Choose your municipality, and then your neighbourhood. You see how much there is, where it went and why. Choose an amount to see the entries it is made of.',
            )}
          </Paragraph>
          <p>
            <Link href="/">{t('Kies uw gemeente', 'Choose your municipality')}</Link>
          </p>
        </Stack>
      </Section>
      <Section title={t('Na het inloggen', 'After logging in')}>
        <Stack gap="loose">
          <List>
            {ROLES.map(({ role, name, can }) => (
              <Item title={t(name)} note={t(can)} end={<Door ctx={ctx} role={role} />} />
            ))}
          </List>
          {!ctx.viewer && (
            <p>
              <ButtonLink href="/inloggen" primary>
                {t('Inloggen', 'Log in')}
              </ButtonLink>
            </p>
          )}
        </Stack>
      </Section>
      <Section title={t('Woorden', 'Words')}>
        <List>
          {WORDS.map(({ word, about }) => (
            <Item title={t(word)} note={t(about)} />
          ))}
        </List>
      </Section>
      <Section title={t('Komt u er niet uit?', 'Are you stuck?')}>
        <Stack measure>
          <Paragraph>
            {t(
              'Vraag het uw gemeente. Een initiatief heeft één contactambtenaar; die helpt u verder. Meldt een pagina een nummer? Geef het door, dan vinden wij het snel.',
              'Ask your municipality. An initiative has one contact officer, who helps you on. Does a page show a number? Pass it on, and we find it quickly.',
            )}
          </Paragraph>
        </Stack>
      </Section>
    </Page>
  );
}

/** To the home of a role, for who has it. */
function Door({ ctx, role }: { ctx: PageContext; role: Role }) {
  const t = translator(ctx);
  const own = ctx.viewer?.memberships.find((membership) => membership.role === role);
  return own ? (
    <Link href={`/${own.municipalitySlug}/${homePath(role)}`}>
      {t(`Naar uw begin in ${own.municipalityName}`, `To your home in ${own.municipalityName}`)}
    </Link>
  ) : null;
}
