import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildTown, giveBudget } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

describe('splits by API', () => {
  let api: ApiTown;
  let finance: Client;
  beforeAll(async () => {
    api = await apiTown();
    finance = await api.client(api.town.as.finance);
  });
  afterAll(() => api.close());

  const created = async (client: Client, url: string, content: unknown) => {
    const answer = await client.post(url, content);
    expect({ url, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };

  it('splits by fixed amounts and by a floor with the rest, and explains what it adopted', async () => {
    const places = api.town.neighbourhoods.map(({ id }) => id) as [string, string, string];
    const councilDecisionId = api.town.decisionId;
    const make = async (name: string, cents: number) =>
      (
        await created(finance, '/api/v1/funding-sources', {
          ...{ name, kind: 'extra', taskField: '6.1', councilDecisionId },
          years: [2027, 2028].map((fiscalYear) => ({ fiscalYear, amount: euros(cents) })),
        })
      ).id as string;
    const sources = [
      { fundingSourceId: await make('Sport', 1_000), yearlyAmount: euros(1_000) },
      { fundingSourceId: await make('Cultuur', 2_001), yearlyAmount: euros(2_001) },
    ];
    const asked = { councilDecisionId, neighbourhoodIds: places, firstYear: 2027, lastYear: 2028, sources, bodyId: api.town.body.id };
    const amounts = (...cents: number[]) =>
      cents.map((amountCents, index) => ({ neighbourhoodId: places[index], amount: euros(amountCents) }));
    const preview = (more: object) => finance.post('/api/v1/neighbourhood-budget-previews', { ...asked, ...more });
    const yearly = async (more: object) =>
      (await preview(more)).body.budgets.map((one: { total: { amountCents: number } }) => one.total.amountCents / 2);

    expect(await yearly({ split: 'fixed', amounts: amounts(1_500, 1_500, 1) })).toEqual([1_500, 1_500, 1]);
    // 5,000, 6,000 and 7,000 people share 1,801.
    expect(await yearly({ split: 'mix', floors: amounts(1_200), rest: 'residents' })).toEqual([1_700, 600, 701]);
    const weights = [1, 0, 2].map((weight, index) => ({ neighbourhoodId: places[index], weight }));
    expect(await yearly({ split: 'mix', floors: amounts(1, 2, 3), rest: 'weights', weights })).toEqual([999, 2, 2_000]);
    for (const [field, more] of [
      ['amounts', { split: 'fixed' }],
      ['amounts', { split: 'fixed', amounts: amounts(1_500, 1_500) }],
      ['amounts', { split: 'fixed', amounts: amounts(1_500, 1_500, 2) }],
      ['amounts', { split: 'fixed', amounts: [...amounts(1_500, 1_500), ...amounts(1)] }],
      ['floors', { split: 'mix', rest: 'residents', floors: amounts(3_002) }],
      ['floors', { split: 'mix', rest: 'residents', floors: [{ neighbourhoodId: sources[0]!.fundingSourceId, amount: euros(1) }] }],
      ['rest', { split: 'mix', floors: amounts(1) }],
      ['weights', { split: 'mix', floors: amounts(1), rest: 'weights' }],
    ] as const)
      expect(await preview(more)).toMatchObject({ status: 422, body: { errors: [{ field }] } });

    const adopted = await created(finance, '/api/v1/neighbourhood-budgets', {
      ...asked,
      split: 'mix',
      floors: amounts(1_200),
      rest: 'residents',
    });
    const explained = await finance.get(`/api/v1/neighbourhood-budgets/${adopted.items[0].id}/apportionment`);
    expect(explained).toMatchObject({
      status: 200,
      body: {
        councilDecisionId,
        split: 'mix',
        rest: 'residents',
        yearlyTotal: euros(3_001),
        asBooked: true,
        budgets: [
          {
            isThisBudget: true,
            fixedAmount: euros(1_200),
            weight: 5_000,
            share: { numerator: '9005000', denominator: '18000', roundedDown: euros(500), extraCents: 0, amount: euros(500) },
            yearlyAmount: euros(1_700),
          },
          { isThisBudget: false, yearlyAmount: euros(600) },
          { isThisBudget: false, yearlyAmount: euros(701), share: { extraCents: 1 } },
        ],
      },
    });
    const cells = explained.body.budgets.map((one: { sources: { share: { amount: { amountCents: number } } }[] }) =>
      one.sources.map((part) => part.share.amount.amountCents),
    ) as [number, number][];
    expect(cells.map(([a, b]) => a + b)).toEqual([1_700, 600, 701]);
    expect(cells.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0])).toEqual([1_000, 2_001]);
  });

  it('refuses what overlaps, and names the problem', async () => {
    const { neighbourhoods, decisionId } = api.town;
    const source = await created(finance, '/api/v1/funding-sources', {
      ...{ name: 'Overlap', kind: 'extra', taskField: '6.1', councilDecisionId: decisionId },
      years: [2027, 2028, 2029].map((fiscalYear) => ({ fiscalYear, amount: euros(10_000) })),
    });
    const asked = {
      councilDecisionId: decisionId,
      neighbourhoodIds: [neighbourhoods[0]!.id],
      split: 'pooled',
      firstYear: 2027,
      lastYear: 2028,
      sources: [{ fundingSourceId: source.id, yearlyAmount: euros(1_000) }],
      bodyId: api.town.body.id,
    };
    await created(finance, '/api/v1/neighbourhood-budgets', { ...asked, pooledName: 'Een' });
    for (const url of ['/api/v1/neighbourhood-budget-previews', '/api/v1/neighbourhood-budgets'])
      expect(await finance.post(url, { ...asked, pooledName: 'Twee', firstYear: 2028, lastYear: 2029 })).toMatchObject({
        status: 422,
        body: { type: '/problems/overlapping-terms', errors: [{ field: 'neighbourhoodIds' }] },
      });
  });

  it('explains nothing of another municipality', async () => {
    const other = await buildTown(api.db);
    const path = `/api/v1/neighbourhood-budgets/${await giveBudget(other)}/apportionment`;
    expect((await finance.get(path)).status).toBe(404);
    expect((await api.open.get(path)).status).toBe(401);
  });
});
