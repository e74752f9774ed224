import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { newId, type Lang, type Problem } from '../../../libs/core/index.js';
import { translator, useTranslator, type PageContext } from './context.js';
import { CurrentForm } from './current-form.js';
import { fieldId } from './fields.js';
import type { FormState } from './form-state.js';
import { Actions, Button, Link } from './layout.js';

type Children = { children?: ComponentChildren };

interface FormProps extends Children {
  ctx: PageContext;
  /** Where it is sent; the page itself when left out. */
  action?: string;
  /** What was typed before; taken from `Page` when left out. `null` for a second form that did not fail. */
  form?: FormState | null;
  /** For a form that moves money: a hidden `sleutel`, so that a double tap books once. */
  once?: boolean;
  /** The form takes a file. */
  upload?: boolean;
  /** The text of its one button, a verb. Leave it out to place buttons yourself. */
  submit?: string;
  /** Where "Stoppen" leads. */
  cancel?: string;
  /** A `Panel` that says what will happen; stands beside the fields on a wide screen. */
  panel?: ComponentChildren;
  /** Hidden values that travel along. */
  hidden?: Record<string, string>;
  /** Chooses what the page shows: the fields travel in the address, and nothing is written. Its fields stand side by side. */
  choosing?: boolean;
  /** A quiet second button, as in a list of things to confirm. */
  secondary?: boolean;
}

/** A form. It works without JavaScript, keeps what was typed, and carries the token that proves it came from this page. */
export function Form(props: FormProps) {
  const { ctx, action = ctx.path, once = false, upload = false, submit, cancel, panel, hidden = {}, secondary = false, children } = props;
  const { choosing = false } = props;
  const fromPage = useContext(CurrentForm);
  const form = props.form === undefined ? fromPage : (props.form ?? { values: {} });
  const t = translator(ctx);
  const key = form.values.sleutel;
  return (
    <CurrentForm.Provider value={form}>
      <form
        class={`bk-form${panel && children ? ' bk-form--beside' : ''}${choosing ? ' bk-form--choosing' : ''}`}
        method={choosing ? 'get' : 'post'}
        action={action}
        noValidate
        encType={upload ? 'multipart/form-data' : undefined}
      >
        {!choosing && <Hidden name="_csrf" value={ctx.csrfToken} />}
        {once && <Hidden name="sleutel" value={typeof key === 'string' ? key : newId()} />}
        {Object.entries(hidden).map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        {children && (panel ? <div class="bk-form">{children}</div> : children)}
        {panel}
        {submit && (
          <Actions>
            <Button primary={!secondary}>{submit}</Button>
            {cancel && <Link href={cancel}>{t('Stoppen', 'Cancel')}</Link>}
          </Actions>
        )}
      </form>
    </CurrentForm.Provider>
  );
}

function Hidden({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

/** A form of one button, for one deed that needs no questions. */
export function DeedForm({ ctx, action, label, context, hidden = {}, once = false, primary = false }: DeedProps) {
  const sent = { ...hidden, ...(once ? { sleutel: newId() } : {}) };
  return (
    <form method="post" action={action}>
      <Hidden name="_csrf" value={ctx.csrfToken} />
      {Object.entries(sent).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <Button primary={primary} {...(context === undefined ? {} : { context })}>
        {label}
      </Button>
    </form>
  );
}

interface DeedProps {
  ctx: PageContext;
  action: string;
  label: string;
  context?: string;
  hidden?: Record<string, string>;
  once?: boolean;
  primary?: boolean;
}

/** Everything that is wrong, at the top of the page; each sentence leads to its field. `Page` places it. */
export function ErrorSummary({ problem }: { problem: Problem }) {
  const t = useTranslator();
  const count = problem.fields.length;
  return (
    <div class="bk-error-summary" role="alert" tabIndex={-1} aria-labelledby="fouten">
      <h2 class="utrecht-heading-2" id="fouten">
        {count === 0 && t('Dit ging niet', 'This did not work')}
        {count === 1 && t('Kijk nog even naar één ding', 'One thing needs another look')}
        {count > 1 && t(`Kijk nog even naar ${inWords(count, 'nl')} dingen`, `${capital(inWords(count, 'en'))} things need another look`)}
      </h2>
      {count === 0 ? (
        <p class="utrecht-paragraph">{t(problem.words)}</p>
      ) : (
        <ul class="utrecht-unordered-list">
          {problem.fields.map(({ field, words }) => (
            <li>
              <a class="utrecht-link utrecht-link--html-a" href={`#${fieldId(field)}`}>
                {t(words)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const NUMBERS: Record<Lang, string[]> = {
  nl: ['nul', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six'],
};
const inWords = (count: number, lang: Lang) => NUMBERS[lang][count] ?? String(count);
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
