import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A tendered contract, or a grant that is given every year. */
export type ContractKind = 'contract' | 'grant';

/** A contract or yearly grant of the tender cycle, with what it pays a year and when it ends. Recorded once, never changed. */
@Entity('contracts')
export class Contract {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** What it is for, in a few words. */
  @Column('text') what!: string;
  @Column('text') supplier!: string;
  @Column('text') kind!: ContractKind;
  /** Iv3 task field, for example 6.1 */
  @Column('text') taskField!: string;
  /** Cents in a whole year. */
  @Column('bigint') yearlyCents!: number;
  /** The last ISO day it runs. */
  @Column('date') endsOn!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz') recordedAt!: Date;
}

/** The council's decision to turn a contract into funding: once per contract, into a source of its own. */
@Entity('conversions')
export class Conversion {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contractId!: string;
  @Column('uuid') decisionId!: string;
  @Column('uuid') fundingSourceId!: string;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz') decidedAt!: Date;
}

/** What of a contract becomes funding in one fiscal year, in cents; at most what the contract pays a year. */
@Entity('conversion_parts')
export class ConversionPart {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') contractId!: string;
  @PrimaryColumn('int') fiscalYear!: number;
  @Column('uuid') conversionId!: string;
  @Column('bigint') cents!: number;
  @Column('bigint') yearlyCents!: number;
}
