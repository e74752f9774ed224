import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from './roles.js';

/** A person's role in a municipality, for three of the roles on behalf of an organisation. */
@Entity('memberships')
export class Membership {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  personId!: string;

  @Column('text')
  role!: Role;

  /** Given for a neighbourhood body, initiative or supplier, and for nobody else. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
