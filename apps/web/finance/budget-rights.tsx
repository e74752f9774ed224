import type { RightState, RightView } from '../../../libs/drawing-rights/index.js';
import type { Words } from '../../../libs/core/index.js';
import { quantity } from '../rights/parts.js';
import { Amount, Day, EmptyState, type MemberContext, Status, type StatusKind, Table, translator } from '../kit/index.js';
import { entries } from './words.js';

const STATES: Readonly<Record<RightState, { kind: StatusKind; words: Words }>> = {
  conditional: { kind: 'wait', words: { nl: 'Onder voorbehoud', en: 'Conditional' } },
  active: { kind: 'done', words: { nl: 'Loopt', en: 'Running' } },
  suspended: { kind: 'wait', words: { nl: 'Staat even stil', en: 'On hold' } },
  ended: { kind: 'stop', words: { nl: 'Beëindigd', en: 'Ended' } },
  expired: { kind: 'rest', words: { nl: 'Voorbij', en: 'Over' } },
};

/** The drawing rights on a budget, to be read and no more: the neighbourhood decides on them. */
export function BudgetRights({ ctx, rights }: { ctx: MemberContext; rights: RightView[] }) {
  const t = translator(ctx);
  if (rights.length === 0) {
    return (
      <EmptyState>
        {t(
          'De wijk kende nog niets toe. Zodra het wijkorgaan dat doet, staat het hier.',
          'The neighbourhood granted nothing yet. As soon as its body does, it stands here.',
        )}
      </EmptyState>
    );
  }
  const href = (right: RightView) => entries(ctx, { drawingRightId: right.id });
  return (
    <Table
      caption={t('Wie loopt staat bovenaan, dan op naam.', 'Running ones first, then by name.')}
      rows={rights}
      columns={[
        {
          head: t('Voor', 'For'),
          cell: (right) => (
            <>
              {right.title} <span class="bk-soft">({right.holderName})</span>
            </>
          ),
        },
        { head: t('Stand', 'State'), cell: (right) => <Status kind={STATES[right.state].kind}>{t(STATES[right.state].words)}</Status> },
        { head: t('Tot en met', 'Until'), end: true, cell: (right) => <Day value={right.validTo} /> },
        { head: t('Toegekend', 'Granted'), end: true, cell: (right) => <Amount {...quantity(right, right.amount, href(right))} /> },
        {
          head: t('Opgenomen', 'Drawn'),
          end: true,
          cell: (right) => <Amount {...quantity(right, right.used + right.reserved, href(right))} />,
        },
        { head: t('Nog op te nemen', 'Left'), end: true, cell: (right) => <Amount {...quantity(right, right.free, href(right))} /> },
      ]}
    />
  );
}
