import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A municipality: the tenant. Shared by all; only onboarding, with the owner's connection, adds one. */
@Entity('municipalities')
export class Municipality {
  @PrimaryColumn('uuid')
  id!: string;

  /** Its part of the address: `/amersfoort`. */
  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  /** The code of Statistics Netherlands, `GM0307`. */
  @Column('text', { nullable: true })
  cbsCode!: string | null;

  /** The name of its set of design tokens. */
  @Column('text', { default: 'rivier' })
  theme!: string;

  /** Whether its amounts are invented; every page that shows them then says so. */
  @Column('boolean', { default: false })
  fictional!: boolean;

  @Column('timestamptz')
  createdAt!: Date;
}
