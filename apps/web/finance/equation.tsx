import type { Words } from '../../../libs/core/index.js';
import type { Equation } from '../../../libs/budgets/index.js';
import type { EntryFilter, Figure } from '../../../libs/reporting/index.js';
import { type Column, type MemberContext, Sum, type SumLine, translator } from '../kit/index.js';
import { entries } from './words.js';

const TERMS: readonly { figure: Figure; cents: keyof Equation; words: Words; note?: Words; sign?: '+' | '−' }[] = [
  { figure: 'adopted', cents: 'adoptedCents', words: { nl: 'Vastgesteld', en: 'Adopted' } },
  {
    figure: 'carried',
    cents: 'carriedCents',
    words: { nl: 'Meegenomen', en: 'Carried over' },
    note: { nl: 'Over uit het jaar ervoor, blijft in de wijk', en: 'Left from the year before, stays in the neighbourhood' },
    sign: '+',
  },
  {
    figure: 'committed',
    cents: 'committedCents',
    words: { nl: 'Toegezegd', en: 'Committed' },
    note: { nl: 'Afgesproken, nog niet betaald', en: 'Agreed, not yet paid' },
    sign: '−',
  },
  { figure: 'paid', cents: 'paidCents', words: { nl: 'Betaald', en: 'Paid' }, sign: '−' },
  { figure: 'available', cents: 'availableCents', words: { nl: 'Beschikbaar', en: 'Available' } },
];

/** The equation as a sum; every line opens its entries. `decision` stands under what was adopted. */
export function EquationSum(props: { ctx: MemberContext; equation: Equation; filter: EntryFilter; decision?: preact.ComponentChildren }) {
  const { ctx, equation, filter, decision } = props;
  const t = translator(ctx);
  const lines = TERMS.map(({ figure, cents, words, note, sign }): SumLine => {
    const amount = equation[cents];
    return {
      term: t(words),
      note: figure === 'adopted' ? decision : note && t(note),
      // What went on to the next year is taken off instead of added.
      ...(sign ? { sign: amount < 0 ? '−' : sign } : {}),
      answer: figure === 'available',
      cents: sign ? Math.abs(amount) : amount,
      href: entries(ctx, { ...filter, figure }),
    };
  });
  return <Sum lines={lines} />;
}

/** A column of the equation, which knows its figure. */
export type EquationColumn<Row> = Column<Row> & { figure: Figure };

/** The five columns of the equation; each number opens its entries, narrowed to its row. `all` narrows the totals. */
export function equationColumns<Row extends Equation>(
  ctx: MemberContext,
  filter: (row: Row) => EntryFilter,
  all: EntryFilter,
): EquationColumn<Row>[] {
  const t = translator(ctx);
  return TERMS.map(({ figure, cents, words }) => ({
    figure,
    head: t(words),
    cents: (row: Row) => row[cents],
    href: (row: Row) => entries(ctx, { ...filter(row), figure }),
    totalHref: entries(ctx, { ...all, figure }),
  }));
}
