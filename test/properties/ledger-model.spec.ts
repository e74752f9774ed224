import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId, Problem, type Tx } from '../../libs/core/index.js';
import {
  ledgerChecks,
  ledgerEntities,
  openAccount,
  post,
  postAll,
  type Posting,
  type Resolution,
  resolve,
} from '../../libs/ledger/index.js';
import { createMunicipality, testDatabase, type TestDatabase } from '../setup/database.js';

/** The ledger as one would write it on a napkin: a list of what happened, and balances worked out from it. */
class Model {
  readonly transfers = new Map<string, Posting>();
  readonly ended = new Map<string, { id: string; how: string; amount: number }>();
  readonly reversed = new Set<string>();

  constructor(private readonly unlimited: string) {}

  /** Of one account: what was posted, and what is held of it. */
  of(account: string): { posted: number; held: number } {
    let [posted, held] = [0, 0];
    for (const [id, transfer] of this.transfers) {
      const end = this.ended.get(id);
      const amount = !transfer.pending ? transfer.amount : end?.how === 'post' ? end.amount : 0;
      if (transfer.debitAccountId === account) posted -= amount;
      if (transfer.creditAccountId === account) posted += amount;
      if (transfer.debitAccountId === account && transfer.pending && !end) held += transfer.amount;
    }
    return { posted, held };
  }

  /** Whether these may be booked together; remembers them if so. */
  post(postings: readonly Posting[]): boolean {
    const before = [...this.transfers.keys()];
    const wasReversed = [...this.reversed];
    const fine = postings.every((posting) => this.one(posting)) && this.solvent();
    if (!fine) {
      for (const id of this.transfers.keys()) if (!before.includes(id)) this.transfers.delete(id);
      this.reversed.clear();
      for (const id of wasReversed) this.reversed.add(id);
    }
    return fine;
  }

  resolve(how: string, ends: readonly Resolution[]): boolean {
    const before = new Map(this.ended);
    const fine =
      ends.every((end) => {
        const pending = this.transfers.get(end.pendingId);
        const known = this.ended.get(end.pendingId);
        if (known) return known.id === end.id && known.how === how && known.amount === end.amount;
        if (!pending?.pending || end.amount > pending.amount || (how !== 'post' && end.amount !== pending.amount)) return false;
        this.ended.set(end.pendingId, { id: end.id, how, amount: end.amount });
        return true;
      }) && this.solvent();
    if (!fine) {
      this.ended.clear();
      for (const [id, end] of before) this.ended.set(id, end);
    }
    return fine;
  }

  private one(posting: Posting): boolean {
    const known = this.transfers.get(posting.id);
    if (known) return JSON.stringify(known) === JSON.stringify(posting);
    if (posting.reversesId) {
      const original = this.transfers.get(posting.reversesId);
      const mirrors =
        original &&
        !original.pending &&
        original.debitAccountId === posting.creditAccountId &&
        original.creditAccountId === posting.debitAccountId &&
        original.amount === posting.amount;
      if (!mirrors || this.reversed.has(posting.reversesId)) return false;
      this.reversed.add(posting.reversesId);
    }
    this.transfers.set(posting.id, posting);
    return true;
  }

  private solvent(): boolean {
    const accounts = new Set([...this.transfers.values()].flatMap((transfer) => [transfer.debitAccountId, transfer.creditAccountId]));
    accounts.delete(this.unlimited);
    return [...accounts].every((account) => this.of(account).posted - this.of(account).held >= 0);
  }
}

type Step =
  | { do: 'post'; pairs: { from: number; to: number; amount: number; pending: boolean }[] }
  | { do: 'resolve'; how: 'post' | 'void' | 'expire'; picks: number[]; part: number }
  | { do: 'reverse' | 'replay' | 'tamper' | 'resolve again'; pick: number };

const ACCOUNTS = 5;
const pair = fc.record({
  from: fc.nat(ACCOUNTS - 1),
  to: fc.nat(ACCOUNTS - 1),
  amount: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 400 })),
  pending: fc.boolean(),
});
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('post' as const),
        pairs: fc.array(
          pair.filter((one) => one.from !== one.to),
          { minLength: 1, maxLength: 4 },
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('resolve' as const),
        how: fc.constantFrom('post' as const, 'void' as const, 'expire' as const),
        picks: fc.array(fc.nat(50), { minLength: 1, maxLength: 3 }),
        part: fc.integer({ min: 1, max: 100 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom('reverse' as const, 'replay' as const, 'tamper' as const, 'resolve again' as const),
        pick: fc.nat(50),
      }),
    },
  ),
  { minLength: 5, maxLength: 40 },
);

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ entities: ledgerEntities });
});
afterAll(() => db.close());

it('whatever is posted, reserved, ended, reversed or sent again, the books equal the napkin', async () => {
  await fc.assert(fc.asyncProperty(steps, playBoth), { numRuns: 60 });
});

async function playBoth(list: Step[]): Promise<void> {
  const municipalityId = await createMunicipality(db.owner);
  const run = <T>(work: (tx: Tx) => Promise<T>) => db.database.transaction(municipalityId, work);
  const accounts = await run(async (tx) => {
    const opened = [await openAccount(tx, 'council', 'EUR')];
    for (let year = 2026; opened.length < ACCOUNTS; year++)
      opened.push(await openAccount(tx, year % 2 ? 'source' : 'right', 'EUR', { fiscalYear: year }));
    return opened;
  });
  const model = new Model(accounts[0]!);
  for (const step of list) {
    const act = actOf(step, model, accounts);
    if (!act) continue;
    const expected = act.model();
    const happened = await run(act.ledger).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Problem || /reversal mirrors|only a pending/.test(String(error))) return false;
        throw error;
      },
    );
    expect({ step, happened }).toEqual({ step, happened: expected });
  }
  const rows = await run((tx) =>
    tx.rows<{ id: string; posted: number; held: number }>(
      'select id, credits_posted - debits_posted as posted, debits_pending as held from accounts where municipality_id = $1',
      [municipalityId],
    ),
  );
  for (const { id, ...booked } of rows) expect(booked).toEqual(model.of(id));
  for (const check of ledgerChecks)
    expect({ [check.name]: await run((tx) => tx.rows(check.sql, [municipalityId])) }).toEqual({ [check.name]: [] });
}

interface Act {
  model(): boolean;
  ledger(tx: Tx): Promise<unknown>;
}

function actOf(step: Step, model: Model, accounts: readonly string[]): Act | undefined {
  const booked = [...model.transfers.values()];
  const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
  const posting = (postings: Posting[]): Act => ({
    model: () => model.post(postings),
    ledger: (tx) => (postings.length === 1 ? post(tx, postings[0]!) : postAll(tx, postings)),
  });
  if (step.do === 'post') {
    return posting(
      step.pairs.map(({ from, to, amount, pending }) => ({
        ...{ id: newId(), kind: 'draw' as const, drawId: DRAW, debitAccountId: accounts[from]!, creditAccountId: accounts[to]! },
        ...{ amount, pending },
      })),
    );
  }
  if (step.do === 'resolve') {
    const pendings = booked.filter((transfer) => transfer.pending);
    const chosen = [...new Set(step.picks.flatMap((at) => pick(pendings, at) ?? []))];
    if (chosen.length === 0) return undefined;
    const ends = chosen.map(({ id, amount }) => ({
      id: newId(),
      pendingId: id,
      amount: step.how === 'post' ? Math.max(1, Math.ceil((amount * step.part) / 100)) : amount,
    }));
    return { model: () => model.resolve(step.how, ends), ledger: (tx) => resolve(tx, step.how, ends) };
  }
  if (step.do === 'resolve again') {
    const [pendingId, end] = pick([...model.ended], step.pick) ?? [];
    if (!pendingId || !end) return undefined;
    const ends = [{ id: end.id, pendingId, amount: end.amount }];
    return { model: () => model.resolve(end.how, ends), ledger: (tx) => resolve(tx, end.how as 'post', ends) };
  }
  const known = pick(booked, step.pick);
  if (!known) return undefined;
  if (step.do === 'replay') return posting([known]);
  if (step.do === 'tamper') return posting([{ ...known, amount: known.amount + 1 }]);
  return posting([
    {
      ...known,
      id: newId(),
      pending: false,
      debitAccountId: known.creditAccountId,
      creditAccountId: known.debitAccountId,
      reversesId: known.id,
    },
  ]);
}

const DRAW = newId();
