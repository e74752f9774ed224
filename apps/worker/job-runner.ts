import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Actor,
  type Database,
  failRun,
  finishJob,
  giveJobBack,
  holdJob,
  type Job,
  type JobAlarm,
  type JobDefinition,
  type JobProgress,
  LeaseLost,
  type Logger,
  takeJob,
  type Tx,
} from '../../libs/core/index.js';
import type { HandledJob, JobContext } from './handles-job.js';

/** Thrown into a run at its next step when the worker stops. */
class WorkerStops extends Error {}

/** Runs jobs when their alarm goes off. */
export class JobRunner {
  private readonly runs = new Set<JobRun>();
  private stopping = false;

  constructor(
    private readonly database: Database,
    private readonly handlers: ReadonlyMap<string, HandledJob>,
    private readonly log: Logger,
  ) {}

  /** Runs the job of an alarm when it is due and nobody else has it. Never throws: a job's trouble is written in its row. */
  async run({ municipalityId, id, name }: JobAlarm): Promise<void> {
    const log = this.log.child({ municipalityId, jobId: id, job: name });
    const handled = this.handlers.get(name);
    // A newer worker may know it; the sweep sets the alarm again until one does.
    if (!handled) return log.warn('this worker does not know this job');
    try {
      if (this.stopping) return;
      const job = await this.database.transaction(municipalityId, (tx) => takeJob(tx, handled.definition, id));
      if (job) await this.runTaken(new JobRun(this.database, handled.definition, job), handled, log);
    } catch (error) {
      // The row still says that it is running: when its lease is over the sweep has it taken again.
      log.error({ err: error }, 'the outcome of this run could not be written');
    }
  }

  private async runTaken(run: JobRun, { handler }: HandledJob, log: Logger): Promise<void> {
    const started = performance.now();
    this.runs.add(run);
    if (this.stopping) run.stop();
    try {
      const result = await Promise.race([handler.run(run.context(log)), run.cutOff]);
      await run.finish(result);
      log.info({ ms: Math.round(performance.now() - started) }, 'job done');
    } catch (error) {
      if (error instanceof LeaseLost) log.warn('another worker has taken over, or the job was given back');
      else if (error instanceof WorkerStops) await run.giveBack();
      else await this.failed(run, error, log);
    } finally {
      this.runs.delete(run);
    }
  }

  private async failed(run: JobRun, error: unknown, log: Logger): Promise<void> {
    const retry = await run.fail(error);
    if (retry) log.warn({ err: error, retryAt: retry.dueAt }, 'this run of a job failed');
    else log.error({ err: error }, 'job failed');
  }

  /**
   * Lets runs end at their next step and gives back what they had, at the latest after `graceMs`.
   * A run that is still busy then can no longer write anything.
   */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    for (const run of this.runs) run.stop();
    const end = performance.now() + graceMs;
    while (this.runs.size > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const run of this.runs) await run.cut().catch((error) => this.log.error({ err: error }, 'a job could not be given back'));
  }
}

/** One run of one job under one lease. */
class JobRun {
  private readonly openTx = new AsyncLocalStorage<Tx>();
  private readonly lease: string;
  private stopped = false;
  private rejectCutOff!: (reason: Error) => void;
  /** Rejects when the worker waits for this run no longer. */
  readonly cutOff = new Promise<never>((_, reject) => (this.rejectCutOff = reject));

  constructor(
    private readonly database: Database,
    private readonly definition: JobDefinition,
    private readonly job: Job,
  ) {
    this.lease = job.lease as string;
  }

  context(log: Logger): JobContext<unknown> {
    const { municipalityId, id, payload, checkpoint } = this.job;
    return {
      municipalityId,
      jobId: id,
      payload,
      checkpoint,
      log,
      transaction: (work, actor) => this.transaction(work, actor),
      progress: (done, total, saved) => this.progress({ done, total, checkpoint: saved }),
    };
  }

  stop(): void {
    this.stopped = true;
  }

  private async transaction<T>(work: (tx: Tx) => Promise<T>, actor?: Actor, progress?: JobProgress): Promise<T> {
    if (this.openTx.getStore()) throw new Error('a step of a job opens one transaction, not one within another');
    if (this.stopped) throw new WorkerStops();
    const { municipalityId, id } = this.job;
    const step = async (tx: Tx) => {
      await holdJob(tx, this.definition, id, this.lease, progress);
      return this.openTx.run(tx, () => work(tx));
    };
    return this.database.transaction(municipalityId, step, actor);
  }

  private async progress(progress: JobProgress): Promise<void> {
    const open = this.openTx.getStore();
    if (open) await holdJob(open, this.definition, this.job.id, this.lease, progress);
    else await this.transaction(async () => undefined, undefined, progress);
  }

  async finish(result: unknown): Promise<void> {
    await this.database.transaction(this.job.municipalityId, (tx) => finishJob(tx, this.job.id, this.lease, result));
  }

  async fail(error: unknown): Promise<JobAlarm | undefined> {
    return this.ring((tx) => failRun(tx, this.definition, this.job.id, this.lease, error));
  }

  async giveBack(): Promise<void> {
    await this.ring((tx) => giveJobBack(tx, this.definition, this.job.id, this.lease));
  }

  /** Gives the job back although the run is still busy; what that still tries to write is refused. */
  async cut(): Promise<void> {
    try {
      await this.giveBack();
    } finally {
      this.rejectCutOff(new LeaseLost(this.job.id));
    }
  }

  /** Writes what becomes of the job and sets its next alarm, if it has one. */
  private async ring(write: (tx: Tx) => Promise<JobAlarm | undefined>): Promise<JobAlarm | undefined> {
    return this.database.transaction(this.job.municipalityId, async (tx) => {
      const alarm = await write(tx);
      if (alarm) tx.afterCommit(() => tx.queue?.set(alarm, tx.now));
      return alarm;
    });
  }
}
