import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Problem, type StoppedClock } from '../../libs/core/index.js';
import {
  doImport,
  equationLines,
  importById,
  type ImportKind,
  listBudgets,
  listImports,
  listSources,
  MAX_IMPORT_LINES,
  previewImport,
  sourceYears,
  storeImport,
} from '../../libs/budgets/index.js';
import { buildTown, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let elsewhere: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
});
beforeEach(async () => {
  [town, elsewhere] = [await buildTown(db), await buildTown(db)];
});
afterAll(() => db.close());

const upload = async (kind: ImportKind, lines: readonly string[] | Buffer, place = town): Promise<string> => {
  const bytes = Buffer.isBuffer(lines) ? lines : Buffer.from(lines.join('\r\n'));
  const file = { kind, decisionId: place.decisionId, file: { name: 'bestand.csv', bytes } };
  return (await place.run((tx) => storeImport(tx, file), place.as.finance)).id;
};
const preview = (id: string) => town.run((tx) => previewImport(tx, id));
const confirm = (id: string) => town.run((tx) => doImport(tx, id), town.as.finance);
/** `4 bedrag: Een bedrag heeft …` */
const problemsOf = async (id: string) =>
  (await preview(id)).problems.map(({ line, column, words }) => `${line} ${column ?? '-'}: ${words.nl.replaceAll('\u00a0', ' ')}`);

const SOURCES = [
  'naam;soort;taakveld;jaar;bedrag',
  'Welzijnswerk;omgezet;6.1;2026;100.000,00',
  'Welzijnswerk;omgezet;6.1;2027;"€ 100.000,50"',
  ';;;;',
  'Groen;Regulier;5,7;2026;7.692',
];
const BUDGETS = [
  'wijkbudget;wijk;van;tot;bron;jaar;bedrag per jaar;ondersteuning %;wijkorgaan',
  'Samen;Kruiskamp | randenbroek;2026;2027;Welzijnswerk;2026;10.000,01;12,5;bewonersplatform',
  'Samen;;;;Welzijnswerk;2027;20.000;;',
  'Soesterkwartier;Soesterkwartier;2026;2027;Welzijnswerk;;3.333,33;;',
];

async function everything(): Promise<unknown> {
  return town.run((tx) =>
    tx.row(
      `select (select count(*) from funding_sources where municipality_id = $1)::int as sources,
              (select count(*) from neighbourhood_budgets where municipality_id = $1)::int as budgets,
              (select count(*) from accounts where municipality_id = $1)::int as accounts,
              (select count(*) from transfers where municipality_id = $1)::int as transfers`,
      [town.municipalityId],
    ),
  );
}

describe('a file of sources', () => {
  it('is previewed to the cent, and makes what was previewed', async () => {
    const before = await everything();
    const id = await upload('sources', SOURCES);
    const shown = await preview(id);
    expect(shown.problems).toEqual([]);
    expect(shown.sources).toMatchObject([
      { name: 'Welzijnswerk', kind: 'converted', taskField: '6.1', lines: [2, 3], years: [{ cents: 10_000_000 }, { cents: 10_000_050 }] },
      { name: 'Groen', kind: 'regular', taskField: '5.7', lines: [5], years: [{ fiscalYear: 2026, cents: 769_200 }] },
    ]);
    expect(shown.notes).toMatchObject([{ line: 5, column: 'bedrag', words: { nl: expect.stringContaining('€\u00a07.692,00') } }]);
    expect(await everything()).toEqual(before);

    const { sourceIds } = await confirm(id);
    expect(sourceIds).toHaveLength(2);
    expect(await town.run(sourceYears)).toMatchObject([
      { name: 'Groen', fiscalYear: 2026, fundedCents: 769_200, freeCents: 769_200 },
      { name: 'Welzijnswerk', fiscalYear: 2026, fundedCents: 10_000_000 },
      { name: 'Welzijnswerk', fiscalYear: 2027, fundedCents: 10_000_050 },
    ]);
    await proven(town);
  });

  it('is done once, however often it is confirmed, also at the same moment', async () => {
    const id = await upload('sources', SOURCES);
    const [first, second] = await Promise.all([confirm(id), confirm(id)]);
    expect(second).toEqual(first);
    const after = await everything();
    expect(await confirm(id)).toEqual(first);
    expect(await everything()).toEqual(after);
    expect(await town.run((tx) => importById(tx, id))).toMatchObject({ doneAt: expect.any(Date), made: first });
    expect((await town.run(listImports)).map((one) => one.id)).toEqual([id]);
  });

  it('that holds a name that is taken by now makes nothing of it', async () => {
    const [one, two] = [await upload('sources', SOURCES), await upload('sources', SOURCES)];
    await confirm(one);
    const before = await everything();
    expect(await refusal(confirm(two))).toBe('409 import-has-problems');
    expect(await problemsOf(two)).toEqual(['2 naam: Er is al een bron met deze naam.', '5 naam: Er is al een bron met deze naam.']);
    expect(await everything()).toEqual(before);
  });
});

describe('a file of budgets', () => {
  beforeEach(async () => {
    await confirm(await upload('sources', SOURCES));
  });

  it('is previewed and adopted as one that is made by hand', async () => {
    const id = await upload('budgets', BUDGETS);
    const shown = await preview(id);
    expect(shown.problems).toEqual([]);
    expect(shown.totals).toEqual([
      { name: 'Welzijnswerk', fiscalYear: 2026, cents: 1_333_334, freeCents: 10_000_000 },
      { name: 'Welzijnswerk', fiscalYear: 2027, cents: 2_333_333, freeCents: 10_000_050 },
    ]);
    const { budgetIds } = await confirm(id);
    const budgets = await town.run(listBudgets);
    expect(budgets).toMatchObject([
      { id: budgetIds[0], name: 'Samen', bodyId: town.body.id, supportShareBasisPoints: 1250, firstYear: 2026, lastYear: 2027 },
      { id: budgetIds[1], name: 'Soesterkwartier', bodyId: null, neighbourhoodIds: [town.neighbourhoods[0]!.id] },
    ]);
    expect(new Set(budgets[0]!.neighbourhoodIds)).toEqual(new Set([town.neighbourhoods[1]!.id, town.neighbourhoods[2]!.id]));
    const lines = (await town.run((tx) => equationLines(tx))).filter((line) => line.budgetId === budgetIds[0]);
    expect(lines.map((line) => [line.fiscalYear, line.instalmentCents, line.adoptedCents])).toEqual([
      [2026, 1_000_001, 1_000_001],
      [2027, 2_000_000, 0],
    ]);
    expect(await confirm(id)).toEqual({ sourceIds: [], budgetIds });
    await proven(town);
  });

  it.each<[string, readonly string[], string[]]>([
    [
      'an unknown neighbourhood',
      ['A;Kruizkamp;2026;2027;Groen;2026;1;;'],
      ['2 wijk: De wijk ‘Kruizkamp’ kennen wij niet. Neem de naam of de CBS-code over van de wijkenpagina.'],
    ],
    [
      'a term that is too short',
      ['A;Kruiskamp;2026;2026;Groen;;1;;'],
      ['2 tot: Een wijkbudget duurt minstens 2 jaar. Kies 2027 of later als laatste jaar.'],
    ],
    ['an unknown source', ['A;Kruiskamp;2026;2027;Grijs;;1;;'], ['2 bron: De bron ‘Grijs’ kennen wij niet. Lees eerst de bronnen in.']],
    [
      'a body nobody knows',
      ['A;Kruiskamp;2026;2027;Groen;2026;1;;Verkeerstuin'],
      ['2 wijkorgaan: Het wijkorgaan ‘Verkeerstuin’ kennen wij niet. Laat de cel leeg of voeg de organisatie eerst toe.'],
    ],
    [
      'a year outside the term',
      ['A;Kruiskamp;2026;2027;Welzijnswerk;2028;1;;'],
      ['2 jaar: Dit wijkbudget loopt van 2026 tot en met 2027; 2028 valt daarbuiten.'],
    ],
    [
      'a share of nothing',
      ['A;Kruiskamp;2026;2027;Groen;2026;1;0;'],
      ['2 ondersteuning %: Vul een percentage in boven 0 en hoogstens 100. Bijvoorbeeld 10.'],
    ],
    [
      'more than is free',
      ['A;Kruiskamp;2026;2027;Groen;;5.000;;', 'B;Randenbroek;2026;2027;Groen;2026;2.692,01;;'],
      [
        '2 bedrag per jaar: Groen heeft in 2026 nog € 7.692,00 vrij. De 2 regels samen vragen € 7.692,01.',
        '2 bedrag per jaar: Groen heeft in 2027 nog € 0,00 vrij. Deze regel vraagt € 5.000,00.',
        '3 bedrag per jaar: Groen heeft in 2026 nog € 7.692,00 vrij. De 2 regels samen vragen € 7.692,01.',
      ],
    ],
    [
      'the same amount twice',
      ['A;Kruiskamp;2026;2027;Welzijnswerk;;1;;', 'A;;;;Welzijnswerk;2027;2;;'],
      ['3 bron: Dit wijkbudget heeft op regel 2 al een bedrag uit Welzijnswerk voor 2027.'],
    ],
    [
      'lines that do not agree',
      ['A;Kruiskamp;2026;2027;Groen;2026;1;;', 'A;Randenbroek;2026;2027;Welzijnswerk;;1;;'],
      ['3 wijk: Hier staat ‘Randenbroek’, op regel 2 ‘Kruiskamp’. Dat hoort gelijk te zijn.'],
    ],
    [
      'one neighbourhood twice',
      ['A;Kruiskamp;2026;2027;Welzijnswerk;;1;;', 'B;Kruiskamp|Randenbroek;2027;2028;Welzijnswerk;2027;1;;'],
      ['3 wijk: Kruiskamp krijgt in deze jaren al geld uit Welzijnswerk, via A.'],
    ],
    [
      'several things at once',
      ['A;Kruiskamp;2026;2027;Groen;2026;0;;', ';Kruiskamp;straks;2027;;;1,234;;'],
      [
        '2 bedrag per jaar: Vul een bedrag in van meer dan nul, in euro’s en centen. Bijvoorbeeld 240,00.',
        '3 wijkbudget: Geef het wijkbudget een naam van hoogstens 120 tekens.',
        '3 van: Vul een jaar in van vier cijfers. Bijvoorbeeld 2027.',
        '3 bron: Noem de bron waar het geld uit komt.',
        '3 bedrag per jaar: Een bedrag heeft hoogstens twee cijfers achter de komma. Bijvoorbeeld 7.692,31.',
      ],
    ],
  ])('with %s names each wrong line and makes nothing', async (_, lines, problems) => {
    const id = await upload('budgets', [BUDGETS[0]!, ...lines]);
    const before = await everything();
    expect(await problemsOf(id)).toEqual(problems);
    expect(await refusal(confirm(id))).toBe('409 import-has-problems');
    expect(await everything()).toEqual(before);
  });

  it('that overlaps a budget that is there says with which', async () => {
    await confirm(await upload('budgets', BUDGETS));
    const id = await upload('budgets', [
      BUDGETS[0]!,
      'Nieuw;Kruiskamp;2027;2028;Welzijnswerk;2027;1;;',
      'Samen;Kruiskamp;2026;2027;Groen;2026;1;;',
    ]);
    expect(await problemsOf(id)).toEqual([
      '2 wijk: Kruiskamp krijgt in deze jaren al geld uit Welzijnswerk, via Samen.',
      '3 wijkbudget: Er is al een wijkbudget Samen dat in 2026 begint.',
    ]);
  });

  it('of which one line is refused at the very end leaves nothing at all', async () => {
    const id = await upload('budgets', BUDGETS);
    const before = await everything();
    // What the checks cannot see: another transaction takes the money between the preview and the last booking.
    await db.owner.query(`
      create function planted() returns trigger language plpgsql as $$ begin
        if new.name = 'Soesterkwartier' then raise exception 'planted'; end if; return new; end $$;
      create trigger planted before insert on neighbourhood_budgets for each row execute function planted()`);
    await expect(confirm(id)).rejects.toThrow('planted');
    await db.owner.query('drop function planted cascade');
    expect(await everything()).toEqual(before);
    expect((await town.run((tx) => importById(tx, id))).doneAt).toBeNull();
    await confirm(id);
    await proven(town);
  });
});

describe('what is no file of ours', () => {
  it.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'leeg'],
    ['a million lines', Buffer.from(`${SOURCES[0]}\n${'a;b\n'.repeat(1_000_000)}`), `meer dan ${MAX_IMPORT_LINES} regels`],
    ['a million empty lines', Buffer.from(`${SOURCES[0]}\n${'\n'.repeat(1_000_000)}a;b`), `meer dan ${MAX_IMPORT_LINES} regels`],
    ['more than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1, 'a;b\n'), 'hoogstens 5 MB'],
    [
      'another separator',
      Buffer.from(SOURCES.join('\n').replaceAll(';', '|')),
      'naam; soort; taakveld; jaar; bedrag. Gevonden: naam|soort|taakveld|jaar|bedrag',
    ],
    ['a workbook', Buffer.from('PK\x03\x04 workbook'), 'CSV UTF-8'],
  ])('%s is refused at once, in words, and not kept', async (_, bytes, words) => {
    const error: unknown = await upload('sources', bytes).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).fields).toEqual([{ field: 'file', words: { nl: expect.stringContaining(words), en: expect.any(String) } }]);
    const kept = await town.run((tx) => tx.rows('select id from imports where municipality_id = $1', [town.municipalityId]));
    expect(kept).toEqual([]);
  });

  it('of more wrong lines than can be read is counted whole and listed in part', async () => {
    const id = await upload('sources', [SOURCES[0]!, ...Array.from({ length: 300 }, (_, index) => `Bron ${index};loterij;6.1;2026;1`)]);
    const { problems, problemCount } = await preview(id);
    expect([problems.length, problemCount]).toEqual([200, 300]);
  });
});

describe('a file of another municipality', () => {
  it('does not exist', async () => {
    const id = await upload('sources', SOURCES, elsewhere);
    expect(await refusal(preview(id))).toBe('404 not-found');
    expect(await refusal(confirm(id))).toBe('404 not-found');
    expect(await refusal(town.run((tx) => importById(tx, id)))).toBe('404 not-found');
    expect(await elsewhere.run(listSources)).toEqual([]);
  });

  it('cannot rest on its decision either', async () => {
    const file = {
      kind: 'sources' as const,
      decisionId: elsewhere.decisionId,
      file: { name: 'a.csv', bytes: Buffer.from(SOURCES.join('\n')) },
    };
    expect(await refusal(town.run((tx) => storeImport(tx, file)))).toBe('404 not-found');
  });

  it('is thrown away when nobody confirmed it for a month; what was done stays', async () => {
    const [done, forgotten] = [await upload('sources', SOURCES), await upload('sources', SOURCES)];
    await confirm(done);
    db.clock.set('2026-04-20');
    await upload('sources', SOURCES);
    db.clock.set('2026-03-02');
    expect(await refusal(preview(forgotten))).toBe('404 not-found');
    expect((await town.run((tx) => importById(tx, done))).made?.sourceIds).toHaveLength(2);
  });
});
