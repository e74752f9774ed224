import type { Words } from '../../../libs/core/index.js';
import type { Neighbourhood } from '../../../libs/tenancy/index.js';
import { describedBy, Help, type MemberContext, translator, useField } from '../kit/index.js';
import type { PlaceColumn } from './new-budget-form.js';

const heads: Readonly<Record<PlaceColumn, Words>> = {
  vast: { nl: 'Bedrag per jaar', en: 'Amount a year' },
  vloer: { nl: 'Ander vast bedrag', en: 'Other fixed amount' },
  gewicht: { nl: 'Gewicht', en: 'Weight' },
};

interface PlaceFieldsProps {
  ctx: MemberContext;
  places: readonly Neighbourhood[];
  columns: readonly PlaceColumn[];
  /** Also shows how many people live there. */
  residents: boolean;
}

/** A row per neighbourhood with what is asked of it: amounts and weights under each other, as in a list on paper. */
export function PlaceFields({ ctx, places, columns, residents }: PlaceFieldsProps) {
  const t = translator(ctx);
  return (
    <table class="bk-place-fields">
      <thead>
        <tr>
          <th scope="col">{t('Wijk', 'Neighbourhood')}</th>
          {columns.map((column) => (
            <th scope="col">{t(heads[column])}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr>
            <th scope="row">
              {place.name}
              {residents && place.residents !== null && (
                <span class="bk-soft bk-small">
                  {t(`${place.residents.toLocaleString('nl-NL')} inwoners`, `${place.residents.toLocaleString('en-GB')} residents`)}
                </span>
              )}
            </th>
            {columns.map((column) => (
              <td>
                <PlaceField column={column} place={place} label={`${t(heads[column])}, ${place.name}`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PlaceField({ column, place, label }: { column: PlaceColumn; place: Neighbourhood; label: string }) {
  const name = `${column}-${place.id}`;
  const isMoney = column !== 'gewicht';
  const { id, value, error } = useField(name, isMoney ? undefined : '1');
  const input = (
    <input
      {...{ id, name, value }}
      class={`utrecht-textbox utrecht-textbox--html-input${error ? ' utrecht-textbox--invalid' : ''}`}
      type="text"
      inputMode={isMoney ? 'decimal' : 'numeric'}
      maxLength={isMoney ? 25 : 6}
      autoComplete="off"
      aria-describedby={describedBy(id, undefined, error)}
      aria-invalid={error ? 'true' : undefined}
    />
  );
  return (
    <>
      <label class="bk-hidden" for={id}>
        {label}
      </label>
      <Help id={id} error={error} />
      {isMoney ? (
        <div class="bk-input-money">
          <span aria-hidden="true">€</span>
          {input}
        </div>
      ) : (
        input
      )}
    </>
  );
}
