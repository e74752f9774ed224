import type { ComponentChildren } from 'preact';
import qrcode from 'qrcode';
import { useTranslator } from './context.js';
import { Figure, type Quantity } from './numbers.js';

type Children = { children?: ComponentChildren };

/** Holds `Story`s. */
export function Stories({ children }: Children) {
  return <ul class="bk-stories">{children}</ul>;
}

/** A story beside its number. */
export function Story(
  props: Quantity & { what: ComponentChildren; status?: ComponentChildren; by: ComponentChildren; children: ComponentChildren },
) {
  const { what, status, by, children, ...quantity } = props;
  return (
    <li class="bk-story">
      <div>
        <Figure {...quantity} />
        <p class="utrecht-paragraph">{what}</p>
        {status && <p>{status}</p>}
      </div>
      <div>
        <blockquote>
          <p>{children}</p>
        </blockquote>
        <p class="bk-soft bk-small">{by}</p>
      </div>
    </li>
  );
}

/** What a person said or wrote, in serif. */
export function Quote({ children }: Children) {
  return (
    <blockquote class="bk-quote">
      <p>{children}</p>
    </blockquote>
  );
}

/** A list of names with a line of explanation. Holds `Item`s. */
export function List({ children }: Children) {
  return <ul class="bk-list">{children}</ul>;
}

/** One line of a `List`: a title (a Link or a text), a line of explanation, and at the end a status or a number. */
export function Item({
  title,
  note,
  end,
  heading = true,
}: {
  title: ComponentChildren;
  note?: ComponentChildren;
  end?: ComponentChildren;
  heading?: boolean;
}) {
  return (
    <li>
      <div>
        {heading ? <h3 class="utrecht-heading-3">{title}</h3> : <p>{title}</p>}
        {note && <p class="utrecht-paragraph bk-soft">{note}</p>}
      </div>
      {end && <div class="bk-list__end">{end}</div>}
    </li>
  );
}

/** Many short names in columns, to find one's own: a link, and at the end a number. By name, never by size. */
export function Index({ entries }: { entries: { name: string; href: string; end: ComponentChildren }[] }) {
  return (
    <ul class="bk-index">
      {entries.map(({ name, href, end }) => (
        <li>
          <a class="utrecht-link utrecht-link--html-a" href={href}>
            {name}
          </a>
          <span>{end}</span>
        </li>
      ))}
    </ul>
  );
}

/** Names and values: `<Facts facts={[['Van', 'Project Puntenburg']]} />`. An empty value leaves its line out. */
export function Facts({ facts }: { facts: [term: string, value: ComponentChildren][] }) {
  return (
    <dl class="bk-facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
        .map(([term, value]) => (
          <>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

/** The path of a QR code, a row of squares at a time, with the four quiet modules around it that scanners need. */
function qrPath(text: string): { path: string; size: number } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  const quiet = 4;
  let path = '';
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue;
      let width = 1;
      while (x + width < modules.size && modules.get(y, x + width)) width++;
      path += `M${x + quiet} ${y + quiet}h${width}v1h-${width}z`;
      x += width;
    }
  }
  return { path, size: modules.size + 2 * quiet };
}

/** The code to show, as a QR code of `url` and in letters, with the facts under it. */
export function Ticket({
  url,
  code,
  hint,
  facts,
}: {
  url: string;
  code: string;
  hint: ComponentChildren;
  facts: [string, ComponentChildren][];
}) {
  const t = useTranslator();
  const { path, size } = qrPath(url);
  const half = Math.ceil(code.length / 2);
  return (
    <div class="bk-ticket">
      <div class="bk-ticket__code">
        <svg
          viewBox={`0 0 ${size} ${size}`}
          role="img"
          aria-label={t('QR-code voor de leverancier', 'QR code for the supplier')}
          shape-rendering="crispEdges"
        >
          <path d={path} />
        </svg>
        <p class="bk-code">
          <span class="bk-hidden">Code: {[...code].join(', ')}</span>
          <span aria-hidden="true">
            {code.slice(0, half)} {code.slice(half)}
          </span>
        </p>
        <p class="bk-small">{hint}</p>
      </div>
      <Facts facts={facts} />
    </div>
  );
}

/** Nothing here yet: what this is for and how to begin. */
export function EmptyState({ action, children }: Children & { action?: ComponentChildren }) {
  return (
    <div class="bk-empty bk-stack bk-measure">
      <p class="utrecht-paragraph">{children}</p>
      {action && <div>{action}</div>}
    </div>
  );
}

/** Newer and older, for lists with a cursor. */
export function Pagination({ previous, next }: { previous?: string | undefined; next?: string | undefined }) {
  const t = useTranslator();
  if (!previous && !next) return null;
  return (
    <nav class="bk-pages" aria-label={t('Bladeren', 'Pages')}>
      {previous && (
        <a class="utrecht-link utrecht-link--html-a" rel="prev" href={previous}>
          {t('Vorige', 'Previous')}
        </a>
      )}
      {next && (
        <a class="utrecht-link utrecht-link--html-a" rel="next" href={next}>
          {t('Volgende', 'Next')}
        </a>
      )}
    </nav>
  );
}

/** How far work in the background is. `events` is the address of its event stream; without JavaScript the visitor reloads. */
export function Progress({
  done,
  total,
  text,
  events,
  reload,
}: {
  done: number;
  total?: number;
  text: string;
  events?: string;
  reload: string;
}) {
  const t = useTranslator();
  return (
    <div class="bk-progress" data-progress={events}>
      <progress value={total ? done : undefined} max={total || 1} aria-label={t('Voortgang', 'Progress')} />
      <p role="status" data-progress-text>
        {text}
      </p>
      <p class="bk-small">
        {t('U kunt deze pagina gerust verlaten.', 'You may leave this page.')}{' '}
        <a class="utrecht-link utrecht-link--html-a" href={reload}>
          {t('Kijk hoe ver het is', 'See how far it is')}
        </a>
      </p>
    </div>
  );
}
