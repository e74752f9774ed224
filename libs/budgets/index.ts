import { CouncilDecision } from './council-decision.entity.js';
import { FundingSource } from './funding-source.entity.js';
import { Instalment } from './instalment.entity.js';
import { BudgetNeighbourhood, NeighbourhoodBudget } from './neighbourhood-budget.entity.js';

export * from './adoption.service.js';
export * from './apportion.js';
export * from './budgets.checks.js';
export * from './budgets.jobs.js';
export * from './budgets.service.js';
export * from './carry-over.service.js';
export * from './council-decision.entity.js';
export * from './decisions.service.js';
export * from './equation.service.js';
export * from './funding-source.entity.js';
export * from './instalment.entity.js';
export * from './neighbourhood-budget.entity.js';
export * from './plan.js';
export * from './release.service.js';
export * from './sources.service.js';

export const budgetsEntities = [CouncilDecision, FundingSource, NeighbourhoodBudget, BudgetNeighbourhood, Instalment];
