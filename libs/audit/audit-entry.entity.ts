import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One thing that was done. Never changed, never removed. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  /** Null when the system did it. */
  @Column('uuid', { nullable: true })
  personId!: string | null;

  @Column('text')
  role!: string;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** `noun.verb`, such as `drawing-right.grant`. */
  @Column('text')
  action!: string;

  /** The kind of thing it was done to, such as `drawing-right`. */
  @Column('text')
  subjectType!: string;

  @Column('uuid')
  subjectId!: string;

  @Column('jsonb')
  details!: Record<string, unknown>;
}
