import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Words } from './problem.js';

/** Where a job stands. A crashed job stays `running` until its lease is over. */
export type JobState = 'pending' | 'running' | 'done' | 'failed';

/** One piece of work to do later. */
@Entity('jobs')
export class Job {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** The name of its definition. */
  @Column('text')
  name!: string;

  /** What makes it this job and no other of its name: asked twice, it runs once. */
  @Column('text')
  key!: string;

  @Column('jsonb')
  payload!: unknown;

  @Column('text')
  state!: JobState;

  @Column('int', { default: 0 })
  progressDone!: number;

  /** Nought until the job knows how much there is to do. */
  @Column('int', { default: 0 })
  progressTotal!: number;

  /** What the job needs to go on where it was. */
  @Column('jsonb', { nullable: true })
  checkpoint!: unknown;

  @Column('jsonb', { nullable: true })
  result!: unknown;

  /** What went wrong the last time, in words that may be shown. */
  @Column('jsonb', { nullable: true })
  error!: Words | null;

  /** Runs begun and not given back. */
  @Column('int', { default: 0 })
  attempts!: number;

  /** Pending: from then it may run. Running: from then its lease is over and another worker may take it. Null when it ended. */
  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** Who runs it: a new id for each run, so that a worker that lost its lease can be told from the one that has it. */
  @Column('uuid', { nullable: true })
  lease!: string | null;

  /** The person who asked for it; null for the system. */
  @Column('uuid', { nullable: true })
  createdBy!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}

export const coreEntities = [Job];
