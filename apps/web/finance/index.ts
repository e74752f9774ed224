import { ApportionmentController } from './apportionment.controller.js';
import { BodiesController } from './bodies.controller.js';
import { BudgetsController } from './budgets.controller.js';
import { ClosingController } from './closing.controller.js';
import { ChangesController } from './changes.controller.js';
import { CommitmentsController } from './commitments.controller.js';
import { ContractsController } from './contracts.controller.js';
import { CorrectionsController } from './corrections.controller.js';
import { CouncilBudgetsController } from './council-budgets.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { DelegationController } from './delegation.controller.js';
import { ImportsController } from './imports.controller.js';
import { InvocationController } from './invocation.controller.js';
import { NewBudgetController } from './new-budget.controller.js';
import { OverviewController } from './overview.controller.js';
import { PaymentsController } from './payments.controller.js';
import { ProofController } from './proof.controller.js';
import { ReleaseController } from './release.controller.js';
import { SourcesController } from './sources.controller.js';

/** The pages of the finance officer. */
export const financeControllers = [
  OverviewController,
  NewBudgetController,
  BudgetsController,
  ApportionmentController,
  SourcesController,
  ContractsController,
  DecisionsController,
  ImportsController,
  CommitmentsController,
  ClosingController,
  PaymentsController,
  ProofController,
  BodiesController,
  DelegationController,
  ChangesController,
  CorrectionsController,
  CouncilBudgetsController,
  InvocationController,
  ReleaseController,
];
