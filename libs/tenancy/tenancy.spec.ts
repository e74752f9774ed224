import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { type Problem, StoppedClock } from '../core/index.js';
import {
  addDivision,
  addOrdinance,
  addPublicValues,
  currentNeighbourhoods,
  defaultOrdinance,
  defaultPublicValues,
  insertMunicipality,
  listMunicipalities,
  municipalityById,
  municipalityBySlug,
  neighbourhoodBySlug,
  ordinanceOn,
  publicValues,
  slugOf,
  tenancyEntities,
} from './index.js';

const clock = new StoppedClock(new Date());
let test: TestDatabase;
let here: string;
let elsewhere: string;
const inMunicipality: TestDatabase['database']['transaction'] = (id, work) => test.database.transaction(id, work);

beforeAll(async () => {
  test = await testDatabase({ entities: tenancyEntities, clock });
  clock.set('2026-06-01');
  here = await insertMunicipality((sql, parameters) => test.owner.query(sql, parameters), {
    slug: 'amersfoort',
    name: 'Amersfoort',
    cbsCode: 'GM0307',
    createdAt: clock.now(),
  });
  elsewhere = await createMunicipality(test.owner, { slug: 'oss', name: 'Oss' });
});
afterAll(() => test.close());

describe('municipalities', () => {
  it('are found by their part of the address and by id, outside any municipality', async () => {
    const found = await test.database.shared((tx) => municipalityBySlug(tx, 'amersfoort'));
    expect(found).toMatchObject({ id: here, name: 'Amersfoort', cbsCode: 'GM0307', theme: 'rivier', fictional: false });
    expect(await test.database.shared((tx) => municipalityById(tx, here))).toEqual(found);
    expect((await test.database.shared(listMunicipalities)).map(({ name }) => name)).toEqual(['Amersfoort', 'Oss']);
  });

  it('that do not take part are not found', async () => {
    await expect(test.database.shared((tx) => municipalityBySlug(tx, 'nergens'))).rejects.toMatchObject({ status: 404 });
    await expect(test.database.shared((tx) => municipalityById(tx, crypto.randomUUID()))).rejects.toMatchObject({ status: 404 });
  });

  it('are not added by a door', async () => {
    const attempt = test.database.shared((tx) =>
      insertMunicipality((sql, parameters) => tx.rows(sql, parameters), { slug: 'x', name: 'X', createdAt: tx.now }),
    );
    await expect(attempt).rejects.toThrow(/permission denied/);
  });
});

describe('the neighbourhood division', () => {
  it('has versions, of which the latest that holds today counts', async () => {
    const names = async () => (await inMunicipality(here, currentNeighbourhoods)).map(({ name }) => name);
    expect(await names()).toEqual([]);
    await inMunicipality(here, async (tx) => {
      await addDivision(tx, {
        version: 1,
        validFrom: '2024-01-01',
        neighbourhoods: [{ name: 'Schothorst' }, { name: 'Kruiskamp', residents: 8_000 }],
      });
      await addDivision(tx, {
        version: 2,
        validFrom: '2026-07-01',
        neighbourhoods: [{ name: 'Schothorst-Noord' }, { name: 'Schothorst-Zuid' }],
      });
    });
    expect(await names()).toEqual(['Kruiskamp', 'Schothorst']);
    clock.set('2026-06-30');
    expect(await names()).toEqual(['Kruiskamp', 'Schothorst']);
    clock.set('2026-07-01');
    expect(await names()).toEqual(['Schothorst-Noord', 'Schothorst-Zuid']);
    expect(await inMunicipality(here, (tx) => neighbourhoodBySlug(tx, 'schothorst-zuid'))).toMatchObject({ name: 'Schothorst-Zuid' });
    await expect(inMunicipality(here, (tx) => neighbourhoodBySlug(tx, 'kruiskamp'))).rejects.toMatchObject({ status: 404 });
    clock.set('2026-06-01');
  });

  it('is of one municipality', async () => {
    expect(await inMunicipality(elsewhere, currentNeighbourhoods)).toEqual([]);
    await expect(inMunicipality(elsewhere, (tx) => neighbourhoodBySlug(tx, 'kruiskamp'))).rejects.toMatchObject({ status: 404 });
  });

  it('refuses what is not right and changes nothing', async () => {
    const fieldsOf = async (division: Parameters<typeof addDivision>[1]) =>
      inMunicipality(here, (tx) => addDivision(tx, division)).then(
        () => 'taken',
        (problem: Problem) => [problem.status, ...problem.fields.map(({ field }) => field)],
      );
    const one = [{ name: 'De Koppel' }];
    expect(await fieldsOf({ version: 0, validFrom: '2026-02-30', neighbourhoods: [] })).toEqual([
      422,
      'version',
      'validFrom',
      'neighbourhoods',
    ]);
    expect(await fieldsOf({ version: 1, validFrom: '2026-01-01', neighbourhoods: one })).toEqual([409, 'version']);
    expect(await fieldsOf({ version: 3, validFrom: '2026-01-01', neighbourhoods: [...one, ...one] })).toEqual([409, 'neighbourhoods']);
    expect(await fieldsOf({ version: 3, validFrom: '2026-01-01', neighbourhoods: [{ name: '—' }] })).toEqual([422, 'neighbourhoods']);
    expect(await fieldsOf({ version: 3, validFrom: '2026-01-01', neighbourhoods: [{ name: 'A', residents: -1 }] })).toEqual([
      422,
      'neighbourhoods',
    ]);
    expect(await fieldsOf({ version: 3, validFrom: '2026-01-01', neighbourhoods: [{ name: 'A', cbsCode: 'GM0307' }] })).toEqual([
      422,
      'neighbourhoods',
    ]);
    expect((await test.owner.query('select 1 from divisions where version = 3')).rowCount).toBe(0);
  });
});

describe('the public values', () => {
  it('are five to begin with, in order, in both languages, and more can follow', async () => {
    await inMunicipality(here, (tx) => addPublicValues(tx, defaultPublicValues));
    await inMunicipality(here, (tx) => addPublicValues(tx, [{ nl: 'Speelsheid', en: 'Playfulness' }]));
    const values = await inMunicipality(here, publicValues);
    expect(values.map(({ name }) => name)).toEqual([...defaultPublicValues, { nl: 'Speelsheid', en: 'Playfulness' }]);
    expect(values.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await inMunicipality(elsewhere, publicValues)).toEqual([]);
  });

  it('need a name', async () => {
    await expect(inMunicipality(here, (tx) => addPublicValues(tx, [{ nl: ' ', en: 'x' }]))).rejects.toMatchObject({ status: 422 });
  });
});

describe('the subsidy ordinance', () => {
  const first = { ...defaultOrdinance, version: 1, validFrom: '2024-01-01', title: 'Subsidieverordening 2024' };

  it('is the version that holds on the day', async () => {
    await inMunicipality(here, async (tx) => {
      await addOrdinance(tx, first);
      await addOrdinance(tx, {
        ...first,
        version: 2,
        validFrom: '2026-01-01',
        title: 'Subsidieverordening 2026',
        minimumTermYears: 4,
        mandateCents: 500_000,
      });
    });
    const on = (day: string) => inMunicipality(here, (tx) => ordinanceOn(tx, day));
    expect(await on('2025-12-31')).toMatchObject(first);
    expect(await on('2026-01-01')).toMatchObject({ version: 2, minimumTermYears: 4, mandateCents: 500_000, tiers: defaultOrdinance.tiers });
    await expect(on('2023-12-31')).rejects.toMatchObject({ status: 409, type: 'no-ordinance' });
    await expect(inMunicipality(elsewhere, (tx) => ordinanceOn(tx, '2026-01-01'))).rejects.toMatchObject({ status: 409 });
  });

  it('cannot be changed afterwards, not even past the code', async () => {
    const change = inMunicipality(here, (tx) => tx.rows('update ordinances set mandate_cents = 1 where municipality_id = $1', [here]));
    await expect(change).rejects.toThrow(/permission denied/);
  });

  it('names every figure that is not right', async () => {
    const wrong = {
      ...first,
      version: 3,
      minimumTermYears: 1,
      supportShareBasisPoints: 0,
      paymentWeeks: 7,
      mandateCents: 0.5,
      validFrom: '2026-13-01',
      title: '',
    };
    const problem = await inMunicipality(here, (tx) => addOrdinance(tx, wrong)).catch((error: Problem) => error);
    expect((problem as Problem).fields.map(({ field }) => field).sort()).toEqual(
      ['mandateCents', 'minimumTermYears', 'paymentWeeks', 'supportShareBasisPoints', 'title', 'validFrom'].sort(),
    );
    await expect(inMunicipality(here, (tx) => addOrdinance(tx, first))).rejects.toMatchObject({ status: 409, type: 'version-exists' });
  });

  it.each([
    ['no tier', []],
    ['not from nought', [{ fromCents: 1, asks: 'nothing' }]],
    [
      'not rising',
      [
        { fromCents: 0, asks: 'nothing' },
        { fromCents: 0, asks: 'story' },
      ],
    ],
    ['something unknown', [{ fromCents: 0, asks: 'auditor-statement' }]],
    [
      'a fraction',
      [
        { fromCents: 0, asks: 'nothing' },
        { fromCents: 0.5, asks: 'story' },
      ],
    ],
    ['nothing at all', null],
  ])('refuses tiers with %s', async (_name, tiers) => {
    const attempt = inMunicipality(here, (tx) => addOrdinance(tx, { ...first, version: 9, tiers: tiers as never }));
    await expect(attempt).rejects.toMatchObject({ status: 422, fields: [{ field: 'tiers' }] });
  });
});

it('makes an address of a name', () => {
  expect(slugOf('Wijkcentrum ’t Middelpunt')).toBe('wijkcentrum-t-middelpunt');
  expect(slugOf('Café Zuid / Noord!')).toBe('cafe-zuid-noord');
  expect(slugOf('***')).toBe('');
});
