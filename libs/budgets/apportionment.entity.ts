import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanInput } from './plan.js';

/** What a split was worked out from, as it was then; one for all budgets of one request. Kept, so that it can be explained years later. */
@Entity('apportionments')
export class Apportionment {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') decisionId!: string;
  /** The neighbourhoods with their residents, the split with its weights and amounts, the sources with their cents a year, the years. */
  @Column('jsonb') inputs!: PlanInput;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
}

/** Which budget gives a neighbourhood a source in a year: one at most, and the database holds it. */
@Entity('funded_places')
export class FundedPlace {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') neighbourhoodId!: string;
  @PrimaryColumn('uuid') fundingSourceId!: string;
  @PrimaryColumn('int') fiscalYear!: number;
  @Column('uuid') budgetId!: string;
}
