import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { derivedId, newId, type StoppedClock } from '../../libs/core/index.js';
import * as budgets from '../../libs/budgets/index.js';
import * as rights from '../../libs/drawing-rights/index.js';
import * as payments from '../../libs/payments/index.js';
import * as relations from '../../libs/relations/index.js';
import { closeYear } from '../fixtures/closing.js';
import { buildTown, draw, giveBudget, giveRight, storyDatabase, type Town } from '../fixtures/town.js';
import { checks } from '../scenarios/kit.js';
import type { TestDatabase } from '../setup/database.js';
import { namesNeverUsed, SHARED_TABLES } from './catalog-guards.js';
import { collectStatements, statementViolations } from './statement-guards.js';

describe('the statements that the services send', () => {
  let db: TestDatabase & { clock: StoppedClock };
  let tables: Set<string>;
  beforeAll(async () => {
    db = await storyDatabase('2026-03-02');
    const { rows } = await db.owner.query(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    tables = new Set(rows.map((row) => row.relname as string).filter((name) => !SHARED_TABLES[name]));
  });
  afterAll(() => db.close());

  it('name the municipality of every table, and change nothing by a volatile function', async () => {
    const statements = collectStatements(db.database.dataSource);
    await everything(db);
    for (const check of checks) statements.add(check.sql);
    expect(statements.size).toBeGreaterThan(80);
    for (const table of [
      'accounts',
      'transfers',
      'draws',
      'drawing_rights',
      'payables',
      'instalments',
      'organisations',
      'memberships',
      'audit_entries',
    ]) {
      expect([...statements].join('\n')).toContain(table);
    }
    expect(statementViolations(statements, tables)).toEqual([]);
  });

  it('inside the functions do so too', async () => {
    const { rows } = await db.owner.query<{ prosrc: string }>(
      `select prosrc from pg_proc where pronamespace = 'public'::regnamespace and prolang <> 13`,
    );
    const statements = rows
      .flatMap(({ prosrc }) => prosrc.split(/;|\b(?:then|else|begin)\s*\n/))
      .filter((sql) => !sql.includes('raise exception'));
    expect(statements.join('\n')).toContain('update accounts');
    expect(statementViolations(statements, tables)).toEqual([]);
  });

  it.each([
    ['select id from draws', /not named for each of draws/],
    ['select id from draws where municipality_id = current_setting($1)::uuid', /not named for each/],
    ['select d.id from draws d join payables p on p.draw_id = d.id where d.municipality_id = $1', /each of draws, payables/],
    ['insert into draws (id, municipality_id) select id, $1 from draws', /not named for each/],
    ['delete from "draws" where "id" = $1', /not named for each of draws/],
    ['update draws set ended_at = now() where municipality_id = $1', /volatile/],
    ['update draws set id = gen_random_uuid() where municipality_id = $1', /volatile/],
    ['delete from draws where municipality_id = $1 and reserved_at < clock_timestamp()', /volatile/],
    ['insert into jobs (municipality_id) values ($1) on conflict (municipality_id, id) do update set started_at = now()', /volatile/],
  ])('are refused by the guard: %s', (sql, says) => {
    expect(statementViolations([sql], tables).join()).toMatch(says);
  });

  it('pass the guard when they are right', () => {
    const right = [
      'select d.id from draws d join payables p on p.municipality_id = d.municipality_id and p.draw_id = d.id where d.municipality_id = $1',
      'select id from draws where municipality_id = $1 for update skip locked',
      'insert into draws (municipality_id, id) values ($1, $2)',
      'update draws set ended_at = $2 where municipality_id = $1',
      'select id from people where id = $1',
    ];
    expect(statementViolations(right, tables)).toEqual([]);
  });
});

/** One of everything that the libraries of the main job do. */
async function everything(db: TestDatabase & { clock: StoppedClock }): Promise<void> {
  const town = await buildTown(db);
  const { finance, finance2, body, supplier, initiative } = town.as;
  const budgetId = await giveBudget(town);
  const money = await giveRight(town, budgetId);
  const minutes = await giveRight(town, budgetId, { kind: 'freelancer', tariffCentsPerHour: 6_000, amount: 600, validTo: '2026-06-30' });
  const [confirmed, reversed, voided] = [await draw(town, money, 100), await draw(town, minutes, 60), await draw(town, money, 300)];
  await draw(town, money, 50);
  const owed = await town.run((tx) => payments.confirmDelivery(tx, confirmed.id, { as: 'code', code: confirmed.code }), supplier);
  await town.run((tx) => payments.confirmDelivery(tx, reversed.id, { as: 'supplier' }), supplier);
  await town.run((tx) => payments.reverseDelivery(tx, reversed.id, 'fout'), supplier);
  await town.run((tx) => rights.voidDraw(tx, voided.id, 'niet nodig'), initiative);
  const batch = await town.run((tx) => payments.prepareBatch(tx, [owed.payable.id]), finance);
  await town.run((tx) => payments.approveBatch(tx, batch.id), finance2);
  await town.run(async (tx) => {
    await rights.noteWrongCode(tx, '10.0.0.1');
    await rights.drawByCode(tx, confirmed.code, '10.0.0.1');
    await rights.drawById(tx, confirmed.id);
    await rights.drawsOf(tx, { limit: 5 });
    await rights.rightsOf(tx, {});
    await rights.rightById(tx, money);
    await payments.payablesOf(tx, {});
    await payments.payablesByDraw(tx, [confirmed.id]);
    await payments.batchesOf(tx);
    await payments.answerTo(tx, 'token', 'key', 'hash');
    await payments.keepAnswer(tx, 'token', 'key', 'hash', { status: 200, body: {} });
    await payments.forgetKeys(tx, 5);
    await budgets.listBudgets(tx);
    await budgets.budgetById(tx, budgetId);
    await budgets.explainBudget(tx, budgetId);
    await budgets.freePlaces(tx, budgetId, 2100);
    await budgets.equationLines(tx);
    await budgets.sourceYears(tx);
    await budgets.listSources(tx);
    await budgets.listDecisions(tx);
    await relations.organisationsOf(tx, 'supplier');
    await relations.initiativesIn(tx, town.neighbourhoods[0]!.id);
  });
  await bodiesAndCorrections(town, budgetId);
  await town.run((tx) => budgets.decisionDocument(tx, town.decisionId)).catch(() => undefined);
  await reservationsOf(town, budgetId);
  db.clock.set('2027-01-02');
  await town.run((tx) => rights.expireDraws(tx, 10));
  await town.run((tx) => rights.expireRights(tx, 10));
  for (const id of await town.run((tx) => budgets.budgetsToRelease(tx, 2027))) await town.run((tx) => rights.releaseYear(tx, id, 2027));
  await closeYear(db, town, 2026);
  const late = await giveRight(town, budgetId, { id: newId(), validFrom: '2027-01-01', validTo: '2027-12-31' });
  await town.run((tx) => rights.endRight(tx, late, 'klaar'), body);
}

async function bodiesAndCorrections(town: Town, budgetId: string): Promise<void> {
  const { finance, finance2 } = town.as;
  const decision = { decisionId: town.decisionId };
  const organisation = await town.run((tx) => relations.addOrganisation(tx, { name: 'Dorpsraad', kinds: ['neighbourhood_body'] }));
  await town.run(async (tx) => {
    await budgets.recogniseBody(tx, { organisationId: organisation.id, ...decision });
    const delegation = { id: newId(), budgetId, bodyId: town.body.id, houseRules: 'Eerst de buren', ...decision };
    await budgets.previewDelegation(tx, delegation);
    await budgets.delegateBudget(tx, delegation);
    await budgets.houseRulesOf(tx, budgetId);
    await budgets.neighbourhoodBodies(tx);
    await budgets.endRecognition(tx, { organisationId: organisation.id, reason: 'Opgeheven', ...decision });
  }, finance);
  const years = [2026, 2027].map((fiscalYear) => ({ fiscalYear, cents: 900_000 }));
  const source = await town.run((tx) => budgets.createSource(tx, { name: 'Dubbel', kind: 'extra', taskField: '6.1', years, ...decision }));
  const proposed: string[] = [];
  for (const { fiscalYear } of years) {
    const transferId = derivedId(source.id, 'fund', fiscalYear);
    await town.run((tx) => payments.correctable(tx, transferId));
    proposed.push((await town.run((tx) => payments.proposeCorrection(tx, { id: newId(), transferId, reason: 'Dubbel' }), finance)).id);
  }
  await town.run((tx) => payments.approveCorrection(tx, proposed[0]!), finance2);
  await town.run((tx) => payments.refuseCorrection(tx, proposed[1]!, 'Klopt wel'), finance2);
  await town.run((tx) => payments.correctionsOf(tx));
}

/** A reservation that is invoked over what was granted conditionally, and a right that stands at the release. */
async function reservationsOf(town: Town, budgetId: string): Promise<void> {
  const nextYear = { validFrom: '2027-01-01', validTo: '2027-12-31' };
  await giveRight(town, budgetId, nextYear);
  const { decisionId } = town;
  await town.run((tx) => budgets.recordCouncilBudget(tx, { fiscalYear: 2027, decisionId, adoptedOn: tx.today }), town.as.finance);
  const [instalment] = await town.run((tx) => budgets.reservedInstalments(tx));
  const asked = { instalmentId: instalment!.id, decisionId, cents: instalment!.cents, reason: 'minder geld' };
  await town.run((tx) => rights.invokeReservation(tx, newId(), asked), town.as.finance);
  await giveRight(town, budgetId, nextYear);
  await town.run(async (tx) => {
    await budgets.listWithdrawals(tx);
    await budgets.withdrawalsOf(tx, budgetId);
    await budgets.reservationYears(tx);
    await budgets.budgetsHeld(tx, 2027);
  });
}

describe('the routes', () => {
  const apps = join(process.cwd(), 'apps');
  const controllers = readdirSync(apps, { recursive: true, encoding: 'utf8' }).filter((file) => /\.controller\.tsx?$/.test(file));
  const routesIn = (source: string) =>
    [...source.matchAll(/@(?:Controller|Get|Post|Put|Patch|Delete)\(\s*['"`]([^'"`]*)['"`]/g)].map((match) => match[1]!);

  it('name no competition', () => {
    const routes = controllers.flatMap((file) => routesIn(readFileSync(join(apps, file), 'utf8')));
    expect(routes.length).toBeGreaterThan(5);
    expect(namesNeverUsed(routes)).toEqual([]);
  });

  it('and neither do the names in the description of the API', () => {
    const file = join(process.cwd(), 'docs', 'openapi.json');
    if (!existsSync(file)) throw new Error('docs/openapi.json is not there; run `npm run openapi`');
    const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as {
      paths: object;
      components: { schemas: Record<string, { properties?: object }> };
    };
    const fields = Object.entries(components.schemas).flatMap(([name, schema]) => [name, ...Object.keys(schema.properties ?? {})]);
    expect(namesNeverUsed([...Object.keys(paths), ...fields])).toEqual([]);
  });

  it('would be seen to', () => {
    const planted = routesIn(`@Controller('api/v1/tenders') @Get(':id/score') @Post("best-bid") @Get('wijken') @Put('stemmen/:id')`);
    expect(namesNeverUsed(planted)).toEqual(['api/v1/tenders', ':id/score', 'best-bid', 'stemmen/:id']);
    expect(namesNeverUsed(['plot', 'ballot', 'underscore', 'lotte', 'francs'])).toEqual([]);
  });
});
