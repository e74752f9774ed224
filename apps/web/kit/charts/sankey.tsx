import { formatCents } from '../../../../libs/core/index.js';
import { useLang, useTranslator } from '../context.js';
import {
  layOut,
  type ColumnStyle,
  type FlowColumn,
  type FlowLayout,
  type FlowLink,
  type PlacedColumn,
  type PlacedLink,
  type PlacedNode,
} from './sankey-layout.js';

export type { FlowColumn, FlowLink, FlowNode } from './sankey-layout.js';

interface SankeyProps {
  /** The name of the picture, for who cannot see it. */
  label: string;
  /** Three columns: source, neighbourhood, goal. What is left is a last goal with `rest`. */
  columns: [FlowColumn, FlowColumn, FlowColumn];
  links: FlowLink[];
}

const WIDE: ColumnStyle[] = [
  { x: 190, width: 12, kind: 'bar', side: 'left', wrap: 22 },
  { x: 450, width: 200, kind: 'box', side: 'right', wrap: 20 },
  { x: 890, width: 12, kind: 'bar', side: 'right', wrap: 24 },
];
const NARROW: [ColumnStyle[], ColumnStyle[]] = [
  [
    { x: 112, width: 8, kind: 'bar', side: 'left', wrap: 14 },
    { x: 196, width: 132, kind: 'box', side: 'right', wrap: 15 },
  ],
  [
    { x: 0, width: 132, kind: 'box', side: 'right', wrap: 15 },
    { x: 200, width: 8, kind: 'bar', side: 'right', wrap: 15 },
  ],
];

const styled = (columns: FlowColumn[], styles: ColumnStyle[]) =>
  columns.map((column, index) => ({ ...column, ...(styles[index] as ColumnStyle) }));

/** Follow the euro: one wide drawing, and two narrow ones for a phone. Every label is a link; the same numbers belong in a table under it. */
export function Sankey({ label, columns, links }: SankeyProps) {
  const wide = layOut({ columns: styled(columns, WIDE), links, flowHeight: 470, lineHeight: 20, gap: 12, top: 30 });
  if (!wide) return null;
  const halves = NARROW.map((styles, index) => {
    const pair = columns.slice(index, index + 2);
    return { pair, layout: layOut({ columns: styled(pair, styles), links, flowHeight: 360, lineHeight: 18, gap: 8, top: 0 }) };
  });
  return (
    <figure class="utrecht-figure bk-graph">
      <div class="bk-only-wide">
        <Drawing layout={wide} width={1120} lineHeight={20} label={label} heads />
      </div>
      <div class="bk-only-narrow">{halves.map(({ pair, layout }) => layout && <Half pair={pair} layout={layout} />)}</div>
    </figure>
  );
}

function Half({ pair, layout }: { pair: FlowColumn[]; layout: FlowLayout }) {
  const t = useTranslator();
  const [from, to] = pair.map((column) => column.title.toLowerCase()) as [string, string];
  const title = t(`Van ${from} naar ${to}`, `From ${from} to ${to}`);
  return (
    <div>
      <p class="bk-graph__title">{title}</p>
      <Drawing layout={layout} width={328} lineHeight={18} label={title} />
    </div>
  );
}

/** One decimal is enough for the eye and keeps the page small. */
const r1 = (number: number) => Math.round(number * 10) / 10;

interface DrawingProps {
  layout: FlowLayout;
  width: number;
  lineHeight: number;
  label: string;
  heads?: boolean;
}

function Drawing({ layout, width, lineHeight, label, heads = false }: DrawingProps) {
  return (
    <svg
      class={`bk-chart${layout.columns.some((column) => column.plates) ? ' bk-chart--fine' : ''}`}
      viewBox={`0 0 ${width} ${r1(layout.height + 2)}`}
      role="group"
      aria-label={label}
    >
      <g aria-hidden="true">
        {layout.links.map((link) => (
          <Flow link={link} />
        ))}
      </g>
      {layout.columns.map((column) => (
        <>
          {heads && (
            <text
              class="bk-chart__head"
              x={column.side === 'left' ? column.x + column.width : column.x}
              y="16"
              text-anchor={column.side === 'left' ? 'end' : undefined}
            >
              {column.title}
            </text>
          )}
          {column.nodes.map((node) => (
            <Node node={node} column={column} lineHeight={lineHeight} />
          ))}
        </>
      ))}
    </svg>
  );
}

function Flow({ link }: { link: PlacedLink }) {
  const lang = useLang();
  const { x0, x1, width } = link;
  const [a, b] = [link.y0 - width / 2, link.y1 - width / 2];
  const m = r1((x0 + x1) / 2);
  const path =
    `M${x0} ${r1(a)}C${m} ${r1(a)} ${m} ${r1(b)} ${x1} ${r1(b)}V${r1(b + width)}` +
    `C${m} ${r1(b + width)} ${m} ${r1(a + width)} ${x0} ${r1(a + width)}Z`;
  return (
    <path class={`bk-flow${link.rest ? ' bk-flow--rest' : ''}`} d={path}>
      <title>{`${link.fromLabel} ${lang === 'nl' ? 'naar' : 'to'} ${link.toLabel}: ${formatCents(link.cents, lang)}`}</title>
    </path>
  );
}

function Node({ node, column, lineHeight }: { node: PlacedNode; column: PlacedColumn; lineHeight: number }) {
  const amount = formatCents(node.cents, useLang());
  const box = column.kind === 'box';
  const left = !box && column.side === 'left';
  const x = box ? column.x + 14 : left ? column.x - 12 : column.x + column.width + 12;
  const middle = (node.slot.y0 + node.slot.y1) / 2;
  const first = middle - ((node.lines.length + 1) * lineHeight) / 2 + lineHeight * 0.75;
  const kind = column.plates ? 'plate' : column.kind;
  // One <text> per line: a space between tspans would shift lines that end at x.
  return (
    <a href={node.href} class={`bk-node bk-node--${kind}${node.rest ? ' bk-node--rest' : ''}`} aria-label={`${node.label} ${amount}`}>
      {column.plates ? <Plate node={node} column={column} /> : <Bar node={node} column={column} />}
      {[...node.lines, amount].map((line, index) => (
        <>
          <text
            class={index === node.lines.length ? 'bk-node__amount' : undefined}
            x={x}
            y={r1(first + index * lineHeight)}
            text-anchor={left ? 'end' : undefined}
          >
            {line}
          </text>{' '}
        </>
      ))}
    </a>
  );
}

function Bar({ node, column }: { node: PlacedNode; column: PlacedColumn }) {
  // Something too small to see is still a line; nothing is nothing.
  if (node.cents === 0) return null;
  return <rect x={column.x} y={r1(node.y0)} width={column.width} height={r1(Math.max(2, node.y1 - node.y0))} />;
}

function Plate({ node, column }: { node: PlacedNode; column: PlacedColumn }) {
  const height = r1(Math.max(2, node.y1 - node.y0));
  return (
    <>
      <rect class="bk-node__paper" x={column.x} y={r1(node.slot.y0)} width={column.width} height={r1(node.slot.y1 - node.slot.y0)} />
      {node.cents > 0 && [column.x, column.x + column.width - 6].map((x) => <rect x={x} y={r1(node.y0)} width="6" height={height} />)}
    </>
  );
}
