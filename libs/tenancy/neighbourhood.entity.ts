import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A neighbourhood (wijk) within one version of the division. */
@Entity('neighbourhoods')
export class Neighbourhood {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  divisionId!: string;

  /** Its part of the address: `/amersfoort/wijken/randenbroek`. */
  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  /** The code of Statistics Netherlands, `WK030705` or `BU03070501`. */
  @Column('text', { nullable: true })
  cbsCode!: string | null;

  /** How many people live there; unknown when null. */
  @Column('int', { nullable: true })
  residents!: number | null;
}
