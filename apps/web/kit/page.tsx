import type { ComponentChildren } from 'preact';
import { roleWords } from '../../../libs/identity/index.js';
import { assetUrl } from './assets.js';
import { LanguageProvider, translator, type PageContext } from './context.js';
import { CurrentForm } from './current-form.js';
import { Moment } from './dates.js';
import { ErrorSummary } from './form.js';
import type { FormState } from './form-state.js';
import { Masthead } from './masthead.js';

/** One step of the way to this page; the page itself is not one. */
export interface Crumb {
  label: string;
  href: string;
}

interface PageProps {
  ctx: PageContext;
  /** The one title of the page: its question or its decision. */
  title: string;
  /** The title in the browser's tab, when it should say more. */
  tabTitle?: string;
  preHeading?: ComponentChildren;
  lead?: ComponentChildren;
  crumbs?: Crumb[];
  /** Says of when the numbers are. That they are fictional is said on every page of such a municipality, unless this is `false`: a page without numbers. */
  stamp?: boolean;
  /** A coloured band behind the head, for public pages. */
  band?: boolean;
  /** The refused form: its errors stand at the top, and the `Form` on the page takes it from here. */
  form?: FormState | undefined;
  children?: ComponentChildren;
}

/** A whole page: `html(reply, <Page ctx={ctx} title="…">…</Page>)`. */
export function Page(props: PageProps) {
  const { ctx, title, tabTitle = title, form = { values: {} }, children } = props;
  const t = translator(ctx);
  const failed = form.problem ? t('Fout: ', 'Error: ') : '';
  const place = ctx.municipality ? `Buurtkas ${ctx.municipality.name}` : 'Buurtkas';
  return (
    <html lang={ctx.lang} class={`utrecht-root theme-${ctx.municipality?.theme ?? 'rivier'}`}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${failed}${tabTitle} - ${place}`}</title>
        <link rel="stylesheet" href={assetUrl('buurtkas.css')} />
        <link rel="icon" type="image/svg+xml" href={assetUrl('favicon.svg')} />
        <script type="module" src={assetUrl('enhance.js')} />
      </head>
      <body class="utrecht-body utrecht-document">
        <LanguageProvider value={ctx.lang}>
          <CurrentForm.Provider value={form}>
            <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">
              {t('Naar de inhoud', 'To the content')}
            </a>
            <Masthead ctx={ctx} />
            <main id="inhoud" class="bk-wrap" tabIndex={-1}>
              <Top {...props} />
              {form.problem && <ErrorSummary problem={form.problem} />}
              <Stripes />
              {children}
            </main>
            <Footer ctx={ctx} />
          </CurrentForm.Provider>
        </LanguageProvider>
      </body>
    </html>
  );
}

function Top({ ctx, title, preHeading, lead, crumbs = [], stamp, band = false }: PageProps) {
  const t = translator(ctx);
  const fictional = ctx.municipality?.fictional === true && stamp !== false;
  const top = (
    <>
      {crumbs.length > 0 && (
        <nav class="bk-crumbs" aria-label={t('Kruimelpad', 'Breadcrumb')}>
          <ol>
            {crumbs.map(({ label, href }) => (
              <li>
                <a class="utrecht-link utrecht-link--html-a" href={href}>
                  {label}
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {ctx.flash && (
        <div class={`bk-flash bk-flash--${ctx.flash.kind}`} role="status">
          <p>{t(ctx.flash.words)}</p>
        </div>
      )}
      <div class="bk-head">
        {preHeading && <p class="utrecht-pre-heading">{preHeading}</p>}
        <h1 class="utrecht-heading-1">{title}</h1>
        {lead && <p class="bk-lead">{lead}</p>}
        {(fictional || stamp) && (
          <p class="bk-stamp">
            {fictional && <span class="bk-demo">{t('Fictieve cijfers', 'Fictional figures')}</span>}{' '}
            {stamp && (
              <>
                {t('Stand van', 'As of')} <Moment value={ctx.now} />
              </>
            )}
          </p>
        )}
      </div>
    </>
  );
  return band ? <div class="bk-band">{top}</div> : top;
}

/** The hatching of "committed", once per page. */
function Stripes() {
  return (
    <svg class="bk-hidden bk-stripes" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="bk-stripes" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" />
          <line x1="2" y1="0" x2="2" y2="8" />
        </pattern>
      </defs>
    </svg>
  );
}

function Footer({ ctx }: { ctx: PageContext }) {
  const t = translator(ctx);
  const links: [string, string][] = [
    ['/hulp', t('Hulp', 'Help')],
    ['/toegankelijkheid', t('Toegankelijkheid', 'Accessibility')],
    ['/privacy', t('Privacy', 'Privacy')],
  ];
  if (ctx.municipality) links.push([`/${ctx.municipality.slug}/open-data`, t('Open data', 'Open data')]);
  const membership = ctx.viewer?.membership;
  return (
    <footer class="bk-footer">
      <div class="bk-wrap bk-footer__row">
        <p class="bk-footer__demo">
          {ctx.municipality?.fictional &&
            t(
              'Fictieve cijfers. De plekken bestaan echt. Bedragen, verhalen en leveranciers zijn verzonnen.',
              'Fictional figures. The places are real. Amounts, stories and suppliers are invented.',
            )}{' '}
          {membership && t(`U werkt hier als ${roleWords[membership.role].nl}.`, `You work here as ${roleWords[membership.role].en}.`)}
        </p>
        <ul class="bk-footer__links">
          {links.map(([href, label]) => (
            <li>
              <a class="utrecht-link utrecht-link--html-a" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
