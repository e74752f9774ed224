import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { placeSegments, Sankey, type FlowColumn, type FlowLink, Timeline, Years } from './index.js';
import { layOut, wrap, type ColumnStyle } from './sankey-layout.js';
import { columnsOf, stepsOf, unnamed } from './timeline-layout.js';

const STYLES: ColumnStyle[] = [
  { x: 100, width: 12, kind: 'bar', side: 'left', wrap: 20 },
  { x: 400, width: 200, kind: 'box', side: 'right', wrap: 20 },
  { x: 800, width: 12, kind: 'bar', side: 'right', wrap: 20 },
];

/** A picture of `amounts[neighbourhood][goal]`, out of two sources that share each neighbourhood to the cent. */
function flow(amounts: number[][]): { columns: [FlowColumn, FlowColumn, FlowColumn]; links: FlowLink[] } {
  const total = (list: number[]) => list.reduce((sum, amount) => sum + amount, 0);
  const node = (id: string, cents: number) => ({ id, label: `Naam van ${id}`, cents, href: `/${id}` });
  const links: FlowLink[] = [];
  const sources = [0, 0];
  amounts.forEach((goals, w) => {
    const half = Math.floor(total(goals) / 2);
    [half, total(goals) - half].forEach((cents, s) => {
      (sources[s] as number) += cents;
      links.push({ from: `s${s}`, to: `w${w}`, cents });
    });
    goals.forEach((cents, g) => links.push({ from: `w${w}`, to: `g${g}`, cents }));
  });
  const goals = (amounts[0] ?? []).map((_, g) => total(amounts.map((own) => own[g] as number)));
  return {
    columns: [
      { title: 'Bron', nodes: sources.map((cents, s) => node(`s${s}`, cents)) },
      { title: 'Wijk', nodes: amounts.map((own, w) => node(`w${w}`, total(own))) },
      { title: 'Doel', nodes: goals.map((cents, g) => node(`g${g}`, cents)) },
    ],
    links,
  };
}

const picture = (amounts: number[][]) => {
  const { columns, links } = flow(amounts);
  const styled = columns.map((column, index) => ({ ...column, ...(STYLES[index] as ColumnStyle) }));
  return layOut({ columns: styled, links, flowHeight: 470, lineHeight: 20, gap: 12, top: 30 });
};

const anyAmounts = fc
  .tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 6 }))
  .chain(([hoods, goals]) =>
    fc.array(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000_000 })), { minLength: goals, maxLength: goals }), {
      minLength: hoods,
      maxLength: hoods,
    }),
  )
  .filter((amounts) => amounts.flat().some((amount) => amount > 0));

describe('the picture that follows the euro', () => {
  it('draws the flows of a node in the order of the nodes they lead to, whatever order they were given in', () => {
    const { columns, links } = flow([
      [5, 5],
      [5, 5],
      [5, 5],
    ]);
    const styled = columns.map((column, index) => ({ ...column, ...(STYLES[index] as ColumnStyle) }));
    const layout = layOut({ columns: styled, links: [...links].reverse(), flowHeight: 470, lineHeight: 20, gap: 12, top: 30 });
    const leaving = layout!.links.filter((link) => link.from === 's0').sort((a, b) => a.y0 - b.y0);
    expect(leaving.map((link) => link.to)).toEqual(['w0', 'w1', 'w2']);
    const arriving = layout!.links.filter((link) => link.to === 'g1').sort((a, b) => a.y1 - b.y1);
    expect(arriving.map((link) => link.from)).toEqual(['w0', 'w1', 'w2']);
  });

  it('gives every flow its exact share, keeps the order and never lets two labels touch', () => {
    fc.assert(
      fc.property(anyAmounts, (amounts) => {
        const layout = picture(amounts);
        if (!layout) throw new Error('there is money, so there is a picture');
        expect(Number.isFinite(layout.height)).toBe(true);
        const scale = 470 / amounts.flat().reduce((sum, amount) => sum + amount, 0);
        for (const [index, column] of layout.columns.entries()) {
          let bottom = 30;
          for (const node of column.nodes) {
            const height = node.y1 - node.y0;
            expect(height).toBeCloseTo(node.cents * scale, 6);
            expect(node.slot.y1 - node.slot.y0).toBeGreaterThanOrEqual((node.lines.length + 1) * 20);
            expect(node.slot.y0).toBeGreaterThanOrEqual(bottom - 1e-6);
            expect(node.y0).toBeGreaterThanOrEqual(node.slot.y0 - 1e-6);
            bottom = node.slot.y1 + 12;
            for (const side of ['from', 'to'] as const) {
              const own = layout.links.filter((link) => link[side] === node.id);
              if (own.length === 0) continue;
              expect(own.reduce((sum, link) => sum + link.width, 0)).toBeCloseTo(height, 6);
              // Stacked without a hole: the first begins at the top of the node, the last ends at its bottom.
              const middles = own.map((link) => (side === 'from' ? link.y0 : link.y1));
              expect(Math.min(...middles.map((y, i) => y - (own[i] as { width: number }).width / 2))).toBeCloseTo(node.y0, 6);
              expect(Math.max(...middles.map((y, i) => y + (own[i] as { width: number }).width / 2))).toBeCloseTo(node.y1, 6);
            }
          }
          expect(bottom - 12).toBeLessThanOrEqual(layout.height + 1e-6);
          expect(column.nodes.map((node) => node.id)).toEqual(flow(amounts).columns[index]?.nodes.map((node) => node.id));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('draws boxes where the labels fit, and plates where one of them does not', () => {
    expect(picture([[50], [50]])?.columns[1]?.plates).toBe(false);
    expect(picture([[50], [0]])?.columns[1]?.plates).toBe(true);
  });

  it('is not there without money', () => {
    expect(picture([[0, 0]])).toBeUndefined();
    expect(renderToString(<Sankey label="Volg de euro" {...flow([[0]])} />)).toBe('');
  });

  it('links every label, hides the flows from who listens, and escapes names', () => {
    const { columns, links } = flow([[100, 200]]);
    (columns[1].nodes[0] as { label: string }).label = 'Wijk <b> & "co"';
    const svg = renderToString(<Sankey label="Volg de euro" columns={columns} links={links} />);
    expect(svg.match(/<svg/g)).toHaveLength(3);
    for (const node of columns.flatMap((column) => column.nodes)) expect(svg).toContain(`href="${node.href}"`);
    expect(svg).toContain('<g aria-hidden="true">');
    expect(svg).not.toContain('<b>');
    expect(svg).not.toMatch(/NaN|style=|undefined/);
  });
});

describe('labels', () => {
  it('break at spaces and after hyphens, and lose no letter', () => {
    expect(wrap('Ruimtelijke inrichting & leefomgeving', 24)).toEqual(['Ruimtelijke inrichting', '&\u00a0leefomgeving']);
    expect(wrap('Randenbroek-Schuilenburg', 20)).toEqual(['Randenbroek-', 'Schuilenburg']);
    expect(wrap('Hooglanderveen', 5)).toEqual(['Hooglanderveen']);
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Za-z&-]{1,12}$/), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 3, max: 30 }),
        (words, max) => {
          expect(wrap(words.join(' '), max).join('').replace(/\s/g, '')).toBe(words.join(''));
        },
      ),
    );
  });
});

describe('bars', () => {
  it('place segments end to end, within the bar, and leave out what is nothing', () => {
    const places = placeSegments(
      [
        { kind: 'paid', value: 600 },
        { kind: 'committed', value: 0 },
        { kind: 'available', value: 400 },
      ],
      2000,
    );
    expect(places).toEqual([
      { kind: 'paid', x: 0, width: 0.3 },
      { kind: 'available', x: 0.3, width: 0.2 },
    ]);
    expect(placeSegments([{ kind: 'paid', value: 0 }], 0)).toEqual([]);
  });

  it('draw several years on one scale', () => {
    const years = [500, 1000].map((cents, index) => ({
      year: 2025 + index,
      note: '',
      keys: [{ kind: 'paid' as const, label: 'betaald', cents }],
    }));
    const widths = [...renderToString(<Years years={years} />).matchAll(/width="([\d.]+)%" height="38"/g)].map((match) => match[1]);
    expect(widths).toEqual(['50', '100']);
  });
});

describe('the timeline', () => {
  const names = { leaving: 'Nog naar de leverancier', open: 'Nog niet gedekt', arriving: 'Naar wijkbudgetten' };
  const options = { width: 1120, widest: 240, height: 280, top: 50, gap: 10, lineHeight: 22, density: 1 / 9 };
  const anyYears = fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 12 }).map((list) =>
    list.map(([leaving, open, arriving], index) => ({
      year: 2026 + index,
      cents: { leaving, open, arriving: arriving + (leaving + open ? 0 : 1) },
    })),
  );

  it('makes equal years in a row one mark, and loses no year', () => {
    fc.assert(
      fc.property(anyYears, (years) => {
        const steps = stepsOf(years);
        expect(
          steps.flatMap(({ from, to, cents }) => Array.from({ length: to - from + 1 }, (_, index) => ({ year: from + index, cents }))),
        ).toEqual(years);
        for (const [index, step] of steps.entries()) if (index > 0) expect(step.cents).not.toEqual(steps[index - 1]?.cents);
      }),
    );
  });

  it('gives every band its exact share of a column, in the picture, and writes every amount once', () => {
    fc.assert(
      fc.property(anyYears, (years) => {
        const columns = columnsOf(stepsOf(years), names, options);
        let x = 0;
        for (const { x: at, width, cents, bands, below } of columns) {
          expect(at).toBeCloseTo(x, 6);
          x = at + width + options.gap;
          const total = cents.leaving + cents.open + cents.arriving;
          let y = options.top;
          for (const band of bands) {
            expect(band.y).toBeCloseTo(y, 6);
            expect(band.height).toBeCloseTo((options.height * cents[band.kind]) / total, 6);
            y += band.height;
            expect(below.some(({ kind }) => kind === band.kind)).toBe(band.label === undefined);
          }
          expect(y).toBeCloseTo(options.top + options.height, 6);
        }
        expect(x - options.gap).toBeLessThanOrEqual(options.width + 1e-6);
      }),
    );
  });

  it('says in words and in rows what it shows, also when there are too many years for columns', () => {
    const years = Array.from({ length: 12 }, (_, index) => ({
      year: 2026 + index,
      cents: { leaving: 1200 - index * 100, open: 1, arriving: index * 100 },
    }));
    const few = renderToString(<Timeline label="Wat overgaat" names={names} years={years.slice(0, 3)} />);
    expect(few.match(/role="img" aria-label="Wat overgaat"/g)).toHaveLength(2);
    expect(few).toContain('bk-only-wide');
    const many = renderToString(<Timeline label="Wat overgaat" names={names} years={years} />);
    expect(many).not.toContain('bk-only-wide');
    for (const { year } of years) expect(many).toContain(`>${year}`);
    expect(few + many).not.toMatch(/NaN|style=|undefined/);
    expect(renderToString(<Timeline label="Niets" names={names} years={[]} />)).toBe('');
  });

  it('has a legend for what is named nowhere', () => {
    const thin = columnsOf(stepsOf([{ year: 2026, cents: { leaving: 85, open: 15, arriving: 0 } }]), names, options);
    expect(unnamed(thin)).toEqual(['open']);
    expect(unnamed(columnsOf(stepsOf([{ year: 2026, cents: { leaving: 99, open: 1, arriving: 0 } }]), names, options))).toEqual([]);
  });
});
