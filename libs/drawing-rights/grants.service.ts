import {
  badInput,
  cents,
  collect,
  conflict,
  constraintOf,
  derivedId,
  formatCents,
  isDay,
  MAX_CENTS,
  type Tx,
  type Unit,
} from '../core/index.js';
import { record } from '../audit/index.js';
import { type BudgetView, budgetById, lockBudget, requireBody } from '../budgets/index.js';
import { balances, openAccount, post, postAll, type Posting } from '../ledger/index.js';
import { organisationById } from '../relations/index.js';
import { publicValues } from '../tenancy/index.js';
import { type Condition, conditionalPots, conditionOf } from './conditional.js';
import { DrawingRight, type RightKind } from './drawing-right.entity.js';
import { checkBudgetEnd } from './ending-check.js';
import { commitmentOf, type Pot, type Share, takeFrom } from './split.js';

/** What a neighbourhood body grants. */
export interface GrantRequest {
  /** The caller's: the same grant books once. */
  id: string;
  budgetId: string;
  holderId: string;
  neighbourhoodId: string;
  publicValueId: string;
  title: string;
  kind: RightKind;
  /** Whole cents for money, whole minutes for support. */
  amount: number;
  /** For support in minutes. */
  tariffCentsPerHour?: number | null;
  /** Out of the support share: for the organisational support of residents' organisations. */
  forSupport: boolean;
  /** ISO days; both count. */
  validFrom: string;
  validTo: string;
  considerations: string;
  dissent?: string;
}

/** What a grant does to the budget's equation, in cents, and which sources carry it. */
export interface GrantPreview {
  committedCents: number;
  availableBeforeCents: number;
  availableAfterCents: number;
  shares: GrantShare[];
  /** The money stands under budget reservation: the right counts once that has lapsed. Null for one that counts at once. */
  condition: Condition | null;
}

/** What one instalment commits. */
export type GrantShare = Share<Pot & { fundingSourceId: string }>;

const KINDS: readonly RightKind[] = ['money', 'community_work', 'civil_servant', 'freelancer', 'space'];

/** The unit that a kind of right is counted in. */
export function unitOf(kind: RightKind): Unit {
  return kind === 'money' ? 'EUR' : 'MIN';
}

/**
 * Shows what a grant would do, without doing it.
 * @throws Problem 422 per field, 403 for whoever is not the budget's body, 409 `budget-exceeded`
 */
export async function previewGrant(tx: Tx, request: GrantRequest): Promise<GrantPreview> {
  const budget = await budgetById(tx, request.budgetId);
  if (tx.actor.role !== 'system') requireBody(tx, budget);
  return plan(tx, request, budget);
}

async function plan(tx: Tx, request: GrantRequest, budget: BudgetView): Promise<GrantPreview> {
  checkRequest(request, budget);
  await checkBudgetEnd(tx, budget.id, request.validTo);
  const holder = await organisationById(tx, request.holderId);
  if (!holder.kinds.includes('initiative'))
    throw badInput('holderId', { nl: 'Kies een initiatief uit de lijst.', en: 'Choose an initiative from the list.' });
  if (!(await publicValues(tx)).some((value) => value.id === request.publicValueId)) {
    throw badInput('publicValueId', { nl: 'Kies een doel uit de lijst.', en: 'Choose a public value from the list.' });
  }
  const committedCents = unitOf(request.kind) === 'EUR' ? request.amount : commitmentOf(request.amount, request.tariffCentsPerHour ?? 0);
  const condition = await conditionOf(tx, budget.id, request.validFrom);
  const pots = condition
    ? await conditionalPots(tx, budget.id, condition.fiscalYear, request.forSupport)
    : await availablePots(tx, budget.id, request.forSupport);
  const availableBeforeCents = pots.reduce((sum, pot) => sum + pot.freeCents, 0);
  const shares = takeFrom(pots, cents(committedCents));
  if (!shares) throw exceeded(committedCents, availableBeforeCents, request.forSupport, condition);
  const availableAfterCents = availableBeforeCents - committedCents;
  return { committedCents, availableBeforeCents, availableAfterCents, shares, condition: condition ?? null };
}

async function availablePots(tx: Tx, budgetId: string, forSupport: boolean): Promise<(Pot & { fundingSourceId: string })[]> {
  return (await balances(tx, { budgetId }, [forSupport ? 'available_support' : 'available'])).map((balance) => ({
    accountId: balance.id,
    instalmentId: balance.instalmentId as string,
    fiscalYear: balance.fiscalYear as number,
    fundingSourceId: balance.fundingSourceId as string,
    freeCents: balance.free,
  }));
}

function exceeded(wanted: number, available: number, forSupport: boolean, condition: Condition | undefined) {
  const part = { nl: forSupport ? 'In het ondersteuningsdeel' : 'In het wijkbudget', en: forSupport ? 'The support share' : 'The budget' };
  return conflict(
    'budget-exceeded',
    {
      nl: `Dit kost ${formatCents(wanted)}. ${part.nl} is ${condition ? `voor ${condition.fiscalYear} ` : ''}nog ${formatCents(available)} beschikbaar.`,
      en: `This costs ${formatCents(wanted, 'en')}. ${part.en} has ${formatCents(available, 'en')} available${condition ? ` for ${condition.fiscalYear}` : ''}.`,
    },
    'amount',
  );
}

function checkRequest(request: GrantRequest, budget: BudgetView): void {
  collect({
    title: () => required(request.title, 120, 'title', { nl: 'Geef het trekkingsrecht een naam.', en: 'Name the drawing right.' }),
    kind: () => {
      if (!KINDS.includes(request.kind))
        throw badInput('kind', { nl: 'Kies geld of een soort hulp.', en: 'Choose money or a kind of support.' });
    },
    amount: () => {
      if (!Number.isSafeInteger(request.amount) || request.amount <= 0 || request.amount > MAX_CENTS) {
        throw badInput('amount', { nl: 'Vul in hoeveel het is: meer dan nul.', en: 'Enter how much it is: above zero.' });
      }
    },
    tariff: () => {
      const tariff = request.tariffCentsPerHour;
      if (request.kind === 'money' ? tariff : !Number.isSafeInteger(tariff) || (tariff ?? 0) <= 0 || (tariff ?? 0) > 100_000_000) {
        throw badInput('tariffCentsPerHour', { nl: 'Vul in wat een uur kost.', en: 'Enter what an hour costs.' });
      }
    },
    worth: () => {
      const [minutes, tariff] = [request.amount, request.tariffCentsPerHour ?? 0];
      if (
        request.kind !== 'money' &&
        Number.isSafeInteger(minutes) &&
        Number.isSafeInteger(tariff) &&
        BigInt(minutes) * BigInt(tariff) > 60n * BigInt(MAX_CENTS)
      ) {
        throw badInput('amount', {
          nl: 'Dit zijn meer uren dan er geld kan zijn.',
          en: 'These are more hours than there can be money for.',
        });
      }
    },
    neighbourhood: () => {
      if (!budget.neighbourhoodIds.includes(request.neighbourhoodId)) {
        throw badInput('neighbourhoodId', { nl: 'Kies een wijk van dit wijkbudget.', en: 'Choose a neighbourhood of this budget.' });
      }
    },
    dates: () => {
      const inTerm = request.validFrom >= `${budget.firstYear}-01-01` && request.validTo <= `${budget.lastYear}-12-31`;
      if (!isDay(request.validFrom)) throw badInput('validFrom', { nl: 'Vul de eerste dag in.', en: 'Enter the first day.' });
      if (!isDay(request.validTo) || request.validTo < request.validFrom || !inTerm) {
        throw badInput('validTo', {
          nl: `Kies een laatste dag na de eerste, binnen het wijkbudget (${budget.firstYear} tot en met ${budget.lastYear}).`,
          en: `Choose a last day after the first, within the budget (${budget.firstYear} to ${budget.lastYear}).`,
        });
      }
    },
    considerations: () =>
      required(request.considerations, 4000, 'considerations', {
        nl: 'Schrijf op wat de doorslag gaf.',
        en: 'Write down what tipped the scales.',
      }),
    dissent: () => {
      if ((request.dissent ?? '').length > 4000)
        throw badInput('dissent', { nl: 'Houd het bij hoogstens 4000 tekens.', en: 'Keep to at most 4000 characters.' });
    },
  });
}

function required(value: string, most: number, field: string, words: { nl: string; en: string }): void {
  const length = value.trim().length;
  if (length === 0 || length > most) throw badInput(field, words);
}

/**
 * Grants a drawing right: the budget is committed at once, per source to the cent. One that begins in a year whose money stands under budget
 * reservation is conditional: its money is held, and it can be drawn on once the reservation has lapsed and the year is released.
 * @throws as `previewGrant`
 */
export async function grantRight(tx: Tx, request: GrantRequest): Promise<DrawingRight> {
  // Grants on one budget wait for each other, so that none is refused for money that another one left, and a second tap finds the first.
  const budget = await lockBudget(tx, request.budgetId);
  if (tx.actor.role !== 'system') requireBody(tx, budget);
  const known = await tx.manager.findOneBy(DrawingRight, { municipalityId: tx.municipalityId, id: request.id });
  if (known) return sameGrant(known, request);
  const preview = await plan(tx, request, budget);
  const unit = unitOf(request.kind);
  const right: DrawingRight = {
    municipalityId: tx.municipalityId,
    id: request.id,
    budgetId: budget.id,
    holderId: request.holderId,
    neighbourhoodId: request.neighbourhoodId,
    publicValueId: request.publicValueId,
    title: request.title.trim(),
    kind: request.kind,
    unit,
    amount: request.amount,
    tariffCentsPerHour: unit === 'MIN' ? (request.tariffCentsPerHour ?? null) : null,
    committedCents: preview.committedCents,
    forSupport: request.forSupport,
    validFrom: request.validFrom,
    validTo: request.validTo,
    state: preview.condition ? 'conditional' : 'active',
    considerations: request.considerations.trim(),
    dissent: (request.dissent ?? '').trim(),
    grantedBy: tx.actor.personId,
    grantedAt: tx.now,
    endedAt: null,
    endReason: null,
  };
  await insertRight(tx, right);
  const dimensions = { decisionId: budget.decisionId, publicValueId: right.publicValueId, neighbourhoodId: right.neighbourhoodId };
  const postings: Posting[] = [];
  for (const share of preview.shares) {
    const { instalmentId, fiscalYear, fundingSourceId } = share;
    const owner = { budgetId: budget.id, instalmentId, fiscalYear, fundingSourceId, drawingRightId: right.id };
    const creditAccountId = await openAccount(tx, 'right', 'EUR', owner);
    postings.push({
      id: derivedId(right.id, 'grant', share.accountId),
      kind: 'grant',
      pending: right.state === 'conditional',
      debitAccountId: share.accountId,
      creditAccountId,
      amount: share.cents,
      ...dimensions,
    });
  }
  await postAll(tx, postings);
  if (unit === 'MIN') await issueMinutes(tx, right, dimensions);
  await record(tx, {
    action: 'drawing-right.grant',
    subjectType: 'drawing-right',
    subjectId: right.id,
    details: { holderId: right.holderId, unit, amount: right.amount, committedCents: right.committedCents, state: right.state },
  });
  return right;
}

async function insertRight(tx: Tx, right: DrawingRight): Promise<void> {
  try {
    await tx.manager.insert(DrawingRight, right);
  } catch (error) {
    if (constraintOf(error) === 'drawing_rights_pkey') throw conflict('right-id-taken', taken);
    throw error;
  }
}

async function issueMinutes(tx: Tx, right: DrawingRight, dimensions: Partial<Posting>): Promise<void> {
  const owner = { budgetId: right.budgetId, drawingRightId: right.id };
  const debitAccountId = await openAccount(tx, 'minutes_issued', 'MIN');
  const creditAccountId = await openAccount(tx, 'right_minutes', 'MIN', owner);
  await openAccount(tx, 'minutes_delivered', 'MIN', owner);
  await post(tx, {
    id: derivedId(right.id, 'grant', 'minutes'),
    kind: 'grant',
    debitAccountId,
    creditAccountId,
    amount: right.amount,
    ...dimensions,
  });
}

const taken = {
  nl: 'Dit trekkingsrecht bestaat al, met een andere inhoud.',
  en: 'This drawing right exists already, with another content.',
};

/** What makes two requests with one id the same grant. */
const SAME = ['budgetId', 'holderId', 'neighbourhoodId', 'publicValueId', 'kind', 'amount', 'forSupport', 'validFrom', 'validTo'] as const;

function sameGrant(known: DrawingRight, request: GrantRequest): DrawingRight {
  const texts =
    known.title === request.title.trim() &&
    known.considerations === request.considerations.trim() &&
    known.dissent === (request.dissent ?? '').trim();
  const same = SAME.every((name) => known[name] === request[name]) && known.tariffCentsPerHour === (request.tariffCentsPerHour ?? null);
  if (!same || !texts) throw conflict('right-id-taken', taken);
  return known;
}
