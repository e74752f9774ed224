import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleOf, type Schemas } from '../../apps/api/docs/schema.js';
import type { Actor } from '../../libs/core/index.js';
import { revokeApiToken, listApiTokens, type Permission, permissionsOf } from '../../libs/identity/index.js';
import { confirmDelivery, prepareBatch } from '../../libs/payments/index.js';
import { requestCouncilReport } from '../../libs/reporting/index.js';
import { buildTown, draw, giveBudget, giveRight, type Town } from '../fixtures/town.js';
import { apiTown, type ApiTown, type Client } from './kit.js';

interface Operation {
  operationId: string;
  security?: { token: Permission[] }[];
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
}

interface Route extends Operation {
  method: string;
  path: string;
}

/** Who may call what, and what nobody may see. Made from the document, so that a new route is covered by being there. */
describe('the boundaries of the API', () => {
  let api: ApiTown;
  let document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Schemas } };
  let routes: Route[];
  let other: Town;
  /** One id of everything of the other town that has an address. */
  let foreign: Awaited<ReturnType<typeof everyId>>;
  let rightId: string;
  beforeAll(async () => {
    api = await apiTown();
    document = (await api.open.get('/api/v1/openapi.json')).body;
    routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({ method, path, ...operation })),
    );
    other = await buildTown(api.db);
    foreign = await everyId(other);
    rightId = await giveRight(api.town, await giveBudget(api.town));
  });
  afterAll(() => api.close());

  const scopesOfRoute = (route: Route) => (route.security ?? []).flatMap((one) => one.token);
  const bodyOf = (route: Route) => {
    const schema = route.requestBody?.content['application/json']?.schema;
    return schema && exampleOf(schema, document.components.schemas, false);
  };
  const queryOf = (route: Route) => {
    const needed = (route.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required);
    return needed.length > 0 ? `?${needed.map(({ name, schema }) => `${name}=${exampleOf(schema, {})}`).join('&')}` : '';
  };
  /** Somebody of a town who may do this. */
  const actorFor = (town: Town, scopes: readonly Permission[]): Actor => {
    const actor = Object.values(town.as).find(
      ({ role }) => scopes.length === 0 || scopes.some((scope) => permissionsOf(role).includes(scope) && role !== 'councillor'),
    );
    if (!actor) throw new Error(`nobody may ${scopes.join(', ')}`);
    return actor;
  };
  const call = (client: Client, route: Route, path: string) =>
    route.method === 'get' ? client.get(path + queryOf(route)) : client.post(path, bodyOf(route));

  it('asks a token for everything but open data and the service itself', async () => {
    const open = routes.filter((route) => !route.security).map((route) => route.path);
    expect(open.every((path) => path.startsWith('/api/v1/municipalities') || path === '/api/health')).toBe(true);
    for (const route of routes.filter((one) => one.security)) {
      const answer = await call(api.open, route, route.path.replace(/\{\w+\}/, api.town.decisionId));
      expect({ route: route.operationId, status: answer.status, ask: answer.headers['www-authenticate'] }).toEqual({
        route: route.operationId,
        status: 401,
        ask: 'Bearer realm="Buurtkas"',
      });
    }
  });

  it.each(['', 'Bearer', 'Bearer bk_', `Bearer bk_${'0'.repeat(32)}_${'A'.repeat(43)}`, 'Basic YTpi'])(
    'does not know the token %j',
    async (authorization) => {
      const answer = await api.open.get('/api/v1/organisations', { authorization });
      expect(answer).toMatchObject({ status: 401, body: { type: '/problems/token-needed' } });
    },
  );

  it('refuses every route that needs a scope to a token that lacks it', async () => {
    const scoped = routes.filter((route) => scopesOfRoute(route).length > 0);
    expect(scoped.length).toBeGreaterThan(25);
    const initiative = await api.client(api.town.as.initiative, ['draw.void']);
    const finance = await api.client(api.town.as.finance, ['instalment.release']);
    for (const route of scoped) {
      const client = scopesOfRoute(route).includes('draw.void') ? finance : initiative;
      const answer = await call(client, route, route.path.replace(/\{\w+\}/, api.town.decisionId));
      expect({ route: route.operationId, status: answer.status }).toEqual({ route: route.operationId, status: 403 });
    }
  });

  it('forgets a revoked token within ten seconds', async () => {
    const { town, db } = api;
    const client = await api.client(town.as.supplier);
    expect((await client.get('/api/v1/draws')).status).toBe(200);
    await town.run(async (tx) => revokeApiToken(tx, (await listApiTokens(tx))[0]!.id), town.as.supplier);
    const later = new Date(db.clock.now().getTime() + 11_000);
    Object.assign(db.clock, { at: later });
    expect((await client.get('/api/v1/draws')).status).toBe(401);
  });

  it('answers 404 for every id of another municipality', async () => {
    const slug = (await api.db.owner.query('select slug from municipalities where id = $1', [api.town.municipalityId])).rows[0].slug;
    const withId = routes.filter((route) => route.path.includes('{id}'));
    expect(withId.length).toBeGreaterThan(14);
    const counted = async () =>
      (await api.db.owner.query('select (select count(*) from transfers) as transfers, (select count(*) from audit_entries) as audit'))
        .rows[0];
    const clients = new Map<string, Client>();
    for (const route of withId) {
      const actor = actorFor(api.town, scopesOfRoute(route));
      if (!clients.has(actor.role)) clients.set(actor.role, await api.client(actor));
    }
    const before = await counted();
    for (const route of withId) {
      const client = clients.get(actorFor(api.town, scopesOfRoute(route)).role)!;
      for (const [kind, id] of Object.entries(foreign)) {
        const answer = await call(client, route, route.path.replace('{id}', id).replace('{slug}', slug).replace('{format}', 'pdf'));
        expect({ route: route.operationId, kind, status: answer.status, type: answer.body?.type }).toEqual({
          route: route.operationId,
          kind,
          status: 404,
          type: '/problems/not-found',
        });
      }
    }
    expect(await counted()).toEqual(before);
  });

  it('finds those same ids in their own municipality', async () => {
    const reachable = {
      decision: 'council-decisions',
      source: 'funding-sources',
      budget: 'neighbourhood-budgets',
      organisation: 'organisations',
      batch: 'payment-batches',
      entry: 'entries',
      report: 'council-reports',
      job: 'jobs',
    } as const;
    const finance = await api.client(other.as.finance, undefined, other);
    for (const [kind, path] of Object.entries(reachable)) {
      expect({ kind, status: (await finance.get(`/api/v1/${path}/${foreign[kind as keyof typeof foreign]}`)).status }).toEqual({
        kind,
        status: 200,
      });
    }
  });

  it('refuses ids of another municipality inside a body', async () => {
    const [finance, initiative] = await Promise.all([api.town.as.finance, api.town.as.initiative].map((actor) => api.client(actor)));
    const amount = { amountCents: 1_000, currency: 'EUR' };
    const own = { drawingRightId: rightId, supplierId: api.town.supplier.id, amount, purpose: 'Zand' };
    const tries: [Client, string, object][] = [
      [initiative!, '/api/v1/draws', { ...own, drawingRightId: foreign.right }],
      [initiative!, '/api/v1/draws', { ...own, supplierId: other.supplier.id }],
      [finance!, '/api/v1/payment-batches', { payableIds: [foreign.payable] }],
      [
        finance!,
        '/api/v1/funding-sources',
        { name: 'Bron', kind: 'extra', taskField: '6.1', councilDecisionId: foreign.decision, years: [{ fiscalYear: 2026, amount }] },
      ],
      [finance!, '/api/v1/organisations', { name: 'Club', kinds: ['initiative'], neighbourhoodIds: [other.neighbourhoods[0]!.id] }],
    ];
    const before = (await api.db.owner.query('select count(*) from transfers')).rows;
    for (const [client, path, content] of tries) {
      const answer = await client.post(path, content);
      expect([404, 409, 422]).toContain(answer.status);
    }
    expect((await api.db.owner.query('select count(*) from transfers')).rows).toEqual(before);
  });

  it('keeps draws, rights and payables to those they concern', async () => {
    const { id } = await draw(api.town, rightId, 1_000);
    const stranger = await api.client(api.town.as.otherInitiative);
    expect((await stranger.get(`/api/v1/drawing-rights/${rightId}`)).status).toBe(404);
    expect((await stranger.get(`/api/v1/draws/${id}`)).status).toBe(404);
    expect((await stranger.post(`/api/v1/draws/${id}/voiding`, { reason: 'Zomaar.' })).status).toBe(404);
    expect((await stranger.get(`/api/v1/drawing-rights?holderId=${api.town.initiative.id}`)).body.items).toEqual([]);
    expect((await stranger.get(`/api/v1/draws?drawingRightId=${rightId}`)).body.items).toEqual([]);
  });

  async function everyId(town: Town) {
    const budget = await giveBudget(town);
    const right = await giveRight(town, budget);
    const reserved = await draw(town, right, 1_000);
    const { payable } = await town.run(async (tx) => confirmDelivery(tx, reserved.id, { as: 'supplier' }), town.as.supplier);
    const { payable: owed } = await town.run(
      async (tx) => confirmDelivery(tx, (await draw(town, right, 2_000)).id, { as: 'supplier' }),
      town.as.supplier,
    );
    const batch = await town.run((tx) => prepareBatch(tx, [payable.id]), town.as.finance);
    const report = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: 2026 }), town.as.finance);
    const first = async (table: string) =>
      (await api.db.owner.query(`select id from ${table} where municipality_id = $1 limit 1`, [town.municipalityId])).rows[0].id as string;
    return {
      ...{
        decision: town.decisionId,
        budget,
        right,
        draw: reserved.id,
        payable: owed.id,
        batch: batch.id,
        organisation: town.supplier.id,
        report: report.reportId,
        job: report.jobId,
      },
      source: await first('funding_sources'),
      entry: await first('transfers'),
    };
  }
});
