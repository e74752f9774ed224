import { sankey as d3Sankey, type SankeyLink, type SankeyNode } from 'd3-sankey';

/** A node of a flow picture: a source, a neighbourhood, a goal. */
export interface FlowNode {
  id: string;
  label: string;
  cents: number;
  /** What the amount is made of. */
  href: string;
  /** What is not spent: drawn open. */
  rest?: boolean;
}

/** A column of nodes, in the order they are drawn; nothing is sorted. */
export interface FlowColumn {
  title: string;
  nodes: FlowNode[];
}

/** Money from a node of one column to a node of the next. */
export interface FlowLink {
  from: string;
  to: string;
  cents: number;
  /** What is not spent: drawn in grey. */
  rest?: boolean;
}

/** Where a column stands, and how its labels are written. */
export interface ColumnStyle {
  x: number;
  width: number;
  /** bar: the label stands beside it; box: the label stands in it. */
  kind: 'bar' | 'box';
  side: 'left' | 'right';
  /** Characters on a line of the label. */
  wrap: number;
}

/** A node with its place: `y0` to `y1` is exactly its amount, `slot` is what its label needs. */
export interface PlacedNode extends FlowNode {
  lines: string[];
  y0: number;
  y1: number;
  slot: { y0: number; y1: number };
}

/** A flow with its place: its middle at both ends, and its width. */
export interface PlacedLink extends FlowLink {
  fromLabel: string;
  toLabel: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  width: number;
}

/** A column with its nodes in place; `plates` when its boxes are too low for their labels. */
export interface PlacedColumn extends ColumnStyle {
  title: string;
  plates: boolean;
  nodes: PlacedNode[];
}

/** A picture that is ready to be drawn. */
export interface FlowLayout {
  height: number;
  columns: PlacedColumn[];
  links: PlacedLink[];
}

interface LayoutOptions {
  columns: (FlowColumn & ColumnStyle)[];
  links: FlowLink[];
  /** The height that the largest column's money takes. */
  flowHeight: number;
  lineHeight: number;
  /** The least distance between two nodes. */
  gap: number;
  /** Room above for the titles of the columns. */
  top: number;
}

type NodeData = { id: string; column: number };
type LinkData = { link: FlowLink };
type D3Node = SankeyNode<NodeData, LinkData>;
type D3Link = SankeyLink<NodeData, LinkData>;

/** Breaks a label into lines of at most `max` characters, at spaces and after hyphens. */
export function wrap(label: string, max: number): string[] {
  const lines = [''];
  for (const part of label.replaceAll('& ', '&\u00a0').split(/(?<=-)|(?= )/)) {
    const line = lines.at(-1) as string;
    if (line && line.trimEnd().length + part.trim().length > max) lines.push(part.trimStart());
    else lines[lines.length - 1] = line + part;
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/**
 * Gives every node its place. d3-sankey makes the amounts into heights and stacks the flows; the nodes are put in slots that are
 * high enough for their labels, so that no two labels touch however many there are and however small. The picture grows with them.
 * Answers undefined when there is no money to draw.
 */
export function layOut({ columns, links, flowHeight, lineHeight, gap, top }: LayoutOptions): FlowLayout | undefined {
  const known = columns.flatMap((column) => column.nodes.map((node) => node.id));
  const place = new Map(known.map((id, index) => [id, index]));
  const placeOf = (id: string) => place.get(id) ?? -1;
  // Flows leave and arrive in the order of the nodes, whatever order they were given in: then none crosses another without need.
  const drawn = links
    .filter((link) => link.cents > 0 && place.has(link.from) && place.has(link.to))
    .sort((a, b) => placeOf(a.from) - placeOf(b.from) || placeOf(a.to) - placeOf(b.to));
  if (drawn.length === 0) return undefined;
  const layout = d3Sankey<NodeData, LinkData>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeSort(null as never)
    .linkSort(null as never)
    .nodePadding(0)
    .iterations(0)
    .extent([
      [0, 0],
      [1, flowHeight],
    ]);
  const graph = layout({
    nodes: columns.flatMap((column, index) => column.nodes.map((node) => ({ id: node.id, column: index }) as D3Node)),
    links: drawn.map((link) => ({ source: link.from, target: link.to, value: link.cents, link }) as unknown as D3Link),
  });
  const placed = new Map(graph.nodes.map((node) => [node.id, node]));
  const prepared = columns.map((column) => slotsOf(column, placed, lineHeight));
  const height = Math.max(...prepared.map(({ slots }) => sum(slots) + gap * Math.max(0, slots.length - 1)));
  const done = columns.map((column, index) => spread(column, prepared[index] as Slots, placed, { height, top, gap }));
  layout.update(graph);
  const byId = new Map(columns.flatMap((column) => column.nodes.map((node) => [node.id, { node, column }] as const)));
  return { height: height + top, columns: done, links: graph.links.map((link) => placeLink(link, byId)) };
}

interface Slots {
  heights: number[];
  slots: number[];
  lines: string[][];
  plates: boolean;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function slotsOf(column: FlowColumn & ColumnStyle, placed: Map<string, D3Node>, lineHeight: number): Slots {
  const heights = column.nodes.map((node) => {
    const at = placed.get(node.id) as D3Node;
    return (at.y1 as number) - (at.y0 as number);
  });
  const lines = column.nodes.map((node) => wrap(node.label, column.wrap));
  const label = lines.map((own) => (own.length + 1) * lineHeight + 4);
  // One box too low for its label, and the whole column becomes plates: a label on paper between two bars of the true height.
  const plates = column.kind === 'box' && heights.some((height, index) => height < (label[index] as number));
  return { heights, lines, plates, slots: heights.map((height, index) => Math.max(height, label[index] as number)) };
}

function spread(
  column: FlowColumn & ColumnStyle,
  { heights, slots, lines, plates }: Slots,
  placed: Map<string, D3Node>,
  { height, top, gap }: { height: number; top: number; gap: number },
): PlacedColumn {
  const count = column.nodes.length;
  const between = count > 1 ? Math.max(gap, (height - sum(slots)) / (count - 1)) : 0;
  let y = top + (count > 1 ? 0 : (height - sum(slots)) / 2);
  const nodes = column.nodes.map((node, index): PlacedNode => {
    const slot = { y0: y, y1: y + (slots[index] as number) };
    const y0 = (slot.y0 + slot.y1 - (heights[index] as number)) / 2;
    const y1 = y0 + (heights[index] as number);
    Object.assign(placed.get(node.id) as D3Node, { y0, y1 });
    y = slot.y1 + between;
    return { ...node, lines: lines[index] as string[], y0, y1, slot };
  });
  return { ...column, plates, nodes };
}

function placeLink(link: D3Link, byId: Map<string, { node: FlowNode; column: ColumnStyle }>): PlacedLink {
  const { link: own } = link as unknown as { link: FlowLink };
  const from = byId.get(own.from) as { node: FlowNode; column: ColumnStyle };
  const to = byId.get(own.to) as { node: FlowNode; column: ColumnStyle };
  return {
    ...own,
    fromLabel: from.node.label,
    toLabel: to.node.label,
    x0: from.column.x + from.column.width,
    x1: to.column.x,
    y0: link.y0 as number,
    y1: link.y1 as number,
    width: link.width as number,
  };
}
