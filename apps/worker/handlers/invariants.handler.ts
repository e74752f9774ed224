import { invariantsJob, runInvariants } from '../../../libs/reporting/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

/** Proves the books of one municipality. A proof that fails is an outcome, kept and told aloud, and not a failed job. */
@HandlesJob(invariantsJob)
export class InvariantsHandler {
  async run({ transaction, log }: JobContext<{ asOf: string }>): Promise<{ checks: number; failed: string[] }> {
    const { checks, failures } = await transaction(runInvariants);
    const failed = failures.map((failure) => failure.name);
    if (failed.length > 0) log.error({ failed }, 'the books are not right');
    return { checks, failed };
  }
}
