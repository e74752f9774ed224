import { buildCouncilReport, councilReportJob } from '../../../libs/reporting/index.js';
import { HandlesJob, type JobContext } from '../handles-job.js';

/** Makes a report to the council. */
@HandlesJob(councilReportJob)
export class CouncilReportHandler {
  run(context: JobContext<{ reportId: string }>): Promise<{ entries: number }> {
    return buildCouncilReport(context);
  }
}
