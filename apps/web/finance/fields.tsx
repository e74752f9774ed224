import type { ComponentChildren } from 'preact';
import type { CouncilDecision } from '../../../libs/budgets/index.js';
import { ButtonLink, EmptyState, Link, type MemberContext, SelectField, TextField, translator } from '../kit/index.js';
import { inFinance } from './words.js';

/** One question that is answered in several fields: the fields share a title and a line of help. */
export function Question({
  label,
  description,
  children,
}: {
  label: string;
  description?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset">
      <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">{label}</legend>
      {description && <p class="utrecht-form-field-description">{description}</p>}
      <div class="bk-stack">{children}</div>
    </fieldset>
  );
}

/** A fiscal year. */
export function YearField(field: { name: string; label: string; description?: string; value: number }) {
  return <TextField {...field} value={String(field.value)} width="short" inputMode="numeric" maxLength={4} autoComplete="off" />;
}

/** The task field of Iv3. */
export function TaskField({ ctx }: { ctx: MemberContext }) {
  const t = translator(ctx);
  return (
    <TextField
      name="taakveld"
      width="short"
      maxLength={6}
      autoComplete="off"
      label={t('Bij welk taakveld hoort het?', 'Which task field is it?')}
      description={t(
        'Iv3. Bijvoorbeeld 6.1 samenkracht, 5.7 groen, 8.3 wonen en bouwen',
        'Iv3. For example 6.1 community, 5.7 green space, 8.3 housing',
      )}
    />
  );
}

/** The council decision something rests on; the only one is chosen already. */
export function DecisionField({ ctx, decisions }: { ctx: MemberContext; decisions: CouncilDecision[] }) {
  const t = translator(ctx);
  return (
    <SelectField
      name="besluit"
      label={t('Op welk raadsbesluit rust het?', 'Which council decision does it rest on?')}
      description={
        <>
          {t('Staat het er niet bij?', 'Is it not here?')}{' '}
          <Link href={inFinance(ctx, 'besluiten/nieuw')}>{t('Leg het besluit vast', 'Record the decision')}</Link>
        </>
      }
      empty={t('Kies een besluit', 'Choose a decision')}
      options={decisions.map(({ id, number, title }) => ({ value: id, label: `${number}, ${title}` }))}
      value={decisions.length === 1 ? decisions[0]?.id : undefined}
    />
  );
}

/** Instead of a form, while no decision is recorded that it could rest on. */
export function DecisionFirst({ ctx, children }: { ctx: MemberContext; children: ComponentChildren }) {
  const t = translator(ctx);
  return (
    <EmptyState
      action={
        <ButtonLink primary href={inFinance(ctx, 'besluiten/nieuw')}>
          {t('Besluit vastleggen', 'Record a decision')}
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}
