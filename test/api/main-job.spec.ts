import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildCouncilReport } from '../../libs/reporting/index.js';
import { apiTown, type ApiTown, type Client, euros } from './kit.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** The whole flow as another system does it: from a council decision to a payment, and every cent found back. */
describe('the main job by API', () => {
  let api: ApiTown;
  let finance: Client;
  let second: Client;
  let body: Client;
  let initiative: Client;
  let supplier: Client;
  let slug: string;
  beforeAll(async () => {
    api = await apiTown();
    const { as } = api.town;
    [finance, second, body, initiative, supplier] = (await Promise.all(
      [as.finance, as.finance2, as.body, as.initiative, as.supplier].map((actor) => api.client(actor)),
    )) as [Client, Client, Client, Client, Client];
    slug = (await api.db.owner.query('select slug from municipalities where id = $1', [api.town.municipalityId])).rows[0].slug;
  });
  afterAll(() => api.close());

  const created = async (client: Client, url: string, content: unknown) => {
    const answer = await client.post(url, content);
    expect({ url, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    if (answer.body.id) expect(answer.headers.location ?? `${url}/${answer.body.id}`).toBe(`${url}/${answer.body.id}`);
    return answer.body;
  };

  it('goes from decision to payment, and the numbers open to their entries', async () => {
    const decision = await created(finance, '/api/v1/council-decisions', {
      number: '2026-7',
      decidedOn: '2026-02-10',
      title: 'Wijkbudgetten 2026–2029',
    });
    const years = [2026, 2027, 2028, 2029].map((fiscalYear) => ({ fiscalYear, amount: euros(10_000_000) }));
    const source = await created(finance, '/api/v1/funding-sources', {
      name: 'Omgezet welzijnscontract',
      kind: 'converted',
      taskField: '6.1',
      councilDecisionId: decision.id,
      years,
    });
    expect(source.years[0]).toEqual({ fiscalYear: 2026, funded: euros(10_000_000), free: euros(10_000_000) });

    const asked = {
      councilDecisionId: decision.id,
      neighbourhoodIds: api.town.neighbourhoods.map((place) => place.id),
      split: 'equal',
      firstYear: 2026,
      lastYear: 2029,
      sources: [{ fundingSourceId: source.id, yearlyAmount: euros(10_000_000) }],
      bodyId: api.town.body.id,
    };
    const preview = await finance.post('/api/v1/neighbourhood-budget-previews', asked);
    expect(preview.status).toBe(200);
    expect(preview.body.budgets.map((budget: { total: object }) => budget.total)).toEqual([
      euros(13_333_336),
      euros(13_333_332),
      euros(13_333_332),
    ]);

    const { items } = await created(finance, '/api/v1/neighbourhood-budgets', asked);
    expect(items).toHaveLength(3);
    const budget = items[0];
    expect(budget.equation).toEqual({
      adopted: euros(3_333_334),
      carriedOver: euros(0),
      committed: euros(0),
      paid: euros(0),
      available: euros(3_333_334),
    });
    const instalments = await finance.get(`/api/v1/neighbourhood-budgets/${budget.id}/instalments`);
    expect(instalments.body.items.map((one: { status: string }) => one.status)).toEqual(['adopted', 'reserved', 'planned', 'planned']);

    const wanted = {
      budgetId: budget.id,
      holderId: api.town.initiative.id,
      neighbourhoodId: budget.neighbourhoodIds[0],
      publicValueId: api.town.values[0],
      title: 'Materiaal en activiteiten',
      kind: 'money',
      amount: euros(500_000),
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      considerations: 'Staat in de agenda van de wijk.',
    };
    expect((await body.post('/api/v1/drawing-right-previews', wanted)).body).toMatchObject({
      committed: euros(500_000),
      availableAfter: euros(2_500_001),
    });
    const right = await created(body, '/api/v1/drawing-rights', wanted);
    const draw = await created(initiative, '/api/v1/draws', {
      drawingRightId: right.id,
      supplierId: api.town.supplier.id,
      amount: euros(24_001),
      purpose: 'Zand en klinkers',
    });
    expect(draw).toMatchObject({ state: 'reserved', value: euros(24_001), expiresOn: '2026-03-16' });
    expect((await initiative.get(`/api/v1/drawing-rights/${right.id}`)).body).toMatchObject({
      free: euros(475_999),
      reserved: euros(24_001),
      used: euros(0),
    });
    expect((await supplier.get('/api/v1/draws')).body.items).toMatchObject([{ id: draw.id, code: null }]);

    const confirmed = await supplier.post(`/api/v1/draws/${draw.id}/confirmation`);
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed', dueOn: '2026-04-13' } });
    expect((await supplier.get('/api/v1/payables')).body.items).toMatchObject([
      { id: confirmed.body.payableId, amount: euros(24_001), state: 'open' },
    ]);

    const batch = await created(finance, '/api/v1/payment-batches', { payableIds: [confirmed.body.payableId] });
    expect(batch.total).toEqual(euros(24_001));
    expect(await finance.post(`/api/v1/payment-batches/${batch.id}/approval`)).toMatchObject({
      status: 403,
      body: { type: '/problems/second-person-needed' },
    });
    expect(await second.post(`/api/v1/payment-batches/${batch.id}/approval`)).toMatchObject({
      status: 200,
      body: { payables: [{ state: 'paid' }] },
    });

    const after = await finance.get(`/api/v1/neighbourhood-budgets/${budget.id}`);
    expect(after.body.equation).toEqual({
      ...budget.equation,
      committed: euros(475_999),
      paid: euros(24_001),
      available: euros(2_833_334),
    });
    const paid = await finance.get(`/api/v1/entries?figure=paid&fiscalYear=2026&budgetId=${budget.id}`);
    expect(paid.body).toMatchObject({ count: 1, total: euros(24_001), next: null, items: [{ kind: 'pay', purpose: 'Zand en klinkers' }] });
    expect((await finance.get(`/api/v1/entries/${paid.body.items[0].id}`)).body.to.en).toContain('Paid from');

    const flow = await finance.get('/api/v1/reports/follow-the-euro?fiscalYear=2026');
    expect(flow.body).toMatchObject({
      sources: [{ id: source.id, amount: euros(10_000_000) }],
      publicValues: [{ id: api.town.values[0], amount: euros(500_000) }],
    });
    expect((await finance.get('/api/v1/reports/years')).body.items[0]).toMatchObject({
      fiscalYear: 2026,
      paid: euros(24_001),
      committed: euros(475_999),
    });
  });

  it('gives a right in minutes, and takes things back', async () => {
    const budget = (await finance.get('/api/v1/neighbourhood-budgets')).body.items[0];
    const right = await created(body, '/api/v1/drawing-rights', {
      budgetId: budget.id,
      holderId: api.town.initiative.id,
      neighbourhoodId: budget.neighbourhoodIds[0],
      publicValueId: api.town.values[1],
      title: 'Hulp van een opbouwwerker',
      kind: 'community_work',
      amount: { minutes: 600 },
      tariffPerHour: euros(7_500),
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      considerations: 'Afgesproken in de wijk.',
    });
    expect(right).toMatchObject({ amount: { minutes: 600 }, committed: euros(75_000), free: { minutes: 600 } });
    const asked = { drawingRightId: right.id, supplierId: api.town.supplier.id, purpose: 'Buurtgesprek' };
    expect(await initiative.post('/api/v1/draws', { ...asked, amount: euros(90) })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'amount' }] },
    });
    const first = await created(initiative, '/api/v1/draws', { ...asked, amount: { minutes: 90 } });
    expect(first.value).toEqual(euros(11_250));
    expect(await initiative.post(`/api/v1/draws/${first.id}/voiding`, { reason: 'Verzet.' })).toMatchObject({
      status: 200,
      body: { state: 'voided' },
    });
    const again = await created(initiative, '/api/v1/draws', { ...asked, amount: { minutes: 60 } });
    expect((await supplier.post(`/api/v1/draws/${again.id}/confirmation`, {})).status).toBe(200);
    expect(await body.post(`/api/v1/draws/${again.id}/reversal`, { reason: 'Niet doorgegaan.' })).toMatchObject({
      status: 200,
      body: { state: 'reversed' },
    });
    const ended = await body.post(`/api/v1/drawing-rights/${right.id}/ending`, { reason: 'Verhuisd.' });
    expect(ended).toMatchObject({ status: 200, body: { state: 'ended', free: { minutes: 0 }, endReason: 'Verhuisd.' } });
  });

  it('splits by weights in the order of the neighbourhoods that were named', async () => {
    const [first, , third] = api.town.neighbourhoods;
    const source = (await finance.get('/api/v1/funding-sources')).body.items[0];
    const extra = await created(finance, '/api/v1/funding-sources', {
      name: 'Extra',
      kind: 'extra',
      taskField: '6.1',
      councilDecisionId: source.councilDecisionId,
      years: [2027, 2028].map((fiscalYear) => ({ fiscalYear, amount: euros(1_000) })),
    });
    const preview = await finance.post('/api/v1/neighbourhood-budget-previews', {
      councilDecisionId: source.councilDecisionId,
      neighbourhoodIds: [first?.id, third?.id],
      split: 'weights',
      weights: [
        { neighbourhoodId: first?.id, weight: 3 },
        { neighbourhoodId: third?.id, weight: 1 },
      ],
      firstYear: 2027,
      lastYear: 2028,
      sources: [{ fundingSourceId: extra.id, yearlyAmount: euros(1_000) }],
    });
    const totals = preview.body.budgets.map((one: { neighbourhoodIds: string[]; total: object }) => [one.neighbourhoodIds[0], one.total]);
    expect(Object.fromEntries(totals)).toEqual({ [first!.id]: euros(1_500), [third!.id]: euros(500) });
  });

  it('asks for a council report, sees it being made, and gets its files', async () => {
    const asked = await finance.post('/api/v1/council-reports', { fiscalYear: 2026, meetingOn: '2026-06-17' });
    expect(asked).toMatchObject({
      status: 202,
      headers: { location: `/api/v1/council-reports/${asked.body.id}` },
      body: { state: 'pending', files: [] },
    });
    expect((await finance.post('/api/v1/council-reports', { fiscalYear: 2026, meetingOn: '2026-06-17' })).body.id).toBe(asked.body.id);
    expect(await finance.post('/api/v1/council-reports', { fiscalYear: 2190 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'fiscalYear' }] },
    });
    expect((await finance.get(`/api/v1/jobs/${asked.body.jobId}`)).body).toMatchObject({ name: 'council-report', state: 'pending' });
    const { run } = api.town;
    const payload = { reportId: asked.body.id as string };
    await buildCouncilReport({ payload, transaction: (work) => run(work), progress: async () => undefined });
    const { body: report } = await finance.get(asked.headers.location!);
    expect(report.files.map((file: { format: string }) => file.format)).toEqual(['pdf', 'xlsx', 'csv']);
    for (const { href, size, name } of report.files) {
      const file = await finance.get(href);
      expect(file).toMatchObject({
        status: 200,
        headers: { 'content-length': String(size), 'content-disposition': expect.stringContaining(name) },
      });
    }
    expect((await finance.get(`${asked.headers.location}/files/docx`)).status).toBe(404);
    expect((await finance.get('/api/v1/council-reports')).body.items).toHaveLength(1);
  });

  it('keeps the PDF of a decision, and refuses what is not one', async () => {
    const form = (file: Buffer, name: string) => {
      const edge = 'edge-of-parts';
      const field = (key: string, value: string) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
      const head = `--${edge}\r\ncontent-disposition: form-data; name="document"; filename="besluit.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
      const text = Buffer.concat([
        Buffer.from(field('number', name) + field('decidedOn', '2026-02-10') + field('title', 'Met bijlage') + head),
        file,
        Buffer.from(`\r\n--${edge}--\r\n`),
      ]);
      return { text, headers: { 'content-type': `multipart/form-data; boundary=${edge}` } };
    };
    const recorded = await finance.send('POST', '/api/v1/council-decisions', form(PDF, '2026-8'));
    expect(recorded).toMatchObject({ status: 201, body: { documentName: 'besluit.pdf' } });
    const document = await finance.get(`/api/v1/council-decisions/${recorded.body.id}/document`);
    expect(document).toMatchObject({ status: 200, text: PDF.toString(), headers: { 'content-type': 'application/pdf' } });
    const fake = await finance.send('POST', '/api/v1/council-decisions', form(Buffer.from('MZ program'), '2026-9'));
    expect(fake).toMatchObject({ status: 422, body: { errors: [{ field: 'document' }] } });
    const large = await finance.send('POST', '/api/v1/council-decisions', form(Buffer.alloc(10 * 1024 * 1024 + 1, PDF), '2026-9'));
    expect(large.status).toBe(413);
    const elsewhere = await finance.send('POST', '/api/v1/organisations', form(PDF, '2026-9'));
    expect(elsewhere.status).toBe(415);
  });

  it('registers organisations and tells about the municipality', async () => {
    const place = api.town.neighbourhoods[1]!.id;
    const made = await finance.post('/api/v1/organisations', {
      name: 'Repair Café',
      kinds: ['initiative', 'supplier'],
      neighbourhoodIds: [place],
    });
    expect(made).toMatchObject({ status: 201, body: { slug: 'repair-cafe' } });
    expect((await finance.get(`/api/v1/organisations/${made.body.id}`)).body).toEqual(made.body);
    const suppliers = await supplier.get('/api/v1/organisations?kind=supplier');
    expect(suppliers.body.items.map((one: { name: string }) => one.name)).toEqual(['Hoveniersbedrijf De Linde', 'Repair Café']);
    expect((await initiative.get('/api/v1/ordinances/current')).body).toMatchObject({
      version: 1,
      mandate: euros(250_000),
      tiers: [{ from: euros(0) }, {}, {}],
    });
    expect((await initiative.get('/api/v1/public-values')).body.items).toHaveLength(5);
    expect((await initiative.get('/api/v1/neighbourhoods')).body.items).toHaveLength(3);
  });

  it('opens the same numbers to everyone, page by page', async () => {
    const towns = await api.open.get('/api/v1/municipalities');
    expect(towns.body.items).toContainEqual({ slug, name: 'Voorbeeldstad', cbsCode: null, fictional: true });
    const seen: string[] = [];
    let url: string | undefined = `/api/v1/municipalities/${slug}/entries?limit=7`;
    let total = 0;
    while (url) {
      const page = await api.open.get(url);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map((one: { id: string }) => one.id));
      total = page.body.count;
      url = /^<(.+)>; rel="next"$/.exec(page.headers.link ?? '')?.[1];
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    const budgets = await api.open.get(`/api/v1/municipalities/${slug}/neighbourhood-budgets?limit=2`);
    const rest = await api.open.get(`/api/v1/municipalities/${slug}/neighbourhood-budgets?limit=2&after=${budgets.body.next}`);
    expect([...budgets.body.items, ...rest.body.items].map((one) => one.name)).toEqual(['Kruiskamp', 'Randenbroek', 'Soesterkwartier']);
    expect(rest.body.next).toBeNull();
    const one = await api.open.get(`/api/v1/municipalities/${slug}/neighbourhood-budgets/${budgets.body.items[0].id}`);
    expect(one.body.lines).toHaveLength(4);
    expect(await api.open.get('/api/v1/municipalities/nergens')).toMatchObject({ status: 404 });
  });
});
