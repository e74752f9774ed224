import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of the neighbourhood division (wijkindeling) of a municipality. */
@Entity('divisions')
export class Division {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('int')
  version!: number;

  /** The ISO day from which it holds, until a later division does. */
  @Column('date')
  validFrom!: string;
}
