import { roleWords, type ViewerMembership } from '../../../libs/identity/index.js';
import { translator, type PageContext } from './context.js';
import { menuFor } from './nav.js';

/** The head of every page: whose it is, who looks, in which language, and where one can go. */
export function Masthead({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  const menu = menuFor(ctx);
  return (
    <header class="bk-masthead">
      <div class="bk-wrap bk-masthead__row">
        <a class="bk-masthead__brand" href={ctx.municipality ? `/${ctx.municipality.slug}` : '/'}>
          <svg class="bk-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <path class="bk-mark__house" d="M16 2 30 13v15a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V13z" />
            <rect class="bk-mark__slot" x="9" y="15.5" width="14" height="3.4" rx="1.7" />
          </svg>
          <span>
            <span class="bk-masthead__name">Buurtkas</span>{' '}
            {ctx.municipality && (
              <span class="bk-masthead__tenant">{t(`Gemeente ${ctx.municipality.name}`, `Municipality of ${ctx.municipality.name}`)}</span>
            )}
          </span>
        </a>
        <div class="bk-masthead__who">
          <Who ctx={ctx} />
          <LanguageSwitch ctx={ctx} />
          <Door ctx={ctx} />
        </div>
      </div>
      {menu.length > 0 && (
        <nav class="bk-nav" aria-label={t('Hoofdmenu', 'Main menu')}>
          <ul class="bk-wrap bk-nav__list">
            {menu.map(({ label, href, current }) => (
              <li>
                <a class="bk-nav__link" href={href} aria-current={current ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

/** Who the viewer is here; with several roles, a menu to go on in another. */
function Who({ ctx }: { ctx: PageContext }) {
  const { viewer } = ctx;
  if (!viewer) return null;
  const t = translator(ctx);
  const own = viewer.membership;
  const name = viewer.organisationName ?? (own ? capital(t(roleWords[own.role])) : viewer.name);
  if (viewer.memberships.length < 2) return <span class="bk-masthead__name-of">{name}</span>;
  const label = (membership: ViewerMembership) => {
    const organisation = viewer.organisationNames?.get(membership.organisationId ?? '');
    return `${organisation ?? capital(t(roleWords[membership.role]))}, ${membership.municipalityName}`;
  };
  return (
    <details class="bk-switch">
      <summary>
        <span class="bk-hidden">{t('Andere rol kiezen, nu: ', 'Choose another role, now: ')}</span>
        {name}
      </summary>
      <form class="bk-switch__roles" method="post" action="/rol">
        <input type="hidden" name="_csrf" value={ctx.csrfToken} />
        {viewer.memberships.map((membership) => (
          <button type="submit" name="lidmaatschap" value={membership.id} aria-current={membership.id === own?.id ? 'true' : undefined}>
            {label(membership)}
          </button>
        ))}
      </form>
    </details>
  );
}

function LanguageSwitch({ ctx }: { ctx: PageContext }) {
  const query = new URLSearchParams(ctx.query);
  const [other, name] = ctx.lang === 'nl' ? ['en', 'English'] : ['nl', 'Nederlands'];
  query.set('taal', other as string);
  return (
    <a class="utrecht-link utrecht-link--html-a" href={`${ctx.path}?${query}`} lang={other} hrefLang={other} rel="nofollow">
      <span class="bk-hidden">{name} (</span>
      {other?.toUpperCase()}
      <span class="bk-hidden">)</span>
    </a>
  );
}

function Door({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  if (ctx.viewer) {
    return (
      <form method="post" action="/uitloggen">
        <input type="hidden" name="_csrf" value={ctx.csrfToken} />
        <button class="bk-linklike" type="submit">
          {t('Uitloggen', 'Log out')}
        </button>
      </form>
    );
  }
  if (ctx.path === '/inloggen') return null;
  return (
    <a class="utrecht-link utrecht-link--html-a" href="/inloggen">
      {t('Inloggen', 'Log in')}
    </a>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
