import type { ComponentChildren } from 'preact';

type Children = { children?: ComponentChildren };

/** A section: its title in the left margin, its content to the right; `wide` puts the title above. */
export function Section({
  title,
  intro,
  wide = false,
  id,
  children,
}: Children & { title: string; intro?: ComponentChildren; wide?: boolean; id?: string }) {
  return (
    <section class={`bk-section${wide ? ' bk-section--wide' : ''}`} id={id}>
      <header>
        <h2 class="utrecht-heading-2">{title}</h2>
        {intro && <p>{intro}</p>}
      </header>
      <div>{children}</div>
    </section>
  );
}

/** Things under each other at one distance. */
export function Stack({ gap, measure = false, children }: Children & { gap?: 'loose' | 'tight'; measure?: boolean }) {
  return <div class={`bk-stack${gap ? ` bk-stack--${gap}` : ''}${measure ? ' bk-measure' : ''}`}>{children}</div>;
}

/** Two columns: a narrow one of fixed width (a ticket, a picture) and the rest. */
export function Beside({ children }: Children) {
  return <div class="bk-beside">{children}</div>;
}

/** A paragraph; `small` and `soft` for what matters less, `after` to keep some distance from what stands above. */
export function Paragraph({ small, soft, after, children }: Children & { small?: boolean; soft?: boolean; after?: boolean }) {
  const more = `${small ? ' bk-small' : ''}${soft ? ' bk-soft' : ''}${after ? ' bk-after' : ''}`;
  return <p class={`utrecht-paragraph${more}`}>{children}</p>;
}

/** A second-level title inside a column, where no `Section` gives one. */
export function Heading({ level = 2, children }: Children & { level?: 2 | 3 }) {
  return level === 2 ? <h2 class="utrecht-heading-2">{children}</h2> : <h3 class="utrecht-heading-3">{children}</h3>;
}

/** A link in running text. */
export function Link({ href, lang, download, children }: Children & { href: string; lang?: string; download?: boolean | string }) {
  return (
    <a class="utrecht-link utrecht-link--html-a" href={href} lang={lang} hrefLang={lang} download={download}>
      {children}
    </a>
  );
}

/** A link that looks like a button: its text a verb. One `primary` per page. `context` is read aloud only ("Opnemen van uw uren"). */
export function ButtonLink({ href, primary = false, context, children }: Children & { href: string; primary?: boolean; context?: string }) {
  return (
    <a
      class={`utrecht-button-link utrecht-button-link--html-a utrecht-button-link--${primary ? 'primary' : 'secondary'}-action bk-button`}
      href={href}
    >
      {children}
      {context && <span class="bk-hidden"> {context}</span>}
    </a>
  );
}

/** The button of a form, its text a verb. */
export function Button({
  primary = false,
  name,
  value,
  context,
  children,
}: Children & { primary?: boolean; name?: string; value?: string; context?: string }) {
  return (
    <button
      class={`utrecht-button utrecht-button--${primary ? 'primary' : 'secondary'}-action bk-button`}
      type="submit"
      name={name}
      value={value}
    >
      {children}
      {context && <span class="bk-hidden"> {context}</span>}
    </button>
  );
}

/** Buttons and links side by side. */
export function Actions({ children }: Children) {
  return <div class="utrecht-action-group">{children}</div>;
}

interface Choice {
  value: string;
  label: string;
}

/** The buttons under a preview: the one deed, and back to what was filled in. Each sends its value under the same name. */
export function Confirm({ name, deed, back }: { name: string; deed: Choice; back: Choice }) {
  return (
    <Actions>
      <Button primary name={name} value={deed.value}>
        {deed.label}
      </Button>
      <Button name={name} value={back.value}>
        {back.label}
      </Button>
    </Actions>
  );
}
