import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_CENTS, newId, type StoppedClock } from '../../libs/core/index.js';
import { auditTrail } from '../../libs/audit/index.js';
import {
  adoptBudgets,
  contractById,
  type ConversionRequest,
  convertContract,
  listContracts,
  type NewContract,
  previewConversion,
  recordContract,
  sourceById,
  sourceYears,
} from '../../libs/budgets/index.js';
import { post } from '../../libs/ledger/index.js';
import { buildTown, storyDatabase, type Town } from '../fixtures/town.js';
import type { TestDatabase } from '../setup/database.js';
import { outcomes, proven, refusal } from './kit.js';

let db: TestDatabase & { clock: StoppedClock };
let town: Town;
let elsewhere: Town;
beforeAll(async () => {
  db = await storyDatabase('2026-03-02');
  town = await buildTown(db);
  elsewhere = await buildTown(db);
});
afterAll(() => db.close());

/** € 1.200.000,01 a year, ending on the last day of September 2028. */
const welfare: NewContract = {
  what: 'Welzijnsopdracht 2023–2028',
  supplier: 'Stichting Voorbeeld',
  kind: 'contract',
  taskField: '6.1',
  yearlyCents: 120_000_001,
  endsOn: '2028-09-30',
};
const contract = async (change: Partial<NewContract> = {}, of = town) =>
  (await of.run((tx) => recordContract(tx, { ...welfare, ...change }), of.as.finance)).id;

const request = (contractId: string, change: Partial<ConversionRequest> = {}): ConversionRequest => ({
  contractId,
  decisionId: town.decisionId,
  name: `Omgezet ${newId()}`,
  firstYear: 2027,
  transition: [{ basisPoints: 2_500 }, { cents: 60_000_000 }],
  fullYears: 3,
  ...change,
});
const convert = (asked: ConversionRequest, requestId = newId()) => town.run((tx) => convertContract(tx, requestId, asked), town.as.finance);
const overview = (id: string) => town.run((tx) => contractById(tx, id));

/** How much of everything a conversion makes there is. */
const counted = async () =>
  (
    await town.run((tx) =>
      tx.rows(
        `select (select count(*) from contracts where municipality_id = $1)::int as contracts,
                (select count(*) from conversions where municipality_id = $1)::int as conversions,
                (select count(*) from conversion_parts where municipality_id = $1)::int as parts,
                (select count(*) from funding_sources where municipality_id = $1)::int as sources,
                (select count(*) from audit_entries where municipality_id = $1)::int as trail,
                (select count(*) from transfers where municipality_id = $1)::int as transfers`,
        [tx.municipalityId],
      ),
    )
  )[0]!;

describe('a contract', () => {
  it('is recorded without booking any money, and shows what runs out and what nobody pays for yet', async () => {
    const before = await counted();
    const id = await contract({ what: ' Buurtbus ', supplier: ' De Halte ', kind: 'grant' });
    expect(await counted()).toMatchObject({ ...before, contracts: (before.contracts as number) + 1, trail: (before.trail as number) + 1 });
    const found = await overview(id);
    expect(found).toMatchObject({ what: 'Buurtbus', supplier: 'De Halte', kind: 'grant', conversion: null, takenOver: [], unplanned: [] });
    // 274 of the 366 days of 2028: 89.836.066,32 cents, rounded to the cent that is nearest.
    expect(found.years).toEqual([
      { fiscalYear: 2026, runningCents: 120_000_001, convertedCents: 0, remainingCents: 120_000_001, uncoveredCents: 0 },
      { fiscalYear: 2027, runningCents: 120_000_001, convertedCents: 0, remainingCents: 120_000_001, uncoveredCents: 0 },
      { fiscalYear: 2028, runningCents: 89_836_066, convertedCents: 0, remainingCents: 89_836_066, uncoveredCents: 30_163_935 },
      { fiscalYear: 2029, runningCents: 0, convertedCents: 0, remainingCents: 0, uncoveredCents: 120_000_001 },
    ]);
    expect((await town.run((tx) => listContracts(tx))).map((one) => one.id)).toContain(id);
  });

  it('may be over already: an old budget line', async () => {
    const found = await overview(await contract({ endsOn: '2019-12-31' }));
    expect(found.years).toEqual([{ fiscalYear: 2026, runningCents: 0, convertedCents: 0, remainingCents: 0, uncoveredCents: 120_000_001 }]);
  });

  it.each<[string, Partial<NewContract>]>([
    ['422 what', { what: '  ' }],
    ['422 what', { what: 'x'.repeat(121) }],
    ['422 supplier', { supplier: '' }],
    ['422 supplier', { supplier: 'x'.repeat(121) }],
    ['422 kind', { kind: 'gift' as 'grant' }],
    ['422 taskField', { taskField: 'welzijn' }],
    ['422 yearlyCents', { yearlyCents: 0 }],
    ['422 yearlyCents', { yearlyCents: -1 }],
    ['422 yearlyCents', { yearlyCents: 0.5 }],
    ['422 yearlyCents', { yearlyCents: NaN }],
    ['422 yearlyCents', { yearlyCents: MAX_CENTS + 1 }],
    ['422 endsOn', { endsOn: '' }],
    ['422 endsOn', { endsOn: '2028-02-30' }],
    ['422 endsOn', { endsOn: '1999-12-31' }],
    ['422 endsOn', { endsOn: '2057-01-01' }],
    [
      '422 what, supplier, kind, taskField, yearlyCents, endsOn',
      { what: '', supplier: '', kind: '' as 'grant', taskField: '', yearlyCents: 0, endsOn: '' },
    ],
  ])('is refused (%s) and changes nothing', async (how, change) => {
    const before = await counted();
    expect(await refusal(contract(change))).toBe(how);
    expect(await counted()).toEqual(before);
  });

  it('of another municipality does not exist', async () => {
    const id = await contract({}, elsewhere);
    expect(await refusal(overview(id))).toBe('404 not-found');
    expect((await town.run((tx) => listContracts(tx))).map((one) => one.id)).not.toContain(id);
    expect(await refusal(convert(request(id)))).toBe('404 not-found');
    expect(await refusal(convert(request(await contract(), { decisionId: elsewhere.decisionId })))).toBe('404 not-found');
  });
});

describe('a conversion', () => {
  it('is previewed, made and taken over by budgets, to the cent', async () => {
    const id = await contract();
    const asked = request(id, { name: ' Wijkgeld uit welzijn ' });
    const before = await counted();
    const preview = await town.run((tx) => previewConversion(tx, asked));
    expect(await counted()).toEqual(before);
    const parts = [30_000_000, 60_000_000, 120_000_001, 120_000_001, 120_000_001];
    expect(preview.parts).toEqual(parts.map((cents, index) => ({ fiscalYear: 2027 + index, cents })));
    const years = [
      { fiscalYear: 2026, runningCents: 120_000_001, convertedCents: 0, remainingCents: 120_000_001, uncoveredCents: 0 },
      { fiscalYear: 2027, runningCents: 120_000_001, convertedCents: 30_000_000, remainingCents: 90_000_001, uncoveredCents: 0 },
      { fiscalYear: 2028, runningCents: 89_836_066, convertedCents: 60_000_000, remainingCents: 60_000_001, uncoveredCents: 0 },
      ...[2029, 2030, 2031].map((fiscalYear) => ({
        ...{ fiscalYear, runningCents: 0, convertedCents: 120_000_001, remainingCents: 0, uncoveredCents: 0 },
      })),
    ];
    expect(preview.years).toEqual(years);

    const conversion = await convert(asked);
    const source = await town.run((tx) => sourceById(tx, conversion.fundingSourceId));
    expect(source).toMatchObject({ name: 'Wijkgeld uit welzijn', kind: 'converted', taskField: '6.1', decisionId: town.decisionId });
    const made = (await town.run((tx) => sourceYears(tx))).filter((year) => year.sourceId === source.id);
    expect(made.map(({ fiscalYear, fundedCents }) => [fiscalYear, fundedCents])).toEqual(
      parts.map((cents, index) => [2027 + index, cents]),
    );
    expect((await town.run((tx) => auditTrail(tx, id))).map(({ action }) => action)).toEqual(['contract.convert', 'contract.record']);

    const [budgetId] = await town.run(
      (tx) =>
        adoptBudgets(tx, newId(), {
          decisionId: town.decisionId,
          neighbourhoodIds: [town.neighbourhoods[0]!.id],
          split: { by: 'pooled' },
          firstYear: 2027,
          lastYear: 2030,
          sources: [{ sourceId: source.id, yearlyCents: 29_999_999 }],
          bodyId: town.body.id,
        }),
      town.as.finance,
    );
    const after = await overview(id);
    expect(after.years).toEqual(years);
    expect(after.conversion).toMatchObject({
      id: conversion.id,
      decisionNumber: '2025-118',
      sourceName: 'Wijkgeld uit welzijn',
      decidedAt: db.clock.now(),
    });
    const budgetName = town.neighbourhoods[0]!.name;
    expect(after.takenOver).toEqual(
      [2027, 2028, 2029, 2030].map((fiscalYear) => ({ fiscalYear, budgetId, budgetName, cents: 29_999_999 })),
    );
    expect(after.unplanned).toEqual(
      [1, 30_000_001, 90_000_002, 90_000_002, 120_000_001].map((cents, index) => ({ fiscalYear: 2027 + index, cents })),
    );
    await proven(town);
  });

  it('leaves what its schedule does not reach uncovered, and shows it', async () => {
    const id = await contract({ endsOn: '2027-12-31', yearlyCents: 1_000 });
    await convert(request(id, { firstYear: 2026, transition: [{ cents: 1 }, { basisPoints: 3_333 }, { basisPoints: 500 }], fullYears: 0 }));
    expect((await overview(id)).years).toEqual([
      { fiscalYear: 2026, runningCents: 1_000, convertedCents: 1, remainingCents: 999, uncoveredCents: 0 },
      { fiscalYear: 2027, runningCents: 1_000, convertedCents: 333, remainingCents: 667, uncoveredCents: 0 },
      { fiscalYear: 2028, runningCents: 0, convertedCents: 50, remainingCents: 0, uncoveredCents: 950 },
    ]);
  });

  it.each<[string, Partial<ConversionRequest>]>([
    ['422 transition.0', { transition: [{ basisPoints: 0 }] }],
    ['422 transition.1', { transition: [{ basisPoints: 100 }, { basisPoints: -100 }] }],
    ['422 transition.0', { transition: [{ basisPoints: 10_001 }] }],
    ['422 transition.0', { transition: [{ basisPoints: 0.5 }] }],
    ['422 transition.0', { transition: [{ cents: 120_000_002 }] }],
    ['422 transition.0', { transition: [{ cents: 0 }] }],
    ['422 transition.0', { transition: [{ cents: 2 ** 53 }] }],
    ['422 firstYear', { firstYear: 2025 }],
    ['422 firstYear', { firstYear: 2026.5 }],
    ['422 firstYear', { firstYear: NaN }],
    // It ends in 2028: whoever begins in 2030 leaves 2029 without money.
    ['422 firstYear', { firstYear: 2030 }],
    ['422 fullYears', { fullYears: 29 }],
    ['422 fullYears', { fullYears: -1 }],
    ['422 fullYears', { fullYears: 1.5 }],
    ['422 fullYears', { transition: [], fullYears: 0 }],
    ['422 fullYears', { fullYears: 1e9 }],
    ['422 name', { name: '  ' }],
    ['422 name', { name: 'x'.repeat(121) }],
    ['422 name, firstYear, transition.0, fullYears', { name: '', firstYear: 1, transition: [{ cents: 0 }], fullYears: 30 }],
    ['404 not-found', { decisionId: newId() }],
    ['404 not-found', { contractId: newId() }],
  ])('is refused (%s) and changes nothing', async (how, change) => {
    const asked = { ...request(await contract()), ...change };
    const before = await counted();
    expect(await refusal(convert(asked))).toBe(how);
    expect(await refusal(town.run((tx) => previewConversion(tx, asked)))).toBe(how);
    expect(await counted()).toEqual(before);
  });

  it('reaches the year after the end, thirty years, and the whole of a contract of one cent', async () => {
    const id = await contract({ yearlyCents: 1 });
    await convert(request(id, { firstYear: 2029, transition: [{ basisPoints: 10_000 }], fullYears: 29 }));
    expect((await overview(id)).years.map((year) => year.convertedCents)).toEqual([0, 0, 0, ...Array.from({ length: 30 }, () => 1)]);
    const small = request(await contract({ yearlyCents: 1 }), { transition: [{ basisPoints: 4_999 }] });
    expect(await refusal(convert(small))).toBe('422 transition.0');
  });

  it('of what ended before this year begins this year at the latest', async () => {
    const id = await contract({ endsOn: '2019-12-31' });
    expect(await refusal(convert(request(id, { firstYear: 2027 })))).toBe('422 firstYear');
    expect(await refusal(convert(request(id, { firstYear: 2020 })))).toBe('422 firstYear');
    await convert(request(id, { firstYear: 2026, transition: [], fullYears: 2 }));
    expect((await overview(id)).years).toMatchObject([
      { fiscalYear: 2026, convertedCents: 120_000_001, uncoveredCents: 0 },
      { fiscalYear: 2027, convertedCents: 120_000_001, uncoveredCents: 0 },
    ]);
  });

  it('needs a name of its own for its source', async () => {
    const asked = request(await contract());
    await convert(asked);
    const other = request(await contract(), { name: ` ${asked.name} ` });
    expect(await refusal(town.run((tx) => previewConversion(tx, other)))).toBe('409 source-name-taken');
    expect(await refusal(convert(other))).toBe('409 source-name-taken');
  });

  it('happens once, however often it is asked', async () => {
    const asked = request(await contract());
    const id = newId();
    const first = await convert(asked, id);
    const before = await counted();
    expect(await convert(asked, id)).toEqual(first);
    expect(await refusal(convert({ ...asked, fullYears: 4 }, id))).toBe('409 request-id-taken');
    expect(await refusal(convert({ ...asked, name: 'Anders' }, id))).toBe('409 request-id-taken');
    expect(await refusal(convert({ ...asked, name: 'Anders' }))).toBe('409 contract-converted');
    expect(await refusal(town.run((tx) => previewConversion(tx, asked)))).toBe('409 contract-converted');
    // Two years later the same request still finds what it made.
    db.clock.set('2029-03-02');
    expect(await convert(asked, id)).toEqual(first);
    db.clock.set('2026-03-02');
    expect(await counted()).toEqual(before);
  });

  it('happens once when several decide at the same moment', async () => {
    const id = await contract();
    const different = Array.from({ length: 6 }, (_, index) => convert(request(id, { transition: [{ cents: index + 1 }] })));
    expect(await outcomes(different)).toEqual({ fine: 1, '409 contract-converted': 5 });
    const asked = request(await contract());
    const requestId = newId();
    const same = await Promise.all(Array.from({ length: 6 }, () => convert(asked, requestId)));
    expect(new Set(same.map(({ fundingSourceId }) => fundingSourceId)).size).toBe(1);
    await proven(town);
  });

  it.each<[string, string, (part: Record<string, unknown>) => Record<string, unknown>]>([
    ['a year twice', 'a_contract_year_is_converted_once', (part) => part],
    ['more than the contract', 'conversion_stays_within_the_contract', (part) => ({ ...part, fiscal_year: 2050, cents: 120_000_002 })],
    ['nothing', 'conversion_stays_within_the_contract', (part) => ({ ...part, fiscal_year: 2050, cents: 0 })],
    [
      'more, by saying that the contract pays more',
      'conversion_part_is_of_its_contract',
      (part) => ({ ...part, fiscal_year: 2050, cents: 120_000_002, yearly_cents: 120_000_002 }),
    ],
  ])('is kept by the database from converting %s', async (_, constraint, change) => {
    const { contractId, id } = await convert(request(await contract()));
    const part = { municipality_id: town.municipalityId, contract_id: contractId, conversion_id: id };
    const row = change({ ...part, fiscal_year: 2027, cents: 1, yearly_cents: 120_000_001 });
    const names = Object.keys(row);
    const insert = `insert into conversion_parts (${names.join(', ')}) values (${names.map((__, index) => `$${index + 1}`).join(', ')})`;
    await expect(db.owner.query(insert, Object.values(row))).rejects.toMatchObject({ constraint });
  });

  it('shows what was withdrawn from a budget as not planned again', async () => {
    const id = await contract();
    const { fundingSourceId } = await convert(request(id, { transition: [], fullYears: 4 }));
    const sources = [{ sourceId: fundingSourceId, yearlyCents: 100 }];
    const [budgetId] = await town.run(
      (tx) =>
        adoptBudgets(tx, newId(), {
          ...{ decisionId: town.decisionId, neighbourhoodIds: [town.neighbourhoods[1]!.id], split: { by: 'pooled' }, bodyId: town.body.id },
          ...{ firstYear: 2027, lastYear: 2030, sources },
        }),
      town.as.finance,
    );
    await town.run(async (tx) => {
      const [last] = await tx.rows<{ id: string; planned: string; source: string }>(
        `select p.instalment_id as id, p.id as planned, s.id as source from accounts p
           join accounts s on s.municipality_id = p.municipality_id and s.kind = 'source' and s.funding_source_id = p.funding_source_id
            and s.fiscal_year = p.fiscal_year
          where p.municipality_id = $1 and p.kind = 'planned' and p.budget_id = $2 and p.fiscal_year = 2030`,
        [tx.municipalityId, budgetId],
      );
      await tx.rows(`update instalments set withdrawn_cents = 40 where municipality_id = $1 and id = $2`, [tx.municipalityId, last!.id]);
      await post(tx, {
        ...{ id: newId(), kind: 'withdraw', debitAccountId: last!.planned, creditAccountId: last!.source, amount: 40 },
        decisionId: town.decisionId,
      });
    });
    const { takenOver, unplanned, years } = await overview(id);
    expect(takenOver.map(({ fiscalYear, cents }) => [fiscalYear, cents])).toEqual(
      [2027, 2028, 2029, 2030].map((year) => [year, year === 2030 ? 60 : 100]),
    );
    for (const { fiscalYear, convertedCents } of years) {
      const parts = [...takenOver, ...unplanned].filter((part) => part.fiscalYear === fiscalYear);
      expect(parts.reduce((sum, { cents }) => sum + cents, 0)).toBe(convertedCents);
    }
    await proven(town);
  });
});
