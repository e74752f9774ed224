import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, StoppedClock, type Tx, type Unit } from '../core/index.js';
import { createMunicipality, testDatabase, type TestDatabase } from '../../test/setup/database.js';
import { balances, ledgerChecks, ledgerEntities, openAccount, type AccountKind, post, postAll, type Posting, resolve } from './index.js';

/** Postings as the rest of the product uses them, and everything the database must refuse whoever calls it. */
describe('the ledger', () => {
  let db: TestDatabase;
  let municipalityId: string;
  let source: string;
  let right: string;
  let payable: string;
  const drawId = newId();
  const clock = new StoppedClock(new Date('2026-03-02T11:00:00Z'));
  const run = <T>(work: (tx: Tx) => Promise<T>, municipality = municipalityId) => db.database.transaction(municipality, work);

  beforeAll(async () => {
    db = await testDatabase({ entities: ledgerEntities, clock });
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    municipalityId = await createMunicipality(db.owner);
    source = await open('council', 'EUR');
    right = await open('right', 'EUR');
    payable = await open('payable', 'EUR');
    await run((tx) => post(tx, posting({ debitAccountId: source, creditAccountId: right, amount: 1_000 })));
  });

  /** An account that belongs to nothing. */
  const open = (kind: AccountKind, unit: Unit, fiscalYear?: number) =>
    run((tx) => openAccount(tx, kind, unit, { fiscalYear: fiscalYear ?? null }));
  const posting = (change: Partial<Posting> = {}): Posting => ({
    id: newId(),
    kind: 'draw',
    debitAccountId: right,
    creditAccountId: payable,
    amount: 100,
    drawId,
    ...change,
  });
  const held = async (id: string) => {
    const [account] = await run((tx) =>
      tx.rows<{ balance: number; held: number }>(
        `select credits_posted - debits_posted as balance, debits_pending as held from accounts where municipality_id = $1 and id = $2`,
        [municipalityId, id],
      ),
    );
    return account;
  };
  const constraint = async (work: Promise<unknown>): Promise<string | undefined> => {
    const error = await work.then(
      () => undefined,
      (failure: { driverError?: { constraint?: string; code?: string }; constraint?: string; code?: string; type?: string }) => failure,
    );
    return error?.type ?? error?.driverError?.constraint ?? error?.constraint ?? error?.driverError?.code ?? error?.code;
  };
  const proven = async () => {
    for (const check of ledgerChecks)
      expect({ [check.name]: await run((tx) => tx.rows(check.sql, [municipalityId])) }).toEqual({ [check.name]: [] });
  };

  describe('a posting', () => {
    it('moves one amount from one account to another', async () => {
      expect(await run((tx) => post(tx, posting()))).toBe(true);
      expect([await held(right), await held(payable)]).toEqual([
        { balance: 900, held: 0 },
        { balance: 100, held: 0 },
      ]);
      await proven();
    });

    it('books once, however often it is sent, alone or in a batch', async () => {
      const same = posting();
      expect(await run((tx) => post(tx, same))).toBe(true);
      expect(await run((tx) => post(tx, same))).toBe(false);
      expect(await run((tx) => postAll(tx, [same, same]))).toBe(0);
      clock.set('2026-03-03');
      expect(await run((tx) => post(tx, same))).toBe(false);
      expect(await held(payable)).toEqual({ balance: 100, held: 0 });
      await proven();
    });

    it.each<[string, Partial<Posting>]>([
      ['amount', { amount: 101 }],
      ['kind', { kind: 'return' }],
      ['phase', { pending: true }],
      ['draw', { drawId: newId() }],
      ['decision', { drawId: null, decisionId: newId() }],
      ['public value', { publicValueId: newId() }],
      ['neighbourhood', { neighbourhoodId: newId() }],
    ])('with a known id and another %s is refused, alone and in a batch', async (_what, change) => {
      const first = posting();
      await run((tx) => post(tx, first));
      expect(await constraint(run((tx) => post(tx, { ...first, ...change })))).toBe('transfer-id-taken');
      expect(await constraint(run((tx) => postAll(tx, [posting(), { ...first, ...change }])))).toBe('transfer-id-taken');
      expect(await held(payable)).toEqual({ balance: 100, held: 0 });
    });

    it('over the balance by one is refused by account_never_overdrawn', async () => {
      const over = posting({ amount: 1_001, effectiveOn: '2026-03-02' });
      expect(await constraint(run((tx) => post(tx, over)))).toBe('insufficient-balance');
      expect(await constraint(run((tx) => call(tx, 'post_transfer', over)))).toBe('account_never_overdrawn');
      expect(await run((tx) => post(tx, { ...over, amount: 1_000 }))).toBe(true);
      await proven();
    });

    it('does not mix units', async () => {
      const minutes = await open('right_minutes', 'MIN');
      expect(await constraint(run((tx) => post(tx, posting({ creditAccountId: minutes }))))).toBe('transfer_moves_one_unit');
      expect(await constraint(run((tx) => postAll(tx, [posting({ creditAccountId: minutes })])))).toBe('transfer_accounts_exist');
    });

    it('does not find the accounts of another municipality', async () => {
      const other = await createMunicipality(db.owner);
      const [mine, theirs] = [await run((tx) => openAccount(tx, 'council', 'EUR'), other), payable];
      for (const change of [
        { debitAccountId: mine, creditAccountId: theirs },
        { debitAccountId: theirs, creditAccountId: mine },
      ]) {
        expect(await constraint(run((tx) => post(tx, posting(change)), other))).toBe('transfer_accounts_exist');
        expect(await constraint(run((tx) => postAll(tx, [posting(change)]), other))).toBe('transfer_accounts_exist');
      }
      expect(await run((tx) => balances(tx, {}), other)).toHaveLength(1);
    });

    it('stays on the safe side of 2^53', async () => {
      const most = 100_000_000_000_000;
      const whole = Array.from({ length: 45 }, () => posting({ debitAccountId: source, creditAccountId: right, amount: most }));
      expect(await run((tx) => postAll(tx, whole))).toBe(45);
      expect(await constraint(run((tx) => post(tx, posting({ debitAccountId: source, creditAccountId: right, amount: most }))))).toBe(
        'amount-too-large',
      );
    });

    it('has a decision or a draw, and two accounts', async () => {
      expect(await constraint(run((tx) => post(tx, posting({ drawId: null }))))).toBe('transfer_has_a_decision_or_a_draw');
      expect(await constraint(run((tx) => post(tx, posting({ creditAccountId: right }))))).toBe('transfer_has_two_accounts');
    });

    it.each([0, -1, 100_000_000_000_001])('of %p is refused by its constraint', async (amount) => {
      expect(await constraint(run((tx) => post(tx, posting({ amount }))))).toBe('transfer_amount_is_above_zero');
      expect(await constraint(run((tx) => postAll(tx, [posting({ amount })])))).toBe('transfer_amount_is_above_zero');
    });

    it('needs every argument that has no default, in both functions', async () => {
      const names = ['id', 'kind', 'debitAccountId', 'creditAccountId', 'amount', 'effectiveOn'] as const;
      for (const name of names) {
        const without = { ...posting({ effectiveOn: '2026-03-02' }), [name]: null } as unknown as Posting;
        const refused = name.endsWith('AccountId') ? 'transfer_accounts_exist' : '23502';
        expect({ [name]: await constraint(run((tx) => call(tx, 'post_transfer', without))) }).toEqual({ [name]: refused });
        expect({ [name]: await constraint(run((tx) => call(tx, 'post_transfers', without))) }).toEqual({ [name]: refused });
      }
      expect(await held(right)).toEqual({ balance: 1_000, held: 0 });
    });
  });

  describe('a batch', () => {
    it('is all or none', async () => {
      expect(await constraint(run((tx) => postAll(tx, [posting({ amount: 600 }), posting({ amount: 401 })])))).toBe('insufficient-balance');
      expect(await held(payable)).toEqual({ balance: 0, held: 0 });
      expect(await run((tx) => postAll(tx, [posting({ amount: 600 }), posting({ amount: 400 })]))).toBe(2);
      expect(await held(right)).toEqual({ balance: 0, held: 0 });
      await proven();
    });

    it('books an id that it holds twice once, and refuses it with two contents', async () => {
      const one = posting();
      expect(await run((tx) => postAll(tx, [one, one, posting()]))).toBe(2);
      const two = posting();
      expect(await constraint(run((tx) => postAll(tx, [two, { ...two, amount: 5 }])))).toBe('transfer-id-taken');
      expect(await held(payable)).toEqual({ balance: 200, held: 0 });
      await proven();
    });

    it('holds a thousand at most, and nothing is nothing', async () => {
      const many = (count: number) => Array.from({ length: count }, () => posting({ amount: 1 }));
      expect(await constraint(run((tx) => postAll(tx, many(1_001))))).toBe('batch_has_a_thousand_at_most');
      expect(await run((tx) => postAll(tx, many(1_000)))).toBe(1_000);
      expect(await run((tx) => postAll(tx, []))).toBe(0);
      const ends = Array.from({ length: 1_001 }, () => ({ id: newId(), pendingId: newId(), amount: 1 }));
      expect(await constraint(run((tx) => resolve(tx, 'void', ends)))).toBe('batch_has_a_thousand_at_most');
      await proven();
    });

    it('of arrays of different lengths books nothing', async () => {
      const parts = [posting(), posting()].map((one) => columns(one));
      const arrays = parts[0]!.map((value, index) => (index === 5 ? [value] : [value, parts[1]![index]]));
      expect(await constraint(run((tx) => callArrays(tx, arrays)))).toBe('23502');
      expect(await held(payable)).toEqual({ balance: 0, held: 0 });
    });
  });

  describe('a reservation', () => {
    const reserve = async (amount: number) => {
      const pending = posting({ amount, pending: true });
      await run((tx) => post(tx, pending));
      return pending.id;
    };
    const end = (how: 'post' | 'void' | 'expire', pendingId: string, amount: number, id = newId()) =>
      run((tx) => resolve(tx, how, [{ id, pendingId, amount }]));

    it('holds its amount, so that it cannot be used twice', async () => {
      await reserve(700);
      expect(await held(right)).toEqual({ balance: 1_000, held: 700 });
      expect(await constraint(run((tx) => post(tx, posting({ amount: 301 }))))).toBe('insufficient-balance');
      expect(await constraint(run((tx) => post(tx, posting({ amount: 301, pending: true }))))).toBe('insufficient-balance');
      await proven();
    });

    it.each([
      ['post', { balance: 300, held: 0 }, { balance: 700, held: 0 }],
      ['void', { balance: 1_000, held: 0 }, { balance: 0, held: 0 }],
      ['expire', { balance: 1_000, held: 0 }, { balance: 0, held: 0 }],
    ] as const)('ends by %s, once', async (how, ofRight, ofPayable) => {
      const pendingId = await reserve(700);
      const id = newId();
      expect(await end(how, pendingId, 700, id)).toBe(1);
      expect(await end(how, pendingId, 700, id)).toBe(0);
      for (const again of ['post', 'void', 'expire'] as const)
        expect(await constraint(end(again, pendingId, 700))).toBe('already-resolved');
      for (const other of (['post', 'void', 'expire'] as const).filter((one) => one !== how)) {
        expect(await constraint(end(other, pendingId, 700, id))).toBe('transfer-id-taken');
      }
      expect([await held(right), await held(payable)]).toEqual([ofRight, ofPayable]);
      await proven();
    });

    it('posted in part frees the rest', async () => {
      const pendingId = await reserve(700);
      const id = newId();
      expect(await end('post', pendingId, 250, id)).toBe(1);
      expect(await constraint(end('post', pendingId, 251, id))).toBe('transfer-id-taken');
      expect([await held(right), await held(payable)]).toEqual([
        { balance: 750, held: 0 },
        { balance: 250, held: 0 },
      ]);
      await proven();
    });

    it.each<['post' | 'void' | 'expire', number]>([
      ['post', 701],
      ['post', 0],
      ['post', -1],
      ['void', 699],
      ['expire', 1],
    ])('cannot be ended by %s for %p of 700', async (how, amount) => {
      expect(await constraint(end(how, await reserve(700), amount))).toBe('pending_transfer_exists');
      await proven();
    });

    it('must be one: neither a booked transfer, nor an unknown one, nor one of another municipality', async () => {
      const booked = posting();
      await run((tx) => post(tx, booked));
      for (const pendingId of [booked.id, newId()]) expect(await constraint(end('post', pendingId, 100))).toBe('pending_transfer_exists');
      const pendingId = await reserve(100);
      const other = await createMunicipality(db.owner);
      expect(await constraint(run((tx) => resolve(tx, 'void', [{ id: newId(), pendingId, amount: 100 }]), other))).toBe(
        'pending_transfer_exists',
      );
    });

    it('twice in one call is ended once or not at all', async () => {
      const pendingId = await reserve(100);
      const twice = [newId(), newId()].map((id) => ({ id, pendingId, amount: 100 }));
      expect(await constraint(run((tx) => resolve(tx, 'post', twice)))).toBe('already-resolved');
      expect(await run((tx) => resolve(tx, 'post', [twice[0]!, twice[0]!]))).toBe(1);
      expect(await held(payable)).toEqual({ balance: 100, held: 0 });
      await proven();
    });

    it('ends in a known way only', async () => {
      const pendingId = await reserve(100);
      for (const how of ['posted', 'pending', 'wish', null]) {
        const refused = await constraint(run((tx) => resolve(tx, how as 'post', [{ id: newId(), pendingId, amount: 100 }])));
        expect(['transfer_phase_is_known', '23502']).toContain(refused);
      }
      await proven();
    });
  });

  describe('a reversal', () => {
    let booked: Posting;
    beforeEach(async () => {
      booked = posting({ publicValueId: newId(), neighbourhoodId: newId() });
      await run((tx) => post(tx, booked));
    });
    const mirror = (change: Partial<Posting> = {}): Posting => ({
      ...booked,
      id: newId(),
      debitAccountId: payable,
      creditAccountId: right,
      reversesId: booked.id,
      ...change,
    });

    it('gives back exactly what was booked, once', async () => {
      const back = mirror();
      expect(await run((tx) => post(tx, back))).toBe(true);
      expect(await run((tx) => post(tx, back))).toBe(false);
      expect(await constraint(run((tx) => post(tx, mirror())))).toBe('already-reversed');
      expect(await constraint(run((tx) => postAll(tx, [mirror()])))).toBe('already-reversed');
      expect(await held(right)).toEqual({ balance: 1_000, held: 0 });
      await proven();
    });

    it.each<[string, () => Partial<Posting>]>([
      ['another amount', () => ({ amount: 99 })],
      ['another kind', () => ({ kind: 'return' })],
      ['the same direction', () => ({ debitAccountId: right, creditAccountId: payable })],
      ['another public value', () => ({ publicValueId: newId() })],
      ['another neighbourhood', () => ({ neighbourhoodId: null })],
      ['another draw', () => ({ drawId: newId() })],
      ['an unknown transfer', () => ({ reversesId: newId() })],
    ])('with %s is refused, alone and in a batch', async (_what, change) => {
      await run((tx) => post(tx, posting()));
      for (const work of [(tx: Tx) => post(tx, mirror(change())), (tx: Tx) => postAll(tx, [mirror(change())])]) {
        expect(await constraint(run<unknown>(work))).toBe('reversal_mirrors_its_transfer');
      }
    });

    it('is booked at once, never reserved', async () => {
      expect(await constraint(run((tx) => post(tx, mirror({ pending: true }))))).toBe('reversal_is_booked_at_once');
    });

    it('of a reservation is refused', async () => {
      const pending = posting({ pending: true });
      await run((tx) => post(tx, pending));
      const back = posting({ debitAccountId: payable, creditAccountId: right, reversesId: pending.id });
      expect(await constraint(run((tx) => post(tx, back)))).toBe('reversal_mirrors_its_transfer');
    });

    it('of money that has gone on is refused', async () => {
      const paid = await open('paid', 'EUR');
      await run((tx) => post(tx, posting({ kind: 'pay', debitAccountId: payable, creditAccountId: paid })));
      expect(await constraint(run((tx) => post(tx, mirror())))).toBe('insufficient-balance');
    });
  });

  describe('the role of the doors', () => {
    it.each([
      `insert into transfers (municipality_id, id, kind, phase, debit_account_id, credit_account_id, unit, amount, draw_id, effective_on)
       select municipality_id, gen_random_uuid(), kind, phase, debit_account_id, credit_account_id, unit, amount, draw_id, effective_on from transfers`,
      'update transfers set amount = 1',
      'delete from transfers',
      'truncate transfers',
      'update accounts set credits_posted = 1000000',
      'delete from accounts',
      'truncate accounts',
      `insert into accounts (municipality_id, id, kind, unit, contended, credits_posted)
       select municipality_id, gen_random_uuid(), kind, unit, contended, 5 from accounts`,
      'alter table accounts disable row level security',
      'alter table transfers add column planted int',
      'drop function post_transfer',
      'set role buurtkas_owner',
      'set session authorization buurtkas_owner',
      'select 1 from transfers for update',
      'create table planted (id int)',
    ])('may not: %s', async (sql) => {
      expect(await constraint(run((tx) => tx.rows(sql)))).toBe('42501');
    });

    it('sees and books nothing before it has entered a municipality', async () => {
      const seen = await db.database.shared(async (tx) => ({
        accounts: await tx.rows('select id from accounts'),
        transfers: await tx.rows('select id from transfers'),
      }));
      expect(seen).toEqual({ accounts: [], transfers: [] });
      expect(await constraint(db.database.shared((tx) => call(tx, 'post_transfer', posting({ effectiveOn: '2026-03-02' }))))).toBe(
        'transfer_accounts_exist',
      );
    });

    it('opens each account once, also when many do at the same time', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, () => open('source', 'EUR', 2026)));
      expect(new Set(ids).size).toBe(1);
    });
  });

  it('notices books that were tampered with', async () => {
    await run((tx) => postAll(tx, [posting(), posting({ pending: true })]));
    const names = async () => {
      const failing: string[] = [];
      for (const check of ledgerChecks) if ((await run((tx) => tx.rows(check.sql, [municipalityId]))).length > 0) failing.push(check.name);
      return failing;
    };
    const tamper = (sql: string) => db.owner.query(sql, [municipalityId]);
    expect(await names()).toEqual([]);
    await tamper(`update accounts set credits_posted = credits_posted + 1 where municipality_id = $1 and kind = 'payable'`);
    expect(await names()).toEqual(['every balance equals the sum of its transfers', 'debits equal credits, per unit']);
    await tamper(`update accounts set credits_posted = credits_posted - 1 where municipality_id = $1 and kind = 'payable'`);
    await tamper(`update transfers set unit = 'MIN' where municipality_id = $1 and phase = 'pending'`);
    expect(await names()).toEqual(['both accounts of a transfer exist and keep its unit']);
    await db.owner.query('alter table accounts drop constraint account_never_overdrawn');
    await tamper(`update accounts set debits_pending = 5000 where municipality_id = $1 and kind = 'right'`);
    expect(await names()).toContain('no account is overdrawn');
  });
});

const TYPES = ['uuid', 'text', 'boolean', 'uuid', 'uuid', 'bigint', 'date', 'uuid', 'uuid', 'uuid', 'uuid', 'uuid'];

function columns(p: Posting): unknown[] {
  const dimensions = [p.drawId, p.decisionId, p.publicValueId, p.neighbourhoodId, p.reversesId].map((id) => id ?? null);
  return [p.id, p.kind, p.pending ?? false, p.debitAccountId, p.creditAccountId, p.amount, p.effectiveOn ?? '2026-03-02', ...dimensions];
}

/** Calls a function past the service, with one posting. */
function call(tx: Tx, name: 'post_transfer' | 'post_transfers', one: Posting): Promise<unknown> {
  const values = columns(one).map((value, index) => (index === 6 ? one.effectiveOn : value));
  if (name === 'post_transfers')
    return callArrays(
      tx,
      values.map((value) => [value]),
    );
  return tx.rows(`select post_transfer(${TYPES.map((type, index) => `$${index + 1}::${type}`).join(', ')})`, values);
}

function callArrays(tx: Tx, arrays: unknown[][]): Promise<unknown> {
  return tx.rows(`select post_transfers(${TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})`, arrays);
}
