import type { ComponentChildren } from 'preact';
import { useTranslator } from './context.js';
import { Day } from './dates.js';
import { Figure, type Quantity, Amount } from './numbers.js';

type Children = { children?: ComponentChildren };

const COLOURS = { done: 'success', wait: 'warning', fail: 'warning', stop: 'inactive', rest: 'inactive' } as const;

/** done: it is so; wait: somebody must act; fail: a rule is not met; stop: ended, no harm; rest: later or over. */
export type StatusKind = keyof typeof COLOURS;

/** A word with a colour and a shape, never a colour alone. A good ending (expired, stopped with lessons) is grey, not red. */
export function Status({ kind, children }: Children & { kind: StatusKind }) {
  return <span class={`utrecht-status-badge utrecht-status-badge--${COLOURS[kind]} bk-status bk-status--${kind}`}>{children}</span>;
}

/** What needs me. Holds `Task`s. */
export function Tasks({ children }: Children) {
  return <ol class="bk-tasks">{children}</ol>;
}

/** One thing that needs me: the last day first, then the deed. `action` is a ButtonLink or a small form. */
export function Task({ by, title, action, children }: Children & { by?: string | undefined; title: string; action?: ComponentChildren }) {
  const t = useTranslator();
  return (
    <li class="bk-task">
      {by && (
        <p class="bk-task__by">
          {t('Uiterlijk', 'By')}{' '}
          <strong>
            <Day value={by} short />
          </strong>
        </p>
      )}
      <div>
        <h3 class="utrecht-heading-3">{title}</h3>
        {children && <p class="utrecht-paragraph">{children}</p>}
      </div>
      {action}
    </li>
  );
}

/** The rights of an initiative. Holds `Right`s. */
export function Rights({ children }: Children) {
  return <ul class="bk-rights">{children}</ul>;
}

/** A drawing right: one big number, a bar, an explanation (`more`) and one verb (`action`). `quiet` when it cannot be drawn yet. */
export function Right(
  props: Quantity & { title: string; quiet?: boolean; bar?: ComponentChildren; more?: ComponentChildren; action?: ComponentChildren },
) {
  const { title, quiet = false, bar, more, action, ...quantity } = props;
  return (
    <li class="bk-right">
      <h2 class="utrecht-heading-2">{title}</h2>
      <Figure size="hero" quiet={quiet} {...quantity} />
      {bar}
      {more && <div class="bk-right__more">{more}</div>}
      {action && <div class="bk-right__do">{action}</div>}
    </li>
  );
}

/** What happened, newest first. Holds `Event`s. */
export function Events({ children }: Children) {
  return <ol class="bk-events">{children}</ol>;
}

/** One thing that happened. */
export function Event(
  props: Quantity & { on: string | Date; what: ComponentChildren; note?: ComponentChildren; status?: ComponentChildren; year?: boolean },
) {
  const { on, what, note, status, year = false, ...quantity } = props;
  return (
    <li class="bk-event">
      <p class="bk-event__date">
        <Day value={on} short={!year} />
      </p>
      <p class="bk-event__what">{what}</p>
      {note && <p class="bk-event__note">{note}</p>}
      {status && <p class="bk-event__status">{status}</p>}
      {(quantity.cents !== undefined || quantity.minutes !== undefined) && (
        <p class="bk-event__amount">
          <Amount {...quantity} />
        </p>
      )}
    </li>
  );
}

/** One step of what will happen, or one law term: when, what, and behind it why. */
export interface Step {
  when: ComponentChildren;
  what: ComponentChildren;
  done?: boolean;
  why?: ComponentChildren;
}

/** This is what happens, in order. `terms` puts the dates in a column of their own. */
export function Steps({ steps, terms = false }: { steps: Step[]; terms?: boolean }) {
  const t = useTranslator();
  return (
    <ol class={`bk-steps${terms ? ' bk-terms' : ''}`}>
      {steps.map(({ when, what, done, why }) => (
        <li class={done ? 'is-done' : undefined}>
          <p class="bk-steps__when">{when}</p>
          <p>{what}</p>
          {why && (
            <Why question={t('Waarom deze datum?', 'Why this date?')}>
              <p class="utrecht-paragraph">{why}</p>
            </Why>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A question whose answer opens under it: the article of law, or a table under a picture. Children are paragraphs or a `div`. */
export function Why({ question, open, children }: Children & { question: string; open?: boolean }) {
  return (
    <details class="bk-why" open={open}>
      <summary>{question}</summary>
      {children}
    </details>
  );
}

/** "Dit gebeurt er": what will happen, shown before it happens. Beside a form, or above its button. */
export function Panel({ title, children }: Children & { title?: string }) {
  const t = useTranslator();
  return (
    <section class="bk-panel">
      <h2 class="utrecht-heading-2">{title ?? t('Dit gebeurt er', 'This is what happens')}</h2>
      {children}
    </section>
  );
}

/** A house rule, and whether it is met. */
export interface Rule {
  text: string;
  passed: boolean;
  /** Why not, in a sentence. */
  reason?: ComponentChildren;
}

/** House rules: passed or not, in words. */
export function Rules({ rules }: { rules: Rule[] }) {
  const t = useTranslator();
  return (
    <ul class="bk-rules">
      {rules.map(({ text, passed, reason }) => (
        <li class={passed ? undefined : 'is-failed'}>
          <p>{text}</p>
          <Status kind={passed ? 'done' : 'fail'}>{passed ? t('Past', 'Met') : t('Past niet', 'Not met')}</Status>
          {!passed && reason && <p class="utrecht-paragraph">{reason}</p>}
        </li>
      ))}
    </ul>
  );
}
