import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Job, jobById } from '../../../libs/core/index.js';
import { type Call, Caller, Door, Gives, Needs, PathId } from '../kit/index.js';
import { JobDto } from './jobs.dto.js';

export const jobView = ({ id, name, state, progressDone, progressTotal, error, createdAt, finishedAt }: Job): JobDto => ({
  ...{ id, name, state, progressDone, progressTotal, error, createdAt, finishedAt },
});

@ApiTags('Reports')
@Controller('api/v1/jobs')
export class JobsController {
  constructor(private readonly door: Door) {}

  @Get(':id')
  @Needs('report.read', 'report.request')
  @Gives(JobDto, 'See how far work in the background is')
  getJob(@Caller() call: Call, @PathId() id: string) {
    return this.door.run(call, async (tx) => jobView(await jobById(tx, id)));
  }
}
