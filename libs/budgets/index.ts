import { BudgetChange } from './budget-change.entity.js';
import { BudgetEnding } from './budget-ending.entity.js';
import { Apportionment, FundedPlace } from './apportionment.entity.js';
import { Contract, Conversion, ConversionPart } from './contract.entity.js';
import { CouncilDecision } from './council-decision.entity.js';
import { FundingSource } from './funding-source.entity.js';
import { ImportFile } from './import.entity.js';
import { Instalment } from './instalment.entity.js';
import { BudgetNeighbourhood, NeighbourhoodBudget } from './neighbourhood-budget.entity.js';
import { CouncilBudget, Withdrawal } from './reservation.entity.js';
import { BodyRecognition, Delegation } from './recognition.entity.js';

export * from './adoption.service.js';
export * from './apportion.js';
export * from './apportionment.entity.js';
export { type BudgetExplanation, explainBudget } from './apportionment.service.js';
export { type BudgetRequest, previewBudgets } from './budget-request.service.js';
export { freePlaces, occupyPlaces } from './funded-places.service.js';
export * from './budget-change.entity.js';
export * from './budget-changes.service.js';
export * from './budget-ending.entity.js';
export * from './budget-endings.service.js';
export * from './budgets.checks.js';
export * from './budgets.jobs.js';
export * from './budgets.service.js';
export * from './closing.js';
export { type ClosingLine, type ReturnReason } from './closing-lines.service.js';
export * from './closing-run.service.js';
export * from './closings.service.js';
export { announcedEndings, changeById, changesOf, type ChangeView, endingOf, type EndingView } from './change-records.service.js';
export {
  type ChangeRequest,
  decidedCents,
  type IncreaseRequest,
  type IndexationRequest,
  type ReallocationRequest,
} from './change-request.js';
export * from './contract.entity.js';
export * from './contracts.service.js';
export * from './conversion.js';
export * from './conversions.service.js';
export * from './council-decision.entity.js';
export * from './decisions.service.js';
export * from './delegation.service.js';
export * from './equation.service.js';
export * from './funding-source.entity.js';
export * from './import.entity.js';
export * from './import.service.js';
export { type ReadBudget } from './import-budgets.js';
export { type CsvLine, type ImportColumn, type LineRemark, MAX_IMPORT_BYTES, MAX_IMPORT_LINES } from './import-csv.js';
export { type ReadSource } from './import-sources.js';
export { indexed, MAX_INDEXATION } from './indexation.js';
export * from './instalment.entity.js';
export * from './instalments.service.js';
export * from './neighbourhood-budget.entity.js';
export * from './plan.js';
export * from './recognition.entity.js';
export * from './recognition.service.js';
export * from './release.service.js';
export * from './reservation.entity.js';
export * from './reservations.service.js';
export * from './sources.service.js';
export { type MovablePart, movableOf } from './taking-back.service.js';
export * from './withdrawals.service.js';

export const budgetsEntities = [
  Contract,
  Conversion,
  ConversionPart,
  Apportionment,
  FundedPlace,
  CouncilDecision,
  FundingSource,
  NeighbourhoodBudget,
  BudgetNeighbourhood,
  ImportFile,
  Instalment,
  CouncilBudget,
  Withdrawal,
  BudgetChange,
  BudgetEnding,
  BodyRecognition,
  Delegation,
];
