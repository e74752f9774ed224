import type {
  BudgetView,
  ChangeView,
  CouncilDecision,
  EndingView,
  EquationLine,
  FundingSource,
  ReservationYear,
} from '../../../libs/budgets/index.js';
import type { RightView } from '../../../libs/drawing-rights/index.js';
import type { Organisation } from '../../../libs/relations/index.js';
import type { Neighbourhood } from '../../../libs/tenancy/index.js';
import type { MemberContext } from '../kit/index.js';
import type { WaitingPayments } from './waiting.js';

/** What the page of one budget shows. */
export interface BudgetData {
  budget: BudgetView;
  lines: EquationLine[];
  decision: CouncilDecision;
  sources: FundingSource[];
  body: Organisation | undefined;
  /** What the body and the council agreed on, one by one. */
  houseRules: string[];
  places: Neighbourhood[];
  /** What the council changed, the newest first. */
  changes: ChangeView[];
  /** The early ending that was announced. */
  ending: EndingView | undefined;
  rights: RightView[];
  payments: WaitingPayments;
  reservations: ReservationYear[];
  today: string;
}

/** The same, for its parts. */
export type BudgetProps = BudgetData & { ctx: MemberContext };
