import { badInputs, conflict, constraintOf, type FieldProblem, isDay, MAX_CENTS, newId, type Tx, type Words } from '../core/index.js';
import { Ordinance, type Tier } from './ordinance.entity.js';

/** Every figure of an ordinance, without its keys. */
export type OrdinanceFigures = Omit<Ordinance, 'municipalityId' | 'id'>;

/** The version of the subsidy ordinance that holds on an ISO day. @throws Problem 409 when none does */
export async function ordinanceOn(tx: Tx, day: string): Promise<Ordinance> {
  const [ordinance] = await tx.manager
    .createQueryBuilder(Ordinance, 'ordinance')
    .where('ordinance.municipalityId = :municipalityId and ordinance.validFrom <= :day', { municipalityId: tx.municipalityId, day })
    .orderBy({ 'ordinance.validFrom': 'DESC', 'ordinance.version': 'DESC' })
    .limit(1)
    .getMany();
  if (!ordinance)
    throw conflict('no-ordinance', {
      nl: `Op ${day} geldt er nog geen subsidieverordening. Leg die eerst vast.`,
      en: `No subsidy ordinance holds on ${day} yet. Record it first.`,
    });
  return ordinance;
}

/** Adds a version of the subsidy ordinance. @throws Problem 422 naming each figure that is not right; 409 when the version is taken */
export async function addOrdinance(tx: Tx, figures: OrdinanceFigures): Promise<Ordinance> {
  check(figures);
  const ordinance = tx.manager.create(Ordinance, { ...figures, municipalityId: tx.municipalityId, id: newId() });
  try {
    await tx.manager.insert(Ordinance, ordinance);
  } catch (error) {
    if (constraintOf(error) === 'ordinance_version_is_unique')
      throw conflict(
        'version-exists',
        { nl: 'Deze versie van de verordening bestaat al.', en: 'This version of the ordinance exists already.' },
        'version',
      );
    throw error;
  }
  return ordinance;
}

type NumberName = { [K in keyof OrdinanceFigures]: OrdinanceFigures[K] extends number ? K : never }[keyof OrdinanceFigures];

const LIMITS: Record<NumberName, readonly [from: number, to: number]> = {
  version: [1, 10_000],
  minimumTermYears: [2, 50],
  supportShareBasisPoints: [1, 10_000],
  mandateCents: [0, MAX_CENTS],
  matchBasisPoints: [0, 10_000],
  carryOverBasisPoints: [0, 10_000],
  noticeMonths: [1, 60],
  confirmationDays: [1, 365],
  paymentWeeks: [1, 6],
  firstContactHours: [1, 1_000],
  proposalWorkingDays: [1, 250],
};

const betweenWords = ([from, to]: readonly [number, number]): Words => ({
  nl: `Vul een heel getal in van ${from} tot en met ${to}.`,
  en: `Enter a whole number from ${from} to ${to}.`,
});

function check(figures: OrdinanceFigures): void {
  const fields: FieldProblem[] = [];
  for (const [field, limits] of Object.entries(LIMITS) as [NumberName, readonly [number, number]][]) {
    const value = figures[field];
    if (!Number.isInteger(value) || value < limits[0] || value > limits[1]) fields.push({ field, words: betweenWords(limits) });
  }
  const years = figures.carryOverYears;
  if (years !== null && (!Number.isInteger(years) || years < 1 || years > 30))
    fields.push({ field: 'carryOverYears', words: betweenWords([1, 30]) });
  if (!isDay(figures.validFrom))
    fields.push({ field: 'validFrom', words: { nl: 'Vul een bestaande datum in.', en: 'Enter a date that exists.' } });
  if (!figures.title?.trim() || figures.title.length > 200)
    fields.push({
      field: 'title',
      words: { nl: 'Geef de verordening een titel van hoogstens 200 tekens.', en: 'Give the ordinance a title of at most 200 characters.' },
    });
  if (!tiersAreRight(figures.tiers))
    fields.push({
      field: 'tiers',
      words: {
        nl: 'De staffel begint bij nul, loopt op, en vraagt niets, een verhaal, of een verhaal met verantwoording.',
        en: 'The tiers start at zero, rise, and ask nothing, a story, or a story with a statement.',
      },
    });
  if (fields.length > 0) throw badInputs(fields);
}

/** Tiers start at nought, rise strictly, and each asks something that is known. */
export function tiersAreRight(tiers: unknown): tiers is Tier[] {
  const asks = new Set(['nothing', 'story', 'story-and-statement']);
  return (
    Array.isArray(tiers) &&
    tiers.length >= 1 &&
    tiers.length <= 20 &&
    tiers[0]?.fromCents === 0 &&
    tiers.every(
      (tier, index) =>
        Number.isSafeInteger(tier?.fromCents) && asks.has(tier.asks) && (index === 0 || tier.fromCents > tiers[index - 1].fromCents),
    )
  );
}
