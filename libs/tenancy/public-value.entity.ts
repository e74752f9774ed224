import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Words } from '../core/index.js';

/** A public value (publieke waarde): the goal that money follows, whoever receives it. */
@Entity('public_values')
export class PublicValue {
  @PrimaryColumn('uuid')
  municipalityId!: string;

  @PrimaryColumn('uuid')
  id!: string;

  /** Its place in every list, from 1. */
  @Column('int')
  position!: number;

  @Column('text')
  nameNl!: string;

  @Column('text')
  nameEn!: string;

  get name(): Words {
    return { nl: this.nameNl, en: this.nameEn };
  }
}
