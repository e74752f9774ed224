import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCents, MAX_CENTS, Problem } from '../core/index.js';
import { isAmbiguous, readAmount, readPercent, Remarks } from './import-cells.js';
import { type CsvLine, MAX_IMPORT_LINES, readTable } from './import-csv.js';
import { readSources, SOURCE_COLUMNS } from './import-sources.js';

const HEAD = 'naam;soort;taakveld;jaar;bedrag';
const LINE = 'Zorg & Café „Ons Huis” – €;omgezet;6.1;2027;7.692,31';
const read = (file: string | Buffer) => readTable(typeof file === 'string' ? Buffer.from(file) : file, SOURCE_COLUMNS);
const cells = (file: string | Buffer) => read(file).lines.map((line) => Object.values(line.cells).join('|'));
const windows1252 = (text: string) =>
  Buffer.from([...text].map((one) => ({ '€': 0x80, '„': 0x84, '”': 0x94, '–': 0x96 })[one] ?? one.charCodeAt(0)));
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a file is read', () => {
  it.each<[string, string | Buffer, string]>([
    ['UTF-8', `${HEAD}\n${LINE}`, 'UTF-8'],
    ['UTF-8 with its mark', `\ufeff${HEAD}\n${LINE}`, 'UTF-8'],
    ['Windows-1252', windows1252(`${HEAD}\n${LINE}`), 'Windows-1252'],
    ['UTF-16', utf16(`${HEAD}\n${LINE}`), 'UTF-16'],
    ['UTF-16, the other way round', utf16(`${HEAD}\n${LINE}`).swap16(), 'UTF-16'],
  ])('in %s', (_, file, encoding) => {
    expect(read(file).encoding).toBe(encoding);
    expect(cells(file)).toEqual(['Zorg & Café „Ons Huis” – €|omgezet|6.1|2027|7.692,31']);
  });

  it.each<[string, string]>([
    ['Windows line ends', `${HEAD}\r\n${LINE}\r\n`],
    ['old Macintosh line ends', `${HEAD}\r${LINE}\r`],
    ['no line end at the end', `${HEAD}\n${LINE}`],
    ['empty lines in between', `\n${HEAD}\n\n;;;;\n${LINE}\n\n`],
    ['a separator that is declared', `sep=;\r\n${HEAD}\r\n${LINE}`],
    ['commas', `${HEAD}\n${LINE.replace('7.692,31', '"7.692,31"')}`.replaceAll(';', ',')],
    ['tabs', `${HEAD}\n${LINE}`.replaceAll(';', '\t')],
    ['quotes', `"${HEAD.replaceAll(';', '";"')}"\n"${LINE.replaceAll(';', '";"')}"`],
    ['spaces around', `${HEAD.replaceAll(';', ' ; ')}\n ${LINE.replaceAll(';', ' ;\u00a0')} `],
    ['other names and capitals', `Naam bron;SOORT;Taakveld;Jaar;Bedrag (per jaar)\n${LINE}`],
    ['columns in another order', `bedrag;jaar;taakveld;soort;naam\n${LINE.split(';').reverse().join(';')}`],
    ['empty columns that a spreadsheet adds', `${HEAD};;\n${LINE};;`],
  ])('with %s', (_, file) => {
    expect(read(file).problems).toEqual([]);
    expect(cells(file)).toEqual(['Zorg & Café „Ons Huis” – €|omgezet|6.1|2027|7.692,31']);
  });

  it('with a quoted separator, a doubled quote, a quote inside, and what looks like a formula', () => {
    expect(cells(`${HEAD}\n"Zorg; ""Thuis""";;;;\nClub "Oranje";;;;\n=HYPERLINK("http://x");;;;\n'-5;;;;`)).toEqual([
      'Zorg; "Thuis"||||',
      'Club "Oranje"||||',
      '=HYPERLINK("http://x")||||',
      '-5||||',
    ]);
  });

  it('numbering its lines as a spreadsheet does', () => {
    expect(read(`${HEAD}\n\nA;;;;\n;;;;\nB;;;;`).lines.map((line) => line.number)).toEqual([3, 5]);
  });
});

describe('a file is refused whole', () => {
  const refusal = (file: string | Buffer) => {
    try {
      read(file);
    } catch (error) {
      if (error instanceof Problem) return `${error.status} ${error.fields[0]?.field}: ${error.words.nl}`;
      throw error;
    }
    return 'fine';
  };

  it.each<[string, string | Buffer, RegExp]>([
    ['when it is empty', '', /^422 file: Dit bestand is leeg/],
    ['when it holds nothing but line ends', '\r\n\n ;;\n', /leeg/],
    ['when it holds columns only', `${HEAD}\n;;;;\n`, /nog geen regel/],
    ['with another separator', HEAD.replaceAll(';', '|'), /verwachten.*naam; soort; taakveld; jaar; bedrag\. Gevonden: naam\|soort/],
    ['with a column too few', 'naam;soort;jaar;bedrag\nA;extra;2027;1', /Wat ontbreekt: taakveld/],
    ['without columns', LINE, /Wat ontbreekt: naam, soort, taakveld, jaar, bedrag/],
    ['when it is a workbook', Buffer.from('PK\x03\x04\x14\x00'), /werkmap/],
    ['when it is an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /werkmap/],
    ['when it is a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /geen tekstbestand/],
    ['in UTF-16 that does not say so', utf16(`${HEAD}\n${LINE}`).subarray(2), /geen tekstbestand/],
    ['of more lines than fit', `${HEAD}\n${`${LINE}\n`.repeat(MAX_IMPORT_LINES + 1)}`, /meer dan 5000 regels/],
    ['of more bytes than fit', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), /^413 file: .*hoogstens 5 MB/],
  ])('%s', (_, file, words) => {
    expect(refusal(file)).toMatch(words);
  });

  it('but not at the most lines that fit', () => {
    expect(refusal(`${HEAD}\n${`${LINE}\n`.repeat(MAX_IMPORT_LINES)}`)).toBe('fine');
  });
});

describe('a line is named that', () => {
  const problems = (file: string) => read(file).problems.map(({ line, column, words }) => `${line} ${column}: ${words.nl}`);

  it.each<[string, string, RegExp[]]>([
    [
      'has a comma too many',
      `naam,soort,taakveld,jaar,bedrag\nA,extra,6.1,2027,7692,31\nB,extra,6.1,2027,1`,
      [/^2 null: Deze regel heeft meer kolommen dan de eerste regel \(5\)/],
    ],
    [
      'opens a quote that never closes',
      `${HEAD}\nA;extra;6.1;2027;1\n"B;extra;6.1;2027;1\nC;extra;6.1;2027;1`,
      [/^3 null: Hier begint een aanhalingsteken/],
    ],
    ['breaks off inside a cell', `${HEAD}\n"A\nB";extra;6.1;2027;1`, [/^2 naam: Hier past één regel tekst/]],
    ['is longer than a name can be', `${HEAD}\n${'x'.repeat(501)};extra;6.1;2027;1`, [/^2 naam: Hier past/]],
    [
      'has columns nobody knows, or one twice',
      `${HEAD};opmerking;jaar\nA;extra;6.1;2027;1;;`,
      [/^1 opmerking: Deze kolom kennen wij niet/, /^1 jaar: Deze kolom staat er twee keer/],
    ],
  ])('%s', (_, file, expected) => {
    expect(problems(file)).toEqual(expected.map((words) => expect.stringMatching(words)));
  });
});

describe('an amount is read', () => {
  it.each([
    ['7.692,31', 769_231],
    ['7692,31', 769_231],
    ['7692.31', 769_231],
    ['7692', 769_200],
    ['7.692', 769_200],
    ['7692,3', 769_230],
    ['1.234.567', 123_456_700],
    ['€ 7.692,31', 769_231],
    ['€\u00a07.692,31', 769_231],
    ['EUR 7692', 769_200],
    ['7.692,-', 769_200],
    ['7.692,--', 769_200],
    ['7 692,31', 769_231],
    ['1,846.50', 184_650],
    ['0,01', 1],
  ])('%s', (text, cents) => expect(readAmount(text)).toBe(cents));

  it.each([
    ['7,692', /twee cijfers achter de komma/],
    ['7.692,315', /twee cijfers/],
    ['7692,310', /twee cijfers/],
    ['7692.315', /twee cijfers/],
    ['0.3333', /twee cijfers/],
    ['0', /meer dan nul/],
    ['0,00', /meer dan nul/],
    ['-5', /meer dan nul/],
    ['(5)', /meer dan nul/],
    ['', /meer dan nul/],
    ['€ -', /meer dan nul/],
    ['veel', /meer dan nul/],
    ['7.69,23', /meer dan nul/],
    ['1.000.000.000.000,01', /meer dan nul/],
    ['#DEEL/0!', /meer dan nul/],
  ])('not as %s', (text, words) =>
    expect(() => readAmount(text)).toThrow(
      expect.objectContaining({ words: { nl: expect.stringMatching(words), en: expect.any(String) } }),
    ),
  );

  it('so that every amount that is written comes back to the cent, however it is written', () => {
    const amount = fc.integer({ min: 1, max: MAX_CENTS });
    const plainly = (cents: number, mark: string) => `${Math.trunc(cents / 100)}${mark}${String(cents % 100).padStart(2, '0')}`;
    fc.assert(
      fc.property(amount, (cents) => {
        for (const text of [formatCents(cents), formatCents(cents, 'en'), plainly(cents, ','), plainly(cents, '.')])
          expect([text, readAmount(text)]).toEqual([text, cents]);
      }),
    );
  });

  it('with a word about it when it can be meant otherwise', () => {
    expect(['7.692', '€ 7.692', '7.692,00', '7692', '1.234.567', '76.92'].map(isAmbiguous)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a percentage is read', () => {
  it.each([
    ['10', 1000],
    ['10%', 1000],
    ['12,5 %', 1250],
    ['0.01', 1],
    ['100', 10_000],
  ])('%s', (text, basisPoints) => expect(readPercent(text)).toBe(basisPoints));
  it.each(['0', '100,01', '-1', 'tien', '1,234', ''])('not as %p', (text) => expect(() => readPercent(text)).toThrow(Problem));
});

describe('sources of lines', () => {
  const sources = (lines: readonly string[], taken: string[] = []) => {
    const remarks = new Remarks();
    const made = readSources(read([HEAD, ...lines].join('\n')).lines as CsvLine[], taken, remarks);
    return { made, problems: remarks.problems.map(({ line, column, words }) => `${line} ${column}: ${words.nl}`) };
  };

  it('belong together by name, whatever its capitals and accents, and may be apart', () => {
    const { made, problems } = sources(['Café;extra;6,1;2027;1', 'Groen;regulier;5.7;2027;2', 'CAFE;Extra;;2028;3']);
    expect(problems).toEqual([]);
    expect(made).toMatchObject([
      {
        name: 'Café',
        kind: 'extra',
        taskField: '6.1',
        lines: [2, 4],
        years: [
          { fiscalYear: 2027, cents: 100 },
          { fiscalYear: 2028, cents: 300 },
        ],
      },
      { name: 'Groen', kind: 'regular', lines: [3] },
    ]);
  });

  it.each<[string, string[], RegExp[]]>([
    [
      'lines that say different things',
      ['A;extra;6.1;2027;1', 'A;extern;6.2;2028;1'],
      [/^3 soort: Hier staat ‘extern’, op regel 2 ‘extra’/, /^3 taakveld: Hier staat ‘6.2’/],
    ],
    ['a year twice', ['A;extra;6.1;2027;1', 'A;extra;6.1;2027;1'], [/^3 jaar: Deze bron heeft op regel 2 al een bedrag voor 2027/]],
    ['a name that is taken', ['Oud;extra;6.1;2027;1'], [/^2 naam: Er is al een bron/]],
    ['no name', [';extra;6.1;2027;1'], [/^2 naam: Geef de bron een naam/]],
    ['a name that is too long', [`${'x'.repeat(121)};extra;6.1;2027;1`], [/^2 naam: Geef de bron een naam van hoogstens 120/]],
    ['a task field that became a date', ['A;extra;6-jan;2027;1'], [/^2 taakveld: .*Het lijkt een datum geworden/]],
    ['a task field that is none', ['A;extra;zes;2027;1'], [/^2 taakveld: Vul het taakveld in, bijvoorbeeld 6.1\.$/]],
    ['years that are none', ['A;extra;6.1;straks;1', 'A;;;27;1', 'A;;;1999;1'], [/^2 jaar/, /^3 jaar/, /^4 jaar/]],
    ['everything at once', ['A;x;y;z;0'], [/^2 soort/, /^2 taakveld/, /^2 jaar/, /^2 bedrag/]],
    [
      'more years than thirty',
      Array.from({ length: 31 }, (_, index) => `A;extra;6.1;${2027 + index};1`),
      [/^2 null: Geef per jaar één bedrag, voor hoogstens 30 jaren/],
    ],
  ])('are named when they have %s', (_, lines, expected) => {
    const { made, problems } = sources(lines, ['oud']);
    expect(problems).toEqual(expected.map((words) => expect.stringMatching(words)));
    expect(made).toEqual([]);
  });
});
