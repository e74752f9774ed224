import { Choice, Id, Instant, Line, Part, Whole, WordsDto } from '../kit/index.js';

const STATES = ['pending', 'running', 'done', 'failed'] as const;

/** Work in the background. */
export class JobDto {
  @Id('Its id.')
  id!: string;

  @Line('What it does.', 100, { example: 'council-report' })
  name!: string;

  @Choice('Where it stands.', STATES, { example: 'running' })
  state!: (typeof STATES)[number];

  @Whole('How much is done.', 0, 2_147_483_647, { example: 3 })
  progressDone!: number;

  @Whole('How much there is to do; nought until that is known.', 0, 2_147_483_647, { example: 12 })
  progressTotal!: number;

  @Part('What went wrong the last time.', WordsDto, { nullable: true })
  error!: WordsDto | null;

  @Instant('When it was asked for.')
  createdAt!: Date;

  @Instant('When it ended.', { nullable: true })
  finishedAt!: Date | null;
}
