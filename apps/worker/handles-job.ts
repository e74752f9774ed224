import type { Type } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { definedJobs, type Actor, type JobDefinition, type Logger, type Tx } from '../../libs/core/index.js';

/** What a handler has to work with in one run. */
export interface JobContext<Payload> {
  readonly municipalityId: string;
  readonly jobId: string;
  readonly payload: Payload;
  /** What the last run saved to go on from; null in the first. */
  readonly checkpoint: unknown;
  /** Names the municipality and the job in each line. */
  readonly log: Logger;
  /**
   * One step: a short transaction in the municipality of the job. It also renews the lease, and is undone when the lease was lost.
   * Throws when the worker stops; the job then goes on elsewhere from its checkpoint. Never call the outside world in it.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, actor?: Actor): Promise<T>;
  /**
   * Says how far the run is. Inside `transaction` the checkpoint is kept or lost together with the step;
   * outside it has a transaction of its own.
   */
  progress(done: number, total: number, checkpoint?: unknown): Promise<void>;
}

/** Runs one kind of job. What it answers is kept as the result of the job, as JSON. */
export interface JobHandler<Payload = unknown, Result = unknown> {
  run(context: JobContext<Payload>): Promise<Result>;
}

const HANDLES = Symbol('the job that this class handles');

/** Marks a provider as the handler of a kind of job. */
export function HandlesJob<Payload, Result>(job: JobDefinition<Payload, Result>) {
  return (target: Type<JobHandler<Payload, Result>>): void => Reflect.defineMetadata(HANDLES, job, target);
}

/** A kind of job with what runs it. */
export interface HandledJob {
  definition: JobDefinition;
  handler: JobHandler;
}

/**
 * Finds the handler of every defined job among the providers.
 * @throws Error that names each job without a handler, or with two: the worker must not start then
 */
export function findHandlers(discovery: DiscoveryService): Map<string, HandledJob> {
  const found = new Map<string, HandledJob>();
  const wrong: string[] = [];
  for (const { metatype, instance } of discovery.getProviders()) {
    const definition =
      typeof metatype === 'function' ? (Reflect.getOwnMetadata(HANDLES, metatype) as JobDefinition | undefined) : undefined;
    if (!definition) continue;
    if (found.has(definition.name)) wrong.push(`the job ${definition.name} has two handlers`);
    found.set(definition.name, { definition, handler: instance as JobHandler });
  }
  for (const { name } of definedJobs()) if (!found.has(name)) wrong.push(`the job ${name} has no handler`);
  if (wrong.length > 0) throw new Error(`The worker cannot start: ${wrong.join('; ')}.`);
  return found;
}
