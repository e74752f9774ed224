import type { Writable } from 'node:stream';
import pg from 'pg';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { dayOf, type Clock } from './clock.js';
import type { JobQueue } from './job-alarm.js';

// Counts of cents and minutes arrive as bigint. All are checked to stay below 2^53, so a number is exact; a date stays the text it is.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond 2^53: ${text}`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** Who does it: a person in one role for one organisation, or the system (no person). Goes into the audit trail. */
export interface Actor {
  personId: string | null;
  role: string;
  organisationId: string | null;
}

/** The actor of jobs and of the launcher. */
export const SYSTEM: Actor = Object.freeze({ personId: null, role: 'system', organisationId: null });

/** What a service needs to work inside the one transaction of its door. */
export class Tx {
  private readonly hooks: (() => void | Promise<void>)[] = [];
  private day?: string;
  private entities?: EntityManager;
  private readonly last: Promise<unknown>[] = [];

  constructor(
    /** The tenant this transaction has entered; every statement names it. */
    readonly municipalityId: string,
    readonly actor: Actor,
    private readonly dataSource: DataSource,
    private readonly client: pg.ClientBase,
    /** One instant for the whole transaction. */
    readonly now: Date,
    /** The alarm clock of jobs; without one only the sweep starts them. */
    readonly queue?: JobQueue,
  ) {}

  /** The Dutch calendar day of this transaction. */
  get today(): string {
    return (this.day ??= dayOf(this.now));
  }

  /** Reads and writes entities in this transaction; made when it is first asked for, since the hottest paths need none. */
  get manager(): EntityManager {
    return (this.entities ??= managerOn(this.dataSource, this.client));
  }

  /**
   * Runs one statement and answers its rows (of a SELECT, or of RETURNING).
   * @param planned a name, for a statement that is sent very often: each connection then reads and plans it once. Not for statements whose
   *   best plan depends on the parameters. One name stands for one text.
   */
  async rows<T = Record<string, unknown>>(sql: string, parameters: unknown[] = [], planned?: string): Promise<T[]> {
    this.dataSource.logger.logQuery(sql, parameters);
    sendTogether(this.client);
    const result = await this.client.query({ name: planned, text: sql, values: parameters });
    return result.rows as T[];
  }

  /** The first row, or undefined. */
  async row<T = Record<string, unknown>>(sql: string, parameters: unknown[] = [], planned?: string): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters, planned))[0];
  }

  /**
   * Goes on without waiting for the answer to a statement; when it fails, nothing is kept and its error is the one that is thrown.
   * For a statement whose answer nobody needs before the commit.
   */
  atCommit(statement: Promise<unknown>): void {
    statement.catch(ignore);
    this.last.push(statement);
  }

  /** @internal */
  get sentLast(): readonly Promise<unknown>[] {
    return this.last;
  }

  /** Runs after the commit and never when it fails; not part of the transaction. */
  afterCommit(hook: () => void | Promise<void>): void {
    this.hooks.push(hook);
  }

  /** @internal */
  get afterCommitHooks(): readonly (() => void | Promise<void>)[] {
    return this.hooks;
  }
}

/** Thrown by work that met something which another attempt from the start will not meet. Nothing of the attempt is kept. */
export class RunAgain extends Error {}

const RETRIED = new Set(['40001', '40P01']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens the transactions. Only a door (a controller, a processor, a script) calls it. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
    /** Set after the commit for jobs a transaction asked for. */
    readonly queue?: JobQueue,
  ) {}

  /**
   * Runs `work` in one transaction that has entered the municipality: row-level security shows and takes only its rows.
   * The whole of `work` is run again, at most twice, when the database asks for it (serialization failure, deadlock) or the work does (`RunAgain`),
   * so it must have no effect outside the transaction; what should happen outside goes into `tx.afterCommit`.
   */
  async transaction<T>(municipalityId: string, work: (tx: Tx) => Promise<T>, actor: Actor = SYSTEM): Promise<T> {
    if (!UUID.test(municipalityId)) throw new RangeError('a transaction needs the id of a municipality');
    // One message. set_config would not reach the workers of a distributed database, nor may SET LOCAL stand in one string with others there.
    return this.attempt(`begin; select enter('${municipalityId}')`, municipalityId, actor, work);
  }

  /**
   * Runs `work` as one person over all municipalities: only what belongs to that person in each (their memberships) can be read.
   */
  async asPerson<T>(personId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (!UUID.test(personId)) throw new RangeError('this needs the id of a person');
    return this.attempt(`begin; select enter_as_person('${personId}')`, '', SYSTEM, work);
  }

  /** Runs `work` in no municipality at all: only the tables every tenant shares can be read or written. */
  async shared<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.attempt('begin', '', SYSTEM, work);
  }

  private async attempt<T>(begin: string, municipalityId: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(begin, municipalityId, actor, work);
      } catch (error) {
        const again = error instanceof RunAgain || RETRIED.has(sqlState(error) ?? '');
        if (attempt === 3 || !again) throw error;
      }
    }
  }

  private async once<T>(begin: string, municipalityId: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await poolOf(this.dataSource).connect();
    client.on('error', ignore);
    // Not waited for: the first statement of the work travels right behind it. Where it fails, every statement after it fails too.
    sendTogether(client);
    const begun = client.query(begin);
    begun.catch(ignore);
    const tx = new Tx(municipalityId, actor, this.dataSource, client, this.clock.now(), this.queue);
    let result: T;
    let broken: Error | undefined;
    try {
      result = await work(tx);
      const committed = client.query('commit');
      committed.catch(ignore);
      await Promise.all(tx.sentLast);
      const { command } = await committed;
      if (command !== 'COMMIT') throw new Error('a statement failed and the work went on: nothing was kept');
    } catch (error) {
      // A connection that cannot even roll back is not used again.
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw (await firstFailure([begun, ...tx.sentLast])) ?? error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
    for (const hook of tx.afterCommitHooks) await hook();
    return result;
  }
}

/** A lost connection is told by the statement that meets it; the event of it has nothing to add. */
const ignore = () => undefined;

const held = new WeakSet<Writable>();

/** Sends what is asked in one go, as one packet: a system call for each statement costs more than the statement itself. */
function sendTogether(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  if (held.has(stream)) return;
  held.add(stream);
  stream.cork();
  process.nextTick(() => {
    held.delete(stream);
    stream.uncork();
  });
}

/** After one statement has failed the others only say that the transaction is over; the first failure says why. */
async function firstFailure(statements: readonly Promise<unknown>[]): Promise<unknown> {
  const outcomes = await Promise.allSettled(statements);
  return outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
}

function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as unknown as { master: pg.Pool }).master;
}

/** Lets TypeORM work on a connection in the middle of its transaction; it would begin one of its own around each save. */
function managerOn(dataSource: DataSource, client: pg.ClientBase): EntityManager {
  const runner = dataSource.createQueryRunner();
  Object.assign(runner, { databaseConnection: client, isTransactionActive: true, transactionDepth: 1 });
  return runner.manager;
}

function driverError(error: unknown): { code?: string; constraint?: string } | undefined {
  if (error instanceof QueryFailedError) return error.driverError as { code?: string; constraint?: string };
  return error instanceof Error ? (error as { code?: string; constraint?: string }) : undefined;
}

/** The SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  return driverError(error)?.code;
}

/** The name of the constraint that refused, without the suffix a distributed database adds. */
export function constraintOf(error: unknown): string | undefined {
  return driverError(error)?.constraint?.replace(/_\d+$/, '');
}
