import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { useLang, useTranslator } from './context.js';
import { CurrentForm } from './current-form.js';

/** What every field has. */
export interface FieldProps {
  name: string;
  label: string;
  /** One line of help under the label. */
  description?: ComponentChildren;
  /** May stay empty; the label says so. */
  optional?: boolean;
  /** What is known already; what was typed wins. */
  value?: string | undefined;
}

/** The id in the address of an error link; brackets and dots of a name are not welcome in one. */
export const fieldId = (name: string) => name.replace(/[^\w-]/g, '-');

/** What was typed, what is wrong, and the ids that tie them together; for fields a page makes itself. */
export function useField(name: string, known?: string) {
  const form = useContext(CurrentForm);
  const lang = useLang();
  const typed = form.values[name];
  const sent = form.problem !== undefined && Object.keys(form.values).length > 0;
  const errors = form.problem?.fields.filter((problem) => problem.field === name).map((problem) => problem.words[lang]) ?? [];
  return {
    id: fieldId(name),
    value: (Array.isArray(typed) ? typed[0] : typed) ?? (sent ? '' : (known ?? '')),
    values: typed === undefined ? [] : [typed].flat(),
    /** Whether the form came back, so that an empty field was left empty. */
    sent,
    error: errors.length > 0 ? errors.join(' ') : undefined,
  };
}

type Attributes = { id: string; name: string; 'aria-describedby': string | undefined; 'aria-invalid': 'true' | undefined };

/** The ids of the help and the error of a field. */
export function describedBy(id: string, description: unknown, error: unknown): string | undefined {
  return [description ? `${id}-uitleg` : '', error ? `${id}-fout` : ''].filter(Boolean).join(' ') || undefined;
}

function Label({
  id,
  label,
  optional,
  description,
  error,
}: {
  id: string;
  label: string;
  optional?: boolean;
  description?: ComponentChildren;
  error?: string | undefined;
}) {
  return (
    <>
      <label class="utrecht-form-label" for={id}>
        {label}
        <Optional when={optional} />
      </label>
      <Help id={id} description={description} error={error} />
    </>
  );
}

/** Says that a field may stay empty. */
export function Optional({ when }: { when?: boolean | undefined }) {
  const t = useTranslator();
  return when ? <span class="bk-optional"> {t('(mag leeg blijven)', '(may stay empty)')}</span> : null;
}

/** The help and the error of a field. */
export function Help({ id, description, error }: { id: string; description?: ComponentChildren; error?: string | undefined }) {
  const t = useTranslator();
  return (
    <>
      {description && (
        <p class="utrecht-form-field-description" id={`${id}-uitleg`}>
          {description}
        </p>
      )}
      {error && (
        <p class="utrecht-form-field-error-message" id={`${id}-fout`}>
          <span class="bk-hidden">{t('Fout: ', 'Error: ')}</span>
          {error}
        </p>
      )}
    </>
  );
}

/** A field with its label, help and error; `control` draws the input itself. */
export function Field(props: FieldProps & { control: (attributes: Attributes, value: string, invalid: boolean) => ComponentChildren }) {
  const { name, label, description, optional = false, control } = props;
  const { id, value, error } = useField(name, props.value);
  const attributes: Attributes = {
    id,
    name,
    'aria-describedby': describedBy(id, description, error),
    'aria-invalid': error ? 'true' : undefined,
  };
  return (
    <div class={`utrecht-form-field${error ? ' utrecht-form-field--invalid' : ''}`}>
      <Label id={id} label={label} optional={optional} description={description} error={error} />
      {control(attributes, value, error !== undefined)}
    </div>
  );
}

const textbox = (invalid: boolean) => `utrecht-textbox utrecht-textbox--html-input${invalid ? ' utrecht-textbox--invalid' : ''}`;

interface TextProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url';
  maxLength?: number;
  autoComplete?: string;
  inputMode?: 'numeric' | 'decimal';
  /** `short` for a number, a code, a year. */
  width?: 'short';
}

/** One line of text. */
export function TextField({ type = 'text', maxLength = 200, autoComplete, inputMode, width, ...field }: TextProps) {
  return (
    <Field
      {...field}
      control={(attributes, value, invalid) => (
        <input
          {...attributes}
          class={`${textbox(invalid)}${width ? ' bk-input-short' : ''}`}
          type={type as 'text'}
          maxLength={maxLength}
          autoComplete={autoComplete}
          inputMode={inputMode}
          value={type === 'password' ? '' : value}
        />
      )}
    />
  );
}

/** Euros and cents as people type them; read it with `parseEuros(text(form, name), name)`. */
export function MoneyField(field: FieldProps) {
  return (
    <Field
      {...field}
      control={(attributes, value, invalid) => (
        <div class="bk-input-money">
          <span aria-hidden="true">€</span>
          <input {...attributes} class={textbox(invalid)} type="text" inputMode="decimal" autoComplete="off" maxLength={25} value={value} />
        </div>
      )}
    />
  );
}

/** Hours and minutes as people type them; read it with `parseMinutes(text(form, name), name)`. */
export function TimeField(field: FieldProps) {
  return <TextField {...field} width="short" autoComplete="off" maxLength={25} />;
}

/** A day, sent as `2026-12-02`. */
export function DateField({ min, max, ...field }: FieldProps & { min?: string; max?: string }) {
  return (
    <Field
      {...field}
      control={(attributes, value, invalid) => (
        <input {...attributes} class={`${textbox(invalid)} bk-input-short`} type="date" min={min} max={max} value={value} />
      )}
    />
  );
}

/** More lines of text. */
export function TextArea({ rows = 4, maxLength = 5000, ...field }: FieldProps & { rows?: number; maxLength?: number }) {
  return (
    <Field
      {...field}
      control={(attributes, value, invalid) => (
        <textarea
          {...attributes}
          class={`utrecht-textarea utrecht-textarea--html-textarea${invalid ? ' utrecht-textarea--invalid' : ''}`}
          rows={rows}
          maxLength={maxLength}
        >
          {value}
        </textarea>
      )}
    />
  );
}
