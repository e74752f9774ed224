import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An attempt to log in, kept for a day to slow down guessing. */
@Entity('login_attempts')
export class LoginAttempt {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  emailLower!: string;

  /** The address it came from; of IPv6 the /64, because one subscriber has all of it. */
  @Column('cidr')
  network!: string;

  @Column('timestamptz')
  at!: Date;

  /** Failed until it proved right; refused when it was not even looked at. */
  @Column('text')
  outcome!: 'failed' | 'succeeded' | 'refused';
}
