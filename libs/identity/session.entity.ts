import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who is logged in on one device. The token itself is only in the cookie. */
@Entity('sessions')
export class Session {
  /** SHA-256 of the token. */
  @PrimaryColumn('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  personId!: string;

  /** Where the person works now; a membership that has ended since counts as none. */
  @Column('uuid', { nullable: true })
  activeMunicipalityId!: string | null;

  @Column('uuid', { nullable: true })
  activeMembershipId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
