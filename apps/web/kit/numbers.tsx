import type { ComponentChildren } from 'preact';
import { formatAmount, type Unit } from '../../../libs/core/index.js';
import { useLang } from './context.js';

/** An amount of euro cents or of minutes, and where it leads. */
export interface Quantity {
  cents?: number;
  minutes?: number;
  /** What the number is made of. Every number that can be opened has one. */
  href?: string | undefined;
}

function measure({ cents, minutes }: Quantity): [number, Unit] {
  return minutes === undefined ? [cents ?? 0, 'EUR'] : [minutes, 'MIN'];
}

/** A number as a link to what it is made of: `<Amount cents={769231} href="…" />` or `<Amount minutes={750} href="…" />`. Zero is quiet. */
export function Amount({ href, ...quantity }: Quantity) {
  const lang = useLang();
  const [amount, unit] = measure(quantity);
  const text = formatAmount(amount, unit, lang);
  if (amount === 0) return <span class="bk-soft bk-nowrap">{text}</span>;
  if (href === undefined) return <span class="bk-nowrap">{text}</span>;
  return (
    <a class="bk-number" href={href}>
      {text}
    </a>
  );
}

/** A big number. `size="hero"` for the one answer of a page, `quiet` for a number that does not count yet. */
export function Figure({ size, quiet = false, ...quantity }: Quantity & { size?: 'hero'; quiet?: boolean }) {
  const text = formatAmount(...measure(quantity), useLang());
  return (
    <p class={`bk-figure${size === 'hero' ? ' bk-figure--hero' : ''}${quiet ? ' bk-figure--quiet' : ''}`}>
      {quantity.href === undefined ? (
        text
      ) : (
        <a class="bk-number" href={quantity.href}>
          {text}
        </a>
      )}
    </p>
  );
}

/** One line of a sum: `sign` stands before the number, `answer` closes the sum. */
export interface SumLine extends Quantity {
  term: string;
  note?: ComponentChildren;
  sign?: '+' | '−';
  answer?: boolean;
}

/** The equation as in a cash book: a line per term, a double rule under the answer. */
export function Sum({ lines }: { lines: SumLine[] }) {
  return (
    <dl class="bk-sum">
      {lines.map(({ term, note, sign, answer, ...quantity }) => (
        <div class={answer ? 'bk-sum__answer' : undefined}>
          <dt>
            {term}
            {note && <span>{note}</span>}
          </dt>
          <dd>
            {sign && <i>{sign}</i>}
            <Amount {...quantity} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One of three numbers: the sign makes them a sum. */
export interface ThreePart extends Quantity {
  term: string;
  sign?: '−' | '=' | '+';
  note?: ComponentChildren;
}

/** Three numbers beside each other, as one sum. */
export function Three({ parts }: { parts: ThreePart[] }) {
  const lang = useLang();
  return (
    <dl class="bk-three">
      {parts.map(({ term, sign, note, href, ...quantity }) => {
        const text = formatAmount(...measure(quantity), lang);
        return (
          <div>
            <dt>{term}</dt>
            <dd class="bk-figure">
              {sign && <i>{sign} </i>}
              {href === undefined ? (
                text
              ) : (
                <a class="bk-number" href={href}>
                  {text}
                </a>
              )}
            </dd>
            {note && <dd class="bk-soft">{note}</dd>}
          </div>
        );
      })}
    </dl>
  );
}
