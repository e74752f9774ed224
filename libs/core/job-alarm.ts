/** When to look at a job. The row in `jobs` is the truth: an alarm too many does no harm, and a lost one is set again by the sweep. */
export interface JobAlarm {
  municipalityId: string;
  id: string;
  name: string;
  dueAt: Date;
}

/** The alarm clock of jobs. */
export interface JobQueue {
  /** Sets an alarm, once per job and instant. Never throws and takes a second at most: what cannot be set is logged and left to the sweep. */
  set(alarm: JobAlarm, now: Date): Promise<void>;
  close(): Promise<void>;
}

/** Something that comes round: its name and when, as a cron pattern in Dutch time. */
export interface RecurringTick {
  name: string;
  pattern: string;
}

/** What the worker does when the clock goes off; neither may throw. */
export interface AlarmListener {
  onAlarm(alarm: JobAlarm): Promise<void>;
  onTick(name: string): Promise<void>;
  /** Alarms taken at the same time. */
  concurrency: number;
  ticks: readonly RecurringTick[];
}

/** A process that listens to the clock, and can set it too. */
export interface ListeningQueue extends JobQueue {
  /** Sets what comes round and begins to take alarms. @throws Error when the store cannot be reached */
  listen(listener: AlarmListener): Promise<void>;
  /** Sets what comes round again where the store lost it. */
  restoreTicks(): Promise<void>;
  /** Takes no more alarms from now on; those it took are waited for by `close`, for a moment. */
  stopListening(): void;
}
