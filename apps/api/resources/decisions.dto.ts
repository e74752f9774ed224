import { Day, Id, Instant, Line } from '../kit/index.js';

/** A council decision as it is recorded; the PDF goes along as the part `document` of a form. */
export class NewCouncilDecisionDto {
  @Line('The number the council gave it.', 40, { example: '2027-031' })
  number!: string;

  @Day('The day it was taken; not after today.', { example: '2026-11-10' })
  decidedOn!: string;

  @Line('What it is about.', 200, { example: 'Wijkbudgetten 2027–2030' })
  title!: string;
}

/** A decision of the council (raadsbesluit). Without one nothing is funded or adopted. */
export class CouncilDecisionDto extends NewCouncilDecisionDto {
  @Id('Its id.')
  id!: string;

  @Line('The name of its PDF; null when there is none.', 120, { nullable: true, example: 'raadsbesluit.pdf' })
  documentName!: string | null;

  @Instant('When it was recorded here.')
  recordedAt!: Date;
}
