import pg from 'pg';
import { type DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
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

  constructor(
    /** The tenant this transaction has entered; every statement names it. */
    readonly municipalityId: string,
    readonly actor: Actor,
    readonly manager: EntityManager,
    private readonly runner: QueryRunner,
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

  /**
   * Runs one statement and answers its rows (of a SELECT, or of RETURNING).
   * @param planned a name, for a statement that is sent very often: each connection then reads and plans it once. Not for statements whose
   *   best plan depends on the parameters. One name stands for one text.
   */
  async rows<T = Record<string, unknown>>(sql: string, parameters: unknown[] = [], planned?: string): Promise<T[]> {
    if (planned) {
      this.manager.dataSource.logger.logQuery(sql, parameters, this.runner);
      return (await this.client.query({ name: planned, text: sql, values: parameters })).rows as T[];
    }
    const result = await this.runner.query(sql, parameters, true);
    return result.records as T[];
  }

  /** The first row, or undefined. */
  async row<T = Record<string, unknown>>(sql: string, parameters: unknown[] = [], planned?: string): Promise<T | undefined> {
    return (await this.rows<T>(sql, parameters, planned))[0];
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
   * The whole of `work` is run again, at most twice, when the database asks for it (serialization failure, deadlock),
   * so it must have no effect outside the transaction; what should happen outside goes into `tx.afterCommit`.
   */
  async transaction<T>(municipalityId: string, work: (tx: Tx) => Promise<T>, actor: Actor = SYSTEM): Promise<T> {
    if (!UUID.test(municipalityId)) throw new RangeError('a transaction needs the id of a municipality');
    // `begin` and `enter` travel in one trip. set_config would not reach the workers of a distributed database.
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
        if (attempt === 3 || !RETRIED.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  private async once<T>(begin: string, municipalityId: string, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as pg.PoolClient;
    let tx: Tx;
    let result: T;
    try {
      await client.query(begin);
      // TypeORM would begin a transaction of its own around each save; it must know that one is open.
      Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
      tx = new Tx(municipalityId, actor, runner.manager, runner, client, this.clock.now(), this.queue);
      result = await work(tx);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      await runner.release();
    }
    for (const hook of tx.afterCommitHooks) await hook();
    return result;
  }
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
