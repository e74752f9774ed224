import { addToDay, dayOf } from '../../../libs/core/index.js';
import { type ApiToken, permissionWords, roleWords, scopesOf } from '../../../libs/identity/index.js';
import {
  ButtonLink,
  ChecksField,
  type Crumb,
  DateField,
  Day,
  EmptyState,
  Facts,
  Form,
  type FormState,
  Link,
  type MemberContext,
  Page,
  Panel,
  Paragraph,
  pathIn,
  Stack,
  Status,
  Table,
  TextField,
  translator,
  type Translator,
} from '../kit/index.js';

const BASE = 'financien/koppelingen';

/** A connection as the pages show it. */
export interface Connection extends ApiToken {
  organisation: string | undefined;
}

const home = (ctx: MemberContext, t: Translator): Crumb => ({ label: t('Begin', 'Home'), href: pathIn(ctx, 'financien') });
const list = (ctx: MemberContext, t: Translator): Crumb => ({ label: t('Koppelingen', 'Connections'), href: pathIn(ctx, BASE) });

/** Which systems may call the API, what they may do, and until when. */
export function ConnectionsPage({ ctx, connections }: { ctx: MemberContext; connections: Connection[] }) {
  const t = translator(ctx);
  const begin = (
    <ButtonLink href={pathIn(ctx, `${BASE}/nieuw`)} primary>
      {t('Koppeling maken', 'Make a connection')}
    </ButtonLink>
  );
  return (
    <Page ctx={ctx} title={t('Koppelingen', 'Connections')} lead={explanation(t)} crumbs={[home(ctx, t)]}>
      <Stack gap="loose">
        {connections.length === 0 ? (
          <EmptyState action={begin}>
            {t(
              'Er is nog geen koppeling. Met een koppeling leest uw financiële pakket de wijkbudgetten zelf.',
              'There is no connection yet. With one, your financial system reads the neighbourhood budgets itself.',
            )}
          </EmptyState>
        ) : (
          <>
            <div>{begin}</div>
            <ConnectionsTable ctx={ctx} connections={connections} />
          </>
        )}
        <Paragraph>
          {t('Voor wie de koppeling bouwt: de', 'For who builds the connection: the')}{' '}
          <Link href="/api/docs">{t('beschrijving van de API', 'description of the API')}</Link>.
        </Paragraph>
      </Stack>
    </Page>
  );
}

function explanation(t: Translator): string {
  return t(
    'Met een koppeling werkt een ander systeem in Buurtkas. Het mag alleen wat u aanvinkt, tot de dag die u kiest.',
    'With a connection another system works in Buurtkas. It may do only what you tick, until the day you choose.',
  );
}

function ConnectionsTable({ ctx, connections }: { ctx: MemberContext; connections: Connection[] }) {
  const t = translator(ctx);
  const today = dayOf(ctx.now);
  return (
    <Table
      caption={t('Alle koppelingen, de nieuwste eerst', 'All connections, the newest first')}
      rows={connections}
      columns={[
        { head: t('Naam', 'Name'), cell: ({ name }) => name },
        { head: t('Werkt als', 'Works as'), cell: ({ role, organisation }) => organisation ?? capital(t(roleWords[role])) },
        { head: t('Mag', 'May'), cell: ({ scopes }) => scopes.map((scope) => t(permissionWords[scope])).join(', ') },
        {
          head: t('Laatst gebruikt', 'Last used'),
          cell: ({ lastUsedOn }) => (lastUsedOn ? <Day value={lastUsedOn} /> : t('Nog niet', 'Not yet')),
        },
        { head: t('Werkt tot en met', 'Works until'), cell: ({ expiresOn }) => <Day value={expiresOn} /> },
        { head: t('Stand', 'State'), cell: (connection) => <State ctx={ctx} connection={connection} today={today} /> },
      ]}
    />
  );
}

function State({ ctx, connection, today }: { ctx: MemberContext; connection: Connection; today: string }) {
  const t = translator(ctx);
  if (connection.revokedAt) return <Status kind="stop">{t('Ingetrokken', 'Revoked')}</Status>;
  if (connection.expiresOn < today) return <Status kind="rest">{t('Verlopen', 'Expired')}</Status>;
  return (
    <>
      <Status kind="done">{t('Werkt', 'Works')}</Status>{' '}
      <Link href={pathIn(ctx, `${BASE}/${connection.id}/intrekking`)}>
        {t('Intrekken', 'Revoke')}
        <span class="bk-hidden"> {connection.name}</span>
      </Link>
    </>
  );
}

/** Three questions: whose, what, how long. */
export function NewConnectionPage({ ctx, form }: { ctx: MemberContext; form?: FormState | undefined }) {
  const t = translator(ctx);
  const today = dayOf(ctx.now);
  const lastDay = addToDay(today, { years: 1 });
  // What only looks comes first: most systems need no more.
  const scopes = [...scopesOf(ctx.viewer.membership.role)].sort((a, b) => Number(looks(b)) - Number(looks(a)));
  const options = scopes.map((scope) => ({ value: scope, label: t(permissionWords[scope]), description: scope }));
  return (
    <Page
      ctx={ctx}
      title={t('Koppeling maken', 'Make a connection')}
      lead={explanation(t)}
      crumbs={[home(ctx, t), list(ctx, t)]}
      form={form}
    >
      <Form
        ctx={ctx}
        submit={t('Koppeling maken', 'Make the connection')}
        cancel={pathIn(ctx, BASE)}
        panel={
          <Panel>
            <Paragraph>
              {t(
                'U ziet de sleutel één keer. Bewaar hem meteen in het andere systeem. Wie hem heeft, kan alles doen wat u aanvinkt.',
                'You see the key once. Save it in the other system at once. Who has it can do everything you tick.',
              )}
            </Paragraph>
          </Panel>
        }
      >
        <TextField
          name="naam"
          label={t('Naam van het andere systeem', 'Name of the other system')}
          description={t('Bijvoorbeeld: financieel pakket', 'For example: financial system')}
          maxLength={120}
          autoComplete="off"
        />
        <ChecksField name="bevoegdheden" label={t('Wat mag het?', 'What may it do?')} options={options} />
        <DateField
          name="tot"
          label={t('Tot en met welke dag?', 'Until which day?')}
          description={t('Ten hoogste een jaar', 'At most a year')}
          min={today}
          max={lastDay}
          value={lastDay}
        />
      </Form>
    </Page>
  );
}

/** The key, this once. */
export function ConnectionMadePage({ ctx, name, token }: { ctx: MemberContext; name: string; token: string }) {
  const t = translator(ctx);
  return (
    <Page
      ctx={ctx}
      title={t('De koppeling is gemaakt', 'The connection is made')}
      lead={t('Kopieer de sleutel nu. U ziet hem maar één keer.', 'Copy the key now. You see it only once.')}
      crumbs={[home(ctx, t), list(ctx, t)]}
    >
      <Stack measure>
        <Facts
          facts={[
            [t('Naam', 'Name'), name],
            [t('Sleutel', 'Key'), <code class="bk-secret">{token}</code>],
          ]}
        />
        <Paragraph>
          {t('Het andere systeem stuurt hem mee als', 'The other system sends it along as')} <code>Authorization: Bearer</code>.{' '}
          {t('Kwijt? Trek deze koppeling dan in en maak een nieuwe.', 'Lost it? Revoke this connection and make a new one.')}
        </Paragraph>
        <div>
          <ButtonLink href={pathIn(ctx, BASE)} primary>
            {t('De sleutel is bewaard', 'I saved the key')}
          </ButtonLink>
        </div>
      </Stack>
    </Page>
  );
}

/** What revoking does, before it is done. */
export function RevocationPage({ ctx, connection }: { ctx: MemberContext; connection: Connection }) {
  const t = translator(ctx);
  return (
    <Page ctx={ctx} title={t(`${connection.name} intrekken?`, `Revoke ${connection.name}?`)} crumbs={[home(ctx, t), list(ctx, t)]}>
      <Form
        ctx={ctx}
        submit={t('Koppeling intrekken', 'Revoke the connection')}
        cancel={pathIn(ctx, BASE)}
        panel={
          <Panel>
            <Paragraph>
              {t(
                'Binnen tien seconden kan dit systeem niets meer in Buurtkas. Dat is niet terug te draaien. Wat het al deed, blijft staan.',
                'Within ten seconds this system can do nothing in Buurtkas. This cannot be undone. What it did already stays.',
              )}
            </Paragraph>
          </Panel>
        }
      />
    </Page>
  );
}

const looks = (scope: string) => /\.(view|read)$/.test(scope);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
