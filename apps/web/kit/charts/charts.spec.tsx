import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { placeSegments, Sankey, type FlowColumn, type FlowLink, Years } from './index.js';
import { layOut, wrap, type ColumnStyle } from './sankey-layout.js';

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
