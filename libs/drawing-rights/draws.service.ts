import {
  addToDay,
  badInput,
  cents,
  collect,
  conflict,
  constraintOf,
  formatAmount,
  newId,
  notFound,
  RunAgain,
  Problem,
  type Tx,
} from '../core/index.js';
import { post, postAll, type Posting, type Writing } from '../ledger/index.js';
import { newCode } from './code.js';
import { Draw } from './draw.entity.js';
import type { DrawingRight } from './drawing-right.entity.js';
import { type Pot, takeFrom, valueOfMinutes } from './split.js';

/** What a holder draws. */
export interface DrawRequest {
  /** The caller's: a double tap draws once. */
  id: string;
  rightId: string;
  supplierId: string;
  /** Whole cents, or whole minutes, as the right is. */
  amount: number;
  /** One line, read by everyone. */
  purpose: string;
}

/**
 * Reserves an amount of a right for a supplier, at once and without approval. Nothing is available twice: draws on one right wait for
 * each other, and the ledger refuses an overdraft whatever happens.
 * @throws Problem 404 for a right of another holder; 422 per field; 409 when the right is not active, not valid today or has too little left
 */
export async function reserveDraw(tx: Tx, request: DrawRequest): Promise<Draw> {
  // Sent together: the accounts are read once the right is locked.
  const [right, accounts] = await Promise.all([lockRight(tx, request), rightAccounts(tx, request.rightId, request.id)]);
  if (accounts[0]?.isKnown)
    return sameDraw(await tx.manager.findOneByOrFail(Draw, { municipalityId: tx.municipalityId, id: request.id }), request);
  checkDraw(tx, right, request);
  const free = freeOf(right, accounts);
  if (request.amount > free) throw tooMuch(right, request.amount, free);
  const pots = accounts.filter((account) => account.kind === 'right');
  const freeCents = pots.reduce((sum, pot) => sum + pot.freeCents, 0);
  const worth =
    right.tariffCentsPerHour === null
      ? cents(request.amount)
      : valueOfMinutes(request.amount, { freeMinutes: free, freeCents, tariffCentsPerHour: right.tariffCentsPerHour });
  if (worth === 0) throw tooLittle();
  const shares = takeFrom(pots, worth);
  if (!shares) throw tooMuch(right, request.amount, free);
  const draw: Draw = {
    municipalityId: tx.municipalityId,
    id: request.id,
    drawingRightId: right.id,
    holderId: right.holderId,
    supplierId: request.supplierId,
    unit: right.unit,
    amount: request.amount,
    cents: worth,
    purpose: request.purpose.trim(),
    state: 'reserved',
    code: newCode(),
    reservedAt: tx.now,
    reservedBy: tx.actor.personId,
    expiresOn: addToDay(tx.today, { days: right.confirmationDays }),
    endedAt: null,
    endedBy: null,
    endReason: null,
  };
  const dimensions = {
    kind: 'draw' as const,
    pending: true,
    drawId: draw.id,
    publicValueId: right.publicValueId,
    neighbourhoodId: right.neighbourhoodId,
  };
  const postings: Posting[] = shares.map((share) => ({
    ...dimensions,
    id: newId(),
    debitAccountId: share.accountId,
    creditAccountId: payableOf(accounts, share.accountId),
    amount: share.cents,
  }));
  if (right.unit === 'MIN') {
    const [from, to] = ['right_minutes', 'minutes_delivered'].map((kind) => accounts.find((account) => account.kind === kind)?.accountId);
    if (!from || !to) throw new Error('a right in minutes has no accounts for its minutes');
    postings.push({ ...dimensions, id: newId(), debitAccountId: from, creditAccountId: to, amount: request.amount });
  }
  const [only, ...others] = postings;
  // Everything was checked under the lock; what the database might still refuse, the commit tells.
  const insert = insertOf(draw);
  if (only && others.length === 0) tx.atCommit(orAgain(post(tx, only, insert)));
  else {
    tx.atCommit(orAgain(tx.rows(insert.sql, insert.parameters, insert.planned)));
    tx.atCommit(postAll(tx, postings));
  }
  return draw;
}

/** A right as a draw needs it, with what its supplier is. */
interface RightToDraw extends Pick<
  DrawingRight,
  'id' | 'holderId' | 'publicValueId' | 'neighbourhoodId' | 'unit' | 'tariffCentsPerHour' | 'state' | 'validFrom' | 'validTo'
> {
  confirmationDays: number;
  supplierKinds: string[] | null;
}

interface RightAccount extends Pot {
  kind: 'right' | 'right_minutes' | 'minutes_delivered';
  payableAccountId: string | null;
  /** Whether the draw that is asked for was made before. */
  isKnown: boolean;
}

async function lockRight(tx: Tx, request: DrawRequest): Promise<RightToDraw> {
  // The lock on the right makes its draws wait for each other, so that the balances read next stay true until the commit.
  const right = await tx.row<RightToDraw>(
    `select r.id, r.holder_id as "holderId", r.public_value_id as "publicValueId", r.neighbourhood_id as "neighbourhoodId", r.unit,
            r.tariff_cents_per_hour as "tariffCentsPerHour", r.state, r.valid_from as "validFrom", r.valid_to as "validTo",
            (select o.confirmation_days from neighbourhood_budgets b join ordinances o on o.municipality_id = $1 and o.id = b.ordinance_id
              where b.municipality_id = $1 and b.id = r.budget_id) as "confirmationDays",
            (select kinds from organisations s where s.municipality_id = $1 and s.id = $3) as "supplierKinds"
       from drawing_rights r where r.municipality_id = $1 and r.id = $2 for no key update`,
    [tx.municipalityId, request.rightId, request.supplierId],
    'lock a right',
  );
  const own = tx.actor.role === 'system' || tx.actor.organisationId === right?.holderId;
  if (!right || !own)
    throw notFound({
      nl: 'Dit trekkingsrecht bestaat niet, of het is niet van u.',
      en: 'This drawing right does not exist, or it is not yours.',
    });
  return right;
}

async function rightAccounts(tx: Tx, rightId: string, drawId: string): Promise<RightAccount[]> {
  // The account for what is payable is asked for one by one: in one join, all payables of the municipality would be read.
  return tx.rows<RightAccount>(
    `select a.id as "accountId", a.kind, a.instalment_id as "instalmentId", a.fiscal_year as "fiscalYear",
            a.credits_posted - a.debits_posted - a.debits_pending as "freeCents",
            case when a.kind = 'right' then (
              select p.id from accounts p where p.municipality_id = $1 and p.kind = 'payable' and p.unit = 'EUR' and p.drawing_right_id is null
                 and p.instalment_id = a.instalment_id) end as "payableAccountId",
            exists (select 1 from draws d where d.municipality_id = $1 and d.id = $3) as "isKnown"
       from accounts a where a.municipality_id = $1 and a.drawing_right_id = $2 order by a.id`,
    [tx.municipalityId, rightId, drawId],
    'accounts of a right',
  );
}

function checkDraw(tx: Tx, right: RightToDraw, request: DrawRequest): void {
  collect({
    amount: () => {
      if (!Number.isSafeInteger(request.amount) || request.amount <= 0)
        throw badInput('amount', { nl: 'Vul in hoeveel het is: meer dan nul.', en: 'Enter how much it is: above zero.' });
    },
    supplier: () => {
      if (request.supplierId === right.holderId)
        throw badInput('supplierId', {
          nl: 'U kunt uzelf niet als leverancier kiezen.',
          en: 'You cannot choose yourself as the supplier.',
        });
      if (!right.supplierKinds?.includes('supplier'))
        throw badInput('supplierId', { nl: 'Kies wie het levert.', en: 'Choose who delivers it.' });
    },
    purpose: () => {
      const length = request.purpose.trim().length;
      if (length === 0 || length > 120)
        throw badInput('purpose', {
          nl: 'Vul in waarvoor het is, in één regel van hoogstens 120 tekens.',
          en: 'Enter what it is for, in one line of at most 120 characters.',
        });
    },
  });
  if (right.state === 'conditional')
    throw conflict('right-is-conditional', {
      nl: 'Dit trekkingsrecht geldt nog onder voorbehoud: de begroting van dat jaar staat nog niet vast. U kunt er nog niet van opnemen.',
      en: 'This drawing right is still conditional: the budget of that year is not certain yet. You cannot draw on it yet.',
    });
  if (right.state !== 'active')
    throw conflict('right-not-active', {
      nl: 'Dit trekkingsrecht is nu niet te gebruiken. Uw contactambtenaar weet waarom.',
      en: 'This drawing right cannot be used now. Your contact officer knows why.',
    });
  if (tx.today < right.validFrom)
    throw conflict('right-not-begun', {
      nl: `U kunt dit trekkingsrecht gebruiken vanaf ${right.validFrom}.`,
      en: `You can use this drawing right from ${right.validFrom}.`,
    });
  if (tx.today > right.validTo)
    throw conflict('right-expired', {
      nl: `Dit trekkingsrecht was geldig tot en met ${right.validTo}.`,
      en: `This drawing right was valid until ${right.validTo}.`,
    });
}

function freeOf(right: Pick<RightToDraw, 'unit'>, accounts: readonly RightAccount[]): number {
  const kind = right.unit === 'EUR' ? 'right' : 'right_minutes';
  return accounts.filter((account) => account.kind === kind).reduce((sum, account) => sum + account.freeCents, 0);
}

function payableOf(accounts: readonly RightAccount[], accountId: string): string {
  const payable = accounts.find((account) => account.accountId === accountId)?.payableAccountId;
  if (!payable) throw new Error('an adopted instalment has no account for what is payable');
  return payable;
}

function insertOf(draw: Draw): Writing {
  return {
    planned: 'reserve a draw',
    sql: `insert into draws (municipality_id, id, drawing_right_id, holder_id, supplier_id, unit, amount, cents, purpose, state, code, reserved_at,
                             reserved_by, expires_on)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    parameters: [
      ...[draw.municipalityId, draw.id, draw.drawingRightId, draw.holderId, draw.supplierId, draw.unit, draw.amount, draw.cents],
      ...[draw.purpose, draw.state, draw.code, draw.reservedAt, draw.reservedBy, draw.expiresOn],
    ],
  };
}

/** Made at the same moment by a double tap, or with the code of another draw (one in a billion for each): the next attempt sees it. */
async function orAgain(inserted: Promise<unknown>): Promise<void> {
  try {
    await inserted;
  } catch (error) {
    if (['draws_pkey', 'code_is_used_once'].includes(constraintOf(error) ?? '')) throw new RunAgain('a draw with this id or code was made');
    throw error;
  }
}

function tooMuch(right: Pick<DrawingRight, 'unit'>, wanted: number, free: number): Problem {
  const most = (lang: 'nl' | 'en') => formatAmount(Math.max(0, free), right.unit, lang);
  const over = (lang: 'nl' | 'en') => formatAmount(wanted - free, right.unit, lang);
  return conflict(
    'right-exceeded',
    {
      nl: `Het is ${over('nl')} te veel. U kunt hoogstens ${most('nl')} opnemen.`,
      en: `It is ${over('en')} too much. You can draw at most ${most('en')}.`,
    },
    'amount',
  );
}

function tooLittle(): Problem {
  return badInput('amount', {
    nl: 'Dit is minder dan een cent waard. Neem meer minuten op.',
    en: 'This is worth less than a cent. Draw more minutes.',
  });
}

function drawTaken(): Problem {
  return conflict('draw-id-taken', {
    nl: 'Deze opname bestaat al, met een andere inhoud. Begin opnieuw.',
    en: 'This draw exists already, with another content. Start again.',
  });
}

function sameDraw(known: Draw, request: DrawRequest): Draw {
  const same =
    known.drawingRightId === request.rightId &&
    known.supplierId === request.supplierId &&
    known.amount === request.amount &&
    known.purpose === request.purpose.trim();
  if (!same) throw drawTaken();
  return known;
}
