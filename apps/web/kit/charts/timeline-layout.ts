import { wrap } from './sankey-layout.js';

/** leaving: goes out, grey; open: nothing yet, dashed; arriving: comes in, full. Drawn in this order, from the top. */
export type BandKind = 'leaving' | 'open' | 'arriving';

/** What the bands are called. */
export type BandNames = Readonly<Record<BandKind, string>>;

/** One year of a timeline, in cents per band. */
export interface TimelineYear {
  year: number;
  cents: Readonly<Record<BandKind, number>>;
}

/** Years in a row that are the same, drawn as one. */
export interface TimelineStep {
  from: number;
  to: number;
  cents: Readonly<Record<BandKind, number>>;
}

export const BANDS: readonly BandKind[] = ['leaving', 'open', 'arriving'];

/** Puts years in a row that are the same together, so that ten equal years are one mark. */
export function stepsOf(years: readonly TimelineYear[]): TimelineStep[] {
  const steps: TimelineStep[] = [];
  for (const { year, cents } of years) {
    const last = steps.at(-1);
    if (last?.to === year - 1 && BANDS.every((kind) => last.cents[kind] === cents[kind])) last.to = year;
    else steps.push({ from: year, to: year, cents });
  }
  return steps;
}

/** A band in its place; with the lines of its name (none where another column says it) when its amount fits in it. */
export interface PlacedBand {
  kind: BandKind;
  cents: number;
  y: number;
  height: number;
  label?: string[];
}

/** A step in its place; what is too low for a label has it under the column. */
export interface PlacedStep extends TimelineStep {
  x: number;
  width: number;
  bands: PlacedBand[];
  below: { kind: BandKind; cents: number; lines: string[] }[];
}

interface ColumnOptions {
  width: number;
  /** No column of one year is wider. */
  widest: number;
  /** The height of a whole column. */
  height: number;
  top: number;
  gap: number;
  lineHeight: number;
  /** Characters on a line, per unit of width. */
  density: number;
}

/**
 * Gives every step a column: all as high, each band exactly its share. The name of a band stands once, where the band is highest; its amount
 * stands in every step, or under the column when the band is too low.
 */
export function columnsOf(steps: readonly TimelineStep[], names: BandNames, options: ColumnOptions): PlacedStep[] {
  const { width, widest, height, top, gap, lineHeight, density } = options;
  const weight = ({ from, to }: TimelineStep) => (to > from ? 1.4 : 1);
  const unit = Math.min(widest, (width - gap * (steps.length - 1)) / steps.reduce((sum, step) => sum + weight(step), 0));
  const share = ({ cents }: TimelineStep, kind: BandKind) => cents[kind] / Math.max(1, cents.leaving + cents.open + cents.arriving);
  const highest = new Map(BANDS.map((kind) => [kind, [...steps].sort((a, b) => share(b, kind) - share(a, kind))[0]]));
  let x = 0;
  return steps.map((step) => {
    const placed: PlacedStep = { ...step, x, width: unit * weight(step), bands: [], below: [] };
    let y = top;
    for (const kind of BANDS) {
      const [cents, own] = [step.cents[kind], height * share(step, kind)];
      if (cents === 0) continue;
      const lines = wrap(names[kind], Math.floor(placed.width * density));
      const named = highest.get(kind) === step && own >= (lines.length + 1) * lineHeight + 8;
      const fits = own >= lineHeight + 4;
      placed.bands.push({ kind, cents, y, height: own, ...(fits ? { label: named ? lines : [] } : {}) });
      if (!fits) placed.below.push({ kind, cents, lines });
      y += own;
    }
    x += placed.width + gap;
    return placed;
  });
}

/** The bands whose name stands neither in a column nor under one: those need a legend. */
export function unnamed(columns: readonly PlacedStep[]): BandKind[] {
  const drawn = columns.flatMap(({ bands }) => bands);
  const named = [...drawn.filter(({ label }) => label && label.length > 0), ...columns.flatMap(({ below }) => below)];
  return BANDS.filter((kind) => drawn.some((band) => band.kind === kind) && !named.some((band) => band.kind === kind));
}
