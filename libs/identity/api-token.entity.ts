import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Permission } from './permissions.js';
import type { Role } from './roles.js';

/** The right of another system to call the API in the name of a role. The token itself was shown once and is not kept. */
@Entity('api_tokens')
export class ApiToken {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** SHA-256 of the token. */
  @Column('bytea', { select: false })
  tokenHash!: Buffer;

  @Column('text', { array: true })
  scopes!: Permission[];

  @Column('text')
  role!: Role;

  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @Column('uuid')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** The last ISO day on which it works. */
  @Column('date')
  expiresOn!: string;

  @Column('date', { nullable: true })
  lastUsedOn!: string | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('uuid', { nullable: true })
  revokedBy!: string | null;
}
