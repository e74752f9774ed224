import type { ComponentChildren } from 'preact';
import { describedBy, Field, fieldId, Help, Optional, useField, type FieldProps } from './fields.js';

/** One of the possibilities of a choice. */
export interface Option {
  value: string;
  label: string;
  /** A line under the label (not in a `SelectField`). */
  description?: ComponentChildren;
}

/** One of many; for up to six use `ChoiceField`. `empty` is the text of having chosen nothing yet. */
export function SelectField({ options, empty, ...field }: FieldProps & { options: Option[]; empty?: string }) {
  return (
    <Field
      {...field}
      control={(attributes, value, invalid) => (
        <select {...attributes} class={`utrecht-select utrecht-select--html-select${invalid ? ' utrecht-select--invalid' : ''}`}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    />
  );
}

/** A file. The form needs `upload`. */
export function FileField({ accept, ...field }: FieldProps & { accept?: string }) {
  return <Field {...field} control={(attributes) => <input {...attributes} class="bk-input-file" type="file" accept={accept} />} />;
}

function Group(props: FieldProps & { options: Option[]; chosen: string[]; kind: 'radio' | 'checkbox'; error: string | undefined }) {
  const { name, label, description, optional = false, options, chosen, kind, error } = props;
  const id = fieldId(name);
  const part = kind === 'radio' ? 'radio-button' : 'checkbox';
  return (
    <div class={error ? 'utrecht-form-field utrecht-form-field--invalid' : undefined}>
      <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset" aria-describedby={describedBy(id, description, error)}>
        <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
          {label}
          <Optional when={optional} />
        </legend>
        <Help id={id} description={description} error={error} />
        {options.map((option, index) => {
          // The first possibility carries the id of the field, so that the link of an error leads there.
          const own = index === 0 ? id : `${id}-${index}`;
          return (
            <div class="bk-choice">
              <input
                class={`utrecht-${part} utrecht-${part}--html-input${kind === 'checkbox' ? ' utrecht-checkbox--custom' : ''}`}
                type={kind}
                name={name}
                id={own}
                value={option.value}
                checked={chosen.includes(option.value)}
              />
              <label class={`utrecht-form-label utrecht-form-label--${kind}`} for={own}>
                {option.label}
                {option.description && <span>{option.description}</span>}
              </label>
            </div>
          );
        })}
      </fieldset>
    </div>
  );
}

/** One of a few, each with a line of explanation. */
export function ChoiceField({ options, ...field }: FieldProps & { options: Option[] }) {
  const { value, error } = useField(field.name, field.value);
  return <Group {...field} options={options} chosen={[value]} kind="radio" error={error} />;
}

/** Any of a few; read it with `texts(form, name)`. */
export function ChecksField({ options, checked = [], ...field }: FieldProps & { options: Option[]; checked?: string[] }) {
  const { values, sent, error } = useField(field.name);
  return <Group {...field} options={options} chosen={sent ? values : checked} kind="checkbox" error={error} />;
}

/** Yes or no: one box, sent as `ja` when it is ticked. */
export function CheckField({
  name,
  label,
  description,
  checked = false,
}: {
  name: string;
  label: string;
  description?: ComponentChildren;
  checked?: boolean;
}) {
  const { id, value, sent, error } = useField(name);
  return (
    <div class={error ? 'utrecht-form-field utrecht-form-field--invalid' : undefined}>
      <Help id={id} error={error} />
      <div class="bk-choice">
        <input
          class="utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom"
          type="checkbox"
          name={name}
          id={id}
          value="ja"
          checked={sent ? value === 'ja' : checked}
          aria-describedby={describedBy(id, undefined, error)}
          aria-invalid={error ? 'true' : undefined}
        />
        <label class="utrecht-form-label utrecht-form-label--checkbox" for={id}>
          {label}
          {description && <span>{description}</span>}
        </label>
      </div>
    </div>
  );
}
