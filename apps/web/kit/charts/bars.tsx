import type { ComponentChildren } from 'preact';
import { Amount } from '../numbers.js';

/** paid: full; committed: hatched; available: open; out: went to another year; planned: does not count yet (both dashed). */
export type SegmentKind = 'paid' | 'committed' | 'available' | 'out' | 'planned';

/** One part of a bar. */
export interface Segment {
  kind: SegmentKind;
  value: number;
}

const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`;

/** The place of each segment as a share of `max`, from 0 to 1; what has no value has no place. */
export function placeSegments(segments: readonly Segment[], max: number): { kind: SegmentKind; x: number; width: number }[] {
  if (max <= 0) return [];
  let at = 0;
  return segments
    .filter(({ value }) => value > 0)
    .map(({ kind, value }) => {
      const place = { kind, x: at / max, width: value / max };
      at += value;
      return place;
    });
}

/** A stacked bar that fills its container; `max` is the value of the full width, the sum when left out. Percentages, so that hatching never stretches. */
export function Bar({ segments, max, height = 28 }: { segments: Segment[]; max?: number; height?: number }) {
  const full = max ?? segments.reduce((total, { value }) => total + value, 0);
  return (
    <svg class="bk-bar" height={height} aria-hidden="true" focusable="false">
      {placeSegments(segments, full).map(({ kind, x, width }) => (
        // The hatching as an attribute: url(#…) in a stylesheet is not safe everywhere.
        <rect
          class={`bk-seg bk-seg--${kind}`}
          fill={kind === 'committed' ? 'url(#bk-stripes)' : undefined}
          x={percent(x)}
          y="1"
          width={percent(width)}
          height={height - 2}
        />
      ))}
    </svg>
  );
}

/** A line of the legend: what a kind means, and its amount when there is one. */
export interface Key {
  kind: SegmentKind;
  label: string;
  cents?: number;
  href?: string;
}

/** The legend of a bar. */
export function Keys({ keys }: { keys: Key[] }) {
  return (
    <ul class="bk-keys">
      {keys.map(({ kind, label, cents, href }) => (
        <li>
          <Bar segments={[{ kind, value: 1 }]} height={14} />
          <span>
            {label} {cents !== undefined && <Amount cents={cents} href={href} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Money per goal. */
export interface Goal {
  name: string;
  cents: number;
  href: string;
}

/** Amounts per goal: a name, a bar, a number. In the council's order, never by size. */
export function Goals({ goals }: { goals: Goal[] }) {
  const max = Math.max(0, ...goals.map((goal) => goal.cents));
  return (
    <ul class="bk-goals">
      {goals.map(({ name, cents, href }) => (
        <li>
          <p>
            <a class="utrecht-link utrecht-link--html-a" href={href}>
              {name}
            </a>
          </p>
          <p class="bk-goals__amount">
            <Amount cents={cents} href={href} />
          </p>
          <Bar segments={[{ kind: 'paid', value: cents }]} max={max} height={12} />
        </li>
      ))}
    </ul>
  );
}

/** One year of several: its parts, a sentence, and the legend with amounts. */
export interface YearBar {
  year: number;
  note: ComponentChildren;
  keys: (Key & { cents: number })[];
}

/** Several years under each other, on one scale. */
export function Years({ years }: { years: YearBar[] }) {
  const totals = years.map(({ keys }) => keys.reduce((total, key) => total + Math.max(0, key.cents), 0));
  const max = Math.max(0, ...totals);
  return (
    <ol class="bk-years">
      {years.map(({ year, note, keys }) => (
        <li>
          <div>
            <h3 class="utrecht-heading-3">{year}</h3>
            <p>{note}</p>
          </div>
          <div>
            <Bar segments={keys.map(({ kind, cents }) => ({ kind, value: cents }))} max={max} height={40} />
            <Keys keys={keys} />
          </div>
        </li>
      ))}
    </ol>
  );
}
