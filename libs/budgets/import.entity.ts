import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an uploaded file holds. */
export type ImportKind = 'sources' | 'budgets';

/** What an import made, in the order of the file. */
export interface ImportMade {
  sourceIds: string[];
  budgetIds: string[];
}

/** A CSV file of sources or budgets as it was uploaded, and what was made of it. */
@Entity('imports')
export class ImportFile {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: ImportKind;
  @Column('text') fileName!: string;
  /** The bytes as they came; read on their own, never with a list. */
  @Column('bytea', { select: false }) content!: Buffer;
  @Column('uuid') decisionId!: string;
  @Column('uuid', { nullable: true }) uploadedBy!: string | null;
  @Column('timestamptz') uploadedAt!: Date;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Column('jsonb', { nullable: true }) made!: ImportMade | null;
}
