import { type Actor, newId, type Tx, yearOf } from '../libs/core/index.js';
import {
  adoptBudgets,
  convertContract,
  createSource,
  delegateBudget,
  listBudgets,
  recogniseBody,
  recordContract,
  recordDecision,
} from '../libs/budgets/index.js';
import { addMembership, type Role } from '../libs/identity/index.js';
import { addOrganisation, type OrganisationKind } from '../libs/relations/index.js';
import { addDivision, addOrdinance, addPublicValues, defaultOrdinance, defaultPublicValues, publicValues } from '../libs/tenancy/index.js';
import type { DemoContract, DemoPerson, DemoSource, DemoTown } from './demo/types.js';
import { CONFIRMATION_DAYS, SUPPORT_SHARE } from './seed-plan.js';

/** The ids of everything in a town, by name, and whom its people act as. */
export interface Frame {
  places: Map<string, string>;
  /** In the order of their positions. */
  values: string[];
  organisations: Map<string, string>;
  sources: Map<string, string>;
  budgets: Map<string, string>;
  /** The first year of its first budgets. */
  firstYear: number;
  /** Somebody in this role; without a person where the demo has nobody for it. */
  actor(role: Role, organisation?: string): Actor;
  /** The finance officers: who prepares and who approves. */
  finance: [Actor, Actor];
}

/** Makes what a town needs before its council decides anything. */
export async function makeFrame(tx: Tx, town: DemoTown, people: readonly (DemoPerson & { id: string })[]): Promise<Frame> {
  await addPublicValues(tx, defaultPublicValues);
  const year = yearOf(tx.today);
  await addOrdinance(tx, {
    ...defaultOrdinance,
    supportShareBasisPoints: SUPPORT_SHARE,
    confirmationDays: CONFIRMATION_DAYS,
    version: 1,
    validFrom: `${year}-01-01`,
    title: `Subsidieverordening wijkbudgetten ${town.name} ${year}`,
  });
  const { neighbourhoods } = await addDivision(tx, { version: 1, validFrom: `${year}-01-01`, neighbourhoods: town.places });
  const places = new Map(neighbourhoods.map(({ name, id }) => [name, id]));
  const organisations = await addOrganisations(tx, town, places);
  const actors: { actor: Actor; name?: string | undefined }[] = [];
  for (const person of people) {
    for (const { role, organisation } of person.roles.filter((one) => one.town === town.slug)) {
      const organisationId = organisation ? idOf(organisations, organisation) : null;
      await addMembership(tx, { personId: person.id, role, organisationId });
      actors.push({ actor: { personId: person.id, role, organisationId }, name: organisation });
    }
  }
  const [prepares, approves] = actors.filter(({ actor }) => actor.role === 'finance_officer').map(({ actor }) => actor);
  if (!prepares || !approves) throw new Error(`${town.name} needs two finance officers`);
  return {
    places,
    values: (await publicValues(tx)).map(({ id }) => id),
    organisations,
    sources: new Map(),
    budgets: new Map(),
    firstYear: year + 1,
    actor: (role, organisation) => {
      const known = actors.find(({ actor, name }) => actor.role === role && name === organisation)?.actor;
      return known ?? { personId: null, role, organisationId: organisation ? idOf(organisations, organisation) : null };
    },
    finance: [prepares, approves],
  };
}

async function addOrganisations(tx: Tx, town: DemoTown, places: Map<string, string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const kinds: [OrganisationKind, DemoTown['bodies']][] = [
    ['neighbourhood_body', town.bodies],
    ['initiative', town.initiatives],
    ['supplier', Object.values(town.suppliers)],
  ];
  for (const [kind, list] of kinds) {
    for (const { name, about, places: homes = [] } of list) {
      const neighbourhoodIds = homes.map((home) => idOf(places, home));
      ids.set(name, (await addOrganisation(tx, { name, kinds: [kind], about, neighbourhoodIds })).id);
    }
  }
  return ids;
}

/** What every body of the demo agreed on with its council. */
const HOUSE_RULES = [
  'Wie zelf meedoet aan een initiatief, beslist er niet over mee.',
  'Boven € 5.000 vragen wij eerst wat de buren ervan vinden.',
  'Ieder besluit staat binnen een week op de pagina van de wijk.',
].join('\n');

/** The council decides: the first time it also makes the sources, for a year longer than the first budgets last. */
export async function decide(tx: Tx, town: DemoTown, frame: Frame, when: 'first' | 'later'): Promise<void> {
  const decided = town.decisions[when];
  if (!decided) return;
  const decision = await recordDecision(tx, { number: `${yearOf(tx.today)}-${decided.number}`, decidedOn: tx.today, title: decided.title });
  if (when === 'first') {
    for (const [key, source] of Object.entries(town.sources)) {
      const { name, kind, taskField } = source;
      const made = await createSource(tx, {
        name,
        kind,
        taskField,
        decisionId: decision.id,
        years: yearsOf(town, key, source, frame.firstYear),
      });
      frame.sources.set(key, made.id);
    }
  }
  if (when === 'first')
    for (const { name } of town.bodies)
      await recogniseBody(tx, { organisationId: idOf(frame.organisations, name), decisionId: decision.id });
  const firstYear = yearOf(tx.today) + 1;
  for (const adoption of town.adoptions.filter((one) => one.when === when)) {
    const adopted = await adoptBudgets(tx, newId(), {
      decisionId: decision.id,
      neighbourhoodIds: adoption.places.map((place) => idOf(frame.places, place)),
      ...(adoption.name ? { pooledName: adoption.name, split: { by: 'pooled' } } : { split: { by: 'equal' } }),
      firstYear,
      lastYear: firstYear + 3,
      sources: Object.entries(adoption.sources).map(([key, cents]) => ({ sourceId: idOf(frame.sources, key), yearlyCents: cents })),
      bodyId: idOf(frame.organisations, adoption.body),
    });
    const bodyId = idOf(frame.organisations, adoption.body);
    for (const budgetId of adopted) await delegateBudget(tx, { budgetId, bodyId, decisionId: decision.id, houseRules: HOUSE_RULES });
  }
  for (const { name, id } of await listBudgets(tx)) frame.budgets.set(name, id);
  if (when === 'later') for (const contract of town.contracts ?? []) await addContract(tx, contract, decision.id);
}

/** Records a contract that runs out and, where the demo says how, turns it into a source. */
async function addContract(tx: Tx, { endsAfter, shares, ...contract }: DemoContract, decisionId: string): Promise<void> {
  const year = yearOf(tx.today);
  const { id, what } = await recordContract(tx, { ...contract, endsOn: `${year + endsAfter}-12-31` });
  if (!shares) return;
  await convertContract(tx, newId(), {
    ...{ contractId: id, decisionId, name: `${what}, omgezet`, firstYear: year + 1 },
    ...{ transition: shares.map((basisPoints) => ({ basisPoints })), fullYears: 4 },
  });
}

/** What a source brings per year: what the budgets take, and what is free from the second year on. */
function yearsOf(town: DemoTown, key: string, source: DemoSource, firstYear: number): { fiscalYear: number; cents: number }[] {
  const taken = (adoptions: DemoTown['adoptions']) => adoptions.reduce((sum, { sources }) => sum + (sources[key] ?? 0), 0);
  const later = taken(town.adoptions) + source.freeCents;
  const first = taken(town.adoptions.filter(({ when }) => when === 'first'));
  return [first, later, later, later, later].map((cents, index) => ({ fiscalYear: firstYear + index, cents }));
}

/** @throws Error when the data of the demo name something that is not there */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (!id) throw new Error(`the demo names ${name}, which it does not have`);
  return id;
}

/** The same transaction in somebody else's role, so that what a day brings is committed at once. */
export function as(tx: Tx, actor: Actor): Tx {
  return Object.create(tx, { actor: { value: actor } }) as Tx;
}
