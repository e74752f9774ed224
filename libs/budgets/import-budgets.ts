import { badInput, formatCents, sumCents, type Words } from '../core/index.js';
import type { Ordinance } from '../tenancy/index.js';
import { checkShare, checkTerm } from './budget-request.service.js';
import { grouped, mustAgree, readAmount, readName, readPercent, readYear, type Remarks } from './import-cells.js';
import { type CsvLine, type ImportColumn, plain } from './import-csv.js';
import { noteAmount } from './import-sources.js';
import { type PlannedBudget, type PlannedInstalment, supportPart } from './plan.js';
import type { SourceYear } from './sources.service.js';

/** One line per budget and source; where amounts differ, one per year. What stands on the first line of a budget holds for its others too. */
export const BUDGET_COLUMNS: readonly ImportColumn[] = [
  { name: 'wijkbudget', also: ['naam', 'naam wijkbudget'] },
  { name: 'wijk', also: ['wijken'] },
  { name: 'van', also: ['vanaf', 'eerste jaar'] },
  { name: 'tot', also: ['tot en met', 't/m', 'laatste jaar'] },
  { name: 'bron' },
  { name: 'jaar', optional: true },
  { name: 'bedrag per jaar', also: ['bedrag'] },
  { name: 'ondersteuning %', also: ['ondersteuningsdeel', 'ondersteuning in %', 'percentage ondersteuning'], optional: true },
  { name: 'wijkorgaan', optional: true },
];

/** What the lines of a file of budgets are held against. */
export interface KnownForBudgets {
  ordinance: Pick<Ordinance, 'minimumTermYears' | 'supportShareBasisPoints'>;
  neighbourhoods: readonly { id: string; name: string; cbsCode: string | null }[];
  sourceYears: readonly SourceYear[];
  bodies: readonly { id: string; name: string; recognised: boolean }[];
  /** Each budget that is there: its name and first year, which together are unique. */
  budgets: readonly { name: string; firstYear: number }[];
  /** What neighbourhoods get already: from which source, in which year, and in which budget. */
  funded: readonly { neighbourhoodId: string; sourceId: string; fiscalYear: number; budgetName: string }[];
}

/** A budget as a file has it, and the lines it stands on. */
export interface ReadBudget extends PlannedBudget {
  neighbourhoodNames: string[];
  firstYear: number;
  lastYear: number;
  supportShareBasisPoints: number;
  bodyId: string | null;
  bodyName: string | null;
  lines: number[];
}

const nameWords: Words = { nl: 'Geef het wijkbudget een naam van hoogstens 120 tekens.', en: 'Name the budget in at most 120 characters.' };

type Part = PlannedInstalment & { line: CsvLine };

/** Makes budgets of lines: lines with one name are one budget. Every wrong line is named in `remarks`. */
export function readBudgets(lines: readonly CsvLine[], known: KnownForBudgets, remarks: Remarks): ReadBudget[] {
  const all: { budget: ReadBudget; parts: Part[] }[] = [];
  for (const group of grouped(lines, 'wijkbudget')) {
    const read = readBudget(group, known, remarks);
    if (read) all.push(read);
  }
  const parts = all.flatMap((one) => one.parts);
  checkFree(parts, known, remarks);
  checkOverlap(all, known, remarks);
  return all.map(({ budget }) => budget);
}

function readBudget(
  group: [CsvLine, ...CsvLine[]],
  known: KnownForBudgets,
  remarks: Remarks,
): { budget: ReadBudget; parts: Part[] } | undefined {
  const [first] = group;
  const before = remarks.problems.length;
  const once = <T>(column: string, reader: (text: string) => T) =>
    remarks.read(group.find((line) => line.cells[column]) ?? first, column, reader);
  mustAgree(remarks, group, ['wijk', 'van', 'tot', 'ondersteuning %', 'wijkorgaan']);
  const name = once('wijkbudget', (text) => readName(text, nameWords));
  const places = once('wijk', (text) => readPlaces(text, known));
  const body = once('wijkorgaan', (text) => readBody(text, known));
  const share = once('ondersteuning %', (text) => checkShare(text === '' ? known.ordinance.supportShareBasisPoints : readPercent(text)));
  const term = readTerm(once, known);
  if (name && term && known.budgets.some((budget) => plain(budget.name) === plain(name) && budget.firstYear === term.firstYear)) {
    remarks.wrong(first, 'wijkbudget', {
      nl: `Er is al een wijkbudget ${name} dat in ${term.firstYear} begint.`,
      en: `There is a budget ${name} that begins in ${term.firstYear} already.`,
    });
  }
  const parts = readParts(group, term, share ?? 1, known, remarks);
  if (remarks.problems.length > before || !name || !places || !term || !share || body === undefined) return undefined;
  noteGaps(first, name, term, parts, remarks);
  const budget: ReadBudget = {
    name,
    neighbourhoodIds: places.map((place) => place.id),
    neighbourhoodNames: places.map((place) => place.name),
    ...term,
    supportShareBasisPoints: share,
    bodyId: body?.id ?? null,
    bodyName: body?.name ?? null,
    instalments: parts.map(({ line: _, ...part }) => part),
    totalCents: sumCents(parts.map((part) => part.cents)),
    lines: group.map((line) => line.number),
  };
  return { budget, parts };
}

function readPlaces(text: string, known: KnownForBudgets) {
  const names = text.split('|').map((name) => name.trim());
  return names.map((name, index) => {
    const found = known.neighbourhoods.filter((place) => place.cbsCode === name.toUpperCase() || plain(place.name) === plain(name));
    if (name === '') throw badInput('wijk', { nl: 'Noem minstens één wijk.', en: 'Name at least one neighbourhood.' });
    if (found.length > 1)
      throw badInput('wijk', {
        nl: `Er zijn ${found.length} wijken die ${name} heten. Vul de CBS-code in.`,
        en: `${found.length} neighbourhoods are called ${name}. Enter the CBS code.`,
      });
    const [place] = found;
    if (!place)
      throw badInput('wijk', {
        nl: `De wijk ‘${name}’ kennen wij niet. Neem de naam of de CBS-code over van de wijkenpagina.`,
        en: `We do not know the neighbourhood ‘${name}’. Take its name or CBS code from the page of neighbourhoods.`,
      });
    if (names.findIndex((other) => plain(other) === plain(name)) < index)
      throw badInput('wijk', { nl: `De wijk ${place.name} staat er twee keer.`, en: `The neighbourhood ${place.name} is here twice.` });
    return place;
  });
}

function readBody(text: string, known: KnownForBudgets): { id: string; name: string } | null {
  if (text === '') return null;
  const body = known.bodies.find((one) => plain(one.name) === plain(text));
  if (!body)
    throw badInput('wijkorgaan', {
      nl: `Het wijkorgaan ‘${text}’ kennen wij niet. Laat de cel leeg of voeg de organisatie eerst toe.`,
      en: `We do not know the neighbourhood body ‘${text}’. Leave the cell empty or add the organisation first.`,
    });
  if (!body.recognised)
    throw badInput('wijkorgaan', {
      nl: `De raad heeft ${body.name} niet erkend. Leg eerst de erkenning vast.`,
      en: `The council has not recognised ${body.name}. Record its recognition first.`,
    });
  return body;
}

type Once = <T>(column: string, reader: (text: string) => T) => T | undefined;

function readTerm(once: Once, known: KnownForBudgets): { firstYear: number; lastYear: number } | undefined {
  const firstYear = once('van', readYear);
  return once('tot', (text) => {
    const lastYear = readYear(text);
    return firstYear === undefined ? undefined : checkTerm({ firstYear, lastYear }, known.ordinance);
  });
}

/** The amounts of a budget: of one year, or of every year of the term where the line names none. */
function readParts(
  group: readonly CsvLine[],
  term: { firstYear: number; lastYear: number } | undefined,
  share: number,
  known: KnownForBudgets,
  remarks: Remarks,
): Part[] {
  const seen = new Map<string, number>();
  return group.flatMap((line) => {
    const years = remarks.read(line, 'jaar', (text) => yearsOf(text, term));
    const source = remarks.read(line, 'bron', (text) => readSource(text, known));
    const amount = remarks.read(line, 'bedrag per jaar', readAmount);
    noteAmount(line, 'bedrag per jaar', amount, remarks);
    if (!years || !source) return [];
    const twice = years.find((year) => seen.has(`${source.sourceId} ${year}`));
    if (twice !== undefined)
      remarks.wrong(line, 'bron', {
        nl: `Dit wijkbudget heeft op regel ${seen.get(`${source.sourceId} ${twice}`)} al een bedrag uit ${source.name} voor ${twice}.`,
        en: `This budget has an amount from ${source.name} for ${twice} on line ${seen.get(`${source.sourceId} ${twice}`)} already.`,
      });
    for (const year of years) seen.set(`${source.sourceId} ${year}`, seen.get(`${source.sourceId} ${year}`) ?? line.number);
    if (amount === undefined) return [];
    const supportCents = supportPart(amount, share);
    return years.map((fiscalYear) => ({ sourceId: source.sourceId, fiscalYear, cents: amount, supportCents, line }));
  });
}

function yearsOf(text: string, term: { firstYear: number; lastYear: number } | undefined): number[] {
  if (text === '') return term ? Array.from({ length: term.lastYear - term.firstYear + 1 }, (_, index) => term.firstYear + index) : [];
  const year = readYear(text);
  if (term && (year < term.firstYear || year > term.lastYear))
    throw badInput('jaar', {
      nl: `Dit wijkbudget loopt van ${term.firstYear} tot en met ${term.lastYear}; ${year} valt daarbuiten.`,
      en: `This budget runs from ${term.firstYear} to ${term.lastYear}; ${year} is outside that.`,
    });
  return [year];
}

function readSource(text: string, known: KnownForBudgets): { sourceId: string; name: string } {
  const source = known.sourceYears.find((one) => plain(one.name) === plain(text));
  if (text !== '' && source) return source;
  throw badInput('bron', {
    nl: text === '' ? 'Noem de bron waar het geld uit komt.' : `De bron ‘${text}’ kennen wij niet. Lees eerst de bronnen in.`,
    en: text === '' ? 'Name the source the money comes from.' : `We do not know the source ‘${text}’. Import the sources first.`,
  });
}

function noteGaps(
  first: CsvLine,
  name: string,
  term: { firstYear: number; lastYear: number },
  parts: readonly Part[],
  remarks: Remarks,
): void {
  const without = yearsOf('', term).filter((year) => !parts.some((part) => part.fiscalYear === year));
  if (without.length === 0) return;
  const years = without.join(', ');
  remarks.note(first, null, { nl: `${name} krijgt niets in ${years}.`, en: `${name} gets nothing in ${years}.` });
}

/** The whole file together may not take more from a source than is free; every line that takes part is named. */
function checkFree(parts: readonly Part[], known: KnownForBudgets, remarks: Remarks): void {
  const taken = new Map<string, { cents: number; lines: Map<number, CsvLine> }>();
  for (const { sourceId, fiscalYear, cents, line } of parts) {
    const so = taken.get(`${sourceId} ${fiscalYear}`) ?? { cents: 0, lines: new Map<number, CsvLine>() };
    so.lines.set(line.number, line);
    taken.set(`${sourceId} ${fiscalYear}`, { cents: sumCents([so.cents, cents]), lines: so.lines });
  }
  for (const [key, { cents, lines }] of taken) {
    const [sourceId, year] = key.split(' ');
    const ofSource = known.sourceYears.filter((one) => one.sourceId === sourceId);
    const free = ofSource.find((one) => one.fiscalYear === Number(year))?.freeCents ?? 0;
    if (cents <= free) continue;
    const together = lines.size > 1;
    const words = {
      nl: `${ofSource[0]?.name} heeft in ${year} nog ${formatCents(free)} vrij. ${together ? `De ${lines.size} regels samen vragen` : 'Deze regel vraagt'} ${formatCents(cents)}.`,
      en: `${ofSource[0]?.name} has ${formatCents(free, 'en')} left in ${year}. ${together ? `The ${lines.size} lines together ask` : 'This line asks'} ${formatCents(cents, 'en')}.`,
    };
    for (const line of lines.values()) remarks.wrong(line, 'bedrag per jaar', words);
  }
}

/** One neighbourhood gets money of one source in one year through one budget only. */
function checkOverlap(all: readonly { budget: ReadBudget; parts: readonly Part[] }[], known: KnownForBudgets, remarks: Remarks): void {
  const keyOf = (place: string, sourceId: string, year: number) => `${place} ${sourceId} ${year}`;
  const holders = new Map<string, { name: string; budget?: ReadBudget }>(
    known.funded.map((one) => [keyOf(one.neighbourhoodId, one.sourceId, one.fiscalYear), { name: one.budgetName }]),
  );
  for (const { budget, parts } of all) {
    const said = new Set<string>();
    for (const { sourceId, fiscalYear, line } of parts) {
      for (const [index, placeId] of budget.neighbourhoodIds.entries()) {
        const key = keyOf(placeId, sourceId, fiscalYear);
        const holder = holders.get(key);
        if (!holder) holders.set(key, { name: budget.name, budget });
        if (!holder || holder.budget === budget) continue;
        const source = known.sourceYears.find((one) => one.sourceId === sourceId)?.name;
        const place = budget.neighbourhoodNames[index];
        const words = {
          nl: `${place} krijgt in deze jaren al geld uit ${source}, via ${holder.name}.`,
          en: `${place} gets money from ${source} in these years already, through ${holder.name}.`,
        };
        // Once per line, not once per year.
        if (!said.has(`${line.number} ${words.nl}`)) remarks.wrong(line, 'wijk', words);
        said.add(`${line.number} ${words.nl}`);
      }
    }
  }
}
