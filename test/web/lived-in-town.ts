import { CouncilReportHandler } from '../../apps/worker/handlers/council-report.handler.js';
import type { HandledJob } from '../../apps/worker/handles-job.js';
import { JobRunner } from '../../apps/worker/job-runner.js';
import { coreEntities, createLog, dayOf, newId } from '../../libs/core/index.js';
import { createSource, recordContract, recordDecision, reservedInstalments, storeImport } from '../../libs/budgets/index.js';
import { addMembership, createApiToken, createPerson, type Role } from '../../libs/identity/index.js';
import { approveBatch, confirmDelivery, payablesOf, prepareBatch, proposeCorrection } from '../../libs/payments/index.js';
import { councilReportJob, entriesOf, reportingEntities, requestCouncilReport } from '../../libs/reporting/index.js';
import type { TestDatabase } from '../setup/database.js';
import { buildTown, draw, entities as townEntities, giveBudget, giveRight, type Town } from '../fixtures/town.js';
import type { Objects } from './routes.js';

/** A town in which everything that an address can name has happened once. */
export interface LivedInTown extends Town {
  slug: string;
  name: string;
  /** What the parameters of the routes stand for here. */
  objects: Objects;
  /** A membership of each role. */
  membershipOf: Record<Role, string>;
}

/** Every entity that such a town needs. */
export const entities = [...coreEntities, ...townEntities, ...reportingEntities];

/** The smallest file that passes for a PDF. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

/** Lives a while in a new town; `name` also colours its words, so that they are known wherever they turn up. */
export async function liveInTown(db: TestDatabase, name: string): Promise<LivedInTown> {
  const town = await buildTown(db, [`${name}-Noord`, `${name}-Zuid`]);
  const slug = name.toLowerCase();
  await db.owner.query('update municipalities set slug = $2, name = $3 where id = $1', [town.municipalityId, slug, name]);
  const year = dayOf(new Date()).slice(0, 4);
  const decision = await town.run(
    (tx) => recordDecision(tx, { number: `${name}-1`, decidedOn: tx.today, title: name, document: { name: 'besluit.pdf', bytes: PDF } }),
    town.as.finance,
  );
  const budgetId = await giveBudget(town);
  const rightId = await giveRight(town, budgetId, {
    title: `Recht van ${name}`,
    validFrom: `${year}-01-01`,
    validTo: `${Number(year) + 1}-12-31`,
  });
  const waiting = await draw(town, rightId, 12_345, { purpose: `Wacht in ${name}` });
  for (const amount of [1_001, 2_002]) {
    const delivered = await draw(town, rightId, amount, { purpose: `Geleverd in ${name}` });
    await town.run((tx) => confirmDelivery(tx, delivered.id, { as: 'supplier' }), town.as.supplier);
  }
  const csv = { name: 'bronnen.csv', bytes: Buffer.from(`naam;soort;taakveld;jaar;bedrag\nSubsidie van ${name};extra;6.1;${year};100,00`) };
  const upload = await town.run((tx) => storeImport(tx, { kind: 'sources', decisionId: decision.id, file: csv }), town.as.finance);
  const [first, second] = await town.run((tx) => payablesOf(tx, { states: ['open'] }));
  const paid = await town.run((tx) => prepareBatch(tx, [first!.id]), town.as.finance);
  await town.run((tx) => approveBatch(tx, paid.id), town.as.finance2);
  const prepared = await town.run((tx) => prepareBatch(tx, [second!.id]), town.as.finance2);
  const connection = await town.run(
    (tx) => createApiToken(tx, { name: `Koppeling van ${name}`, scopes: ['budget.view'], expiresOn: tx.today }),
    town.as.finance,
  );
  const report = await town.run((tx) => requestCouncilReport(tx, { fiscalYear: Number(year) }), town.as.councillor);
  await makeReport(db, town, report.jobId);
  const correctionId = await proposed(town);
  const { entries } = await town.run((tx) => entriesOf(tx, { drawId: waiting.id }, { limit: 1 }));
  const contract = await town.run(
    (tx) =>
      recordContract(tx, {
        ...{ what: `Contract van ${name}`, supplier: `Leverancier van ${name}`, kind: 'contract', taskField: '6.1' },
        ...{ yearlyCents: 1_234_567, endsOn: `${Number(year) + 1}-12-31` },
      }),
    town.as.finance,
  );
  const sources = await town.run((tx) =>
    tx.rows<{ id: string }>('select id from funding_sources where municipality_id = $1', [tx.municipalityId]),
  );
  const reserved = await town.run((tx) => reservedInstalments(tx));
  return {
    ...town,
    slug,
    name,
    membershipOf: await membershipsOf(town),
    objects: {
      'wijkorganen/:id': town.body.id,
      'correcties/:id': correctionId,
      'wijken/:wijk': town.neighbourhoods[0]!.slug,
      'rechten/:id': rightId,
      'trekkingsrechten/:id': rightId,
      'opnemen/:id': rightId,
      'opnames/:id': waiting.id,
      'bevestig/:code': waiting.code,
      'boekingen/:id': entries[0]!.id,
      'besluiten/:id': decision.id,
      'inlezen/:id': upload.id,
      'raadsbesluiten/:id': decision.id,
      'bronnen/:id': sources[0]!.id,
      'contracten/:id': contract.id,
      'budgetten/:id': budgetId,
      'betalen/:id': prepared.id,
      'koppelingen/:id': connection.id,
      'verslagen/:id': report.reportId,
      'bestanden/:format': 'pdf',
      'voorbehoud/:instalment': reserved[0]!.id,
      'vrijgave/:jaar': String(year),
      'jaarafsluiting/:jaar': String(year),
    },
  };
}

/** Proposes to take back a source that is free, above the mandate; answers the id of the proposal. */
async function proposed(town: Town): Promise<string> {
  return town.run(async (tx) => {
    const year = Number(tx.today.slice(0, 4));
    const { id } = await createSource(tx, {
      name: 'Te veel geboekt',
      kind: 'extra',
      taskField: '6.1',
      decisionId: town.decisionId,
      years: [{ fiscalYear: year, cents: 1_000_000 }],
    });
    const [fund] = await tx.rows<{ id: string }>(
      `select t.id from transfers t join accounts a on a.municipality_id = $1 and a.id = t.credit_account_id
        where t.municipality_id = $1 and t.kind = 'fund' and a.funding_source_id = $2`,
      [tx.municipalityId, id],
    );
    return (await proposeCorrection(tx, { id: newId(), transferId: fund!.id, reason: 'Twee keer geboekt' })).id;
  }, town.as.finance2);
}

/** Makes a report here and now, as a worker does. */
async function makeReport({ database }: TestDatabase, { municipalityId }: Town, id: string): Promise<void> {
  const { name } = councilReportJob;
  const handlers = new Map([[name, { definition: councilReportJob, handler: new CouncilReportHandler() }]]);
  await new JobRunner(database, handlers as Map<string, HandledJob>, createLog('silent', 'worker')).run({
    municipalityId,
    id,
    name,
    dueAt: new Date(),
  });
}

/** A membership of each role; of two finance officers the first. */
async function membershipsOf(town: Town): Promise<Record<Role, string>> {
  const rows = await town.run(async (tx) => {
    for (const role of ['contact_officer', 'visit_panel'] as const) {
      const person = await createPerson(tx, { email: `${role}@${town.municipalityId}.example`, name: role });
      await addMembership(tx, { personId: person.id, role });
    }
    return tx.rows<{ id: string; role: Role; person: string }>(
      'select id, role, person_id as person from memberships where municipality_id = $1',
      [tx.municipalityId],
    );
  });
  const others = [town.as.finance2.personId, town.as.otherInitiative.personId];
  return Object.fromEntries(rows.filter(({ person }) => !others.includes(person)).map(({ id, role }) => [role, id])) as Record<
    Role,
    string
  >;
}
