import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_CENTS, newId, type StoppedClock } from '../../libs/core/index.js';
import {
  createSource,
  decisionById,
  decisionDocument,
  listDecisions,
  listSources,
  type NewDecision,
  type NewSource,
  recordDecision,
  sourceById,
  sourceYears,
} from '../../libs/budgets/index.js';
import { addOrganisation, initiativesIn, type NewOrganisation, organisationById, organisationsOf } from '../../libs/relations/index.js';
import { buildTown, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let elsewhere: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
  town = await buildTown(db);
  elsewhere = await buildTown(db);
});
afterAll(() => db.close());

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('a council decision', () => {
  const decide = (change: Partial<NewDecision> = {}) =>
    town.run(
      (tx) => recordDecision(tx, { number: `2026-${newId().slice(-8)}`, decidedOn: '2026-03-02', title: 'Wijkbudget', ...change }),
      town.as.finance,
    );

  it('is recorded with its document, and found again', async () => {
    const decision = await decide({ document: { name: '../raad\u0000/besluit <1>.pdf', bytes: pdf } });
    expect(await town.run((tx) => decisionById(tx, decision.id))).toMatchObject({
      number: decision.number,
      documentName: '..raadbesluit 1.pdf',
    });
    expect((await town.run((tx) => decisionDocument(tx, decision.id))).bytes.equals(pdf)).toBe(true);
    expect((await town.run((tx) => listDecisions(tx))).map((one) => one.id)).toContain(decision.id);
    expect(await refusal(town.run((tx) => decisionDocument(tx, town.decisionId)))).toBe('404 not-found');
  });

  it.each<[string, Partial<NewDecision>]>([
    ['422 number', { number: '  ' }],
    ['422 number', { number: 'x'.repeat(41) }],
    ['422 title', { title: '' }],
    ['422 title', { title: 'x'.repeat(201) }],
    ['422 decidedOn', { decidedOn: '2026-03-03' }],
    ['422 decidedOn', { decidedOn: '2026-02-30' }],
    ['422 decidedOn', { decidedOn: 'morgen' }],
    ['422 number, title, decidedOn', { number: '', title: '', decidedOn: '' }],
    ['409 decision-number-taken', { number: '2025-118' }],
    ['422 document', { document: { name: 'besluit.pdf', bytes: Buffer.from('MZ\u0090\u0000 not a pdf') } }],
    ['422 document', { document: { name: 'besluit.pdf', bytes: Buffer.alloc(0) } }],
    ['422 document', { document: { name: 'besluit.pdf', bytes: Buffer.from('<script>alert(1)</script>') } }],
    ['422 document', { document: { name: 'besluit.pdf', bytes: Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]) } }],
  ])('is refused (%s) and changes nothing', async (how, change) => {
    const before = (await town.run((tx) => listDecisions(tx))).length;
    expect(await refusal(decide(change))).toBe(how);
    expect(await town.run((tx) => listDecisions(tx))).toHaveLength(before);
  });

  it('of another municipality does not exist', async () => {
    expect(await refusal(town.run((tx) => decisionById(tx, elsewhere.decisionId)))).toBe('404 not-found');
    expect(await refusal(town.run((tx) => decisionDocument(tx, elsewhere.decisionId)))).toBe('404 not-found');
  });
});

describe('a funding source', () => {
  const create = (change: Partial<NewSource> = {}) => {
    const source = {
      name: `Bron ${newId()}`,
      kind: 'converted' as const,
      taskField: '6.1',
      decisionId: town.decisionId,
      years: [{ fiscalYear: 2026, cents: 5_000_000 }],
    };
    return town.run((tx) => createSource(tx, { ...source, ...change }), town.as.finance);
  };

  it('brings an amount per year, each on an account of its own', async () => {
    const source = await create({ years: [2026, 2027].map((fiscalYear) => ({ fiscalYear, cents: fiscalYear })) });
    const years = (await town.run((tx) => sourceYears(tx))).filter((year) => year.sourceId === source.id);
    expect(years).toMatchObject([
      { fiscalYear: 2026, fundedCents: 2026, freeCents: 2026 },
      { fiscalYear: 2027, fundedCents: 2027, freeCents: 2027 },
    ]);
    await proven(town);
  });

  it.each<[string, Partial<NewSource>]>([
    ['422 name', { name: ' ' }],
    ['422 name', { name: 'x'.repeat(121) }],
    ['422 kind', { kind: 'loterij' as 'extra' }],
    ['422 taskField', { taskField: '6' }],
    ['422 taskField', { taskField: '6.1; drop table transfers' }],
    ['422 years', { years: [] }],
    ['422 years', { years: [{ fiscalYear: 2026, cents: 0 }] }],
    ['422 years', { years: [{ fiscalYear: 2026, cents: -1 }] }],
    ['422 years', { years: [{ fiscalYear: 2026, cents: 0.5 }] }],
    ['422 years', { years: [{ fiscalYear: 2026, cents: MAX_CENTS + 1 }] }],
    ['422 years', { years: [{ fiscalYear: 2026, cents: 2 ** 53 }] }],
    ['422 years', { years: [{ fiscalYear: 1999, cents: 1 }] }],
    ['422 years', { years: [{ fiscalYear: 2026.5, cents: 1 }] }],
    ['422 years', { years: [2026, 2026].map((fiscalYear) => ({ fiscalYear, cents: 1 })) }],
    ['422 years', { years: Array.from({ length: 31 }, (_, index) => ({ fiscalYear: 2026 + index, cents: 1 })) }],
    ['422 name, kind, taskField, years', { name: '', kind: '' as 'extra', taskField: '', years: [] }],
    ['404 not-found', { decisionId: newId() }],
  ])('is refused (%s) and changes nothing', async (how, change) => {
    const before = await town.run((tx) => sourceYears(tx));
    expect(await refusal(create(change))).toBe(how);
    expect(await town.run((tx) => sourceYears(tx))).toEqual(before);
  });

  it('needs a decision of its own municipality', async () => {
    expect(await refusal(create({ decisionId: elsewhere.decisionId }))).toBe('404 not-found');
  });

  it('has a name of its own', async () => {
    const { name } = await create();
    expect(await refusal(create({ name: ` ${name} ` }))).toBe('409 source-name-taken');
  });

  it('of another municipality does not exist', async () => {
    const { id } = await create();
    expect((await town.run((tx) => sourceById(tx, id))).id).toBe(id);
    expect(await refusal(elsewhere.run((tx) => sourceById(tx, id)))).toBe('404 not-found');
    expect((await elsewhere.run((tx) => listSources(tx))).map((source) => source.id)).not.toContain(id);
  });

  it('cannot grow past what can be kept exactly', async () => {
    const rich = await buildTown(db);
    const all = Array.from({ length: 30 }, (_, index) => ({ fiscalYear: 2026 + index, cents: MAX_CENTS }));
    const source = { name: 'Rijk', kind: 'extra' as const, taskField: '6.1', decisionId: rich.decisionId, years: all };
    await rich.run((tx) => createSource(tx, { ...source, name: 'Rijk, eerst' }));
    expect(await refusal(rich.run((tx) => createSource(tx, source)))).toBe('409 amount-too-large');
    await proven(rich);
  });
});

describe('an organisation', () => {
  const add = (change: Partial<NewOrganisation> = {}) =>
    town.run((tx) => addOrganisation(tx, { name: `De Buurttuin ${newId()}`, kinds: ['initiative'], ...change }), town.as.finance);

  it('is found by what it does and where it is at home', async () => {
    const home = town.neighbourhoods[1]!.id;
    const both = await add({ kinds: ['initiative', 'supplier', 'supplier'], neighbourhoodIds: [home, home] });
    for (const kind of ['initiative', 'supplier'] as const)
      expect((await town.run((tx) => organisationsOf(tx, kind))).map(({ id }) => id)).toContain(both.id);
    expect((await town.run((tx) => organisationsOf(tx, 'neighbourhood_body'))).map(({ id }) => id)).not.toContain(both.id);
    expect((await town.run((tx) => initiativesIn(tx, home))).map(({ id }) => id)).toEqual([both.id]);
    expect(await refusal(elsewhere.run((tx) => organisationById(tx, both.id)))).toBe('404 not-found');
    expect(await elsewhere.run((tx) => initiativesIn(tx, home))).toEqual([]);
  });

  it.each<[string, Partial<NewOrganisation>]>([
    ['422 name', { name: '' }],
    ['422 name', { name: '!!!' }],
    ['422 name', { name: 'x'.repeat(121) }],
    ['422 kinds', { kinds: [] }],
    ['422 kinds', { kinds: ['bank' as 'supplier'] }],
    ['422 about', { about: 'x'.repeat(301) }],
    ['422 neighbourhoodIds', { neighbourhoodIds: [newId()] }],
    ['422 name, kinds', { name: ' ', kinds: [] }],
    ['409 organisation-name-taken', { name: 'VERKEERSTUIN' }],
  ])('is refused (%s)', async (how, change) => {
    expect(await refusal(add(change))).toBe(how);
  });

  it('is not at home in another municipality', async () => {
    expect(await refusal(add({ neighbourhoodIds: [elsewhere.neighbourhoods[0]!.id] }))).toBe('422 neighbourhoodIds');
  });
});
