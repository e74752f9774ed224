import { formatCents } from '../../../../libs/core/index.js';
import { useLang, useTranslator } from '../context.js';
import {
  type BandKind,
  type BandNames,
  BANDS,
  columnsOf,
  type PlacedBand,
  type PlacedStep,
  stepsOf,
  type TimelineStep,
  type TimelineYear,
  unnamed,
} from './timeline-layout.js';

export type { BandNames, TimelineYear } from './timeline-layout.js';

interface TimelineProps {
  /** What the picture says, for who cannot see it. The same numbers belong in a table under it. */
  label: string;
  names: BandNames;
  /** In order of years. */
  years: readonly TimelineYear[];
}

const WIDTH = 1120;
const TOP = 56;
const LINE = 22;
const COLUMN = 280;
/** With more columns the amounts no longer fit; then every year is a row. */
const MOST_COLUMNS = 8;

/** What goes over into what, year by year: columns on a desk, rows on a phone. Equal years in a row are one mark. */
export function Timeline({ label, names, years }: TimelineProps) {
  const steps = stepsOf(years);
  if (steps.length === 0) return null;
  const rows = <Rows steps={steps} label={label} names={names} />;
  if (steps.length > MOST_COLUMNS) return <figure class="utrecht-figure bk-graph bk-timeline--rows">{rows}</figure>;
  return (
    <figure class="utrecht-figure bk-graph">
      <div class="bk-only-wide">
        <Columns steps={steps} label={label} names={names} />
      </div>
      <div class="bk-only-narrow">{rows}</div>
    </figure>
  );
}

type Drawn = { steps: TimelineStep[]; label: string; names: BandNames };

/** One decimal is enough for the eye and keeps the page small. */
const r1 = (number: number) => Math.round(number * 10) / 10;

const span = ({ from, to }: TimelineStep) => (from === to ? String(from) : `${from}–${to}`);

function Columns({ steps, label, names }: Drawn) {
  const t = useTranslator();
  const lang = useLang();
  const columns = columnsOf(steps, names, {
    width: WIDTH,
    widest: 240,
    height: COLUMN,
    top: TOP,
    gap: 10,
    lineHeight: LINE,
    density: 1 / 9,
  });
  const below = Math.max(0, ...columns.map((column) => column.below.reduce((sum, { lines }) => sum + lines.length + 1, 0)));
  return (
    <>
      <svg class="bk-chart bk-timeline" viewBox={`0 0 ${WIDTH} ${TOP + COLUMN + 8 + below * LINE}`} role="img" aria-label={label}>
        {columns.map((column) => (
          <>
            <text class="bk-timeline__year" x={r1(column.x)} y="20">
              {span(column)}
            </text>
            {column.to > column.from && (
              <text class="bk-chart__head" x={r1(column.x)} y="42">
                {t('elk jaar', 'each year')}
              </text>
            )}
            {column.bands.map((band) => (
              <Band band={band} column={column} />
            ))}
            <Below column={column} amount={(cents) => formatCents(cents, lang)} />
          </>
        ))}
      </svg>
      <Legend kinds={unnamed(columns)} names={names} />
    </>
  );
}

function Band({ band, column }: { band: PlacedBand; column: PlacedStep }) {
  const lines = band.label && [...band.label, formatCents(band.cents, useLang())];
  const first = band.y + band.height / 2 - ((lines?.length ?? 0) * LINE) / 2 + LINE * 0.75;
  return (
    <g class={`bk-band bk-band--${band.kind}`}>
      <rect x={r1(column.x + 1)} y={r1(band.y + 1)} width={r1(column.width - 2)} height={r1(Math.max(2, band.height - 2))} />
      {lines?.map((line, index) => (
        <text
          class={index === lines.length - 1 ? 'bk-node__amount' : undefined}
          x={r1(column.x + column.width / 2)}
          y={r1(first + index * LINE)}
          text-anchor="middle"
        >
          {line}
        </text>
      ))}
    </g>
  );
}

function Below({ column, amount }: { column: PlacedStep; amount: (cents: number) => string }) {
  const lines = column.below.flatMap(({ lines, cents }) => [
    ...lines.map((line) => [line, false] as const),
    [amount(cents), true] as const,
  ]);
  return (
    <>
      {lines.map(([line, bold], index) => (
        <text class={bold ? 'bk-node__amount' : undefined} x={r1(column.x)} y={TOP + COLUMN + LINE * (index + 1)}>
          {line}
        </text>
      ))}
    </>
  );
}

function Swatch({ kind }: { kind: BandKind }) {
  return (
    <svg class="bk-timeline" viewBox="0 0 18 14" aria-hidden="true" focusable="false">
      <g class={`bk-band bk-band--${kind}`}>
        <rect x="1" y="1" width="16" height="12" />
      </g>
    </svg>
  );
}

function Legend({ kinds, names }: { kinds: BandKind[]; names: BandNames }) {
  if (kinds.length === 0) return null;
  return (
    <ul class="bk-keys">
      {kinds.map((kind) => (
        <li>
          <Swatch kind={kind} />
          <span>{names[kind]}</span>
        </li>
      ))}
    </ul>
  );
}

const ROW = { width: 328, bar: 24, line: 20, head: 22, gap: 20 };

/** Every step a bar of the whole width, and under it what each part is. */
function Rows({ steps, label, names }: Drawn) {
  const t = useTranslator();
  const heights = steps.map(({ cents }) => ROW.head + ROW.bar + BANDS.filter((kind) => cents[kind] > 0).length * ROW.line + ROW.gap);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height, 0));
  const height = heights.reduce((sum, own) => sum + own, 0) - ROW.gap + 8;
  return (
    <svg class="bk-chart bk-timeline" viewBox={`0 0 ${ROW.width} ${height}`} role="img" aria-label={label}>
      {steps.map((step, index) => (
        <g transform={`translate(0 ${tops[index]})`}>
          <text class="bk-timeline__year" y="15">
            {span(step)} {step.to > step.from && <tspan class="bk-timeline__each">{t('elk jaar', 'each year')}</tspan>}
          </text>
          <Row step={step} names={names} />
        </g>
      ))}
    </svg>
  );
}

function Row({ step, names }: { step: TimelineStep; names: BandNames }) {
  const lang = useLang();
  const drawn = BANDS.filter((kind) => step.cents[kind] > 0);
  const total = drawn.reduce((sum, kind) => sum + step.cents[kind], 0);
  let x = 0;
  return (
    <>
      {drawn.map((kind, index) => {
        const [from, width] = [x, (ROW.width * step.cents[kind]) / total];
        x += width;
        const y = ROW.head + ROW.bar + ROW.line * (index + 1) - 4;
        return (
          <>
            <g class={`bk-band bk-band--${kind}`}>
              <rect x={r1(from + 1)} y={ROW.head} width={r1(Math.max(2, width - 2))} height={ROW.bar - 4} />
              <rect x="1" y={y - 11} width="12" height="12" />
            </g>
            <text x="20" y={y}>
              {names[kind]}
            </text>
            <text class="bk-node__amount" x={ROW.width} y={y} text-anchor="end">
              {formatCents(step.cents[kind], lang)}
            </text>
          </>
        );
      })}
    </>
  );
}
