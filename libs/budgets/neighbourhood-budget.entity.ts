import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A neighbourhood budget (wijkbudget): one or more neighbourhoods, a term of two or more years, a council decision, a delegated body. */
@Entity('neighbourhood_budgets')
export class NeighbourhoodBudget {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('uuid') decisionId!: string;
  /** The version of the ordinance it was adopted under. */
  @Column('uuid') ordinanceId!: string;
  /** The neighbourhood body it is delegated to. */
  @Column('uuid', { nullable: true }) bodyId!: string | null;
  @Column('int') firstYear!: number;
  @Column('int') lastYear!: number;
  @Column('int') supportShareBasisPoints!: number;
  /** What its amount was worked out from; null for one that was read from a file, or is from before that was kept. */
  @Column('uuid', { nullable: true }) apportionmentId!: string | null;
  @Column('timestamptz') createdAt!: Date;
}

/** Which neighbourhoods a budget is for. */
@Entity('budget_neighbourhoods')
export class BudgetNeighbourhood {
  @PrimaryColumn('uuid') municipalityId!: string;
  @PrimaryColumn('uuid') budgetId!: string;
  @PrimaryColumn('uuid') neighbourhoodId!: string;
}
