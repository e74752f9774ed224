import { ApportionmentController } from './apportionment.controller.js';
import { BodiesController } from './bodies.controller.js';
import { BudgetsController } from './budgets.controller.js';
import { CommitmentsController } from './commitments.controller.js';
import { CorrectionsController } from './corrections.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { DelegationController } from './delegation.controller.js';
import { NewBudgetController } from './new-budget.controller.js';
import { OverviewController } from './overview.controller.js';
import { PaymentsController } from './payments.controller.js';
import { ProofController } from './proof.controller.js';
import { SourcesController } from './sources.controller.js';

/** The pages of the finance officer. */
export const financeControllers = [
  OverviewController,
  NewBudgetController,
  BudgetsController,
  ApportionmentController,
  SourcesController,
  DecisionsController,
  CommitmentsController,
  PaymentsController,
  ProofController,
  BodiesController,
  DelegationController,
  CorrectionsController,
];
