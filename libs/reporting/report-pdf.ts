import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { formatCents, type Words } from '../core/index.js';
import { fontFiles, fonts, inFonts } from './pdf-fonts.js';
import type { EquationCents, ReportNumbers } from './report-numbers.js';
import { asOf, EQUATION, EQUATION_COLUMNS, FICTIONAL, QUESTION, sourceKindWords, subtitle } from './report-words.js';

const BRAND = '#0d5667';
const TINT = '#e3f1f3';
const INK = '#171b1d';
const SOFT = '#4a5054';
const RULE = '#cbc9c0';
/** The width of the longest bar, in points. */
const LONGEST_BAR = 380;

/** Nothing is fetched and nothing is read but the fonts. */
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => fontFiles.has(path));
pdfmake.setFonts(fonts);

/** The report as PDF: the same numbers, the same bytes. */
export async function reportPdf(numbers: ReportNumbers): Promise<{ bytes: Buffer; pages: number }> {
  let pages = 0;
  const bytes = await pdfmake.createPdf(document(numbers, (count) => (pages = count))).getBuffer();
  return { bytes, pages };
}

function document(numbers: ReportNumbers, counted: (pages: number) => void): TDocumentDefinitions {
  const cutOff = new Date(numbers.cutOff);
  return {
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 64],
    language: 'nl-NL',
    displayTitle: true,
    info: {
      title: `${QUESTION} ${subtitle(numbers)}`,
      author: `Gemeente ${numbers.municipality.name}`,
      subject: asOf(numbers),
      creator: 'Buurtkas',
      creationDate: cutOff,
      modDate: cutOff,
    },
    defaultStyle: { font: 'Source', fontSize: 10, color: INK, lineHeight: 1.2 },
    styles: {
      question: { fontSize: 26, bold: true, lineHeight: 1.05 },
      heading: { fontSize: 15, bold: true, margin: [0, 24, 0, 8] },
      soft: { color: SOFT },
      figure: { fontSize: 20, bold: true, color: BRAND },
    },
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: (node, nodes) => node.headlineLevel === 2 && nodes.getFollowingNodesOnPage().length === 0,
    footer: (page, count) => {
      counted(count);
      return footer(numbers, page, count);
    },
    content: [
      { text: inFonts(QUESTION), style: 'question', headlineLevel: 1 },
      { text: inFonts(subtitle(numbers)), fontSize: 13, margin: [0, 6, 0, 2] },
      { text: inFonts(asOf(numbers)), style: 'soft' },
      ...(numbers.municipality.fictional ? [fictionalMark()] : []),
      headline(numbers.total),
      {
        text: `Dit verslag telt ${numbers.entries.toLocaleString('nl-NL')} boekingen. Ze staan allemaal in het rekenblad (XLSX) en in het CSV-bestand bij dit verslag.`,
        style: 'soft',
        margin: [0, 16, 0, 0],
      },
      heading('Naar welk doel ging het?'),
      ...bars(numbers),
      heading('Per wijkbudget'),
      { text: inFonts(EQUATION), style: 'soft', margin: [0, 0, 0, 8] },
      equationTable(
        ['Wijkbudget'],
        numbers.budgets.map((budget) => ({ texts: [budget.name], cents: budget })),
        numbers.total,
      ),
      heading('Per bron en taakveld'),
      equationTable(
        ['Bron', 'Taakveld'],
        numbers.sources.map((source) => ({ texts: [`${source.name} (${sourceKindWords[source.kind]})`, source.taskField], cents: source })),
        numbers.total,
      ),
    ],
  };
}

function footer(numbers: ReportNumbers, page: number, count: number): Content {
  const mark = numbers.municipality.fictional ? ` · ${FICTIONAL}` : '';
  return {
    margin: [48, 20, 48, 0],
    columns: [
      {
        text: inFonts(`Gemeente ${numbers.municipality.name} · Buurtkas · ${asOf(numbers)}${mark}`),
        fontSize: 8.5,
        color: SOFT,
        width: '*',
      },
      { text: `Bladzijde ${page} van ${count}`, fontSize: 8.5, color: SOFT, alignment: 'right', width: 100 },
    ],
  };
}

function fictionalMark(): Content {
  return {
    margin: [0, 10, 0, 0],
    table: { widths: ['auto'], body: [[{ text: `${FICTIONAL}: de bedragen in dit verslag zijn verzonnen.`, margin: [6, 3, 6, 3] }]] },
    layout: { defaultBorder: false, fillColor: () => '#f0efe9' },
  };
}

function heading(text: string): Content {
  return { text: inFonts(text), style: 'heading', headlineLevel: 2 };
}

/** The three numbers that answer the question first. */
function headline(total: EquationCents): Content {
  const figures: [string, number][] = [
    ['vastgesteld en meegenomen', total.adoptedCents + total.carriedCents],
    ['toegekend aan buurten', total.committedCents + total.paidCents],
    ['nog beschikbaar', total.availableCents],
  ];
  return {
    margin: [0, 20, 0, 0],
    columnGap: 16,
    columns: figures.map(([label, cents]) => ({
      stack: [
        { text: inFonts(formatCents(cents)), style: 'figure' },
        { text: label, style: 'soft' },
      ],
    })),
  };
}

/** One bar per public value, its length what was spent on it, with the amount beside it. */
function bars({ values, total }: ReportNumbers): Content[] {
  const most = Math.max(1, ...values.map((value) => value.spentCents));
  const bar = (name: Words, spentCents: number): Content => ({
    unbreakable: true,
    margin: [0, 0, 0, 9],
    stack: [
      { text: inFonts(name.nl), margin: [0, 0, 0, 2] },
      {
        columnGap: 8,
        columns: [
          {
            width: LONGEST_BAR,
            canvas: [{ type: 'rect', x: 0, y: 0, w: (LONGEST_BAR * Math.max(0, spentCents)) / most, h: 11, color: BRAND }],
          },
          { width: '*', text: inFonts(formatCents(spentCents)), bold: true, alignment: 'right', lineHeight: 1 },
        ],
      },
    ],
  });
  const spent = total.committedCents + total.paidCents;
  return [
    ...values.map((value) => bar(value.name, value.spentCents)),
    {
      columns: [
        { text: 'Samen toegekend', bold: true },
        { text: inFonts(formatCents(spent)), bold: true, alignment: 'right' },
      ],
      margin: [0, 2, 0, 0],
    },
  ];
}

function equationTable(
  heads: readonly string[],
  rows: readonly { texts: string[]; cents: EquationCents }[],
  total: EquationCents,
): Content {
  const money = (cents: number, bold = false): TableCell => ({ text: inFonts(formatCents(cents)), alignment: 'right', noWrap: true, bold });
  const amounts = (cents: EquationCents, bold = false) => EQUATION_COLUMNS.map(({ pick }) => money(cents[pick], bold));
  const headRow: TableCell[] = [
    ...heads.map((head) => ({ text: head, bold: true, color: '#ffffff' })),
    ...EQUATION_COLUMNS.map(({ head }) => ({ text: head, bold: true, color: '#ffffff', alignment: 'right' as const })),
  ];
  const body = rows.map(({ texts, cents }): TableCell[] => [...texts.map((text) => ({ text: inFonts(text) })), ...amounts(cents)]);
  const totals: TableCell[] = [{ text: 'Totaal', bold: true }, ...heads.slice(1).map(() => ''), ...amounts(total, true)];
  const last = body.length + 1;
  return {
    fontSize: 8.5,
    // A short table stays together, so that its total does not stand on a page of its own.
    unbreakable: rows.length <= 15,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', ...heads.slice(1).map(() => 'auto' as const), ...EQUATION_COLUMNS.map(() => 'auto' as const)],
      body: [headRow, ...body, totals],
    },
    layout: {
      fillColor: (row) => (row === 0 ? BRAND : row === last ? TINT : null),
      hLineWidth: (line) => (line === last ? 1.2 : line <= 1 ? 0 : 0.5),
      hLineColor: (line) => (line === last ? BRAND : RULE),
      vLineWidth: () => 0,
      paddingTop: () => 3,
      paddingBottom: () => 3,
      paddingLeft: () => 5,
      paddingRight: () => 5,
    },
  };
}
