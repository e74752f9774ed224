import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Lang } from '../core/index.js';

/** Somebody who can log in. Shared by all municipalities: one person can hold roles in several. */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  /** Computed by the database; what an e-mail address is looked up and kept unique by. */
  @Column({ type: 'text', insert: false, update: false })
  emailLower!: string;

  @Column('text')
  name!: string;

  /** Read only where a password is checked. Null: this person cannot log in with a password. */
  @Column({ type: 'text', nullable: true, select: false })
  passwordHash!: string | null;

  @Column({ type: 'text', default: 'nl' })
  language!: Lang;

  /** Of the platform itself; only the owner's connection can set it. */
  @Column({ type: 'boolean', default: false, insert: false, update: false })
  isOperator!: boolean;

  @Column('timestamptz')
  createdAt!: Date;
}
