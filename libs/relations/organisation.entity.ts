import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organisation does; it can be more than one. */
export type OrganisationKind = 'initiative' | 'neighbourhood_body' | 'supplier';

/** A residents' initiative, a neighbourhood body or a supplier. */
@Entity('organisations')
export class Organisation {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('text', { array: true }) kinds!: OrganisationKind[];
  /** One line about what it does. */
  @Column('text') about!: string;
  @Column('timestamptz') createdAt!: Date;
}

/** Where an organisation is at home: in no, one or several neighbourhoods. */
@Entity('organisation_neighbourhoods')
export class OrganisationNeighbourhood {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') organisationId!: string;
  @PrimaryColumn('uuid') neighbourhoodId!: string;
}
