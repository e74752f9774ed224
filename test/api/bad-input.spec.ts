import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../libs/core/index.js';
import { giveBudget, giveRight } from '../fixtures/town.js';
import { type Answer, apiTown, type ApiTown, type Client, euros } from './kit.js';

type Change = (body: Record<string, unknown>) => Record<string, unknown>;

/** Whatever arrives: a clear 4xx with a sentence beside its field, and nothing changes. */
describe('bad input', () => {
  let api: ApiTown;
  let clients: Record<'finance' | 'body' | 'initiative' | 'supplier', Client>;
  let good: Record<'draw' | 'right' | 'budget' | 'source' | 'decision' | 'organisation', Record<string, unknown>>;
  beforeAll(async () => {
    api = await apiTown();
    const { as } = api.town;
    const [finance, body, initiative, supplier] = await Promise.all(
      [as.finance, as.body, as.initiative, as.supplier].map((actor) => api.client(actor)),
    );
    clients = { finance: finance!, body: body!, initiative: initiative!, supplier: supplier! };
    const budgetId = await giveBudget(api.town);
    const rightId = await giveRight(api.town, budgetId);
    const source = (await clients.finance.get('/api/v1/funding-sources')).body.items[0];
    const place = api.town.neighbourhoods[0]!.id;
    good = {
      draw: { drawingRightId: rightId, supplierId: api.town.supplier.id, amount: euros(1_000), purpose: 'Zand' },
      right: {
        ...{
          budgetId,
          holderId: api.town.initiative.id,
          neighbourhoodId: place,
          publicValueId: api.town.values[0],
          title: 'Recht',
          kind: 'money',
        },
        ...{ amount: euros(1_000), validFrom: '2026-01-01', validTo: '2026-12-31', considerations: 'Omdat.' },
      },
      budget: {
        ...{
          councilDecisionId: api.town.decisionId,
          neighbourhoodIds: [place],
          split: 'pooled',
          pooledName: 'Nieuw',
          firstYear: 2026,
          lastYear: 2028,
        },
        sources: [{ fundingSourceId: source.id, yearlyAmount: euros(1) }],
      },
      source: {
        name: 'Bron',
        kind: 'extra',
        taskField: '6.1',
        councilDecisionId: api.town.decisionId,
        years: [{ fiscalYear: 2026, amount: euros(1) }],
      },
      decision: { number: '1', decidedOn: '2026-01-10', title: 'Besluit' },
      organisation: { name: 'Club', kinds: ['initiative'] },
    };
  });
  afterAll(() => api.close());

  const counted = async () => {
    const tables = [
      'transfers',
      'draws',
      'drawing_rights',
      'neighbourhood_budgets',
      'funding_sources',
      'council_decisions',
      'organisations',
    ];
    const columns = [...tables, 'payment_batches', 'idempotency_keys', 'audit_entries'].map(
      (table) => `(select count(*) from ${table}) as ${table}`,
    );
    return (await api.db.owner.query(`select ${columns.join(', ')}`)).rows[0];
  };
  const refused = (answer: Answer, status: number | readonly number[], field?: string) => {
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      body: { status: answer.status, type: expect.stringMatching(/^\/problems\//), detail: expect.any(String) },
    });
    expect([status].flat()).toContain(answer.status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json\b/);
    if (field) expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  };

  const ROUTES = {
    draw: ['initiative', '/api/v1/draws'],
    right: ['body', '/api/v1/drawing-rights'],
    budget: ['finance', '/api/v1/neighbourhood-budgets'],
    source: ['finance', '/api/v1/funding-sources'],
    decision: ['finance', '/api/v1/council-decisions'],
    organisation: ['finance', '/api/v1/organisations'],
  } as const;
  const set =
    (field: string, value: unknown): Change =>
    (body) => ({ ...body, [field]: value });
  const yearly = (amount: unknown): Change => set('years', [{ fiscalYear: 2026, amount }]);

  it.each<[keyof typeof ROUTES, string, Change, number | number[], string?]>([
    ['draw', 'an amount below zero', set('amount', euros(-1)), 422, 'amount'],
    ['draw', 'nothing', set('amount', euros(0)), 422, 'amount'],
    ['draw', 'half a cent', set('amount', euros(0.5)), 422, 'amount'],
    ['draw', 'more than a number can be', set('amount', euros(2 ** 53)), 422, 'amount'],
    ['draw', 'an amount as text', set('amount', { amountCents: '1000', currency: 'EUR' }), 422, 'amount'],
    ['draw', 'another currency', set('amount', { amountCents: 1000, currency: 'USD' }), 422, 'amount'],
    ['draw', 'euros and minutes', set('amount', { ...euros(1000), minutes: 10 }), 422, 'amount'],
    ['draw', 'minutes of a right in euros', set('amount', { minutes: 10 }), 422, 'amount'],
    ['draw', 'more than the right has', set('amount', euros(500_001)), 409, 'amount'],
    ['draw', 'no amount', set('amount', undefined), 422, 'amount'],
    ['draw', 'a malformed id', set('drawingRightId', '42'), 422, 'drawingRightId'],
    ['draw', 'an unknown right', set('drawingRightId', newId()), 404],
    ['draw', 'an unknown supplier', set('supplierId', newId()), 422, 'supplierId'],
    ['draw', 'NUL in a text', set('purpose', 'Zand\u0000'), 422, 'purpose'],
    ['draw', 'half a character', set('purpose', 'Zand \ud800'), 422, 'purpose'],
    ['draw', 'two lines', set('purpose', 'Zand\nen klinkers'), 422, 'purpose'],
    ['draw', 'a long text', set('purpose', 'x'.repeat(121)), 422, 'purpose'],
    ['draw', 'only spaces', set('purpose', '   '), 422, 'purpose'],
    ['draw', 'a field we do not know', set('approved', true), 422, 'approved'],
    ['draw', 'a state of its own', set('state', 'paid'), 422, 'state'],
    ['right', 'dates out of order', (body) => ({ ...body, validFrom: '2026-12-31', validTo: '2026-01-01' }), 422, 'validTo'],
    ['right', 'a day that does not exist', set('validTo', '2026-02-31'), 422, 'validTo'],
    ['right', 'an unknown holder', set('holderId', newId()), [404, 422]],
    ['right', 'an unknown value', set('publicValueId', newId()), 422, 'publicValueId'],
    ['right', 'minutes for money', set('amount', { minutes: 60 }), 422, 'amount'],
    ['right', 'support without a tariff', (body) => ({ ...body, kind: 'space', amount: { minutes: 60 } }), 422, 'tariffPerHour'],
    ['right', 'a tariff for money', set('tariffPerHour', euros(100)), 422, 'tariffPerHour'],
    ['right', 'more than the budget has', set('amount', euros(99_000_000)), 409, 'amount'],
    ['right', 'an unknown kind', set('kind', 'tender'), 422, 'kind'],
    ['budget', 'one year', set('lastYear', 2026), 422, 'lastYear'],
    ['budget', 'years out of order', set('lastYear', 2020), 422, 'lastYear'],
    ['budget', 'a year as text', set('firstYear', '2026'), 422, 'firstYear'],
    [
      'budget',
      'weights that sum to zero',
      (body) => ({ ...body, split: 'weights', weights: [{ neighbourhoodId: (body.neighbourhoodIds as string[])[0], weight: 0 }] }),
      422,
    ],
    ['budget', 'a weight missing', (body) => ({ ...body, split: 'weights' }), 422, 'weights'],
    ['budget', 'no neighbourhood', set('neighbourhoodIds', []), 422, 'neighbourhoodIds'],
    ['budget', 'an unknown neighbourhood', set('neighbourhoodIds', [newId()]), 422, 'neighbourhoodIds'],
    ['budget', 'a support share of nothing', set('supportShareBasisPoints', 0), 422, 'supportShareBasisPoints'],
    ['budget', 'an unknown decision', set('councilDecisionId', newId()), 404],
    ['budget', 'an unknown source', set('sources', [{ fundingSourceId: newId(), yearlyAmount: euros(1) }]), 422, 'sources'],
    ['budget', 'an unknown body', set('bodyId', newId()), 422, 'bodyId'],
    ['budget', 'sources that are no list', set('sources', 'all'), 422, 'sources'],
    ['budget', 'a source that is no object', set('sources', [7]), 422, 'sources'],
    ['source', 'a trillion too much', yearly(euros(100_000_000_000_001)), 422, 'years.0.amount.amountCents'],
    ['source', 'an amount as a number', yearly(100), 422, 'years.0.amount'],
    ['source', 'no years', set('years', []), 422, 'years'],
    [
      'source',
      'a year twice',
      set(
        'years',
        [2026, 2026].map((fiscalYear) => ({ fiscalYear, amount: euros(1) })),
      ),
      422,
      'years',
    ],
    ['source', 'no task field', set('taskField', 'zorg'), 422, 'taskField'],
    ['source', 'another kind', set('kind', 'tender'), 422, 'kind'],
    ['decision', 'a day to come', set('decidedOn', '2026-03-03'), 422, 'decidedOn'],
    ['decision', 'a number as a number', set('number', 7), 422, 'number'],
    ['decision', 'a number that is taken', set('number', '2025-118'), 409, 'number'],
    ['organisation', 'a name without letters', set('name', '!!!'), 422, 'name'],
    ['organisation', 'a neighbourhood from elsewhere', set('neighbourhoodIds', [newId()]), 422, 'neighbourhoodIds'],
    ['organisation', 'no kind', set('kinds', []), 422, 'kinds'],
  ])('%s: %s', async (...row) => {
    const [resource, , change, status, field] = row;
    const [role, url] = ROUTES[resource];
    const before = await counted();
    refused(await clients[role].post(url, change(good[resource])), status, field);
    expect(await counted()).toEqual(before);
  });

  it.each<[string, string | Buffer, number, Record<string, string>?]>([
    ['broken JSON', '{"amount":', 400],
    ['nothing at all', '', 400],
    ['a number beyond every number', '{"amount":{"amountCents":1e400,"currency":"EUR"}}', 422],
    ['a list', '[]', 422],
    ['null', 'null', 422],
    ['a text', '"draw"', 422],
    ['a prototype', '{"__proto__":{"scopes":["draw.reserve"]}}', 400],
    ['a constructor', '{"constructor":{"prototype":{"a":1}}}', 400],
    ['a thousand levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`, 422],
    ['thirty thousand levels', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 422],
    ['thirty thousand levels in a field', `{"amount":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 422],
    ['too much', JSON.stringify({ purpose: 'x'.repeat(64 * 1024) }), 413],
    ['text', 'amount=1000', 415, { 'content-type': 'text/plain' }],
    ['a form', 'amount=1000', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['parts of a form', '--x--', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['no type', Buffer.from('{}'), 415, { 'content-type': '' }],
  ])('a body of %s', async (...row) => {
    const [, text, status, headers = {}] = row;
    const before = await counted();
    refused(await clients.initiative.send('POST', '/api/v1/draws', { text, headers: { 'idempotency-key': newId(), ...headers } }), status);
    expect(await counted()).toEqual(before);
  });

  it.each([
    ['/api/v1/draws?limit=0', 422],
    ['/api/v1/draws?limit=201', 422],
    ['/api/v1/draws?limit=1.5', 422],
    ['/api/v1/draws?limit=1&limit=2', 422],
    ['/api/v1/draws?after=%00', 422],
    ['/api/v1/draws?after=WzEsMl0', 422],
    ['/api/v1/draws?after=WyJub3Qtb25lIiwieCJd', 422],
    ['/api/v1/draws?state=lost', 422],
    ['/api/v1/draws?drawingRightId=x', 422],
    ['/api/v1/draws?page=2', 422],
    ['/api/v1/drawing-rights?after=e30', 422],
    ['/api/v1/drawing-rights?running=perhaps', 422],
    ['/api/v1/draws/%00', 404],
    ['/api/v1/draws/42', 404],
    [`/api/v1/draws/${'9'.repeat(500)}`, [404, 414]],
    ['/api/v1/draws/%E0%A4%A', 400],
    ['/api/v1/municipalities/%00', 404],
    ['/api/v1/municipalities/a%27b', 404],
    ['/api/v1/nothing', 404],
    ['/api/v2/draws', 404],
  ])('GET %s', async (url, status) => {
    refused(await clients.initiative.get(url), status);
  });

  it('refuses a cursor of another list', async () => {
    const { next } = (await clients.finance.get('/api/v1/organisations?limit=1')).body;
    refused(await clients.finance.get(`/api/v1/payables?after=${next}`), 422, 'after');
    refused(await clients.finance.get(`/api/v1/entries?after=${next}`), 422, 'after');
  });

  it('refuses a method that a route does not have', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      refused(await clients.initiative.send(method, '/api/v1/draws', { body: {} }), [404, 405]);
  });

  it('speaks the language that is asked', async () => {
    const dutch = await clients.initiative.post(
      '/api/v1/draws',
      { ...good.draw, purpose: '' },
      { 'accept-language': 'nl-NL,nl;q=0.9,en;q=0.8' },
    );
    expect(dutch.body).toMatchObject({ title: 'Dit klopt nog niet', detail: expect.stringMatching(/^Vul één regel tekst in/) });
    const english = await clients.initiative.post('/api/v1/draws', { ...good.draw, purpose: '' }, { 'accept-language': 'fr' });
    expect(english.body).toMatchObject({
      title: 'This is not right yet',
      errors: [{ field: 'purpose', detail: expect.stringMatching(/^Give one line/) }],
    });
    expect(english.body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });

  it('never answers 5xx, whatever a body holds', async () => {
    const document = (await api.open.get('/api/v1/openapi.json')).body;
    const routes = Object.entries<Record<string, { security?: { token: string[] }[] }>>(document.paths).filter(
      ([, operations]) => operations.post,
    );
    expect(routes.length).toBeGreaterThan(10);
    const ids = [Object.values(good.draw)[0], Object.values(good.right)[0], newId()] as string[];
    const byScope = (scope = '') =>
      Object.values(clients)
        .map((client, index) => ({ client, index }))
        .filter(({ index }) => SCOPES[index]?.test(scope))[0]?.client ?? clients.finance;
    const keys = Object.values(good).flatMap((body) => Object.keys(body));
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        ...ids,
        euros(1),
        { minutes: 1 },
        euros(-1),
        '2026-02-31',
        '2026-06-01',
        'money',
        'weights',
        2026,
        ['initiative'],
        [],
      ),
      fc.string({ unit: 'binary' }),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const wild = fc.oneof(
      fc.dictionary(fc.oneof(fc.constantFrom(...keys, 'reason', 'payableIds'), fc.string()), leaf, { maxKeys: 12 }),
      fc.jsonValue({ maxDepth: 4 }),
      fc
        .tuple(fc.constantFrom(...Object.values(good)), fc.constantFrom(...keys), leaf)
        .map(([body, key, value]) => ({ ...body, [key]: value })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), wild, fc.constantFrom(...ids), async ([path, operations], body, id) => {
        const client = byScope(operations.post?.security?.[0]?.token[0]);
        const answer = await client.post(path.replace('{id}', id), body);
        // A refusal by the database is a check that is missing before it.
        if (answer.status >= 500 || answer.body?.type === '/problems/refused')
          throw new Error(`${path} answered ${answer.status} to ${JSON.stringify(body)}`);
      }),
      { numRuns: 500 },
    );
  });
});

/** Which client may do what begins so, in the order of `clients`. */
const SCOPES = [
  /^(source|budget|decision|organisation|payable|report)/,
  /^drawing-right/,
  /^draw\.(reserve|void)/,
  /^draw\.(confirm|reverse)/,
];
