import type { Words } from '../../../libs/core/index.js';
import { roleWords, type Role } from '../../../libs/identity/index.js';
import {
  DeedForm,
  Form,
  type FormState,
  homePath,
  Item,
  Link,
  List,
  Page,
  type PageContext,
  Paragraph,
  safePath,
  Section,
  Stack,
  TextField,
  translator,
} from '../kit/index.js';

/** A role to try, as the login page shows it. */
export interface DemoRole {
  membershipId: string;
  role: Role;
  /** The organisation one acts for, or the person when there is none. */
  name: string;
}

/** The roles to try in one municipality. */
export interface DemoRoles {
  slug: string;
  municipality: string;
  roles: DemoRole[];
}

/** What one can do as a role, in a sentence for somebody who sees Buurtkas for the first time. */
const DEEDS: Record<Role, Words> = {
  finance_officer: {
    nl: 'Zet geld uit een bron om in een wijkbudget voor meer jaren, en betaalt op tijd.',
    en: 'Turns money from a source into a neighbourhood budget of several years, and pays on time.',
  },
  neighbourhood_body: {
    nl: 'Kent trekkingsrechten toe uit het budget van de wijk.',
    en: 'Grants drawing rights from the budget of the neighbourhood.',
  },
  initiative: { nl: 'Neemt geld of uren op, in een minuut en op de telefoon.', en: 'Draws money or hours, in a minute and on a phone.' },
  supplier: {
    nl: 'Bevestigt wat er geleverd is, en ziet wanneer het geld komt.',
    en: 'Confirms what was delivered, and sees when the money comes.',
  },
  contact_officer: { nl: 'Is de ene ambtenaar die een initiatief kent.', en: 'Is the one civil servant an initiative knows.' },
  councillor: {
    nl: 'Volgt elke euro, van de bron tot de opname, en verandert niets.',
    en: 'Follows every euro, from the source to the draw, and changes nothing.',
  },
  visit_panel: {
    nl: 'Bezoekt initiatieven in een andere wijk en leert ervan.',
    en: 'Visits initiatives in another neighbourhood and learns from them.',
  },
};

/** The page that lets people in; in a demo with a button per role. */
export function LoginPage({ ctx, demo, form }: { ctx: PageContext; demo: DemoRoles[]; form?: FormState | undefined }) {
  const t = translator(ctx);
  const back = safePath(form?.values.terug ?? ctx.query.terug, '');
  const hidden: Record<string, string> = back ? { terug: back } : {};
  const fields = (
    <Form ctx={ctx} action="/inloggen" submit={t('Inloggen', 'Log in')} hidden={hidden} secondary={demo.length > 0}>
      <TextField name="email" type="email" label={t('E-mailadres', 'E-mail address')} autoComplete="username" maxLength={254} />
      <TextField name="wachtwoord" type="password" label={t('Wachtwoord', 'Password')} autoComplete="current-password" />
    </Form>
  );
  return (
    <Page ctx={ctx} title={t('Inloggen', 'Log in')} lead={lead(ctx, demo.length > 0)} form={form}>
      <AlreadyIn ctx={ctx} />
      {demo.map((municipality) => (
        <DemoSection ctx={ctx} demo={municipality} hidden={hidden} />
      ))}
      {demo.length === 0 ? fields : <Section title={t('Met een eigen account', 'With an account of your own')}>{fields}</Section>}
    </Page>
  );
}

function lead(ctx: PageContext, demo: boolean): string {
  const t = translator(ctx);
  if (demo)
    return t(
      'Dit is een proefomgeving. Kies een rol en probeer het. Niets wat u hier doet, is echt.',
      'This is a demo. Choose a role and try it. Nothing you do here is real.',
    );
  return t(
    'Geen account? Vraag het aan uw gemeente. Het geld van de wijk volgt u zonder in te loggen.',
    'No account? Ask your municipality. You can follow the money without logging in.',
  );
}

function AlreadyIn({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  const active = ctx.viewer?.active;
  if (!active) return null;
  const place = t(roleWords[active.role]);
  return (
    <Stack measure>
      <Paragraph after>
        {t(
          `U bent al ingelogd als ${place} in ${active.municipalityName}.`,
          `You are logged in already, as ${place} in ${active.municipalityName}.`,
        )}{' '}
        <Link href={homeOf(active)}>{t('Ga verder', 'Go on')}</Link>
      </Paragraph>
    </Stack>
  );
}

function DemoSection({ ctx, demo, hidden }: { ctx: PageContext; demo: DemoRoles; hidden: Record<string, string> }) {
  const t = translator(ctx);
  return (
    <Section title={demo.municipality} intro={t('Fictieve cijfers', 'Fictional figures')}>
      <List>
        {demo.roles.map(({ membershipId, role, name }) => (
          <Item
            title={name}
            note={`${capital(t(roleWords[role]))}. ${t(DEEDS[role])}`}
            end={
              <DeedForm
                ctx={ctx}
                action="/inloggen/proefrol"
                label={t('Probeer deze rol', 'Try this role')}
                context={`${name}, ${demo.municipality}`}
                hidden={{ ...hidden, lidmaatschap: membershipId }}
              />
            }
          />
        ))}
      </List>
    </Section>
  );
}

/** The address where somebody in this role begins. */
export function homeOf({ municipalitySlug, role }: { municipalitySlug: string; role: Role }): string {
  const path = homePath(role);
  return path === '' ? `/${municipalitySlug}` : `/${municipalitySlug}/${path}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
